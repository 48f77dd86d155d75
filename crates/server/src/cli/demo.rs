//! `lindung demo`.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::clock::{Clock, SetClock, SystemClock};
use kernel::period::{day_of, start_of};
use kernel::{Day, Problem, Result, figure, vault};
use reporting::{Known, render, table};

use super::{on_terminal, say, serve};
use crate::compose::{Lindung, open, open_with};
use crate::config::Config;
use crate::{demo, jobs};

/// Enters the demo year and the last weeks, prints the year's tables and serves the console.
#[derive(Args)]
pub(crate) struct Demo {
    /// Alamat dan port konsol
    #[arg(long, value_name = "ADDR")]
    bind: Option<String>,
    /// Hanya menghitung dan mencetak, tanpa membuka konsol
    #[arg(long)]
    no_serve: bool,
}

impl Demo {
    /// `own` says that the folder was named for it.
    pub(crate) async fn run(self, mut config: Config, own: bool) -> Result<ExitCode> {
        // Made-up people never stand beside real ones: the demo has a folder, and so a database, of its own.
        if !own {
            config.data_dir = config.data_dir.join("demo");
        }
        if let Some(bind) = self.bind {
            config.server.bind = bind;
        }
        fill(&config).await?;
        let password = password(&config)?;
        let lindung = open(config).await?;
        print(&lindung).await?;
        if self.no_serve {
            lindung.close().await?;
            return Ok(ExitCode::SUCCESS);
        }
        demo::users(&lindung, &password).await?;
        demo::agreements(&lindung).await?;
        serve::serve(lindung, |address| {
            say(format_args!("Buka http://{address} dan masuk sebagai:"));
            for (username, _, _) in demo::USERS {
                say(format_args!("  {username}  kata sandi: {password}"));
            }
            say("Tekan Ctrl+C untuk berhenti.");
        })
        .await
    }
}

/// Enters the demo year where it is not yet there.
async fn fill(config: &Config) -> Result<()> {
    let new_year = Day::from_ymd_opt(2025, 1, 1).unwrap_or_default();
    let clock = Arc::new(SetClock::at(start_of(new_year)));
    let lindung = open_with(config.clone(), Arc::clone(&clock) as _).await?;
    let mark = lindung.system("Contoh")?;
    match jobs::state(&lindung, "contoh").await? {
        jobs::State::Done => {
            say("Tahun contoh sudah ada; dipakai lagi.");
            return lindung.close().await;
        }
        jobs::State::Begun => {
            return Err(Problem::Malformed(format!(
                "Tahun contoh di {} terputus di tengah jalan. Hapus folder itu (atau basis datanya), lalu ulangi.",
                config.data_dir.display()
            )));
        }
        jobs::State::Absent => {}
    }
    if any_record(&lindung).await? {
        return Err(Problem::Malformed(
            "Basis data ini sudah berisi catatan. Tahun contoh hanya dimasukkan ke basis data yang kosong.".to_owned(),
        ));
    }
    jobs::begin(&lindung, "contoh").await?;
    // Whoever is given work must be there; the password that counts is made when the console starts.
    demo::users(&lindung, &password(config)?).await?;
    let plan = demo::year().and(demo::weeks(day_of(SystemClock.now())));
    let total: usize = plan.0.values().flatten().map(|event| 1 + event.later.len()).sum();
    say(format_args!(
        "Memasukkan setahun catatan rekaan dan beberapa pekan terakhir: {} langkah, lewat formulir dan perintah \
         yang dipakai petugas.",
        figure::whole(i64::try_from(total).unwrap_or_default())
    ));
    let bar = if on_terminal() { ProgressBar::new(total as u64) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} sisa {eta}") {
        bar.set_style(style);
    }
    let loaded = demo::load(&lindung, &clock, plan, &|done| bar.set_position(done as u64)).await?;
    bar.finish_and_clear();
    demo::photos(&lindung).await?;
    jobs::count(&lindung).await?;
    jobs::finish(&lindung, "contoh").await?;
    say(format_args!(
        "{} catatan dan {} perubahan tercatat atas nama {}.",
        figure::whole(i64::try_from(loaded.records).unwrap_or_default()),
        figure::whole(i64::try_from(loaded.changes).unwrap_or_default()),
        mark.actor.office_name,
    ));
    lindung.close().await
}

async fn any_record(lindung: &Lindung) -> Result<bool> {
    let ctx = lindung.system_for("KP2MI", "Contoh")?;
    for kind in lindung.registry.all() {
        if !kind.list(&ctx, &records::Filter::default(), None, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Prints the table of every agreement of the demo year, and what the reconciler finds.
async fn print(lindung: &Lindung) -> Result<()> {
    for agreement in lindung.agreements.of_year(2025) {
        let ctx = lindung.system_for(&agreement.office, "Contoh")?;
        let iku = table::build(&ctx, &lindung.agreements, agreement, Known::Now).await?;
        say(format_args!("\n{}", render::table(&iku, on_terminal())));
    }
    let differences = jobs::reconcile(lindung).await?;
    say(format_args!("Rekonsiliasi: {} beda antara catatan dan buku fakta.\n", differences.len()));
    Ok(())
}

/// The password of the settings, else one made for this start.
fn password(config: &Config) -> Result<String> {
    if !config.demo_password.is_empty() {
        return Ok(config.demo_password.clone());
    }
    Ok(format!("contoh-{}", vault::hex(&vault::random::<5>()?)))
}
