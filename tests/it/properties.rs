//! Over random histories: the ledger is what the records say, and "as of" is what was seen then.

use chrono::TimeDelta;
use kernel::clock::Clock;
use kernel::form::Form;
use kernel::ledger::{AsOf, Members, Part, Side};
use kernel::{CatatanId, Ctx, OrangId, Period};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use records::{Change, Mode, Outcome};
use server::jobs;
use testkit::{Backend, Test, complaint, form, klaim, placement, returned};

#[derive(Clone, Debug)]
enum Step {
    New(u8, u32, u8),
    Edit(usize, u8, u8),
    Wait(u8),
    /// Withdraw, restore or move a record, or correct its person.
    Mend(usize, Mend),
    /// Merge the people of two records.
    Merge(usize, usize),
}

#[derive(Clone, Copy, Debug)]
enum Mend {
    Withdraw,
    Restore,
    Move,
    EditPerson(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4u8, 0..12u32, 0..120u8).prop_map(|(kind, person, day)| Step::New(kind, person, day)),
        4 => (0..64usize, 0..5u8, 0..120u8).prop_map(|(which, what, day)| Step::Edit(which, what, day)),
        1 => (1..50u8).prop_map(Step::Wait),
        2 => (0..64usize, mend()).prop_map(|(which, how)| Step::Mend(which, how)),
        1 => (0..64usize, 0..64usize).prop_map(|(one, other)| Step::Merge(one, other)),
    ]
}

fn mend() -> impl Strategy<Value = Mend> {
    prop_oneof![
        2 => Just(Mend::Withdraw),
        1 => Just(Mend::Restore),
        1 => Just(Mend::Move),
        1 => (0..4u8).prop_map(Mend::EditPerson),
    ]
}

/// A day of the first four months, so that quarters are crossed and none lies in the future.
fn day(at: u8) -> String {
    (Period::year(2025).from + TimeDelta::days(at.into())).to_string()
}

fn new_form(kind: u8, person: u32, at: u8, serial: u32) -> (&'static str, Form) {
    let categories = ["bermasalah", "habis_kontrak", "dicegah", "anak"];
    let category = categories[usize::from(at) % categories.len()];
    match kind {
        0 => ("kepulangan", returned(person, &day(at), category)),
        1 => ("pengaduan", complaint(person, &day(at))),
        2 => ("klaim", klaim(person, &day(at))),
        _ => ("penempatan", placement(serial, &day(at), if at.is_multiple_of(2) { "p_to_p" } else { "g_to_g" })),
    }
}

fn edit_form(kind: &str, what: u8, at: u8) -> Form {
    let later = day(at);
    match (kind, what) {
        ("kepulangan", 0) => form(&[("kategori", "sakit")]),
        ("kepulangan", 1) => form(&[("kategori", "cuti")]),
        ("kepulangan", 2) => form(&[("tiba_pada", &later)]),
        ("kepulangan", 3) => form(&[("negara", "TW")]),
        ("kepulangan", _) => form(&[("pulang_pada", &later)]),
        ("pengaduan", 0) => form(&[("diverifikasi_pada", &later)]),
        ("pengaduan", 1) => form(&[("nomor_siskop2mi", &format!("S-{at}")), ("siskop2mi_pada", &later)]),
        ("pengaduan", 2) => form(&[("diverifikasi_pada", "")]),
        ("pengaduan", _) => form(&[("diterima_pada", &later)]),
        ("klaim", 0 | 1) => form(&[("dibayar_pada", &later), ("jumlah_rp", "1000")]),
        ("klaim", _) => form(&[("diajukan_pada", &later)]),
        (_, 0) => form(&[("batal_pada", &later)]),
        (_, 1) => form(&[("skema", "g_to_g")]),
        (_, _) => form(&[("epmi_terbit_pada", &later)]),
    }
}

const MEASURES: [(&str, bool); 6] = [
    ("kepulangan", false),
    ("kepulangan", true),
    ("pengaduan-penanganan", false),
    ("pengaduan-siskop2mi", false),
    ("klaim", false),
    ("penempatan", false),
];

/// Every list as it stands, by measure, period and side.
async fn look(ctx: &Ctx, as_of: AsOf) -> Vec<Vec<(CatatanId, kernel::Day, Option<kernel::Day>)>> {
    let mut seen = Vec::new();
    for (measure, distinct) in MEASURES {
        for period in [kernel::Triwulan::Tw1.period(2025), kernel::Triwulan::Tw2.period(2025), Period::year(2025)] {
            for side in [Side::Counted, Side::Finished, Side::NotCounted] {
                let select = Members {
                    parts: vec![Part { measure, distinct }],
                    offices: ctx.actor.offices.clone(),
                    period,
                    side,
                    as_of,
                    only: None,
                };
                let list = select.page(ctx.db(), None, 10_000).await.unwrap();
                let (count, _) = select.totals(ctx.db()).await.unwrap();
                assert_eq!(i64::try_from(list.len()).unwrap(), count, "{measure} {side:?}");
                seen.push(list.into_iter().map(|m| (m.catatan_id, m.hari, m.hari_akhir)).collect());
            }
        }
    }
    seen
}

