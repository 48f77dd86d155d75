//! Reconciliation: the facts of every record derived anew and compared with the ledger.

use std::collections::HashMap;

use kernel::ledger::{self, Fact, Subject};
use kernel::{CatatanId, Ctx, OrangId, Result};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::kind::facts;
use crate::{Kind, Record};

/// A fact on which record and ledger disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of record.
    pub kind: &'static str,
    /// The record.
    pub record: CatatanId,
    /// Its number; the id where the record is gone.
    pub number: String,
    /// The measure.
    pub measure: String,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
}

const BATCH: u64 = 2_000;

/// Compares the ledger with every record of a kind, in all offices that the actor sees.
///
/// # Errors
/// What the database says.
pub(crate) async fn reconcile<K: Kind>(ctx: &Ctx) -> Result<Vec<Difference>> {
    let mut differences = Vec::new();
    let mut after: Option<CatatanId> = None;
    loop {
        let mut query = <K::Record as sea_orm::ModelTrait>::Entity::find()
            .filter(Expr::col("kantor_id").is_in(ctx.actor.offices.iter().map(|o| o.0)))
            .order_by(Expr::col("id"), Order::Asc)
            .limit(BATCH);
        if let Some(after) = after {
            query = query.filter(Expr::col("id").gt(after.0));
        }
        let records = query.all(ctx.db()).await?;
        let Some(last) = records.last() else { break };
        after = Some(last.head().id);
        compare::<K>(ctx, &records, &mut differences).await?;
    }
    orphans::<K>(ctx, &mut differences).await?;
    Ok(differences)
}

async fn compare<K: Kind>(ctx: &Ctx, records: &[K::Record], differences: &mut Vec<Difference>) -> Result<()> {
    let ids = records.iter().map(|r| r.head().id);
    let open = ledger::Entity::find()
        .filter(ledger::Column::CatatanId.is_in(ids))
        .filter(ledger::Column::DicatatSampai.is_null())
        .all(ctx.db())
        .await?;
    let mut ledger_rows: HashMap<CatatanId, Vec<ledger::Model>> = HashMap::new();
    for row in open {
        ledger_rows.entry(row.catatan_id).or_default().push(row);
    }
    let people: Vec<OrangId> = records.iter().filter_map(|r| r.head().person).collect();
    let people = people::dimensions(ctx.db(), people).await?;
    for record in records {
        let head = record.head();
        let traits = head.person.and_then(|p| people.get(&p).cloned()).unwrap_or_default();
        let subject = Subject { kind: K::INFO.name, record: head.id, office: head.office, person: head.person, traits };
        let rows = ledger_rows.remove(&head.id).unwrap_or_default();
        let wrong = disagreements(&subject, facts::<K>(record, &ctx.house.rules), rows);
        differences.extend(wrong.into_iter().map(|(measure, detail)| Difference {
            kind: K::INFO.name,
            record: head.id,
            number: head.number.clone(),
            measure,
            detail,
        }));
    }
    Ok(())
}

fn disagreements(subject: &Subject, facts: Vec<Fact>, mut rows: Vec<ledger::Model>) -> Vec<(String, &'static str)> {
    let mut wrong = Vec::new();
    for fact in facts {
        if let Some(at) = rows.iter().position(|row| row.same_as(subject, &fact)) {
            rows.swap_remove(at);
        } else {
            wrong.push((fact.measure.to_owned(), "fakta ini tidak ada di buku fakta, atau isinya lain"));
        }
    }
    wrong.extend(rows.into_iter().map(|row| (row.ukuran, "buku fakta memuat fakta yang tidak didukung catatannya")));
    wrong
}

/// Facts that hold of records which are gone.
async fn orphans<K: Kind>(ctx: &Ctx, differences: &mut Vec<Difference>) -> Result<()> {
    use sea_orm::ConnectionTrait;
    use sea_orm::sea_query::Query;
    let alive = Query::select().column("id").from(K::INFO.table).to_owned();
    let query = Query::select()
        .columns([ledger::Column::CatatanId, ledger::Column::Ukuran])
        .from(ledger::Entity)
        .and_where(Expr::col(ledger::Column::Jenis).eq(K::INFO.name))
        .and_where(Expr::col(ledger::Column::DicatatSampai).is_null())
        .and_where(Expr::col(ledger::Column::KantorId).is_in(ctx.actor.offices.iter().map(|o| o.0)))
        .and_where(Expr::col(ledger::Column::CatatanId).not_in_subquery(alive))
        .to_owned();
    for row in ctx.db().query_all(&query).await? {
        let record: CatatanId = row.try_get("", "catatan_id")?;
        differences.push(Difference {
            kind: K::INFO.name,
            record,
            number: record.to_string(),
            measure: row.try_get("", "ukuran")?,
            detail: "catatannya sudah tidak ada",
        });
    }
    Ok(())
}
