//! How long the one complained about may take to keep what was promised at the second clarification: at most seven days by Permen
//! P2MI 23/2025 article 18. How many it is stands in the clocks, by the rules under which the complaint was registered.

use kernel::form::Key;
use kernel::{Day, FieldError, House};

use super::entity::{KEY, Model};
use super::grounds::deadline;
use super::status::Status;
use super::{Pengaduan, decide};

/// The field of the promise.
const UNTIL: Key<Day> = KEY.komitmen_sampai;

/// Refuses a promise of the second clarification that runs longer than the rules allow, where it is given or corrected.
///
/// # Errors
/// A [`FieldError`] at the promise, with the last day that is allowed.
pub(super) fn check(house: &House, old: &Model, new: &Model) -> Result<(), FieldError> {
    let dates = |record: &Model| (record.klarifikasi_2_pada, record.komitmen_sampai);
    let (Some(_), Some(until)) = dates(new) else { return Ok(()) };
    if dates(new) == dates(old) || decide::stage(new).ok() != Some(Status::Klarifikasi2) {
        return Ok(());
    }
    let mut form = records::plain::<Pengaduan>(new).unwrap_or_default();
    form.remove(UNTIL.name);
    match deadline(house, Status::Klarifikasi2, &form, "komitmen").and_then(|limit| limit.due) {
        Some(last) if until > last => {
            let last = kernel::period::written(last);
            let detail = format!(
                "Komitmen klarifikasi kedua paling lambat {last}. Sesudah itu: mediasi atau rekomendasi sanksi."
            );
            Err(FieldError::new(UNTIL, detail))
        }
        _ => Ok(()),
    }
}
