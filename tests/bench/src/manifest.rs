//! A manifest of 9,167 rows, beside a bare bulk insert of the rows that it becomes.

use std::time::Instant;

use records::Mode;
use records::import::{self, Request};
use sea_orm::prelude::{DateTimeUtc, Json, Uuid};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, QueryResult, Statement, TransactionTrait, TryGetable, Value};
use testkit::Test;

use crate::compare;

const ROWS: u32 = 9_167;

fn file() -> Vec<u8> {
    let mut text = String::from(
        "nama,nik,jenis_dokumen,nomor_dokumen,tanggal_lahir,jenis_kelamin,daerah_asal,tiba_pada,kategori,negara,cara_pulang\n",
    );
    for row in 0..ROWS {
        let day = 1 + row % 28;
        let line = format!(
            "Siti Contoh {row},36039941{:02}90{:04},paspor,ZZ{:06},1990-01-{day:02},P,36.03,2025-03-{day:02},bermasalah,MY,mandiri\n",
            1 + row / 9_999,
            1 + row % 9_999,
            1 + row,
        );
        text.push_str(&line);
    }
    text.into_bytes()
}

async fn import_manifest(test: &Test) -> std::time::Duration {
    let ctx = test.system();
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let bytes = file();
    let began = Instant::now();
    let request = Request { name: "manifes.csv", bytes: &bytes, mode: Mode::Write, skip_bad: false };
    let report = import::run(&ctx, kind, request, &|_| {}).await.unwrap();
    let took = began.elapsed();
    assert_eq!(report.new, ROWS as usize, "{:?}", report.errors.first());
    took
}

/// The tables that an import fills.
const TABLES: [&str; 5] = ["orang", "orang_kantor", "kepulangan", "riwayat", "fakta"];

/// Writes the same rows again into copies of the tables that have neither index nor check: what the database alone
/// needs for the bytes.
pub(crate) async fn bare(test: &Test, tables: &[&str]) -> std::time::Duration {
    let db = &test.house().db;
    let mut rows = Vec::new();
    for table in tables {
        db.execute_unprepared(&format!("CREATE TABLE polos_{table} AS SELECT * FROM {table} WHERE 1 = 0"))
            .await
            .unwrap();
        rows.push(
            db.query_all_raw(Statement::from_string(db.get_database_backend(), format!("SELECT * FROM {table}")))
                .await
                .unwrap(),
        );
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
    began.elapsed()
}

/// Reads a cell as one type; none where it is of another.
type Read = fn(&QueryResult, &str) -> Option<Value>;

fn read<T: TryGetable>(row: &QueryResult, column: &str) -> Option<Value>
where
    Option<T>: Into<Value>,
{
    row.try_get::<Option<T>>("", column).ok().map(Into::into)
}

/// How to read a column, told by its first cell that is not empty.
fn reader(rows: &[QueryResult], column: &str) -> Option<Read> {
    const READERS: [Read; 8] = [
        read::<Uuid>,
        read::<kernel::Day>,
        read::<DateTimeUtc>,
        read::<bool>,
        read::<i64>,
        read::<Json>,
        read::<String>,
        read::<Vec<u8>>,
    ];
    let full = |value: &Value| *value != value.as_null();
    rows.iter().find_map(|row| READERS.into_iter().find(|read| read(row, column).as_ref().is_some_and(full)))
}

pub(crate) async fn run(test: &Test) {
    let ours = import_manifest(test).await;
    let bare = bare(test, &TABLES).await;
    compare("import of a manifest of 9,167 rows, to a bare bulk insert of its rows", ours, bare);
}
