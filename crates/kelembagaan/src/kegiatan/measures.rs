//! Activities count under no measure yet.

use kernel::ledger::Fact;
use kernel::rules::Rules;

use super::entity::Model;

/// None.
#[must_use]
pub fn facts(_: &Model, _: &Rules) -> Vec<Fact> {
    Vec::new()
}
