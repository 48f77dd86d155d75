//! `/readyz`: whether the program can serve, and by their names what somebody should see to. Anybody may ask, so it names and says no more.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::Extension;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::{IntoResponse, Response};
use kernel::Result;
use tokio::sync::Mutex;
use web::{Failure, Routes};

use crate::compose::Lindung;
use crate::doctor::{self, Grade};

/// The answer while the program can serve.
const READY: &str = "siap";
/// How long what was seen is told again, so that who asks without a pause costs nothing.
const FRESH: Duration = Duration::from_secs(10);

/// What was seen last: when, and the names of what is not as it should be.
type Seen = Mutex<Option<(Instant, Vec<&'static str>)>>;

pub(crate) fn router(lindung: &Lindung) -> Routes {
    let seen: Arc<Seen> = Arc::default();
    Routes::new().get("/readyz", ready).layer(Extension(seen)).layer(Extension(lindung.clone()))
}

/// Whether the database answers. The JSON answer also has the state of the disk space and of the backups in one word each, and the names of what somebody should
/// see to: `lindung doctor` says what it is.
async fn ready(
    Extension(lindung): Extension<Lindung>,
    Extension(seen): Extension<Arc<Seen>>,
    headers: HeaderMap,
) -> std::result::Result<Response, Failure> {
    lindung.house.db.ping().await?;
    let json = headers.get(ACCEPT).and_then(|kinds| kinds.to_str().ok()).is_some_and(|kinds| kinds.contains("json"));
    if !json {
        return Ok(READY.into_response());
    }
    let room = lindung.house.space.room().await.code();
    let backups = cadangan::state(&lindung.house.db).await?.word(lindung.house.clock.now());
    let names = failing(&lindung, &seen).await?;
    let told = serde_json::json!({ "status": READY, "ruang": room, "cadangan": backups, "perhatian": names });
    Ok(Json(told).into_response())
}

/// The names of what is not as it should be, as it was seen now or a moment ago. Whoever asks meanwhile waits for the one look.
async fn failing(lindung: &Lindung, seen: &Seen) -> Result<Vec<&'static str>> {
    let mut last = seen.lock().await;
    if let Some((at, names)) = &*last
        && at.elapsed() < FRESH
    {
        return Ok(names.clone());
    }
    let checks = doctor::serving(lindung).await?;
    let names: Vec<_> = checks.iter().filter(|check| check.grade > Grade::Good).map(|check| check.name).collect();
    *last = Some((Instant::now(), names.clone()));
    Ok(names)
}
