//! `lindung backup` and `lindung restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use cadangan::{COMMAND, Identities, KeyCame};
use clap::{Args, Subcommand};
use kernel::clock::{Clock, SystemClock};
use kernel::period::{day_of, written};
use kernel::{Problem, Result};

use super::{say, tell};
use crate::config::Config;
use crate::musnah;
use crate::salin::{self, Order};

/// Makes a backup while the program serves.
#[derive(Args)]
pub(crate) struct Backup {
    /// Folder yang menerima cadangan, di luar folder data; tanpa ini cadangan.ke dari setelan
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Berapa cadangan utuh yang disimpan di sana; yang lebih lama dihapus setelah yang baru utuh
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
    #[command(subcommand)]
    other: Option<Other>,
}

// Without a doc comment, which would be told as that of `lindung backup`.
#[derive(Subcommand)]
enum Other {
    /// Membuat sepasang kunci: identitas yang membuka cadangan, dan penerima untuk setelan
    Key {
        /// Berkas baru untuk identitas; tanpa ini dicetak sekali ke layar
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Melatih pemulihan: cadangan dipulihkan ke basis data sementara, lalu diaudit. Kode keluar 1 bila ada temuan
    Verify {
        /// Folder satu cadangan
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Berkas identitas
        #[arg(long, value_name = "FILE")]
        identity: PathBuf,
    },
}

impl Backup {
    pub(crate) async fn run(self, config: &Config) -> Result<ExitCode> {
        if self.other.is_some() && (self.to.is_some() || self.keep.is_some()) {
            return Err(Problem::Malformed("--to dan --keep ditulis sesudah `backup` tanpa perintah lain.".to_owned()));
        }
        match self.other {
            Some(Other::Key { to }) => key(to.as_deref()),
            Some(Other::Verify { from, identity }) => verify(config, &from, &identity).await,
            None => make(config, self.to, self.keep).await,
        }
    }
}

async fn make(config: &Config, to: Option<PathBuf>, keep: Option<u16>) -> Result<ExitCode> {
    let settings = &config.cadangan;
    // Elsewhere than where the nights' are kept, nothing goes unless it is asked for.
    let usual = if to.is_none() { settings.simpan } else { 0 };
    let to = match to {
        Some(to) => to,
        None if settings.nightly() => settings.ke.clone(),
        None => {
            return Err(Problem::Malformed(
                "Tulis ke mana: --to DIR, atau isi cadangan.ke di setelan. Pilih folder di luar folder data."
                    .to_owned(),
            ));
        }
    };
    let order = Order { to: &to, keep: keep.map_or(usual, usize::from), by: COMMAND };
    let made = salin::make(config, SystemClock.now(), order).await?;
    say(format_args!("Cadangan utuh: {}", made.folder.display()));
    say(format_args!(
        "{} byte tersegel, {} baris di {} tabel, skema {}; {} cadangan lama dihapus.",
        made.manifest.size(),
        made.manifest.baris.values().sum::<i64>(),
        made.manifest.baris.len(),
        made.manifest.skema,
        made.removed
    ));
    if !settings.dengan_kunci {
        tell(
            "Cadangan ini tidak memuat kunci induk: tanpa kunci itu NIK, kontak dan kesehatan tidak terbaca. Simpan sendiri.",
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn key(to: Option<&Path>) -> Result<ExitCode> {
    let made = cadangan::new_identity();
    if let Some(path) = to {
        cadangan::write_secret(path, &made.secret)?;
        say(format_args!(
            "Identitas ditulis ke {}. Pindahkan ke luar server ini, simpan salinannya di tempat kedua, lalu hapus dari sini.",
            path.display()
        ));
    } else {
        say("Identitas, hanya dicetak sekali ini. Simpan di luar server; tanpa ini cadangan tidak terbuka:");
        say(made.secret.trim_end());
    }
    say(format_args!("Penerima, untuk cadangan.penerima di setelan:\n{}", made.recipient));
    Ok(ExitCode::SUCCESS)
}

async fn verify(config: &Config, from: &Path, identity: &Path) -> Result<ExitCode> {
    let identities = Identities::read(identity)?;
    let done = salin::rehearse(config, Arc::new(SystemClock), from, identities).await?;
    done.findings.iter().for_each(say);
    say(format_args!(
        "Cadangan {} pulih dengan jumlah baris yang sama; {} temuan.",
        written(day_of(done.manifest.dibuat_pada)),
        done.findings.len()
    ));
    Ok(ExitCode::from(u8::from(!done.findings.is_empty())))
}

/// Writes the list of who has been erased.
#[derive(Args)]
pub(crate) struct Erased {
    /// Berkas daftarnya: hanya id dan waktu, tanpa nama. Yang sudah ada ditambah
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

impl Erased {
    pub(crate) async fn run(self, config: &Config) -> Result<ExitCode> {
        let many = musnah::export(config, &self.to).await?;
        say(format_args!(
            "{many} orang di daftar. Simpan di samping cadangan sebagai musnah.json, atau beri lewat --erased."
        ));
        Ok(ExitCode::SUCCESS)
    }
}

/// Restores a backup.
#[derive(Args)]
pub(crate) struct Restore {
    /// Folder satu cadangan
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    /// Berkas identitas
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// Daftar orang yang sudah dihapus, dari `lindung erased`; daftar musnah.json di samping cadangan dibaca sendiri
    #[arg(long, value_name = "FILE")]
    erased: Option<PathBuf>,
}

impl Restore {
    pub(crate) async fn run(self, config: &Config) -> Result<ExitCode> {
        let identities = Identities::read(&self.identity)?;
        let restored = salin::restore_knowing(config, &self.from, identities, self.erased.as_deref()).await;
        let (done, erased) = restored?;
        say(format_args!("Cadangan {} dipulihkan.", written(day_of(done.manifest.dibuat_pada))));
        say(if erased > 0 {
            format!(
                "{erased} orang yang datanya sudah dihapus akan dihapus lagi di sini sebelum Lindung melayani siapa pun."
            )
        } else {
            "Tidak ada daftar orang yang sudah dihapus di samping cadangan ini. Bila pernah ada penghapusan sesudah cadangan ini, \
             pulihkan lagi dengan --erased."
                .to_owned()
        });
        say(match done.key {
            KeyCame::Placed => "Kunci induknya ada di folder data, berkas kunci.",
            KeyCame::There => "Kunci induk yang sudah ada di sini dipakai.",
            KeyCame::Missing => {
                "Cadangan ini tidak memuat kunci induk. Letakkan berkas kunci yang asli di folder data, atau isi LINDUNG_MASTER_KEY, \
                 sebelum menjalankan Lindung: kunci baru tidak membuka data ini."
            }
        });
        if done.older {
            say("Skemanya lebih lama daripada program ini: jalankan `lindung migrate`.");
        }
        say("Lalu jalankan `lindung verify`: hasilnya harus 0 temuan.");
        say(
            "Sesudah `lindung serve`, dua orang dari akun di cadangan ini (pengelola akun, kepala) membukanya di /persetujuan: yang satu meminta, yang lain \
             menyetujui. Sebelum itu tidak ada data yang ditampilkan atau diterima.",
        );
        Ok(ExitCode::SUCCESS)
    }
}
