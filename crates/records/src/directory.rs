//! How records are named elsewhere.

use std::collections::HashMap;

use futures_util::future::BoxFuture;
use kernel::{CatatanId, Ctx, Result};
use sea_orm::sea_query::{Expr, ExprTrait};
use web::{Directory, Label, Mark};

use crate::{Registry, Row, Stored};

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
                title: row.called(kind.info()).unwrap_or("—").to_owned(),
                number: row.head.number,
                status: row.status,
                stage: row.stage,
            };
            Ok(rows.into_iter().map(|(id, row)| (id, label(row))).collect())
        })
    }

    fn marks<'a>(
        &'a self,
        ctx: &'a Ctx,
        kind: &'a str,
        ids: &'a [CatatanId],
    ) -> BoxFuture<'a, Result<HashMap<CatatanId, Mark>>> {
        Box::pin(async move {
            let Some(kind) = self.find(kind) else { return Ok(HashMap::new()) };
            let ids = Expr::col("id").is_in(ids.iter().map(|id| id.0));
            let query = kind.select_seen(ctx)?.and_where(ids).to_owned();
            let rows = kind.all(ctx.db(), &query).await?;
            let mark = |row: &dyn Stored| {
                let head = row.head();
                (head.id, Mark { number: head.number, status: row.status(), stage: row.stage() })
            };
            Ok(rows.iter().map(|row| mark(&**row)).collect())
        })
    }

    fn title(&self, kind: &str) -> &'static str {
        self.find(kind).map_or("Catatan", |k| k.info().title)
    }

    fn field(&self, kind: &str, key: &str) -> Option<&'static str> {
        self.find(kind)?.fields().into_iter().find(|field| field.key == key).map(|field| field.label)
    }
}
