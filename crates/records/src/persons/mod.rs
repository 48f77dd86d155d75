//! One person with all their records: the file, corrections, merging. A change of a person changes the facts of all their
//! records in the ledger, of every kind and office. `people` does not know the kinds, so this is done here.

mod api;
mod change;
mod confirm_page;
mod describe;
mod edit_page;
mod file;
mod find;
mod find_api;
mod find_page;
mod merge_page;
mod page;
mod part;
mod part_api;
mod part_page;
mod part_whom;

use axum::extract::Extension;
use web::Routes;

use crate::Registry;

pub use crate::particulars::edit_in;
pub use change::{edit, merge};
pub(crate) use describe::describe;
pub use part::{Asked, part};

use change::confirm;

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new()
        .merge(api::router())
        .merge(find_api::router())
        .merge(find_page::router())
        .merge(page::router())
        .merge(edit_page::router())
        .merge(merge_page::router())
        .merge(part_api::router())
        .merge(part_page::router())
        .merge(confirm_page::router())
        .layer(Extension(registry.clone()))
}
