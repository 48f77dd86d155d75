//! Schema, users, reconciliation, generated documents.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use accounts::manage::{self, Account};
use accounts::{NewUser, surel};
use clap::{Args, Subcommand};
use kernel::period::day_of;
use kernel::reference::Reference;
use kernel::rules::Rules;
use kernel::{Problem, Result};
use records::AnyKind;
use reporting::Agreements;
use reporting::audit::Finding;
use web::parts;

use super::{Form, say, say_json};
use crate::compose::{Lindung, open, registry};
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
        /// Alamat surel untuk ringkasan tugas harian
        #[arg(long)]
        email: Option<String>,
    },
    /// Mencetak pengguna: nama masuk, nama, peran, kantor, keadaan, terakhir masuk, gagal sejak itu, sesi
    List,
    /// Mematikan akun; semua sesinya berakhir
    Disable {
        /// Nama pengguna
        username: String,
        /// Mengapa, untuk riwayat akun
        #[arg(long, default_value = TERMINAL)]
        reason: String,
    },
    /// Menghidupkan akun yang dimatikan
    Enable {
        /// Nama pengguna
        username: String,
        /// Mengapa, untuk riwayat akun
        #[arg(long, default_value = TERMINAL)]
        reason: String,
    },
    /// Mengubah peran, kantor, atau keduanya; semua sesinya berakhir
    Role {
        /// Nama pengguna
        username: String,
        /// helpdesk, pelindungan, penempatan, perencana, kepala, admin
        #[arg(required_unless_present = "office")]
        role: Option<String>,
        /// Kode kantor
        #[arg(long)]
        office: Option<String>,
        /// Mengapa, untuk riwayat akun
        #[arg(long, default_value = TERMINAL)]
        reason: String,
    },
    /// Mengganti kata sandi yang lupa dengan kata sekali pakai: dicetak sekali, berlaku 24 jam, diganti saat masuk
    Password {
        /// Nama pengguna
        username: String,
        /// Juga melepas faktor kedua, seperti bila ponselnya hilang
        #[arg(long)]
        without_factor: bool,
        /// Mengapa, untuk riwayat akun
        #[arg(long, default_value = TERMINAL)]
        reason: String,
    },
    /// Memberi pengguna alamat surel untuk ringkasan tugas harian, atau menghapusnya
    Email {
        /// Nama pengguna
        username: String,
        /// Alamat surel
        #[arg(required_unless_present = "hapus", conflicts_with = "hapus")]
        address: Option<String>,
        /// Menghapus alamatnya
        #[arg(long)]
        hapus: bool,
    },
}

/// Who changes what the command line changes.
const TERMINAL: &str = "baris perintah";

