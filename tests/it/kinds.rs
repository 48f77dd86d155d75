//! What holds for every kind of record, whatever its fields: none is lost.

use std::collections::BTreeMap;

use kernel::form::shape::{Shape, Text};
use kernel::form::{Field, FieldKind, Form};
use kernel::{CatatanId, Ctx};
use records::{AnyKind, Change, Mode, Outcome};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue};
use serde_json::{Value, json};
use testkit::{Test, TestApp, on_both};

const DAY: &str = "2025-06-10";
const OFFICER: &str = "petugas.contoh";

/// The kinds whose fields nobody corrects once they are answered.
const FIXED: [&str; 1] = ["izin"];

/// What a field must hold beside the others, where not everything fits together.
const FITTING: [(&str, &str, &str); 8] = [
    ("kepulangan", "kategori", "meninggal"),
    ("kepulangan", "kelompok_usia", "anak"),
    ("kepulangan", "kantor_asal", "BP3MI-JABAR"),
    ("pengaduan", "dilimpahkan_ke", "bp3mi_lain"),
    ("pengaduan", "limpah_kantor", "BP3MI-JABAR"),
    ("kedatangan", "jenis", "penerbangan"),
    ("izin", "kantor_tujuan", "BP3MI-JABAR"),
    ("selisih", "isian", "keterangan"),
];

