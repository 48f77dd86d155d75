//! The steps of an arrival: it is done when everybody was met or is known not to have come. Whether a step may be taken is said
//! by [`super::table`].

use kernel::form::{Field, FieldKind, Key, Values};
use kernel::{Problem, Result, Tx};
use records::{DAY, Deed, Head, REASON, REMARK, Step, TANGGAL, Verbs, Weight};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::entity::Model;
use super::status::Status;
use super::table::Verb;
use crate::baris::{COLUMN, Column, Entity, Status as Line};

/// What is done with those who were not met.
const REST: Key<bool> = Key::new("sisa_tidak_datang");

/// All steps, in the order in which they are offered.
pub(super) const STEPS: &[Step] = &[
    Step {
        name: Verb::Selesai.code(),
        title: "Selesaikan kedatangan",
        hint: "Semua orang di manifes sudah ditemui, atau diketahui tidak datang.",
        fields: &[
            DAY,
            Field::new(REST, "Tandai yang belum ditemui sebagai tidak datang", FieldKind::YesNo)
                .help("Wajib ya bila masih ada yang belum ditemui."),
        ],
        reason: REMARK,
        done: "Selesai diterima.",
        right: None,
        weight: Weight::Onward,
    },
    Step {
        name: Verb::BukaKembali.code(),
        title: "Buka kembali",
        hint: "Masih ada yang datang, atau ada yang keliru ditandai.",
        fields: &[],
        reason: REASON,
        done: "Dibuka kembali.",
        right: None,
        weight: Weight::Other,
    },
];

/// The arrival after a verb that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before it arrived or began.
pub(super) fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let new = match verb {
        Verb::Selesai => {
            let day = values.need(TANGGAL)?;
            if day < old.dimulai_pada.unwrap_or(old.tiba_pada) {
                let early = "Tidak mungkin sebelum orangnya mulai diterima. Periksa tanggalnya.";
                return Err(Problem::field(TANGGAL, early));
            }
            Model { selesai_pada: Some(day), ..old }
        }
        Verb::BukaKembali => Model { selesai_pada: None, ..old },
    };
    let state = || Ok(Status::of(new.dimulai_pada, new.selesai_pada));
    Ok(Model { status: verb.cell(record.status).after(record.status, state)?, ..new })
}

/// Refuses to withdraw an arrival whose people are on record.
async fn received(tx: &Tx, arrival: &Model) -> Result<()> {
    let met = Entity::find().filter(Column::KedatanganId.eq(arrival.id)).filter(COLUMN.status.eq(Line::Ditemui));
    let many = met.count(&**tx).await?;
    if many == 0 {
        return Ok(());
    }
    Err(Problem::Refused {
        status: arrival.status.code(),
        command: "batalkan",
        allowed: Vec::new(),
        detail: format!("{many} orang dari manifesnya sudah tercatat. Batalkan catatan mereka dahulu."),
    })
}

/// The lines go with their arrival to another office.
async fn moved(tx: &Tx, arrival: &Model) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::KantorId, Expr::value(arrival.kantor_id))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(Column::KedatanganId.eq(arrival.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Marks those who were not met, or refuses to end while there are some.
///
/// # Errors
/// [`Problem::Invalid`] that says how many.
pub(super) async fn follow(tx: &Tx, deed: Deed<'_, Model>) -> Result<()> {
    if deed.withdrawn() {
        return received(tx, deed.new).await;
    }
    if deed.old.is_some_and(|old| old.kantor_id != deed.new.kantor_id) {
        return moved(tx, deed.new).await;
    }
    let Some(taken) = deed.taken.filter(|taken| taken.step == Verb::Selesai.code()) else { return Ok(()) };
    let waiting = Expr::col(Column::KedatanganId).eq(deed.new.id.0);
    let left = Entity::find().filter(waiting.clone()).filter(COLUMN.status.eq(Line::Diharapkan)).count(&**tx).await?;
    if left == 0 {
        return Ok(());
    }
    if !taken.values.flag(REST) {
        let message =
            format!("{left} orang belum ditemui. Pilih ya bila memang tidak datang, atau terima dahulu orangnya.");
        return Err(Problem::field(REST, message));
    }
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(Line::TidakDatang))
        .col_expr(Column::Versi, Expr::col(Column::Versi).add(1))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(waiting)
        .filter(COLUMN.status.eq(Line::Diharapkan))
        .exec(&**tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn what_is_done_can_only_be_opened_again() {
        for status in Status::iter() {
            let taken: Vec<_> = Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).collect();
            let expected = if status == Status::Selesai { [Verb::BukaKembali] } else { [Verb::Selesai] };
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
