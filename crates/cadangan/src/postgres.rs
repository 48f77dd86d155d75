//! The programs of `PostgreSQL`, and a database of it for a rehearsal.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use kernel::vault::{hex, random};
use kernel::{Problem, Result};
use percent_encoding::percent_decode_str;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};
use url::Url;

use crate::disk;
use crate::manifest::DATA;

/// What the databases of rehearsals are called, before eight digits.
const REHEARSAL: &str = "lindung_latihan_";
/// How much of what a program says of its failure is told.
const TOLD: u64 = 1_000;

fn read(url: &str) -> Result<Url> {
    // The address is not repeated: it may hold the password.
    Url::parse(url).map_err(|error| Problem::Malformed(format!("Setelan database.url tidak terbaca: {error}.")))
}

/// The address of a database as variables of the surroundings: what stands in a program's arguments can be read by everybody on the machine.
fn surroundings(url: &str) -> Result<BTreeMap<&'static str, String>> {
    let url = read(url)?;
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let mut all = BTreeMap::new();
    if let Some(host) = url.host_str().filter(|host| !host.is_empty()) {
        all.insert("PGHOST", plain(host.trim_matches(['[', ']'])));
    }
    if let Some(port) = url.port() {
        all.insert("PGPORT", port.to_string());
    }
    if !url.username().is_empty() {
        all.insert("PGUSER", plain(url.username()));
    }
    if let Some(password) = url.password() {
        all.insert("PGPASSWORD", plain(password));
    }
    let name = url.path().trim_start_matches('/');
    if !name.is_empty() {
        all.insert("PGDATABASE", plain(name));
    }
    for (key, value) in url.query_pairs() {
        let name = match &*key {
            "host" => "PGHOST",
            "hostaddr" => "PGHOSTADDR",
            "port" => "PGPORT",
            "user" => "PGUSER",
            "password" => "PGPASSWORD",
            "dbname" => "PGDATABASE",
            "sslmode" | "ssl-mode" => "PGSSLMODE",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        all.insert(name, value.into_owned());
    }
    Ok(all)
}

/// A program that is told of the database by its surroundings, and of nothing else that is ours.
fn command(program: &Path, surroundings: &BTreeMap<&'static str, String>, told: &File) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .envs(surroundings)
        .env("LC_ALL", "C")
        .env("PGCONNECT_TIMEOUT", "10")
        .env_remove("LINDUNG_MASTER_KEY")
        .env_remove("LINDUNG_DATABASE__URL")
        .arg("--no-password")
        .stderr(told.try_clone().map_err(Problem::internal)?);
    Ok(command)
}

fn missing(program: &Path, key: &str, error: &io::Error) -> Problem {
    Problem::Malformed(format!(
        "Program {} tidak dapat dijalankan: {error}. Pasang paket klien PostgreSQL, atau isi cadangan.{key} dengan letaknya.",
        program.display()
    ))
}

/// Why a program failed, by what it said.
fn refused(program: &Path, key: &str, mut told: File) -> Problem {
    let mut text = Vec::new();
    // What cannot be read is not told.
    let _ = told.rewind().and_then(|()| told.take(TOLD).read_to_end(&mut text));
    let text = String::from_utf8_lossy(&text).trim().to_owned();
    let program = program.display();
    let older = text.contains("server version mismatch") || text.contains("unsupported version");
    Problem::Malformed(if older {
        format!(
            "{program} lebih tua daripada server PostgreSQL atau daripada cadangannya. Pasang paket klien yang versinya sama dengan \
             server, atau lebih baru, dan isi cadangan.{key} dengan letaknya. Katanya: {text}"
        )
    } else {
        format!("{program} gagal. Katanya: {text}")
    })
}

/// Copies a database as a snapshot shows it, in `pg_dump`'s own form.
pub(crate) fn dump(program: &Path, url: &str, snapshot: &str, out: &mut dyn Write) -> Result<()> {
    let told = tempfile::tempfile().map_err(Problem::internal)?;
    let mut child = command(program, &surroundings(url)?, &told)?
        .args(["--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60000", "--snapshot", snapshot])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| missing(program, "pg_dump", &error))?;
    let copied = child.stdout.take().map(|mut from| io::copy(&mut from, out)).transpose();
    // It ends by itself when nobody reads what it writes.
    let ended = child.wait().map_err(Problem::internal)?;
    copied.map_err(|error| disk::failed(Path::new(DATA), &error))?;
    if ended.success() { Ok(()) } else { Err(refused(program, "pg_dump", told)) }
}

