//! What a step makes of a pencegahan: pure functions.

use kernel::form::Values;
use kernel::{FieldError, Problem, Result};
use records::{DAY, Head};

use super::entity::Model;
use super::status::Status;

/// The steps that end it, and what each says became of it.
const RESULTS: [(&str, &str); 3] =
    [("pulangkan", "pulang_mandiri"), ("proses-hukum", "proses_hukum"), ("tempatkan", "ditempatkan_prosedural")];

/// Whether a state allows a step. Education is no condition: somebody may be handed to the police at once (assumption).
///
/// # Errors
/// Why not, as a sentence.
pub fn verdict(status: Status, step: &str) -> Result<(), &'static str> {
    match (status, step) {
        (_, "catatan") => Ok(()),
        (Status::Selesai, _) => Err("hasilnya sudah dicatat. Betulkan dengan Ubah bila keliru."),
        (Status::Diedukasi, "edukasi") => Err("edukasinya sudah dicatat."),
        _ => Ok(()),
    }
}

/// The record after a step that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before the receipt or the education.
pub fn decide(record: &Model, step: &str, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if step == "catatan" {
        return Ok(old);
    }
    let day = values.need_day(DAY.key)?;
    let after = old.edukasi_pada.unwrap_or(old.diterima_pada);
    if day < after {
        let detail = format!("Tidak mungkin sebelum diterima atau diedukasi ({}).", kernel::period::written(after));
        return Err(FieldError::new(DAY.key, detail).into());
    }
    if step == "edukasi" {
        let taught = values.text("edukasi");
        return Ok(Model { status: Status::Diedukasi, edukasi_pada: Some(day), edukasi: taught, ..old });
    }
    let (_, result) = RESULTS.iter().find(|(name, _)| *name == step).ok_or(Problem::NotFound)?;
    Ok(Model {
        status: Status::Selesai,
        hasil: Some((*result).to_owned()),
        hasil_pada: Some(day),
        nomor_laporan: values.text("nomor_laporan").or(old.nomor_laporan.clone()),
        ..old
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_recorded_once_and_a_note_always() {
        for status in [Status::Diterima, Status::Diedukasi] {
            for (step, _) in RESULTS {
                assert!(verdict(status, step).is_ok(), "{status:?} {step}");
                assert!(verdict(Status::Selesai, step).is_err(), "{step}");
            }
            assert!(verdict(status, "catatan").is_ok());
        }
        assert!(verdict(Status::Diterima, "edukasi").is_ok());
        assert!(verdict(Status::Diedukasi, "edukasi").is_err());
        assert!(verdict(Status::Selesai, "catatan").is_ok());
    }
}
