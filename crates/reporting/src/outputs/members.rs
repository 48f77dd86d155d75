//! The records behind a figure as a workbook: names only for who may read the kind, as on the page, and with the same trace.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::ledger::{Member, Members};
use kernel::{Ctx, Permission, Result};
use web::sheet::{self, Cell};
use web::{Api, App, AppPath, AppQuery, Console, Failure, Media, parts, saved};

use crate::compute;
use crate::named::Named;
use crate::pages::list;
use crate::perjanjian::Laid;
use crate::query::{self, AskedMembers, MOST, Shelf};
use crate::table;

/// Of the console.
pub(super) async fn workbook(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> std::result::Result<Response, Failure> {
    Ok(file((&app, &ctx), &all, &which, &asked).await?)
}

/// Over the api.
pub(super) async fn sent(
    State(app): State<App>,
    Api(ctx): Api,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> std::result::Result<Response, Failure> {
    Ok(file((&app, &ctx), &all, &which, &asked).await?)
}

/// All records of the list that the page shows page by page.
async fn file((app, ctx): (&App, &Ctx), all: &Laid, which: &(String, u32), asked: &AskedMembers) -> Result<Response> {
    ctx.actor.require(Permission::ReadReports)?;
    let (agreement, item) = query::item(ctx, all, which, asked.per.as_deref())?;
    let (indicator, period) = (item.indicator()?, query::period(agreement.year, asked.tw)?);
    let definition = indicator.definition(period);
    let (known, side) = (query::known(asked.per.as_deref())?, query::side(definition, asked.peran.as_deref())?);
    let select = compute::members(indicator, &table::scope(ctx, agreement).offices, period, known, side);
    let bytes = listed(app, ctx, &select, (indicator.date_role, definition.end())).await?;
    Ok(saved(&format!("catatan-{}-{}", agreement.code, item.no), Media::Xlsx, bytes))
}

/// The members of a select; what their days are called.
///
/// # Errors
/// What the database says.
pub(crate) async fn listed(app: &App, ctx: &Ctx, select: &Members, (day, end): (&str, &str)) -> Result<Vec<u8>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut asked = AskedMembers { batas: Some(MOST), ..AskedMembers::default() };
    loop {
        let page = query::page_of(ctx, select, &asked).await?;
        let labels = list::labels(app, ctx, &page.members).await?;
        rows.extend(page.members.iter().map(|member| row(app, member, labels.get(&member.catatan_id))));
        asked.sebelum = page.next;
        if asked.sebelum.is_none() {
            break;
        }
    }
    let day = parts::words(day);
    let heads = ["Nomor", "Jenis", "Nama", day.as_str(), end, "Negara", "Kategori", "Status", "Sebab tidak dihitung"];
    sheet::xlsx("Catatan", &heads, &rows)
}

fn row(app: &App, member: &Member, label: Option<&Named>) -> Vec<Cell> {
    let country = member.negara.as_deref().and_then(|code| app.house.reference.country(code).map(|c| c.name.clone()));
    vec![
        label.map(|label| label.mark.number.clone()).into(),
        app.directory.title(&member.jenis).into(),
        label.and_then(|label| label.title.clone()).into(),
        Cell::Day(member.hari),
        member.hari_akhir.map_or(Cell::Empty, Cell::Day),
        country.into(),
        member.kategori.as_deref().map(parts::words).into(),
        label.map(|label| parts::words(label.mark.status)).into(),
        member.alasan.clone().into(),
    ]
}