/// What the rules refuse changes nothing, which the comparison would notice.
async fn mended(test: &Test, ctx: &Ctx, (name, id): (&'static str, CatatanId), how: Mend) {
    let registry = &test.lindung.registry;
    let kind = registry.find(name).unwrap();
    let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
    let _ = match how {
        Mend::Withdraw => kind.withdraw(ctx, change).await,
        Mend::Restore => kind.restore(ctx, change).await,
        Mend::Move => kind.relocate(ctx, change, "P4MI-SOETTA", &registry.linking(name)).await,
        Mend::EditPerson(what) => {
            let person = person(test, ctx, (name, id)).await;
            let pairs =
                [("jenis_kelamin", "L"), ("tanggal_lahir", "1990-02-03"), ("daerah_asal", "32.01"), ("nama", "A")];
            let fields = form(&[pairs[usize::from(what)]]);
            ::records::persons::edit(registry, ctx, Change { id: CatatanId(person.0), ..change }, &fields).await
        }
    };
}

async fn person(test: &Test, ctx: &Ctx, (name, id): (&'static str, CatatanId)) -> OrangId {
    test.lindung.registry.find(name).unwrap().read(ctx, id, false).await.unwrap().head.person.unwrap()
}

async fn history(test: &Test, steps: Vec<Step>, salt: u32) {
    let ctx = test.system();
    let mut records: Vec<(&'static str, CatatanId)> = Vec::new();
    let mut seen = Vec::new();
    for (at, step) in (0u32..).zip(steps) {
        test.clock.advance(TimeDelta::minutes(7));
        match step {
            Step::Wait(days) => test.clock.advance(TimeDelta::hours(days.into())),
            Step::New(kind, person, day) => {
                let (kind, mut form) = new_form(kind, person, day, salt * 1_000 + at);
                // Some people are known by a passport only, so that there is somebody to merge.
                if person >= 8 {
                    form.remove("nik");
                    form.insert("nomor_dokumen".to_owned(), format!("ZZ{salt:06}{person:02}"));
                }
                let kind = test.lindung.registry.find(kind).unwrap();
                let done = kind.register(&ctx, &[form], &[], Mode::Write).await.unwrap();
                if let Some(Outcome::New(id, _)) = done.outcomes.first() {
                    records.push((kind.info().name, *id));
                }
            }
            Step::Edit(which, what, day) => {
                let Some(&(name, id)) = records.get(which % records.len().max(1)) else { continue };
                let kind = test.lindung.registry.find(name).unwrap();
                let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
                // An edit that the rules refuse changes nothing, which the comparison below would notice.
                let _ = kind.edit(&ctx, change, edit_form(name, what, day)).await;
            }
            Step::Mend(which, how) => {
                let Some(&record) = records.get(which % records.len().max(1)) else { continue };
                mended(test, &ctx, record, how).await;
            }
            Step::Merge(one, other) => {
                let Some(&from) = records.get(one % records.len().max(1)) else { continue };
                let to = records[other % records.len()];
                let (from, to) = (person(test, &ctx, from).await, person(test, &ctx, to).await);
                let asked = people::Merging { from, from_version: None, to, to_version: None };
                let _ = ::records::persons::merge(&test.lindung.registry, &ctx, &asked, "Uji").await;
            }
        }
        test.clock.advance(TimeDelta::seconds(1));
        seen.push((test.clock.now(), look(&ctx, AsOf::Now).await));
    }
    for (at, live) in &seen {
        assert_eq!(&look(&ctx, AsOf::At(*at)).await, live, "as of {at}");
    }
    assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
}

fn run(backend: Backend, cases: u32, steps: std::ops::Range<usize>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let test = runtime.block_on(Test::open(backend));
    let mut runner =
        TestRunner::new(Config { cases, failure_persistence: None, max_shrink_iters: 40, ..Config::default() });
    let salt = std::cell::Cell::new(0);
    runner
        .run(&proptest::collection::vec(step(), steps), |steps| {
            salt.set(salt.get() + 1);
            // All histories share one house, so that each is told apart from what stands there already.
            runtime.block_on(history(&test, steps, salt.get()));
            Ok(())
        })
        .unwrap();
    runtime.block_on(test.close());
}

#[test]
fn random_histories_on_sqlite() {
    run(Backend::Sqlite, 40, 1..14);
}

#[test]
fn random_histories_on_postgres() {
    run(Backend::Postgres, 15, 1..12);
}
