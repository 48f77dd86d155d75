//! What a participation contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Scores after the orientation of those who came, by the day of the roster.
pub const PEMAHAMAN: &str = "opp-pemahaman";

/// One fact once attendance is known; without a score after it is kept and not counted.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let reason = match (record.hadir, record.nilai_akhir) {
        (None, _) => return Vec::new(),
        (Some(false), _) => Some("Tidak hadir."),
        (Some(true), None) => Some("Belum ada nilai akhir."),
        (Some(true), Some(_)) => None,
    };
    let fact = Fact::on(PEMAHAMAN, record.dijadwalkan_pada).quantity(record.nilai_akhir.unwrap_or_default());
    vec![fact.unless(reason)]
}
