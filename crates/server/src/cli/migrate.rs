//! `lindung migrate`, and its rehearsal on a copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use kernel::period::day_of;
use kernel::space::MEGABYTE;
use kernel::{Problem, Result, db};
use migrations::Standing;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};

use super::say;
use crate::compose::{self, open};
use crate::config::Config;
use crate::{jobs, keys, private, pulih};

/// The folder, in the data folder, in which the copy is made.
const COPY: &str = "coba-migrasi";

/// Brings the schema up to date.
#[derive(Args)]
pub(crate) struct Migrate {
    /// Mencoba dahulu di salinan: langkah mana, berapa lama, dan apakah audit sesudahnya bersih. Basis data tidak diubah
    #[arg(long)]
    pub(crate) check: bool,
}

impl Migrate {
    /// Exit code of a rehearsal: 1 where the audit of the copy finds something, or the program is too old for the database.
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        if self.check {
            return rehearse(config).await;
        }
        open(config).await?.close().await?;
        say("Skema basis data sudah yang terbaru.");
        Ok(ExitCode::SUCCESS)
    }
}

/// Says what would be done. An embedded database is copied, and it is done with the copy; one on a server is only read, since steps that
/// are rolled back hold the tables that people work with.
async fn rehearse(config: Config) -> Result<ExitCode> {
    let file = private::file(&config.database_url())?;
    if let Some(file) = file.as_deref().filter(|file| !file.exists()) {
        return Err(Problem::Malformed(format!("Tidak ada basis data di {}.", file.display())));
    }
    if pulih::is_fresh(&config.data_dir) {
        // The copy would take up what the restore left for the house, and the house would open without it.
        return Err(Problem::Malformed(
            "Rumah di folder ini baru dipulihkan dari cadangan dan belum pernah dibuka, jadi tidak dicoba di salinan: cadangannya masih ada. \
             Jalankan `lindung migrate`, lalu `lindung verify`."
                .to_owned(),
        ));
    }
    let source = reach(&config.database_url().replace("mode=rwc", "mode=rw")).await?;
    let standing = migrations::standing(&source).await?;
    if let Some(newest) = standing.unknown.last() {
        say(format_args!(
            "Basis data lebih baru dari program ini (sampai {newest}). Pakai program yang sama barunya; jalan mundur hanya dengan \
             cadangan dari sebelum pembaruan."
        ));
        return Ok(ExitCode::FAILURE);
    }
    plan(&standing);
    if source.get_database_backend() == DatabaseBackend::Postgres {
        source.close().await?;
        say(
            "PostgreSQL tidak dicoba di tempat: langkah yang dibatalkan pun mengunci tabel yang sedang dipakai orang. Pulihkan cadangan ke \
             basis data lain, lalu jalankan `lindung migrate` dan `lindung verify` di sana (docs/operations.md).",
        );
        return Ok(ExitCode::SUCCESS);
    }
    let scratch = Scratch::make(&config, file.as_deref()).await?;
    let copy = scratch.0.join("lindung.db");
    private::create(&copy).map_err(|error| not_made(&copy, &error))?;
    let into = Statement::from_sql_and_values(DatabaseBackend::Sqlite, "VACUUM INTO $1", [text(&copy)?.into()]);
    let began = Instant::now();
    source.execute_raw(into).await?;
    source.close().await?;
    say(format_args!("Salinan dibuat dalam {}.", seconds(began)));
    on_copy(config, db::sqlite_url(&scratch.0), &standing).await
}

/// Takes the steps on a copy, one by one, then does what the first start does, and audits.
async fn on_copy(mut config: Config, url: String, standing: &Standing) -> Result<ExitCode> {
    for step in &standing.pending {
        let began = Instant::now();
        migrations::run_to(&url, Some(1)).await?;
        say(format_args!("  {step}: {}", seconds(began)));
    }
    config.database.url = url;
    let began = Instant::now();
    let lindung = open(config).await?;
    say(format_args!("Pekerjaan sekali saat pertama dinyalakan: {}.", seconds(began)));
    let began = Instant::now();
    let findings = jobs::audit(&lindung, day_of(lindung.house.clock.now())).await?;
    findings.iter().for_each(say);
    say(format_args!("Audit salinan: {} temuan, {}.", findings.len(), seconds(began)));
    lindung.close().await?;
    if findings.is_empty() {
        say(
            "Basis data yang asli tidak diubah. Buat cadangan, lalu jalankan `lindung migrate` atau nyalakan versi baru.",
        );
        return Ok(ExitCode::SUCCESS);
    }
    say(
        "Basis data yang asli tidak diubah. Jangan perbarui sebelum temuan di atas dijelaskan: `lindung verify` dengan program yang \
         sedang dipakai mengatakan apakah temuan itu sudah ada sebelumnya.",
    );
    Ok(ExitCode::FAILURE)
}

fn plan(standing: &Standing) {
    if standing.pending.is_empty() {
        say("Tidak ada langkah skema yang menunggu.");
    } else {
        say(format_args!("{} langkah skema menunggu: {}.", standing.pending.len(), standing.pending.join(", ")));
    }
}

fn seconds(began: Instant) -> String {
    format!("{:.1} detik", began.elapsed().as_secs_f64()).replace('.', ",")
}

async fn reach(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

fn text(path: &Path) -> Result<String> {
    let text =
        path.to_str().ok_or_else(|| Problem::Malformed(format!("Nama folder {} tidak terbaca.", path.display())))?;
    Ok(text.to_owned())
}

fn not_made(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!("{} tidak dapat dibuat: {error}.", path.display()))
}

/// The folder of the copy, which goes with this value: the copy holds what the database holds.
struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder, if there is a key for the copy and room for it twice.
    async fn make(config: &Config, file: Option<&Path>) -> Result<Self> {
        if keys::held(config)?.is_empty() {
            let path = keys::file(config);
            return Err(Problem::Malformed(format!("Tidak ada kunci induk di {}; pulihkan dahulu.", path.display())));
        }
        let size = file.and_then(|file| fs::metadata(file).ok()).map_or(0, |file| file.len());
        let disks = compose::room(config, &config.data_dir).look().await;
        let short = disks.first().filter(|disk| disk.free < size.saturating_mul(2));
        if let Some(disk) = short {
            return Err(Problem::Malformed(format!(
                "Untuk salinan diperlukan {} MB di disk folder data, dan hanya {} MB bebas. Kosongkan dahulu.",
                size.saturating_mul(2) / MEGABYTE,
                disk.free / MEGABYTE
            )));
        }
        let folder = config.data_dir.join(COPY);
        if folder.exists() {
            return Err(Problem::Malformed(format!(
                "Folder {} masih ada: percobaan lain sedang berjalan, atau yang sebelumnya terputus. Bila tidak ada yang berjalan, \
                 hapus folder itu, lalu ulangi.",
                folder.display()
            )));
        }
        private::folder(&folder).map_err(|error| not_made(&folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::error!(path = %self.0.display(), %error, "the copy could not be removed: remove it by hand");
        }
    }
}
