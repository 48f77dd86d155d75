//! The sessions in which an account looked: since when, with what and from where. Who used a device that was not theirs is told by them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use kernel::Result;
use kernel::db::chunk_rows;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use serde::Serialize;
use uuid::Uuid;
use web::parts;

/// When a session showed something, and how often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    looks: usize,
}

/// The sessions that showed something; under none what was shown before looks said in which session, or without one.
pub(super) type Uses = BTreeMap<Option<Uuid>, Used>;

/// Counts a look.
pub(super) fn count(sessions: &mut Uses, session: Option<Uuid>, at: DateTime<Utc>) {
    let used = sessions.entry(session).or_insert(Used { first: at, last: at, looks: 0 });
    used.first = Ord::min(used.first, at);
    used.last = Ord::max(used.last, at);
    used.looks += 1;
}

/// A session in which something was shown.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SesiAkun {
    /// Kosong untuk yang ditampilkan sebelum sesi ikut dicatat.
    pub id: Option<Uuid>,
    /// `konsol` atau `token`.
    jenis: Option<String>,
    /// Peramban dan sistemnya, ketika sesi dimulai.
    perangkat: Option<String>,
    /// Alamat asalnya, ketika sesi dimulai.
    alamat: Option<String>,
    mulai: Option<DateTime<Utc>>,
    /// Kapan pertama kali sesuatu ditampilkan dalam masa itu.
    pertama: DateTime<Utc>,
    terakhir: DateTime<Utc>,
    /// Banyaknya kali sesuatu ditampilkan.
    banyak: usize,
}

impl SesiAkun {
    /// With what and from where, since when, from when to when, and how often, as people read them.
    pub(super) fn texts(&self) -> [String; 5] {
        let said = [self.jenis.as_deref(), self.perangkat.as_deref(), self.alamat.as_deref()];
        let said: Vec<&str> = said.into_iter().flatten().collect();
        [
            if said.is_empty() { "Tidak tercatat".to_owned() } else { said.join(", ") },
            self.mulai.map_or_else(|| "—".to_owned(), parts::instant),
            parts::instant(self.pertama),
            parts::instant(self.terakhir),
            self.banyak.to_string(),
        ]
    }
}

/// What a session began with.
struct Begun {
    kind: String,
    device: Option<String>,
    address: Option<String>,
    at: DateTime<Utc>,
}

/// The sessions by when each first showed something.
///
/// # Errors
/// Any database error.
pub(super) async fn of(db: &impl ConnectionTrait, met: Uses) -> Result<Vec<SesiAkun>> {
    let ids: Vec<Uuid> = met.keys().copied().flatten().collect();
    let mut known: HashMap<Uuid, Begun> = HashMap::new();
    for chunk in ids.chunks(chunk_rows(1)) {
        let query = Query::select()
            .columns(["id", "jenis", "perangkat", "alamat", "dibuat_pada"])
            .from("sesi_masuk")
            .and_where(Expr::col("id").is_in(chunk.iter().copied()))
            .to_owned();
        for row in db.query_all(&query).await? {
            let begun = Begun {
                kind: row.try_get("", "jenis")?,
                device: row.try_get("", "perangkat")?,
                address: row.try_get("", "alamat")?,
                at: row.try_get("", "dibuat_pada")?,
            };
            known.insert(row.try_get("", "id")?, begun);
        }
    }
    let session = |(id, used): (Option<Uuid>, Used)| {
        let begun = id.and_then(|id| known.remove(&id));
        let mulai = begun.as_ref().map(|begun| begun.at);
        let (jenis, perangkat, alamat) =
            begun.map_or((None, None, None), |begun| (Some(begun.kind), begun.device, begun.address));
        SesiAkun { id, jenis, perangkat, alamat, mulai, pertama: used.first, terakhir: used.last, banyak: used.looks }
    };
    let mut sessions: Vec<SesiAkun> = met.into_iter().map(session).collect();
    sessions.sort_by_key(|one| (one.pertama, one.id));
    Ok(sessions)
}
