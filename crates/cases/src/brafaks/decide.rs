//! The state machine of a brafaks: a pure function over states and steps.

use kernel::form::Values;
use kernel::{FieldError, Problem, Result};
use records::{DAY, Head};

use super::entity::Model;
use super::status::Status;

/// Whether the state of a brafaks allows a step.
///
/// # Errors
/// Why not, as a sentence.
pub fn verdict(status: Status, step: &str) -> Result<(), &'static str> {
    match (status, step) {
        (_, "catatan")
        | (Status::Diagenda | Status::Didisposisi, "disposisi")
        | (Status::Didisposisi, "jawab")
        | (Status::Dijawab, "arsipkan") => Ok(()),
        (Status::Diagenda, _) => Err("brafaks ini belum didisposisi. Minta disposisi kepala dahulu."),
        (Status::Didisposisi, _) => Err("brafaks ini belum dijawab. Catat jawabannya dahulu."),
        (Status::Dijawab, _) => Err("brafaks ini sudah dijawab."),
        (Status::Diarsipkan, _) => Err("brafaks ini sudah diarsipkan."),
    }
}

/// The brafaks after a step that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before it came, or before the step before.
pub fn decide(record: &Model, step: &str, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if step == "catatan" {
        return Ok(old);
    }
    let day = values.need_day(DAY.key)?;
    let before = [Some(old.diterima_pada), old.dijawab_pada, old.disposisi_pada.filter(|_| step != "disposisi")];
    if before.into_iter().flatten().any(|earlier| day < earlier) {
        return Err(FieldError::new(DAY.key, "Tidak mungkin sebelum diterima atau sebelum langkah sebelumnya.").into());
    }
    Ok(match step {
        "disposisi" => Model {
            status: Status::Didisposisi,
            disposisi_pada: Some(day),
            instruksi: values.text("instruksi"),
            petugas: values.text("petugas"),
            tenggat: values.day("tenggat"),
            ..old
        },
        "jawab" => {
            let number = values.text("nomor_jawaban");
            Model { status: Status::Dijawab, dijawab_pada: Some(day), nomor_jawaban: number, ..old }
        }
        "arsipkan" => {
            let code = values.text("kode_arsip");
            Model { status: Status::Diarsipkan, diarsipkan_pada: Some(day), kode_arsip: code, ..old }
        }
        _ => return Err(Problem::NotFound),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        let steps = ["disposisi", "jawab", "arsipkan", "catatan"];
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Diagenda => &["disposisi", "catatan"],
                Status::Didisposisi => &["disposisi", "jawab", "catatan"],
                Status::Dijawab => &["arsipkan", "catatan"],
                Status::Diarsipkan => &["catatan"],
            };
            let taken: Vec<_> = steps.iter().filter(|step| verdict(status, step).is_ok()).copied().collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
