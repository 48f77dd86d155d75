//! What the database says of itself: whether it keeps what it answered, its schema, its clock, whether it is the one of the key.

use std::borrow::Cow;
use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Result, db, history};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectOptions, Database, DatabaseBackend, DbErr, QueryOrder, RuntimeErr, Statement, sqlx};

use super::{Check, told};
use crate::config::Config;
use crate::{keys, private};

/// The name of the check of the clocks.
pub(super) const CLOCK: &str = "jam";
const DATABASE: &str = "basis-data";
const DURABLE: &str = "keawetan";
const CONNECTIONS: &str = "koneksi";
const ENCODING: &str = "pengodean";
const WHOLE: &str = "keutuhan";
const SCHEMA: &str = "skema";
/// How far two clocks may be apart before somebody is told, and before it does harm.
const APART: (TimeDelta, TimeDelta) = (TimeDelta::seconds(5), TimeDelta::minutes(1));

/// A connection that makes and changes nothing; a check where there is none to be had.
pub(super) async fn reach(config: &Config) -> Result<DatabaseConnection, Check> {
    let url = config.database_url();
    let file = match private::file(&url) {
        Ok(file) => file,
        Err(problem) => {
            return Err(Check::danger(DATABASE, problem.to_string(), "Perbaiki LINDUNG_DATABASE__URL, lalu ulangi."));
        }
    };
    if let Some(file) = file.filter(|file| !file.exists()) {
        let seen = format!("tidak ada basis data di {}", file.display());
        let todo =
            "Periksa data_dir di setelan, atau pulihkan dari cadangan. `lindung serve` membuat yang baru dan kosong.";
        return Err(Check::danger(DATABASE, seen, todo));
    }
    let mut options = ConnectOptions::new(url.replace("mode=rwc", "mode=rw"));
    let patience = Duration::from_secs(8);
    options.max_connections(1).connect_timeout(patience).acquire_timeout(patience).sqlx_logging(false);
    Database::connect(options).await.map_err(|error| {
        tracing::error!(%error, "the database cannot be reached");
        unreached(&error)
    })
}

/// Why the database is not reached, by what its server answered.
fn unreached(error: &DbErr) -> Check {
    let code = if let DbErr::Conn(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) = error
        && let sqlx::Error::Database(refusal) = &**cause
    {
        refusal.code().unwrap_or_default()
    } else {
        Cow::default()
    };
    let (seen, todo) = match &*code {
        // SQLite: the file cannot be opened, is of somebody else, or lies where nothing may be written.
        "8" | "14" | "23" | "1544" => (
            "berkas basis data tidak dapat dibuka",
            "Periksa pemilik dan hak berkas itu dan foldernya (chown, chmod), atau jalankan perintah ini sebagai pengguna server.",
        ),
        "26" | "11" => (
            "berkas itu bukan basis data, atau rusak",
            "Hentikan server, salin seluruh folder data, lalu pulihkan cadangan terakhir yang utuh.",
        ),
        "28P01" | "28000" => (
            "server basis data menolak nama atau kata sandi",
            "Periksa nama dan kata sandi di LINDUNG_DATABASE__URL, dan pg_hba.conf di server itu.",
        ),
        "3D000" => (
            "server basis data menjawab, tetapi basis data itu tidak ada",
            "Periksa nama di akhir LINDUNG_DATABASE__URL. Bila memang baru, buat dengan `createdb`, lalu `lindung migrate`.",
        ),
        "53300" => (
            "server basis data menjawab, tetapi semua koneksinya terpakai",
            "Cari apa yang memakai koneksi sebanyak itu (pg_stat_activity), atau besarkan max_connections.",
        ),
        _ => (
            "tidak menjawab",
            "Periksa apakah server basis data hidup dan alamatnya di LINDUNG_DATABASE__URL benar; log program menyebut sebabnya.",
        ),
    };
    Check::danger(DATABASE, seen, todo)
}

/// The settings of the database that decide whether what was answered is kept.
pub(super) async fn settings(db: &DatabaseConnection, config: &Config) -> Vec<Check> {
    if db.get_database_backend() == DatabaseBackend::Postgres {
        match served(db, config).await {
            Ok(checks) => checks,
            Err(problem) => vec![told(DATABASE, Err(problem))],
        }
    } else {
        vec![told(DURABLE, journal(db).await), told(WHOLE, whole(db).await)]
    }
}

