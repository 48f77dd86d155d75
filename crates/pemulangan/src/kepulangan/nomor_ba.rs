//! The number of a berita acara: one number is one paper, and one paper is one handover.

use kernel::{FieldError, KantorId, Result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, KEY, Model};

/// Whether two returns were handed over together: of one arrival, on one day, to one receiver.
pub(crate) fn together(one: &Model, other: &Model) -> bool {
    let handover = |row: &Model| (row.kedatangan_id, row.serah_terima_pada);
    handover(one) == handover(other) && one.penerima == other.penerima && one.jenis_penerima == other.jenis_penerima
}

/// Refuses the number where a return of the office has it that is none of this handover, as `own` says.
///
/// # Errors
/// [`kernel::Problem::Invalid`] at the number; what the database says.
pub(crate) async fn free(
    db: &impl ConnectionTrait,
    (office, number): (KantorId, &str),
    own: impl Fn(&Model) -> bool,
) -> Result<()> {
    let held = Entity::find()
        .filter(Column::KantorId.eq(office))
        .filter(Column::NomorBa.eq(number))
        .filter(Column::DibatalkanPada.is_null())
        .all(db)
        .await?;
    let Some(other) = held.into_iter().find(|row| !own(row)) else { return Ok(()) };
    let detail = format!(
        "Nomor ini sudah dipakai berita acara lain ({}): penerbangan, hari, penerima atau kepada siapanya berbeda. Tulis nomor lain.",
        other.nomor
    );
    Err(FieldError::new(KEY.nomor_ba, detail).into())
}
