//! The table `penghapusan`: who asked that a person be erased, and who decided. A row is decided once and never changed after. Whether it may be
//! decided is said by the request for two people of the same id (`persetujuan`); here stands what goes with the person: the reasons.

use kernel::form::Form;
use kernel::two::{self, Asked, Kind, One};
use kernel::{CatatanId, Ctx, KantorId, OrangId, PenggunaId, Result, Tx};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;

/// Asked for, and not decided.
pub const ASKED: &str = "diusulkan";
/// Approved by another account, and done.
pub const DONE: &str = "dilaksanakan";
/// Refused, or taken back.
pub const REFUSED: &str = "ditolak";

/// A proposal to erase a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penghapusan")]
pub struct Model {
    /// Its id: that of the request for two people. Rows from before there was one have an id of their own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub orang_id: OrangId,
    /// The office that asked.
    pub kantor_id: KantorId,
    /// The request of the person, if they asked for it.
    pub permintaan_id: Option<CatatanId>,
    /// The year of the list of retention, if it comes from one.
    pub tahun: Option<i64>,
    /// Why.
    pub alasan: String,
    /// [`ASKED`], [`DONE`] or [`REFUSED`].
    pub status: String,
    /// The account that asked.
    pub diusulkan_id: PenggunaId,
    /// Its user.
    pub diusulkan_oleh: String,
    /// When.
    pub diusulkan_pada: DateTimeUtc,
    /// The account that decided: to approve, never the one that asked.
    pub diputus_id: Option<PenggunaId>,
    /// Its user.
    pub diputus_oleh: Option<String>,
    /// When.
    pub diputus_pada: Option<DateTimeUtc>,
    /// Why it was decided so.
    pub alasan_putus: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What two people agree to: whom to erase, and of which list.
    #[must_use]
    pub(crate) fn asks(&self) -> (Kind, Form) {
        asks(self.orang_id, self.tahun)
    }
}

/// What is asked for where somebody is to be erased, of the list of a year or of none.
fn asks(person: OrangId, year: Option<i64>) -> (Kind, Form) {
    let mut what = Form::from([("orang".to_owned(), person.to_string())]);
    let Some(year) = year else { return (Kind::Erase, what) };
    what.insert("tahun".to_owned(), year.to_string());
    (Kind::Retain, what)
}

/// A proposal to come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proposal<'a> {
    /// The person.
    pub person: OrangId,
    /// The request of the person, if they asked for it.
    pub request: Option<CatatanId>,
    /// The year of the list of retention, if it comes from one.
    pub year: Option<i64>,
    /// Why.
    pub why: &'a str,
}

/// What stands in place of the reason where two people agree: that is never changed, and the reason goes with the person.
pub(super) const REASON: &str = "Alasannya tercatat pada orangnya.";

impl Proposal<'_> {
    /// Asks for it, and returns the row that notes it under the id of the request.
    ///
    /// # Errors
    /// As [`two::ask_within`].
    pub(crate) async fn ask(self, tx: &Tx, ctx: &Ctx, one: &One) -> Result<ActiveModel> {
        let (kind, what) = asks(self.person, self.year);
        let id = two::ask_within(tx, ctx, one, (Asked { kind, what: &what }, REASON)).await?;
        Ok(ActiveModel {
            id: Set(id),
            orang_id: Set(self.person),
            kantor_id: Set(ctx.actor.office),
            permintaan_id: Set(self.request),
            tahun: Set(self.year),
            alasan: Set(self.why.to_owned()),
            status: Set(ASKED.to_owned()),
            diusulkan_id: Set(one.user()),
            diusulkan_oleh: Set(ctx.actor.name.clone()),
            diusulkan_pada: Set(tx.at),
            diputus_id: Set(None),
            diputus_oleh: Set(None),
            diputus_pada: Set(None),
            alasan_putus: Set(None),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_all_that_its_kind_asks() {
        for year in [None, Some(2031)] {
            let (kind, what) = asks(OrangId(Uuid::nil()), year);
            let keys: Vec<&str> = what.keys().map(String::as_str).collect();
            let asked: Vec<&str> = kind.asks().iter().map(|(key, _)| *key).collect();
            assert_eq!(keys, asked);
        }
    }
}
