//! What a verb makes of a brafaks: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The brafaks after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before it came, or before the step before.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if verb == Verb::Catatan {
        return Ok(old);
    }
    let day = values.need(TANGGAL)?;
    let before = [Some(old.diterima_pada), old.dijawab_pada, old.disposisi_pada.filter(|_| verb != Verb::Disposisi)];
    if before.into_iter().flatten().any(|earlier| day < earlier) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum diterima atau sebelum langkah sebelumnya.").into());
    }
    Ok(match verb {
        Verb::Disposisi => Model {
            disposisi_pada: Some(day),
            instruksi: values.get(KEY.instruksi),
            petugas: values.get(KEY.petugas),
            tenggat: values.get(KEY.tenggat),
            ..old
        },
        Verb::Jawab => Model { dijawab_pada: Some(day), nomor_jawaban: values.get(KEY.nomor_jawaban), ..old },
        Verb::Arsipkan => Model { diarsipkan_pada: Some(day), kode_arsip: values.get(KEY.kode_arsip), ..old },
        Verb::Catatan => old,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::super::Status;
    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Diagenda => &["disposisi", "catatan"],
                Status::Didisposisi => &["disposisi", "jawab", "catatan"],
                Status::Dijawab => &["arsipkan", "catatan"],
                Status::Diarsipkan => &["catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
