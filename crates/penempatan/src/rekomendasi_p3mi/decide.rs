//! What a verb makes of a recommendation: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{Day, FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The recommendation after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the step before.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match verb {
        Verb::Kirim => {
            Model { dikirim_pada: Some(day(&old, values)?), nomor_surat: values.get(KEY.nomor_surat), ..old }
        }
        Verb::CatatJawaban => Model {
            dijawab_pada: Some(day(&old, values)?),
            jawaban: values.get(KEY.jawaban),
            isi_jawaban: values.get(KEY.isi_jawaban),
            ..old
        },
        Verb::Tutup => {
            Model { ditutup_pada: Some(day(&old, values)?), alasan_tutup: values.get(KEY.alasan_tutup), ..old }
        }
        Verb::Tugaskan => Model { petugas: values.get(KEY.petugas), ..old },
        Verb::Catatan => old,
    })
}

/// The day of a step that leads on, which lies not before the last one.
fn day(record: &Model, values: &Values) -> Result<Day> {
    let day = values.need(TANGGAL)?;
    let before = [Some(record.diusulkan_pada), record.dikirim_pada, record.dijawab_pada];
    if before.into_iter().flatten().any(|earlier| day < earlier) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum diusulkan atau sebelum langkah sebelumnya.").into());
    }
    Ok(day)
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
                Status::Diusulkan => &["kirim", "tutup", "tugaskan", "catatan"],
                Status::Dikirim => &["catat-jawaban", "tutup", "tugaskan", "catatan"],
                Status::Dijawab => &["tutup", "tugaskan", "catatan"],
                Status::Ditutup => &["catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
