//! The command line. Verbs are English, nouns are the office's, messages are Indonesian.

mod admin;
mod backup;
mod breach;
mod check;
mod close;
mod demo;
mod doctor;
mod import;
mod key;
mod lkj;
mod migrate;
mod report;
mod serve;
mod surel;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::{Problem, Result};
use serde::Serialize;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, strange_variables};
use crate::private;

#[derive(Parser)]
#[command(
    name = "lindung",
    version,
    about = "Lindung: catatan pelindungan pekerja migran, dan angka yang dihitung darinya"
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args, Clone)]
pub(crate) struct Global {
    /// Folder data (basis data bawaan dan kunci induk)
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Alamat basis data; tanpa ini `SQLite` di folder data
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    /// Berkas setelan
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// The forms in which a command prints what it found.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Form {
    /// Untuk dibaca orang
    Text,
    /// Untuk program
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Menjalankan konsol dan api
    Serve(serve::Serve),
    /// Setahun catatan rekaan: dihitung, dicetak, dan dibuka di konsol
    Demo(demo::Demo),
    /// Memperbarui skema basis data
    Migrate(migrate::Migrate),
    /// Memeriksa pemasangan: disk, jam, kunci, basis data, pekerjaan harian; tidak mengubah apa pun
    Doctor(doctor::Doctor),
    /// Mengelola pengguna
    #[command(subcommand)]
    User(admin::User),
    /// Mengirim surel percobaan
    #[command(subcommand)]
    Surel(surel::Surel),
    /// Mengimpor berkas XLSX, XLS, ODS atau CSV
    Import(import::Import),
    /// Menghitung dan menyimpan angka setahun
    Compute(report::Compute),
    /// Mencetak tabel indikator
    #[command(subcommand)]
    Report(report::Report),
    /// Menyusun laporan kinerja setahun sebagai berkas Word, Excel atau PDF
    Lkj(lkj::Lkj),
    /// Menutup triwulan atau tahun
    #[command(subcommand)]
    Close(close::Close),
    /// Memeriksa tabel laporan yang tercetak: angka yang bertentangan
    Check(check::Check),
    /// Mengaudit catatan, buku fakta dan penutupan
    Verify(admin::Verify),
    /// Membuat cadangan yang tersegel, membuat kuncinya, atau melatih pemulihannya
    Backup(backup::Backup),
    /// Memulihkan cadangan ke tempat yang kosong
    Restore(backup::Restore),
    /// Menulis daftar orang yang datanya sudah dihapus, untuk disimpan di samping cadangan
    Erased(backup::Erased),
    /// Mencari data siapa yang dilihat satu akun dalam satu masa, dan isian yang mana
    Breach(breach::Breach),
    /// Kunci induk: keadaannya, menggantinya, dan melepas yang lama
    #[command(subcommand)]
    Key(key::Key),
    /// Menyesuaikan buku fakta setelah aturan penghitungan berubah
    Repost {
        /// Mengapa, untuk riwayat setiap catatan
        #[arg(long)]
        reason: String,
    },
    /// Menyusun ulang daftar tugas setelah kalender libur atau tenggat berubah
    Tasks,
    /// Mencetak gambaran api (`OpenAPI`)
    Openapi,
    /// Mencetak katalog definisi indikator
    Catalogue,
    /// Mencetak tabel siapa boleh apa
    Rights,
    /// Mencetak tabel keadaan dan langkah
    Stages {
        /// Jenis catatan
        #[arg(default_value = "pengaduan", value_parser = clap::builder::PossibleValuesParser::new(admin::staged()))]
        jenis: String,
        /// Mencetak jenis catatan yang mempunyai langkah
        #[arg(long, conflicts_with = "jenis")]
        list: bool,
    },
}

impl Command {
    /// The file of the embedded database that the command will make, because there is none.
    fn makes(&self, config: &Config, own: bool) -> Option<PathBuf> {
        let without = matches!(
            self,
            Self::Check(_)
                | Self::Doctor(_)
                | Self::Migrate(migrate::Migrate { check: true })
                | Self::Surel(_)
                | Self::Backup(_)
                | Self::Restore(_)
                | Self::Erased(_)
                | Self::Openapi
                | Self::Catalogue
                | Self::Rights
                | Self::Stages { .. }
        );
        if without || !config.database.url.is_empty() {
            return None;
        }
        let apart = matches!(self, Self::Demo(_)) && !own;
        let folder = if apart { config.data_dir.join("demo") } else { config.data_dir.clone() };
        Some(folder.join("lindung.db")).filter(|file| !file.exists())
    }
}

impl Global {
    /// The settings with what the command line says.
    pub(crate) fn config(&self) -> Result<Config> {
        let mut config = Config::read(self.config.as_deref())?;
        if let Some(dir) = &self.data_dir {
            config.data_dir.clone_from(dir);
        }
        if let Some(url) = &self.database_url {
            config.database.url.clone_from(url);
        }
        // Libraries tell an address that they cannot read as it is, and a password may stand in it.
        private::file(&config.database_url())?;
        Ok(config)
    }
}

