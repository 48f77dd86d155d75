//! What a job seeker contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Job seekers with a stated interest, by the day of recording; each person counts once.
pub const DATA_SUPPLY: &str = "data-supply";

/// One fact; without a stated interest it does not count.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let reason = (!record.berminat).then_some("Tidak menyatakan minat bekerja di luar negeri.");
    let fact = Fact::on(DATA_SUPPLY, record.dicatat_pada)
        .category(&record.sumber)
        .country(record.negara_minat.as_deref())
        .unless(reason);
    vec![fact]
}
