//! Lists and searches over 50,000 complaints, each beside the bare query, with the plan of the query that ran.

use std::time::{Duration, Instant};

use kernel::form::Form;
use kernel::{CatatanId, Ctx};
use records::{AnyKind, Filter, Mode};
use sea_orm::sea_query::{Order, PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};
use sea_orm::{ConnectionTrait, Statement};
use testkit::{Backend, Test, complaint, with};

use crate::compare;

const ROWS: u32 = 50_000;
const BATCH: u32 = 5_000;
const TIMES: u32 = 20;
const PAGE: u64 = 50;

const FIRST: [&str; 10] = ["Siti", "Muhammad", "Dewi", "Ahmad", "Sri", "Budi", "Nur", "Eko", "Rina", "Joko"];
const LAST: [&str; 10] =
    ["Aminah", "Yusuf", "Lestari", "Hidayat", "Wahyuni", "Santoso", "Aini", "Prasetyo", "Marlina", "Susilo"];

fn form(row: u32) -> Form {
    let at = |names: &[&'static str; 10], by: u32| names[(row / by % 10) as usize];
    let name = format!("{} {} Contoh{row}", at(&FIRST, 1), at(&LAST, 10));
    let nik = format!("36039941{:02}90{:04}", 1 + row / 10_000, row % 10_000);
    let day = format!("2025-{:02}-{:02}", 1 + row % 6, 1 + row / 6 % 28);
    let case = ["gaji_tidak_dibayar", "tppo", "phk"][(row % 3) as usize];
    with(complaint(row, &day), &[("nama", &name), ("nik", &nik), ("jenis_kasus", case)])
}

async fn fill(ctx: &Ctx, kind: &dyn AnyKind) {
    let began = Instant::now();
    for batch in 0..ROWS / BATCH {
        let forms: Vec<Form> = (batch * BATCH..(batch + 1) * BATCH).map(form).collect();
        let done = kind.register(ctx, &forms, &[], Mode::Write).await.unwrap();
        assert!(done.written, "{:?}", done.outcomes.first());
    }
    println!("{ROWS} complaints registered in {:.1} s", began.elapsed().as_secs_f64());
}

/// One thing that is asked: what, by which filter, after which record.
struct Asked {
    what: &'static str,
    filter: Filter,
    before: Option<CatatanId>,
}

pub(crate) async fn run(test: &Test) {
    let ctx = test.system();
    let kind = test.lindung.registry.find("pengaduan").unwrap();
    fill(&ctx, kind).await;
    let analyse = if test.backend == Backend::Postgres { "VACUUM ANALYZE" } else { "PRAGMA optimize" };
    test.house().db.execute_unprepared(analyse).await.unwrap();
    let filter = |pairs: &[(&str, &str)]| Filter::read(&ctx, kind, &testkit::form(pairs)).unwrap();
    let deep =
        kind.export(&ctx, &filter(&[("jenis_kasus", "phk"), ("dari", "2025-03-01"), ("sampai", "2025-03-10")])).await;
    let deep = deep.unwrap().last().map(|row| row.head.id);
    let asks = [
        ("first page of the list", filter(&[]), None),
        ("list by kind of case and status", filter(&[("jenis_kasus", "tppo"), ("status", "diterima")]), None),
        (
            "list by days, nothing numbered",
            filter(&[("dari", "2025-03-01"), ("sampai", "2025-03-07"), ("kosong", "nomor_siskop2mi")]),
            None,
        ),
        ("a page deep in the list", filter(&[]), deep),
        ("part of a common name", filter(&[("cari", "moh")]), None),
        ("parts of a rare name", filter(&[("cari", "contoh4321 jusuf")]), None),
        ("a NIK", filter(&[("cari", "3603994103904321")]), None),
        ("a name that nobody has", filter(&[("cari", "kanari")]), None),
    ];
    for (what, filter, before) in asks {
        measure(&ctx, kind, &Asked { what, filter, before }).await;
    }
    let began = Instant::now();
    for _ in 0..TIMES {
        kind.waiting(&ctx, &Filter::default(), None, PAGE).await.unwrap();
    }
    println!("first page of the worklist: {:.1} ms", (began.elapsed() / TIMES).as_secs_f64() * 1e3);
}

async fn measure(ctx: &Ctx, kind: &dyn AnyKind, asked: &Asked) {
    let began = Instant::now();
    for _ in 0..TIMES {
        kind.list(ctx, &asked.filter, asked.before, PAGE).await.unwrap();
    }
    let ours = began.elapsed() / TIMES;
    let Some(mut query) = kind.ids(ctx, &asked.filter).await.unwrap() else { return };
    query.order_by("id", Order::Desc).limit(PAGE);
    compare(
        &format!("{}, with masking and trace, to its bare query of ids", asked.what),
        ours,
        bare(ctx, &query).await,
    );
    plan(ctx, &query).await;
}

async fn bare(ctx: &Ctx, query: &SelectStatement) -> Duration {
    let began = Instant::now();
    for _ in 0..TIMES {
        ctx.db().query_all(query).await.unwrap();
    }
    began.elapsed() / TIMES
}

async fn plan(ctx: &Ctx, query: &SelectStatement) {
    let backend = ctx.db().get_database_backend();
    let (explain, column, (sql, values)) = if backend == sea_orm::DatabaseBackend::Postgres {
        ("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ", "QUERY PLAN", query.build(PostgresQueryBuilder))
    } else {
        ("EXPLAIN QUERY PLAN ", "detail", query.build(SqliteQueryBuilder))
    };
    let statement = Statement::from_sql_and_values(backend, [explain, &sql].concat(), values);
    for row in ctx.db().query_all_raw(statement).await.unwrap() {
        println!("    {}", row.try_get::<String>("", column).unwrap());
    }
}
