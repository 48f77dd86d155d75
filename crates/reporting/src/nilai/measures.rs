//! What a score contributes.

use kernel::figure::SCORE_SCALE;
use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// The ZI worksheet: requirements met over requirements, in percent.
pub const ZI: &str = "nilai-zi";
/// The archives supervision score.
pub const KEARSIPAN: &str = "nilai-kearsipan";
/// Nilai Kinerja Anggaran (PMK 62/2023). Budget absorption is something else and never stands in for it.
pub const NKA: &str = "nilai-nka";
/// The internal AKIP evaluation.
pub const AKIP: &str = "nilai-akip";

/// One fact with the score as its quantity and the assessor's category. A share is taken from its counts, not as typed.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let measure = match record.jenis_nilai.as_str() {
        "zi" => ZI,
        "kearsipan" => KEARSIPAN,
        "nka" => NKA,
        "akip" => AKIP,
        _ => return Vec::new(),
    };
    let share = match (record.terpenuhi, record.syarat) {
        (Some(met), Some(all)) if all > 0 => Some(met * 100 * SCORE_SCALE / all),
        _ => None,
    };
    let fact = Fact::on(measure, record.tanggal).quantity(share.unwrap_or(record.nilai));
    vec![match &record.kategori {
        Some(category) => fact.category(category),
        None => fact,
    }]
}
