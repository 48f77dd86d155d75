//! What a database says of itself: how many rows its tables have, and how new it is.

use std::collections::BTreeMap;
use std::path::Path;

use kernel::{Result, db};
use sea_orm::sea_query::{Alias, Asterisk, Expr, Func, Query};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, Statement};

/// What a database says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    /// How many rows each table has.
    pub(crate) rows: BTreeMap<String, i64>,
    /// The newest step of its schema.
    pub(crate) schema: String,
    /// The mark of its master key.
    pub(crate) house: String,
    /// Its newest link.
    pub(crate) link: Option<i64>,
}

/// Asks a database; within one snapshot, so that the numbers are of one instant.
pub(crate) async fn facts(db: &impl ConnectionTrait) -> Result<Facts> {
    let backend = db.get_database_backend();
    let schema = db.query_one_raw(Statement::from_string(backend, "SELECT max(version) AS isi FROM seaql_migrations"));
    let schema: Option<String> = schema.await?.map(|row| row.try_get("", "isi")).transpose()?.flatten();
    let rows = rows(db).await?;
    // A house of a release that linked nothing yet is backed up too, before its schema is brought up to date.
    let link = if rows.contains_key("rantai") {
        let newest = db.query_one_raw(Statement::from_string(backend, "SELECT max(urutan) AS isi FROM rantai"));
        newest.await?.map(|row| row.try_get("", "isi")).transpose()?.flatten()
    } else {
        None
    };
    let house = db::setting(db, "kunci").await?;
    Ok(Facts { rows, schema: schema.unwrap_or_default(), house: house.unwrap_or_default(), link })
}

async fn rows(db: &impl ConnectionTrait) -> Result<BTreeMap<String, i64>> {
    let backend = db.get_database_backend();
    let tables = if backend == DatabaseBackend::Postgres {
        "SELECT CAST(tablename AS text) AS nama FROM pg_tables WHERE schemaname = current_schema()"
    } else {
        "SELECT name AS nama FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    };
    let mut counts = BTreeMap::new();
    for row in db.query_all_raw(Statement::from_string(backend, tables)).await? {
        let name: String = row.try_get("", "nama")?;
        let mut query = Query::select();
        query.expr_as(Func::count(Expr::col(Asterisk)), "isi").from(Alias::new(name.clone()));
        let count: Option<i64> = db.query_one(&query).await?.map(|row| row.try_get("", "isi")).transpose()?;
        counts.insert(name, count.unwrap_or_default());
    }
    Ok(counts)
}

/// Asks an embedded database in a file that nobody else has open.
pub(crate) async fn of_file(path: &Path) -> Result<Facts> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rw", path.display()));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let facts = facts(&db).await;
    db.close().await?;
    facts
}
