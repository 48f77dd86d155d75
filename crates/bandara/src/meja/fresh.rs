//! Whether what a desk has is still so: a mark for each answer, by which the next question is answered without opening anything.

use std::collections::HashSet;

use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{CatatanId, Ctx, Problem, Result, vault};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use crate::manifes;
use pemulangan::baris::Column as Lines;
use pemulangan::kepulangan::entity as back;

/// How a flight stands.
pub(super) struct Standing {
    /// Another one where a line of its manifest, who has taken it on, or a record of it is otherwise.
    pub mark: String,
    /// How many were received whom the manifest did not announce.
    pub extra: usize,
}

/// How a flight stands, by the versions of its lines and records, and by who has taken on whom, which is no change of a line.
///
/// # Errors
/// What the database says.
pub(super) async fn of_flight(ctx: &Ctx, id: CatatanId) -> Result<Standing> {
    let lines: Vec<(Uuid, Option<CatatanId>, i64, Option<String>)> = manifes::Entity::find()
        .select_only()
        .column(Lines::Id)
        .column(Lines::CatatanId)
        .column(Lines::Versi)
        .column(Lines::DiambilOleh)
        .filter(Lines::KedatanganId.eq(id))
        .order_by_asc(Lines::Id)
        .into_tuple()
        .all(ctx.db())
        .await?;
    let records: Vec<(CatatanId, i64)> = back::Entity::find()
        .select_only()
        .column(back::Column::Id)
        .column(back::Column::Versi)
        .filter(back::Column::KedatanganId.eq(id.0))
        .filter(back::Column::DibatalkanPada.is_null())
        .into_tuple()
        .all(ctx.db())
        .await?;
    let met: HashSet<CatatanId> = lines.iter().filter_map(|(_, record, ..)| *record).collect();
    let extra = records.iter().filter(|(record, _)| !met.contains(record)).count();
    let (changes, edits): (i64, i64) =
        (lines.iter().map(|(_, _, version, _)| version).sum(), records.iter().map(|(_, version)| version).sum());
    let taken: Vec<(&Uuid, &str)> = lines.iter().filter_map(|(line, _, _, by)| Some((line, by.as_deref()?))).collect();
    let taken = print(&taken)?;
    Ok(Standing { mark: format!("\"{}.{changes}.{}.{edits}.{taken}\"", lines.len(), records.len()), extra })
}

/// Some letters that are others where the content is another.
fn print(content: &impl Serialize) -> Result<String> {
    let text = serde_json::to_vec(content).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(vault::fingerprint(&text).get(..32).unwrap_or_default().to_owned())
}

/// The mark of an answer that holds nothing sealed, from its content.
///
/// # Errors
/// What cannot be written as JSON.
pub(super) fn of_all(content: &impl Serialize) -> Result<String> {
    Ok(format!("\"{}\"", print(content)?))
}

/// Whether the desk has what the mark stands for. A proxy that packs answers calls marks weak.
pub(super) fn known(headers: &HeaderMap, mark: &str) -> bool {
    headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|held| held.trim_start_matches("W/") == mark)
}

/// The answer to a desk that has it.
pub(super) fn unchanged(mark: &str) -> Response {
    tagged(StatusCode::NOT_MODIFIED.into_response(), mark)
}

/// An answer with its mark, or that the desk has it.
pub(super) fn answer<T: IntoResponse>(headers: &HeaderMap, mark: &str, content: impl FnOnce() -> T) -> Response {
    if known(headers, mark) { unchanged(mark) } else { tagged(content().into_response(), mark) }
}

fn tagged(mut response: Response, mark: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(mark) {
        response.headers_mut().insert(ETAG, value);
    }
    response
}
