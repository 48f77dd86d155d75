//! The table over the demo year, beside the bare counts that it is made of.

use std::time::{Duration, Instant};

use kernel::Triwulan;
use kernel::period::Period;
use reporting::{Known, table};
use sea_orm::{ConnectionTrait, Statement};
use server::demo;
use testkit::{Backend, Test};

use crate::compare;

const TIMES: u32 = 20;

pub(crate) async fn run(test: &Test) {
    let began = Instant::now();
    let plan = demo::year();
    let records = plan.len();
    let loaded = demo::load(&test.lindung, &test.clock, plan, &|_| {}).await.unwrap();
    println!(
        "demo year: {records} records and {} changes entered in {:.1} s",
        loaded.changes,
        began.elapsed().as_secs_f64()
    );
    if test.backend == Backend::Postgres {
        test.house().db.execute_unprepared("ANALYZE").await.unwrap();
    }
    let ctx = test.system();
    let agreement = test.lindung.agreements.find("2025-pok").unwrap();
    let day = Period::year(2025).until;
    for (what, known) in [("now", Known::Now), ("as of the end of the year", Known::AtEndOf(day))] {
        let began = Instant::now();
        for _ in 0..TIMES {
            table::build(&ctx, &test.lindung.agreements, agreement, known).await.unwrap();
        }
        let ours = began.elapsed() / TIMES;
        compare(&format!("table of 13 indicators, {what}, to 65 bare counts"), ours, bare(test).await);
    }
    plan_of(test).await;
}

/// As many counts over the records themselves as the table has figures.
async fn bare(test: &Test) -> Duration {
    let db = &test.house().db;
    let mut periods: Vec<Period> = Triwulan::ALL.iter().map(|q| q.period(2025)).collect();
    periods.push(Period::year(2025));
    let sources = [
        ("pengaduan", "diterima_pada"),
        ("pengaduan", "diterima_pada"),
        ("rencana_aksi", "jatuh_tempo"),
        ("rehabilitasi", "didata_pada"),
        ("pemberdayaan", "tanggal"),
        ("kepulangan", "tiba_pada"),
        ("penempatan", "epmi_terbit_pada"),
        ("klaim", "diajukan_pada"),
        ("pencari_kerja", "dicatat_pada"),
        ("verifikasi", "diperiksa_pada"),
        ("nilai", "tanggal"),
        ("nilai", "tanggal"),
        ("nilai", "tanggal"),
    ];
    let began = Instant::now();
    for _ in 0..TIMES {
        for (table, column) in sources {
            for period in &periods {
                let sql = format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} >= $1 AND {column} < $2");
                let values: [sea_orm::Value; 2] = [period.from.into(), period.until.into()];
                db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await.unwrap();
            }
        }
    }
    began.elapsed() / TIMES
}

/// The plan of the query behind the largest figure.
async fn plan_of(test: &Test) {
    let db = &test.house().db;
    let explain = if test.backend == Backend::Postgres {
        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF)"
    } else {
        "EXPLAIN QUERY PLAN"
    };
    let sql = format!(
        "{explain} SELECT COUNT(*) FROM (SELECT jumlah FROM fakta WHERE ukuran = 'penempatan' \
         AND kantor_id IN (SELECT id FROM kantor WHERE kode LIKE '%BANTEN') AND hari >= '2025-01-01' \
         AND hari < '2026-01-01' AND dihitung AND dicatat_sampai IS NULL) AS anggota"
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    println!("plan of the count behind IKU 7:");
    for row in rows {
        let column = if test.backend == Backend::Postgres { "QUERY PLAN" } else { "detail" };
        println!("  {}", row.try_get::<String>("", column).unwrap());
    }
}
