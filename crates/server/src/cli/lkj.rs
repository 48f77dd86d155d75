//! `lindung lkj`: the annual performance report as a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use kernel::{Problem, Result};
use laporan::{Asked, Output, Source};

use super::{say, tell};
use crate::compose::{Lindung, open};
use crate::config::Config;

/// Makes the report of a year.
#[derive(Args)]
pub(crate) struct Lkj {
    /// Tahun laporan
    #[arg(long)]
    year: i32,
    /// Penutupan setahun: nomor revisinya (0 yang pertama) atau idnya; tanpa ini yang terbaru yang ditandatangani dari perjanjian pertama
    #[arg(long, value_name = "N")]
    closing: Option<String>,
    /// Kode kantor; tanpa ini kantor perjanjian tahun itu
    #[arg(long, value_name = "CODE")]
    office: Option<String>,
    /// Kode perjanjian; tanpa ini yang pertama tahun itu
    #[arg(long, value_name = "CODE")]
    agreement: Option<String>,
    /// Bentuk berkas
    #[arg(long, value_enum, default_value = "docx")]
    format: Form,
    /// Berkas yang dibuat
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Tanpa asal setiap angka
    #[arg(long)]
    without_origins: bool,
}

/// The forms of the file.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Dokumen Word
    Docx,
    /// Buku kerja Excel
    Xlsx,
    /// Dokumen PDF
    Pdf,
}

impl Form {
    fn output(self) -> Output {
        match self {
            Self::Docx => Output::Docx,
            Self::Xlsx => Output::Xlsx,
            Self::Pdf => Output::Pdf,
        }
    }
}

impl Lkj {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let lindung = open(config).await?;
        let done = self.made(&lindung).await;
        lindung.close().await?;
        done?;
        Ok(ExitCode::SUCCESS)
    }

    async fn made(&self, lindung: &Lindung) -> Result<()> {
        let of_year = lindung.agreements.of_year(self.year);
        let fitting = of_year.iter().find(|one| self.agreement.as_ref().is_none_or(|code| *code == one.code));
        let usual = || fitting.map_or_else(|| lindung.config.office.clone(), |one| one.office.clone());
        let office = self.office.clone().unwrap_or_else(usual);
        let ctx = lindung.system_for(&office, "Laporan kinerja")?;
        tell(format_args!("Mengumpulkan angka {} tahun {} …", ctx.actor.office_name, self.year));
        let asked = Asked {
            year: self.year,
            closing: self.closing.clone(),
            office: Some(office),
            agreement: self.agreement.clone(),
        };
        let source = Source::gather(&ctx, &lindung.agreements, &asked).await?;
        let form = self.format.output();
        let source = source.with_photos(&ctx, &lindung.album(), form != Output::Xlsx).await?;
        tell(format_args!("Menyusun {} indikator menjadi laporan …", source.lines.len()));
        let report = laporan::report(&source);
        tell("Menulis berkas …");
        let bytes = laporan::write(&report, form, !self.without_origins, &lindung.fonts)?;
        std::fs::write(&self.output, &bytes).map_err(|error| unwritten(&self.output, &error))?;
        say(format_args!("{} dibuat. {}", self.output.display(), report.basis));
        for line in laporan::ketikan::warnings(&source) {
            say(line);
        }
        Ok(())
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Problem {
    Problem::Malformed(format!(
        "{} tidak dapat ditulis ({error}). Periksa foldernya dan izinnya, lalu ulangi.",
        path.display()
    ))
}
