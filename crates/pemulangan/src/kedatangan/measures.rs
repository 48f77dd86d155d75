//! Arrivals count under no measure: the returns of their people do.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// None.
#[must_use]
pub fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
    Vec::new()
}
