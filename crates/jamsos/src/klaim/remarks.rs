//! What the page of a claim points out: what is missing before it can go on.

use kernel::period::written;
use kernel::reference::Term;
use kernel::{Ctx, Stage};

use super::entity::Model;
use super::status::Status;
use super::{benefits, papers, spans};

/// The remarks, the most pressing first.
pub(super) fn of(ctx: &Ctx, record: &Model) -> Vec<String> {
    let took = spans::sentence(record);
    if !matches!(record.status.stage(), Stage::New | Stage::Running) {
        return took.into_iter().collect();
    }
    let all = [documents(ctx, record), account(record), heirs(ctx, record), phase(ctx, record), took];
    all.into_iter().flatten().collect()
}

fn labels<'a>(terms: impl Iterator<Item = &'a Term>) -> String {
    terms.map(|term| term.label.as_str()).collect::<Vec<_>>().join("; ")
}

/// The documents that are not there, and which of them were asked for when.
fn documents(ctx: &Ctx, record: &Model) -> Option<String> {
    let reference = &ctx.house.reference;
    let missing = papers::missing(reference, &record.jenis_klaim, record.dokumen.as_deref());
    if record.status != Status::Dilaporkan || missing.is_empty() {
        return None;
    }
    let basis = missing.iter().find_map(|term| term.basis.as_deref()).unwrap_or("asumsi");
    let told = format!("Dokumen yang belum ada ({basis}): {}.", labels(missing.into_iter()));
    if let (Some(codes), Some(day)) = (&record.dokumen_diminta, record.dokumen_diminta_pada) {
        let asked = codes.split(',').filter_map(|code| reference.term(papers::ALL, code));
        return Some(format!("{told} Diminta {}: {}.", written(day), labels(asked)));
    }
    Some(told)
}

fn account(record: &Model) -> Option<String> {
    let told = "Rekening ahli waris atau pekerja belum diisi. Isi lewat Ubah; tanpa itu klaim tidak dapat diajukan.";
    record.rekening_sandi.is_none().then(|| told.to_owned())
}

/// The order of heirs, while none is named.
fn heirs(ctx: &Ctx, record: &Model) -> Option<String> {
    if record.jenis_klaim != "meninggal_dunia" || record.hubungan_ahli_waris.is_some() {
        return None;
    }
    let order = ctx.house.reference.terms("ahli_waris");
    let order: Vec<&str> = order.iter().map(|term| term.label.as_str()).collect();
    Some(format!("Urutan ahli waris (Permenaker 4/2023 pasal 57): {}.", order.join(", lalu ")))
}

/// That a benefit is not given in the phase that is named: to be looked at, not decided.
fn phase(ctx: &Ctx, record: &Model) -> Option<String> {
    let (benefit, phase) = (record.manfaat.as_deref()?, record.fase.as_deref()?);
    if benefits::phases(benefit).contains(&phase) {
        return None;
    }
    let label = |vocabulary, code| ctx.house.reference.term(vocabulary, code).map_or(code, |term| term.label.as_str());
    Some(format!(
        "{} mungkin tidak diberikan pada masa {}: periksa Permenaker 4/2023 pasal 27 dan 34.",
        label("manfaat_jamsos", benefit),
        label("fase_klaim", phase).to_lowercase()
    ))
}
