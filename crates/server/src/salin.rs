//! Backups of this house by the night and by commands, and rehearsals of the way back; each is remembered (ADR 0072).

use std::path::Path;
use std::sync::Arc;

use cadangan::{
    BACKUP, DataKind, Identities, KeyCame, Made, Manifest, Plan, REHEARSAL, Restored, Run, SCHEDULE, Scratch, Target,
};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::clock::Clock;
use kernel::period::{day_of, start_of};
use kernel::vault::hex;
use kernel::{Problem, Result, db};
use reporting::audit::Finding;

use crate::compose::{self, Lindung};
use crate::config::Config;
use crate::{audit, jobs, keys, musnah, pulih};

/// The name of the job.
pub const NIGHTLY: &str = "cadangan";

/// Where a backup goes, how many stay there, and by whom it is made.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// The folder.
    pub to: &'a Path,
    /// How many stay; 0 for all.
    pub keep: usize,
    /// [`cadangan::COMMAND`] or [`cadangan::SCHEDULE`].
    pub by: &'static str,
}

/// Makes a backup and remembers what came of it. The schema is left as it is, so a new version can back up before it migrates.
///
/// # Errors
/// As [`cadangan::backup`].
pub async fn make(config: &Config, now: DateTime<Utc>, order: Order<'_>) -> Result<Made> {
    let own = config.clone();
    let plan = Plan {
        url: config.database_url(),
        data_dir: config.data_dir.clone(),
        to: order.to.to_owned(),
        keep: order.keep,
        key: Box::new(move || keys::held(&own)),
        now,
        space: config.space,
        settings: config.cadangan.clone(),
    };
    let made = Box::pin(cadangan::backup(&plan)).await;
    let place = made.as_ref().map_or(order.to, |made| made.folder.as_path()).display().to_string();
    let size = made.as_ref().ok().map(|made| made.manifest.size());
    let outcome = match &made {
        Ok(made) => Ok(format!("{} cadangan lama dihapus", made.removed)),
        Err(problem) => Err(problem.to_string()),
    };
    if !matches!(made, Err(Problem::Duplicate(_))) {
        remember(config, Run { what: BACKUP, by: order.by, at: now, place, size, outcome }).await;
    }
    if made.is_ok() {
        musnah::beside(config, order.to).await;
    }
    made
}

/// Remembers a run in the database of the house, where there is one. What cannot be remembered is told in the log.
async fn remember(config: &Config, run: Run) {
    if let Err(problem) = remembered(config, run).await {
        tracing::warn!(?problem, "a backup or rehearsal is not noted in the database");
    }
}

async fn remembered(config: &Config, run: Run) -> Result<()> {
    let url = config.database_url();
    if DataKind::of(&url) == DataKind::Sqlite && !cadangan::file_of(&url)?.exists() {
        return Err(Problem::NotFound);
    }
    let db = db::connect(&url, 1).await?;
    let done = cadangan::record(&db, run).await;
    db.close().await?;
    done
}

/// Makes the backup of this night, if it is due and nobody has. One that failed is tried again when its lease is over.
///
/// # Errors
/// As [`make`], or what the database says.
pub async fn catch_up(lindung: &Lindung) -> Result<bool> {
    let settings = &lindung.config.cadangan;
    let now = lindung.house.clock.now();
    let today = day_of(now);
    if settings.nightly() {
        musnah::keep_up(lindung, &settings.ke).await;
    }
    if !settings.nightly() || now < start_of(today) + TimeDelta::hours(settings.jam.into()) {
        return Ok(false);
    }
    let Some(claimed) = jobs::claim(lindung, NIGHTLY, today).await? else { return Ok(false) };
    let made = make(&lindung.config, now, Order { to: &settings.ke, keep: settings.simpan, by: SCHEDULE }).await?;
    let result = format!("{}, {} cadangan lama dihapus", made.folder.display(), made.removed);
    jobs::done(lindung, &claimed, &result).await?;
    tracing::info!(%today, result, "the night's backup is made");
    Ok(true)
}

/// Restores a backup into the empty place that the settings name. Whom the list beside the backup names is erased again before that house
/// serves, and two people of it open it.
///
/// # Errors
/// As [`cadangan::restore`].
pub async fn restore(config: &Config, from: &Path, identities: Identities) -> Result<Restored> {
    Ok(restore_knowing(config, from, identities, None).await?.0)
}

