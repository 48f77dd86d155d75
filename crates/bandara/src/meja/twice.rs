//! Who was recorded on the day already, asked while the form is filled in.

use axum::Json;
use chrono::{DateTime, Utc};
use kernel::access::{Read, log};
use kernel::form::Form;
use kernel::{CatatanId, Permission};
use pemulangan::kepulangan::Kepulangan;
use records::{Kind, kind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Api, AppJson, Failure};

/// A form as far as it is filled in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Isian orang dan kepulangan, seperti yang akan dikirim; yang dibaca orangnya dan tanggal tibanya.
    isi: Form,
}

/// The returns of that person on that day.
#[derive(Serialize, JsonSchema)]
pub(super) struct Stands {
    data: Vec<Standing>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SudahDicatat")]
struct Standing {
    id: CatatanId,
    nomor: String,
    dicatat_pada: DateTime<Utc>,
    /// Orangnya sama menurut nomor, pilihan, atau nama dan tanggal lahir; bila tidak, hanya namanya yang sama.
    pasti: bool,
}

/// Says which returns of the same person and day stand already. What cannot be read of the form yet is answered with none.
pub(super) async fn asked(Api(ctx): Api, asked: Result<AppJson<Asked>, Failure>) -> Result<Json<Stands>, Failure> {
    ctx.actor.require(Permission::Pemulangan)?;
    ctx.actor.require(Permission::WritePeople)?;
    let AppJson(Asked { isi: mut form }) = asked?;
    let found = kind::<Kepulangan>().once(&ctx, ctx.db(), &mut form).await?;
    let people = found.iter().map(|one| one.person).collect();
    log(&ctx, Read { action: "cocokkan", kind: Kepulangan::INFO.name, revealed: false }, people).await?;
    let standing =
        |one: records::Before| Standing { id: one.id, nomor: one.number, dicatat_pada: one.at, pasti: one.sure };
    Ok(Json(Stands { data: found.into_iter().map(standing).collect() }))
}
