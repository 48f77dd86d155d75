//! The photos of the report (Lampiran 4): chosen by the planner from pictures that are attached to activities of the office in that
//! year, in an order, each with a caption. Each choice is a version; who saves names the version that was read.

mod commands;
pub mod entity;
mod form;
mod gathered;
mod page;
mod queries;
mod view;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use commands::{LONGEST, MOST, save};
pub use gathered::{Gone, Photos, Shown};
pub(crate) use page::router;
pub use queries::history;

/// The name under which what is wrong with a choice is told.
const FIELD: &str = "foto";

/// A photo that is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pick {
    /// The attachment.
    #[serde(rename = "lampiran")]
    pub id: Uuid,
    /// What stands below it.
    #[serde(rename = "keterangan")]
    pub caption: String,
}
