//! The rows that an entry becomes, written again by themselves.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use sea_orm::prelude::{DateTimeUtc, Json, Uuid};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TransactionTrait, TryGetable, Value};
use testkit::{Backend, Test};

use crate::compare;

/// What the copies of the tables have.
#[derive(Clone, Copy)]
pub(crate) enum Copies {
    /// Neither index nor check: what the database alone needs for the bytes.
    Bare,
    /// The indexes of the tables, none of their checks.
    Indexed,
}

async fn ask(test: &Test, sql: String) -> Vec<QueryResult> {
    let db = &test.house().db;
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap()
}

async fn run(test: &Test, sql: &str) {
    test.house().db.execute_unprepared(sql).await.unwrap();
}

fn text(row: &QueryResult, column: &str) -> String {
    row.try_get("", column).unwrap()
}

/// How many rows each table has.
pub(crate) async fn rows(test: &Test) -> BTreeMap<String, i64> {
    let names = match test.backend {
        Backend::Postgres => {
            "SELECT CAST(tablename AS text) AS nama FROM pg_tables WHERE schemaname = current_schema()"
        }
        Backend::Sqlite => "SELECT name AS nama FROM sqlite_master WHERE type = 'table'",
    };
    let mut rows = BTreeMap::new();
    for name in ask(test, names.to_owned()).await {
        let name = text(&name, "nama");
        let count = ask(test, format!("SELECT count(*) AS isi FROM \"{name}\"")).await;
        rows.insert(name, count[0].try_get("", "isi").unwrap());
    }
    rows
}

/// The tables that have more rows than before.
pub(crate) async fn grown(test: &Test, before: &BTreeMap<String, i64>) -> Vec<String> {
    let now = rows(test).await;
    now.into_iter()
        .filter(|(name, many)| before.get(name).is_none_or(|then| then < many))
        .map(|(name, _)| name)
        .collect()
}

/// Makes an empty copy of a table.
async fn copy(test: &Test, table: &str, copies: Copies) {
    let indexed = matches!(copies, Copies::Indexed);
    if indexed && test.backend == Backend::Postgres {
        run(test, &format!("CREATE TABLE polos_{table} (LIKE {table} INCLUDING INDEXES)")).await;
        return;
    }
    run(test, &format!("CREATE TABLE polos_{table} AS SELECT * FROM {table} WHERE 1 = 0")).await;
    if indexed {
        for index in ask(test, format!("SELECT name AS nama FROM pragma_index_list('{table}')")).await {
            copy_index(test, table, &text(&index, "nama")).await;
        }
    }
}

/// Makes the same index of a copy on `SQLite`; that of a key has no text of its own.
async fn copy_index(test: &Test, table: &str, index: &str) {
    let own =
        ask(test, format!("SELECT sql AS isi FROM sqlite_master WHERE name = '{index}' AND sql IS NOT NULL")).await;
    let sql = if let Some(row) = own.first() {
        let renamed = text(row, "isi").replacen(index, &format!("polos_{index}"), 1);
        renamed.replacen(&format!(" ON {table}"), &format!(" ON polos_{table}"), 1)
    } else {
        let keys = ask(test, format!("SELECT name AS nama FROM pragma_index_info('{index}')")).await;
        let keys: Vec<String> = keys.iter().map(|key| text(key, "nama")).collect();
        format!("CREATE UNIQUE INDEX \"polos_{index}\" ON polos_{table} ({})", keys.join(", "))
    };
    run(test, &sql).await;
}

/// Writes the rows of tables again into copies of them, in one transaction.
pub(crate) async fn again(test: &Test, tables: &[String], copies: Copies) -> Duration {
    let db = &test.house().db;
    let mut rows = Vec::new();
    for table in tables {
        copy(test, table, copies).await;
        rows.push(ask(test, format!("SELECT * FROM {table}")).await);
    }
    let mut statements = Vec::new();
    for (table, rows) in tables.iter().zip(&rows) {
        // A column that is empty in all rows has no type to be told by, and no bytes to be written.
        let columns: Vec<(String, Read)> =
            rows[0].column_names().into_iter().filter_map(|c| reader(rows, &c).map(|read| (c, read))).collect();
        for chunk in rows.chunks(30_000 / columns.len()) {
            let mut insert = Query::insert();
            insert
                .into_table(Alias::new(format!("polos_{table}")))
                .columns(columns.iter().map(|(c, _)| Alias::new(c.as_str())));
            for row in chunk {
                insert.values(columns.iter().map(|(c, read)| Expr::value(read(row, c).unwrap()))).unwrap();
            }
            statements.push(insert);
        }
    }
    let began = Instant::now();
    let tx = db.begin().await.unwrap();
    for statement in statements {
        tx.execute(&statement).await.unwrap();
    }
    tx.commit().await.unwrap();
    let took = began.elapsed();
    for table in tables {
        run(test, &format!("DROP TABLE polos_{table}")).await;
    }
    took
}

/// Reads a cell as one type; none where it is of another.
type Read = fn(&QueryResult, &str) -> Option<Value>;

fn read<T: TryGetable>(row: &QueryResult, column: &str) -> Option<Value>
where
    Option<T>: Into<Value>,
{
    row.try_get::<Option<T>>("", column).ok().map(Into::into)
}

/// How to read a column, told by what all of its cells can be read as; none if all are empty.
fn reader(rows: &[QueryResult], column: &str) -> Option<Read> {
    const READERS: [Read; 9] = [
        read::<Uuid>,
        read::<kernel::Day>,
        read::<DateTimeUtc>,
        read::<bool>,
        read::<i64>,
        read::<i32>,
        read::<Json>,
        read::<String>,
        read::<Vec<u8>>,
    ];
    let cells = |read: &Read| rows.iter().map(|row| read(row, column)).collect::<Option<Vec<Value>>>();
    let mut readable = READERS.into_iter().filter_map(|read| cells(&read).map(|cells| (read, cells))).peekable();
    assert!(readable.peek().is_some(), "{column} is of a type that is not read");
    readable.find(|(_, cells)| cells.iter().any(|cell| *cell != cell.as_null())).map(|(read, _)| read)
}

/// Compares what an entry took with what its rows take by themselves.
pub(crate) async fn beside(test: &Test, what: &str, ours: Duration, tables: &[String]) -> Duration {
    let bare = again(test, tables, Copies::Bare).await;
    compare(&format!("{what}, to a bare bulk insert of its rows"), ours, bare);
    let indexed = again(test, tables, Copies::Indexed).await;
    compare(&format!("{what}, to the same with the indexes of the tables"), ours, indexed);
    bare
}
