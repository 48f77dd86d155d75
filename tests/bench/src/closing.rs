//! A year of a million records: striking and hashing its closing, and the dashboard of an open and of a closed period.

use std::time::{Duration, Instant};

use kernel::ledger::tally;
use reporting::penutupan::{self, Asked};
use reporting::{Known, table};
use sea_orm::{ConnectionTrait, Statement};
use server::jobs;
use testkit::{Backend, Test, returned};

use crate::compare;

const MILLION: i64 = 1_000_000;
const TIMES: u32 = 20;

pub(crate) async fn run(test: &Test) {
    test.at("2026-01-02", 9);
    let began = Instant::now();
    fill(test).await;
    println!("a year of {MILLION} records laid into the ledger in {:.1} s", began.elapsed().as_secs_f64());
    let empty = size(test).await;
    let ctx = test.system();
    let asked = Asked { year: 2025, tw: 0, agreement: "2025-pok".to_owned() };
    let began = Instant::now();
    let closing = penutupan::prepare(&ctx, &test.lindung.agreements, &asked).await.unwrap();
    let struck = began.elapsed();
    compare("closing of the year, struck and hashed, to one bare read of its facts", struck, bare_read(test).await);
    let began = Instant::now();
    assert_eq!(penutupan::verify(&ctx, &closing).await.unwrap(), []);
    println!("verified again in {:.1} s", began.elapsed().as_secs_f64());
    penutupan::review(&test.lindung.system("Peninjau").unwrap(), closing.id, None).await.unwrap();
    let began = Instant::now();
    penutupan::sign(&ctx, closing.id).await.unwrap();
    println!("signed (verified once more) in {:.1} s", began.elapsed().as_secs_f64());
    println!("database {:.1} MB, of which the closing {} KB", empty / 1e6, ((size(test).await - empty) / 1e3).round());
    dashboards(test).await;
}

async fn dashboards(test: &Test) {
    let ctx = test.system();
    let agreement = test.lindung.agreements.find("2025-pok").unwrap();
    let shown = async || {
        let began = Instant::now();
        for _ in 0..TIMES {
            table::build(&ctx, &test.lindung.agreements, agreement, Known::Now).await.unwrap();
        }
        began.elapsed() / TIMES
    };
    let bare = bare_count(test).await;
    compare("dashboard of an open year, counted from the beginning, to one bare count", shown().await, bare);
    let all = test.lindung.system_for("KP2MI", "Uji").unwrap();
    let began = Instant::now();
    tally::keep(&all, 2025).await.unwrap();
    println!("the nightly count took {:.2} s", began.elapsed().as_secs_f64());
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let forms: Vec<_> = (0..1_000).map(|n| returned(n, "2025-12-31", "bermasalah")).collect();
    kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap();
    compare(
        "dashboard of an open year, with 1,000 records since the nightly count, to one bare count",
        shown().await,
        bare,
    );
    let closings = penutupan::all(&ctx, Some(2025)).await.unwrap();
    let id = closings[0].id;
    let began = Instant::now();
    for _ in 0..TIMES {
        penutupan::show(&ctx, id).await.unwrap();
    }
    compare("dashboard of a closed year, to one bare count", began.elapsed() / TIMES, bare);
    let closed = penutupan::show(&ctx, id).await.unwrap();
    let began = Instant::now();
    let changes = penutupan::changes::of_closing(&ctx, &closed).await.unwrap();
    let lines: usize = changes.iter().map(|one| one.lines.len()).sum();
    println!("{lines} changes since the closing named in {:.2} s", began.elapsed().as_secs_f64());
    if test.backend == Backend::Sqlite {
        let began = Instant::now();
        let differences = jobs::reconcile(&test.lindung).await.unwrap();
        println!("(facts without records: {} found in {:.1} s)", differences.len(), began.elapsed().as_secs_f64());
    }
}

