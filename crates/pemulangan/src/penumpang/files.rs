//! The passengers as a workbook and on paper, with how many there are of each kind.

use axum::extract::Extension;
use axum::response::Response;
use cetak::{Fonts, Part, Tabel};
use kernel::{CatatanId, Ctx};
use web::sheet::Cell;
use web::{AppPath, AppQuery, Console, Failure, Media, parts, saved, sheet};

use super::list::{Asked, Group};
use super::page::{area, office};
use super::{Passenger, flight, passengers};
use crate::berita_acara::unprinted;
use crate::kedatangan::entity as arrival;

const HEADS: [&str; 10] = [
    "No",
    "Nomor",
    "Nama",
    "L/P",
    "Daerah asal",
    "Kategori",
    "Status",
    "Tujuan",
    "Kantor penerima",
    "Nomor berita acara",
];
const COUNTED: [&str; 3] = ["Menurut", "Rincian", "Jumlah"];

type Rows = Vec<Vec<Cell>>;

fn rows(ctx: &Ctx, all: &[Passenger]) -> Rows {
    let category = |code: &str| {
        let term = ctx.house.reference.term("kategori_pulang", code);
        term.map_or_else(|| parts::words(code), |term| term.label.clone())
    };
    let row = |(at, one): (usize, &Passenger)| {
        vec![
            at.into(),
            one.record.nomor.clone().into(),
            one.name.clone().into(),
            one.sex.clone().into(),
            area(ctx, one.area.as_deref()).into(),
            category(&one.record.kategori).into(),
            parts::words(one.record.status.code()).into(),
            area(ctx, one.record.tujuan.as_deref()).into(),
            office(ctx, one.receiving(ctx).as_deref()).into(),
            one.record.nomor_ba.clone().into(),
        ]
    };
    (1..).zip(all).map(row).collect()
}

fn counts(ctx: &Ctx, all: &[Passenger]) -> Rows {
    let mut rows: Rows = vec![vec!["Semua".into(), "Penumpang yang ditemui".into(), all.len().into()]];
    for group in Group::ALL {
        let line =
            |(code, many): (String, usize)| vec![group.title().into(), group.words(ctx, &code).into(), many.into()];
        rows.extend(group.counts(ctx, all).into_iter().map(line));
    }
    rows
}

fn name(flight: &arrival::Model) -> String {
    format!("penumpang-{}-{}", flight.nomor, flight.penerbangan)
}

async fn asked(ctx: &Ctx, id: CatatanId, asked: &Asked) -> kernel::Result<(arrival::Model, Vec<Passenger>)> {
    let flight = flight(ctx, id).await?;
    let all = passengers(ctx, &flight, "ekspor").await?;
    Ok((flight, asked.narrow(ctx, all)))
}

pub(super) async fn workbook(
    Console(ctx): Console,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let (flight, shown) = asked(&ctx, id, &typed).await?;
    let (numbers, people) = (counts(&ctx, &shown), rows(&ctx, &shown));
    let bytes = sheet::book(&[("Ringkasan", &COUNTED[..], &numbers[..]), ("Penumpang", &HEADS[..], &people[..])])?;
    Ok(saved(&name(&flight), Media::Xlsx, bytes))
}

pub(super) async fn paper(
    Console(ctx): Console,
    Extension(fonts): Extension<Fonts>,
    AppPath(id): AppPath<CatatanId>,
    AppQuery(typed): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let (flight, shown) = asked(&ctx, id, &typed).await?;
    let part = |title: &str, heads: &[&str], rows: &Rows| Part {
        title: title.to_owned(),
        heads: heads.iter().map(|head| if *head == "Jumlah" { "Jumlah#" } else { *head }.to_owned()).collect(),
        rows: rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect(),
    };
    let paper = Tabel {
        office: ctx.actor.office_name.clone(),
        title: format!("Penumpang {}", flight.penerbangan),
        lead: format!("{}, tiba {}. {} orang.", flight.nomor, parts::day(flight.tiba_pada), shown.len()),
        parts: vec![
            part("Penumpang", &HEADS[..], &rows(&ctx, &shown)),
            part("Ringkasan", &COUNTED[..], &counts(&ctx, &shown)),
        ],
        foot: format!("Dibuat {} oleh {}", parts::instant(ctx.now()), ctx.actor.name),
        dense: true,
    };
    let bytes = cetak::tabel(&fonts, &paper).map_err(|error| unprinted(error, flight.status.code(), "xlsx"))?;
    Ok(saved(&name(&flight), Media::Pdf, bytes))
}
