//! Budget lines count under no measure: absorption is no indicator of its own.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// None.
#[must_use]
pub fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
    Vec::new()
}
