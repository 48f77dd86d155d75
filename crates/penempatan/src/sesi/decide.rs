//! What a verb makes of a session: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{ALASAN, Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The session after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for closing it before its day.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match verb {
        Verb::Tutup => {
            let day = values.need(TANGGAL)?;
            if day < old.tanggal {
                return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum hari sesinya.").into());
            }
            Model { selesai_pada: Some(day), ..old }
        }
        Verb::BatalkanSesi => {
            Model { batal_pada: Some(values.need(TANGGAL)?), alasan_batal: Some(values.need(ALASAN)?), ..old }
        }
        Verb::BukaKembali => Model { selesai_pada: None, batal_pada: None, alasan_batal: None, ..old },
        Verb::Tugaskan => Model { petugas: values.get(KEY.petugas), ..old },
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
                Status::Dijadwalkan => &["tutup", "batalkan-sesi", "tugaskan", "catatan"],
                Status::Selesai | Status::Batal => &["buka-kembali", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