async fn text(db: &DatabaseConnection, sql: &str) -> Result<String> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

async fn journal(db: &DatabaseConnection) -> Result<Check> {
    let mode = text(db, "PRAGMA journal_mode").await?;
    if mode == "wal" {
        return Ok(Check::good(DURABLE, "SQLite dengan WAL; program menjawab setelah log ada di disk"));
    }
    let todo = "Jalankan `lindung serve` sekali: ia menyalakan WAL. Bila tetap begini, folder data ada di disk jaringan; pindahkan \
                ke disk mesin ini.";
    Ok(Check::attention(DURABLE, format!("SQLite dengan journal_mode={mode}"), todo))
}

async fn whole(db: &DatabaseConnection) -> Result<Check> {
    let said = text(db, "PRAGMA quick_check(1)").await?;
    if said == "ok" {
        return Ok(Check::good(WHOLE, "quick_check tidak menemukan kerusakan"));
    }
    tracing::error!(said, "quick_check");
    let todo = "Hentikan server, salin seluruh folder data, lalu pulihkan cadangan terakhir yang utuh. Ganti disk itu.";
    Ok(Check::danger(WHOLE, "berkas basis data rusak (quick_check)", todo))
}

const SETTINGS: &str = "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', \
                        'server_version', 'server_encoding', 'max_connections', 'superuser_reserved_connections', 'TimeZone')";

async fn served(db: &DatabaseConnection, config: &Config) -> Result<Vec<Check>> {
    let mut said = HashMap::new();
    for row in db.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, SETTINGS)).await? {
        said.insert(row.try_get_by_index::<String>(0)?, row.try_get_by_index::<String>(1)?);
    }
    let order = text(db, "SELECT datcollate FROM pg_database WHERE datname = current_database()").await?;
    let used = text(db, "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend'").await?;
    let of = |name: &str| said.get(name).map(String::as_str).unwrap_or_default();
    Ok(vec![durable(&of), encoding(&of, &order), connections(&of, &used, config.database.connections)])
}

fn durable<'a>(of: &impl Fn(&str) -> &'a str) -> Check {
    let seen = format!(
        "PostgreSQL {}, fsync={}, full_page_writes={}, synchronous_commit={}, zona waktu {}",
        of("server_version"),
        of("fsync"),
        of("full_page_writes"),
        of("synchronous_commit"),
        of("TimeZone")
    );
    if of("fsync") != "on" || of("full_page_writes") != "on" || of("synchronous_commit") == "off" {
        let todo = "Setel fsync, full_page_writes dan synchronous_commit ke on di postgresql.conf, lalu muat ulang: tanpa itu yang \
                    sudah dijawab tersimpan dapat hilang saat listrik padam.";
        return Check::danger(DURABLE, seen, todo);
    }
    Check::good(DURABLE, seen)
}

fn encoding<'a>(of: &impl Fn(&str) -> &'a str, order: &str) -> Check {
    let seen = format!("{}, urutan {order}", of("server_encoding"));
    if of("server_encoding") == "UTF8" {
        return Check::good(ENCODING, seen);
    }
    let todo = "Buat basis data baru dengan ENCODING 'UTF8', lalu pindahkan isinya dengan pg_dump: huruf lain ditolak di sini.";
    Check::danger(ENCODING, seen, todo)
}

/// A server opens a pool for lists and two of half its size, two connections for looks and for what makes writes durable, and one that asks whether the
/// database answers.
fn connections<'a>(of: &impl Fn(&str) -> &'a str, used: &str, pool: u32) -> Check {
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let needed = pool.saturating_add(pool.div_ceil(2).saturating_mul(2)).saturating_add(3);
    let most = number(of("max_connections")).saturating_sub(number(of("superuser_reserved_connections")));
    let seen = format!("{used} dipakai dari {most}; satu server memakai sampai {needed}");
    if needed > most {
        let todo = "Kecilkan database.connections, atau besarkan max_connections di postgresql.conf.";
        return Check::danger(CONNECTIONS, seen, todo);
    }
    if number(used) > most / 10 * 9 {
        let todo = "Cari apa yang memakai koneksi sebanyak itu (pg_stat_activity), atau besarkan max_connections.";
        return Check::attention(CONNECTIONS, seen, todo);
    }
    Check::good(CONNECTIONS, seen)
}

