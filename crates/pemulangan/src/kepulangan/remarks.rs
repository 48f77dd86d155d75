//! What the page of a return points out: what is missing, and what the person may be entitled to.

use kernel::{Ctx, Permission, Result};
use records::related;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{EntityTrait, QueryFilter, QueryTrait};

use super::entity::Model;
use super::table::DEAD;
use crate::rehabilitasi;

/// Reasons and categories after which rehabilitation is proposed.
const CARE_REASONS: [&str; 2] = ["sakit_kecelakaan_kerja", "kekerasan"];
/// As [`CARE_REASONS`].
const CARE_CATEGORIES: [&str; 2] = ["sakit", "tppo"];

/// Whether rehabilitation is proposed after a return of a category and a reason.
pub(crate) fn proposed(category: Expr, reason: Expr) -> Expr {
    category.is_in(CARE_CATEGORIES).or(reason.is_in(CARE_REASONS))
}

/// The remarks, the most pressing first. What other records say is only looked up where a remark hangs on it and it is not known already.
pub(super) async fn of(ctx: &Ctx, record: &Model, known: Option<&[bool]>) -> Result<Vec<String>> {
    let mut remarks = Vec::new();
    let dead = record.kategori == DEAD;
    if dead {
        remarks.extend(missing_papers(ctx, record));
    }
    let (claim, care) = (claimable(record), !dead && cared_for(record));
    let complains = record.ingin_mengadu == Some(true);
    if !complains && ctx.actor.may(Permission::Cases) && claim.is_none() && !care {
        return Ok(remarks);
    }
    let known = known.and_then(|known| known.try_into().ok());
    let [complained, claimed, rehabilitated]: [bool; 3] = match known {
        Some(known) => known,
        None => related::holds(ctx.keyed(), asked(&Expr::value(record.id.0))).await?,
    };
    if complains && !complained {
        remarks.push("Ingin mengadu, belum ada pengaduan. Pakai tombol Catat pengaduan.".to_owned());
    }
    if complained && !ctx.actor.may(Permission::Cases) {
        remarks.push("Pengaduannya sudah dicatat dan ditangani tim pelindungan.".to_owned());
    }
    if let Some((kind, papers)) = claim
        && !claimed
    {
        remarks.push(claim_of(ctx, kind, papers));
        remarks.extend(deported(record).then(|| DEPORTED.to_owned()));
    }
    if care && !rehabilitated {
        remarks.push(
            "Calon rehabilitasi dan reintegrasi, belum didaftarkan. Pakai tombol Daftarkan rehabilitasi.".to_owned(),
        );
    }
    Ok(remarks)
}

/// What the remarks hang on in other records: that there is a complaint, a claim, a rehabilitation.
pub(super) fn asked(id: &Expr) -> [Expr; 3] {
    [related::has(id, "pengaduan"), related::has(id, "klaim"), linked(id).or(related::has(id, "rehabilitasi"))]
}

/// All reasons of a record, the first and the others.
fn reasons(record: &Model) -> impl Iterator<Item = &str> {
    record.alasan.iter().map(String::as_str).chain(record.alasan_lain.iter().flat_map(|words| words.split(',')))
}

/// The claim that may follow, and the vocabulary of its papers.
fn claimable(record: &Model) -> Option<(&'static str, &'static str)> {
    if record.kategori == DEAD {
        return Some(("meninggal dunia", "dokumen_klaim_meninggal"));
    }
    let among = |wanted: &str| reasons(record).any(|reason| reason == wanted);
    match () {
        () if among("sakit_kecelakaan_kerja") => Some(("kecelakaan kerja", "dokumen_klaim_kecelakaan")),
        () if among("phk") => Some(("PHK sepihak", "dokumen_klaim_phk")),
        () => None,
    }
}

/// What is said of a claim of somebody who was deported: to be looked at, not decided. The rule was replaced in 2023, and what came in its
/// place was not read.
const DEPORTED: &str = "Yang dideportasi mungkin tidak berhak atas manfaat PHK (Permenaker 18/2018, sudah diganti): periksa Permenaker \
                        4/2023 pasal 34 sebelum mengajukan.";

/// Whether somebody was deported, by the category or by a reason.
fn deported(record: &Model) -> bool {
    record.kategori == "deportasi" || reasons(record).any(|reason| reason == "deportasi")
}

/// Whether rehabilitation is proposed for somebody alive.
fn cared_for(record: &Model) -> bool {
    CARE_CATEGORIES.contains(&record.kategori.as_str()) || reasons(record).any(|reason| CARE_REASONS.contains(&reason))
}

fn missing_papers(ctx: &Ctx, record: &Model) -> Vec<String> {
    let there: Vec<&str> = record.dokumen_jenazah.iter().flat_map(|words| words.split(',')).collect();
    let terms = ctx.house.reference.terms("dokumen_jenazah");
    let missing: Vec<&str> =
        terms.iter().filter(|term| !there.contains(&term.code.as_str())).map(|term| term.label.as_str()).collect();
    let mut remarks = Vec::new();
    if record.keluarga_diberi_tahu_pada.is_none() {
        remarks.push("Keluarga belum dicatat diberi tahu; batasnya 3 x 24 jam.".to_owned());
    }
    if !missing.is_empty() {
        remarks.push(format!("Dokumen jenazah yang belum ada: {}.", missing.join("; ")));
    }
    remarks
}

fn claim_of(ctx: &Ctx, kind: &str, vocabulary: &str) -> String {
    let terms = ctx.house.reference.terms(vocabulary);
    let papers: Vec<&str> = terms.iter().map(|term| term.label.as_str()).collect();
    let basis = terms.first().and_then(|term| term.basis.as_deref()).unwrap_or("dasar hukumnya belum ada");
    format!("Mungkin berhak atas klaim {kind}. Dokumen yang dikumpulkan ({basis}): {}.", papers.join("; "))
}

/// Whether a rehabilitation names the return.
fn linked(id: &Expr) -> Expr {
    use rehabilitasi::entity::{COLUMN, Entity};
    let named = Entity::find()
        .filter(Expr::col((Entity, COLUMN.kepulangan_id)).eq(id.clone()))
        .filter(COLUMN.dibatalkan_pada.is_null());
    Expr::exists(named.into_query())
}
