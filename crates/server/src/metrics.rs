//! Numbers for a monitoring system: what the audit found, when the night's and the morning's work was last done, how many closings there
//! are, how many digests of today were sent and failed, how much room is left, how old the newest backup
//! and the newest rehearsal are, how requests were answered, and how each check stands.

use axum::extract::Extension;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{Problem, Result, vault};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use reporting::{audit, penutupan, perjanjian};
use web::{Failure, Routes};

use crate::compose::Lindung;
use crate::{doctor, jobs, pagi, surel};

/// Numbers that are told apart by a label.
type Labelled = Family<Vec<(&'static str, &'static str)>, Gauge<i64>>;

/// The page, for who sends the token of the settings; without a token there is none.
pub(crate) fn router(lindung: &Lindung) -> Routes {
    Routes::new().get("/metrics", show).layer(Extension(lindung.clone()))
}

/// Whether the bearer token is the one of the settings. Fingerprints are compared, so that time tells nothing of it.
fn fits(headers: &HeaderMap, token: &str) -> bool {
    let given = headers.get(AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.strip_prefix("Bearer "));
    given.is_some_and(|given| vault::fingerprint(given.as_bytes()) == vault::fingerprint(token.as_bytes()))
}

async fn show(Extension(lindung): Extension<Lindung>, headers: HeaderMap) -> std::result::Result<Response, Failure> {
    let token = &lindung.config.server.metrics_token;
    if token.is_empty() {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }
    if !fits(&headers, token) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let text = measure(&lindung).await?;
    Ok(([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response())
}

async fn measure(lindung: &Lindung) -> Result<String> {
    let ctx = lindung.system_for("KP2MI", "Metrik")?;
    let mut registry = Registry::with_prefix("lindung");
    let findings = Gauge::<i64>::default();
    findings.set(audit::open_findings(&ctx).await?);
    registry.register("audit_findings", "Findings of the newest audit", findings);
    let night = Gauge::<i64>::default();
    night.set(jobs::last_done(lindung).await?.map_or(0, |at| at.timestamp()));
    registry.register("nightly_last_success_timestamp_seconds", "When the night's work was last done", night);
    let morning = Gauge::<i64>::default();
    morning.set(jobs::newest(&lindung.house.db, pagi::MORNING).await?.map_or(0, |at| at.timestamp()));
    registry.register("morning_last_success_timestamp_seconds", "When the morning's work was last done", morning);
    let closings = Labelled::default();
    for closing in penutupan::all(&ctx, None).await? {
        closings.get_or_create(&vec![("status", closing.status.code())]).inc();
    }
    registry.register("closings", "Closings by state", closings);
    let digests = Labelled::default();
    for state in surel::STATES {
        let many = surel::standing(&lindung.house.db, ctx.today(), state).await?;
        digests.get_or_create(&vec![("status", state)]).set(many);
    }
    registry.register("digests", "Digests by e-mail of today, by what became of them", digests);
    let missing = Gauge::<i64>::default();
    let lacks = perjanjian::missing(&lindung.agreements, ctx.today());
    missing.set(i64::try_from(lacks.len()).unwrap_or(i64::MAX));
    registry.register("agreements_missing", "Years of offices that need a signed agreement and have none", missing);
    disks(lindung, &mut registry).await;
    backups(lindung, &mut registry).await?;
    standing(lindung, &mut registry).await?;
    let mut text = String::new();
    encode(&mut text, &registry).map_err(Problem::internal)?;
    Ok(text)
}

/// The room on the disks, each by its name.
async fn disks(lindung: &Lindung, registry: &mut Registry) {
    let (free, total) = (Labelled::default(), Labelled::default());
    for disk in lindung.house.space.look().await {
        let named = vec![("disk", disk.name)];
        free.get_or_create(&named).set(i64::try_from(disk.free).unwrap_or(i64::MAX));
        total.get_or_create(&named).set(i64::try_from(disk.total).unwrap_or(i64::MAX));
    }
    registry.register("disk_free_bytes", "Bytes that may still be written", free);
    registry.register("disk_size_bytes", "Bytes of the disk", total);
}

/// How the house stands with its backups.
async fn backups(lindung: &Lindung, registry: &mut Registry) -> Result<()> {
    let state = cadangan::state(&lindung.house.db).await?;
    let now = lindung.house.clock.now();
    let ages = [
        (
            "cadangan_umur_detik",
            "Seconds since the newest backup was begun; since 1970 without one",
            state.backup_age(now),
        ),
        (
            "cadangan_latihan_umur_detik",
            "Seconds since the newest rehearsal without a finding",
            state.rehearsal_age(now),
        ),
    ];
    for (name, help, age) in ages {
        let gauge = Gauge::<i64>::default();
        gauge.set(age);
        registry.register(name, help, gauge);
    }
    let failed = Labelled::default();
    for what in [cadangan::BACKUP, cadangan::REHEARSAL] {
        let many = state.failed.iter().filter(|run| run.macam == what).count();
        failed.get_or_create(&vec![("macam", what)]).set(i64::try_from(many).unwrap_or(i64::MAX));
    }
    registry.register("cadangan_gagal", "Whether the newest run failed", failed);
    Ok(())
}

/// How requests were answered since the start, and how each check stands: 0 well, 1 needs attention, 2 in danger.
async fn standing(lindung: &Lindung, registry: &mut Registry) -> Result<()> {
    let answers = Family::<Vec<(&'static str, &'static str)>, Counter>::default();
    for (class, many) in lindung.tally.by_class() {
        answers.get_or_create(&vec![("class", class)]).inc_by(many);
    }
    registry.register("answers", "Requests that were answered since the start, by the class of their status", answers);
    let grades = Labelled::default();
    for check in doctor::serving(lindung).await? {
        grades.get_or_create(&vec![("check", check.name)]).set(i64::from(check.grade.number()));
    }
    registry.register("check_grade", "How a check stands: 0 well, 1 needs attention, 2 in danger", grades);
    Ok(())
}
