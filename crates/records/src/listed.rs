//! Records as a list shows them, read from what the database sent by the places of the columns: a page is thousands of cells.

use futures_util::TryStreamExt;
use kernel::db::{Kept, cell, limited};
use kernel::form::FieldKind;
use kernel::{CatatanId, Day, KantorId, OrangId, Problem, Result, Stage};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, StreamTrait};

use crate::described::{Described, known};
use crate::work::NEVER;
use crate::{AnyKind, Filled, Head, Info, link};

/// A record in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// The common columns.
    pub head: Head,
    /// The status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
    /// The person's name, if it is about one.
    pub name: Option<String>,
    /// Text by field; protected fields stay sealed.
    pub form: Filled,
    /// The nearest day on which something is due, if a clock runs for it.
    pub due: Option<Day>,
}

impl Row {
    /// What people call the record: the name of its person, or its subject.
    #[must_use]
    pub fn called(&self, info: &Info) -> Option<&str> {
        let subject = info.more.subject.and_then(|key| self.form.get(key));
        self.name.as_deref().or(subject.map(String::as_str))
    }

    /// The day on which it happened, see [`Info::days`].
    #[must_use]
    pub fn day(&self, info: &Info) -> Option<&str> {
        info.days().find_map(|day| self.form.get(day.name)).map(String::as_str)
    }
}

/// A select of records with all their columns, together with the names of their people, the numbers of what they link to and the day on
/// which something is due. Its columns are ordered by as those of `catatan`.
pub(crate) fn beside(kind: &dyn AnyKind, records: SelectStatement) -> SelectStatement {
    let mut both = Query::select();
    both.column(("catatan", Asterisk)).from_subquery(records, "catatan");
    if kind.info().person {
        people::name_beside(&mut both);
    }
    link::with_numbers(kind, &mut both);
    both.expr_as(due("catatan"), DUE);
    both
}

/// The name of the column with the day on which something is due; no field has it.
const DUE: &str = "tenggat__";

/// The nearest day on which something is due for a record, in a select from a table of records; none where no clock runs.
pub(crate) fn due(table: &'static str) -> Expr {
    let day = Query::select()
        .column(("tugas", "jatuh_tempo"))
        .from_as("daftar_tugas", "tugas")
        .and_where(Expr::col(("tugas", "catatan_id")).equals((table, "id")))
        .and_where(Expr::col(("tugas", "jatuh_tempo")).lt(NEVER))
        .to_owned();
    Expr::SubQuery(None, Box::new(day.into()))
}

/// The same, newest first.
pub(crate) fn newest(kind: &dyn AnyKind, records: SelectStatement) -> SelectStatement {
    beside(kind, records).order_by(("catatan", "id"), Order::Desc).to_owned()
}

/// What a select finds that [`beside`] made. The caller must log the read.
///
/// # Errors
/// Any database error.
pub(crate) async fn all(kind: &dyn AnyKind, db: &DatabaseConnection, query: &SelectStatement) -> Result<Vec<Row>> {
    let listing = Listing::of(kind)?;
    let mut found = db.stream_raw(limited(ConnectionTrait::get_database_backend(db), query)).await?;
    let mut rows = Vec::new();
    while let Some(row) = found.try_next().await? {
        rows.push(listing.row(&row)?);
    }
    Ok(rows)
}

/// The same for a statement that was made of such a select. A record is read while the database looks for the next.
///
/// # Errors
/// Any database error.
pub(crate) async fn read(kind: &dyn AnyKind, db: &Kept, query: Statement) -> Result<Vec<Row>> {
    let listing = Listing::of(kind)?;
    let mut rows = Vec::new();
    db.each::<Problem>(query, |row| {
        rows.push(listing.row(&row)?);
        Ok(())
    })
    .await?;
    Ok(rows)
}

/// Where the columns of a kind's list are.
struct Listing<'a> {
    kind: &'a dyn AnyKind,
    described: &'static Described,
    common: Common,
    /// How many fields link; their numbers stand before the day on which something is due, the last column.
    links: usize,
}

/// Where the common columns are.
struct Common {
    id: usize,
    number: usize,
    office: usize,
    person: Option<usize>,
    key: usize,
    status: usize,
    version: usize,
    created: usize,
    changed: usize,
    withdrawn: usize,
}

impl Common {
    fn of(columns: &[&str]) -> Option<Self> {
        let at = |name| columns.iter().position(|column| *column == name);
        Some(Self {
            id: at("id")?,
            number: at("nomor")?,
            office: at("kantor_id")?,
            person: at("orang_id"),
            key: at("kunci_isi")?,
            status: at("status")?,
            version: at("versi")?,
            created: at("dibuat_pada")?,
            changed: at("diubah_pada")?,
            withdrawn: at("dibatalkan_pada")?,
        })
    }

    fn head(&self, row: &QueryResult) -> Result<Head> {
        let person = self.person.map(|at| cell(row, at)).transpose()?.flatten();
        Ok(Head {
            id: CatatanId(filled(cell(row, self.id)?)?),
            number: filled(cell(row, self.number)?)?,
            office: KantorId(filled(cell(row, self.office)?)?),
            person: person.map(OrangId),
            key: filled(cell(row, self.key)?)?,
            version: filled(cell(row, self.version)?)?,
            created: filled(cell(row, self.created)?)?,
            changed: filled(cell(row, self.changed)?)?,
            withdrawn: cell(row, self.withdrawn)?,
        })
    }
}

fn filled<T>(cell: Option<T>) -> Result<T> {
    cell.ok_or_else(|| Problem::internal("a common column of a record is empty"))
}

impl<'a> Listing<'a> {
    fn of(kind: &'a dyn AnyKind) -> Result<Self> {
        let described = known(kind)?;
        let common = Common::of(&described.columns);
        let common = common.ok_or_else(|| Problem::internal("a table without the common columns"))?;
        let links = kind.own().iter().filter(|field| matches!(field.kind, FieldKind::Link(_))).count();
        Ok(Self { kind, described, common, links })
    }

    fn row(&self, row: &QueryResult) -> Result<Row> {
        let mut at = self.described.columns.len();
        let mut name = None;
        if self.kind.info().person {
            name = cell(row, at)?;
            at += 1;
        }
        let form = self.described.open(row, at)?;
        let due = cell(row, at + self.links)?;
        let word: String = filled(cell(row, self.common.status)?)?;
        let standing = self.kind.standing(&word);
        let (status, stage) = standing.ok_or_else(|| Problem::internal(format!("no status {word}")))?;
        Ok(Row { head: self.common.head(row)?, status, stage, name, form, due })
    }
}
