//! What a thing that is asked takes: the median of several runs, beside the bare query, with the plan by which that ran.

use std::time::{Duration, Instant};

use kernel::Ctx;
use sea_orm::sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};
use sea_orm::{ConnectionTrait, Statement};

const TIMES: usize = 25;
/// What a list or a search over 50,000 records may take.
const MOST: Duration = Duration::from_millis(50);

/// The median of several runs, after one that is not counted.
pub(crate) async fn median(mut run: impl AsyncFnMut()) -> Duration {
    run().await;
    let mut taken = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let began = Instant::now();
        run().await;
        taken.push(began.elapsed());
    }
    taken.sort_unstable();
    taken[TIMES / 2]
}

/// Prints what a thing takes beside the bare query behind it, and the plan of that.
pub(crate) async fn beside(ctx: &Ctx, what: &str, ours: Duration, query: &SelectStatement) {
    let bare = median(async || {
        ctx.db().query_all(query).await.unwrap();
    })
    .await;
    println!("{}", judged(what, ours));
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    crate::reached::note(what, ratio);
    println!("    bare {:.2} ms, ratio {ratio:.2}", milliseconds(bare));
    plan(ctx, query).await;
}

/// A line of a measurement, with a mark where it takes longer than it may.
pub(crate) fn judged(what: &str, ours: Duration) -> String {
    let mark = if ours > MOST { " OVER 50 ms" } else { "" };
    format!("{what}: {:.2} ms{mark}", milliseconds(ours))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Prints the plan of a query.
pub(crate) async fn plan(ctx: &Ctx, query: &SelectStatement) {
    let backend = ctx.db().get_database_backend();
    let (explain, column, (sql, values)) = if backend == sea_orm::DatabaseBackend::Postgres {
        ("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) ", "QUERY PLAN", query.build(PostgresQueryBuilder))
    } else {
        ("EXPLAIN QUERY PLAN ", "detail", query.build(SqliteQueryBuilder))
    };
    let statement = Statement::from_sql_and_values(backend, [explain, &sql].concat(), values);
    let rows = ctx.db().query_all_raw(statement).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", column).unwrap()).collect();
    for (at, line) in lines.iter().enumerate() {
        // A question for many offices says the same of each.
        if !lines[..at].contains(line) {
            let times = lines.iter().filter(|other| *other == line).count();
            println!("    {line}{}", if times > 1 { format!(" ({times} times)") } else { String::new() });
        }
    }
}
