//! What a verb makes of a request for a passport recommendation: a pure function. Whether it may be done is said by
//! [`super::table`].

use kernel::form::Values;
use kernel::period::written;
use kernel::{Day, FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::status::{ISSUED, NOT_NEEDED, REFUSED, Status};
use super::table::Verb;

/// The request after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the request, or before the step before.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let day = values.get(TANGGAL);
    in_order(&old, day)?;
    let new = match verb {
        Verb::Jelaskan => Model {
            dasar_jawaban: values.get(KEY.dasar_jawaban),
            penjelasan: values.get(KEY.penjelasan),
            ..answered(old, NOT_NEEDED, day)
        },
        Verb::Terbitkan => Model { nomor_jawaban: values.get(KEY.nomor_jawaban), ..answered(old, ISSUED, day) },
        Verb::Tolak => Model {
            alasan_tolak: values.get(KEY.alasan_tolak),
            nomor_jawaban: values.get(KEY.nomor_jawaban),
            ..answered(old, REFUSED, day)
        },
        Verb::CatatHasil => Model { hasil: values.get(KEY.hasil), hasil_pada: day, ..old },
        Verb::BukaKembali if record.status == Status::Selesai => Model { hasil: None, hasil_pada: None, ..old },
        Verb::BukaKembali => unanswered(old),
        Verb::Tugaskan => Model { petugas: values.get(KEY.petugas), ..old },
        Verb::Catatan => old,
    };
    let by_fields = || Ok(Status::by(new.jawaban.as_deref(), new.hasil_pada.is_some()));
    let status = verb.cell(record.status).after(record.status, by_fields)?;
    Ok(Model { status, ..new })
}

/// Refuses a day before the last that stands in the record, for a verb that has a day.
fn in_order(record: &Model, day: Option<Day>) -> Result<()> {
    let last = record.hasil_pada.or(record.dijawab_pada).unwrap_or(record.diminta_pada);
    if day.is_some_and(|day| day < last) {
        let detail = format!("Tidak mungkin sebelum diminta atau sebelum langkah sebelumnya ({}).", written(last));
        return Err(FieldError::new(TANGGAL, detail).into());
    }
    Ok(())
}

/// The request without an answer.
fn unanswered(old: Model) -> Model {
    Model {
        jawaban: None,
        dijawab_pada: None,
        dasar_jawaban: None,
        penjelasan: None,
        nomor_jawaban: None,
        alasan_tolak: None,
        ..old
    }
}

/// The request with an answer, and nothing left of an earlier one.
fn answered(old: Model, answer: &str, day: Option<Day>) -> Model {
    Model { jawaban: Some(answer.to_owned()), dijawab_pada: day, ..unanswered(old) }
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
                Status::Diminta => &["jelaskan", "terbitkan", "tolak", "tugaskan", "catatan"],
                Status::Dijelaskan => &["terbitkan", "catat-hasil", "buka-kembali", "tugaskan", "catatan"],
                Status::Diterbitkan => &["catat-hasil", "buka-kembali", "tugaskan", "catatan"],
                Status::Ditolak => &["catat-hasil", "buka-kembali", "catatan"],
                Status::Selesai => &["buka-kembali", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