/// The schema beside that of the program, and whether the program can read it as it is.
pub(super) async fn schema(db: &DatabaseConnection) -> (Check, bool) {
    let standing = match migrations::standing(db).await {
        Ok(standing) => standing,
        Err(error) => return (told(SCHEMA, Err(error.into())), false),
    };
    if let Some(newest) = standing.unknown.last() {
        let todo = "Jalankan program yang sama barunya. Program ini tidak mau berjalan di atasnya; jalan mundur hanya dengan cadangan \
                    dari sebelum pembaruan.";
        return (Check::danger(SCHEMA, format!("lebih baru dari program ini, sampai {newest}"), todo), false);
    }
    let Some(newest) = standing.taken.last() else {
        let todo = "Bila seharusnya berisi, periksa setelan basis data. Bila memang baru, `lindung migrate`.";
        return (Check::attention(SCHEMA, "basis data kosong", todo), false);
    };
    if standing.pending.is_empty() {
        return (Check::good(SCHEMA, format!("sama dengan program ini, sampai {newest}")), true);
    }
    let todo = "Buat cadangan, coba dahulu dengan `lindung migrate --check`, lalu jalankan `lindung migrate`.";
    (Check::attention(SCHEMA, format!("menunggu {}", standing.pending.join(", ")), todo), false)
}

/// Whether the database was begun with this key.
pub(super) async fn fits(db: &DatabaseConnection, masters: &[[u8; 32]]) -> Result<Check> {
    const NAME: &str = "kunci-cocok";
    Ok(match db::setting(db, "kunci").await? {
        Some(_) if keys::fitting(db, masters).await?.is_some() => {
            Check::good(NAME, "kunci induk ini kunci basis data ini")
        }
        Some(_) => Check::danger(
            NAME,
            "kunci induk ini bukan kunci basis data ini",
            "Pulihkan kunci yang asli dari salinannya. Jangan hapus kunci yang ada sebelum itu.",
        ),
        None => Check::attention(NAME, "basis data belum bertanda kunci", "Jalankan `lindung migrate` sekali."),
    })
}

/// The own clock beside that of the database server, and beside the newest line of history.
pub(super) async fn clock(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Check> {
    let todo = "Nyalakan NTP di mesin ini dan di mesin basis data (`timedatectl set-ntp true`), lalu periksa lagi.";
    let newest = history::Entity::find().order_by_desc(history::Column::Id).one(db).await?;
    if let Some(line) = newest.filter(|line| line.dicatat_pada > now + APART.1) {
        let behind = (line.dicatat_pada - now).num_seconds();
        return Ok(Check::danger(CLOCK, format!("{behind} detik di belakang catatan terbaru"), todo));
    }
    if db.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(Check::good(CLOCK, "tidak di belakang catatan terbaru"));
    }
    let theirs = text(db, "SELECT extract(epoch FROM clock_timestamp())::bigint::text").await?;
    let apart =
        TimeDelta::seconds(theirs.parse::<i64>().unwrap_or_default().saturating_sub(now.timestamp()).saturating_abs());
    let seen = format!("{} detik dari jam server basis data", apart.num_seconds());
    Ok(match apart {
        apart if apart > APART.1 => Check::danger(CLOCK, seen, todo),
        apart if apart > APART.0 => Check::attention(CLOCK, seen, todo),
        _ => Check::good(CLOCK, seen),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Grade;
    use super::*;

    #[test]
    fn settings_that_lose_what_was_answered_are_a_danger() {
        let sound = |name: &str| if name == "max_connections" { "100" } else { "on" };
        assert_eq!(durable(&sound).grade, Grade::Good);
        for bad in ["fsync", "full_page_writes", "synchronous_commit"] {
            let said = |name: &str| if name == bad { "off" } else { "on" };
            assert_eq!(durable(&said).grade, Grade::Danger, "{bad}");
        }
        assert_eq!(encoding(&sound, "C").grade, Grade::Danger);
        assert_eq!(encoding(&|_: &str| "UTF8", "C").grade, Grade::Good);
        let grades = [("10", 16), ("95", 16), ("10", 50)].map(|(used, pool)| connections(&sound, used, pool).grade);
        assert_eq!(grades, [Grade::Good, Grade::Attention, Grade::Danger]);
        let room = |room: &'static str| move |name: &str| if name == "max_connections" { room } else { "0" };
        let grades = [room("97"), room("98")].map(|settings| connections(&settings, "10", 47).grade);
        assert_eq!(grades, [Grade::Danger, Grade::Good], "47, twice 24, and three");
    }
}