/// As [`restore`], with another list of who has been erased. Also returns how many people are on the lists.
///
/// # Errors
/// As [`cadangan::restore`]; [`Problem::Malformed`] for a list that cannot be read.
pub async fn restore_knowing(
    config: &Config,
    from: &Path,
    identities: Identities,
    named: Option<&Path>,
) -> Result<(Restored, usize)> {
    let erased = musnah::known(from, &config.data_dir, named)?;
    let text = serde_json::to_string_pretty(&erased).map_err(Problem::internal)?;
    let backup = Manifest::read(from)?.dibuat_pada.to_rfc3339();
    let mut beside = vec![(pulih::FILE, pulih::laid(&backup, &config.database_url()))];
    beside.extend((!erased.is_empty()).then_some((musnah::FILE, text)));
    let target = Target {
        beside,
        url: config.database_url(),
        data_dir: config.data_dir.clone(),
        key: keys::held(config)?,
        newest: migrations::newest(),
        settings: config.cadangan.clone(),
    };
    Ok((Box::pin(cadangan::restore(from, identities, &target)).await?, erased.len()))
}

/// What a rehearsal came to.
pub struct Rehearsed {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What the audit found in it.
    pub findings: Vec<Finding>,
}

/// Restores a backup into a scratch database, audits it as `lindung verify` does, and remembers what came of it in the database of the
/// house.
///
/// # Errors
/// As [`cadangan::restore`], or what the audit says.
pub async fn rehearse(
    config: &Config,
    clock: Arc<dyn Clock>,
    from: &Path,
    identities: Identities,
) -> Result<Rehearsed> {
    let at = clock.now();
    let done = Box::pin(rehearsed(config, clock, from, identities)).await;
    let size = done.as_ref().ok().map(|done| done.manifest.size());
    let outcome = match &done {
        Ok(done) if done.findings.is_empty() => Ok("pulih, audit tanpa temuan".to_owned()),
        Ok(done) => Err(format!("pulih, tetapi audit menemukan {} temuan", done.findings.len())),
        Err(problem) => Err(problem.to_string()),
    };
    if !matches!(done, Err(Problem::Duplicate(_))) {
        let place = from.display().to_string();
        remember(config, Run { what: REHEARSAL, by: cadangan::COMMAND, at, place, size, outcome }).await;
    }
    done
}

async fn rehearsed(config: &Config, clock: Arc<dyn Clock>, from: &Path, identities: Identities) -> Result<Rehearsed> {
    let manifest = Manifest::read(from)?;
    let scratch = Scratch::alone(&config.data_dir)?;
    cadangan::spare(config.space, &config.data_dir, manifest.size()).await?;
    let mut house = config.clone();
    house.data_dir = scratch.path().join("rumah");
    house.surel.enabled = false;
    house.master_key.clear();
    if manifest.basis_data == DataKind::Sqlite {
        house.database.url.clear();
        let findings = examined(config, house, clock, (from, identities)).await?;
        return Ok(Rehearsed { manifest, findings });
    }
    if DataKind::of(&config.database_url()) == DataKind::Sqlite {
        return Err(Problem::Malformed(
            "Cadangan ini dari PostgreSQL. Tunjuk server untuk basis data latihannya dengan --database-url, lalu ulangi."
                .to_owned(),
        ));
    }
    house.database.url = cadangan::make_scratch(&config.database.url).await?;
    let made = house.database.url.clone();
    let findings = examined(config, house, clock, (from, identities)).await;
    if let Err(problem) = cadangan::drop_scratch(&config.database.url, &made).await {
        tracing::warn!(?problem, "the database of a rehearsal stays on the server; drop it by hand");
    }
    Ok(Rehearsed { manifest, findings: findings? })
}

/// Restores into a scratch house and audits it.
async fn examined(
    config: &Config,
    mut house: Config,
    clock: Arc<dyn Clock>,
    (from, identities): (&Path, Identities),
) -> Result<Vec<Finding>> {
    if restore(&house, from, identities).await?.key == KeyCame::Missing {
        let own = keys::held(config)?;
        if own.is_empty() {
            return Err(Problem::Malformed(
                "Cadangan ini tidak memuat kunci induk, dan di sini tidak ada. Isi LINDUNG_MASTER_KEY dengan kunci rumahnya, lalu \
                 ulangi."
                    .to_owned(),
            ));
        }
        house.master_key = own.iter().map(|key| hex(key)).collect::<Vec<_>>().join(" ");
    }
    let today = day_of(clock.now());
    let lindung = Box::pin(compose::open_with(house, clock)).await?;
    let findings = Box::pin(audit::verify(&lindung, today)).await;
    lindung.close().await?;
    findings
}