/// One line of history and a million facts: six in ten placements, three in ten returns, the rest complaints and claims.
async fn fill(test: &Test) {
    let db = &test.house().db;
    let office = test.system().actor.office.0;
    let history = "INSERT INTO riwayat (id, jenis, catatan_id, kantor_id, versi, ke, alasan, perubahan, pelaku, terjadi_pada, \
                   dicatat_pada) VALUES ($1, 'uji', $1, $2, 1, 'ada', 'Uji', '{}', 'Uji', $3, $3)";
    let at = test.house().clock.now();
    let cause = test.house().ids.next(at);
    let backend = db.get_database_backend();
    let values: [sea_orm::Value; 3] = [cause.into(), office.into(), at.into()];
    db.execute_raw(Statement::from_sql_and_values(backend, history, values)).await.unwrap();
    let (series, uuid, day) = match test.backend {
        Backend::Sqlite => (
            "WITH RECURSIVE angka(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM angka WHERE n < $4)",
            "randomblob(16)",
            "date('2025-01-01', '+' || (n % 365) || ' days')",
        ),
        Backend::Postgres => (
            "WITH angka AS (SELECT generate_series(1, $4) AS n)",
            "gen_random_uuid()",
            "DATE '2025-01-01' + (n % 365)::int",
        ),
    };
    let columns = "id, jenis, catatan_id, ukuran, kantor_id, orang_id, hari, hari_akhir, dihitung, alasan, jumlah, kategori, \
                   negara, kelamin, provinsi, kelompok_umur, dicatat_dari, riwayat_id";
    let sql = [
        "INSERT INTO fakta (",
        columns,
        ") ",
        series,
        " SELECT ",
        uuid,
        ", 'uji', ",
        uuid,
        ", \
         CASE WHEN n % 10 < 6 THEN 'penempatan' WHEN n % 10 < 9 THEN 'kepulangan' \
              WHEN n % 20 < 10 THEN 'pengaduan-penanganan' ELSE 'klaim' END, $1, ",
        uuid,
        ", ",
        day,
        ", \
         CASE WHEN n % 10 = 9 AND n % 3 > 0 THEN ",
        day,
        " END, n % 50 > 0, \
         CASE WHEN n % 50 = 0 THEN 'Uji.' END, 1, 'bermasalah', 'MY', 'P', '36', '25-34', $2, $3 FROM angka",
    ]
    .concat();
    let values: [sea_orm::Value; 4] = [office.into(), at.into(), cause.into(), MILLION.into()];
    db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await.unwrap();
    if test.backend == Backend::Postgres {
        db.execute_unprepared("VACUUM ANALYZE fakta").await.unwrap();
    }
    test.clock.advance(chrono::TimeDelta::minutes(1));
}

async fn one<T: sea_orm::TryGetable>(test: &Test, sql: &str) -> T {
    let db = &test.house().db;
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

/// Bytes of the database.
#[expect(clippy::cast_precision_loss, reason = "sizes are shown in megabytes")]
async fn size(test: &Test) -> f64 {
    let bytes: i64 = match test.backend {
        Backend::Sqlite => {
            one(test, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()").await
        }
        Backend::Postgres => one(test, "SELECT pg_database_size(current_database())").await,
    };
    bytes as f64
}

/// The facts of the year as the database gives them, row by row, without looking at them.
async fn bare_read(test: &Test) -> Duration {
    use futures_util::TryStreamExt;
    use sea_orm::StreamTrait;
    let db = &test.house().db;
    let sql = "SELECT * FROM fakta WHERE hari >= '2025-01-01' AND hari < '2026-01-01' ORDER BY id";
    let began = Instant::now();
    let rows = db.stream_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    let count = rows.try_fold(0_i64, async |count, _| Ok(count + 1)).await.unwrap();
    assert!(count >= MILLION);
    began.elapsed()
}

/// One count over the year.
async fn bare_count(test: &Test) -> Duration {
    let sql =
        "SELECT COUNT(*) FROM fakta WHERE hari >= '2025-01-01' AND hari < '2026-01-01' AND dicatat_sampai IS NULL";
    let began = Instant::now();
    for _ in 0..TIMES {
        let _: i64 = one(test, sql).await;
    }
    began.elapsed() / TIMES
}
