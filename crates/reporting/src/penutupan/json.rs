//! Closings and their changes as JSON.

use chrono::{DateTime, Utc};
use kernel::ledger::Member;
use kernel::{CatatanId, Day, KantorId};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::changes::{Cause, Direction, FigureChanges, Line, Place};
use super::entity::{Model, angka};
use super::queries::Shown;
use crate::capaian::Capaian;
use crate::compute::Computed;
use crate::{indicators, render};

/// The word for a closing's fingerprints.
const HASH: &str = "^[0-9a-f]{64}$";

/// A closing without its figures, as it stands in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Head {
    id: Uuid,
    nama: String,
    kantor_id: KantorId,
    tahun: i64,
    #[schemars(range(min = 0, max = 4))]
    tw: i64,
    perjanjian: Named,
    revisi: i64,
    alasan: Option<String>,
    #[schemars(extend("enum" = ["disiapkan", "ditinjau", "ditandatangani", "dibuang"]))]
    status: &'static str,
    versi: i64,
    pada: DateTime<Utc>,
    disiapkan: Step,
    ditinjau: Option<Step>,
    catatan_tinjauan: Option<String>,
    ditandatangani: Option<Step>,
    /// Diisi bila yang menandatangani juga menyiapkan atau meninjau.
    orang_sama: Option<&'static str>,
    #[schemars(regex(pattern = HASH))]
    sidik: String,
    urutan: Option<i64>,
    #[schemars(extend("pattern" = HASH))]
    rantai_sebelum: Option<String>,
    #[schemars(extend("pattern" = HASH))]
    rantai: Option<String>,
    boleh: Vec<&'static str>,
}

/// The agreement that is closed.
#[derive(Debug, Serialize, JsonSchema)]
struct Named {
    kode: String,
    versi: i64,
}

/// Who did a step, and when.
#[derive(Debug, Serialize, JsonSchema)]
struct Step {
    oleh: String,
    pada: Option<DateTime<Utc>>,
}

/// A closing without its figures, as it stands in a list.
#[must_use]
pub fn head(closing: &Model) -> Head {
    let step = |by: &Option<String>, at| by.clone().map(|by| Step { oleh: by, pada: at });
    Head {
        id: closing.id,
        nama: closing.name(),
        kantor_id: closing.kantor_id,
        tahun: closing.tahun,
        tw: closing.tw,
        perjanjian: Named { kode: closing.perjanjian.clone(), versi: closing.perjanjian_versi },
        revisi: closing.revisi,
        alasan: closing.alasan.clone(),
        status: closing.status.code(),
        versi: closing.versi,
        pada: closing.pada,
        disiapkan: Step { oleh: closing.disiapkan_oleh.clone(), pada: Some(closing.pada) },
        ditinjau: step(&closing.ditinjau_oleh, closing.ditinjau_pada),
        catatan_tinjauan: closing.catatan_tinjauan.clone(),
        ditandatangani: step(&closing.ditandatangani_oleh, closing.ditandatangani_pada),
        orang_sama: closing.same_hands(),
        sidik: closing.sidik.clone(),
        urutan: closing.urutan,
        rantai_sebelum: closing.rantai_sebelum.clone(),
        rantai: closing.rantai.clone(),
        boleh: closing.status.allowed().iter().map(|command| command.word()).collect(),
    }
}

/// A decimal as text, rounded.
fn rounded(text: Option<&String>, decimals: u32) -> Option<String> {
    let number: Decimal = text?.parse().ok()?;
    Some(render::decimal(number, decimals))
}

/// Capaian of a closed figure, with the cap of the agreement's version that it was judged by.
#[must_use]
pub fn achieved(closing: &Model, row: &angka::Model) -> Option<Capaian> {
    Some(Capaian::of(row.capaian.as_ref()?.parse().ok()?, closing.batas_capaian))
}

/// A closed figure. Decimals are text, so that nobody rounds them.
#[derive(Debug, Serialize, JsonSchema)]
struct Closed {
    no: i64,
    indikator: String,
    judul: String,
    satuan: String,
    definisi_versi: i64,
    pembilang: i64,
    penyebut: Option<i64>,
    tidak_dihitung: i64,
    nilai: Option<String>,
    target: Option<String>,
    capaian: Option<String>,
    capaian_dibatasi: Option<String>,
    tercapai: Option<bool>,
    anggota: i64,
    #[schemars(regex(pattern = HASH))]
    sidik: String,
}

fn closed(closing: &Model, row: &angka::Model) -> Closed {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    Closed {
        no: row.no,
        indikator: row.indikator.clone(),
        judul: row.judul.clone(),
        satuan: row.satuan.clone(),
        definisi_versi: row.definisi_versi,
        pembilang: row.pembilang,
        penyebut: row.penyebut,
        tidak_dihitung: row.tidak_dihitung,
        nilai: rounded(row.nilai.as_ref(), decimals).or_else(|| row.kategori.clone()),
        target: row.target.clone(),
        capaian: rounded(row.capaian.as_ref(), 2),
        capaian_dibatasi: achieved(closing, row).map(|c| render::decimal(c.shown, 2)),
        tercapai: row.tercapai,
        anggota: row.anggota,
        sidik: row.sidik.clone(),
    }
}

