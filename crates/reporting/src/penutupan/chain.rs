//! Fingerprints of closings: of what one says, and of the chain in which each carries the one before it.

use std::collections::BTreeMap;

use kernel::vault::fingerprint;
use serde_json::Value as Json;

use super::entity::{Model, angka};

/// What the chain begins with.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

fn text(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// JSON in one form, whatever order a database gave its members back in.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let sorted: BTreeMap<_, _> = members.iter().map(|(key, value)| (key, canonical(value))).collect();
            let members: Vec<String> = sorted.into_iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

fn figure(row: &angka::Model) -> String {
    [
        row.no.to_string(),
        row.indikator.clone(),
        row.judul.clone(),
        row.satuan.clone(),
        row.definisi_versi.to_string(),
        row.pembilang.to_string(),
        text(row.penyebut),
        row.tidak_dihitung.to_string(),
        text(row.nilai.as_ref()),
        text(row.kategori.as_ref()),
        text(row.target.as_ref()),
        text(row.capaian.as_ref()),
        text(row.tercapai),
        row.anggota.to_string(),
        row.sidik.clone(),
    ]
    .join("\u{1f}")
}

/// The fingerprint of what a closing says: whose records, which period, which versions, at which instant, and every
/// figure with the fingerprint of its members. `rows` stand in the order of their numbers.
#[must_use]
pub(super) fn content(closing: &Model, rows: &[angka::Model]) -> String {
    let mut lines = vec![
        closing.id.to_string(),
        closing.kantor_id.to_string(),
        canonical(&closing.lingkup),
        closing.perjanjian.clone(),
        closing.perjanjian_versi.to_string(),
        text(closing.batas_capaian),
        closing.tahun.to_string(),
        closing.tw.to_string(),
        closing.revisi.to_string(),
        text(closing.alasan.as_ref()),
        closing.pada.timestamp_micros().to_string(),
        canonical(&closing.daftar_periksa),
        closing.disiapkan_oleh.clone(),
        text(closing.disiapkan_id),
    ];
    lines.extend(rows.iter().map(figure));
    fingerprint(lines.join("\n").as_bytes())
}

/// The chain's fingerprint with a signed closing: over the one before it, what it says, and who reviewed and signed.
#[must_use]
pub(super) fn link(before: &str, closing: &Model) -> String {
    let lines = [
        before.to_owned(),
        closing.sidik.clone(),
        text(closing.urutan),
        text(closing.ditinjau_oleh.as_ref()),
        text(closing.ditinjau_id),
        text(closing.ditinjau_pada.map(|at| at.timestamp_micros())),
        text(closing.catatan_tinjauan.as_ref()),
        text(closing.ditandatangani_oleh.as_ref()),
        text(closing.ditandatangani_id),
        text(closing.ditandatangani_pada.map(|at| at.timestamp_micros())),
    ];
    fingerprint(lines.join("\n").as_bytes())
}
