//! What a verb makes of a claim: a pure function. Whether it may be done is said by [`super::table`].

use std::collections::BTreeSet;

use kernel::form::Values;
use kernel::{Day, FieldError, House, Problem, Result};
use records::{Cell, Head, TANGGAL, Verbs, not_earlier};

use super::entity::{KEY, Model};
use super::status::Status;
use super::table::Verb;
use super::{Klaim, papers};

/// The claim after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before the stage that it is in, or where the verb asks for more.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head, house: &House) -> Result<Model> {
    let day = values.get(TANGGAL);
    let old = Model { versi: head.version, diubah_pada: head.changed, ..record.clone() };
    if let Some(day) = day {
        in_order(&old, verb, day)?;
    }
    let new = match verb {
        Verb::Lengkapi => documented(old, values, house)?,
        Verb::MintaDokumen => {
            Model { dokumen_diminta: values.get(KEY.dokumen_diminta), dokumen_diminta_pada: day, ..old }
        }
        Verb::Ajukan => filed(old, values)?,
        Verb::MintaLengkapi => Model { diminta_lagi: values.get(KEY.diminta_lagi), diminta_lagi_pada: day, ..old },
        Verb::Limpahkan => Model {
            dilimpahkan_pada: day,
            alasan_limpah: values.get(KEY.alasan_limpah),
            surat_limpah: values.get(KEY.surat_limpah),
            ..old
        },
        Verb::Setujui => Model { disetujui_pada: day, ditolak_pada: None, alasan_tolak: None, ..answered(old) },
        Verb::Bayar => Model {
            dibayar_pada: day,
            jumlah_rp: values.get(KEY.jumlah_rp),
            bukti_bayar: values.get(KEY.bukti_bayar),
            ..old
        },
        Verb::Tolak => {
            let old = Model { keberatan_pada: None, alasan_keberatan: None, ..answered(old) };
            Model { ditolak_pada: day, alasan_tolak: values.get(KEY.alasan_tolak), ..old }
        }
        Verb::Keberatan => Model { keberatan_pada: day, alasan_keberatan: values.get(KEY.alasan_keberatan), ..old },
        Verb::Tutup => closed(old, values)?,
        Verb::BukaKembali => Model { ditutup_pada: None, alasan_tutup: None, ..old },
        Verb::Hubungi => Model { kontak_pada: day.max(old.kontak_pada), ..old },
        Verb::Tugaskan => Model { petugas: values.get(KEY.petugas), ..old },
        Verb::Catatan => old,
    };
    Ok(Model { status: verb.cell(record.status).after(record.status, || stage(&new))?, ..new })
}

/// Refuses a day before the last stage that was reached, for a verb that leads on.
fn in_order(record: &Model, verb: Verb, day: Day) -> Result<()> {
    let begun = record.dilaporkan_pada.or(record.diajukan_pada);
    let reached = [
        record.lengkap_pada,
        record.diajukan_pada,
        record.dilimpahkan_pada,
        record.diminta_lagi_pada,
        record.disetujui_pada,
        record.ditolak_pada,
        record.keberatan_pada,
        record.dibayar_pada,
        record.ditutup_pada,
    ];
    let moves = !matches!(verb.cell(record.status), Cell::Stays(_));
    not_earlier(day, reached.into_iter().flatten().max().filter(|_| moves && verb != Verb::Lengkapi).max(begun))
}

/// The claim with the documents that came, and complete once none is missing. After BPJS asked for more, that was answered.
fn documented(old: Model, values: &Values, house: &House) -> Result<Model> {
    let came = values.get(KEY.dokumen);
    if came.is_none() && old.status != Status::PerluDilengkapi {
        return Err(FieldError::new(KEY.dokumen, "Centang dokumen yang sudah diterima.").into());
    }
    let there: BTreeSet<String> = codes(old.dokumen.as_deref()).union(&codes(came.as_deref())).cloned().collect();
    let asked: Vec<String> = codes(old.dokumen_diminta.as_deref()).difference(&there).cloned().collect();
    let there = Some(there.into_iter().collect::<Vec<_>>().join(",")).filter(|codes| !codes.is_empty());
    let missing = papers::missing(&house.reference, &old.jenis_klaim, there.as_deref());
    let complete = values.get(TANGGAL).filter(|_| old.diajukan_pada.is_none() && missing.is_empty());
    Ok(Model {
        dokumen: there,
        dokumen_diminta_pada: old.dokumen_diminta_pada.filter(|_| !asked.is_empty()),
        dokumen_diminta: Some(asked.join(",")).filter(|codes| !codes.is_empty()),
        lengkap_pada: old.lengkap_pada.or(complete),
        ..answered(old)
    })
}

