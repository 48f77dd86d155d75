//! What a backup takes, and the way back from it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cadangan::{COMMAND, Identities, Made, NewIdentity};
use kernel::clock::Clock;
use server::Config;
use server::salin::{self, Order};
use tempfile::TempDir;
use testkit::Test;

/// A backup, and what opens it.
pub(crate) struct Backup {
    /// How long it took.
    pub took: Duration,
    made: Made,
    config: Config,
    key: NewIdentity,
    folder: TempDir,
}

impl Backup {
    /// Makes one as `lindung backup` does.
    pub(crate) async fn make(test: &Test) -> Self {
        let (folder, key, mut config) =
            (TempDir::new().unwrap(), cadangan::new_identity(), test.lindung.config.clone());
        config.cadangan.penerima = vec![key.recipient.clone()];
        let to = folder.path().join("cadangan");
        let order = Order { to: &to, keep: 0, by: COMMAND };
        let began = Instant::now();
        let made = salin::make(&config, test.clock.now(), order).await.unwrap();
        Self { took: began.elapsed(), made, config, key, folder }
    }

    /// The bytes of its sealed files.
    pub(crate) fn size(&self) -> u64 {
        self.made.manifest.size()
    }

    /// How long `lindung backup verify` takes: restored into a scratch database, and audited there.
    pub(crate) async fn verified(&self, test: &Test) -> Duration {
        let file = self.folder.path().join("identitas");
        cadangan::write_secret(&file, &self.key.secret).unwrap();
        let identities = Identities::read(&file).unwrap();
        let clock = Arc::clone(&test.clock) as Arc<dyn Clock>;
        let began = Instant::now();
        let done = salin::rehearse(&self.config, clock, &self.made.folder, identities).await.unwrap();
        let took = began.elapsed();
        assert!(done.findings.is_empty(), "{:?}", done.findings.first().map(|finding| &finding.detail));
        took
    }
}
