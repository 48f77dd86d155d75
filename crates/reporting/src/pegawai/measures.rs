//! Staff counts under no measure: no indicator reads it.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// None.
#[must_use]
pub fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
    Vec::new()
}
