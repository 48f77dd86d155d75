//! The state machine of a referral: a pure function over states and steps.

use kernel::form::Values;
use kernel::{FieldError, Problem, Result};
use records::{DAY, Head};

use super::entity::Model;
use super::status::Status;

/// Whether the state of a referral allows a step.
///
/// # Errors
/// Why not, as a sentence.
pub fn verdict(status: Status, step: &str) -> Result<(), &'static str> {
    match (status, step) {
        (Status::Dikirim, "terima" | "tolak") | (Status::Diterima, "kembalikan" | "selesaikan") => Ok(()),
        (Status::Dikirim, _) => Err("pelimpahan ini belum dijawab. Catat dahulu diterima atau ditolak."),
        (Status::Diterima, _) => Err("pelimpahan ini sudah diterima."),
        _ => Err("pelimpahan ini sudah berakhir. Bila perlu, limpahkan lagi dari pengaduannya."),
    }
}

/// The referral after a step that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before it was sent or accepted.
pub fn decide(record: &Model, step: &str, values: &Values, head: &Head) -> Result<Model> {
    let day = values.need_day(DAY.key)?;
    if day < record.diterima_pada.unwrap_or(record.dikirim_pada) {
        return Err(FieldError::new(DAY.key, "Tidak mungkin sebelum dikirim atau diterima.").into());
    }
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    Ok(match step {
        "terima" => Model {
            status: Status::Diterima,
            diterima_pada: Some(day),
            nomor_terima: values.text("nomor_terima"),
            ..old
        },
        "tolak" => Model { status: Status::Ditolak, ditolak_pada: Some(day), ..old },
        "kembalikan" => Model { status: Status::Dikembalikan, dikembalikan_pada: Some(day), ..old },
        "selesaikan" => Model { status: Status::Selesai, selesai_pada: Some(day), hasil: values.text("hasil"), ..old },
        _ => return Err(Problem::NotFound),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn each_state_takes_its_own_steps_only() {
        let steps = ["terima", "tolak", "kembalikan", "selesaikan"];
        let taken = |status| steps.iter().filter(|step| verdict(status, step).is_ok()).copied().collect::<Vec<_>>();
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
