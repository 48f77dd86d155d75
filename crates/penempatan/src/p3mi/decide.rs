//! What a verb makes of a placement company: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::{Key, Values};
use kernel::{Day, FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;

/// The company after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before what it follows.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let new = match verb {
        Verb::Perpanjang => licensed(old, values)?,
        Verb::Skors => suspended(old, values)?,
        Verb::Cabut => revoked(old, values)?,
        Verb::PulihkanIzin => restored(old, values)?,
        Verb::Catatan => old,
    };
    Ok(Model { status: verb.cell(record.status).after(record.status, || Ok(stage(&new)))?, ..new })
}

/// The state that the fields of a company say.
fn stage(record: &Model) -> Status {
    Status::of(record.nomor_izin.is_some(), record.diskors_pada.is_some(), record.dicabut_pada.is_some())
}

/// Refuses a last day before the first.
fn until(key: Key<Day>, values: &Values, day: Day) -> Result<Option<Day>> {
    let last = values.get(key);
    if last.is_some_and(|last| last < day) {
        return Err(FieldError::new(key, "Tidak mungkin sebelum tanggalnya.").into());
    }
    Ok(last)
}

/// Refuses a day before others that it follows.
fn after<const N: usize>(day: Day, earlier: [Option<Day>; N]) -> Result<()> {
    match earlier.into_iter().flatten().max().filter(|earlier| day < *earlier) {
        Some(earlier) => {
            let earlier = kernel::period::written(earlier);
            Err(FieldError::new(TANGGAL, format!("Tidak mungkin sebelum langkah sebelumnya ({earlier}).")).into())
        }
        None => Ok(()),
    }
}

fn licensed(old: Model, values: &Values) -> Result<Model> {
    let day = values.need(TANGGAL)?;
    after(day, [old.izin_terbit_pada])?;
    Ok(Model {
        nomor_izin: values.get(KEY.nomor_izin),
        izin_terbit_pada: Some(day),
        izin_sampai: until(KEY.izin_sampai, values, day)?,
        ..old
    })
}

/// The first day of a suspension that goes on stays.
fn suspended(old: Model, values: &Values) -> Result<Model> {
    let day = values.need(TANGGAL)?;
    after(day, [old.izin_terbit_pada, old.diskors_pada])?;
    Ok(Model {
        diskors_pada: old.diskors_pada.or(Some(day)),
        dasar_skors: values.get(KEY.dasar_skors),
        surat_skors: values.get(KEY.surat_skors),
        skors_sampai: until(KEY.skors_sampai, values, day)?,
        ..old
    })
}

fn revoked(old: Model, values: &Values) -> Result<Model> {
    let day = values.need(TANGGAL)?;
    after(day, [old.izin_terbit_pada, old.diskors_pada])?;
    Ok(Model {
        dicabut_pada: Some(day),
        dasar_cabut: values.get(KEY.dasar_cabut),
        surat_cabut: values.get(KEY.surat_cabut),
        ..old
    })
}

/// The company with its licence as it stood; what was against it stays in the history.
fn restored(old: Model, values: &Values) -> Result<Model> {
    after(values.need(TANGGAL)?, [old.diskors_pada, old.dicabut_pada])?;
    Ok(Model {
        diskors_pada: None,
        dasar_skors: None,
        surat_skors: None,
        skors_sampai: None,
        dicabut_pada: None,
        dasar_cabut: None,
        surat_cabut: None,
        ..old
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Terdaftar => &["perpanjang", "catatan"],
                Status::Berizin => &["perpanjang", "skors", "cabut", "catatan"],
                Status::Diskors => &["perpanjang", "skors", "cabut", "pulihkan-izin", "catatan"],
                Status::Dicabut => &["pulihkan-izin", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }

    #[test]
    fn the_gravest_that_stands_against_a_licence_is_its_state() {
        assert_eq!(Status::of(false, false, false), Status::Terdaftar);
        assert_eq!(Status::of(true, false, false), Status::Berizin);
        assert_eq!(Status::of(true, true, false), Status::Diskors);
        assert_eq!(Status::of(true, true, true), Status::Dicabut);
    }
}
