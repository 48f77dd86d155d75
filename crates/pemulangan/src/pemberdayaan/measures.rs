//! What a participation contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Former PMI and family who took part in empowerment, by the day of the activity.
pub const PEMBERDAYAAN: &str = "pemberdayaan";

/// One fact once attendance is known; who did not come is kept and not counted.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let Some(came) = record.hadir else { return Vec::new() };
    let reason = (!came).then_some("Tidak hadir.");
    vec![Fact::on(PEMBERDAYAAN, record.tanggal).category(&record.peserta).unless(reason)]
}
