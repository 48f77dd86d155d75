//! What becomes slower as records grow: the same questions at several sizes, over 27 offices and six years.

mod backup;
mod fill;

use std::time::{Duration, Instant};

use kernel::{CatatanId, Ctx};
use records::{AnyKind, Filter, tugas};
use reporting::penutupan::{self, Asked};
use reporting::{Known, table};
use sea_orm::{ConnectionTrait, Statement};
use server::jobs;
use testkit::Test;
use testkit::memory::{self, Memory};

use self::backup::Backup;
pub(crate) use self::fill::fill;
use crate::timing::median;

/// The sizes where none are named.
const SIZES: [u32; 3] = [30_000, 100_000, 300_000];

/// Grows a database to each size in turn, and asks the same at each; a row of a table for each size. Without backups, where there is no room for
/// them, their cells are empty.
pub(crate) async fn run(test: &mut Test, sizes: &[u32], backed_up: bool) {
    test.at("2026-01-02", 9);
    let mut held = 0;
    let sizes = if sizes.is_empty() { &SIZES[..] } else { sizes };
    println!("| records | {} |\n|---|{}", Row::NAMES.join(" | "), "---|".repeat(Row::NAMES.len()));
    for size in sizes {
        assert!(size.is_multiple_of(fill::BATCH) && *size > held, "sizes rise, each a multiple of {}", fill::BATCH);
        let began = Instant::now();
        fill(test, held, *size).await;
        let entered = began.elapsed().as_secs_f64() / f64::from(*size - held) * 1e6;
        held = *size;
        let row = Row::of(test, entered, backed_up).await;
        println!("| {size} | {} |", row.0.join(" | "));
    }
}

/// What is asked at a size, in words for a table.
struct Row(Vec<String>);

impl Row {
    const NAMES: [&str; 19] = [
        "entered, µs each",
        "one new record, ms",
        "one record, ms",
        "page of an office",
        "page of a rare status",
        "page of all offices",
        "common name",
        "rare name",
        "tasks",
        "figures of an office, first",
        "after the night's count",
        "of all offices",
        "night's count, s",
        "audit, s",
        "a year closed, s",
        "resident at most meanwhile, MB",
        "backup, s",
        "its size, MB",
        "its verification, s",
    ];

    async fn of(test: &Test, entered: f64, backed_up: bool) -> Self {
        let ctx = test.system();
        let all = test.lindung.system_for("KP2MI", "Uji").unwrap();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let one = some(&ctx, kind).await;
        memory::forget_peak(std::process::id());
        let read = median(async || drop(kind.read(&ctx, one, false).await.unwrap())).await;
        let mut cells = vec![format!("{entered:.0}"), ms(median(async || fill::one(&ctx, kind).await).await), ms(read)];
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
        // The program runs in this process, so what the filling left in its allocator is in it too.
        cells.push(Memory::of(std::process::id()).unwrap().most.to_string());
        cells.extend(if backed_up { copied(test).await } else { std::array::from_fn(|_| String::new()) });
        Self(cells)
    }
}

/// The figures of a year before and after the night's count, that count, an audit of everything, and a closing of the year.
async fn figures(test: &Test) -> [String; 6] {
    let (ctx, all) = (test.system(), test.lindung.system_for("KP2MI", "Uji").unwrap());
    let agreement = test.lindung.agreements.find("2025-pok").unwrap();
    let of = async |ctx: &Ctx| drop(table::build(ctx, &test.lindung.agreements, agreement, Known::Now).await.unwrap());
    let figures = async || of(&ctx).await;
    forget(test).await;
    let first = median(figures).await;
    let began = Instant::now();
    jobs::count(&test.lindung).await.unwrap();
    let count = began.elapsed();
    let (after, country) = (median(figures).await, median(async || of(&all).await).await);
    let began = Instant::now();
    let findings = jobs::audit(&test.lindung, ctx.today()).await.unwrap();
    assert!(findings.is_empty(), "{:?}", findings.first().map(|finding| &finding.detail));
    let audited = began.elapsed();
    let closed = closing(test, &ctx).await;
    [ms(first), ms(after), ms(country), seconds(count), seconds(audited), seconds(closed)]
}

/// A backup of everything with its size, and its verification, which audits the copy.
async fn copied(test: &Test) -> [String; 3] {
    let backup = Backup::make(test).await;
    let size = format!("{:.1}", backup.size() as f64 / 1e6);
    [seconds(backup.took), size, seconds(backup.verified(test).await)]
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
