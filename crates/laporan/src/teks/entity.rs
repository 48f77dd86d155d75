//! The table `teks_lkj`. Rows are added, never changed: the newest version of a section stands, and together they are its history.

use chrono::{DateTime, Utc};
use kernel::{KantorId, PenggunaId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

use crate::versi::{Columns, Place, Stamp, Versions};

/// A version of a section of a report.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "teks_lkj")]
pub struct Model {
    /// Its running number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// The office whose report it is.
    pub kantor_id: KantorId,
    /// The year of the report.
    pub tahun: i64,
    /// The key of the section.
    pub bagian: String,
    /// Counts up within the section, from 1.
    pub versi: i64,
    /// The text; empty where it was taken out.
    pub isi: String,
    /// The name of who wrote it.
    pub pelaku: String,
    /// The account; none for the system.
    pub pelaku_id: Option<PenggunaId>,
    /// When.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

impl Versions for Entity {
    type Held = String;
    const LOCK: &'static str = "teks_lkj";

    fn columns() -> Columns<Column> {
        Columns { number: Column::Nomor, office: Column::KantorId, year: Column::Tahun, version: Column::Versi }
    }

    fn of_key(key: &str) -> Option<Expr> {
        Some(Column::Bagian.eq(key))
    }

    fn version(row: &Model) -> i64 {
        row.versi
    }

    fn at(row: &Model) -> DateTime<Utc> {
        row.pada
    }

    fn held(row: &Model) -> &String {
        &row.isi
    }

    fn is_nothing(held: &String) -> bool {
        held.is_empty()
    }

    fn next(stamp: Stamp, place: Place<'_>, held: String) -> ActiveModel {
        ActiveModel {
            nomor: Set(stamp.number),
            kantor_id: Set(place.office),
            tahun: Set(place.year.into()),
            bagian: Set(place.key.to_owned()),
            versi: Set(stamp.version),
            isi: Set(held),
            pelaku: Set(stamp.name),
            pelaku_id: Set(stamp.user),
            pada: Set(stamp.at),
        }
    }
}
