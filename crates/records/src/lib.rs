//! What every kind of record shares: its fields, its commands with history and facts, import, JSON api and pages.
//!
//! A slice says what a kind is by implementing [`Kind`]; everything else follows. Work flows of a slice's own
//! (verify, refer, close …) are pure functions there and run through [`change`].

mod any_kind;
pub mod api;
pub mod attached;
mod bundle;
mod change;
mod columns;
mod described;
mod differences;
mod edit;
mod head;
pub mod import;
mod kind;
mod link;
mod of;
pub mod officers;
mod open;
pub mod pages;
pub mod persons;
mod proof;
mod queries;
mod reconcile;
mod register;
mod registry;
pub mod related;
mod relocate;
mod renew;
mod sealed;
pub mod search;
mod show;
mod step;
mod touch;
mod trace;
pub mod tugas;
mod walks;
mod withdraw;

pub use any_kind::AnyKind;
pub use change::{Change, REASON, change, change_in, reason};
pub use described::build;
pub use edit::edit_in;
pub use head::{Head, Record, words_of};
pub use kind::{Enclosure, Info, Kind, Opening};
pub use of::Of;
pub use open::Origin;
pub use proof::{fits, proof};
pub use queries::{Row, Shown, full};
pub use reconcile::Difference;
pub use register::{Mode, Outcome, Registered, register_in};
pub use registry::Registry;
pub use relocate::{Linking, hand_over};
pub use renew::Renewal;
pub use sealed::Sealer;
pub use search::Filter;
pub use show::plain;
pub use step::{DAY, Deed, NOTE, REMARK, Step, Taken, Weight};
pub use touch::Touch;
