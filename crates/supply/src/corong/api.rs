//! The funnel as JSON.

use std::collections::HashMap;

use axum::{Extension, Json};
use kernel::CatatanId;
use kernel::form::Form;
use kernel::form::pattern;
use kernel::form::shape::{Shape, Text, Words};
use records::Registry;
use records::afterwards::Reached;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::{self, Description, parameter};
use web::{Api, AppQuery, Failure, Routes};

use super::{Asked, LONGEST, Part, Seeker, behind, seekers};
use crate::orang::named;

const PATH: &str = "/api/v1/pencari-kerja/corong";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// The funnel.
#[derive(Serialize, JsonSchema)]
struct Funnel {
    /// Setiap orang sekali di setiap tahap yang dicapainya.
    tahap: Vec<Level>,
    /// Orang yang dihitung tahap yang ditanyakan; semua yang dicatat bila tidak ada yang ditanyakan.
    data: Vec<Followed>,
    /// Ada yang lain di belakangnya.
    masih_ada: bool,
}

#[derive(Serialize, JsonSchema)]
struct Level {
    kode: &'static str,
    jumlah: usize,
}

/// Somebody who was recorded, with what they came to.
#[derive(Serialize, JsonSchema)]
struct Followed {
    id: CatatanId,
    nomor: String,
    nama: Option<String>,
    status: &'static str,
    /// Nomor verifikasi pertama sesudahnya yang lengkap dan sah.
    verifikasi: Option<String>,
    /// Nomor penempatan pertama sesudahnya yang E-PMI-nya terbit.
    penempatan: Option<String>,
}

async fn show(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Json<Funnel>, Failure> {
    let asked = Asked::read(&registry, &ctx, typed).await?;
    let all = seekers(&registry, &ctx, &asked).await?;
    let behind_it = behind(&all, asked.part);
    let rows = named(&ctx, &behind_it.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    let of: HashMap<CatatanId, &Seeker> = behind_it.iter().map(|one| (one.id, *one)).collect();
    let number = |reached: Option<&Reached>| reached.map(|one| one.number.clone());
    let followed = |row: &records::Row| Followed {
        id: row.head.id,
        nomor: row.head.number.clone(),
        nama: row.name.clone(),
        status: row.status,
        verifikasi: number(of.get(&row.head.id).and_then(|one| one.verified.as_ref())),
        penempatan: number(of.get(&row.head.id).and_then(|one| one.placed.as_ref())),
    };
    let level = |part: Part| Level { kode: part.code(), jumlah: behind(&all, part).len() };
    Ok(Json(Funnel {
        tahap: Part::ALL.into_iter().map(level).collect(),
        data: rows.iter().map(followed).collect(),
        masih_ada: behind_it.len() > rows.len(),
    }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let day = openapi::asked(&Shape::Text { most: 10, of: Text::Like(&pattern::DAY) });
    let number = openapi::asked(&Shape::Text { most: LONGEST, of: Text::Plain });
    let part = openapi::asked(&Shape::Word(Words::new(None, Part::ALL.map(Part::code).to_vec())));
    all.get(PATH, ("corong-pencari-kerja", "Pencari kerja", "Apa kelanjutan pencari kerja yang dicatat"), |one| {
        one.parameter(parameter("query", "dari", &day, "Dicatat sejak hari ini."))
            .parameter(parameter("query", "sampai", &day, "Dicatat sampai dengan hari ini."))
            .parameter(parameter("query", "kegiatan", &number, "Nomor kegiatan tempat mereka dicatat."))
            .parameter(parameter("query", "tahap", &part, "Tahap yang orangnya disebut satu per satu."))
            .answers::<Funnel>(200)
    });
}
