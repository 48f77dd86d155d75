//! The ledger (`buku fakta`): what counts under which measure, when, for whom, and since when that is known.
//!
//! A [`Fact`] is derived from a record by a pure function in its slice and posted in the same transaction as the change that
//! made it true. When a row is no longer true, the end of its recorded interval is set; nothing else in it is ever altered, and
//! no row is deleted. So every figure can be computed as of any day.

mod breakdown;
mod digest;
pub mod identity;
mod members;
mod post;
mod proof;
mod quarters;
pub mod tally;

use sea_orm::entity::prelude::*;

use crate::id::{CatatanId, KantorId, OrangId};
use crate::period::Day;
use crate::rules::Verdict;

pub use members::{AsOf, Member, Members, Only, Part, Side};
pub use post::{Dimensions, Plan, Subject, newest, open_rows, plan, plan_new, write};
pub use proof::{Rule, age_group};
pub use quarters::{Lasts, Persons, Tallies, Tally, Year};

/// What a record contributes to one measure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// The measure's name, in kebab case.
    pub measure: &'static str,
    /// The day by the measure's date role.
    pub day: Day,
    /// The day on which the record was finished under this measure (handled, paid, done), if it has an end.
    pub end: Option<Day>,
    /// Whether it counts; a fact that does not is kept with its reason.
    pub counted: bool,
    /// Why it does not count.
    pub reason: Option<String>,
    /// How much it counts: 1 for a record, ten-thousandths for a score.
    pub quantity: i64,
    /// The category by which the measure is broken down.
    pub category: Option<String>,
    /// The country.
    pub country: Option<String>,
}

impl Fact {
    /// A counted fact of quantity 1 on a day.
    #[must_use]
    pub fn on(measure: &'static str, day: Day) -> Self {
        Self { measure, day, end: None, counted: true, reason: None, quantity: 1, category: None, country: None }
    }

    /// The fact with the day on which it was finished, if any.
    #[must_use]
    pub fn finished(self, end: Option<Day>) -> Self {
        Self { end, ..self }
    }

    /// The fact with its category.
    #[must_use]
    pub fn category(self, category: &str) -> Self {
        Self { category: Some(category.to_owned()), ..self }
    }

    /// The fact with its country.
    #[must_use]
    pub fn country(self, country: Option<&str>) -> Self {
        Self { country: country.map(str::to_owned), ..self }
    }

    /// The fact with a quantity.
    #[must_use]
    pub fn quantity(self, quantity: i64) -> Self {
        Self { quantity, ..self }
    }

    /// The fact with the verdict of a rule.
    #[must_use]
    pub fn judged(self, verdict: Verdict) -> Self {
        match verdict {
            Verdict::Counted => self,
            Verdict::NotCounted(reason) => Self { counted: false, reason: Some(reason), ..self },
        }
    }

    /// The fact, not counted if there is a reason.
    #[must_use]
    pub fn unless(self, reason: Option<&str>) -> Self {
        match reason {
            Some(reason) if self.counted => Self { counted: false, reason: Some(reason.to_owned()), ..self },
            _ => self,
        }
    }
}

/// A row of the ledger.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fakta")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of record.
    pub jenis: String,
    /// The record.
    pub catatan_id: CatatanId,
    /// The measure.
    pub ukuran: String,
    /// The office.
    pub kantor_id: KantorId,
    /// The person, if the record is about one.
    pub orang_id: Option<OrangId>,
    /// The WIB day by the measure's date role.
    pub hari: Day,
    /// The WIB day on which it was finished.
    pub hari_akhir: Option<Day>,
    /// Whether it counts.
    pub dihitung: bool,
    /// Why it does not.
    pub alasan: Option<String>,
    /// How much it counts.
    pub jumlah: i64,
    /// The category.
    pub kategori: Option<String>,
    /// The country.
    pub negara: Option<String>,
    /// The person's sex.
    pub kelamin: Option<String>,
    /// The person's province of origin.
    pub provinsi: Option<String>,
    /// The person's age group on the day of the fact.
    pub kelompok_umur: Option<String>,
    /// Since when this is known.
    pub dicatat_dari: DateTimeUtc,
    /// Until when it was considered true; none while it still is.
    pub dicatat_sampai: Option<DateTimeUtc>,
    /// The history row that made it true.
    pub riwayat_id: Uuid,
    /// The history row that ended it.
    pub riwayat_akhir_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the row records this fact of this subject.
    #[must_use]
    pub fn same_as(&self, subject: &Subject, fact: &Fact) -> bool {
        self.ukuran == fact.measure
            && self.kantor_id == subject.office
            && self.orang_id == subject.person
            && self.hari == fact.day
            && self.hari_akhir == fact.end
            && self.dihitung == fact.counted
            && self.alasan == fact.reason
            && self.jumlah == fact.quantity
            && self.kategori == fact.category
            && self.negara == fact.country
            && self.kelamin == subject.traits.sex
            && self.provinsi == subject.traits.province
            && self.kelompok_umur.as_deref() == subject.traits.age_group(fact.day)
    }
}
