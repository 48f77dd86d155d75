//! The audit of records. It derives the facts of every record again and compares them with the ledger. It also compares record,
//! ledger and history with the fingerprints that were stored with each change.

use std::collections::HashMap;

use kernel::db::nowhere;
use kernel::ledger::{self, Fact, Subject};
use kernel::{CatatanId, Ctx, KantorId, OrangId, Result, history};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::trace::{self, Wrong};
use crate::{AnyKind, Boxed, files};

/// Something about a record that was changed outside Lindung or no longer matches the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of record.
    pub kind: &'static str,
    /// The record.
    pub record: CatatanId,
    /// Its office.
    pub office: KantorId,
    /// Its number; the id if the record is gone.
    pub number: String,
    /// The measure, if it is about a fact.
    pub measure: Option<String>,
    /// What is wrong, in Indonesian.
    pub detail: &'static str,
    /// Whether a changed rule or measure may be the cause, rather than tampering.
    pub derived: bool,
}

const BATCH: u64 = 2_000;

impl dyn AnyKind + '_ {
    /// Audits every record of a kind, in all offices that the actor sees.
    ///
    /// # Errors
    /// Any database error.
    pub async fn reconcile(&self, ctx: &Ctx) -> Result<Vec<Difference>> {
        let mut differences = Vec::new();
        let mut after: Option<CatatanId> = None;
        loop {
            let mut query = self.select()?;
            query.and_where(ctx.of_offices("kantor_id"));
            query.order_by("id", Order::Asc).limit(BATCH);
            if let Some(after) = after {
                query.and_where(Expr::col("id").gt(after.0));
            }
            let records = self.all(ctx.db(), &query).await?;
            let Some(last) = records.last() else { break };
            after = Some(last.head().id);
            compare(self, ctx, &records, &mut differences).await?;
        }
        gone(self, ctx, &mut differences).await?;
        Ok(differences)
    }
}

async fn compare(kind: &dyn AnyKind, ctx: &Ctx, records: &[Boxed], differences: &mut Vec<Difference>) -> Result<()> {
    let ids: Vec<CatatanId> = records.iter().map(|r| r.head().id).collect();
    let rows =
        ledger::Entity::find().filter(ledger::Column::CatatanId.is_in(ids.iter().copied())).all(ctx.db()).await?;
    let lines = history::Entity::find()
        .filter(history::Column::CatatanId.is_in(ids.iter().copied()))
        .order_by_asc(history::Column::Versi)
        .all(ctx.db())
        .await?;
    let mut rows = by_record(rows, |row| row.catatan_id);
    let mut files = by_record(files::rows(ctx, kind.info().name, &ids).await?, |row| row.catatan_id);
    let mut lines = by_record(lines, |line| line.catatan_id);
    let people: Vec<OrangId> = records.iter().filter_map(|r| r.head().person).collect();
    let people = people::standing(ctx.db(), people).await?;
    let mut all = Vec::with_capacity(records.len());
    for record in records {
        let head = record.head();
        let (traits, erased) = head.person.and_then(|p| people.get(&p).cloned()).unwrap_or_default();
        let subject =
            Subject { kind: kind.info().name, record: head.id, office: head.office, person: head.person, traits };
        let rows = rows.remove(&head.id).unwrap_or_default();
        let lines = lines.remove(&head.id).unwrap_or_default();
        let mut wrong = trace::row(&lines, &**record);
        wrong.extend(trace::facts(&lines, &rows));
        wrong.extend(files::traced(&lines, files.remove(&head.id).unwrap_or_default()));
        // What an erased person's facts were derived from is gone; what opened them is still held against the history.
        let derived =
            if erased { Vec::new() } else { derived(&subject, kind.counted(&**record, &ctx.house.rules)?, rows) };
        all.push((head, wrong, derived));
    }
    // A record must not be updated from a person who was tampered with.
    let asked = all.iter().filter(|(_, _, derived)| !derived.is_empty()).filter_map(|(head, _, _)| head.person);
    let altered = people::altered(ctx, &asked.collect()).await?;
    for (head, mut wrong, derived) in all {
        if !derived.is_empty() && head.person.is_some_and(|person| altered.contains(&person)) {
            wrong.push(Wrong::record("orang di catatan ini diubah di luar Lindung"));
        }
        wrong.extend(derived);
        wrong.dedup();
        differences.extend(wrong.into_iter().map(|Wrong { measure, detail, derived }| Difference {
            kind: kind.info().name,
            record: head.id,
            office: head.office,
            number: head.number.clone(),
            measure,
            detail,
            derived,
        }));
    }
    Ok(())
}

