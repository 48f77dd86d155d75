//! One bed of the shelter is not given twice at the same time.

use kernel::{Ctx, Day, Problem, Result, Tx, numbering};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::entity::KEY;
use super::entity::{COLUMN, Column, Entity, Model};

/// The counter whose row is held while beds are compared, so that two desks do so one after the other. Its number means nothing.
const LOCK: (&str, i32) = ("tempat-tidur", 2000);

/// The day after the last night; none while the end is open. Who left on the day of coming slept nowhere; what is only planned is a night at
/// least.
fn until(record: &Model) -> Option<Day> {
    let planned = || Some(record.sampai_pada?.max(record.mulai_pada.succ_opt().unwrap_or(record.mulai_pada)));
    record.selesai_pada.or_else(planned)
}

/// The number of a bed as it is compared: `A1`, `a 1` and `A-1` are one bed.
pub(super) fn bare(bed: &str) -> String {
    bed.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether two numbers are those of one bed.
pub(crate) fn same(one: &str, other: &str) -> bool {
    bare(one) == bare(other)
}

fn overlap(one: &Model, two: &Model) -> bool {
    let before = |end: Option<Day>, start: Day| end.is_some_and(|end| end <= start);
    !before(until(one), two.mulai_pada) && !before(until(two), one.mulai_pada)
}

/// Refuses a bed that somebody else has at the same time.
///
/// # Errors
/// [`Problem::Invalid`] at `nomor_tempat_tidur`.
pub(super) async fn free(tx: &Tx, ctx: &Ctx, record: &Model) -> Result<()> {
    let Some(bed) = record.nomor_tempat_tidur.as_ref().filter(|_| record.dibatalkan_pada.is_none()) else {
        return Ok(());
    };
    numbering::reserve(tx, record.kantor_id, LOCK.0, LOCK.1, 1).await?;
    // What ended before this begins lies in no bed; the others are compared however their number is spelt.
    let later = Condition::any().add(Column::SelesaiPada.is_null()).add(Column::SelesaiPada.gte(record.mulai_pada));
    let others = Entity::find()
        .filter(COLUMN.kantor_id.eq(record.kantor_id))
        .filter(Column::NomorTempatTidur.is_not_null())
        .filter(COLUMN.id.ne(record.id))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(later);
    let same = |other: &Model| other.nomor_tempat_tidur.as_deref().is_some_and(|name| same(name, bed));
    let found = others.all(&**tx).await?.into_iter().find(|other| same(other) && overlap(record, other));
    let Some(other) = found else { return Ok(()) };
    let end = other.selesai_pada.or(other.sampai_pada);
    let end = end.map_or_else(|| "sekarang".to_owned(), kernel::period::written);
    let office = ctx.house.offices.by_id(record.kantor_id).map_or("kantor ini", |office| office.name.as_str());
    let detail = format!(
        "Tempat tidur {bed} di {office} sudah dipakai dari {} sampai {end} ({}). Pilih yang lain, atau akhiri layanan itu dahulu.",
        kernel::period::written(other.mulai_pada),
        other.nomor
    );
    Err(Problem::field(KEY.nomor_tempat_tidur, detail))
}

#[cfg(test)]
mod tests {
    use kernel::{CatatanId, KantorId};
    use sea_orm::prelude::{DateTimeUtc, Uuid};

    use super::super::Status;
    use super::*;

    fn stay(from: &str, until: Option<&str>) -> Model {
        Model {
            id: CatatanId(Uuid::nil()),
            nomor: String::new(),
            kantor_id: KantorId(Uuid::nil()),
            kunci_isi: String::new(),
            status: Status::Berjalan,
            versi: 1,
            dibuat_pada: DateTimeUtc::UNIX_EPOCH,
            diubah_pada: DateTimeUtc::UNIX_EPOCH,
            dibatalkan_pada: None,
            kepulangan_id: Uuid::nil(),
            jenis: "rumah_ramah".to_owned(),
            mulai_pada: from.parse().unwrap(),
            sampai_pada: until.map(|day| day.parse().unwrap()),
            selesai_pada: None,
            nomor_tempat_tidur: Some("A1".to_owned()),
            rujukan: None,
            nama_pendamping: None,
            biaya_rp: None,
            mata_anggaran: None,
            keterangan: None,
        }
    }

    #[test]
    fn a_bed_is_one_however_it_is_spelt() {
        for spelt in ["A1", "a1", "A 1", "a-1", " A.1 "] {
            assert_eq!(bare(spelt), "A1", "{spelt}");
        }
        assert_ne!(bare("A11"), bare("A1"));
    }

    #[test]
    fn nights_meet_but_days_of_change_do_not() {
        let first = stay("2025-06-01", Some("2025-06-03"));
        for (other, meets) in [
            (stay("2025-06-03", None), false),
            (stay("2025-06-02", Some("2025-06-02")), true),
            (stay("2025-05-20", None), true),
            (stay("2025-05-20", Some("2025-06-01")), false),
            (stay("2025-06-01", Some("2025-06-01")), true),
        ] {
            assert_eq!((overlap(&first, &other), overlap(&other, &first)), (meets, meets), "{:?}", other.mulai_pada);
        }
        let left = Model { selesai_pada: Some(first.mulai_pada), ..first.clone() };
        assert!(!overlap(&left, &stay("2025-06-01", None)), "who left on the same day has no bed any more");
    }
}
