//! What holds for every kind of record, whatever its fields: none is lost.

use std::collections::{BTreeMap, BTreeSet};

use kernel::form::shape::{Shape, Text};
use kernel::form::{Field, FieldKind, Form, Values, parse};
use kernel::{CatatanId, Ctx};
use records::{AnyKind, Cell, Change, Head, Mode, Outcome, Place, Step, Stored};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, FromQueryResult, JsonValue, QueryResult};
use serde_json::{Value, json};
use testkit::{Test, TestApp, on_both};

const DAY: &str = "2025-06-10";
const OFFICER: &str = "petugas.contoh";

/// The kinds whose fields nobody corrects once they are answered.
const FIXED: [&str; 1] = ["izin"];

/// What a field must hold beside the others, where not everything fits together.
const FITTING: [(&str, &str, &str); 11] = [
    ("kepulangan", "kategori", "meninggal"),
    ("kepulangan", "kelompok_usia", "anak"),
    ("kepulangan", "kantor_asal", "BP3MI-JABAR"),
    ("pengaduan", "dilimpahkan_ke", "bp3mi_lain"),
    ("pengaduan", "limpah_kantor", "BP3MI-JABAR"),
    ("pengaduan", "dasar_penutupan", "di_luar_kewenangan"),
    ("kedatangan", "jenis", "penerbangan"),
    ("izin", "kantor_tujuan", "BP3MI-JABAR"),
    ("selisih", "isian", "keterangan"),
    ("rekomendasi-p3mi", "jenis", "sanksi"),
    (
        "klaim",
        "dokumen",
        "kartu_peserta,kk,ktp_ahli_waris,ktp_paspor,rekening_ahli_waris,surat_ahli_waris,surat_kematian",
    ),
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
        for day in info.days() {
            assert!(kind.own().iter().any(|field| field.key == day.name && field.kind.is_day()), "{}", info.name);
        }
        for key in info.unique.map(|key| key.name).iter().chain(info.more.sought) {
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
        for key in info.more.brief {
            assert!(all.contains(key), "{}: {key}", info.name);
        }
        if let Some(papers) = info.more.papers {
            let asked = papers.asked.into_iter().flat_map(|(what, on)| [what, on]);
            for key in asked.chain([papers.field]) {
                assert!(own(key), "{}: {key}", info.name);
            }
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
    /// Records with a roster that nothing has closed, by the name of their kind: a whole one is closed, and takes nobody any more.
    open: BTreeMap<&'static str, String>,
}

/// The round in which only what must be there is filled in.
const OPEN: usize = 2;

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

    async fn register(&self, kind: &dyn AnyKind, round: usize) -> (CatatanId, String) {
        let name = kind.info().name;
        let mut form = Form::new();
        for field in kind.fields() {
            if round == OPEN && !field.required {
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

    fn text(&self, kind: &str, field: &Field) -> Option<String> {
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

    async fn found(&self, kind: &dyn AnyKind, id: CatatanId) -> QueryResult {
        let query =
            Query::select().column(Asterisk).from(kind.info().table).and_where(Expr::col("id").eq(id.0)).to_owned();
        self.ctx.db().query_one(&query).await.unwrap().unwrap()
    }

    /// The row as it stands in the table.
    async fn row(&self, kind: &dyn AnyKind, id: CatatanId) -> Value {
        JsonValue::from_query_result(&self.found(kind, id).await, "").unwrap()
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
    let original = kind.read(&world.ctx, id, true).await.unwrap().form;
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
        assert_eq!(shown.form.insert(field.key.to_owned(), original[field.key].clone()), Some(text));
        assert_eq!(shown.form, original, "{name}");
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
        let mut world = World { test: &test, ctx, made: BTreeMap::new(), open: BTreeMap::new() };
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

/// What the whole records of these tests bar beside the table: who died stays dead, and some answers are another office's.
const BARRED: &[(&str, &[&str])] = &[
    ("izin", &["setujui", "tolak", "akhiri"]),
    ("pelimpahan", &["terima", "kembalikan", "selesaikan"]),
    ("kepulangan", &["rawat", "pulih", "tampung", "selesai", "konfirmasi", "meninggal"]),
    ("pencari-kerja", &["daftar-siapkerja"]),
    ("verifikasi", &["hadir", "perbaiki", "unggah-visa"]),
    ("opp", &["tidak-hadir"]),
];

/// What a step is told: something in every field.
fn step_values(world: &World<'_>, kind: &dyn AnyKind, step: &'static Step) -> Values {
    let text = |field: &&Field| Some((field.key.to_owned(), world.text(kind.info().name, field)?));
    let asked = step.asks();
    let form: Form = asked.iter().filter_map(text).collect();
    parse(&asked, &form, &world.test.house().reference, world.ctx.today()).unwrap().values
}

/// Each cell of the table of a kind: the verdict on a record in that state is what stands there, and the step leads where it says.
fn each_cell_holds(world: &World<'_>, kind: &'static dyn AnyKind, record: &dyn Stored) -> BTreeSet<&'static str> {
    let name = kind.info().name;
    let mut barred = BTreeSet::new();
    for Place { status, verb, cell } in kind.cells() {
        let old = record.replaced(vec![("status", status.into())]).unwrap();
        let verdict = kind.verdict(&world.ctx, &*old, verb);
        if let Cell::No(why) = cell {
            assert_eq!(verdict, Err(why), "{name}: {status} {verb}");
            continue;
        }
        if verdict.is_err() {
            barred.insert(verb);
        }
        let step = kind.steps().iter().find(|step| step.name == verb).unwrap();
        let head = Head { version: old.head().version + 1, ..old.head() };
        let new = kind.step(&*old, verb, &step_values(world, kind, step), head, &world.ctx.house);
        let new = new.unwrap_or_else(|problem| panic!("{name}: {status} {verb}: {problem:?}"));
        assert_eq!(new.head().version, old.head().version + 1, "{name}: {status} {verb}");
        match cell {
            Cell::To(to, _) => assert_eq!(new.status(), to, "{name}: {status} {verb}"),
            Cell::Stays(_) => assert_eq!(new.status(), status, "{name}: {status} {verb}"),
            Cell::Back(_) | Cell::No(_) => assert_ne!(new.status(), status, "{name}: {status} {verb}"),
        }
    }
    barred
}

/// The states that no step leads to: the first person of a manifest begins an arrival.
const BEGUN_OTHERWISE: [(&str, &str); 1] = [("kedatangan", "berlangsung")];

/// The state that the fields of a row say, as an edit would read them.
fn derived_status(world: &World<'_>, kind: &dyn AnyKind, row: &dyn Stored) -> &'static str {
    let text = |value: sea_orm::Value| match value {
        sea_orm::Value::ChronoDate(day) => day.map(|day| day.to_string()),
        sea_orm::Value::String(text) => text,
        sea_orm::Value::Bool(flag) => flag.map(|flag| if flag { "ya" } else { "tidak" }.to_owned()),
        _ => None,
    };
    let mut form: Form =
        row.cells().into_iter().filter_map(|(key, value)| Some((key.to_owned(), text(value)?))).collect();
    let fields: Vec<&Field> = kind.own().iter().filter(|field| form.contains_key(field.key)).collect();
    form.retain(|key, _| fields.iter().any(|field| field.key == *key));
    kind.status(&parse(&fields, &form, &world.test.house().reference, world.ctx.today()).unwrap().values)
}

/// From a record with nothing but what it cannot be without, step by step through all states: after each step the days say the
/// state that the table leads to.
fn days_follow_the_table(world: &World<'_>, kind: &'static dyn AnyKind, record: &dyn Stored) {
    let name = kind.info().name;
    let needed = |key: &str| kind.columns().iter().any(|column| column.name == key && column.needed);
    let bare = record.cells().into_iter().filter(|(key, _)| !needed(key)).map(|(key, value)| (key, value.as_null()));
    let first = record.replaced(bare.collect()).unwrap();
    let first = first.replaced(vec![("status", derived_status(world, kind, &*first).into())]).unwrap();
    let (mut reached, mut next) = (BTreeSet::from([first.status()]), vec![first]);
    while let Some(old) = next.pop() {
        for Place { verb, cell, .. } in kind.cells().into_iter().filter(|place| place.status == old.status()) {
            if cell.verdict().is_err() {
                continue;
            }
            let step = kind.steps().iter().find(|step| step.name == verb).unwrap();
            let new = kind.step(&*old, verb, &step_values(world, kind, step), old.head(), &world.ctx.house).unwrap();
            assert_eq!(derived_status(world, kind, &*new), new.status(), "{name}: {} {verb}", old.status());
            if reached.insert(new.status()) {
                next.push(new);
            }
        }
    }
    reached.extend(BEGUN_OTHERWISE.iter().filter(|(kind, _)| *kind == name).map(|(_, status)| *status));
    assert_eq!(reached, kind.statuses().into_iter().collect(), "{name}: all states are reached");
}

#[tokio::test]
async fn every_kind_with_steps_does_what_each_cell_of_its_table_says() {
    on_both(async |test| {
        TestApp::user(&test, OFFICER, "kepala", "BP3MI-BANTEN").await;
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let mut world = World { test: &test, ctx, made: BTreeMap::new(), open: BTreeMap::new() };
        let mut walked = 0;
        for kind in test.lindung.registry.all() {
            world.whole(*kind).await;
            let name = kind.info().name;
            let record = kind.row_of(&world.found(*kind, world.made[name].0).await).unwrap();
            for status in kind.statuses() {
                let new = record.replaced(vec![("status", status.into())]).unwrap();
                assert_eq!(new.status(), status, "{name}: a state is stored under the word that it has");
            }
            let barred = each_cell_holds(&world, *kind, &*record);
            let known = BARRED.iter().find(|(kind, _)| *kind == name).map_or(&[][..], |(_, verbs)| verbs);
            assert_eq!(barred, known.iter().copied().collect(), "{name}");
            if !kind.cells().is_empty() {
                days_follow_the_table(&world, *kind, &*record);
                walked += 1;
            }
        }
        assert_eq!(walked, 19);
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
        let mut world = World { test: &test, ctx, made: BTreeMap::new(), open: BTreeMap::new() };
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
