//! Whether a complaint may be closed on a ground today: four of the five grounds of Perban BP2MI 6/2024 article 30 need a time
//! that has run out. How long it is stands in the clocks, by the rules under which the complaint was registered.

use kernel::form::Form;
use kernel::tenggat::{Deadline, Subject};
use kernel::{Day, FieldError, House};

use super::entity::{KEY, Model};
use super::status::Status;
use super::{Pengaduan, decide};

/// The clock that must have run out for a ground; none where the ground needs no time.
fn clock(ground: &str) -> Option<&'static str> {
    match ground {
        "dokumen_tidak_lengkap" => Some("dokumen"),
        "data_tidak_jelas" => Some("data_tambahan"),
        "pengadu_tidak_dapat_dihubungi" => Some("kontak"),
        "tidak_dapat_diselesaikan" => Some("tanpa_jawaban"),
        _ => None,
    }
}

/// The deadline that a clock sets for a complaint at a stage; none where it does not run.
pub(super) fn deadline<'a>(house: &'a House, status: Status, form: &Form, code: &str) -> Option<Deadline<'a>> {
    let subject = Subject { kind: "pengaduan", status: status.code(), day: KEY.diterima_pada.name, form };
    house.clocks.deadlines(&house.calendar, subject).into_iter().find(|deadline| deadline.clock.code == code)
}

/// Refuses a ground whose time has not run out on the day of closing, and says from when it holds.
///
/// # Errors
/// A [`FieldError`] at the ground.
pub(super) fn check(house: &House, status: Status, form: &Form, ground: &str, day: Day) -> Result<(), FieldError> {
    let Some(code) = clock(ground) else { return Ok(()) };
    let wrong = |detail: String| Err(FieldError::new(KEY.dasar_penutupan, detail));
    if matches!(code, "dokumen" | "data_tambahan") && status != Status::DokumenKurang {
        return wrong("Dasar ini hanya untuk pengaduan yang dokumennya diminta dan belum lengkap.".to_owned());
    }
    let limit = deadline(house, status, form, code);
    match limit.as_ref().and_then(|limit| limit.due.zip(Some(limit))) {
        None => wrong("Dasar ini belum berlaku pada tahap ini: waktunya belum berjalan.".to_owned()),
        Some((due, limit)) if day <= due => {
            let from = kernel::period::written(due.succ_opt().unwrap_or(due));
            wrong(format!("Dasar ini baru berlaku mulai {from}: {} belum lewat.", limit.clock.span()))
        }
        Some(_) => Ok(()),
    }
}

/// Refuses the ground or the day of a closing that is corrected, as it would have been refused at the stage before it.
///
/// # Errors
/// A [`FieldError`] at the ground.
pub(super) fn still(house: &House, closed: &Model, ground: &str, day: Day) -> Result<(), FieldError> {
    let open = Model { ditutup_pada: None, dasar_penutupan: None, ..closed.clone() };
    let status = decide::stage(&open).unwrap_or(closed.status);
    let form = records::plain::<Pengaduan>(&open).unwrap_or_default();
    check(house, status, &form, ground, day)
}
