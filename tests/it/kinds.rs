//! What holds for every kind of record, whatever its fields: none is lost.

use std::collections::{BTreeMap, BTreeSet};

use kernel::form::{Field, FieldKind, Form, Values, parse};
use records::{AnyKind, Cell, Head, Place, Step, Stored};
use serde_json::{Value, json};
use testkit::{TestApp, on_both};
use world::{OFFICER, World, of_person};

mod world;

/// The kinds whose fields nobody corrects once they are answered.
const FIXED: [&str; 1] = ["izin"];

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
            assert!(column(key) || column(&format!("{key}_id")), "{}: {key}", info.name);
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
        assert_eq!(walked, 22);
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
