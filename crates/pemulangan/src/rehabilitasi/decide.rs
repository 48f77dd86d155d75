//! What a step makes of a rehabilitation: its stages follow one another as the rules have them (Perban 6/2023 arts 13 to 16).

use kernel::form::Values;
use kernel::{FieldError, Problem, Result};
use records::{DAY, Head};

use super::entity::Model;
use super::status::Status;

/// The stages, each with the step that leads to it.
const CHAIN: [(&str, Status, Status); 5] = [
    ("identifikasi", Status::Pendataan, Status::Identifikasi),
    ("laksanakan", Status::Identifikasi, Status::Pelaksanaan),
    ("pantau", Status::Pelaksanaan, Status::Pemantauan),
    ("laporkan", Status::Pemantauan, Status::Pelaporan),
    ("tindak-lanjuti", Status::Pelaporan, Status::Selesai),
];

const ENDED: &str = "rehabilitasi ini sudah berakhir.";

/// Whether a state allows a step.
///
/// # Errors
/// What must come first, as a sentence.
pub fn verdict(status: Status, step: &str) -> Result<(), &'static str> {
    let over = matches!(status, Status::Selesai | Status::Ditolak);
    match step {
        "catatan" => Ok(()),
        _ if over => Err(ENDED),
        "tolak" if matches!(status, Status::Pendataan | Status::Identifikasi) => Ok(()),
        "tolak" => Err("pelaksanaannya sudah dimulai. Selesaikan dengan pelaporan dan tindak lanjut."),
        _ => match CHAIN.iter().find(|(name, ..)| *name == step) {
            Some((_, from, _)) if *from == status => Ok(()),
            Some(_) => Err("tahapnya berurutan: identifikasi, pelaksanaan, pemantauan, pelaporan, tindak lanjut."),
            None => Err("langkah itu tidak ada."),
        },
    }
}

/// The rehabilitation after a step that its state allows.
///
/// # Errors
/// [`Problem::Invalid`] for a day before the stage that it is in.
pub fn decide(record: &Model, step: &str, values: &Values, head: &Head) -> Result<Model> {
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if step == "catatan" {
        return Ok(old);
    }
    let day = values.need_day(DAY.key)?;
    let reached = [old.identifikasi_pada, old.pelaksanaan_pada, old.pemantauan_pada, old.pelaporan_pada];
    let last = reached.into_iter().flatten().max().unwrap_or(old.didata_pada).max(old.didata_pada);
    if day < last {
        let detail = format!("Tidak mungkin sebelum tahap sebelumnya ({}).", kernel::period::written(last));
        return Err(FieldError::new(DAY.key, detail).into());
    }
    let text = |field: &str| values.text(field);
    Ok(match step {
        "identifikasi" => Model { status: Status::Identifikasi, identifikasi_pada: Some(day), ..old },
        "laksanakan" => Model {
            status: Status::Pelaksanaan,
            pelaksanaan_pada: Some(day),
            tempat: text("tempat").or(old.tempat.clone()),
            ..old
        },
        "pantau" => Model { status: Status::Pemantauan, pemantauan_pada: Some(day), ..old },
        "laporkan" => {
            Model { status: Status::Pelaporan, pelaporan_pada: Some(day), nomor_laporan: text("nomor_laporan"), ..old }
        }
        "tindak-lanjuti" => {
            Model { status: Status::Selesai, selesai_pada: Some(day), tindak_lanjut: text("tindak_lanjut"), ..old }
        }
        "tolak" => Model {
            status: Status::Ditolak,
            ditolak_pada: Some(day),
            nomor_penolakan: text("nomor_penolakan"),
            penanda_tangan: text("penanda_tangan"),
            ..old
        },
        _ => return Err(Problem::NotFound),
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;

    #[test]
    fn stages_follow_one_another_and_a_refusal_comes_before_the_start() {
        // identifikasi, laksanakan, pantau, laporkan, tindak-lanjuti, tolak, catatan.
        let by_hand = [
            (Status::Pendataan, "x....xx"),
            (Status::Identifikasi, ".x...xx"),
            (Status::Pelaksanaan, "..x...x"),
            (Status::Pemantauan, "...x..x"),
            (Status::Pelaporan, "....x.x"),
            (Status::Selesai, "......x"),
            (Status::Ditolak, "......x"),
        ];
        assert!(Status::iter().eq(by_hand.iter().map(|(status, _)| *status)));
        let steps = ["identifikasi", "laksanakan", "pantau", "laporkan", "tindak-lanjuti", "tolak", "catatan"];
        for (status, row) in by_hand {
            for (step, letter) in steps.into_iter().zip(row.chars()) {
                assert_eq!(verdict(status, step).is_ok(), letter == 'x', "{status:?} {step}");
            }
        }
    }
}
