//! Tasks: what is due, and who must do it. They are derived from the records, so no kind needs code for them.

mod api;
mod beside;
mod derive;
mod file;
mod list;
mod overview;
mod page;
mod record;
mod reminder;
mod words;

use std::sync::Arc;

use axum::extract::Extension;
use web::{Routes, heavy};

use crate::Registry;

pub use crate::work::{Entity, Model, NEVER, Work, work};
pub use beside::{Beside, Besides, Sought};
pub use list::{Counts, Cursor, Item, Listing, Whose, kinds, list, question};
pub use overview::{Overview, overview};
pub use page::note;
pub use reminder::{entity as pengingat, remind};

pub(crate) use api::describe;
pub(crate) use record::{deadlines, urgent};
pub(crate) use words::due;

/// The page and the api of tasks.
pub fn router(registry: &Registry, besides: Arc<dyn Besides>) -> Routes {
    Routes::new()
        .get("/tugas", page::show)
        .get("/tugas.xlsx", heavy::work(file::workbook))
        .get("/api/v1/tugas", api::list)
        .get("/api/v1/tugas.xlsx", heavy::work(file::sent))
        .layer(Extension(registry.clone()))
        .layer(Extension(besides))
}
