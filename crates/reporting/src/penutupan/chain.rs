//! Fingerprints of closings: of what one says, and of the chain in which each carries the one before it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::vault::fingerprint;
use serde_json::{Value as Json, json};

use super::entity::{Model, angka};

/// What the chain begins with.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// JSON in one form, whatever order a database gave its members back in.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let sorted: BTreeMap<_, _> = members.iter().map(|(key, value)| (key, canonical(value))).collect();
            let members: Vec<String> =
                sorted.into_iter().map(|(key, value)| format!("{}:{value}", Json::from(key.as_str()))).collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

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

/// The fingerprint of what a closing says: whose records, which period, which versions, at which instant, and every
/// figure with the fingerprint of its members. `rows` stand in the order of their numbers. It is taken over an array, so
/// that no value can run into the next, and nothing is told apart from the empty text.
#[must_use]
pub(super) fn content(closing: &Model, rows: &[angka::Model]) -> String {
    let said = json!([
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
    fingerprint(canonical(&said).as_bytes())
}

/// The chain's fingerprint with a signed closing: over the one before it, what it says, and who reviewed and signed.
#[must_use]
pub(super) fn link(before: &str, closing: &Model) -> String {
    let micros = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_micros());
    let said = json!([
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
    fingerprint(canonical(&said).as_bytes())
}
