//! The fingerprint of a figure's members: all facts under its measures, counted and not counted, in order.

use std::pin::pin;

use futures_util::TryStreamExt;
use sea_orm::sea_query::Order;
use sea_orm::{ConnectionTrait, FromQueryResult, Iterable, StreamTrait};
use sha2::{Digest, Sha256};

use super::{Column, Members, Model, Rule, Side};
use crate::problem::Result;
use crate::vault::hex;

impl Members {
    /// How many facts there are under the measures, and the SHA-256 over their content in the order of their ids.
    ///
    /// # Errors
    /// Any database error.
    pub async fn digest(&self, db: &(impl ConnectionTrait + StreamTrait)) -> Result<(i64, String)> {
        self.digest_by(db, Rule::default()).await
    }

    /// The same by a given rule, to compare with a digest that was stored under that rule. Facts are read as a stream, so that
    /// memory use does not grow with their number.
    ///
    /// # Errors
    /// Any database error.
    pub async fn digest_by(&self, db: &(impl ConnectionTrait + StreamTrait), rule: Rule) -> Result<(i64, String)> {
        let all = Self { side: Side::Any, ..self.clone() };
        let columns: Vec<Column> = Column::iter().collect();
        let mut query = all.select(&columns);
        if all.parts.is_empty() {
            return Ok((0, hex(&Sha256::digest([]))));
        }
        query.order_by(Column::Id, Order::Asc);
        let mut rows = pin!(db.stream(&query).await?);
        let (mut count, mut hash) = (0, Sha256::new());
        while let Some(row) = rows.try_next().await? {
            hash.update(Model::from_query_result(&row, "")?.said(rule));
            count += 1;
        }
        Ok((count, hex(&hash.finalize())))
    }
}
