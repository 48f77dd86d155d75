//! The records behind a figure as a workbook: names only for who may read the kind, as on the page, and with the same trace.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::ledger::Member;
use web::sheet::{self, Cell};
use web::{App, AppPath, AppQuery, Console, Failure, Media, parts, saved};

use crate::named::Named;
use crate::pages::list;
use crate::query::{self, AskedMembers, MOST, Shelf};

/// All records of the list that the page shows page by page.
pub(super) async fn workbook(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(Shelf(all)): Extension<Shelf>,
    AppPath(which): AppPath<(String, u32)>,
    AppQuery(asked): AppQuery<AskedMembers>,
) -> Result<Response, Failure> {
    let (agreement, item) = query::item(&ctx, &all, &which, asked.per.as_deref())?;
    let (indicator, period) = (item.indicator()?, query::period(agreement.year, asked.tw)?);
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut asked = AskedMembers { sebelum: None, batas: Some(MOST), ..asked };
    loop {
        let page = query::page(&ctx, agreement, item, &asked).await?;
        let labels = list::labels(&app, &ctx, &page.members).await?;
        rows.extend(page.members.iter().map(|member| row(&app, member, labels.get(&member.catatan_id))));
        asked.sebelum = page.next;
        if asked.sebelum.is_none() {
            break;
        }
    }
    let (day, end) = (parts::words(indicator.date_role), indicator.definition(period).end());
    let heads = ["Nomor", "Jenis", "Nama", day.as_str(), end, "Negara", "Kategori", "Status", "Sebab tidak dihitung"];
    let bytes = sheet::xlsx("Catatan", &heads, &rows)?;
    Ok(saved(&format!("catatan-{}-{}", agreement.code, item.no), Media::Xlsx, bytes))
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
