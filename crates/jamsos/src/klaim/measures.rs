//! What a claim contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Claims by the day of filing, finished on the day of payment (Permenaker 4/2023; the office counts pencairan).
pub const KLAIM: &str = "klaim";

/// One fact for a claim that was filed, finished once it is paid; none while it is only reported.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    let filed = record.diajukan_pada.map(|day| {
        Fact::on(KLAIM, day)
            .finished(record.dibayar_pada)
            .category(&record.jenis_klaim)
            .country(record.negara.as_deref())
    });
    filed.into_iter().collect()
}
