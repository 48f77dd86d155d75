//! The bundle of a record (`berkas.docx`): everything on its page, as a document to print, send or file.

mod enclosed;
mod write;

use axum::extract::Extension;
use axum::response::Response;
use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, Problem, Result};
use lampiran::{Macam, Store};
use maud::{Markup, html};
use naskah::Picture;
use serde::Deserialize;
use web::heavy::alone;
use web::{Api, AppPath, AppQuery, Console, Failure, Routes};

use crate::files::Attached;
use crate::surface::This;
use crate::surface::file;
use crate::{AnyKind, Registry, Shown};

/// The total bytes of pictures in a bundle; further pictures are listed but not shown.
const MAX_PICTURES: i64 = 60 * 1024 * 1024;

/// The routes of the bundles of all kinds, for api and console.
pub(crate) fn router(registry: &Registry, store: &Store) -> Routes {
    registry.all().iter().fold(Routes::new(), |router, kind| {
        let name = kind.info().name;
        let routes = Routes::new()
            .get(&format!("/api/v1/{name}/{{id}}/berkas"), alone(api))
            .get(&format!("/{name}/{{id}}/berkas.docx"), alone(masked))
            .post(&format!("/{name}/{{id}}/berkas.docx"), alone(opened))
            .layer(Extension(This(*kind)))
            .layer(Extension(store.clone()))
            .layer(Extension(registry.clone()));
        router.merge(routes)
    })
}

/// The content of a bundle.
struct Bundle<'a> {
    kind: &'a dyn AnyKind,
    shown: &'a Shown,
    /// The pictures, each with its attachment.
    pictures: Vec<(&'a Attached, Picture)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reading {
    #[serde(default)]
    buka: bool,
}

async fn api(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    (Extension(store), Extension(registry)): (Extension<Store>, Extension<Registry>),
    AppPath(id): AppPath<CatatanId>,
    AppQuery(reading): AppQuery<Reading>,
) -> Result<Response, Failure> {
    answer(&ctx, kind, (&store, &registry), (id, reading.buka)).await
}

async fn masked(
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    (Extension(store), Extension(registry)): (Extension<Store>, Extension<Registry>),
    AppPath(id): AppPath<CatatanId>,
) -> Result<Response, Failure> {
    answer(&ctx, kind, (&store, &registry), (id, false)).await
}

async fn opened(
    Console(ctx): Console,
    Extension(This(kind)): Extension<This>,
    (Extension(store), Extension(registry)): (Extension<Store>, Extension<Registry>),
    AppPath(id): AppPath<CatatanId>,
) -> Result<Response, Failure> {
    answer(&ctx, kind, (&store, &registry), (id, true)).await
}

/// The button on the page that leads to the bundle. If the page shows protected fields, so does the bundle.
pub(crate) fn button(here: &str, revealed: bool) -> Markup {
    html! {
        @if revealed {
            form method="post" action={ (here) "/berkas.docx" } { button.btn { "Cetak berkas" } }
        } @else {
            a.btn href={ (here) "/berkas.docx" } { "Cetak berkas" }
        }
    }
}

async fn answer(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    (store, registry): (&Store, &Registry),
    (id, reveal): (CatatanId, bool),
) -> Result<Response, Failure> {
    let shown = kind.read(ctx, id, reveal).await?;
    let along = enclosed::find(ctx, registry, (kind, &shown)).await?;
    let mut left = MAX_PICTURES;
    let bundle = bundle(ctx, store, (kind, &shown), &mut left).await?;
    let along = match &along {
        Some((kind, shown)) => Some(self::bundle(ctx, store, (*kind, shown), &mut left).await?),
        None => None,
    };
    let document = write::document(ctx, bundle, along);
    let packed = document.pack();
    let name = format!("{}.docx", shown.head.number);
    Ok(file::answer(&name, Macam::Docx, packed.map_err(Problem::internal)?))
}

/// Collects the content of a record's bundle, and logs that it is printed.
async fn bundle<'a>(
    ctx: &Ctx,
    store: &Store,
    (kind, shown): (&'a dyn AnyKind, &'a Shown),
    left: &mut i64,
) -> Result<Bundle<'a>> {
    let pictures = pictures(ctx, store, shown, left).await?;
    // A picture may show what is masked in the text.
    let read = Read { action: "cetak", kind: kind.info().name, revealed: shown.revealed || !pictures.is_empty() };
    log(ctx, read, shown.head.person.into_iter().collect()).await?;
    Ok(Bundle { kind, shown, pictures })
}

async fn pictures<'a>(
    ctx: &Ctx,
    store: &Store,
    shown: &'a Shown,
    left: &mut i64,
) -> Result<Vec<(&'a Attached, Picture)>> {
    let mut pictures = Vec::new();
    for attached in shown.attached.iter().filter(|attached| attached.removed.is_none()) {
        if !matches!(attached.macam, Macam::Jpeg | Macam::Png) || attached.size > *left {
            continue;
        }
        *left -= attached.size;
        // The audit reports missing files; the rest of the bundle is still worth printing.
        let bytes = match store.get(&attached.address).await {
            Ok(bytes) => bytes,
            Err(error) => {
                tracing::error!(request = %ctx.request, attachment = %attached.id, %error, "a picture cannot be read");
                continue;
            }
        };
        if let Some(size) = lampiran::size(attached.macam, &bytes) {
            let jpeg = attached.macam == Macam::Jpeg;
            pictures.push((attached, Picture { bytes, jpeg, width: size.width, height: size.height, turn: size.turn }));
        }
    }
    Ok(pictures)
}
