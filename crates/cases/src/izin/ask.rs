//! Asking another office to see a person.

use kernel::db::lock;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Permission, Problem, Result, Tx};
use people::hints::{self, Hint};
use records::{Mode, Outcome, kind};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Izin;
use super::entity::{COLUMN, Column, Entity};
use super::lead;
use super::status::Status;

/// The field that names the office.
pub(super) const OFFICE: &str = "kantor";

/// The lock under which it is looked whether a request is open, so that of two at once one is refused.
const LOCK: &str = "izin";

/// A request on its way.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Code of the office.
    pub office: String,
    /// Why.
    pub purpose: String,
}

/// Asks an office to see a person whom it may know, see [`people::hints`]; the person is named by the actor's own row. Returns the
/// request and its number.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`]; [`Problem::Invalid`] for an office of which there is no hint;
/// [`Problem::Duplicate`] while a request of the actor's office for the same person is open or agreed; [`Problem::TooMany`].
pub async fn ask(ctx: &Ctx, person: OrangId, asked: &Asked) -> Result<(CatatanId, String)> {
    ctx.actor.require(Permission::RevealPeople)?;
    let shown = people::show(ctx, person, false).await?;
    let office = ctx.house.offices.by_code(&asked.office);
    let hints = hints::of_person(ctx, shown.id).await?;
    let hint = office.and_then(|office| hints.into_iter().find(|hint| hint.office == office.id));
    let (Some(hint), Some(office)) = (hint, office) else {
        let detail =
            "Tidak ada petunjuk bahwa kantor ini mengenal orang ini. Pilih kantor dari petunjuk di halaman orangnya.";
        return Err(Problem::field(OFFICE, detail));
    };
    let mut form: Form = ["nama", "tanggal_lahir"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), shown.form.get(key)?.clone())))
        .collect();
    form.insert("kantor_tujuan".to_owned(), office.code.clone());
    form.insert("keperluan".to_owned(), asked.purpose.clone());
    form.insert("diminta_pada".to_owned(), ctx.today().to_string());
    let tx = ctx.begin().await?;
    lock(&tx, LOCK).await?;
    once(&tx, ctx.actor.office, hint).await?;
    let done = kind::<Izin>().register_in(&tx, ctx, &[form], &[], Mode::Write).await?;
    let (id, number) = match done.outcomes.into_iter().next() {
        Some(Outcome::New(id, number)) => (id, number),
        Some(Outcome::Known(_, number)) => {
            let message = format!("Permintaan yang sama sudah tercatat hari ini: {number}. Tulis keperluan yang baru.");
            return Err(Problem::Duplicate(message));
        }
        Some(Outcome::Wrong(errors) | Outcome::Contradicts(errors)) => return Err(Problem::Invalid(errors)),
        _ => return Err(Problem::internal("a request came to nothing")),
    };
    let lead = lead::ActiveModel { izin_id: Set(id), orang_id: Set(shown.id), milik_id: Set(hint.person) };
    lead::Entity::insert(lead).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok((id, number))
}

/// Refuses to ask again while a request is open or agreed.
async fn once(tx: &Tx, office: KantorId, hint: Hint) -> Result<()> {
    let rows = people::merged(&**tx, hint.person).await?;
    let leads = lead::Entity::find().filter(lead::Column::MilikId.is_in(rows)).all(&**tx).await?;
    let open = Entity::find()
        .filter(Column::Id.is_in(leads.iter().map(|lead| lead.izin_id)))
        .filter(Column::KantorId.eq(office))
        .filter(Column::DibatalkanPada.is_null())
        .filter(COLUMN.status.is_in([Status::Diminta, Status::Disetujui]))
        .one(&**tx)
        .await?;
    match open {
        None => Ok(()),
        Some(open) => Err(Problem::Duplicate(format!("Izin untuk orang ini sudah diminta: {}.", open.nomor))),
    }
}