impl User {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        match self {
            Self::Add { username, name, role, office, email } => {
                let lindung = open(config).await?;
                let office = office.unwrap_or_else(|| lindung.config.office.clone());
                let user = Told { username: &username, name: &name, role: &role, office: &office };
                add(&lindung, user, email.as_deref()).await?;
                lindung.close().await?;
            }
            Self::Email { username, address, hapus: _ } => email(config, &username, address.as_deref()).await?,
            kept => {
                let lindung = open(config).await?;
                let done = kept.keep(&lindung).await.map_err(unknown);
                lindung.close().await?;
                done?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl User {
    /// Commands on accounts that there are.
    async fn keep(self, lindung: &Lindung) -> Result<()> {
        let (ctx, held) = (lindung.system_for("KP2MI", TERMINAL)?, &lindung.accounts);
        match self {
            Self::Add { .. } | Self::Email { .. } => {}
            Self::List => manage::list(&ctx).await?.iter().for_each(|account| say(row(account))),
            Self::Disable { username, reason } => {
                manage::disable(&ctx, held, &username, &reason).await?;
                say(format_args!("Akun {username} dimatikan; semua sesinya berakhir."));
            }
            Self::Enable { username, reason } => {
                manage::enable(&ctx, held, &username, &reason).await?;
                say(format_args!("Akun {username} dihidupkan."));
            }
            Self::Role { username, role, office, reason } => {
                match (&role, &office) {
                    (Some(role), Some(office)) => {
                        manage::role_and_office(&ctx, held, &username, (role, office, &reason)).await?;
                    }
                    (Some(role), None) => manage::role(&ctx, held, &username, (role, &reason)).await?,
                    (None, Some(office)) => manage::office(&ctx, held, &username, (office, &reason)).await?,
                    (None, None) => {}
                }
                if let Some(role) = &role {
                    say(format_args!("Peran {username} menjadi {role}; semua sesinya berakhir."));
                }
                if let Some(office) = &office {
                    say(format_args!("{username} pindah ke kantor {office}; semua sesinya berakhir."));
                }
            }
            Self::Password { username, without_factor, reason } => {
                let word = if without_factor {
                    manage::factor_off(&ctx, held, &username, &reason).await?
                } else {
                    manage::word(&ctx, held, &username, &reason).await?
                };
                say(format_args!("Kata sekali pakai untuk {}: {}", word.login, word.word));
                let until = parts::instant(word.until);
                say(format_args!("Berlaku sampai {until} WIB, dan diganti saat masuk. Tidak dicetak lagi."));
            }
        }
        Ok(())
    }
}

/// At the machine all accounts are seen, so what is not found is a name that nobody has.
fn unknown(problem: Problem) -> Problem {
    match problem {
        Problem::NotFound => surel::nobody(),
        other => other,
    }
}

/// An account as a line: with tabs between, so that other programs read it.
fn row(account: &Account) -> String {
    let last = account.last.map_or_else(|| "belum pernah".to_owned(), parts::instant);
    let state = if account.active { "aktif" } else { "mati" };
    let Account { login, name, role, office, failed, sessions, .. } = account;
    format!("{login}\t{name}\t{role}\t{office}\t{state}\t{last}\t{failed}\t{sessions}")
}

/// What the command line says of a user.
#[derive(Clone, Copy)]
struct Told<'a> {
    username: &'a str,
    name: &'a str,
    role: &'a str,
    office: &'a str,
}

/// Makes a user, with an address if there is one. A wrong address is refused before anything is asked for or made.
async fn add(lindung: &Lindung, told: Told<'_>, email: Option<&str>) -> Result<()> {
    let address = email.map(surel::address).transpose()?;
    if std::io::stdin().is_terminal() {
        say("Ketik kata sandi (paling sedikit 12 huruf), lalu Enter:");
    }
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password).map_err(Problem::internal)?;
    let password = password.trim_end_matches(['\r', '\n']);
    let Told { username, name, role, office } = told;
    let id =
        accounts::add(&lindung.house, &lindung.accounts, NewUser { username, name, role, office, password }).await?;
    if let Some(address) = &address {
        surel::keep(&lindung.house, id, (address.as_str(), true), TERMINAL).await?;
    }
    say(format_args!("Pengguna {username} dibuat."));
    Ok(())
}

/// Gives a user an address, or takes it away.
async fn email(config: Config, username: &str, address: Option<&str>) -> Result<()> {
    let lindung = open(config).await?;
    let user = surel::named(&lindung.house, username).await?;
    if let Some(address) = address {
        surel::keep(&lindung.house, user, (address, true), TERMINAL).await?;
        say(format_args!("Ringkasan tugas {username} dikirim ke {address}, bila surel dinyalakan di setelan."));
    } else if surel::remove(&lindung.house, user).await? {
        say(format_args!("Alamat surel {username} dihapus."));
    } else {
        say(format_args!("{username} memang tidak punya alamat surel."));
    }
    lindung.close().await
}

/// Audits records, ledger and closings.
#[derive(Args)]
pub(crate) struct Verify {
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
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
                say_json(&serde_json::json!({ "temuan": all }))?;
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
    say_json(&description::document(&registry(), &Reference::embedded()?))?;
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
