//! `lindung surel`: whether the settings of outgoing e-mail are right.

use std::process::ExitCode;

use clap::Subcommand;
use kernel::Result;
use kernel::clock::{Clock, Ids, SystemClock};

use super::say;
use crate::config::Config;
use crate::surel::{Letter, Post, trial};

/// E-mail.
#[derive(Subcommand)]
pub(crate) enum Surel {
    /// Mengirim satu surel percobaan dan menyebut jawaban server, juga bila surel belum dinyalakan
    Coba {
        /// Alamat tujuan
        #[arg(long)]
        kepada: String,
    },
}

impl Surel {
    /// Exit code 1 where the server does not take it.
    pub(crate) async fn run(self, config: &Config) -> Result<ExitCode> {
        let Self::Coba { kepada } = self;
        let to = accounts::surel::address(&kepada)?;
        let post = Post::new(&config.surel)?;
        let now = SystemClock.now();
        let letter = Letter { to: &to, subject: "Surel percobaan Lindung".to_owned(), text: trial() };
        let (taken, words) = post.try_out(letter, now, Ids::default().next(now)).await?;
        if taken {
            say(format_args!("Diterima server surel: {words}"));
            return Ok(ExitCode::SUCCESS);
        }
        say(format_args!("Tidak terkirim: {words}"));
        Ok(ExitCode::FAILURE)
    }
}
