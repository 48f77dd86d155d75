//! `lindung key`.

use std::process::ExitCode;
use std::time::Duration;

use clap::Subcommand;
use kernel::period::{day_of, written};
use kernel::{Problem, Result};
use uuid::Uuid;

use super::{say, tell};
use crate::compose::{Lindung, open};
use crate::config::Config;
use crate::putar::{self, Progress};
use crate::{jobs, keys};

/// How long servers may take to seal with the new key, with some time to spare.
const SERVERS: Duration = Duration::from_secs(15);

/// The master key.
#[derive(Subcommand)]
pub(crate) enum Key {
    /// Di mana kunci induk, nomornya, sampai mana penggantiannya, dan ada tidaknya titipan kedua. Kode keluar 1 bila titipan kurang
    Status,
    /// Mengganti kunci induk sementara server melayani; boleh diputus dan diulang
    Rotate {
        /// Permintaan yang sudah disetujui orang kedua di /persetujuan; tidak perlu untuk meneruskan
        #[arg(long, value_name = "ID")]
        approval: Option<Uuid>,
    },
    /// Melepas kunci lama, setelah semua tersegel dengan yang baru dan audit tanpa temuan
    Retire,
}

impl Key {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        if !keys::is_given(&config) && !keys::file(&config).exists() {
            return Err(Problem::Malformed(
                "Di sini belum ada kunci induk. Tunjuk folder data yang benar dengan --data-dir.".to_owned(),
            ));
        }
        let lindung = open(config).await?;
        let code = match self {
            Self::Status => status(&lindung).await,
            Self::Rotate { approval } => rotate(&lindung, approval).await,
            Self::Retire => retire(&lindung).await,
        };
        lindung.close().await?;
        code
    }
}

async fn status(lindung: &Lindung) -> Result<ExitCode> {
    let config = &lindung.config;
    say(format_args!("Kunci induk nomor {}.", lindung.house.vault.number()));
    if config.master_key.is_empty() {
        say(format_args!("Tempatnya: berkas {}.", keys::file(config).display()));
    } else {
        say("Tempatnya: LINDUNG_MASTER_KEY atau master_key di setelan.");
    }
    if let Some(why) = keys::beside(config) {
        say(why);
    }
    match putar::newest(&lindung.house.db).await? {
        None => say("Belum pernah diganti."),
        Some(key) => {
            let day = |at: Option<_>| at.map_or_else(|| "belum".to_owned(), |at| written(day_of(at)));
            let begun = written(day_of(key.dimulai_pada));
            let (done, gone) = (day(key.selesai_pada), day(key.dilepas_pada));
            say(format_args!("Penggantian dimulai {begun}; selesai: {done}; kunci lama dilepas: {gone}."));
        }
    }
    let Some(missing) = keys::custody(config) else {
        say("Titipan kedua: ada, cadangan disegel untuk dua penerima atau lebih.");
        return Ok(ExitCode::SUCCESS);
    };
    say(missing);
    Ok(ExitCode::from(1))
}

fn told(progress: Progress) {
    let Progress { people, values, files, broken } = progress;
    tell(format_args!("{people} orang, {values} nilai, {files} berkas disegel ulang; {broken} tidak terbuka."));
}

async fn rotate(lindung: &Lindung, approval: Option<Uuid>) -> Result<ExitCode> {
    let key = putar::begin(lindung, approval).await?;
    say(format_args!("Beralih ke kunci induk nomor {}. Kunci lama tetap ada sampai dilepas.", key.nomor));
    if let Some(missing) = keys::custody(&lindung.config) {
        tell(missing);
    }
    loop {
        putar::pass(lindung, told).await?;
        // Servers seal with the new key when they have met it; what they sealed before that is met now.
        tokio::time::sleep(SERVERS).await;
        let again = putar::pass(lindung, told).await?;
        if again.broken > 0 {
            say(
                "Ada yang tidak terbuka dengan kunci mana pun; lihat log, pulihkan dari cadangan, lalu ulangi. Kunci lama jangan dibuang.",
            );
            return Ok(ExitCode::from(1));
        }
        if again.done() == 0 {
            break;
        }
    }
    putar::finish(lindung, &key).await?;
    say(
        "Semua tersegel dengan kunci baru. Buat cadangan, jalankan `lindung verify`, mulai ulang server, lalu `lindung key retire`.",
    );
    Ok(ExitCode::SUCCESS)
}

async fn retire(lindung: &Lindung) -> Result<ExitCode> {
    let findings = jobs::verify(lindung, day_of(lindung.house.clock.now())).await?;
    if !findings.is_empty() {
        findings.iter().for_each(say);
        say("Audit menemukan hal di atas. Selesaikan dahulu; kunci lama belum dilepas.");
        return Ok(ExitCode::from(1));
    }
    let key = putar::retire(lindung).await?;
    say(format_args!("Kunci lama dilepas; kunci induk nomor {} saja yang dipakai.", key.nomor));
    say(
        "Cadangan dari sebelum penggantian terbuka dengan kuncinya sendiri, yang ikut di dalamnya kecuali cadangan.dengan_kunci = false.",
    );
    if keys::is_given(&lindung.config) {
        say("Hapus kunci lama dari LINDUNG_MASTER_KEY di semua server.");
    }
    Ok(ExitCode::SUCCESS)
}