#[test]
fn every_column_is_a_field_and_every_field_has_a_column() {
    let wrong: Vec<String> = server::registry().all().iter().flat_map(|kind| kind.undescribed()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A name in the fixed facts of a kind that is misspelt would be passed over in silence.
#[test]
fn what_a_kind_says_of_its_fields_names_fields() {
    let registry = server::registry();
    for kind in registry.all() {
        let info = kind.info();
        let all: Vec<&str> = kind.fields().iter().map(|field| field.key).collect();
        let own = |key: &str| kind.own().iter().any(|field| field.key == key);
        let column = |key: &str| kind.columns().iter().any(|column| column.name == key);
        assert!(
            own(info.day) && kind.own().iter().any(|field| field.key == info.day && field.kind.is_day()),
            "{}",
            info.name
        );
        for key in info.unique.iter().chain(info.more.sought) {
            assert!(own(key) && column(key), "{}: {key}", info.name);
        }
        for key in info.columns {
            assert!(all.contains(key), "{}: {key}", info.name);
        }
        for key in info.filters.iter().copied().chain(info.more.shared) {
            assert!(column(key), "{}: {key}", info.name);
        }
        let links = info.more.shown_at.iter().copied().chain(info.more.encloses.map(|along| along.field));
        for key in links {
            let linked = |field: &Field| field.key == key && matches!(field.kind, FieldKind::Link(_));
            assert!(kind.own().iter().any(linked), "{}: {key}", info.name);
        }
        for key in info
            .more
            .opening
            .iter()
            .flat_map(|opening| opening.filled.iter().map(|(key, _)| *key).chain([opening.named]))
        {
            assert!(own(key), "{}: {key}", info.name);
        }
        for (to, _) in info.more.leads_to {
            assert!(registry.find(to).is_some(), "{}: {to}", info.name);
        }
    }
}

/// Whether a field is the person's, not the record's.
fn of_person(kind: &dyn AnyKind, field: &Field) -> bool {
    kind.info().person && people::FIELDS.iter().any(|own| own.key == field.key)
}

/// The house with one whole record of some kinds, by name: id and number.
struct World<'a> {
    test: &'a Test,
    ctx: Ctx,
    made: BTreeMap<&'static str, (CatatanId, String)>,
}

impl World<'_> {
    fn kind(&self, name: &str) -> &'static dyn AnyKind {
        self.test.lindung.registry.find(name).unwrap()
    }

    /// A record of a kind with something in every field, and before it those that it links to.
    async fn whole(&mut self, kind: &'static dyn AnyKind) {
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
        if kind.fields().iter().any(|field| field.kind == FieldKind::Link(name)) {
            let first = self.register(kind, 0).await;
            self.made.insert(name, first);
        }
        let made = self.register(kind, 1).await;
        self.made.insert(name, made);
    }

    async fn register(&self, kind: &dyn AnyKind, round: usize) -> (CatatanId, String) {
        let name = kind.info().name;
        let mut form = Form::new();
        for field in kind.fields() {
            let text = if of_person(kind, field) {
                (field.key == "nama").then(|| format!("Siti Contoh {round}"))
            } else {
                self.text(name, field)
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

    fn text(&self, kind: &str, field: &Field) -> Option<String> {
        if let Some((.., text)) = FITTING.iter().find(|(name, key, _)| *name == kind && *key == field.key) {
            return Some((*text).to_owned());
        }
        match field.kind {
            FieldKind::Link(to) => return Some(self.made.get(to)?.1.clone()),
            FieldKind::Officer => return Some(OFFICER.to_owned()),
            FieldKind::Year => return Some("2025".to_owned()),
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

    /// The row as it stands in the table.
    async fn row(&self, kind: &dyn AnyKind, id: CatatanId) -> Value {
        let query =
            Query::select().column(Asterisk).from(kind.info().table).and_where(Expr::col("id").eq(id.0)).to_owned();
        let row = self.ctx.db().query_one(&query).await.unwrap().unwrap();
        JsonValue::from_query_result(&row, "").unwrap()
    }

    /// Changes one field; none where no change is allowed for it.
    async fn changed(&self, kind: &dyn AnyKind, id: CatatanId, field: &Field) -> Option<String> {
        let text = "LAIN (CONTOH)".to_owned();
        let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
        let done = kind.edit(&self.ctx, change, Form::from([(field.key.to_owned(), text.clone())])).await;
        done.ok().map(|()| text)
    }
}

async fn nothing_else_changes(world: &World<'_>, kind: &'static dyn AnyKind) {
    let (name, id) = (kind.info().name, world.made[kind.info().name].0);
    let before = world.row(kind, id).await;
    let empty: Vec<&String> = before.as_object().unwrap().iter().filter(|(_, v)| v.is_null()).map(|(k, _)| k).collect();
    assert_eq!(empty, ["dibatalkan_pada"], "{name}: every column holds something");
    let said = kind.read(&world.ctx, id, true).await.unwrap().form;
    let own = kind.fields().into_iter().filter(|field| !of_person(kind, field));
    let mut tried = Vec::new();
    for field in own.filter(|field| matches!(field.kind, FieldKind::Text(_) | FieldKind::Long)) {
        let Some(text) = world.changed(kind, id, field).await else {
            tried.push(field.key);
            continue;
        };
        let mut after = world.row(kind, id).await;
        let mut shown = kind.read(&world.ctx, id, true).await.unwrap();
        let line = shown.history.pop().unwrap();
        assert_eq!(
            line.perubahan.as_object().unwrap().keys().collect::<Vec<_>>(),
            [field.key],
            "{name}: history tells of what was changed, and of nothing else"
        );
        assert_ne!(after["versi"], before["versi"]);
        for common in ["versi", "diubah_pada"] {
            after[common] = before[common].clone();
        }
        if after.get(field.key).is_some() {
            assert_eq!(after[field.key], json!(text));
            after[field.key] = before[field.key].clone();
        }
        assert_eq!(without_seals(after), without_seals(before), "{name}: {} was changed and nothing else", field.key);
        // What is sealed is sealed anew; opened, it says what it said.
        assert_eq!(shown.form.insert(field.key.to_owned(), said[field.key].clone()), Some(text));
        assert_eq!(shown.form, said, "{name}");
        return;
    }
    assert!(FIXED.contains(&name), "{name}: nothing could be changed of {tried:?}");
}

fn without_seals(mut row: Value) -> Value {
    row.as_object_mut().unwrap().retain(|column, _| !column.ends_with("_sandi"));
    row
}

#[tokio::test]
async fn a_change_of_one_field_leaves_all_others_as_they_are_whatever_the_kind() {
    on_both(async |test| {
        TestApp::user(&test, OFFICER, "kepala", "BP3MI-BANTEN").await;
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let mut world = World { test: &test, ctx, made: BTreeMap::new() };
        for kind in test.lindung.registry.all() {
            world.whole(*kind).await;
            nothing_else_changes(&world, *kind).await;
        }
        assert!(world.made.len() > 19);
        drop(world);
        test
    })
    .await;
}

#[tokio::test]
async fn every_kind_of_record_has_a_bundle() {
    on_both(async |test| {
        TestApp::user(&test, OFFICER, "kepala", "BP3MI-BANTEN").await;
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let mut world = World { test: &test, ctx, made: BTreeMap::new() };
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for kind in test.lindung.registry.all() {
            world.whole(*kind).await;
            let name = kind.info().name;
            let bundle = app.get(&format!("/api/v1/{name}/{}/berkas", world.made[name].0)).await;
            assert_eq!(bundle.status, axum::http::StatusCode::OK, "{name}: {}", bundle.text);
            assert!(bundle.bytes.starts_with(b"PK"), "{name}");
        }
        drop(world);
        test
    })
    .await;
}
