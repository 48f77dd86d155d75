//! What a verb makes of a complaint: a pure function. Whether it may be done is said by [`super::table`].
//!
//! Corrections of what was typed go another way (editing fields, with a reason); a verb is a step of the work.

use kernel::form::Values;
use kernel::{Day, FieldError, Result};
use records::{Cell, Head, TANGGAL, Verbs, not_earlier};

use super::Pengaduan;
use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::upaya;

/// The complaint after a verb that its state allows.
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
        Verb::MintaDokumen => Model { dokumen_kurang_pada: day, dokumen_kurang: values.get(KEY.dokumen_kurang), ..old },
        Verb::Verifikasi => verified(old, values)?,
        Verb::Klarifikasi if values.get(KEY.komitmen_sampai).is_some_and(|until| Some(until) < day) => {
            return Err(FieldError::new(KEY.komitmen_sampai, "Tidak mungkin sebelum klarifikasinya.").into());
        }
        Verb::Klarifikasi if old.status == Status::Klarifikasi1 => {
            Model { klarifikasi_2_pada: day, komitmen_sampai: values.get(KEY.komitmen_sampai), ..old }
        }
        Verb::Klarifikasi => Model { klarifikasi_1_pada: day, komitmen_sampai: values.get(KEY.komitmen_sampai), ..old },
        Verb::Mediasi => Model { mediasi_pada: day, ..old },
        Verb::Limpahkan => referred(old, values)?,
        Verb::Kembali => {
            let day = day.or(old.kembali_pada);
            Model {
                dilimpahkan_pada: None,
                dilimpahkan_ke: None,
                limpah_kantor: None,
                surat_limpah: None,
                kembali_pada: day,
                ..old
            }
        }
        Verb::Selesaikan => Model { selesai_pada: day, hasil: values.get(KEY.hasil), ..old },
        Verb::Tutup => Model { ditutup_pada: day, dasar_penutupan: values.get(KEY.dasar_penutupan), ..old },
        Verb::Cabut => Model { dicabut_pada: day, ..old },
        Verb::BukaKembali => reopened(old, day),
        Verb::Tugaskan => Model { petugas: values.get(KEY.petugas), ..old },
        Verb::Hubungi if !upaya::reached(values) => old,
        Verb::Hubungi => Model { kontak_pada: day.max(old.kontak_pada), ..old },
        Verb::Catatan => old,
        Verb::NomorSiskop2mi => Model { nomor_siskop2mi: values.get(KEY.nomor_siskop2mi), siskop2mi_pada: day, ..old },
    };
    Ok(Model { status: verb.cell(record.status).after(record.status, || stage(&new))?, ..new })
}

/// Refuses a day before the receipt, or before the stage that was reached.
fn in_order(record: &Model, verb: Verb, day: Day) -> Result<()> {
    if day < record.diterima_pada {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum pengaduan diterima.").into());
    }
    let moves = !matches!(verb.cell(record.status), Cell::Stays(_));
    let reached = [
        record.dokumen_kurang_pada,
        record.diverifikasi_pada,
        record.klarifikasi_1_pada,
        record.klarifikasi_2_pada,
        record.mediasi_pada,
        record.dilimpahkan_pada,
        record.selesai_pada,
        record.ditutup_pada,
        record.dicabut_pada,
        record.dibuka_kembali_pada,
    ];
    not_earlier(day, reached.into_iter().flatten().max().filter(|_| moves))
}

fn verified(old: Model, values: &Values) -> Result<Model> {
    let letter = values.get(KEY.surat_kuasa).or(old.surat_kuasa.clone());
    if matches!(old.hubungan_pelapor.as_str(), "kuasa_hukum" | "lsm") && letter.is_none() {
        let detail = "Pelapor bertindak sebagai kuasa: isi nomor surat kuasanya, atau minta dokumennya dahulu.";
        return Err(FieldError::new(KEY.surat_kuasa, detail).into());
    }
    let day = values.get(TANGGAL);
    let number = values.get(KEY.nomor_siskop2mi);
    let first = number.is_some() && number != old.nomor_siskop2mi;
    Ok(Model {
        diverifikasi_pada: day,
        siskop2mi_pada: if first { day } else { old.siskop2mi_pada },
        nomor_siskop2mi: number.or(old.nomor_siskop2mi.clone()),
        surat_kuasa: letter,
        ..old
    })
}

fn referred(old: Model, values: &Values) -> Result<Model> {
    let to = values.get(KEY.dilimpahkan_ke);
    let office = values.get(KEY.limpah_kantor);
    within(to.as_deref(), office.as_deref())?;
    Ok(Model {
        dilimpahkan_pada: values.get(TANGGAL),
        dilimpahkan_ke: to,
        limpah_kantor: office,
        surat_limpah: values.get(KEY.surat_limpah),
        ..old
    })
}

/// An office of ours is named exactly where a complaint is referred to one.
pub(super) fn within(to: Option<&str>, office: Option<&str>) -> Result<(), FieldError> {
    let within = matches!(to, Some("bp3mi_lain" | "p4mi"));
    if within == office.is_some() {
        return Ok(());
    }
    let detail = if within { "Pilih kantor tujuannya." } else { "Kosongkan: tujuan ini bukan kantor BP3MI atau P4MI." };
    Err(FieldError::new(KEY.limpah_kantor, detail))
}

/// The first ending is kept, the last one goes: it stands in the history.
fn reopened(old: Model, day: Option<Day>) -> Model {
    let ended = [old.selesai_pada, old.ditutup_pada, old.dicabut_pada].into_iter().flatten().max();
    Model {
        pertama_berakhir_pada: old.pertama_berakhir_pada.or(ended),
        pertama_berakhir: old.pertama_berakhir.or_else(|| Some(old.status.code().to_owned())),
        selesai_pada: None,
        hasil: None,
        ditutup_pada: None,
        dasar_penutupan: None,
        dicabut_pada: None,
        dilimpahkan_pada: None,
        dilimpahkan_ke: None,
        limpah_kantor: None,
        surat_limpah: None,
        dibuka_kembali_pada: day,
        ..old
    }
}

/// The furthest stage that a complaint has reached, its ending apart.
pub(super) fn stage(record: &Model) -> Result<Status> {
    let form = records::plain::<Pengaduan>(record)?;
    Ok(Status::furthest(|field| form.contains_key(field.name)))
}
