//! What a verb makes of a request: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::Model;
use super::table::Verb;

/// The request after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before it was asked or agreed.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let day = values.need(TANGGAL)?;
    if day < record.disetujui_pada.unwrap_or(record.diminta_pada) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum diminta atau disetujui.").into());
    }
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match verb {
        Verb::Setujui => Model { disetujui_pada: Some(day), ..old },
        Verb::Tolak => Model { ditolak_pada: Some(day), ..old },
        Verb::Cabut => Model { dicabut_pada: Some(day), ..old },
        Verb::Akhiri => Model { berakhir_pada: Some(day), ..old },
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
                Status::Diminta => &["setujui", "tolak", "cabut"],
                Status::Disetujui => &["akhiri"],
                _ => &[],
            };
            assert_eq!(taken(status), expected, "{status:?}");
        }
    }
}
