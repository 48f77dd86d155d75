//! What becomes slower as records grow: the same questions at several sizes, over 27 offices and six years.

use std::time::{Duration, Instant};

use chrono::{Datelike, Days};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Day};
use records::{AnyKind, Filter, Mode, tugas};
use reporting::penutupan::{self, Asked};
use reporting::{Known, table};
use sea_orm::{ConnectionTrait, Statement};
use server::jobs;
use testkit::{Test, returned, with};

use crate::timing::median;

/// The sizes where none are named.
const SIZES: [u32; 3] = [30_000, 100_000, 300_000];
/// How many are registered in one transaction.
const BATCH: u32 = 2_000;
const FIRST: [&str; 10] = ["Siti", "Muhammad", "Dewi", "Ahmad", "Sri", "Budi", "Nur", "Eko", "Rina", "Joko"];
const LAST: [&str; 10] =
    ["Aminah", "Yusuf", "Lestari", "Hidayat", "Wahyuni", "Santoso", "Aini", "Prasetyo", "Marlina", "Susilo"];
/// The years in which the records happened.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2025;

/// Grows a database to each size in turn, and asks the same at each; a row of a table for each size.
pub(crate) async fn run(test: &mut Test, sizes: &[u32]) {
    test.at("2026-01-02", 9);
    let mut held = 0;
    let sizes = if sizes.is_empty() { &SIZES[..] } else { sizes };
    println!("| records | {} |\n|---|{}", Row::NAMES.join(" | "), "---|".repeat(Row::NAMES.len()));
    for size in sizes {
        assert!(size.is_multiple_of(BATCH) && *size > held, "sizes rise, each a multiple of {BATCH}");
        let began = Instant::now();
        fill(test, held, *size).await;
        let entered = began.elapsed().as_secs_f64() / f64::from(*size - held) * 1e6;
        held = *size;
        let row = Row::of(test, entered).await;
        println!("| {size} | {} |", row.0.join(" | "));
    }
}

/// Registers returns until there are `size`.
async fn fill(test: &mut Test, held: u32, size: u32) {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let offices: Vec<&str> = test.house().offices.all().iter().map(|office| office.code.as_str()).collect();
    for batch in held / BATCH..size / BATCH {
        // One office has about a fifth of all.
        let office = if batch.is_multiple_of(5) { "BP3MI-BANTEN" } else { offices[batch as usize % offices.len()] };
        let ctx = test.lindung.system_for(office, "Uji").unwrap();
        let forms: Vec<Form> = (batch * BATCH..(batch + 1) * BATCH).map(form).collect();
        let done = kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap();
        assert!(done.written, "{:?}", done.outcomes.first());
    }
    test.reopen().await;
}

