//! `lindung compute` and `lindung report`.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use kernel::form::parse_day;
use kernel::period::day_of;
use kernel::{Problem, Result};
use reporting::{Known, render, table};

use super::{on_terminal, say, say_json};
use crate::compose::open;
use crate::config::Config;
use crate::jobs;

/// Strikes and keeps the figures of a year.
#[derive(Args)]
pub(crate) struct Compute {
    /// Tahun
    #[arg(long)]
    year: i32,
}

impl Compute {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let lindung = open(config).await?;
        let agreements = lindung.agreements.counted_by(self.year);
        if agreements.is_empty() {
            return Err(Problem::Malformed(format!("Tahun {} tidak ada angkanya.", self.year)));
        }
        // Of a day that has not ended the figures are not known yet, so yesterday's are kept.
        let today = day_of(lindung.house.clock.now());
        let day = today.pred_opt().unwrap_or(today);
        let mut kept = 0;
        for agreement in agreements {
            let ctx = lindung.system_of(agreement, "Hitung")?;
            kept += reporting::snapshot::keep(&ctx, &lindung.agreements, agreement, day).await?;
        }
        jobs::count(&lindung).await?;
        say(format_args!("{kept} angka tahun {} dihitung dan disimpan untuk akhir hari {day}.", self.year));
        lindung.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The forms of output.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Output {
    /// Untuk dibaca di terminal
    Table,
    /// Untuk program
    Json,
    /// Teks untuk lembar kerja
    Csv,
    /// Buku kerja Excel; arahkan ke berkas
    Xlsx,
}

/// Reports.
#[derive(Subcommand)]
pub(crate) enum Report {
    /// Tabel indikator satu tahun
    Iku {
        /// Tahun
        #[arg(long)]
        year: i32,
        /// Kode perjanjian; tanpa ini semua perjanjian tahun itu
        #[arg(long)]
        agreement: Option<String>,
        /// Menurut yang diketahui pada akhir hari ini, misalnya 2025-06-30
        #[arg(long, value_name = "DATE")]
        as_of: Option<String>,
        /// Bentuk keluaran
        #[arg(long, value_enum, default_value = "table")]
        format: Output,
    },
    /// Dua perjanjian satu tahun: mengapa angkanya berbeda
    Compare {
        /// Tahun
        #[arg(long)]
        year: i32,
    },
}

impl Report {
    pub(crate) async fn run(self, config: Config) -> Result<ExitCode> {
        let (year, agreement, as_of, format) = match self {
            Self::Iku { year, agreement, as_of, format } => (year, agreement, as_of, format),
            Self::Compare { year } => return compare(config, year).await,
        };
        if matches!(format, Output::Xlsx) && on_terminal() {
            return Err(Problem::Malformed(format!("Arahkan ke berkas: --format xlsx > iku-{year}.xlsx")));
        }
        let known = match as_of {
            None => Known::Now,
            Some(text) => Known::AtEndOf(parse_day(&text).ok_or_else(|| {
                Problem::Malformed("--as-of: tulis tanggal, misalnya 2025-06-30 atau 30/06/2025.".to_owned())
            })?),
        };
        let lindung = open(config).await?;
        let asked = match agreement {
            Some(code) => vec![lindung.agreements.find(&code)?],
            None => lindung.agreements.counted_by(year),
        };
        if asked.is_empty() || asked.iter().any(|a| a.year != year) {
            return Err(Problem::Malformed(format!("Belum ada perjanjian kinerja itu untuk tahun {year}.")));
        }
        let mut tables = Vec::new();
        let day = if let Known::AtEndOf(day) = known { day } else { day_of(lindung.house.clock.now()) };
        for newest in asked {
            let agreement = lindung.agreements.in_force(&newest.code, day)?;
            let ctx = lindung.system_of(agreement, "Laporan")?;
            tables.push(table::build(&ctx, &lindung.agreements, agreement, known).await?);
        }
        match format {
            Output::Table => tables.iter().for_each(|iku| say(render::table(iku, on_terminal()))),
            Output::Json => {
                let all: Vec<_> = tables.iter().map(render::json).collect();
                say_json(&all)?;
            }
            Output::Csv => {
                for iku in &tables {
                    say(String::from_utf8_lossy(&render::csv(iku)?));
                }
            }
            Output::Xlsx => std::io::stdout().write_all(&render::xlsx(&tables)?).map_err(Problem::internal)?,
        }
        lindung.close().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Prints the pairs of items that share measures, of the first two agreements of a year.
async fn compare(config: Config, year: i32) -> Result<ExitCode> {
    let lindung = open(config).await?;
    let [one, two, ..] = lindung.agreements.of_year(year)[..] else {
        return Err(Problem::Malformed(format!("Untuk tahun {year} tidak ada dua perjanjian untuk dibandingkan.")));
    };
    let ctx = lindung.system_for(&one.office, "Laporan")?;
    say(format_args!("{} dan {}", one.title, two.title));
    for pair in reporting::explain::compare::compare(&ctx, one, two, Known::Now).await? {
        let mark = pair.sama.map_or("?", |same| if same { "=" } else { "≠" });
        say(format_args!("  {}. {} {mark} {}. {}", pair.satu.no, pair.satu.nilai, pair.dua.no, pair.dua.nilai));
        pair.penjelasan.iter().for_each(|sentence| say(format_args!("       {sentence}")));
    }
    lindung.close().await?;
    Ok(ExitCode::SUCCESS)
}
