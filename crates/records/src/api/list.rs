//! Lists over the api: filters in the address, searches in the body, and both as a file.

use axum::Json;
use axum::extract::Extension;
use axum::response::IntoResponse;
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Result};
use serde_json::{Map, Value, json};
use web::{Api, AppJson, AppQuery};

use super::{Answer, This, body};
use crate::search::{Format, TEXT, file};
use crate::{AnyKind, Filter};

/// The most records of a page.
const LONGEST: u64 = 200;

/// The filters in the address. What may name people is refused there: addresses end up in logs and histories.
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
    page(&ctx, kind, typed).await
}

/// The same, with a free text.
pub(super) async fn search(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppJson(members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    page(&ctx, kind, body::form(&members)?).await
}

/// All that the same filters find, as a file.
pub(super) async fn export(
    Api(ctx): Api,
    Extension(This(kind)): Extension<This>,
    AppJson(members): AppJson<Map<String, Value>>,
) -> Answer {
    ctx.actor.require(kind.info().permission)?;
    let mut typed = body::form(&members)?;
    let format = Format::read(typed.remove("bentuk").as_deref())?;
    Ok(file(&ctx, kind, &Filter::read(&ctx, kind, &typed)?, format).await?)
}

async fn page(ctx: &Ctx, kind: &'static dyn AnyKind, mut typed: Form) -> Answer {
    let before = cursor(&mut typed)?;
    let limit = match typed.remove("batas").as_deref().map(str::parse) {
        None => 50,
        Some(Ok(limit)) => Ord::clamp(limit, 1, LONGEST),
        Some(Err(_)) => return Err(Problem::Malformed("batas: tulis bilangan dari 1 sampai 200.".to_owned()).into()),
    };
    let rows = kind.list(ctx, &Filter::read(ctx, kind, &typed)?, before, limit).await?;
    let full = u64::try_from(rows.len()).is_ok_and(|n| n == limit);
    let next = rows.last().filter(|_| full).map(|row| row.head.id);
    let data: Vec<Value> = rows.iter().map(|row| body::row(kind, row)).collect();
    Ok(Json(json!({ "data": data, "berikutnya": next })).into_response())
}

/// Takes the cursor out of a form.
///
/// # Errors
/// [`Problem::Malformed`] where it is none.
pub(crate) fn cursor(typed: &mut Form) -> Result<Option<CatatanId>> {
    let text = typed.remove("sebelum").filter(|text| !text.is_empty());
    let id = text.map(|text| text.parse().map(CatatanId)).transpose();
    id.map_err(|_| Problem::Malformed("sebelum: tulis penanda dari halaman sebelumnya.".to_owned()))
}