fn form(row: u32) -> Form {
    let at = |names: &[&'static str; 10], by: u32| names[(row / by % 10) as usize];
    let name = format!("{} {} Contoh{row}", at(&FIRST, 1), at(&LAST, 10));
    let born = Day::from_ymd_opt(1970, 1, 1).unwrap().checked_add_days(Days::new(u64::from(row / 9_999) % 10_000));
    let born = born.unwrap();
    let nik = format!("369903{:02}{:02}{:02}{:04}", born.day(), born.month(), born.year() % 100, 1 + row % 9_999);
    let years = u32::try_from(YEARS.count()).unwrap();
    let year = YEARS.start() + i32::try_from(row / BATCH % years).unwrap();
    let day = Day::from_ymd_opt(year, 1 + row % 12, 1 + row / 12 % 28).unwrap();
    let category = ["bermasalah", "deportasi", "sakit"][(row % 3) as usize];
    let form = with(returned(row, &day.to_string(), category), &[("nama", &name), ("nik", &nik)]);
    let home = day.checked_add_days(Days::new(1)).unwrap().to_string();
    // Nearly all of them are closed, as those of earlier years are.
    if row.is_multiple_of(50) { form } else { with(form, &[("pulang_pada", &home), ("serah_terima_pada", &home)]) }
}

/// What is asked at a size, in words for a table.
struct Row(Vec<String>);

impl Row {
    const NAMES: [&str; 13] = [
        "entered, µs each",
        "one record, ms",
        "page of an office",
        "page of a rare status",
        "page of all offices",
        "common name",
        "rare name",
        "tasks",
        "figures of an office, first",
        "after the night's count",
        "night's count, s",
        "audit, s",
        "a year closed, s",
    ];

    async fn of(test: &Test, entered: f64) -> Self {
        let ctx = test.system();
        let all = test.lindung.system_for("KP2MI", "Uji").unwrap();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let one = some(&ctx, kind).await;
        let read = median(async || drop(kind.read(&ctx, one, false).await.unwrap())).await;
        let mut cells = vec![format!("{entered:.0}"), ms(read)];
        for (ctx, pairs) in [
            (&ctx, &[][..]),
            (&ctx, &[("status", "tiba")]),
            (&all, &[]),
            (&ctx, &[("cari", "rina")]),
            (&ctx, &[("cari", "contoh4321 lestari")]),
        ] {
            let filter = Filter::read(ctx, kind, &testkit::form(pairs)).unwrap();
            let list = median(async || drop(kind.list(ctx, &filter, None, 50).await.unwrap())).await;
            cells.push(ms(list));
        }
        let kinds = tugas::kinds(&ctx, &test.lindung.registry);
        let tasks = async || drop(tugas::list(&ctx, &kinds, tugas::Whose::Tim, None, 50).await.unwrap());
        cells.push(ms(median(tasks).await));
        cells.extend(figures(test).await);
        Self(cells)
    }
}

/// The figures of a year before and after the night's count, that count, an audit of everything, and a closing of the year.
async fn figures(test: &Test) -> [String; 5] {
    let ctx = test.system();
    let agreement = test.lindung.agreements.find("2025-pok").unwrap();
    let figures = async || drop(table::build(&ctx, &test.lindung.agreements, agreement, Known::Now).await.unwrap());
    forget(test).await;
    let first = median(figures).await;
    let began = Instant::now();
    jobs::count(&test.lindung).await.unwrap();
    let count = began.elapsed();
    let after = median(figures).await;
    let began = Instant::now();
    let findings = jobs::audit(&test.lindung, ctx.today()).await.unwrap();
    assert!(findings.is_empty(), "{:?}", findings.first().map(|finding| &finding.detail));
    let audited = began.elapsed();
    let closed = closing(test, &ctx).await;
    [ms(first), ms(after), seconds(count), seconds(audited), seconds(closed)]
}

/// How long a closing of the year takes; it is given up again.
async fn closing(test: &Test, ctx: &Ctx) -> Duration {
    let asked = Asked { year: 2025, tw: 0, agreement: "2025-pok".to_owned() };
    let began = Instant::now();
    let closing = penutupan::prepare(ctx, &test.lindung.agreements, &asked).await.unwrap();
    let took = began.elapsed();
    penutupan::discard(ctx, closing.id, "Contoh").await.unwrap();
    took
}

/// Takes away what the nights counted, as on the first day of a database.
async fn forget(test: &Test) {
    test.house().db.execute_unprepared("DELETE FROM hitungan").await.unwrap();
}

/// A record in the middle of an office's.
async fn some(ctx: &Ctx, kind: &dyn AnyKind) -> CatatanId {
    let sql = format!("SELECT id FROM {} WHERE kantor_id = $1 ORDER BY id LIMIT 1 OFFSET 1000", kind.info().table);
    let backend = ctx.db().get_database_backend();
    let office = ctx.actor.office.0.into();
    let row = ctx.db().query_one_raw(Statement::from_sql_and_values(backend, sql, [office])).await.unwrap();
    row.unwrap().try_get("", "id").unwrap()
}

fn seconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64())
}

fn ms(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1e3)
}
