//! What a filter finds, looked for once, and the newest page of it.

use futures_util::join;
use kernel::gather::meanwhile;
use kernel::{Ctx, Result};
use people::Common;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, SelectStatement};

use super::Filter;
use super::list::matching;
use super::page::Page;
use super::sought::{self, Found};
use crate::{AnyKind, Row};

/// What a filter finds.
pub(super) struct Matches {
    /// The select of the ids, of all offices; none if its text finds nothing.
    pub(super) ids: Option<SelectStatement>,
    /// The people who are called so, if they are many.
    common: Option<Common>,
    /// The condition for the people who are called so, if they are few and nothing else is asked.
    few: Option<Cond>,
}

impl Matches {
    pub(super) async fn of(kind: &dyn AnyKind, ctx: &Ctx, filter: &Filter) -> Result<Self> {
        let found = sought::found(kind, ctx, &filter.text).await?;
        let common = match &found {
            Found::Called(called) => called.common(),
            Found::All | Found::Records(_) | Found::Nothing => None,
        };
        let few = match &found {
            Found::Called(called) if filter.is_plain() => {
                let person = Expr::col((kind.info().table, "orang_id"));
                called.few(&person, ctx.keyed().get_database_backend())
            }
            _ => None,
        };
        Ok(Self { ids: matching(kind, filter, found), common, few })
    }

    /// A page, newest first, and what its filter finds. What a common word found the last time is asked for while it is looked up what it finds
    /// now, and is the page where that is the same.
    ///
    /// # Errors
    /// Any database error.
    pub(super) async fn with_newest(page: &Page<'_>) -> Result<(Vec<Row>, Self)> {
        let (ahead, matches) = join!(ahead(page), meanwhile(Self::of(page.kind, page.ctx, page.filter)));
        let matches = matches?;
        Ok((matches.newest(page, ahead).await?, matches))
    }

    async fn newest(&self, page: &Page<'_>, ahead: Option<Ahead>) -> Result<Vec<Row>> {
        if let Some(common) = &self.common {
            let rows = match ahead {
                Some(ahead) if ahead.common == *common => ahead.rows,
                _ => page.near(common).await?,
            };
            if rows.len() as u64 >= page.limit {
                return Ok(rows);
            }
        }
        if let Some(few) = &self.few {
            return page.few(few.clone()).await;
        }
        match &self.ids {
            Some(ids) => page.of(ids).await,
            None => Ok(Vec::new()),
        }
    }
}

/// The newest records of whom a word found the last time.
struct Ahead {
    common: Common,
    rows: Vec<Row>,
}

/// What goes wrong here is said where the page itself is asked for.
async fn ahead(page: &Page<'_>) -> Option<Ahead> {
    let common = people::common_before(&page.filter.text)?;
    let rows = page.near(&common).await.ok()?;
    Some(Ahead { common, rows })
}
