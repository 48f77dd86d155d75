//! Backups: the database as it stands at one instant, the attachments and the master key, sealed to keys that the server does not hold; and the
//! way back, into an empty place.
//!
//! A backup is a folder of its own. It is written under another name and takes its own in one step when all of it is durable, so what bears
//! the name of a backup is whole (ADR 0072).

mod attachments;
mod backup;
mod counts;
mod disk;
mod dump;
mod manifest;
mod postgres;
mod restore;
mod seal;
mod settings;
mod trace;

pub use backup::{Keys, Made, Plan, backup};
pub use disk::{Held, Scratch, spare, write_secret};
pub use dump::file_of;
pub use manifest::{DataKind, Manifest, Part};
pub use postgres::{drop_scratch, make_scratch};
pub use restore::{KeyCame, Restored, Target, restore};
pub use seal::{Identities, NewIdentity, Recipients, new_identity};
pub use settings::Settings;
pub use trace::{BACKUP, COMMAND, Entity, Model, REHEARSAL, Run, SCHEDULE, State, record, state};