/// A closing with its figures and check list.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Penutupan")]
pub struct Whole {
    #[serde(flatten)]
    head: Head,
    #[schemars(with = "Vec<serde_json::Map<String, Value>>")]
    daftar_periksa: Value,
    angka: Vec<Closed>,
}

/// A closing with its figures and check list.
#[must_use]
pub fn shown(shown: &Shown) -> Whole {
    Whole {
        head: head(&shown.closing),
        daftar_periksa: shown.closing.daftar_periksa.clone(),
        angka: shown.figures.iter().map(|row| closed(&shown.closing, row)).collect(),
    }
}

/// A figure as it would be now.
#[derive(Debug, Serialize, JsonSchema)]
struct Now {
    pembilang: i64,
    penyebut: Option<i64>,
    tidak_dihitung: i64,
    nilai: Option<String>,
}

fn now(row: &angka::Model, computed: &Computed) -> Now {
    let decimals = indicators::find(&row.indikator).map_or(2, |indicator| indicator.decimals);
    Now {
        pembilang: computed.numerator,
        penyebut: computed.denominator,
        tidak_dihitung: computed.not_counted,
        nilai: render::told(&computed.value, decimals),
    }
}

/// An edit: who, when, why, and which fields. What stood in them is for who may read the record, and stands there.
#[derive(Debug, Serialize, JsonSchema)]
struct Edit {
    riwayat_id: Uuid,
    jenis: String,
    catatan_id: CatatanId,
    versi: i64,
    pelaku: String,
    pada: DateTime<Utc>,
    alasan: String,
    isian: Vec<String>,
}

fn cause(cause: &Cause) -> Edit {
    let line = cause.line.clone();
    Edit {
        riwayat_id: line.id,
        jenis: line.jenis,
        catatan_id: line.catatan_id,
        versi: line.versi,
        pelaku: line.pelaku,
        pada: line.dicatat_pada,
        alasan: line.alasan,
        isian: line.perubahan.as_object().map(|changes| changes.keys().cloned().collect()).unwrap_or_default(),
    }
}

/// What stood in a figure for a record, or stands there now.
#[derive(Debug, Serialize, JsonSchema)]
struct Stood {
    hari: Day,
    hari_akhir: Option<Day>,
    dihitung: bool,
    alasan: Option<String>,
    kantor_id: KantorId,
    kategori: Option<String>,
    negara: Option<String>,
    jumlah: i64,
}

fn stood(member: Option<&Member>) -> Option<Stood> {
    let stood = |m: Member| Stood {
        hari: m.hari,
        hari_akhir: m.hari_akhir,
        dihitung: m.dihitung,
        alasan: m.alasan,
        kantor_id: m.kantor_id,
        kategori: m.kategori,
        negara: m.negara,
        jumlah: m.jumlah,
    };
    member.cloned().map(stood)
}

/// What became of a record.
#[derive(Debug, Serialize, JsonSchema)]
struct Moved {
    #[schemars(with = "String", extend("enum" = ["masuk", "keluar", "masuk-penyebut", "keluar-penyebut", "berubah"]))]
    arah: Direction,
    jenis: String,
    catatan_id: CatatanId,
    ukuran: String,
    #[schemars(with = "String")]
    dari: Place,
    #[schemars(with = "String")]
    ke: Place,
    semula: Option<Stood>,
    kini: Option<Stood>,
    sebab: Vec<Edit>,
}

fn moved(one: &Line) -> Moved {
    Moved {
        arah: one.direction,
        jenis: one.kind.clone(),
        catatan_id: one.record,
        ukuran: one.measure.clone(),
        dari: one.places.0,
        ke: one.places.1,
        semula: stood(one.before.as_ref()),
        kini: stood(one.after.as_ref()),
        sebab: one.causes.iter().map(cause).collect(),
    }
}

/// What has changed in the figures of a closing.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Changes {
    penutupan: Head,
    angka: Vec<Changed>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Changed {
    no: i64,
    indikator: String,
    judul: String,
    ditutup: Closed,
    kini: Now,
    perubahan: Vec<Moved>,
}

/// What has changed in the figures of a closing.
#[must_use]
pub fn changes(closing: &Model, all: &[FigureChanges]) -> Changes {
    let changed = |one: &FigureChanges| Changed {
        no: one.closed.no,
        indikator: one.closed.indikator.clone(),
        judul: one.closed.judul.clone(),
        ditutup: closed(closing, &one.closed),
        kini: now(&one.closed, &one.now),
        perubahan: one.lines.iter().map(moved).collect(),
    };
    Changes { penutupan: head(closing), angka: all.iter().map(changed).collect() }
}
