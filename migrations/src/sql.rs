//! A step written as SQL for both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// A named step.
pub struct Step(pub &'static str, pub fn() -> String);

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.0
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        db.execute_unprepared(&dialect(&(self.1)(), db.get_database_backend())).await?;
        Ok(())
    }
}

/// Replaces the type words. `SQLite` has no such types; its names follow those that sea-orm gives its own tables.
fn dialect(sql: &str, backend: DatabaseBackend) -> String {
    let words: [(&str, &str, &str); 7] = [
        ("UUID", "uuid_text", "uuid"),
        ("INSTANT", "timestamp_with_timezone_text", "timestamp with time zone"),
        ("DAY", "date_text", "date"),
        ("BYTES", "blob", "bytea"),
        ("WHOLE", "bigint", "bigint"),
        ("JSON", "json_text", "json"),
        // Text that is ordered letter by letter, so that a prefix is a range of the index.
        ("PLAIN", "text", "text COLLATE \"C\""),
    ];
    words.iter().fold(sql.to_owned(), |sql, (word, sqlite, postgres)| {
        let own = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
        sql.replace(&format!(" {word}"), &format!(" {own}"))
    })
}

/// Whether a kind of record is about a person.
#[derive(Clone, Copy)]
pub enum About {
    /// Always.
    Person,
    /// Never.
    Nobody,
}

/// The table of a kind of record: the columns that every kind has, its states, and its own columns and checks.
pub fn record(table: &str, about: About, states: &[&str], own: &str) -> String {
    let states = states.iter().map(|s| format!("'{s}'")).collect::<Vec<_>>().join(", ");
    let (person, index) = match about {
        About::Nobody => (String::new(), String::new()),
        About::Person => (
            "orang_id UUID NOT NULL REFERENCES orang (id),".to_owned(),
            format!("CREATE INDEX ix_{table}_orang ON {table} (orang_id);"),
        ),
    };
    format!(
        "CREATE TABLE {table} (
            id UUID NOT NULL PRIMARY KEY,
            nomor text NOT NULL,
            kantor_id UUID NOT NULL REFERENCES kantor (id),
            {person}
            kunci_isi text NOT NULL CHECK (length(kunci_isi) = 64),
            status text NOT NULL CHECK (status IN ({states})),
            versi WHOLE NOT NULL CHECK (versi >= 1),
            dibuat_pada INSTANT NOT NULL,
            diubah_pada INSTANT NOT NULL,
            {own}
        );
        CREATE UNIQUE INDEX uq_{table}_nomor ON {table} (kantor_id, nomor);
        CREATE UNIQUE INDEX uq_{table}_isi ON {table} (kantor_id, kunci_isi);
        CREATE INDEX ix_{table}_urut ON {table} (kantor_id, id);
        {index}"
    )
}
