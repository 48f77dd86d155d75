//! Letters about a record: a template is filled in with what the record says, numbered by the office and attached to the record, with
//! the number in its history.

mod api;
pub(crate) mod describe;
mod draft;
mod entity;
mod page;
mod shipped;
mod templat;
mod templat_page;
mod values;

use axum::extract::Extension;
use lampiran::Store;
use web::Routes;
use web::heavy::work;

pub use draft::make;
pub use entity::Entity as TemplateEntity;
pub use templat_page::describe as describe_templates;

pub use crate::letter_numbers::Entity as NumberEntity;

use crate::Registry;
use crate::surface::This;

/// The routes of the letters of all kinds that have some, for api and console.
pub(crate) fn router(registry: &Registry, store: &Store) -> Routes {
    let kinds = registry.all().iter().filter(|kind| !kind.info().more.letters.is_empty());
    kinds.fold(templat_page::router(registry), |router, kind| {
        let name = kind.info().name;
        let routes = Routes::new()
            .post(&format!("/api/v1/{name}/{{id}}/surat"), work(api::make))
            .get(&format!("/{name}/{{id}}/surat"), page::show)
            .post(&format!("/{name}/{{id}}/surat"), work(page::send))
            .layer(Extension(This(*kind)))
            .layer(Extension(registry.clone()))
            .layer(Extension(store.clone()));
        router.merge(routes)
    })
}
