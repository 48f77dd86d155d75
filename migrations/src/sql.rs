//! A step written as SQL for both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// A named step.
#[derive(Clone, Copy)]
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

/// What a step's SQL is for a database: lines between `--only sqlite` or `--only postgres` and `--both` are for that one, and the type
/// words are replaced. `SQLite` has no such types; its names follow those that sea-orm gives its own tables.
#[must_use]
pub fn dialect(sql: &str, backend: DatabaseBackend) -> String {
    let mut kept = true;
    let own = |line: &&str| {
        match line.trim() {
            "--only sqlite" => kept = backend == DatabaseBackend::Sqlite,
            "--only postgres" => kept = backend == DatabaseBackend::Postgres,
            "--both" => kept = true,
            _ => return kept,
        }
        false
    };
    let sql = sql.lines().filter(own).collect::<Vec<_>>().join("\n");
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
    words.iter().fold(sql, |sql, (word, sqlite, postgres)| {
        let own = if backend == DatabaseBackend::Postgres { postgres } else { sqlite };
        sql.replace(&format!(" {word}"), &format!(" {own}"))
    })
}

/// The states that a kind's table takes, all of them: for a step that adds one. It follows the columns and checks that the new state
/// needs, which `ALTER TABLE … ADD COLUMN` brings on both databases.
///
/// `SQLite` cannot change a check. Its manual has the way for what does not touch the rows: the text of the table is put right in its schema
/// (<https://sqlite.org/lang_altertable.html>, "Making Other Kinds Of Table Schema Changes"). The table that comes and goes lets other
/// connections see that the schema is another one.
#[must_use]
pub fn states(table: &str, states: &[&str]) -> String {
    let list = states.iter().map(|state| format!("'{state}'")).collect::<Vec<_>>().join(", ");
    let text = list.replace('\'', "''");
    format!(
        "--only sqlite
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = substr(sql, 1, instr(sql, '{LIST}') + length('{LIST}') - 1) || '{text}'
            || substr(sql, instr(sql, '{LIST}') + instr(substr(sql, instr(sql, '{LIST}')), ')') - 1)
            WHERE type = 'table' AND name = '{table}';
        PRAGMA writable_schema = RESET;
        CREATE TABLE {table}_ulang (id integer);
        DROP TABLE {table}_ulang;
        --only postgres
        DO $$
        DECLARE listed text;
        BEGIN
            SELECT conname INTO STRICT listed FROM pg_constraint WHERE conrelid = '{table}'::regclass AND contype = 'c'
                AND pg_get_constraintdef(oid) ~ '^CHECK \\(\\(status = (ANY \\(ARRAY.*\\)|''[a-z0-9_]+''::text)\\)\\)$';
            EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', listed);
        END $$;
        ALTER TABLE {table} ADD CONSTRAINT {table}_status_check CHECK (status IN ({list}));
        --both
        "
    )
}

/// Lets columns of a table be empty, each given with its type. On `SQLite` as [`states`], and with its manual's blessing for the same reason.
#[must_use]
pub fn optional(table: &str, columns: &[(&str, &str)]) -> String {
    let freed = columns.iter().map(|(name, kind)| {
        format!(
            "--only sqlite
            UPDATE sqlite_schema SET sql = replace(sql, '{name} {kind} NOT NULL', '{name} {kind}')
                WHERE type = 'table' AND name = '{table}';
            --only postgres
            ALTER TABLE {table} ALTER COLUMN {name} DROP NOT NULL;
            --both
            "
        )
    });
    format!(
        "--only sqlite
        PRAGMA writable_schema = ON;
        --both
        {}
        --only sqlite
        PRAGMA writable_schema = RESET;
        CREATE TABLE {table}_ulang (id integer);
        DROP TABLE {table}_ulang;
        --both
        ",
        freed.collect::<String>()
    )
}

/// The table of a kind as kinds are today: its records can be withdrawn, and then be entered again.
pub fn kind(table: &str, about: About, states: &[&str], own: &str) -> String {
    let made = record(table, about, states, &format!("dibatalkan_pada INSTANT,\n        {own}"));
    format!(
        "{made}
        DROP INDEX uq_{table}_isi;
        CREATE UNIQUE INDEX uq_{table}_isi ON {table} (kantor_id, kunci_isi) WHERE dibatalkan_pada IS NULL;"
    )
}

/// How the list of states begins in the text of every kind's table.
const LIST: &str = "CHECK (status IN (";

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
