//! The table `lkj_foto`. Rows are added, never changed: the newest version of a choice stands, and together they are its history.

use chrono::{DateTime, Utc};
use kernel::{KantorId, PenggunaId, Problem, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use super::Pick;
use crate::versi::{Columns, Place, Stamp, Versions};

/// A version of the choice of photos of a report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lkj_foto")]
pub struct Model {
    /// Its running number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// The office whose report it is.
    pub kantor_id: KantorId,
    /// The year of the report.
    pub tahun: i64,
    /// Counts up within the year, from 1.
    pub versi: i64,
    /// The photos in their order, see [`Pick`].
    pub pilihan: Json,
    /// The name of who chose them.
    pub pelaku: String,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The photos in their order.
    ///
    /// # Errors
    /// [`Problem::Internal`] for a row that was changed by hand.
    pub fn picks(&self) -> Result<Vec<Pick>> {
        serde_json::from_value(self.pilihan.clone()).map_err(Problem::internal)
    }
}

impl Versions for Entity {
    type Held = Json;
    const LOCK: &'static str = "lkj_foto";

    fn columns() -> Columns<Column> {
        Columns { number: Column::Nomor, office: Column::KantorId, year: Column::Tahun, version: Column::Versi }
    }

    fn of_key(_: &str) -> Option<Expr> {
        None
    }

    fn version(row: &Model) -> i64 {
        row.versi
    }

    fn at(row: &Model) -> DateTime<Utc> {
        row.pada
    }

    fn held(row: &Model) -> &Json {
        &row.pilihan
    }

    fn is_nothing(held: &Json) -> bool {
        held.as_array().is_some_and(Vec::is_empty)
    }

    fn next(stamp: Stamp, place: Place<'_>, held: Json) -> ActiveModel {
        ActiveModel {
            nomor: Set(stamp.number),
            kantor_id: Set(place.office),
            tahun: Set(place.year.into()),
            versi: Set(stamp.version),
            pilihan: Set(held),
            pelaku: Set(stamp.name),
            pelaku_id: Set(stamp.user),
            pada: Set(stamp.at),
        }
    }
}
