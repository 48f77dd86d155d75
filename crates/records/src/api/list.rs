//! Lists over the api: filters in the address, searches in the body, and both as a file.

use axum::Json;
use axum::extract::Extension;
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{Ctx, Problem};
use serde_json::{Map, Value};
use web::{Api, AppJson, AppQuery};

use super::Answer;
use super::filters::{self, Page};
use crate::search::{Format, TEXT, file};
use crate::surface::{This, body};
use crate::{AnyKind, Row};

/// A list with its filters in the address. Parameters that may name people are refused, because addresses end up in logs and
/// browser histories.
pub(super) async fn list(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppQuery(typed): AppQuery<Form>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    if typed.contains_key(TEXT) {
        let road = format!("/api/v1/{}/cari", kind.info().name);
        return Err(Problem::Malformed(format!(
            "Nama dan nomor orang tidak boleh di alamat. Kirim cari lewat POST {road}."
        ))
        .into());
    }
    page(&ctx, kind, typed.into_iter().map(|(key, text)| (key, Value::String(text))).collect()).await
}

/// The same, with a free search text.
pub(super) async fn search(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppJson(members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    page(&ctx, kind, members).await
}

/// All records that the same filters find, as a file.
pub(super) async fn export(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppJson(mut members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let format = match members.shift_remove("bentuk") {
        None | Some(Value::Null) => Format::Csv,
        Some(Value::String(word)) => Format::read(Some(&word))?,
        Some(_) => return Err(Problem::field("bentuk", "Pilih csv atau xlsx.").into()),
    };
    Ok(file(&ctx, kind, &filters::filter(&ctx, kind, &members)?, format).await?)
}

async fn page(ctx: &Ctx, kind: &'static dyn AnyKind, members: Map<String, Value>) -> Answer {
    let (Page { start, limit }, filter) = filters::read(ctx, kind, members)?;
    let answer = |rows: &[Row]| {
        let full = u64::try_from(rows.len()).is_ok_and(|n| n == limit);
        let next = rows.last().filter(|_| full).map(|row| start.place(kind, row).to_string());
        Json(body::rows(rows, next)).into_response()
    };
    Ok(kind.ordered(ctx, &filter, (&start, limit), answer).await?)
}
