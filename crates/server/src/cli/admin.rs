//! Schema, users, reconciliation, generated documents.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use kernel::period::day_of;
use kernel::reference::Reference;
use kernel::rules::Rules;
use kernel::{Problem, Result};
use records::AnyKind;
use reporting::Agreements;
use reporting::audit::Finding;

use super::say;
use crate::compose::{open, registry};
use crate::config::Config;
use crate::{jobs, openapi as description, pagi};

/// Users.
#[derive(Subcommand)]
pub(crate) enum User {
    /// Membuat pengguna; kata sandi dibaca dari masukan baku
    Add {
        /// Nama pengguna
        username: String,
        /// Nama lengkap
        #[arg(long)]
        name: String,
        /// helpdesk, pelindungan, penempatan, perencana, kepala, admin
        #[arg(long)]
        role: String,
        /// Kode kantor; tanpa ini kantor dari setelan
        #[arg(long)]
        office: Option<String>,
    },
}

impl User {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let Self::Add { username, name, role, office } = self;
        let lindung = open(config).await?;
        if std::io::stdin().is_terminal() {
            say("Ketik kata sandi (paling sedikit 12 huruf), lalu Enter:");
        }
        let mut password = String::new();
        std::io::stdin().lock().read_line(&mut password).map_err(Problem::internal)?;
        let password = password.trim_end_matches(['\r', '\n']);
        let office = office.unwrap_or_else(|| lindung.config.office.clone());
        let user = accounts::NewUser { username: &username, name: &name, role: &role, office: &office, password };
        accounts::add(&lindung.house, &lindung.accounts, user).await?;
        say(format_args!("Pengguna {username} dibuat."));
        lindung.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Brings the schema up to date.
pub(crate) async fn migrate(config: Config) -> Result<ExitCode> {
    open(config).await?.close().await?;
    say("Skema basis data sudah yang terbaru.");
    Ok(ExitCode::SUCCESS)
}

/// Audits records, ledger and closings.
#[derive(Args)]
pub(crate) struct Verify {
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Verify {
    /// Exit code 1 where something is found.
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let lindung = open(config).await?;
        let findings = jobs::verify(&lindung, day_of(lindung.house.clock.now())).await?;
        match self.format {
            Form::Text => {
                findings.iter().for_each(say);
                say(format_args!("{} temuan.", findings.len()));
            }
            Form::Json => {
                let one = |f: &Finding| {
                    serde_json::json!({
                        "macam": f.about, "jenis": f.kind, "catatan_id": f.record, "nomor": f.number,
                        "ukuran": f.measure, "rincian": f.detail,
                    })
                };
                let all: Vec<_> = findings.iter().map(one).collect();
                let text = serde_json::to_string_pretty(&serde_json::json!({ "temuan": all }));
                say(text.map_err(Problem::internal)?);
            }
        }
        lindung.close().await?;
        Ok(ExitCode::from(u8::from(!findings.is_empty())))
    }
}

/// Brings the ledger to what the rules in force say of the records.
pub(crate) async fn repost(config: Config, reason: &str) -> Result<ExitCode> {
    let lindung = open(config).await?;
    let count = jobs::repost(&lindung, reason).await?;
    say(format_args!("{count} catatan disesuaikan."));
    lindung.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Derives the tasks of all records from the calendar and the clocks in force.
pub(crate) async fn tasks(config: Config) -> Result<ExitCode> {
    let lindung = open(config).await?;
    let count = pagi::derive(&lindung).await?;
    say(format_args!("{count} tugas disesuaikan."));
    lindung.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the description of the api.
pub(crate) fn openapi() -> Result<ExitCode> {
    let document = description::document(&registry(), &Reference::embedded()?);
    say(serde_json::to_string_pretty(&document).map_err(Problem::internal)?);
    Ok(ExitCode::SUCCESS)
}

/// Prints the catalogue of definitions.
pub(crate) fn catalogue() -> Result<ExitCode> {
    say(reporting::catalogue::markdown(&Agreements::embedded()?, &Rules::embedded()?).trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Prints the table of who may what.
pub(crate) fn rights() -> ExitCode {
    say(crate::rights::markdown(&registry()).trim_end());
    ExitCode::SUCCESS
}

/// Prints the table of states and steps of a kind.
pub(crate) fn stages(kind: &str) -> Result<ExitCode> {
    let text = registry().find(kind).and_then(<dyn AnyKind>::stages).ok_or(Problem::NotFound)?;
    say(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

/// Prints the names of the kinds with steps.
pub(crate) fn stage_names() -> ExitCode {
    staged().iter().for_each(say);
    ExitCode::SUCCESS
}

/// The names of the kinds with steps.
pub(crate) fn staged() -> Vec<&'static str> {
    registry().all().iter().filter(|kind| !kind.steps().is_empty()).map(|kind| kind.info().name).collect()
}
