//! The catalogue of definitions, generated from the declarations.

use kernel::rules::Rules;

use crate::agreement::Agreements;
use crate::indicator::{Formula, Indicator};
use crate::indicators;

/// The catalogue as Markdown, in Indonesian.
#[must_use]
pub fn markdown(agreements: &Agreements, rules: &Rules) -> String {
    let mut out =
        String::from("# Katalog indikator\n\nDibuat dari kode; jangan disunting. Perintah: `lindung catalogue`.\n");
    for indicator in indicators::ALL {
        out.push_str(&one(indicator, agreements));
    }
    out.push_str("\n## Aturan yang menentukan apa yang dihitung\n\n");
    out.push_str("| ukuran | kategori | dihitung | sejak | dasar | status | alasan |\n| --- | --- | --- | --- | --- | --- | --- |\n");
    for rule in rules.all() {
        let counted = if rule.counted { "ya" } else { "tidak" };
        let line = format!(
            "| {} | {} | {counted} | {} | {} | {} | {} |\n",
            rule.measure, rule.category, rule.since, rule.basis, rule.status, rule.reason
        );
        out.push_str(&line);
    }
    out
}

fn one(indicator: &Indicator, agreements: &Agreements) -> String {
    let used: Vec<String> = agreements
        .all()
        .iter()
        .flat_map(|a| a.items.iter().filter(|i| i.indicator == indicator.id).map(|i| format!("{} no {}", a.code, i.no)))
        .collect();
    let newest = indicator.newest();
    let formula = match newest.formula {
        Formula::Count(_) => "banyaknya anggota",
        Formula::Share(_) => "yang masuk pembilang sampai akhir masa, dibagi semua, dalam persen",
        Formula::Average(_) => "rata-rata nilai",
        Formula::Last(_) => "nilai terakhir",
        Formula::Category(_) => "kategori penilaian terakhir",
        Formula::Worksheet { .. } => {
            "jumlah bobot kali bagian terpenuhi butir yang sudah dinilai; tanpa butir nilai terakhir"
        }
    };
    let measures: Vec<String> = newest
        .parts()
        .iter()
        .map(|p| format!("`{}`{}", p.measure, if p.distinct { " (tiap orang sekali)" } else { "" }))
        .collect();
    let versions: Vec<String> =
        indicator.definitions.iter().map(|v| format!("{} sejak {}: {}", v.number, v.since, v.note)).collect();
    let rollup = match indicator.rollup {
        crate::indicator::Rollup::Sum => "jumlah triwulan",
        crate::indicator::Rollup::RatioOverYear => "dihitung lagi atas setahun penuh",
        crate::indicator::Rollup::DistinctOverYear => "tiap orang sekali setahun",
        crate::indicator::Rollup::Last => "yang terakhir",
    };
    format!(
        "\n## {} (`{}`)\n\n{}\n\n{}\n\n| | |\n| --- | --- |\n| dipakai di | {} |\n| rumus | {formula} |\n\
         | ukuran | {} |\n| satuan hitung | {} |\n| tanggal yang dipakai | {} |\n| triwulan menjadi setahun | {rollup} |\n\
         | desimal | {} |\n| versi | {} |\n",
        indicator.title,
        indicator.id,
        newest.what,
        newest.left_out,
        used.join(", "),
        measures.join(" + "),
        indicator.unit,
        indicator.date_role,
        indicator.decimals,
        versions.join("; "),
    )
}
