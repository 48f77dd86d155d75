//! Agreements count under no measure: their action-plan items do.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// None.
#[must_use]
pub fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
    Vec::new()
}
