//! What a verb makes of a rehabilitation: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::Values;
use kernel::{FieldError, Result};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The rehabilitation after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the stage that it is in.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if verb == Verb::Catatan {
        return Ok(old);
    }
    let day = values.need(TANGGAL)?;
    let reached = [old.identifikasi_pada, old.pelaksanaan_pada, old.pemantauan_pada, old.pelaporan_pada];
    let last = reached.into_iter().flatten().max().unwrap_or(old.didata_pada).max(old.didata_pada);
    if day < last {
        let detail = format!("Tidak mungkin sebelum tahap sebelumnya ({}).", kernel::period::written(last));
        return Err(FieldError::new(TANGGAL, detail).into());
    }
    Ok(match verb {
        Verb::Identifikasi => Model { identifikasi_pada: Some(day), ..old },
        Verb::Laksanakan => {
            Model { pelaksanaan_pada: Some(day), tempat: values.get(KEY.tempat).or(old.tempat.clone()), ..old }
        }
        Verb::Pantau => Model { pemantauan_pada: Some(day), ..old },
        Verb::Laporkan => Model { pelaporan_pada: Some(day), nomor_laporan: values.get(KEY.nomor_laporan), ..old },
        Verb::TindakLanjuti => Model { selesai_pada: Some(day), tindak_lanjut: values.get(KEY.tindak_lanjut), ..old },
        Verb::Tolak => Model {
            ditolak_pada: Some(day),
            nomor_penolakan: values.get(KEY.nomor_penolakan),
            penanda_tangan: values.get(KEY.penanda_tangan),
            ..old
        },
        Verb::Catatan => old,
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::super::status::Status;
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
        for (status, row) in by_hand {
            for (verb, letter) in Verb::iter().zip(row.chars()) {
                assert_eq!(verb.cell(status).verdict().is_ok(), letter == 'x', "{status:?} {verb:?}");
            }
        }
    }
}
