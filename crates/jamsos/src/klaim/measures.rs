//! What a claim contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Claims by the day of filing, finished on the day of payment (Permenaker 4/2023; the office counts pencairan).
pub const KLAIM: &str = "klaim";

/// One fact, finished once the claim is paid.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let fact = Fact::on(KLAIM, record.diajukan_pada)
        .finished(record.dibayar_pada)
        .category(&record.jenis_klaim)
        .country(record.negara.as_deref());
    vec![fact]
}
