//! What an operator looks at: each thing with how it stands, what was seen and what to do. `lindung doctor` prints all of it without
//! changing anything; `/readyz` and `/metrics` tell the part that can be seen while serving.

mod database;
mod local;
mod work;

use kernel::Result;
use kernel::clock::{Clock, SystemClock};
use kernel::space::{Disk, Space};
use sea_orm::DatabaseConnection;

use crate::compose::{self, Lindung};
use crate::config::Config;

/// How a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// As it should.
    Good,
    /// Somebody should see to it before long.
    Attention,
    /// People's data or the service are in danger.
    Danger,
}

impl Grade {
    /// The word for it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Good => "baik",
            Self::Attention => "perhatian",
            Self::Danger => "bahaya",
        }
    }

    /// The number for it, as an exit code and in `/metrics`.
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Attention => 1,
            Self::Danger => 2,
        }
    }
}

/// A thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    /// Its name: one word, the same for ever, since alarms go by it.
    pub(crate) name: &'static str,
    /// How it stands.
    pub(crate) grade: Grade,
    /// What was seen, in Indonesian; nothing of a person and no password.
    pub(crate) seen: String,
    /// What to do, in Indonesian; empty where nothing is.
    pub(crate) todo: &'static str,
}

impl Check {
    fn good(name: &'static str, seen: impl Into<String>) -> Self {
        Self { name, grade: Grade::Good, seen: seen.into(), todo: "" }
    }

    fn attention(name: &'static str, seen: impl Into<String>, todo: &'static str) -> Self {
        Self { name, grade: Grade::Attention, seen: seen.into(), todo }
    }

    fn danger(name: &'static str, seen: impl Into<String>, todo: &'static str) -> Self {
        Self { name, grade: Grade::Danger, seen: seen.into(), todo }
    }
}

/// What can be looked at while serving.
///
/// # Errors
/// What the database says.
pub(crate) async fn serving(lindung: &Lindung) -> Result<Vec<Check>> {
    let house = &lindung.house;
    let (now, db) = (house.clock.now(), &house.db);
    Ok(vec![
        local::room(&house.space, &house.space.look().await),
        database::clock(db, now).await?,
        work::night(db, now).await?,
        work::morning(db, now).await?,
        work::audit(db).await?,
        work::backup(db, now).await?,
    ])
}

/// Looks at everything, without making or changing anything.
pub(crate) async fn all(config: &Config) -> Vec<Check> {
    let space: Space = compose::room(config, &config.data_dir.join("lampiran"));
    let disks: Vec<Disk> = space.look().await;
    let (key, held) = local::key(config);
    let mut checks = vec![local::room(&space, &disks), local::folder(config), key];
    checks.extend([local::surroundings(), local::network(config), local::fonts(config), local::measures(config)]);
    match database::reach(config).await {
        Ok(db) => {
            checks.extend(inside(&db, config, held).await);
            // What was only read needs no goodbye.
            let _ = db.close().await;
        }
        Err(check) => checks.push(check),
    }
    checks
}

/// What the database says of itself and of the work that was done in it.
async fn inside(db: &DatabaseConnection, config: &Config, held: Vec<[u8; 32]>) -> Vec<Check> {
    let now = SystemClock.now();
    let mut checks = database::settings(db, config).await;
    let (schema, readable) = database::schema(db).await;
    checks.push(schema);
    if !readable {
        return checks;
    }
    if !held.is_empty() {
        checks.push(told("kunci-cocok", database::fits(db, &held).await));
    }
    checks.push(told(database::CLOCK, database::clock(db, now).await));
    checks.push(told(work::NIGHT, work::night(db, now).await));
    checks.push(told(work::MORNING, work::morning(db, now).await));
    checks.push(told(work::AUDIT, work::audit(db).await));
    checks.push(told(work::BACKUP, work::backup(db, now).await));
    checks
}

/// The check, or that it could not be made.
fn told(name: &'static str, check: Result<Check>) -> Check {
    check.unwrap_or_else(|problem| {
        let why = std::error::Error::source(&problem).map_or_else(|| problem.to_string(), ToString::to_string);
        Check::danger(
            name,
            format!("tidak dapat diperiksa: {why}"),
            "Periksa apakah basis data menjawab dan skemanya utuh (`lindung migrate`), lalu ulangi.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_is_the_greatest_and_each_has_its_number() {
        let all = [Grade::Good, Grade::Attention, Grade::Danger];
        assert!(all.is_sorted());
        assert_eq!(all.map(Grade::number), [0, 1, 2]);
        assert_eq!(all.map(Grade::word), ["baik", "perhatian", "bahaya"]);
    }
}
