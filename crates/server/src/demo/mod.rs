//! The demo year: some 30,000 made-up records of 2025, entered day by day through the same forms and commands that
//! officers use, so that figures, drill-down and "as of" can be tried without one real person.
//!
//! How many of each kind stand in which quarter follows the published report of 2025; who they are does not exist:
//! every name ends in a word for "made up", and every NIK names a kecamatan that there is not.

mod aftercare;
mod cases;
mod load;
mod offices;
mod persons;
mod placements;
mod plan;
mod returns;
mod supply;

pub use load::{Loaded, load};
pub use plan::{Act, Event, FollowUp, Plan, year};
