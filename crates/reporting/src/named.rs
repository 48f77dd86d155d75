//! The records behind a figure, named as far as the reader may know them: number and status for whoever sees the figure, the
//! name and the way to the record for who may read its kind.

use std::collections::HashMap;

use kernel::{CatatanId, Ctx, Result};
use web::{App, Label, Mark};

/// A record behind a figure.
pub(crate) struct Named {
    /// Its number and status.
    pub mark: Mark,
    /// The person's name, or another text that identifies the record; none for who may not read it.
    pub title: Option<String>,
}

/// Records by kind, out of a list; each once.
pub(crate) fn by_kind<'a>(all: impl Iterator<Item = (&'a str, CatatanId)>) -> HashMap<&'a str, Vec<CatatanId>> {
    let mut kinds: HashMap<&str, Vec<CatatanId>> = HashMap::new();
    for (kind, id) in all {
        kinds.entry(kind).or_default().push(id);
    }
    for ids in kinds.values_mut() {
        ids.sort_unstable();
        ids.dedup();
    }
    kinds
}

/// Records of a kind, named.
///
/// # Errors
/// What the database says.
pub(crate) async fn named(app: &App, ctx: &Ctx, kind: &str, ids: &[CatatanId]) -> Result<HashMap<CatatanId, Named>> {
    let open = app.directory.labels(ctx, kind, ids).await?;
    let shut: Vec<CatatanId> = ids.iter().copied().filter(|id| !open.contains_key(id)).collect();
    let marks = if shut.is_empty() { HashMap::new() } else { app.directory.marks(ctx, kind, &shut).await? };
    let shut = marks.into_iter().map(|(id, mark)| (id, Named { mark, title: None }));
    Ok(open.into_iter().map(|(id, label)| (id, Named::from(label))).chain(shut).collect())
}

impl From<Label> for Named {
    fn from(label: Label) -> Self {
        let Label { number, title, status, stage } = label;
        Self { mark: Mark { number, status, stage }, title: Some(title) }
    }
}
