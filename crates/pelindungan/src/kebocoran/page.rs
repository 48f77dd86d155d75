//! Whose data an account saw, as a page and as a workbook.

use axum::extract::{Extension, State};
use axum::response::Response;
use kernel::form::{Field, FieldKind};
use kernel::{FieldError, Permission, Problem, figure};
use maud::{Markup, html};
use records::Registry;
use web::sheet::{self, Cell};
use web::{App, AppQuery, Console, Failure, Media, layout, parts, saved};

use super::api::NONE;
use super::{Asked, Told, find, told};

/// How many people a page shows; the files have all.
const SHOWN: usize = 200;

const HEADS: [&str; 9] = [
    "Id orang",
    "Nama",
    "Pertama terlihat (WIB)",
    "Terakhir terlihat (WIB)",
    "Berapa kali",
    "Tindakan",
    "Isian yang tampil",
    "Isian terlindungi yang dibuka",
    "Isian terlindungi yang disamarkan",
];

const SESSIONS: [&str; 6] =
    ["Id sesi", "Perangkat dan alamat", "Mulai (WIB)", "Pertama melihat", "Terakhir melihat", "Berapa kali"];

const FIELDS: &[Field] = &[
    Field::asked("akun", "Nama masuk akun", FieldKind::Text(80)).required(),
    Field::asked("dari", "Dari", FieldKind::Text(20))
        .required()
        .help("Tanggal, atau tanggal dan jam WIB: 31/12/2025 14:30."),
    Field::asked("sampai", "Sampai", FieldKind::Text(20))
        .required()
        .help("Tanggal saja berarti sampai akhir hari itu."),
    Field::asked("catatan", "Nomor catatan", FieldKind::Text(40)).help("Hanya orang pada catatan ini. Boleh kosong."),
    Field::asked("sesi", "Id sesi", FieldKind::Text(40)).help("Hanya yang dilihat dalam sesi ini. Boleh kosong."),
];

pub(super) async fn show(
    State(app): State<App>,
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Markup, Failure> {
    ctx.actor.require(Permission::DataProtection)?;
    let (found, errors) = if asked.is_empty() {
        (None, Vec::new())
    } else {
        match find(&ctx, &registry, &asked).await {
            Ok(found) => (Some(told(found)), Vec::new()),
            Err(Problem::Invalid(errors)) => (None, errors),
            Err(other) => return Err(other.into()),
        }
    };
    let body = html! {
        div.head {
            div {
                h1 { "Kebocoran data" }
                p.lead { "Data siapa yang dilihat satu akun dalam satu masa, dan isian yang mana: bahan pemberitahuan menurut UU 27/2022 pasal 46." }
            }
            @if found.is_some() {
                div.acts { a.btn href={ "/pelindungan/kebocoran.xlsx?" (query(&asked)) } { "Unduh XLSX" } }
            }
        }
        (form(&app, &asked, &errors))
        @if let Some(found) = &found { (sessions(&asked, found)) (results(found)) }
    };
    Ok(layout::page(&app, &ctx, "Kebocoran data", "/pelindungan/kebocoran", &body))
}

/// What was typed, by field.
fn typed(asked: &Asked) -> [(&str, &str); 5] {
    [
        ("akun", asked.akun.as_deref().unwrap_or_default()),
        ("dari", asked.dari.as_deref().unwrap_or_default()),
        ("sampai", asked.sampai.as_deref().unwrap_or_default()),
        ("catatan", asked.catatan.as_deref().unwrap_or_default()),
        ("sesi", asked.sesi.as_deref().unwrap_or_default()),
    ]
}

fn query(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(typed(asked).into_iter().filter(|(_, text)| !text.is_empty()));
    query.finish()
}

fn form(app: &App, asked: &Asked, errors: &[FieldError]) -> Markup {
    let fields: Vec<&Field> = FIELDS.iter().collect();
    html! {
        form.form method="get" action="/pelindungan/kebocoran" novalidate {
            (parts::errors(&fields, errors))
            fieldset.part {
                legend { "Akun dan masanya" }
                div.row {
                    @for (field, (_, text)) in fields.iter().zip(typed(asked)) {
                        (parts::input(&app.house.reference, field, text, errors.iter().find(|error| error.field == field.key)))
                    }
                }
            }
            div.bottom { button.btn.main { "Cari" } }
        }
    }
}

/// In which sessions, each with the way to what was seen in it alone.
fn sessions(asked: &Asked, found: &Told) -> Markup {
    let alone = |id: &str| query(&Asked { sesi: Some(id.to_owned()), ..asked.clone() });
    html! {
        @if !found.sessions().is_empty() {
            section.box {
                h2 { "Sesi" }
                div.scroll { table.list {
                    thead { tr { @for head in SESSIONS { th scope="col" { (head) } } } }
                    tbody {
                        @for (id, texts) in found.sessions() {
                            tr {
                                td { @if id == NONE { (id) } @else { a.id href={ "/pelindungan/kebocoran?" (alone(&id)) } { (id) } } }
                                @for text in texts { td { (text) } }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn results(found: &Told) -> Markup {
    html! {
        p.note role="status" {
            (figure::whole(i64::try_from(found.orang).unwrap_or(i64::MAX))) " orang, dalam "
            (figure::whole(i64::try_from(found.tindakan).unwrap_or(i64::MAX))) " kali dilihat. Pencarian ini tercatat."
        }
        @if found.orang > SHOWN { p.muted { "Di bawah " (SHOWN) " yang pertama; berkas XLSX berisi semuanya." } }
        @if !found.data.is_empty() {
            div.scroll { table.list {
                thead { tr { @for head in HEADS { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows(found).iter().take(SHOWN) { tr { @for cell in row { td { (cell.text()) } } } }
                }
            } }
        }
    }
}

fn rows(found: &Told) -> Vec<Vec<Cell>> {
    let row = |line: &super::api::Line| -> Vec<Cell> {
        let [first, last, deeds, open, opened, masked] = line.texts();
        vec![
            line.orang_id.to_string().into(),
            line.nama.clone().into(),
            first.into(),
            last.into(),
            line.many().into(),
            deeds.into(),
            open.into(),
            opened.into(),
            masked.into(),
        ]
    };
    found.data.iter().map(row).collect()
}

pub(super) async fn workbook(
    Console(ctx): Console,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Response, Failure> {
    let found = told(find(&ctx, &registry, &asked).await?);
    let bytes = sheet::xlsx("Kebocoran data", &HEADS, &rows(&found))?;
    Ok(saved(&format!("kebocoran-{}", ctx.today()), Media::Xlsx, bytes))
}
