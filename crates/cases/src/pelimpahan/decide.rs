//! What a verb makes of a referral: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The referral after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before it was sent or accepted.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let day = values.need(TANGGAL)?;
    if day < record.diterima_pada.unwrap_or(record.dikirim_pada) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum dikirim atau diterima.").into());
    }
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match verb {
        Verb::Terima => Model { diterima_pada: Some(day), nomor_terima: values.get(KEY.nomor_terima), ..old },
        Verb::Tolak => Model { ditolak_pada: Some(day), ..old },
        Verb::Kembalikan => Model { dikembalikan_pada: Some(day), ..old },
        Verb::Selesaikan => Model { selesai_pada: Some(day), hasil: values.get(KEY.hasil), ..old },
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
        let taken = |status| {
            Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect::<Vec<_>>()
        };
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Dikirim => &["terima", "tolak"],
                Status::Diterima => &["kembalikan", "selesaikan"],
                _ => &[],
            };
            assert_eq!(taken(status), expected, "{status:?}");
        }
    }
}
