//! The passengers of an arrival, with what they are told apart by.

use kernel::access::{Read, log};
use kernel::{CatatanId, Ctx, OrangId, Permission, Problem, Result};
use records::Kind;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::kedatangan::entity as arrival;
use crate::kepulangan::Kepulangan;
use crate::kepulangan::entity::{Column, Entity, Model};

/// Somebody of an arrival who was met.
pub(crate) struct Passenger {
    /// The return.
    pub record: Model,
    /// The name.
    pub name: String,
    /// `L` or `P`.
    pub sex: Option<String>,
    /// Code of the area of origin.
    pub area: Option<String>,
}

impl Passenger {
    /// Where the person travels to, by code: what was written down, else the area of origin.
    pub(crate) fn destination(&self) -> Option<&str> {
        self.record.tujuan.as_deref().or(self.area.as_deref())
    }

    /// The office that receives the person, by code: what was written down, else that of the area of origin unless it is the one
    /// that hands over.
    pub(crate) fn receiving(&self, ctx: &Ctx) -> Option<String> {
        if self.record.kantor_asal.is_some() {
            return self.record.kantor_asal.clone();
        }
        let office = ctx.house.reference.office_of_area(self.area.as_deref()?)?;
        let own = ctx.house.offices.by_id(self.record.kantor_id).is_some_and(|own| own.code == office.code);
        (!own).then(|| office.code.clone())
    }

    /// The province of origin, by code.
    pub(crate) fn province(&self) -> Option<&str> {
        self.area.as_deref().and_then(|area| area.get(..2))
    }
}

/// An arrival of one of the actor's offices.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub(crate) async fn flight(ctx: &Ctx, id: CatatanId) -> Result<arrival::Model> {
    ctx.actor.require(Permission::Pemulangan)?;
    let own = ctx.of_offices(arrival::Column::KantorId.as_column_ref());
    arrival::Entity::find_by_id(id).filter(own).one(ctx.db()).await?.ok_or(Problem::NotFound)
}

/// The passengers of an arrival whose returns the actor sees, in the order in which they were met; the read is logged.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn passengers(ctx: &Ctx, flight: &arrival::Model, action: &'static str) -> Result<Vec<Passenger>> {
    ctx.actor.require(Kepulangan::INFO.permission)?;
    let rows = Entity::find()
        .filter(Column::KedatanganId.eq(flight.id.0))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::DibatalkanPada.is_null())
        .order_by_asc(Column::Nomor)
        .all(ctx.db())
        .await?;
    let ids: Vec<OrangId> = rows.iter().map(|row| row.orang_id).collect();
    let people = people::models(ctx.db(), &ids).await?;
    log(ctx, Read { action, kind: Kepulangan::INFO.name, revealed: false }, ids).await?;
    let one = |record: Model| {
        let person = people.get(&record.orang_id);
        Passenger {
            name: person.map(|person| person.nama.clone()).unwrap_or_default(),
            sex: person.and_then(|person| person.jenis_kelamin.clone()),
            area: person.and_then(|person| person.daerah_asal.clone()),
            record,
        }
    };
    Ok(rows.into_iter().map(one).collect())
}
