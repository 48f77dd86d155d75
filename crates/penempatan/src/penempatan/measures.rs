//! What a placement contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Placements with an E-PMI, by the day of its issue (the counting rule that KP2MI publishes).
pub const PENEMPATAN: &str = "penempatan";

/// One fact once the E-PMI is issued, counted as the rules say of its scheme.
#[must_use]
pub fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
    let Some(day) = record.epmi_terbit_pada else { return Vec::new() };
    let called_off = record.batal_pada.map(|_| "Penempatan dibatalkan.");
    let fact = Fact::on(PENEMPATAN, day)
        .category(&record.skema)
        .country(Some(&record.negara))
        .judged(rules.verdict(PENEMPATAN, &record.skema, day))
        .unless(called_off);
    vec![fact]
}
