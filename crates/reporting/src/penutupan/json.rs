//! Closings and their changes as JSON.

use kernel::figure;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::changes::{Cause, FigureChanges, Line};
use super::entity::{Model, angka};
use super::queries::Shown;
use crate::compute::{Computed, Value as Struck};
use crate::indicators;

/// A closing without its figures, as it stands in a list.
#[must_use]
pub fn head(closing: &Model) -> Value {
    let step = |by: &Option<String>, at: Option<chrono::DateTime<chrono::Utc>>| {
        by.as_ref().map(|by| json!({ "oleh": by, "pada": at }))
    };
    json!({
        "id": closing.id,
        "nama": closing.name(),
        "kantor_id": closing.kantor_id,
        "tahun": closing.tahun,
        "tw": closing.tw,
        "perjanjian": { "kode": closing.perjanjian, "versi": closing.perjanjian_versi },
        "revisi": closing.revisi,
        "alasan": closing.alasan,
        "status": closing.status.code(),
        "versi": closing.versi,
        "pada": closing.pada,
        "disiapkan": { "oleh": closing.disiapkan_oleh, "pada": closing.pada },
        "ditinjau": step(&closing.ditinjau_oleh, closing.ditinjau_pada),
        "catatan_tinjauan": closing.catatan_tinjauan,
        "ditandatangani": step(&closing.ditandatangani_oleh, closing.ditandatangani_pada),
        "sidik": closing.sidik,
        "urutan": closing.urutan,
        "rantai_sebelum": closing.rantai_sebelum,
        "rantai": closing.rantai,
        "boleh": closing.status.allowed().iter().map(|command| command.word()).collect::<Vec<_>>(),
    })
}

/// A decimal as text, rounded.
fn rounded(text: Option<&String>, decimals: u32) -> Option<String> {
    let number: Decimal = text?.parse().ok()?;
    Some(figure::round(number, decimals).normalize().to_string())
}

/// Capaian as the agreement caps it.
#[must_use]
pub fn capped(closing: &Model, row: &angka::Model) -> Option<Decimal> {
    let raw: Decimal = row.capaian.as_ref()?.parse().ok()?;
    Some(closing.batas_capaian.map_or(raw, |cap| raw.min(cap.into())))
}

fn figure_json(closing: &Model, row: &angka::Model) -> Value {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    json!({
        "no": row.no,
        "indikator": row.indikator,
        "judul": row.judul,
        "satuan": row.satuan,
        "definisi_versi": row.definisi_versi,
        "pembilang": row.pembilang,
        "penyebut": row.penyebut,
        "tidak_dihitung": row.tidak_dihitung,
        "nilai": rounded(row.nilai.as_ref(), decimals).or_else(|| row.kategori.clone()),
        "target": row.target,
        "capaian": rounded(row.capaian.as_ref(), 2),
        "capaian_dibatasi": capped(closing, row).map(|c| figure::round(c, 2).normalize().to_string()),
        "tercapai": row.tercapai,
        "anggota": row.anggota,
        "sidik": row.sidik,
    })
}

/// A closing with its figures and check list.
#[must_use]
pub fn shown(shown: &Shown) -> Value {
    let mut whole = head(&shown.closing);
    if let Some(members) = whole.as_object_mut() {
        let figures = shown.figures.iter().map(|row| figure_json(&shown.closing, row)).collect();
        members.insert("daftar_periksa".to_owned(), shown.closing.daftar_periksa.clone());
        members.insert("angka".to_owned(), figures);
    }
    whole
}

/// A figure as it would be now.
fn now(row: &angka::Model, computed: &Computed) -> Value {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    let value = match &computed.value {
        Struck::NoData => Value::Null,
        Struck::Number(number) => json!(figure::round(*number, decimals).normalize().to_string()),
        Struck::Category(category) => json!(category),
    };
    json!({
        "pembilang": computed.numerator, "penyebut": computed.denominator,
        "tidak_dihitung": computed.not_counted, "nilai": value,
    })
}

/// An edit: who, when, why, and which fields. What stood in them is for who may read the record, and stands there.
fn cause(cause: &Cause) -> Value {
    let line = &cause.line;
    let fields: Vec<&String> = line.perubahan.as_object().map(|changes| changes.keys().collect()).unwrap_or_default();
    json!({
        "riwayat_id": line.id, "jenis": line.jenis, "catatan_id": line.catatan_id, "versi": line.versi,
        "pelaku": line.pelaku, "pada": line.dicatat_pada, "alasan": line.alasan, "isian": fields,
    })
}

fn line(one: &Line) -> Value {
    let member = |member: &Option<kernel::ledger::Member>| {
        member.as_ref().map(|m| {
            json!({
                "hari": m.hari, "hari_akhir": m.hari_akhir, "dihitung": m.dihitung, "alasan": m.alasan,
                "kantor_id": m.kantor_id, "kategori": m.kategori, "negara": m.negara, "jumlah": m.jumlah,
            })
        })
    };
    json!({
        "arah": one.direction,
        "jenis": one.kind,
        "catatan_id": one.record,
        "ukuran": one.measure,
        "dari": one.places.0,
        "ke": one.places.1,
        "semula": member(&one.before),
        "kini": member(&one.after),
        "sebab": one.causes.iter().map(cause).collect::<Vec<_>>(),
    })
}

/// What has changed in the figures of a closing.
#[must_use]
pub fn changes(closing: &Model, all: &[FigureChanges]) -> Value {
    let figures: Vec<Value> = all
        .iter()
        .map(|one| {
            json!({
                "no": one.closed.no,
                "indikator": one.closed.indikator,
                "judul": one.closed.judul,
                "ditutup": figure_json(closing, &one.closed),
                "kini": now(&one.closed, &one.now),
                "perubahan": one.lines.iter().map(line).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "penutupan": head(closing), "angka": figures })
}
