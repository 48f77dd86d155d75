//! What an item contributes.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// Items by the day on which they are due, finished on the day on which they were carried out with evidence.
pub const RENCANA_AKSI: &str = "rencana-aksi";

/// One fact.
#[must_use]
pub fn facts(record: &Model, _: &Rules) -> Vec<Fact> {
    vec![Fact::on(RENCANA_AKSI, record.jatuh_tempo).finished(record.dilaksanakan_pada)]
}
