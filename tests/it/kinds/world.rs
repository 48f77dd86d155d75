//! A house with one whole record of every kind.

use std::collections::BTreeMap;

use kernel::form::shape::{Shape, Text};
use kernel::form::{Field, FieldKind, Form};
use kernel::{CatatanId, Ctx};
use records::{AnyKind, Change, Mode, Outcome};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, QueryResult};
use serde_json::Value;
use testkit::Test;

pub(super) const DAY: &str = "2025-06-10";
pub(super) const OFFICER: &str = "petugas.contoh";

/// What a field must hold beside the others, where not everything fits together.
const FITTING: [(&str, &str, &str); 16] = [
    ("kepulangan", "kategori", "meninggal"),
    ("kepulangan", "kelompok_usia", "anak"),
    ("kepulangan", "kantor_asal", "BP3MI-JABAR"),
    ("pengaduan", "dilimpahkan_ke", "bp3mi_lain"),
    ("pengaduan", "limpah_kantor", "BP3MI-JABAR"),
    ("pengaduan", "dasar_penutupan", "di_luar_kewenangan"),
    ("kedatangan", "jenis", "penerbangan"),
    ("izin", "kantor_tujuan", "BP3MI-JABAR"),
    ("selisih", "isian", "keterangan"),
    ("kendala", "iku", "pemenuhan-zi"),
    ("rekomendasi-p3mi", "jenis", "sanksi"),
    ("pegawai", "kelompok", "pns"),
    ("pegawai", "golongan", "iii_a"),
    ("pegawai", "tingkat", "fungsional"),
    ("pegawai", "unit", "BP3MI-BANTEN"),
    (
        "klaim",
        "dokumen",
        "kartu_peserta,kk,ktp_ahli_waris,ktp_paspor,rekening_ahli_waris,surat_ahli_waris,surat_kematian",
    ),
];

/// Whether a field is the person's, not the record's.
pub(super) fn of_person(kind: &dyn AnyKind, field: &Field) -> bool {
    kind.info().person && people::FIELDS.iter().any(|own| own.key == field.key)
}

/// The house with one whole record of some kinds, by name: id and number.
pub(super) struct World<'a> {
    pub test: &'a Test,
    pub ctx: Ctx,
    pub made: BTreeMap<&'static str, (CatatanId, String)>,
    /// Records with a roster that nothing has closed, by the name of their kind: a whole one is closed, and takes nobody any more.
    pub open: BTreeMap<&'static str, String>,
}

/// The round in which only what must be there is filled in.
const OPEN: usize = 2;

impl World<'_> {
    pub(super) fn kind(&self, name: &str) -> &'static dyn AnyKind {
        self.test.lindung.registry.find(name).unwrap()
    }

    /// A record of a kind with something in every field, and before it those that it links to.
    pub(super) async fn whole(&mut self, kind: &'static dyn AnyKind) {
        let name = kind.info().name;
        if self.made.contains_key(name) {
            return;
        }
        for field in kind.fields() {
            if let FieldKind::Link(to) = field.kind
                && to != name
            {
                Box::pin(self.whole(self.kind(to))).await;
            }
        }
        if let Some(roster) = kind.info().more.roster
            && !self.open.contains_key(roster.of)
        {
            let (_, number) = self.register(self.kind(roster.of), OPEN).await;
            self.open.insert(roster.of, number);
        }
        if kind.fields().iter().any(|field| field.kind == FieldKind::Link(name)) {
            let first = self.register(kind, 0).await;
            self.made.insert(name, first);
        }
        let made = self.register(kind, 1).await;
        self.made.insert(name, made);
    }

    pub(super) async fn register(&self, kind: &dyn AnyKind, round: usize) -> (CatatanId, String) {
        let name = kind.info().name;
        let mut form = Form::new();
        for field in kind.fields() {
            // A session of verification is of a scheme.
            if round == OPEN && !field.required && field.key != "skema" {
                continue;
            }
            let text = if of_person(kind, field) {
                (field.key == "nama").then(|| format!("Siti Contoh {round}"))
            } else {
                let roster = kind.info().more.roster.filter(|roster| roster.of == field.key);
                roster.map(|roster| self.open[roster.of].clone()).or_else(|| self.text(name, field))
            };
            // Who comes first comes with nobody, and one prevented person returns once.
            let apart = round == 0 && matches!(field.kind, FieldKind::Link(_));
            let lone = round == 0 && field.key == "kelompok_usia";
            form.extend(text.filter(|_| !apart && !lone).map(|text| (field.key.to_owned(), text)));
        }
        let tx = self.ctx.begin().await.unwrap();
        let done = kind.register_in(&tx, &self.ctx, &[form], &[], Mode::Write).await.unwrap();
        match done.outcomes.into_iter().next() {
            Some(Outcome::New(id, number)) => {
                tx.commit().await.unwrap();
                (id, number)
            }
            other => panic!("{name}: {other:?}"),
        }
    }

    pub(super) fn text(&self, kind: &str, field: &Field) -> Option<String> {
        if let Some((.., text)) = FITTING.iter().find(|(name, key, _)| *name == kind && *key == field.key) {
            return Some((*text).to_owned());
        }
        match field.kind {
            FieldKind::Link(to) => return Some(self.made.get(to)?.1.clone()),
            FieldKind::Officer => return Some(OFFICER.to_owned()),
            FieldKind::Year => return Some("2025".to_owned()),
            FieldKind::Outside(_) => return Some("CONTOH-1".to_owned()),
            _ => {}
        }
        Some(match field.shape(&self.test.house().reference) {
            Shape::Text { of: Text::Like(pattern), .. } if pattern.example == "2025-12-31" => DAY.to_owned(),
            Shape::Text { of: Text::Like(pattern), .. } => pattern.example.to_owned(),
            Shape::Text { most, .. } => format!("Contoh {}", field.key).chars().take(most).collect(),
            Shape::Word(words) => words.words.first()?.to_string(),
            Shape::Several(words) => words.words.iter().take(2).copied().collect::<Vec<_>>().join(","),
            Shape::Number { .. } => "12".to_owned(),
            Shape::Flag => "ya".to_owned(),
        })
    }

    pub(super) async fn found(&self, kind: &dyn AnyKind, id: CatatanId) -> QueryResult {
        let query =
            Query::select().column(Asterisk).from(kind.info().table).and_where(Expr::col("id").eq(id.0)).to_owned();
        self.ctx.db().query_one(&query).await.unwrap().unwrap()
    }

    /// The row as it stands in the table.
    pub(super) async fn row(&self, kind: &dyn AnyKind, id: CatatanId) -> Value {
        JsonValue::from_query_result(&self.found(kind, id).await, "").unwrap()
    }

    /// Changes one field; none where no change is allowed for it.
    pub(super) async fn changed(&self, kind: &dyn AnyKind, id: CatatanId, field: &Field) -> Option<String> {
        let text = "LAIN (CONTOH)".to_owned();
        let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
        let done = kind.edit(&self.ctx, change, Form::from([(field.key.to_owned(), text.clone())])).await;
        done.ok().map(|()| text)
    }
}
