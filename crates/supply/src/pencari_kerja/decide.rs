//! What a verb makes of a job seeker: a pure function. Whether it may be done is said by [`super::table`].

use kernel::Result;
use kernel::form::Values;
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The job seeker after a verb that their state allows.
///
/// # Errors
/// A day that is missing.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let day = || values.need(TANGGAL);
    Ok(match verb {
        Verb::DaftarSiapkerja => Model { siapkerja_pada: Some(day()?), ..old },
        Verb::DaftarGtog => Model { gtog_pada: Some(day()?), ..old },
        // One that is entered late stands in the history and leaves the last one as it is.
        Verb::CatatKontak if old.kontak_pada.is_some_and(|last| day().is_ok_and(|day| day < last)) => old,
        Verb::CatatKontak => Model { kontak_pada: Some(day()?), hasil_kontak: values.get(KEY.hasil_kontak), ..old },
        Verb::Catatan => old,
    })
}

/// Why a verb is not possible although the state allows it.
pub(super) fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
    match verb {
        Verb::DaftarSiapkerja if record.siapkerja_pada.is_some() => {
            Some("pencari kerja ini sudah dicatat terdaftar di SIAPkerja.")
        }
        Verb::CatatKontak if record.persetujuan == Some(false) => {
            Some("pencari kerja ini tidak bersedia dihubungi. Bila ia berubah pikiran, betulkan persetujuannya dahulu.")
        }
        Verb::DaftarSiapkerja | Verb::DaftarGtog | Verb::CatatKontak | Verb::Catatan => None,
    }
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
                Status::Tercatat => &["daftar-siapkerja", "daftar-gtog", "catat-kontak", "catatan"],
                Status::TerdaftarSiapkerja => &["daftar-gtog", "catat-kontak", "catatan"],
                Status::TerdaftarGtog => &["daftar-siapkerja", "catat-kontak", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
