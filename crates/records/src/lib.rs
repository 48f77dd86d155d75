//! What every kind of record shares: its fields, its commands with history and facts, import, JSON api and pages.
//!
//! A slice says what a kind is by implementing [`Kind`]; everything else follows. Work flows of a slice's own
//! (verify, refer, close …) are pure functions there and run through [`change`].

mod any_kind;
pub mod api;
mod apply;
pub mod attached;
mod bundle;
mod by_type;
mod change;
mod columns;
mod described;
mod differences;
mod edit;
mod enter;
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
mod stored;
mod table;
mod touch;
mod trace;
pub mod tugas;
mod walks;
mod withdraw;
mod workflow;

pub use any_kind::AnyKind;
pub use by_type::{Entered, Request, build, change, change_in, edit_in, full, hand_over, plain, register_in, request};
pub use change::{Change, REASON, reason};
pub use described::Column;
pub use head::{Head, Record};
pub use kind::{Enclosure, Info, Kind, More, Opening};
pub use of::{Of, kind};
pub use open::Origin;
pub use proof::{fits, proof};
pub use queries::{Row, Shown};
pub use reconcile::Difference;
pub use register::{Mode, Outcome, Registered};
pub use registry::Registry;
pub use relocate::Linking;
pub use renew::Renewal;
pub use sealed::Sealer;
pub use search::Filter;
pub use step::{DAY, Deed, NOTE, REMARK, Step, Taken, Weight};
pub use stored::{Boxed, Stored};
pub use touch::Touch;
pub use workflow::{Cell, NoVerbs, Place, Verbs, verb, verdict};
