//! What a rehabilitation contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Former PMI with problems whose rehabilitation reached pelaksanaan, by the day on which it did.
pub const REHABILITASI: &str = "rehabilitasi";

/// A fact once pelaksanaan is reached; before that the day is unknown and nothing counts.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let Some(day) = record.pelaksanaan_pada else { return Vec::new() };
    let reason = (!record.bermasalah).then_some("Bukan PMI bermasalah.");
    vec![Fact::on(REHABILITASI, day).finished(record.selesai_pada).unless(reason)]
}
