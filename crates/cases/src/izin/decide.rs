//! The state machine of a request: a pure function over states and steps.

use kernel::form::Values;
use kernel::{FieldError, Problem, Result};
use records::{DAY, Head};

use super::entity::Model;
use super::status::Status;

/// Whether the state of a request allows a step.
///
/// # Errors
/// Why not, as a sentence.
pub fn verdict(status: Status, step: &str) -> Result<(), &'static str> {
    match (status, step) {
        (Status::Diminta, "setujui" | "tolak" | "cabut") | (Status::Disetujui, "akhiri") => Ok(()),
        (Status::Diminta, _) => Err("permintaan ini belum dijawab."),
        (Status::Disetujui, _) => Err("permintaan ini sudah disetujui."),
        _ => Err("permintaan ini sudah berakhir. Bila perlu, mintalah lagi dari halaman orangnya."),
    }
}

/// The request after a step that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before it was asked or agreed.
pub fn decide(record: &Model, step: &str, values: &Values, head: &Head) -> Result<Model> {
    let day = values.need_day(DAY.key)?;
    if day < record.disetujui_pada.unwrap_or(record.diminta_pada) {
        return Err(FieldError::new(DAY.key, "Tidak mungkin sebelum diminta atau disetujui.").into());
    }
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match step {
        "setujui" => Model { status: Status::Disetujui, disetujui_pada: Some(day), ..old },
        "tolak" => Model { status: Status::Ditolak, ditolak_pada: Some(day), ..old },
        "cabut" => Model { status: Status::Dicabut, dicabut_pada: Some(day), ..old },
        "akhiri" => Model { status: Status::Berakhir, berakhir_pada: Some(day), ..old },
        _ => return Err(Problem::NotFound),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        let steps = ["setujui", "tolak", "cabut", "akhiri"];
        let taken = |status| steps.iter().filter(|step| verdict(status, step).is_ok()).copied().collect::<Vec<_>>();
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
