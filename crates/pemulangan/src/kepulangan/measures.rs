//! What a return contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Returns facilitated, by day of arrival; each return counts, so one person may count twice.
pub const KEPULANGAN: &str = "kepulangan";

/// One fact, counted as the inclusion rules say of its category.
#[must_use]
pub fn facts(record: &Model, rules: &Rules) -> Vec<Fact> {
    let verdict = rules.verdict(KEPULANGAN, &record.kategori, record.tiba_pada);
    let fact = Fact::on(KEPULANGAN, record.tiba_pada)
        .finished(record.serah_terima_pada.or(record.selesai_pada))
        .category(&record.kategori)
        .country(record.negara.as_deref())
        .judged(verdict);
    vec![fact]
}
