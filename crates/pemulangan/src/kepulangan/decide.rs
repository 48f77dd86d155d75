//! What a verb makes of a return: a pure function. Whether it may be done is said by [`super::table`].

use std::collections::BTreeSet;

use kernel::form::Values;
use kernel::{Day, FieldError, Result};
use records::{Cell, Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::status::{Days, Status};
use super::table::{DEAD, Verb};

/// The return after a verb that it allows. `kesehatan` is left alone: what is sealed is filled in by editing.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the stage that it is in, or where the verb asks for more.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let day = values.get(TANGGAL);
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if let Some(day) = day {
        in_order(&old, verb, day)?;
    }
    let new = match verb {
        Verb::Rawat => Model {
            dirawat_pada: day,
            pulih_pada: None,
            pulang_pada: None,
            rumah_sakit: values.get(KEY.rumah_sakit),
            nomor_rujukan: values.get(KEY.nomor_rujukan),
            ..old
        },
        Verb::Pulih => Model { pulih_pada: day, ..old },
        Verb::Tampung => Model {
            ditampung_pada: day,
            pulang_pada: None,
            pulih_pada: if old.status == Status::Dirawat { day } else { old.pulih_pada },
            tempat_layanan: Some("rumah_ramah".to_owned()),
            ..old
        },
        Verb::Berangkatkan => departed(old, values)?,
        Verb::SerahTerima => Model {
            serah_terima_pada: day,
            jenis_penerima: values.get(KEY.jenis_penerima),
            penerima: values.get(KEY.penerima),
            saksi: values.get(KEY.saksi),
            nomor_ba: values.get(KEY.nomor_ba),
            kantor_asal: values.get(KEY.kantor_asal).or(old.kantor_asal.clone()),
            asal_diberi_tahu_pada: values.get(KEY.asal_diberi_tahu_pada).or(old.asal_diberi_tahu_pada),
            ..old
        },
        Verb::Selesai => Model { selesai_pada: day, ..old },
        Verb::Konfirmasi => Model { tiba_di_asal_pada: day, ..old },
        Verb::Meninggal => Model { kategori: DEAD.to_owned(), meninggal_pada: day, ..old },
        Verb::LengkapiJenazah => Model {
            dokumen_jenazah: together(old.dokumen_jenazah.as_deref(), values.get(KEY.dokumen_jenazah).as_deref()),
            keluarga_diberi_tahu_pada: values.get(KEY.keluarga_diberi_tahu_pada).or(old.keluarga_diberi_tahu_pada),
            ..old
        },
        Verb::Layanan | Verb::Catatan => old,
        Verb::BukaKembali => reopened(old),
    };
    let status = verb.cell(record.status).after(record.status, || Ok(Days::of(&new).status()))?;
    Ok(Model { status, ..new })
}

/// Refuses a day before the arrival, or before the stage that was reached.
fn in_order(record: &Model, verb: Verb, day: Day) -> Result<()> {
    if day < record.tiba_pada {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum orang ini tiba.").into());
    }
    let moves = !matches!(verb.cell(record.status), Cell::Stays(_)) || verb == Verb::Konfirmasi;
    let reached = [
        record.dirawat_pada,
        record.pulih_pada,
        record.ditampung_pada,
        record.pulang_pada,
        record.meninggal_pada,
        record.serah_terima_pada,
        record.selesai_pada,
    ];
    match reached.into_iter().flatten().max().filter(|last| moves && day < *last) {
        Some(last) => {
            let last = kernel::period::written(last);
            Err(FieldError::new(TANGGAL, format!("Tidak mungkin sebelum tahap sebelumnya ({last}).")).into())
        }
        None => Ok(()),
    }
}

fn departed(old: Model, values: &Values) -> Result<Model> {
    let mode = values.get(KEY.cara_pulang);
    let (cost, line) = (values.get(KEY.biaya_rp), values.get(KEY.mata_anggaran));
    if mode.as_deref() == Some("difasilitasi") && cost.is_some_and(|cost| cost > 0) && line.is_none() {
        let detail = "Pilih mata anggaran yang menanggung biaya ini.";
        return Err(FieldError::new(KEY.mata_anggaran, detail).into());
    }
    Ok(Model {
        pulang_pada: values.get(TANGGAL),
        pulih_pada: if old.status == Status::Dirawat { values.get(TANGGAL) } else { old.pulih_pada },
        cara_pulang: mode,
        tujuan: values.get(KEY.tujuan).or(old.tujuan.clone()),
        angkutan: values.get(KEY.angkutan),
        nomor_tiket: values.get(KEY.nomor_tiket),
        biaya_rp: cost,
        mata_anggaran: line,
        kantor_asal: values.get(KEY.kantor_asal).or(old.kantor_asal.clone()),
        asal_diberi_tahu_pada: values.get(KEY.asal_diberi_tahu_pada).or(old.asal_diberi_tahu_pada),
        ..old
    })
}

/// The words of both, each once, in order.
fn together(old: Option<&str>, new: Option<&str>) -> Option<String> {
    let words: BTreeSet<&str> =
        [old, new].into_iter().flatten().flat_map(|words| words.split(',')).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.into_iter().collect::<Vec<_>>().join(","))
}

/// The ending goes: it stands in the history.
fn reopened(old: Model) -> Model {
    Model {
        serah_terima_pada: None,
        selesai_pada: None,
        tiba_di_asal_pada: None,
        jenis_penerima: None,
        penerima: None,
        saksi: None,
        nomor_ba: None,
        ..old
    }
}
