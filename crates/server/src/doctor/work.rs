//! The work that must be done each day, and what it found.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::Result;
use kernel::period::day_of;
use reporting::audit;
use sea_orm::entity::prelude::*;

use super::Check;
use crate::{jobs, pagi};

/// The name of the check of the night's work.
pub(super) const NIGHT: &str = "malam";
/// The name of the check of the morning's work.
pub(super) const MORNING: &str = "pagi";
/// The name of the check of what the audit found.
pub(super) const AUDIT: &str = "audit";
/// The name of the check of the backups.
pub(super) const BACKUP: &str = "cadangan";
/// How long after a job was last done it is late, a day and an hour for the work itself, and after how long two days were missed.
const LATE: (TimeDelta, TimeDelta) = (TimeDelta::hours(25), TimeDelta::hours(49));

const NOT_DONE: &str = "Pastikan `lindung serve` berjalan (pekerjaan itu dikerjakannya sendiri) dan baca log-nya: di sana tertulis \
                        mengapa gagal.";

const NOT_BACKED_UP: &str = "Isi [cadangan] di setelan (penerima, ke) atau jalankan `lindung backup --to FOLDER`, lalu `lindung backup verify`.";

/// Whether the night's work was done within a day.
pub(super) async fn night(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Check> {
    Ok(of(NIGHT, jobs::newest(db, jobs::NIGHTLY).await?, now))
}

/// Whether the morning's work was done within a day.
pub(super) async fn morning(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Check> {
    Ok(of(MORNING, jobs::newest(db, pagi::MORNING).await?, now))
}

fn of(name: &'static str, done: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Check {
    let Some(done) = done else { return Check::attention(name, "belum pernah selesai", NOT_DONE) };
    let seen = format!("terakhir selesai {}", day_of(done).format("%Y-%m-%d"));
    match now - done {
        age if age > LATE.1 => Check::danger(name, seen, NOT_DONE),
        age if age > LATE.0 => Check::attention(name, seen, NOT_DONE),
        _ => Check::good(name, seen),
    }
}

/// What the newest audit found.
pub(super) async fn audit(db: &DatabaseConnection) -> Result<Check> {
    let found = audit::Entity::find().count(db).await?;
    if found == 0 {
        return Ok(Check::good(AUDIT, "tidak ada temuan terbuka"));
    }
    Ok(Check::danger(
        AUDIT,
        format!("{found} temuan terbuka"),
        "Baca temuannya di konsol (/audit) atau dengan `lindung verify`; pulihkan dari cadangan yang diubah di luar Lindung.",
    ))
}

/// How the house stands with its backups.
pub(super) async fn backup(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Check> {
    let state = cadangan::state(db).await?;
    let made = |word: &str| match state.backup.as_ref().map(|run| run.pada) {
        Some(at) => format!("{word}; terakhir dibuat {}", day_of(at).format("%Y-%m-%d")),
        None => format!("{word}; belum pernah dibuat"),
    };
    Ok(match state.word(now) {
        "baik" => Check::good(BACKUP, made("baik")),
        "gagal" => Check::danger(BACKUP, made("gagal"), NOT_BACKED_UP),
        word => Check::attention(BACKUP, made(word), NOT_BACKED_UP),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Grade;
    use super::*;

    #[test]
    fn a_job_is_late_after_a_day() {
        let now = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
        let grade = |hours: i64| of(NIGHT, Some(now - TimeDelta::hours(hours)), now).grade;
        let grades = [1, 25, 26, 49, 50].map(grade);
        assert_eq!(grades, [Grade::Good, Grade::Good, Grade::Attention, Grade::Attention, Grade::Danger]);
        assert_eq!(of(NIGHT, None, now).grade, Grade::Attention);
    }
}