fn by_record<T>(all: Vec<T>, record: impl Fn(&T) -> CatatanId) -> HashMap<CatatanId, Vec<T>> {
    let mut sorted: HashMap<CatatanId, Vec<T>> = HashMap::new();
    for one in all {
        sorted.entry(record(&one)).or_default().push(one);
    }
    sorted
}

/// Facts that the record implies but the ledger lacks, and facts in the ledger that the record does not imply.
fn derived(subject: &Subject, facts: Vec<Fact>, rows: Vec<ledger::Model>) -> Vec<Wrong> {
    let mut open: Vec<_> = rows.into_iter().filter(|row| row.dicatat_sampai.is_none()).collect();
    let mut wrong = Vec::new();
    for fact in facts {
        if let Some(at) = open.iter().position(|row| row.same_as(subject, &fact)) {
            open.swap_remove(at);
        } else {
            wrong.push(Wrong::derived(fact.measure, "fakta ini tidak ada di buku fakta, atau isinya lain"));
        }
    }
    wrong.extend(
        open.into_iter()
            .map(|row| Wrong::derived(&row.ukuran, "buku fakta memuat fakta yang tidak didukung catatannya")),
    );
    wrong
}

/// Deleted records of which only the history or open facts are left.
async fn gone(kind: &dyn AnyKind, ctx: &Ctx, differences: &mut Vec<Difference>) -> Result<()> {
    let alive = || Query::select().column("id").from(kind.info().table).to_owned();
    let lines = Query::select()
        .columns([history::Column::CatatanId, history::Column::KantorId])
        .from(history::Entity)
        .and_where(Expr::col(history::Column::Jenis).eq(kind.info().name))
        .and_where(Expr::col(history::Column::Versi).eq(1))
        .and_where(ctx.of_offices(history::Column::KantorId))
        .and_where(nowhere(Expr::col((history::Entity, history::Column::CatatanId)), "id", alive()))
        .to_owned();
    let open = Query::select()
        .columns([ledger::Column::CatatanId, ledger::Column::KantorId, ledger::Column::Ukuran])
        .from(ledger::Entity)
        .and_where(Expr::col(ledger::Column::Jenis).eq(kind.info().name))
        .and_where(Expr::col(ledger::Column::DicatatSampai).is_null())
        .and_where(ctx.of_offices(ledger::Column::KantorId))
        .and_where(nowhere(Expr::col((ledger::Entity, ledger::Column::CatatanId)), "id", alive()))
        .to_owned();
    let mut push = |record: CatatanId, office: KantorId, measure: Option<String>| {
        differences.push(Difference {
            kind: kind.info().name,
            record,
            office,
            number: record.to_string(),
            measure,
            detail: "catatannya sudah tidak ada: dihapus di luar Lindung",
            derived: false,
        });
    };
    for row in ctx.db().query_all(&lines).await? {
        push(row.try_get("", "catatan_id")?, row.try_get("", "kantor_id")?, None);
    }
    for row in ctx.db().query_all(&open).await? {
        push(row.try_get("", "catatan_id")?, row.try_get("", "kantor_id")?, Some(row.try_get("", "ukuran")?));
    }
    Ok(())
}
