//! Who saw a person, over ten million looks.

use std::time::{Duration, Instant};

use kernel::access;
use kernel::period::start_of;
use kernel::{Day, OrangId};
use sea_orm::{ConnectionTrait, Statement};
use testkit::{Backend, Test};
use uuid::Uuid;

use crate::timing::median;

/// How many looks where no number is named.
const MANY: u32 = 10_000_000;
/// How many of them one statement lays.
const BATCH: u32 = 500_000;
/// How many people there are to be seen.
const PEOPLE: u32 = 1_000_000;
/// What the answer may take.
const MOST: Duration = Duration::from_secs(2);

/// Lays looks of a year, each at one person and one in fifty at fifty, folds those that are old enough, and asks for one person.
pub(crate) async fn run(test: &mut Test, many: Option<u32>) {
    let many = many.unwrap_or(MANY);
    assert!(many.is_multiple_of(BATCH), "looks are laid {BATCH} at a time: name a multiple of it");
    test.at("2026-01-02", 9);
    let began = Instant::now();
    for batch in 0..many / BATCH {
        lay(test, batch * BATCH, many).await;
    }
    println!("{many} looks laid in {:.0} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    access::fold(&test.system()).await.unwrap();
    println!("folded in {:.0} s", began.elapsed().as_secs_f64());
    test.reopen().await;
    let day = |text: &str| start_of(text.parse::<Day>().unwrap());
    for (what, from, until) in [("a year", "2025-01-01", "2026-01-02"), ("two days", "2025-06-01", "2025-06-03")] {
        let person = OrangId(Uuid::from_u128(4_321));
        let mut found = 0;
        let took = median(async || {
            found = access::seen(test.system().db(), person, (day(from), day(until))).await.unwrap().len();
        })
        .await;
        let mark = if took > MOST { " OVER 2 s" } else { "" };
        println!("who saw a person in {what}: {found} looks in {:.1} ms{mark}", took.as_secs_f64() * 1e3);
        let took = median(async || {
            let span = (day(from), day(until));
            found = access::seen_page(test.system().db(), &[person], span, (None, 51)).await.unwrap().len();
        })
        .await;
        let mark = if took > MOST { " OVER 2 s" } else { "" };
        println!("a page of them: {found} looks in {:.1} ms{mark}", took.as_secs_f64() * 1e3);
    }
}

/// Lays the looks from one number on, evenly over the year.
async fn lay(test: &Test, from: u32, many: u32) {
    let db = &test.house().db;
    let office: sea_orm::Value = test.system().actor.office.0.into();
    let first = start_of("2025-01-01".parse::<Day>().unwrap()).timestamp_millis();
    let step = i64::from(365 * 24 * 3_600) * 1_000 / i64::from(many);
    let sql = match test.backend {
        Backend::Sqlite => format!(
            "WITH RECURSIVE angka(n) AS (SELECT $2 UNION ALL SELECT n + 1 FROM angka WHERE n + 1 < $2 + {BATCH}),
             lima(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM lima WHERE k < 49)
             INSERT INTO jejak_akses (id, pada, pelaku, kantor_id, tindakan, jenis, dibuka, permintaan, orang)
             SELECT unhex(printf('%012x70008000%012x', {first} + n * {step}, n)),
                 strftime('%Y-%m-%dT%H:%M:%f+00:00', ({first} + n * {step}) / 1000.0, 'unixepoch'),
                 'Contoh', $1, 'lihat', 'kepulangan', 0, unhex(printf('%032x', n)),
                 CASE WHEN n % 50 = 0 THEN unhex((SELECT group_concat(printf('%032x', (n * 7 + k) % {PEOPLE}), '') FROM lima))
                 ELSE unhex(printf('%032x', n * 7 % {PEOPLE})) END
             FROM angka"
        ),
        Backend::Postgres => format!(
            "INSERT INTO jejak_akses (id, pada, pelaku, kantor_id, tindakan, jenis, dibuka, permintaan, orang)
             SELECT (lpad(to_hex({first} + n * {step}), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid,
                 to_timestamp(({first} + n * {step}) / 1000.0), 'Contoh', $1, 'lihat', 'kepulangan', false,
                 lpad(to_hex(n), 32, '0')::uuid,
                 CASE WHEN n % 50 = 0 THEN decode((SELECT string_agg(lpad(to_hex((n * 7 + k) % {PEOPLE}), 32, '0'), '')
                     FROM generate_series(0, 49) AS k), 'hex')
                 ELSE decode(lpad(to_hex(n * 7 % {PEOPLE}), 32, '0'), 'hex') END
             FROM generate_series($2::bigint, $2::bigint + {BATCH} - 1) AS n"
        ),
    };
    let values = [office, i64::from(from).into()];
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await.unwrap();
}
