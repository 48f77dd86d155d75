//! What a verb makes of a pencegahan: pure functions. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The record after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the receipt or the education.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if verb == Verb::Catatan {
        return Ok(old);
    }
    let day = values.need(TANGGAL)?;
    let after = old.edukasi_pada.unwrap_or(old.diterima_pada);
    if day < after {
        let detail = format!("Tidak mungkin sebelum diterima atau diedukasi ({}).", kernel::period::written(after));
        return Err(FieldError::new(TANGGAL, detail).into());
    }
    let ended = |result: &str, old: Model| Model {
        hasil: Some(result.to_owned()),
        hasil_pada: Some(day),
        nomor_laporan: values.get(KEY.nomor_laporan).or(old.nomor_laporan.clone()),
        ..old
    };
    Ok(match verb {
        Verb::Edukasi => Model { edukasi_pada: Some(day), edukasi: values.get(KEY.edukasi), ..old },
        Verb::Pulangkan => ended("pulang_mandiri", old),
        Verb::ProsesHukum => ended("proses_hukum", old),
        Verb::Tempatkan => ended("ditempatkan_prosedural", old),
        Verb::Catatan => old,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Status;
    use super::*;

    fn verdict(status: Status, verb: Verb) -> Result<(), &'static str> {
        verb.cell(status).verdict()
    }

    #[test]
    fn an_outcome_is_recorded_once_and_a_note_always() {
        for status in [Status::Diterima, Status::Diedukasi] {
            for verb in [Verb::Pulangkan, Verb::ProsesHukum, Verb::Tempatkan] {
                assert!(verdict(status, verb).is_ok(), "{status:?} {verb:?}");
                assert!(verdict(Status::Selesai, verb).is_err(), "{verb:?}");
            }
            assert!(verdict(status, Verb::Catatan).is_ok());
        }
        assert!(verdict(Status::Diterima, Verb::Edukasi).is_ok());
        assert!(verdict(Status::Diedukasi, Verb::Edukasi).is_err());
        assert!(verdict(Status::Selesai, Verb::Catatan).is_ok());
    }
}
