//! People (`orang`): the person behind the cases. One person, many cases.
//!
//! Identity numbers and contact are sealed with the person's own key; an exact search uses a blind index. People are matched
//! automatically by exact identity number only. Merging two people is up to a user who has looked at both; a name alone never
//! does it.
//!
//! Each office has its own row for a person; the table of [`Tie`] says what it may do with a row. About a person whom only
//! other offices know, it learns at most which office to contact ([`hints`]).

pub mod aliases;
mod alignment;
pub mod api;
mod beside;
mod birth;
mod candidates;
mod change;
mod children;
mod choice;
mod common;
mod doubt;
pub mod entity;
pub mod erase;
mod fill;
mod form;
mod guesses;
pub mod heads;
mod held;
pub mod hints;
mod identity;
pub mod key;
mod loose;
mod matching;
mod merge;
mod met;
mod mixed;
pub mod mrz;
mod name;
mod new;
pub mod office;
mod pages;
mod part;
mod proposals;
mod queries;
mod remembered;
mod renew;
pub mod score;
mod sought;
mod stamp;
mod tie;
mod titles;
pub mod words;

pub use beside::{beside, beside_of, name_beside};
pub use birth::earliest;
pub use candidates::selects;
pub use change::{Draft, draft, erased, write};
pub use choice::{Choice, Contradiction, Likeness, alike_rows, likeness, stranger};
pub use common::Common;
pub use doubt::{CHECKED, settled};
pub use form::FIELDS;
pub use identity::is_same;
pub use matching::{Attached, Plan, attach, attached, plan};
pub use merge::{Merging, merging, unite};
pub use mixed::{Mixed, mixed};
pub use name::{RULES, normalise};
pub use office::{acquaint, lend, lent, merged, take_back};
pub use part::{Number, Parted, Parting, Whom, parting, settle};
pub use proposals::{Proposal, proposals};
pub use queries::{
    SHUT, Shown, Sought, absorbed, alike, dimensions, find, kept, known, list, models, named, names, page_of,
    particulars, show, standing, text,
};
pub use remembered::common_before;
pub use renew::{Renewed, renew};
pub use sought::{Called, called};
pub use stamp::{Fault, adopt, altered, audit};
pub use tie::{Act, Tie, require_to_join, tie};
pub use words::{numbered, phone_index, phone_indices};
