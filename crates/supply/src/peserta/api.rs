//! The participants of an event as JSON.

use axum::{Extension, Json};
use kernel::CatatanId;
use kernel::form::Form;
use kernel::form::shape::{Shape, Text, Words};
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::{self, Description, parameter};
use web::{Api, AppPath, AppQuery, Failure, Routes};

use super::{Asked, By, Event, LONGEST, Part};
use crate::orang::named;

const PATH: &str = "/api/v1/kegiatan/{id}/peserta";

pub(super) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// The participants of an event.
#[derive(Serialize, JsonSchema)]
struct Participants {
    kegiatan: String,
    /// Dihitung dari pencari kerja yang dicatat pada kegiatan ini, setiap orang sekali.
    peserta: usize,
    berminat: usize,
    /// Yang diketik di catatan kegiatan.
    tertulis: Option<usize>,
    /// Kosong bila yang tertulis sama, atau tidak diisi.
    beda: Option<String>,
    negara: Vec<Share>,
    pendidikan: Vec<Share>,
    /// Peserta yang dihitung angka yang ditanyakan; semua bila tidak ada yang ditanyakan.
    data: Vec<Participant>,
    /// Ada yang lain di belakangnya.
    masih_ada: bool,
}

#[derive(Serialize, JsonSchema)]
struct Share {
    /// `tidak_dicatat` bila kosong.
    kode: String,
    jumlah: usize,
}

#[derive(Serialize, JsonSchema)]
struct Participant {
    id: CatatanId,
    nomor: String,
    nama: Option<String>,
    status: &'static str,
}

fn shares(event: &Event, by: By) -> Vec<Share> {
    let share = |(code, jumlah): (&str, usize)| Share { kode: code.to_owned(), jumlah };
    by.counted(&event.people).into_iter().map(share).collect()
}

async fn show(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Form>,
) -> Result<Json<Participants>, Failure> {
    let asked = Asked::read(typed)?;
    let event = Event::find(&registry, &ctx, id).await?;
    let behind: Vec<CatatanId> = asked.behind(&event.people).into_iter().map(|one| one.id).collect();
    let rows = named(&ctx, &behind).await?;
    Ok(Json(Participants {
        kegiatan: event.row.head.number.clone(),
        peserta: event.people.len(),
        berminat: event.count(Part::Berminat),
        tertulis: event.typed(),
        beda: event.differs(),
        negara: shares(&event, By::Negara),
        pendidikan: shares(&event, By::Pendidikan),
        masih_ada: behind.len() > rows.len(),
        data: rows
            .into_iter()
            .map(|row| Participant { id: row.head.id, nomor: row.head.number, nama: row.name, status: row.status })
            .collect(),
    }))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let part = openapi::asked(&Shape::Word(Words::new(None, Part::ALL.map(Part::code).to_vec())));
    let word = openapi::asked(&Shape::Text { most: LONGEST, of: Text::Plain });
    all.get(PATH, ("peserta-kegiatan", "Kegiatan", "Peserta kegiatan, dihitung dari pencari kerja"), |one| {
        one.id("id", "Kegiatan.")
            .parameter(parameter("query", "bagian", &part, "Peserta mana yang disebut satu per satu."))
            .parameter(parameter(
                "query",
                "negara",
                &word,
                "Hanya yang meminati negara ini; tidak_dicatat bila kosong.",
            ))
            .parameter(parameter(
                "query",
                "pendidikan",
                &word,
                "Hanya dengan pendidikan ini; tidak_dicatat bila kosong.",
            ))
            .answers::<Participants>(200)
    });
}