/// Fills an empty database from what [`dump`] wrote: wholly or not at all.
pub(crate) fn fill(program: &Path, url: &str, from: &mut dyn Read) -> Result<()> {
    let told = tempfile::tempfile().map_err(Problem::internal)?;
    let surroundings = surroundings(url)?;
    let name = surroundings.get("PGDATABASE").cloned().unwrap_or_default();
    let mut child = command(program, &surroundings, &told)?
        .args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", &name])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| missing(program, "pg_restore", &error))?;
    let copied = child.stdin.take().map(|mut to| io::copy(from, &mut to)).transpose();
    let ended = child.wait().map_err(Problem::internal)?;
    if !ended.success() {
        return Err(refused(program, "pg_restore", told));
    }
    copied.map(drop).map_err(|error| disk::failed(Path::new(DATA), &error))
}

/// Whether a database holds no table.
pub(crate) async fn is_empty(db: &DatabaseConnection) -> Result<bool> {
    let sql = "SELECT count(*) AS isi FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')";
    let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    let count: Option<i64> = row.map(|row| row.try_get("", "isi")).transpose()?;
    Ok(count == Some(0))
}

/// Says something to a server outside of any transaction.
async fn tell(url: &str, sql: &str) -> Result<()> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let done = db.execute_unprepared(sql).await;
    db.close().await?;
    done?;
    Ok(())
}

/// Makes an empty database beside another one, for a rehearsal. Returns its URL.
///
/// # Errors
/// [`Problem::Malformed`] when the user of the settings may not make one.
pub async fn make_scratch(url: &str) -> Result<String> {
    let mut made = read(url)?;
    let name = [REHEARSAL, &hex(&random::<4>()?)].concat();
    tell(url, &["CREATE DATABASE ", &name, " TEMPLATE template0"].concat()).await.map_err(|problem| {
        tracing::error!(?problem, "a database for a rehearsal could not be made");
        Problem::Malformed(
            "Basis data latihan tidak dapat dibuat di server PostgreSQL. Beri pengguna database.url hak membuatnya (ALTER ROLE \
             nama CREATEDB), lalu ulangi."
                .to_owned(),
        )
    })?;
    made.set_path(&["/", &name].concat());
    let rest: Vec<(String, String)> = made
        .query_pairs()
        .filter(|(key, _)| key != "dbname")
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    made.set_query(None);
    if !rest.is_empty() {
        made.query_pairs_mut().extend_pairs(rest);
    }
    Ok(made.into())
}

/// Drops the database of a rehearsal.
///
/// # Errors
/// What the database says.
pub async fn drop_scratch(url: &str, scratch: &str) -> Result<()> {
    let scratch = read(scratch)?;
    let name = scratch.path().trim_start_matches('/');
    let ours = name.strip_prefix(REHEARSAL).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if !ours {
        return Err(Problem::internal("no database of a rehearsal"));
    }
    tell(url, &["DROP DATABASE IF EXISTS ", name, " WITH (FORCE)"].concat()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_surroundings() {
        let said =
            surroundings("postgres://budi:ra%40sia@[::1]:5433/lindung?sslmode=require&statement-cache-capacity=9");
        let expected = [
            ("PGDATABASE", "lindung"),
            ("PGHOST", "::1"),
            ("PGPASSWORD", "ra@sia"),
            ("PGPORT", "5433"),
            ("PGSSLMODE", "require"),
            ("PGUSER", "budi"),
        ];
        let expected: BTreeMap<_, _> = expected.into_iter().map(|(key, value)| (key, value.to_owned())).collect();
        assert_eq!(said.unwrap(), expected);
        let socket = surroundings("postgres:///lindung?host=/run/postgresql").unwrap();
        assert_eq!(socket.get("PGHOST").map(String::as_str), Some("/run/postgresql"));
    }
}
