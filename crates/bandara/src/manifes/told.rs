//! What the api of manifests reads and tells.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Utc};
use kernel::CatatanId;
use kernel::form::Form;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::MOST;

/// A manifest.
#[derive(Serialize, JsonSchema)]
pub(super) struct All {
    pub data: Vec<Line>,
    pub menurut_surat: Option<i64>,
    pub diharapkan: usize,
    pub ditemui: usize,
    pub tidak_datang: usize,
    pub ditarik: usize,
    /// Catatan orang yang tidak ada di manifes.
    pub tambahan: Vec<CatatanId>,
}

/// A line of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Line {
    pub id: Uuid,
    pub baris: i64,
    #[schemars(extend("enum" = ["diharapkan", "ditemui", "tidak_datang", "ditarik"]))]
    pub status: &'static str,
    pub isi: Form,
    pub lain: Form,
    pub jenis_catatan: Option<String>,
    pub catatan_id: Option<CatatanId>,
    pub diambil_oleh: Option<String>,
    pub versi: i64,
}

/// The next line for who asks, if there is one.
#[derive(Serialize, JsonSchema)]
pub(super) struct Next {
    pub baris: Option<Line>,
}

/// A manifest as it is sent.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// Hanya memeriksa.
    #[serde(default)]
    pub uji: bool,
    /// Tabel yang ditempel, dengan baris judul kolom.
    #[serde(default)]
    pub teks: String,
    #[serde(default)]
    #[schemars(schema_with = "rows")]
    pub baris: Vec<Map<String, Value>>,
    /// Isian bagi semua baris yang kosong.
    #[serde(default)]
    #[schemars(schema_with = "typed")]
    pub semua: Map<String, Value>,
    /// Baris yang ditarik karena tidak ada lagi.
    #[serde(default)]
    #[schemars(with = "Vec<Uuid>")]
    pub tarik: HashSet<Uuid>,
    /// Terima yang benar saja.
    #[serde(default)]
    pub sisihkan: bool,
    /// Jawaban atas `pertanyaan`: menurut isian, lalu kuncinya. Tanda - mengosongkan selnya.
    #[serde(default)]
    pub jawaban: BTreeMap<String, Form>,
    /// Baris yang dilewati. Diingat untuk manifes berikutnya dari kedatangan ini, seperti `jawaban` dan `semua`.
    #[serde(default)]
    pub lewati: Vec<Skip>,
    /// Jawaban bagi `sudah_dicatat`, menurut baris.
    #[serde(default)]
    pub tercatat: Vec<Stood>,
    /// Jawaban bagi semua `sudah_dicatat` yang tidak dijawab sendiri.
    #[serde(default)]
    #[schemars(extend("enum" = ["sama", "lain", ""]))]
    pub tercatat_semua: String,
}

/// What is said of somebody who was recorded on that day already.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "JawabanSudahDicatat")]
pub(super) struct Stood {
    /// Nomor baris seperti di `data`.
    #[schemars(range(min = 1))]
    pub baris: usize,
    /// sama: barisnya ditemui dengan catatan itu; lain: kedatangan lain.
    #[schemars(extend("enum" = ["sama", "lain"]))]
    pub jawaban: String,
}

/// A row that is left out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Skip {
    /// Nomor baris seperti di `data`.
    #[schemars(range(min = 1))]
    pub baris: usize,
    #[serde(default)]
    #[schemars(length(max = 200))]
    pub alasan: String,
}

/// How long the reason for leaving a row out may be.
pub(super) const REASON: usize = 200;

fn rows(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "maxItems": MOST, "items": typed(generator) })
}

/// What may stand in a row: its heads are those of the sheet, so nobody knows them beforehand.
fn typed(_: &mut SchemaGenerator) -> Schema {
    let one = json!({ "type": ["string", "number", "boolean", "null", "array"], "items": { "type": "string" } });
    json_schema!({ "type": "object", "additionalProperties": one })
}

/// What a manifest comes to, or came to.
#[derive(Serialize, JsonSchema)]
pub(super) struct Looked {
    pub data: Vec<Row>,
    pub uji: bool,
    pub baru: usize,
    pub berubah: usize,
    pub sama: usize,
    pub salah: usize,
    pub ditarik: usize,
    pub tidak_ada_lagi: Vec<Gone>,
    pub peringatan: Option<String>,
    pub dilewati: usize,
    /// Yang ditanyakan sekali untuk banyak sel.
    pub pertanyaan: Vec<Asked>,
    /// Orang yang sudah dicatat pada hari itu. Yang belum dijawab dengan `tercatat` menahan barisnya.
    pub sudah_dicatat: Vec<Recorded>,
}

/// Somebody who was recorded on that day already.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BarisSudahDicatat")]
pub(super) struct Recorded {
    /// Nomor baris.
    pub baris: usize,
    pub catatan_id: CatatanId,
    pub nomor: String,
    pub dicatat_pada: DateTime<Utc>,
    /// Seperti dikirim: sama atau lain; kosong bila belum dijawab.
    pub jawaban: Option<&'static str>,
}

/// A question about many cells.
#[derive(Serialize, JsonSchema)]
pub(super) struct Asked {
    pub isian: &'static str,
    pub kunci: String,
    pub kalimat: String,
    /// Nomor baris.
    pub baris: Vec<usize>,
    pub pilihan: Vec<String>,
}

/// A row of it.
#[derive(Serialize, JsonSchema)]
pub(super) struct Row {
    pub baris: usize,
    pub nama: Option<String>,
    #[schemars(extend("enum" = ["baru", "sama", "berubah", "sudah_ditemui", "salah", "dilewati"]))]
    pub hasil: &'static str,
    pub beda: Vec<String>,
    pub catatan: Vec<Remark>,
}

/// What is remarked about a row.
#[derive(Serialize, JsonSchema)]
pub(super) struct Remark {
    pub isian: &'static str,
    pub rincian: String,
    pub salah: bool,
}

/// A line that stands in the manifest no more.
#[derive(Serialize, JsonSchema)]
pub(super) struct Gone {
    pub id: Uuid,
    pub baris: i64,
    pub nama: String,
}

/// The record of who was met.
#[derive(Serialize, JsonSchema)]
pub(super) struct Met {
    #[schemars(extend("enum" = ["dicatat", "sudah"]))]
    pub hasil: &'static str,
    pub jenis: &'static str,
    pub catatan_id: CatatanId,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(required)]
    pub nomor: Option<String>,
}

/// Whether somebody did not come.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    #[serde(default = "yes")]
    pub tidak_datang: bool,
}

fn yes() -> bool {
    true
}
