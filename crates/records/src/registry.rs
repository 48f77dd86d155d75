//! All kinds of record that this program knows.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use kernel::form::FieldKind;
use kernel::{CatatanId, Ctx, Result};
use web::{Directory, Label};

use crate::{AnyKind, Linking};

/// The kinds, in the order of the menu.
#[derive(Clone)]
pub struct Registry(Vec<&'static dyn AnyKind>);

impl Registry {
    /// A registry of these kinds.
    #[must_use]
    pub fn new(kinds: Vec<&'static dyn AnyKind>) -> Self {
        Self(kinds)
    }

    /// All kinds.
    #[must_use]
    pub fn all(&self) -> &[&'static dyn AnyKind] {
        &self.0
    }

    /// The kind of a name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static dyn AnyKind> {
        self.0.iter().find(|kind| kind.info().name == name).copied()
    }

    /// Where records of any kind point to records of a kind.
    #[must_use]
    pub fn linking(&self, name: &str) -> Vec<Linking> {
        let points = |kind: &&'static dyn AnyKind| {
            let (table, follows) = (kind.info().table, kind.info().more.made_by.is_some());
            let fields = kind.fields().into_iter().filter(|f| matches!(f.kind, FieldKind::Link(to) if to == name));
            fields.map(move |f| Linking { table, field: f.key, follows }).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(points).collect()
    }
}

impl Directory for Registry {
    fn labels<'a>(
        &'a self,
        ctx: &'a Ctx,
        kind: &'a str,
        ids: &'a [CatatanId],
    ) -> BoxFuture<'a, Result<HashMap<CatatanId, Label>>> {
        Box::pin(async move {
            let Some(kind) = self.find(kind).filter(|k| ctx.actor.may(k.info().permission)) else {
                return Ok(HashMap::new());
            };
            let rows = kind.labels(ctx, ids).await?;
            let label = |row: crate::Row| Label {
                number: row.head.number,
                title: row.name.unwrap_or_else(|| "—".to_owned()),
                status: row.status,
                stage: row.stage,
            };
            Ok(rows.into_iter().map(|(id, row)| (id, label(row))).collect())
        })
    }

    fn title(&self, kind: &str) -> &'static str {
        self.find(kind).map_or("Catatan", |k| k.info().title)
    }

    fn field(&self, kind: &str, key: &str) -> Option<&'static str> {
        self.find(kind)?.fields().into_iter().find(|field| field.key == key).map(|field| field.label)
    }
}
