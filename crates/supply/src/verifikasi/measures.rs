//! What a verification contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Candidates who came and were examined, by the day of the examination; each examination counts.
pub const VERIFIKASI: &str = "verifikasi-dokumen";

/// One fact once the day is past: on the day of the examination, or of the schedule for who did not come.
#[must_use]
pub fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
    let (day, reason) = match (record.diperiksa_pada, record.hadir) {
        (Some(day), _) => (day, None),
        (None, Some(false)) => (record.dijadwalkan_pada, Some("Tidak hadir pada jadwal verifikasi.")),
        (None, _) => return Vec::new(),
    };
    let verdict = rules.verdict(VERIFIKASI, &record.skema, day);
    vec![Fact::on(VERIFIKASI, day).category(&record.skema).judged(verdict).unless(reason)]
}
