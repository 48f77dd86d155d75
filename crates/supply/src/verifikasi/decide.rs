//! What a verb makes of a verification: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{Day, FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The verification after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for an examination before its day, or a mending before the examination.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let day = || values.need(TANGGAL);
    Ok(match verb {
        Verb::Hadir => Model { hadir: Some(true), alasan_absen: None, ..old },
        Verb::TidakHadir => Model { hadir: Some(false), alasan_absen: values.get(KEY.alasan_absen), ..old },
        Verb::Lengkap => examined(old, day()?, "lengkap".to_owned(), None)?,
        Verb::Kurang => examined(old, day()?, values.need(KEY.hasil)?, values.get(KEY.kekurangan))?,
        Verb::Perbaiki => {
            let day = not_before(day()?, old.diperiksa_pada, "Tidak mungkin sebelum diperiksa.")?;
            Model { diperbaiki_pada: Some(day), hasil: Some("lengkap".to_owned()), ..old }
        }
        Verb::UnggahVisa => {
            let day = not_before(day()?, old.diperiksa_pada, "Tidak mungkin sebelum dokumennya diperiksa.")?;
            Model { visa_pada: Some(day), ..old }
        }
        // One that is entered late stands in the history and leaves the last one as it is.
        Verb::CatatKontak if old.kontak_pada.is_some_and(|last| day().is_ok_and(|day| day < last)) => old,
        Verb::CatatKontak => Model { kontak_pada: Some(day()?), hasil_kontak: values.get(KEY.hasil_kontak), ..old },
        Verb::Catatan => old,
    })
}

fn not_before(day: Day, earlier: Option<Day>, detail: &str) -> Result<Day> {
    if earlier.is_some_and(|earlier| day < earlier) {
        return Err(FieldError::new(TANGGAL, detail).into());
    }
    Ok(day)
}

fn examined(old: Model, day: Day, outcome: String, lacking: Option<String>) -> Result<Model> {
    let day = not_before(day, Some(old.dijadwalkan_pada), "Tidak mungkin sebelum hari jadwalnya.")?;
    Ok(Model { hadir: Some(true), diperiksa_pada: Some(day), hasil: Some(outcome), kekurangan: lacking, ..old })
}

/// Why a verb is not possible although the state allows it.
pub(super) fn barred(record: &Model, verb: Verb) -> Option<&'static str> {
    match verb {
        Verb::Perbaiki if record.hasil.as_deref() != Some("kurang") => {
            Some("hanya yang hasilnya kurang dapat dilengkapi; yang tidak sah diperiksa ulang pada jadwal baru.")
        }
        Verb::UnggahVisa if record.skema != "ssw" => Some("visa hanya dicatat di sini untuk skema SSW."),
        Verb::UnggahVisa if record.visa_pada.is_some() => Some("visanya sudah dicatat."),
        Verb::Hadir if record.hadir == Some(true) => Some("calon ini sudah dicatat hadir."),
        Verb::Hadir
        | Verb::TidakHadir
        | Verb::Lengkap
        | Verb::Kurang
        | Verb::Perbaiki
        | Verb::UnggahVisa
        | Verb::CatatKontak
        | Verb::Catatan => None,
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
                Status::Terjadwal => &["hadir", "tidak-hadir", "lengkap", "kurang", "catat-kontak", "catatan"],
                Status::TidakHadir => &["hadir", "catat-kontak", "catatan"],
                Status::Diperiksa => &["perbaiki", "catat-kontak", "catatan"],
                Status::Terverifikasi => &["unggah-visa", "catat-kontak", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
