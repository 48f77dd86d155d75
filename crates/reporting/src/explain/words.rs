//! A figure in plain Indonesian.

use kernel::rules::{Rule, Rules};
use kernel::{Period, figure};
use schemars::JsonSchema;
use serde::Serialize;

use crate::agreement::{Agreement, Item};
use crate::indicator::{Definition, Formula, Indicator, Polarity, Rollup};

/// What a figure is, in words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Explanation {
    /// What is counted.
    pub dihitung: String,
    /// What is left out, and why.
    pub dikeluarkan: String,
    /// The unit of count.
    pub satuan: &'static str,
    /// By which day records fall into the period.
    pub tanggal: &'static str,
    /// How the figure comes from the records.
    pub rumus: &'static str,
    /// How quarters become the year.
    pub setahun: &'static str,
    /// The rule for capaian.
    pub capaian: String,
    /// The version of the definition.
    pub versi: u32,
    /// All versions: number, first day, what changed.
    pub riwayat_definisi: Vec<(u32, &'static str, &'static str)>,
    /// The inclusion rules of the measures.
    pub aturan: Vec<RuleLine>,
}

/// An inclusion rule, as it is shown.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct RuleLine {
    /// The measure.
    pub ukuran: String,
    /// The category.
    pub kategori: String,
    /// Whether it counts.
    pub dihitung: bool,
    /// Why.
    pub alasan: String,
    /// The legal basis.
    pub dasar_hukum: String,
    /// Since when.
    pub sejak: String,
    /// `terverifikasi` or `asumsi`.
    pub status: String,
}

impl From<&Rule> for RuleLine {
    fn from(rule: &Rule) -> Self {
        Self {
            ukuran: rule.measure.clone(),
            kategori: rule.category.clone(),
            dihitung: rule.counted,
            alasan: rule.reason.clone(),
            dasar_hukum: rule.basis.clone(),
            sejak: rule.since.to_string(),
            status: rule.status.clone(),
        }
    }
}

impl Formula {
    /// The formula in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::Count(parts) if parts.iter().any(|part| part.distinct) && parts.len() == 1 => {
                "Banyaknya orang; setiap orang dihitung satu kali dalam masa itu, pada catatannya yang pertama."
            }
            Self::Count(parts) if parts.len() > 1 => {
                "Jumlah beberapa ukuran; setiap ukuran dihitung menurut aturannya."
            }
            Self::Count(_) => "Banyaknya catatan; satu catatan dihitung satu.",
            Self::Share(_) => {
                "Yang masuk pembilang sampai akhir masa, dibagi semua yang masuk dalam masa itu, dikali 100."
            }
            Self::Average(_) => "Rata-rata semua nilai dalam masa itu.",
            Self::Last(_) => "Nilai penilaian yang terakhir dalam masa itu.",
            Self::Category(_) => "Kategori penilaian yang terakhir dalam masa itu.",
            Self::Worksheet { .. } => {
                "Bobot dikali bagian yang terpenuhi, dijumlahkan atas butir yang sudah dinilai sejak awal tahun sampai akhir masa itu; selama belum ada butir yang dinilai, nilai terakhir sejak awal tahun."
            }
        }
    }
}

impl Rollup {
    /// The rollup in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Sum => "Angka setahun adalah jumlah keempat triwulan.",
            Self::RatioOverYear => "Angka setahun dihitung lagi atas semua catatan setahun; bukan rata-rata triwulan.",
            Self::DistinctOverYear => {
                "Setiap orang dihitung satu kali dalam setahun, juga bila ada di dua triwulan; angka setahun bisa lebih kecil dari jumlah triwulan."
            }
            Self::Last => "Angka setahun adalah nilai yang terakhir.",
        }
    }
}

/// The rule for capaian, in words.
#[must_use]
pub fn capaian(agreement: &Agreement, indicator: &Indicator, definition: &Definition) -> String {
    if matches!(definition.formula, Formula::Category(_)) {
        return "Tercapai bila kategorinya sama dengan target atau lebih baik; tidak ada persentase.".to_owned();
    }
    let rule = match indicator.polarity {
        Polarity::Higher => "Realisasi dibagi target, dikali 100.",
        Polarity::Lower => "Makin kecil makin baik: (2 × target − realisasi) dibagi target, dikali 100.",
    };
    match agreement.cap {
        Some(cap) => format!(
            "{rule} Angka penuhnya selalu ditampilkan; untuk penilaian dibatasi {} %, sesuai perjanjian ({}).",
            figure::whole(cap.into()),
            agreement.status
        ),
        None => format!("{rule} Tidak dibatasi."),
    }
}

/// Explains the figure of an item for a period, by the definition in force for it.
///
/// # Errors
/// [`kernel::Problem::Malformed`] for an item without an indicator.
pub fn explain(agreement: &Agreement, item: &Item, rules: &Rules, period: Period) -> kernel::Result<Explanation> {
    let indicator = item.indicator()?;
    let definition = indicator.definition(period);
    let measures: Vec<&str> = definition.parts().iter().map(|part| part.measure).collect();
    Ok(Explanation {
        dihitung: definition.what.to_owned(),
        dikeluarkan: definition.left_out.to_owned(),
        satuan: indicator.unit,
        tanggal: indicator.date_role,
        rumus: definition.formula.words(),
        setahun: indicator.rollup.words(),
        capaian: capaian(agreement, indicator, definition),
        versi: definition.number,
        riwayat_definisi: indicator.definitions.iter().map(|d| (d.number, d.since, d.note)).collect(),
        aturan: rules
            .all()
            .iter()
            .filter(|rule| measures.contains(&rule.measure.as_str()))
            .map(RuleLine::from)
            .collect(),
    })
}
