//! What a verb makes of a request about somebody's data: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::status::{MET, REFUSED};
use super::table::Verb;

/// The request after a verb that its state allows.
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
    let last = old.dikerjakan_pada.unwrap_or(old.diterima_pada).max(old.diterima_pada);
    if day < last {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum diterima atau sebelum mulai dikerjakan.").into());
    }
    Ok(match verb {
        Verb::Kerjakan => Model { dikerjakan_pada: Some(day), identitas: values.get(KEY.identitas), ..old },
        Verb::Jawab => Model {
            hasil: Some(MET.to_owned()),
            dijawab_pada: Some(day),
            jawaban: values.get(KEY.jawaban),
            alasan_tolak: None,
            ..old
        },
        Verb::Tolak => Model {
            hasil: Some(REFUSED.to_owned()),
            dijawab_pada: Some(day),
            alasan_tolak: values.get(KEY.alasan_tolak),
            jawaban: None,
            ..old
        },
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
                Status::Diterima => &["kerjakan", "jawab", "tolak", "catatan"],
                Status::Dikerjakan => &["jawab", "tolak", "catatan"],
                Status::Dijawab | Status::Ditolak => &["catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }
}
