//! Sealing everything anew.

use std::time::Duration;

use kernel::{Ctx, Problem, Result};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};

use super::follow;
use crate::compose::Lindung;

/// What is sealed with the house's own key, by table, column and place. What a page carries is sealed too, and is not stored. The secrets of second
/// factors stand in stamped rows: `accounts::renew`.
const SEALED: [(&str, &str, &str); 3] = [
    ("lampiran", "nama_sandi", "lampiran.nama"),
    ("lampiran", "keterangan_sandi", "lampiran.keterangan"),
    ("manifes", "isi_sandi", "manifes.isi"),
];
/// How many rows are done in one transaction.
const BATCH: u64 = 200;
/// How often it is tried again while somebody else writes for long, and how long is waited between.
const TRIES: u32 = 100;
const BETWEEN: Duration = Duration::from_secs(3);

/// What a pass over everything did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// People whose key was wrapped anew.
    pub people: u64,
    /// Values that were sealed anew.
    pub values: u64,
    /// Files that were sealed anew.
    pub files: u64,
    /// What does not open with any key of the house, and stays as it is.
    pub broken: u64,
}

impl Progress {
    /// How much was done.
    #[must_use]
    pub fn done(self) -> u64 {
        self.people + self.values + self.files
    }
}

/// Goes once over everything that is sealed with an earlier key, and seals it with the newest. Nothing is done twice, so it may be broken off
/// anywhere and begun again.
///
/// # Errors
/// What disk or database say.
pub async fn pass(lindung: &Lindung, mut tell: impl FnMut(Progress)) -> Result<Progress> {
    follow(lindung).await?;
    let ctx = lindung.system("Kunci induk")?;
    let mut progress = Progress::default();
    let (mut after, mut tries) = (None, 0);
    loop {
        match people::renew(&ctx, after).await {
            Ok(None) => break,
            Ok(Some(done)) => {
                (after, tries) = (Some(done.last), 0);
                progress.people += done.renewed;
                progress.broken += done.broken;
                tell(progress);
            }
            // Somebody imports, or closes a quarter.
            Err(Problem::Busy) if tries < TRIES => {
                tries += 1;
                tokio::time::sleep(BETWEEN).await;
            }
            Err(other) => return Err(other),
        }
    }
    for place in SEALED {
        sealed(&ctx, place, &mut progress).await?;
        tell(progress);
    }
    let (factors, broken) = accounts::renew(&ctx).await?;
    progress.values += factors;
    progress.broken += broken;
    tell(progress);
    let (files, broken) = lampiran::renew(&ctx, &lindung.store).await?;
    progress.files += files;
    progress.broken += broken;
    tell(progress);
    Ok(progress)
}

/// Seals a column of a table anew. A value that somebody else wrote in between is left to the next pass.
async fn sealed(ctx: &Ctx, (table, column, place): (&str, &str, &str), progress: &mut Progress) -> Result<()> {
    let (name, value, id) = (Alias::new(table), Alias::new(column), Alias::new("id"));
    let mut after: Option<Uuid> = None;
    loop {
        let mut query = Query::select();
        query.columns([id.clone(), value.clone()]).from(name.clone());
        query.and_where(Expr::col(value.clone()).is_not_null()).order_by(id.clone(), Order::Asc).limit(BATCH);
        if let Some(after) = after {
            query.and_where(Expr::col(id.clone()).gt(after));
        }
        let rows = ctx.db().query_all(&query).await?;
        let of = |row: &QueryResult| Ok::<_, Problem>((row.try_get("", "id")?, row.try_get("", column)?));
        let rows: Vec<(Uuid, Vec<u8>)> = rows.iter().map(of).collect::<Result<_>>()?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        after = Some(*last);
        let newest = ctx.house.vault.number();
        let earlier: Vec<_> = rows.into_iter().filter(|(_, was)| was.first() != Some(&newest)).collect();
        if earlier.is_empty() {
            continue;
        }
        let tx = ctx.begin().await?;
        for (key, was) in earlier {
            match ctx.house.vault.renewed(place, &was) {
                Ok(None) => {}
                Ok(Some(again)) => {
                    let mut update = Query::update();
                    update.table(name.clone()).value(value.clone(), Expr::value(again));
                    update.and_where(Expr::col(id.clone()).eq(key)).and_where(Expr::col(value.clone()).eq(was));
                    progress.values += tx.execute(&update).await?.rows_affected();
                }
                Err(problem) => {
                    tracing::error!(?problem, table, column, "a sealed value could not be sealed anew");
                    progress.broken += 1;
                }
            }
        }
        tx.commit().await?;
    }
}
