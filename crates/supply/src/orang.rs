//! Job seekers behind a number, as lists show them.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result};
use maud::{Markup, html};
use records::{AnyKind, Row};
use web::{App, parts};

use crate::pencari_kerja::PencariKerja;

/// How many of them are shown by name at most.
pub(crate) const SHOWN: usize = 200;

/// The kind.
pub(crate) fn kind() -> &'static dyn AnyKind {
    records::kind::<PencariKerja>()
}

/// The first of them with their names. The read is logged.
///
/// # Errors
/// Any database error.
pub(crate) async fn named(ctx: &Ctx, ids: &[CatatanId]) -> Result<Vec<Row>> {
    let ids: Vec<CatatanId> = ids.iter().copied().take(SHOWN).collect();
    let mut labels = kind().labels(ctx, &ids).await?;
    Ok(ids.iter().filter_map(|id| labels.remove(id)).collect())
}

/// A field of theirs as people read it.
pub(crate) fn readable(app: &App, key: &str, text: &str) -> String {
    let field = kind().own().iter().find(|field| field.key == key);
    field.map_or_else(|| text.to_owned(), |field| parts::readable(&app.house.reference, field, text))
}

/// The table of them; `all` is how many the number counts, and `led` says of their records what they led to.
pub(crate) fn table(app: &App, rows: &[Row], all: usize, led: &HashMap<CatatanId, Markup>) -> Markup {
    const KEYS: [(&str, &str); 4] = [
        ("dicatat_pada", "Dicatat"),
        ("negara_minat", "Negara yang diminati"),
        ("jabatan_minat", "Jabatan yang diminati"),
        ("pendidikan", "Pendidikan"),
    ];
    html! {
        @if rows.is_empty() { p.empty role="status" { "Tidak ada." } } @else {
            div.scroll { table.list {
                thead { tr {
                    th scope="col" { "Nomor" } th scope="col" { "Nama" } th scope="col" { "Status" }
                    @for (_, title) in KEYS { th scope="col" { (title) } }
                    @if !led.is_empty() { th scope="col" { "Kelanjutan" } }
                } }
                tbody { @for row in rows { tr {
                    td { a.id href={ "/pencari-kerja/" (row.head.id) } { (row.head.number) } }
                    td { (row.name.as_deref().unwrap_or("—")) }
                    td { (parts::badge(row.status, row.stage)) }
                    @for (key, _) in KEYS {
                        td { @if let Some(text) = row.form.get(key) { (readable(app, key, text)) } }
                    }
                    @if !led.is_empty() { td { @if let Some(led) = led.get(&row.head.id) { (led) } } }
                } } }
            } }
        }
        @if all > rows.len() { p.hint { "Yang tampak " (rows.len()) " pertama dari " (all) "." } }
    }
}
