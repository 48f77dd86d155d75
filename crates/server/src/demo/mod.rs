//! The demo year: some 30,000 made-up records of 2025, entered day by day through the same forms and commands that
//! officers use, so that figures, drill-down and "as of" can be tried without one real person. And the last weeks of the
//! protection team and of the airport desk, so that a day can be tried: what is open, with whom, and due when; a flight that
//! lands today, with its manifest; the sessions of verification and orientation; the placement companies with what was recommended about
//! them; requests for a passport recommendation; two events with the job seekers recorded at them; the ZI worksheet of the running year; the problems
//! of the teams; and the staff of the office.
//! The newest activities have drawn photos.
//!
//! How many of each kind stand in which quarter follows the published report of 2025; who they are does not exist:
//! every name ends in a word for "made up", and every NIK names a kecamatan that there is not.

mod aftercare;
mod agreements;
mod cases;
mod claims;
mod companies;
mod course;
mod desk;
mod events;
mod load;
mod offices;
mod own_data;
mod passports;
mod persons;
mod photos;
mod placements;
mod plan;
mod problems;
mod returns;
mod sessions;
mod staff;
mod supply;
mod telegrams;
mod users;
mod weeks;

pub use agreements::agreements;
pub use load::{Loaded, load};
pub use photos::photos;
pub use plan::{Act, Event, FollowUp, Plan, year};
pub use users::{USERS, users};
pub use weeks::weeks;
