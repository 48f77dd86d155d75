//! Complaints that do not stand in SISKOP2MI yet: a worklist, oldest first, and numbers entered one by one or by file. A number
//! is entered as an ordinary edit of the complaint. Whoever waits here is the missing side of IKU 2.

mod api;
mod file;
mod pages;
mod preview;
mod run;

use kernel::form::{Field, Form};
use kernel::{CatatanId, Ctx, Day, Problem, Result};
use records::{AnyKind, Filter, Kind, Row};
use web::{Routes, paging};

pub use api::describe;
pub use run::{Entry, MOST, Outcome, Tally, enter, run};

use crate::pengaduan::Pengaduan;
use crate::pengaduan::entity::KEY;

/// The field of the number.
pub(crate) const NUMBER: &str = KEY.nomor_siskop2mi.name;
/// The field of its day.
pub(crate) const DAY: &str = KEY.siskop2mi_pada.name;

/// The routes.
pub fn router() -> Routes {
    Routes::new().merge(api::router()).merge(pages::router())
}

pub(crate) fn kind() -> &'static dyn AnyKind {
    records::kind::<Pengaduan>()
}

/// A field of a complaint.
pub(crate) fn field(key: &str) -> Option<&'static Field> {
    Pengaduan::FIELDS.iter().find(|field| field.key == key)
}

/// A complaint that waits.
pub(crate) struct Waiting {
    /// It.
    pub row: Row,
    /// The day of receipt.
    pub since: Day,
    /// How many days ago that was.
    pub age: i64,
}

/// What is asked of the worklist.
#[derive(Default)]
pub(crate) struct Asked {
    /// Which complaints.
    pub filter: Filter,
    /// After which one the page begins.
    pub after: Option<(Day, CatatanId)>,
}

impl Asked {
    /// Takes the question out of text by key: office, days, cursor.
    ///
    /// # Errors
    /// As [`Filter::read`], and [`Problem::Malformed`] for what is no cursor.
    pub(crate) fn read(ctx: &Ctx, mut typed: Form) -> Result<Self> {
        let after = typed.remove(paging::MARK).filter(|text| !text.is_empty());
        let after = after.map(|text| web::paging::read_day_and_id(&text)).transpose()?;
        if let Some(key) = typed.keys().find(|key| !["kantor", "dari", "sampai"].contains(&key.as_str())) {
            let key: String = key.chars().filter(|c| !c.is_control()).take(40).collect();
            return Err(Problem::Malformed(format!("Saringan {key} tidak dikenal. Yang ada: kantor, dari, sampai.")));
        }
        Ok(Self { filter: Filter::read(ctx, kind(), &typed)?, after })
    }
}

/// The cursor behind a complaint.
pub(crate) fn cursor_of(waiting: &Waiting) -> String {
    format!("{}_{}", waiting.since, waiting.row.head.id)
}

/// A page of the worklist, oldest first.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn waiting(ctx: &Ctx, asked: &Asked, limit: u64) -> Result<Vec<Waiting>> {
    let rows = kind().waiting(ctx, &asked.filter, asked.after, limit).await?;
    let today = ctx.today();
    let since = |row: &Row| row.form.get(kind().info().day.name).and_then(|day| day.parse().ok()).unwrap_or(today);
    Ok(rows
        .into_iter()
        .map(|row| {
            let since: Day = since(&row);
            Waiting { row, since, age: (today - since).num_days() }
        })
        .collect())
}
