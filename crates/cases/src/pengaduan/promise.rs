//! How long the one complained about may take to keep what was promised at the second clarification: at most seven days by Permen
//! P2MI 23/2025 article 18. How many it is stands in the clocks, by the rules under which the complaint was registered.

use kernel::tenggat::Subject;
use kernel::{FieldError, House, Result};

use super::Pengaduan;
use super::entity::Model;
use super::status::Status;

/// The field of the promise.
const UNTIL: &str = "komitmen_sampai";

/// Refuses a promise of the second clarification that runs longer than the rules allow.
///
/// # Errors
/// [`kernel::Problem::Invalid`] at the promise, with the last day that is allowed.
pub(super) fn kept_short(house: &House, old: &Model, new: &Model) -> Result<()> {
    let second = old.status == Status::Klarifikasi1 && new.status == Status::Klarifikasi2;
    let Some(until) = new.komitmen_sampai.filter(|_| second) else { return Ok(()) };
    let mut form = records::plain::<Pengaduan>(new)?;
    form.remove(UNTIL);
    let subject = Subject { kind: "pengaduan", status: new.status.code(), day: "diterima_pada", form: &form };
    let deadlines = house.clocks.deadlines(&house.calendar, subject);
    let last = deadlines.iter().find(|found| found.clock.code == "komitmen").and_then(|found| found.due);
    match last.filter(|last| until > *last) {
        Some(last) => {
            let last = last.format("%d/%m/%Y");
            let detail = format!(
                "Komitmen klarifikasi kedua paling lambat {last}. Sesudah itu: mediasi atau rekomendasi sanksi."
            );
            Err(FieldError::new(UNTIL, detail).into())
        }
        None => Ok(()),
    }
}
