//! `lindung close`: closings on the command line. Who acts gives their password, as at the console.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use kernel::{Ctx, Problem, Result};
use reporting::penutupan::{self, Shown, changes, json};
use uuid::Uuid;

use super::{Form, say, say_json};
use crate::compose::{Lindung, open};
use crate::config::Config;

/// Who acts.
#[derive(Args)]
pub(crate) struct Who {
    /// Nama pengguna; kata sandi dibaca dari masukan baku
    #[arg(long)]
    user: String,
}

/// Which closing, and how to print it.
#[derive(Args)]
pub(crate) struct Which {
    /// Id penutupan
    id: Uuid,
    /// Bentuk keluaran
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
}

/// Closings.
#[derive(Subcommand)]
pub(crate) enum Close {
    /// Menyiapkan penutupan satu masa
    Prepare {
        /// Tahun
        #[arg(long)]
        year: i32,
        /// Triwulan 1 sampai 4, atau 0 untuk setahun
        #[arg(long)]
        tw: u8,
        /// Kode perjanjian
        #[arg(long)]
        agreement: String,
        #[command(flatten)]
        who: Who,
    },
    /// Meninjau, oleh orang kedua
    Review {
        /// Id penutupan
        id: Uuid,
        /// Catatan peninjau
        #[arg(long)]
        note: Option<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Menandatangani, oleh kepala
    Sign {
        /// Id penutupan
        id: Uuid,
        #[command(flatten)]
        who: Who,
    },
    /// Membuang yang belum ditandatangani
    Discard {
        /// Id penutupan
        id: Uuid,
        /// Mengapa
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        who: Who,
    },
    /// Menyiapkan revisi dari yang sudah ditandatangani
    Revise {
        /// Id penutupan
        id: Uuid,
        /// Mengapa
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        who: Who,
    },
    /// Daftar penutupan
    List {
        /// Tahun; tanpa ini semua
        #[arg(long)]
        year: Option<i32>,
    },
    /// Angka dan sidik satu penutupan
    Show(Which),
    /// Yang berubah sejak ditutup, dengan sebabnya
    Changes(Which),
}

impl Close {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let lindung = open(config).await?;
        self.act(&lindung).await?;
        lindung.close().await?;
        Ok(ExitCode::SUCCESS)
    }

    async fn act(self, lindung: &Lindung) -> Result<()> {
        let (ctx, closing) = match self {
            Self::Prepare { year, tw, agreement, who } => {
                let ctx = actor(lindung, &who).await?;
                let asked = penutupan::Asked { year, tw, agreement };
                let closing = penutupan::prepare(&ctx, &lindung.agreements, &asked).await?;
                (ctx, closing)
            }
            Self::Review { id, note, who } => {
                let ctx = actor(lindung, &who).await?;
                let closing = penutupan::review(&ctx, id, note.as_deref()).await?;
                (ctx, closing)
            }
            Self::Sign { id, who } => {
                let ctx = actor(lindung, &who).await?;
                let closing = penutupan::sign(&ctx, id).await?;
                (ctx, closing)
            }
            Self::Discard { id, reason, who } => {
                let ctx = actor(lindung, &who).await?;
                let closing = penutupan::discard(&ctx, id, &reason).await?;
                (ctx, closing)
            }
            Self::Revise { id, reason, who } => {
                let ctx = actor(lindung, &who).await?;
                let closing = penutupan::revise(&ctx, &lindung.agreements, id, &reason).await?;
                (ctx, closing)
            }
            Self::List { year } => return list(&lindung.system_for("KP2MI", "Laporan")?, year).await,
            Self::Show(which) => return show(&lindung.system_for("KP2MI", "Laporan")?, &which).await,
            Self::Changes(which) => return changed(&lindung.system_for("KP2MI", "Laporan")?, &which).await,
        };
        print(&penutupan::show(&ctx, closing.id).await?);
        Ok(())
    }
}

/// A line of the standard input, asked for where somebody sits before it.
fn line(asked: &str, of: &str) -> Result<String> {
    if std::io::stdin().is_terminal() {
        say(format_args!("{asked} {of}:"));
    }
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed).map_err(Problem::internal)?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}

/// The context of a user whose password stands on the standard input; on the next line a code, where there is a second factor.
async fn actor(lindung: &Lindung, who: &Who) -> Result<Ctx> {
    let (house, held, user) = (&lindung.house, &lindung.accounts, &who.user);
    let password = line("Kata sandi", user)?;
    let mut actor = accounts::actor_by_password(house, held, user, (&password, "")).await;
    if matches!(actor, Err(Problem::CodeNeeded)) {
        let code = line("Kode dari ponsel, atau kata pemulihan,", user)?;
        actor = accounts::actor_by_password(house, held, user, (&password, &code)).await;
    }
    let actor = actor.map_err(|problem| match problem {
        Problem::Unauthenticated => Problem::Malformed("Nama pengguna, kata sandi atau kode tidak cocok.".to_owned()),
        other => other,
    })?;
    Ok(Ctx::new(std::sync::Arc::clone(&lindung.house), actor))
}

async fn list(ctx: &Ctx, year: Option<i32>) -> Result<()> {
    for closing in penutupan::all(ctx, year).await? {
        let hash = closing.rantai.as_deref().unwrap_or("belum ditandatangani");
        say(format_args!("{}  {}  {}  {hash}", closing.id, closing.name(), closing.status.code()));
    }
    Ok(())
}

async fn show(ctx: &Ctx, which: &Which) -> Result<()> {
    let shown = penutupan::show(ctx, which.id).await?;
    match which.format {
        Form::Json => say_json(&json::shown(&shown)),
        Form::Text => {
            print(&shown);
            Ok(())
        }
    }
}

fn print(shown: &Shown) {
    let closing = &shown.closing;
    say(format_args!("{} ({})", closing.name(), closing.status.code()));
    say(format_args!("  id     {}", closing.id));
    say(format_args!("  pada   {}", closing.pada.to_rfc3339()));
    say(format_args!("  sidik  {}", closing.sidik));
    if let Some(chain) = &closing.rantai {
        say(format_args!("  rantai {chain}"));
    }
    for row in &shown.figures {
        say(format_args!("  {:>2}. {}: {}, {} fakta, {}", row.no, row.judul, row.words(), row.anggota, row.sidik));
    }
}

async fn changed(ctx: &Ctx, which: &Which) -> Result<()> {
    let shown = penutupan::show(ctx, which.id).await?;
    let all = changes::of_closing(ctx, &shown).await?;
    if let Form::Json = which.format {
        return say_json(&json::changes(&shown.closing, &all));
    }
    say(format_args!("Perubahan sejak {} ditutup pada {}:", shown.closing.name(), shown.closing.pada.to_rfc3339()));
    for one in all.iter().filter(|one| !one.lines.is_empty()) {
        say(format_args!("  {:>2}. {}: {}", one.closed.no, one.closed.judul, one.moved()));
        for line in &one.lines {
            say(format_args!(
                "      {} {} {}: {} → {}. {}",
                line.direction.word(),
                line.kind,
                line.record,
                line.places.0.words(),
                line.places.1.words(),
                line.words()
            ));
        }
    }
    if all.iter().all(|one| one.lines.is_empty()) {
        say("  tidak ada.");
    }
    Ok(())
}
