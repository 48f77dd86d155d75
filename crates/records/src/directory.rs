//! How records are named elsewhere.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use kernel::{CatatanId, Ctx, Result};
use web::{Directory, Label};

use crate::{Registry, Row};

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
            let label = |row: Row| Label {
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
