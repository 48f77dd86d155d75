//! What every kind of record shares: its fields, its commands with history and facts, import, JSON api and pages.
//!
//! A slice defines a kind by implementing [`Kind`]; everything else follows. A slice's own work flows (verify, refer, close …)
//! are pure functions there, over the two enums of its [`Verbs`] table.

// Floor 1: what a kind is, and how to read its rows. A module may use its own floor, without cycles, and the floors below it,
// but none above (`tests/it/floors.rs`).
mod any_kind;
mod described;
mod differences;
mod filled;
mod head;
mod kind;
mod letter;
mod more;
mod of;
mod proof;
mod registry;
mod resealed;
mod sealed;
mod show;
mod stages;
mod step;
mod stored;
mod workflow;

// Floor 2: how a record is registered, changed, stepped and posted. No HTTP.
mod again;
mod apply;
mod by_type;
mod change;
mod edit;
mod enter;
mod erase;
mod files;
mod found_by;
mod letter_numbers;
mod link;
pub mod officers;
mod otherwise;
mod outcome;
mod paper;
mod particulars;
mod reconcile;
mod register;
mod relocate;
mod renew;
mod rosters;
mod spelled;
mod table;
mod take;
mod text;
mod touch;
mod trace;
mod withdraw;
mod work;

// Floor 3: finding, import, and what belongs together.
pub mod afterwards;
mod directory;
pub mod evidence;
pub mod import;
mod listed;
mod once;
mod open;
pub mod photos;
mod queries;
mod ready;
pub mod related;
pub mod search;
mod shared;
mod walks;

// Floor 4: api and pages, including those of attachments, bundles, people and tasks.
pub mod api;
pub mod attached;
pub mod banyak;
mod bundle;
pub mod daftar;
pub mod pages;
pub mod persons;
pub mod saringan;
pub mod surat;
mod surface;
pub mod tugas;

pub use again::{Altered, Consent};
pub use any_kind::{AnyKind, Column};
pub use by_type::{Entered, Request, build, change_in, edit_in, full, hand_over, plain, request};
pub use change::{Change, REASON, reason};
pub use erase::{Erased, Erasing, stays};
pub use filled::Filled;
pub use head::{Head, Record};
pub use kind::{Info, Kind, Section};
pub use letter::Letter;
pub use listed::Row;
pub use more::{CalledOff, Enclosure, More, Opening, Papers, Reached, Roster, Spelled};
pub use of::{Of, kind, verdict};
pub use once::Before;
pub use open::Origin;
pub use otherwise::{Otherwise, typed_otherwise};
pub use outcome::{Mode, Outcome, Registered};
pub use paper::Paper;
pub use proof::{fits, proof};
pub use queries::Shown;
pub use reconcile::Difference;
pub use register::OTHER;
pub use registry::{Linking, Registry};
pub use renew::Renewal;
pub use sealed::Sealer;
pub use search::Filter;
pub use step::{ALASAN, DAY, Deed, NOTE, REMARK, Step, TANGGAL, Taken, Weight, not_earlier};
pub use stored::{Boxed, Stored};
pub use take::{NOT_TRIED, left_out, stopped};
pub use touch::Touch;
pub use workflow::{Cell, NoVerbs, Place, Verbs, verb};
