//! Fingerprints of closings: of what one says, and of the chain in which each carries the one before it.

use chrono::{DateTime, Utc};
use kernel::joined::canonical;
use kernel::vault::fingerprint;
use serde_json::{Value as Json, json};

use super::entity::{Model, angka};

/// What the chain begins with.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn figure(row: &angka::Model) -> Json {
    json!([
        row.no,
        row.indikator,
        row.judul,
        row.satuan,
        row.definisi_versi,
        row.pembilang,
        row.penyebut,
        row.tidak_dihitung,
        row.nilai,
        row.kategori,
        row.target,
        row.capaian,
        row.tercapai,
        row.anggota,
        row.sidik,
    ])
}

/// An array followed by what came later; where there is none it stays what it was, so that closings of before still fit.
fn followed(mut list: Json, later: Option<Json>) -> Json {
    if let (Json::Array(items), Some(later)) = (&mut list, later) {
        items.push(later);
    }
    list
}

/// The fingerprint of what a closing says: whose records, which period, which versions, at which instant, and every
/// figure with the fingerprint of its members. `rows` stand in the order of their numbers. It is taken over an array, so
/// that no value can run into the next, and nothing is told apart from the empty text.
#[must_use]
pub(super) fn content(closing: &Model, rows: &[angka::Model]) -> String {
    let fields = json!([
        closing.id,
        closing.kantor_id,
        closing.lingkup,
        closing.perjanjian,
        closing.perjanjian_versi,
        closing.batas_capaian,
        closing.tahun,
        closing.tw,
        closing.revisi,
        closing.alasan,
        closing.pada.timestamp_micros(),
        closing.daftar_periksa,
        closing.disiapkan_oleh,
        closing.disiapkan_id,
        rows.iter().map(figure).collect::<Vec<_>>(),
    ]);
    fingerprint(canonical(&followed(fields, closing.cara.map(Json::from))).as_bytes())
}

/// The chain's fingerprint with a signed closing: over the one before it, what it says, who reviewed and signed, and the link over
/// history and access log to which it is anchored.
#[must_use]
pub(super) fn link(before: &str, closing: &Model) -> String {
    let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros());
    let fields = json!([
        before,
        closing.sidik,
        closing.urutan,
        closing.ditinjau_oleh,
        closing.ditinjau_id,
        micros(closing.ditinjau_pada),
        closing.catatan_tinjauan,
        closing.ditandatangani_oleh,
        closing.ditandatangani_id,
        micros(closing.ditandatangani_pada),
    ]);
    fingerprint(canonical(&followed(fields, closing.jangkar.as_deref().map(Json::from))).as_bytes())
}