/// Runs the command line; returns the exit code: 0 done, 1 findings or refused input, 2 cannot work.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match cli.global.config() {
        Ok(config) => config,
        Err(problem) => return fail(&problem),
    };
    if let Err(problem) = logs(&config) {
        return fail(&problem);
    }
    for name in strange_variables() {
        tracing::warn!(name, "a variable of the surroundings is no setting and is left alone");
    }
    let own = cli.global.data_dir.is_some();
    if let Some(file) = cli.command.makes(&config, own) {
        tell(format_args!("Belum ada basis data di {}; dibuat yang baru.", file.display()));
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Problem::internal(error)),
    };
    match runtime.block_on(run(cli.command, config, own)) {
        Ok(code) => code,
        Err(problem) => fail(&problem),
    }
}

async fn run(command: Command, config: Config, own: bool) -> Result<ExitCode> {
    match command {
        Command::Serve(serve) => serve.run(config).await,
        Command::Demo(demo) => demo.run(config, own).await,
        Command::Migrate(migrate) => Box::pin(migrate.run(config)).await,
        Command::Doctor(doctor) => doctor.run(&config).await,
        Command::User(user) => Box::pin(user.run(config)).await,
        Command::Surel(surel) => surel.run(&config).await,
        Command::Import(import) => import.run(config).await,
        Command::Compute(compute) => compute.run(config).await,
        Command::Report(report) => report.run(config).await,
        Command::Lkj(lkj) => lkj.run(config).await,
        Command::Check(check) => check.run(config).await,
        Command::Close(close) => close.run(config).await,
        Command::Verify(verify) => verify.run(config).await,
        Command::Backup(backup) => backup.run(&config).await,
        Command::Restore(restore) => restore.run(&config).await,
        Command::Erased(erased) => erased.run(&config).await,
        Command::Breach(breach) => breach.run(config).await,
        Command::Key(key) => Box::pin(key.run(config)).await,
        Command::Repost { reason } => admin::repost(config, &reason).await,
        Command::Tasks => admin::tasks(config).await,
        Command::Openapi => admin::openapi(),
        Command::Catalogue => admin::catalogue(),
        Command::Rights => Ok(admin::rights()),
        Command::Stages { list: true, .. } => Ok(admin::stage_names()),
        Command::Stages { jenis, .. } => admin::stages(&jenis),
    }
}

fn logs(config: &Config) -> Result<()> {
    let filter = EnvFilter::try_new(&config.log.filter)
        .map_err(|e| Problem::Malformed(format!("log.filter tidak terbaca: {e}")))?;
    let colours = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match config.log.format.as_str() {
        "json" => builder.json().init(),
        "text" => builder.with_target(false).init(),
        other => return Err(Problem::Malformed(format!("log.format: text atau json, bukan {other}."))),
    }
    // The words of a panic may quote the text that it was about, so the log has its place only.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "the program failed where it should not");
    }));
    Ok(())
}

#[expect(clippy::print_stderr, reason = "the command line speaks to its user")]
fn fail(problem: &Problem) -> ExitCode {
    use std::error::Error;
    match problem {
        // Who sits at the terminal looks after the database, and sends no form.
        Problem::Busy => {
            eprintln!("Gagal: basis data tidak dapat dibuka, tidak menjawab, atau lama dipakai yang lain.");
        }
        _ => eprintln!("Gagal: {problem}"),
    }
    if let Problem::Internal(_) | Problem::Busy | Problem::NoRoom | Problem::Unlogged = problem {
        let mut source = problem.source();
        while let Some(cause) = source {
            eprintln!("  sebab: {cause}");
            source = cause.source();
        }
        eprintln!("Jalankan `lindung doctor`: ia menyebut apa yang terlihat dan apa yang harus dilakukan.");
        return ExitCode::from(2);
    }
    ExitCode::from(if matches!(problem, Problem::Malformed(_)) { 2 } else { 1 })
}

/// Tells what is done beside what was asked for, where it does not mix with what is printed.
#[expect(clippy::print_stderr, reason = "the command line speaks to its user")]
fn tell(text: impl std::fmt::Display) {
    eprintln!("{text}");
}

/// Prints what a command found. Whoever closes the pipe early has read enough.
pub(crate) fn say(text: impl std::fmt::Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// The same for programs.
pub(crate) fn say_json(found: &impl Serialize) -> Result<()> {
    say(serde_json::to_string_pretty(found).map_err(Problem::internal)?);
    Ok(())
}

/// Whether the output is a terminal.
pub(crate) fn on_terminal() -> bool {
    std::io::IsTerminal::is_terminal(&std::io::stdout())
}
