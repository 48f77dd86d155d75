//! `lindung serve`.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use kernel::db;
use kernel::two::restored;
use kernel::{Problem, Result};
use tokio::net::TcpListener;

use super::{on_terminal, say, tell};
use crate::compose::{Lindung, open};
use crate::config::Config;
use crate::{jobs, keys, pulih, segar};

/// How often the room on the disks is looked at where nobody asks.
const WATCH: Duration = Duration::from_secs(15);

/// Serves console and api.
#[derive(Args)]
pub(crate) struct Serve {
    /// Alamat dan port, misalnya 127.0.0.1:8080
    #[arg(long, value_name = "ADDR")]
    bind: Option<String>,
}

impl Serve {
    pub(crate) async fn run(self, mut config: Config) -> Result<ExitCode> {
        if let Some(bind) = self.bind {
            config.server.bind = bind;
        }
        config.cadangan.check_nights()?;
        let first = !keys::is_given(&config) && !keys::file(&config).exists();
        let lindung = open(config).await?;
        if first {
            tell(format_args!(
                "Kunci induk dibuat di {}. Tanpa berkas itu NIK, kontak dan kesehatan tidak terbaca lagi oleh siapa pun: simpan salinannya \
                 terpisah dari server dan basis data, sebelum mencatat orang.",
                keys::file(&lindung.config).display()
            ));
            if let Some(why) = keys::beside(&lindung.config) {
                tell(why);
            }
        }
        if let Some(missing) = keys::custody(&lindung.config) {
            tell(missing);
        }
        if restored::waits(&lindung.house.db).await?.is_some() {
            tell(pulih::WAITS);
        }
        let word = if on_terminal() { accounts::invite(&lindung.accounts).await? } else { None };
        serve(lindung, |address| {
            if let Some(word) = &word {
                first_steps(address, word);
            }
        })
        .await
    }
}

/// Tells who sits at the terminal how the first account is made. The word goes nowhere else, and to no log.
fn first_steps(address: &str, word: &str) {
    say(format_args!("Belum ada akun. Buka http://{address}/mulai dan ketik kata sekali pakai ini: {word}"));
    say("Kata itu mati sesudah dipakai, dan bila server dijalankan ulang.");
}

/// Serves an open house until it is asked to stop; `ready` is told the address once it listens.
pub(crate) async fn serve(lindung: Lindung, ready: impl FnOnce(&str)) -> Result<ExitCode> {
    let bind = lindung.config.server.bind.clone();
    let listener = TcpListener::bind(&bind).await.map_err(|error| {
        Problem::Malformed(format!("Tidak dapat mendengarkan di {bind}: {error}. Pilih alamat lain dengan --bind."))
    })?;
    let address = listener.local_addr().map_err(Problem::internal)?.to_string();
    let shared = Arc::new(lindung.clone());
    let pulse = lindung.house.pulse.start(&lindung.config.database_url());
    if !lindung.config.cadangan.nightly() {
        tracing::info!("there are no nightly backups: cadangan.ke of the settings names no folder");
    }
    let mut scheduler = jobs::schedule(Arc::clone(&shared)).await?;
    let missed = tokio::spawn(async move { jobs::due(&shared).await });
    let own = lindung.clone();
    let words = tokio::spawn(async move { segar::watch(&own).await });
    let house = Arc::clone(&lindung.house);
    // The log tells when room runs low, also where nobody asks.
    let watch = tokio::spawn(async move {
        loop {
            house.space.look().await;
            tokio::time::sleep(WATCH).await;
        }
    });
    let house = Arc::clone(&lindung.house);
    let log = tokio::spawn(async move { db::carry_over(&house.db, &house.pen, &house.space).await });
    say(format_args!("Lindung mendengarkan di http://{address}"));
    ready(&address);
    web::serve::run(listener, lindung.router(), lindung.proxies.clone(), stopped()).await.map_err(Problem::internal)?;
    for task in [watch, words, missed, log] {
        task.abort();
    }
    if let Some(pulse) = pulse {
        pulse.abort();
    }
    scheduler.shutdown().await.map_err(Problem::internal)?;
    lindung.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Done when the process is asked to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    } else {
        let _ = interrupt.await;
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