/// The claim after a file changed which documents are there. Not filed yet, it is complete from the day on which the last one
/// came, and no more once one is missing again. What BPJS asked for is answered by the last of the documents that were asked for.
///
/// # Errors
/// A row that cannot be shown.
pub(super) fn papered(old: Model, came: bool, day: Day, house: &House) -> Result<Model> {
    let whole = papers::missing(&house.reference, &old.jenis_klaim, old.dokumen.as_deref()).is_empty();
    let sought = codes(old.dokumen_diminta.as_deref());
    let asked: Vec<String> = sought.difference(&codes(old.dokumen.as_deref())).cloned().collect();
    let last = came && !sought.is_empty() && asked.is_empty();
    let old = if last && old.status == Status::PerluDilengkapi { answered(old) } else { old };
    let lengkap_pada = if old.diajukan_pada.is_some() || (came && !whole) {
        old.lengkap_pada
    } else if whole {
        old.lengkap_pada.or(Some(day))
    } else {
        None
    };
    let new = Model {
        dokumen_diminta_pada: old.dokumen_diminta_pada.filter(|_| !asked.is_empty()),
        dokumen_diminta: Some(asked.join(",")).filter(|codes| !codes.is_empty()),
        lengkap_pada,
        ..old
    };
    Ok(Model { status: stage(&new)?, ..new })
}

/// The words in a text with commas between.
fn codes(text: Option<&str>) -> BTreeSet<String> {
    text.into_iter().flat_map(|text| text.split(',')).map(str::to_owned).collect()
}

/// The claim without an open question of BPJS.
fn answered(old: Model) -> Model {
    Model { diminta_lagi: None, diminta_lagi_pada: None, ..old }
}

fn filed(old: Model, values: &Values) -> Result<Model> {
    let new = Model {
        diajukan_pada: values.get(TANGGAL),
        cabang: values.get(KEY.cabang),
        nomor_klaim: values.get(KEY.nomor_klaim).or(old.nomor_klaim.clone()),
        akibat: values.get(KEY.akibat).or(old.akibat.clone()),
        ahli_waris: values.get(KEY.ahli_waris).or(old.ahli_waris.clone()),
        hubungan_ahli_waris: values.get(KEY.hubungan_ahli_waris).or(old.hubungan_ahli_waris.clone()),
        ..old
    };
    let mut errors = Vec::new();
    let dead = new.jenis_klaim == "meninggal_dunia";
    if dead && new.ahli_waris.is_none() {
        errors.push(FieldError::new(KEY.ahli_waris, "Isi nama ahli waris yang mengajukan."));
    }
    if dead && new.hubungan_ahli_waris.is_none() {
        errors.push(FieldError::new(KEY.hubungan_ahli_waris, "Pilih hubungannya dengan pekerja."));
    }
    if new.jenis_klaim == "kecelakaan_kerja" && new.akibat.is_none() {
        let detail = "Pilih akibat kecelakaannya: pengajuan ini laporan tahap kedua (Permenaker 4/2023 pasal 44).";
        errors.push(FieldError::new(KEY.akibat, detail));
    }
    if errors.is_empty() { Ok(new) } else { Err(Problem::Invalid(errors)) }
}

fn closed(old: Model, values: &Values) -> Result<Model> {
    let ground = values.get(KEY.alasan_tutup);
    if ground.is_none() && old.status != Status::Dibayar {
        return Err(FieldError::new(KEY.alasan_tutup, "Pilih mengapa ditutup tanpa dibayar.").into());
    }
    let unpaid = old.status != Status::Dibayar;
    Ok(Model { ditutup_pada: values.get(TANGGAL), alasan_tutup: ground.filter(|_| unpaid), ..old })
}

/// The state that the days of a claim say.
fn stage(record: &Model) -> Result<Status> {
    let form = records::plain::<Klaim>(record)?;
    Ok(Status::by(|field| form.contains_key(field.name)))
}
