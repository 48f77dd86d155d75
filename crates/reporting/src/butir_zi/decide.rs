//! What a verb makes of an item: a pure function. Whether it may be done is said by [`super::table`].

use chrono::Datelike;
use kernel::form::Values;
use kernel::{Day, FieldError, Result, Triwulan};
use records::{Head, TANGGAL, Verbs};

use super::entity::{KEY, Model};
use super::table::Verb;

/// The item after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the assessment, or one in another year than the worksheet's.
pub(super) fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    let day = values.need(TANGGAL)?;
    if record.dinilai_pada.is_some_and(|earlier| day < earlier) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum penilaian yang sudah ada.").into());
    }
    if verb != Verb::Verifikasi && i64::from(day.year()) != record.tahun {
        return Err(FieldError::new(TANGGAL, "Harus dalam tahun lembar kerja.").into());
    }
    Ok(match verb {
        Verb::Nilai => assessed(old, day, values)?,
        Verb::Verifikasi => Model { diverifikasi_pada: Some(day), verifikator: values.get(KEY.verifikator), ..old },
        Verb::NilaiUlang => {
            let kept = kept(old, day)?;
            assessed(Model { diverifikasi_pada: None, verifikator: None, ..kept }, day, values)?
        }
    })
}

fn assessed(old: Model, day: Day, values: &Values) -> Result<Model, FieldError> {
    let share = values.need(KEY.terpenuhi)?;
    let answer = values.get(KEY.jawaban).or_else(|| old.jawaban.clone());
    Ok(Model { dinilai_pada: Some(day), terpenuhi: Some(share), jawaban: answer, ..old })
}

/// The item with the assessment that holds kept as an earlier one, if that was in another quarter than the new day: within a quarter the
/// newest is the only one that a figure is made of.
fn kept(old: Model, day: Day) -> Result<Model, FieldError> {
    let Some(earlier) = old.dinilai_pada.filter(|earlier| Triwulan::of(*earlier) != Triwulan::of(day)) else {
        return Ok(old);
    };
    let (on, share) = (Some(earlier), old.terpenuhi);
    if old.penilaian_1_pada.is_none() {
        Ok(Model { penilaian_1_pada: on, penilaian_1: share, ..old })
    } else if old.penilaian_2_pada.is_none() {
        Ok(Model { penilaian_2_pada: on, penilaian_2: share, ..old })
    } else if old.penilaian_3_pada.is_none() {
        Ok(Model { penilaian_3_pada: on, penilaian_3: share, ..old })
    } else {
        let detail = "Sudah ada tiga penilaian sebelumnya. Betulkan catatannya bila salah satunya keliru.";
        Err(FieldError::new(TANGGAL, detail))
    }
}
