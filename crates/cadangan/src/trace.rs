//! The table `cadangan_jejak`: which backups and rehearsals there were, and what came of them.

use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::clock::Ids;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseConnection, QueryOrder};

/// A backup.
pub const BACKUP: &str = "cadangan";
/// A rehearsal: a backup that was restored into a scratch database and audited there.
pub const REHEARSAL: &str = "latihan";
/// Done by the night.
pub const SCHEDULE: &str = "jadwal";
/// Done by a command.
pub const COMMAND: &str = "perintah";

/// After how many seconds a nightly backup is late: 26 hours.
const OLD: i64 = 26 * 3_600;

/// A backup or a rehearsal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cadangan_jejak")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// [`BACKUP`] or [`REHEARSAL`].
    pub macam: String,
    /// When it began.
    pub pada: DateTimeUtc,
    /// [`SCHEDULE`] or [`COMMAND`].
    pub oleh: String,
    /// The folder of the backup; where none was made, that it was meant for.
    pub tempat: String,
    /// The bytes of the backup.
    pub ukuran: Option<i64>,
    /// Whether it went well.
    pub berhasil: bool,
    /// What came of it, in words.
    pub hasil: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// A backup or a rehearsal that is to be remembered.
pub struct Run {
    /// [`BACKUP`] or [`REHEARSAL`].
    pub what: &'static str,
    /// [`SCHEDULE`] or [`COMMAND`].
    pub by: &'static str,
    /// When it began.
    pub at: DateTime<Utc>,
    /// The folder.
    pub place: String,
    /// The bytes of the backup, where one was made.
    pub size: Option<u64>,
    /// What came of it: what was done, or why not.
    pub outcome: std::result::Result<String, String>,
}

/// Remembers a run.
///
/// # Errors
/// What the database says.
pub async fn record(db: &DatabaseConnection, run: Run) -> Result<()> {
    let (good, text) = match run.outcome {
        Ok(text) => (true, text),
        Err(text) => (false, text),
    };
    let row = ActiveModel {
        id: Set(Ids::default().next(run.at)),
        macam: Set(run.what.to_owned()),
        pada: Set(run.at),
        oleh: Set(run.by.to_owned()),
        tempat: Set(run.place),
        ukuran: Set(run.size.and_then(|size| i64::try_from(size).ok())),
        berhasil: Set(good),
        hasil: Set(text),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// How a house stands with its backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The newest backup that was made.
    pub backup: Option<Model>,
    /// The newest rehearsal in which nothing was found.
    pub rehearsal: Option<Model>,
    /// The newest run of each kind that failed, if none went well since.
    pub failed: Vec<Model>,
}

impl State {
    /// How old the newest backup is, in seconds; without one, since 1970, so that every alarm rings.
    #[must_use]
    pub fn backup_age(&self, now: DateTime<Utc>) -> i64 {
        age(self.backup.as_ref(), now)
    }

    /// How long ago the newest rehearsal was, in seconds; without one, since 1970.
    #[must_use]
    pub fn rehearsal_age(&self, now: DateTime<Utc>) -> i64 {
        age(self.rehearsal.as_ref(), now)
    }

    /// In one word: `gagal` where the newest run failed, `belum` where there was none, `lama` where the newest is older than a night should
    /// leave it, else `baik`.
    #[must_use]
    pub fn word(&self, now: DateTime<Utc>) -> &'static str {
        if self.failed.iter().any(|run| run.macam == BACKUP) {
            "gagal"
        } else if self.backup.is_none() {
            "belum"
        } else if self.backup_age(now) > OLD {
            "lama"
        } else {
            "baik"
        }
    }
}

fn age(run: Option<&Model>, now: DateTime<Utc>) -> i64 {
    (now.timestamp() - run.map_or(0, |run| run.pada.timestamp())).max(0)
}

async fn newest(db: &DatabaseConnection, what: &str, good: Option<bool>) -> Result<Option<Model>> {
    let mut query = Entity::find().filter(Column::Macam.eq(what));
    if let Some(good) = good {
        query = query.filter(Column::Berhasil.eq(good));
    }
    Ok(query.order_by_desc(Column::Pada).order_by_desc(Column::Id).one(db).await?)
}

/// How a house stands with its backups.
///
/// # Errors
/// What the database says.
pub async fn state(db: &DatabaseConnection) -> Result<State> {
    let mut failed = Vec::new();
    for what in [BACKUP, REHEARSAL] {
        failed.extend(newest(db, what, None).await?.filter(|run| !run.berhasil));
    }
    Ok(State {
        backup: newest(db, BACKUP, Some(true)).await?,
        rehearsal: newest(db, REHEARSAL, Some(true)).await?,
        failed,
    })
}
