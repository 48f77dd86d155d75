//! The page on which the photos of a report are chosen.

use axum::extract::{Extension, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::form::Form;
use kernel::offices::Office;
use kernel::{Ctx, Permission, Problem, Result};
use maud::Markup;
use records::photos::Photo;
use serde::Deserialize;
use uuid::Uuid;
use web::{App, AppForm as Body, AppPath, AppQuery, Console, Failure, Routes, heavy, layout};

use super::entity::Model;
use super::form::{self, All};
use super::gathered::{Gone, barred};
use super::view::{self, Listed};
use super::{history, save};
use crate::Shelf;
use crate::send::saved;
use crate::tahun::Chosen;
use crate::versi::page::{Tried, office};
use crate::versi::{self, lock};

pub(super) const PATH: &str = "/lkj/foto";
const ONE: &str = "/lkj/foto/{lampiran_id}";
const TITLE: &str = "Foto laporan kinerja";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, list).post(PATH, write).get(ONE, heavy::work(see))
}

/// Which report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    tahun: Option<String>,
    kantor: Option<String>,
}

/// What is done with a report.
const DONE: &str = "disusun";

async fn list(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    let chosen = Chosen::read(&ctx, &shelf.agreements, asked.tahun.as_deref());
    let code = asked.kantor.as_deref().unwrap_or_default();
    match office(&ctx, &shelf.agreements, (chosen.year, code), DONE) {
        Ok(office) => Ok(choosing(&app, &ctx, &shelf, (&chosen, office), Tried::Nothing).await?),
        // Another year can be chosen on the same page.
        Err(Problem::Malformed(why)) => {
            let without = versi::view::without(TITLE, PATH, (&chosen, code), &why);
            Ok(layout::page(&app, &ctx, TITLE, "/lkj", &without))
        }
        Err(other) => Err(other.into()),
    }
}

async fn choosing(
    app: &App,
    ctx: &Ctx,
    shelf: &Shelf,
    (chosen, office): (&Chosen, &Office),
    tried: Tried<Model, All>,
) -> Result<Markup> {
    let place = (office.id, chosen.year);
    let there = shelf.album.of_year(ctx, office.id, chosen.year).await?;
    let all = history(ctx, office.id, chosen.year).await?;
    let standing = all.first().map(Model::picks).transpose()?.unwrap_or_default();
    let (typed, version, behind, refused) = match tried {
        Tried::Nothing => (form::of(&standing), all.first().map_or(0, |row| row.versi), None, None),
        Tried::Behind(row, typed) => {
            let version = row.versi;
            (typed, version, Some(row), None)
        }
        Tried::Refused(why, typed, version) => (typed, version, None, Some(why)),
    };
    let ids: Vec<Uuid> = standing.iter().map(|pick| pick.id).collect();
    let named = shelf.album.named(ctx, &ids).await?;
    let lost = |pick: &super::Pick| {
        let why = barred(named.get(&pick.id), place)?;
        Some(Gone { caption: pick.caption.clone(), why })
    };
    let listed = Listed {
        chosen,
        office,
        may: office.id == ctx.actor.office && ctx.actor.may(Permission::Perencanaan),
        lock: lock(ctx, office.id, chosen.year).await?,
        photos: ordered(there, &typed),
        typed: &typed,
        version,
        behind: behind.as_deref(),
        refused: refused.as_deref(),
        gone: standing.iter().filter_map(lost).collect(),
        history: &all,
    };
    Ok(layout::page(app, ctx, TITLE, "/lkj", &view::list(&listed)))
}

/// Those that are ticked first, in their order; the others by day.
fn ordered(mut photos: Vec<Photo>, typed: &All) -> Vec<Photo> {
    let place = |photo: &Photo| {
        let one = typed.get(&photo.id).filter(|one| one.picked);
        one.map_or((1, 0), |one| (0, one.place.parse::<u32>().unwrap_or(u32::MAX)))
    };
    photos.sort_by_key(place);
    photos
}

async fn write(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    Body(sent): Body<Form>,
) -> Result<Response, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let said = |key: &str| sent.get(key).map(String::as_str).unwrap_or_default();
    let chosen = Chosen::read(&ctx, &shelf.agreements, Some(said("tahun")));
    if let Some(wrong) = &chosen.wrong {
        return Err(Problem::Malformed(wrong.clone()).into());
    }
    let read: i64 = said("versi")
        .parse()
        .map_err(|_| Problem::Malformed("versi: tulis versi yang dibaca, 0 bila belum ada pilihan.".to_owned()))?;
    let office = office(&ctx, &shelf.agreements, (chosen.year, said("kantor")), DONE)?;
    let typed = form::read(&sent);
    let done = match form::picks(&typed) {
        Ok(picks) => save(&ctx, &shelf.album, (office.id, chosen.year), read, &picks).await,
        Err(problem) => Err(problem),
    };
    match Tried::of(done, typed, read)? {
        None => {
            let back = format!("{PATH}?tahun={}&kantor={}", chosen.year, office.code);
            Ok(Redirect::to(&back).into_response())
        }
        Some(tried) => Ok(choosing(&app, &ctx, &shelf, (&chosen, office), tried).await?.into_response()),
    }
}

/// One photo as the report shows it; opening it is logged.
async fn see(
    Console(ctx): Console,
    Extension(shelf): Extension<Shelf>,
    AppPath(id): AppPath<Uuid>,
) -> Result<Response, Failure> {
    let photo = shelf.album.named(&ctx, &[id]).await?.remove(&id).filter(|photo| photo.gone.is_none());
    let photo = photo.ok_or(Problem::NotFound)?;
    let picture = shelf.album.open(&ctx, &photo).await?;
    Ok(saved(&format!("{}.jpeg", photo.number), "image/jpeg", picture.bytes))
}
