//! Who saw a person, as JSON.

use axum::Json;
use axum::extract::Extension;
use chrono::{DateTime, Utc};
use kernel::{Ctx, OrangId, Permission};
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;
use web::openapi::Description;
use web::{Api, AppPath, AppQuery, Failure, parts};

use super::{Asked, Line, read, usual};
use crate::tindakan;

/// A page of looks.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    orang_id: OrangId,
    data: Vec<Look>,
    /// Penanda halaman berikutnya, untuk `sebelum`.
    berikutnya: Option<Uuid>,
}

/// A look.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Look {
    pada: DateTime<Utc>,
    /// Nama pelakunya; kosong untuk petugas kantor lain.
    nama: Option<String>,
    nama_masuk: Option<String>,
    /// Peran akun itu sekarang.
    peran: Option<String>,
    kantor: Option<String>,
    tindakan: String,
    /// Jenis catatan yang dilihat; `orang` untuk halaman orangnya.
    jenis: String,
    /// Isian terlindungi ditampilkan utuh.
    dibuka: bool,
    /// Id permintaan, seperti pada log.
    permintaan: Uuid,
    /// Tindakan itu dalam kata-kata.
    uraian: String,
}

impl Look {
    /// A look as the api tells of it.
    pub(crate) fn of(ctx: &Ctx, registry: &Registry, line: &Line) -> Self {
        let look = &line.look;
        let what = [tindakan::words(&look.tindakan), ": ", tindakan::kind(registry, &look.jenis)].concat();
        Self {
            pada: look.pada,
            nama: line.name.clone(),
            nama_masuk: line.login.clone(),
            peran: line.role.map(|role| role.code().to_owned()),
            kantor: ctx.house.offices.by_id(look.kantor_id).map(|office| office.code.clone()),
            tindakan: look.tindakan.clone(),
            jenis: look.jenis.clone(),
            dibuka: look.dibuka,
            permintaan: look.permintaan,
            uraian: what,
        }
    }

    /// It as a line of a table: when, by whom, in which office, what, and whether protected fields were opened.
    pub(crate) fn row(&self) -> Vec<String> {
        let by = self.nama_masuk.as_ref().or(self.nama.as_ref());
        let opened = if self.dibuka { "dibuka" } else { "disamarkan" };
        vec![
            parts::instant(self.pada),
            by.cloned().unwrap_or_else(|| "Petugas kantor lain".to_owned()),
            self.kantor.clone().unwrap_or_default(),
            self.uraian.clone(),
            opened.to_owned(),
        ]
    }
}

pub(super) async fn list(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<OrangId>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Told>, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let seen = read(&ctx, id, asked.days(&ctx)?, (asked.before()?, usual())).await?;
    let data = seen.lines.iter().map(|line| Look::of(&ctx, &registry, line)).collect();
    Ok(Json(Told { orang_id: seen.whose.person.id, data, berikutnya: seen.next }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name = ("jejak-orang", "Pelindungan data", "Siapa yang melihat seseorang, terbaru dahulu");
    all.get("/api/v1/orang/{id}/jejak", name, |one| one.id("id", "Orang.").asks::<Asked>().answers::<Told>(200));
}
