//! What a verb makes of a participant: a pure function. Whether it may be done is said by [`super::table`].

use kernel::Result;
use kernel::form::Values;
use records::{Head, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The participant after a verb that their state allows.
///
/// # Errors
/// None of its own.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match verb {
        Verb::Hadir => Model { hadir: Some(true), alasan_absen: None, ..old },
        Verb::TidakHadir => Model { hadir: Some(false), alasan_absen: values.get(KEY.alasan_absen), ..old },
        Verb::Nilai => Model {
            nilai_awal: values.get(KEY.nilai_awal).or(old.nilai_awal),
            nilai_akhir: values.get(KEY.nilai_akhir),
            ..old
        },
        Verb::Catatan => old,
    })
}

/// Why a verb is not possible although the state allows it.
pub(super) fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
    let scored = record.nilai_awal.is_some() || record.nilai_akhir.is_some();
    let away = verb == Verb::TidakHadir && scored;
    away.then_some("peserta ini sudah bernilai. Kosongkan nilainya dahulu bila ia ternyata tidak hadir.")
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::super::status::Status;
    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Terjadwal => &["hadir", "tidak-hadir", "catatan"],
                Status::Hadir => &["tidak-hadir", "nilai", "catatan"],
                Status::TidakHadir => &["hadir", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
