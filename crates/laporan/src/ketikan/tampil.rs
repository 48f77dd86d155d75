//! What pages and the api say of the numbers in what people write.

use axum::Json;
use axum::extract::Extension;
use kernel::{Ctx, Permission, Problem, Result};
use maud::{Markup, html};
use reporting::Agreements;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes};

use super::{Known, OfSection, Typed, Verdict, all, contradictions, figures, has_digits, typed};
use crate::susun::tulisan::sections;
use crate::teks::{self, Place};
use crate::{Asked, Shelf, Source, pilih};

const PATH: &str = "/api/v1/lkj/angka";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, show)
}

/// Which report is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct AskedFigures {
    /// Tahun laporan.
    #[schemars(required, range(min = 2000, max = 2200))]
    tahun: Option<i32>,
    /// Penutupan setahun, seperti untuk laporannya.
    penutupan: Option<String>,
    /// Kode kantor; tanpa ini kantor Anda.
    kantor: Option<String>,
    /// Kode perjanjian, seperti untuk laporannya.
    perjanjian: Option<String>,
}

/// What the texts of a report say in numbers.
#[derive(Serialize, JsonSchema)]
struct AngkaTulisan {
    tahun: i32,
    perjanjian: String,
    /// Penutupan yang angkanya dipakai, atau bahwa tahun itu belum ditutup.
    penutupan: String,
    /// Angka yang bertentangan dengan catatan.
    bertentangan: usize,
    /// Angka yang tidak dapat dicocokkan dengan catatan mana pun.
    tidak_dapat_dicocokkan: usize,
    /// Angka yang sama dengan catatan.
    sama: usize,
    /// Tahun, tanggal, nomor peraturan dan nomor urut.
    bukan_angka_kinerja: usize,
    /// Yang bertentangan dan yang tidak dapat dicocokkan.
    angka: Vec<AngkaTertulis>,
}

/// A number that is not held.
#[derive(Serialize, JsonSchema)]
struct AngkaTertulis {
    /// Kunci bagian laporan.
    bagian: String,
    judul: String,
    kalimat: String,
    /// Seperti diketik.
    tertulis: String,
    /// `bertentangan` atau `tidak-dapat-dicocokkan`.
    keadaan: &'static str,
    /// Angka menurut catatan.
    catatan: Vec<AngkaCatatan>,
}

/// A figure of the record.
#[derive(Serialize, JsonSchema)]
struct AngkaCatatan {
    apa: String,
    angka: String,
    /// Alamat daftarnya di konsol.
    alamat: String,
}

/// How many numbers there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sorts {
    held: usize,
    contradicting: usize,
    unknown: usize,
    apart: usize,
}

impl Sorts {
    fn of<'a>(all: impl Iterator<Item = &'a Typed>) -> Self {
        let mut sorts = Self::default();
        for one in all {
            match one.verdict {
                Verdict::Held => sorts.held += 1,
                Verdict::Contradicts(_) => sorts.contradicting += 1,
                Verdict::Unknown => sorts.unknown += 1,
                Verdict::Apart(_) => sorts.apart += 1,
            }
        }
        sorts
    }
}

async fn show(
    Api(ctx): Api,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedFigures>,
) -> Result<Json<AngkaTulisan>, Failure> {
    ctx.actor.require(Permission::ReadReports)?;
    let year = asked.tahun.filter(|year| (2000..=2200).contains(year));
    let year = year.ok_or_else(|| Problem::Malformed("tahun: tulis tahun dari 2000 sampai 2200.".to_owned()))?;
    let asked = Asked { year, closing: asked.penutupan, office: asked.kantor, agreement: asked.perjanjian };
    let source = Source::gather(&ctx, &shelf.agreements, &asked).await?;
    let all = all(&source);
    let sorts = Sorts::of(all.iter().flat_map(|section| &section.typed));
    Ok(Json(AngkaTulisan {
        tahun: year,
        perjanjian: source.agreement.code.clone(),
        penutupan: source.closing_name(),
        bertentangan: sorts.contradicting,
        tidak_dapat_dicocokkan: sorts.unknown,
        sama: sorts.held,
        bukan_angka_kinerja: sorts.apart,
        angka: all.iter().flat_map(numbers).collect(),
    }))
}

/// The numbers of a section that are not held.
fn numbers(section: &OfSection) -> Vec<AngkaTertulis> {
    let one = |typed: &Typed| {
        let (state, right): (&'static str, &[Known]) = match &typed.verdict {
            Verdict::Contradicts(right) => ("bertentangan", right.as_slice()),
            Verdict::Unknown => ("tidak-dapat-dicocokkan", &[]),
            Verdict::Held | Verdict::Apart(_) => return None,
        };
        let told = |known: &Known| AngkaCatatan {
            apa: known.what.clone(),
            angka: known.shown(),
            alamat: known.address.clone(),
        };
        Some(AngkaTertulis {
            bagian: section.key.clone(),
            judul: section.title.clone(),
            kalimat: typed.sentence.clone(),
            tertulis: typed.text.clone(),
            keadaan: state,
            catatan: right.iter().map(told).collect(),
        })
    };
    section.typed.iter().filter_map(one).collect()
}

/// Adds the description of the operation.
pub(crate) fn describe(all: &mut Description) {
    let name = ("lkj-angka", "Laporan kinerja", "Angka yang diketik dalam tulisan laporan, dicocokkan dengan catatan");
    all.get(PATH, name, |one| one.asks::<AskedFigures>().answers::<AngkaTulisan>(200));
}

/// What a report is made of, or why it cannot be made: then the page stands without.
async fn gathered(ctx: &Ctx, all: &Agreements, asked: &Asked) -> Result<Result<Source, String>> {
    match Box::pin(Source::gather(ctx, all, asked)).await {
        Ok(source) => Ok(Ok(source)),
        Err(Problem::Malformed(why)) => Ok(Err(why)),
        Err(other) => Err(other),
    }
}

fn unheld(why: &str) -> Markup {
    html! { p.note.warn { "Angka dalam tulisan belum dapat dicocokkan dengan catatan. " (why) } }
}

/// The agreement by which a section is held: the usual one of the office, unless only another has its indicator.
fn holding(all: &Agreements, office: &str, year: i32, key: &str) -> Option<String> {
    let usual = pilih::first(all, office, year);
    let of_year = all.of_year(year).into_iter().filter(|one| one.office.eq_ignore_ascii_case(office));
    let has = |one: &&reporting::Agreement| sections(&[*one]).iter().any(|section| section.key == key);
    usual.into_iter().chain(of_year).find(has).map(|one| one.code.clone())
}

fn of_office(place: Place<'_>, office: &str) -> Asked {
    Asked { year: place.year, office: Some(office.to_owned()), ..Asked::default() }
}

/// The id of the closing for whose report texts are written now; none where that is the one of which the report is made. Beside a revision
/// its figures count, not those of the signed closing that it will replace.
async fn written(ctx: &Ctx, place: Place<'_>, agreement: Option<&str>) -> Result<Option<String>> {
    let Some(code) = agreement else { return Ok(None) };
    Ok(pilih::open(ctx, (place.office, place.year), code).await?.map(|id| id.to_string()))
}

/// What the page of a section says of the numbers in its text, as it stands in the field.
///
/// # Errors
/// As [`Source::gather`], except that what cannot be held is told.
pub(crate) async fn of_text(
    ctx: &Ctx,
    all: &Agreements,
    place: Place<'_>,
    (office, text): (&str, &str),
) -> Result<Markup> {
    if !has_digits(text) {
        return Ok(html! {});
    }
    let agreement = holding(all, office, place.year, place.key);
    let asked = Asked { closing: written(ctx, place, agreement.as_deref()).await?, ..of_office(place, office) };
    let asked = Asked { agreement, ..asked };
    Ok(match gathered(ctx, all, &asked).await? {
        Ok(source) => of_numbers(&typed(text, &figures(&source, place.key)), &source),
        Err(why) => unheld(&why),
    })
}

fn contradicting(all: &[Typed]) -> Vec<&Typed> {
    all.iter().filter(|one| matches!(one.verdict, Verdict::Contradicts(_))).collect()
}

fn of_numbers(all: &[Typed], source: &Source) -> Markup {
    let sorts = Sorts::of(all.iter());
    let wrong_ones = contradicting(all);
    let unknown: Vec<&Typed> = all.iter().filter(|one| one.verdict == Verdict::Unknown).collect();
    html! {
        section.box {
            h2 { "Angka dalam tulisan ini" }
            p.hint {
                "Dicocokkan dengan " (source.closing_name()) " menurut " (source.agreement.code) ": " (sorts.held) " sama, "
                (sorts.contradicting) " bertentangan, " (sorts.unknown) " tidak dapat dicocokkan; " (sorts.apart)
                " lainnya tahun, tanggal, nomor atau urutan. Angka yang ditulis dengan huruf tidak dibaca."
            }
            @if !wrong_ones.is_empty() {
                p.note.warn role="status" {
                    "Ada angka yang bukan angka catatan. Betulkan tulisannya, atau periksa catatannya. Selama belum, di laporan angka itu ditandai."
                }
                ul { @for one in wrong_ones { li { (wrong(one)) } } }
            }
            @if !unknown.is_empty() {
                details {
                    summary { "Tidak dapat dicocokkan: " (unknown.len()) }
                    ul { @for one in unknown { li { b { (one.text) } " dalam: " (one.sentence) } } }
                }
            }
        }
    }
}

/// A number that contradicts the record: the sentence, what was typed, and what is right with its list.
fn wrong(one: &Typed) -> Markup {
    let right: &[Known] = if let Verdict::Contradicts(right) = &one.verdict { right } else { &[] };
    html! {
        "“" (one.sentence) "” Tertulis " b { (one.text) } ", menurut catatan "
        @for (at, known) in right.iter().enumerate() {
            @if at > 0 { "; " }
            (known.what) " " a href=(known.address) { (known.shown()) }
        }
        "."
    }
}

/// What the page of a year's report says of the numbers in all its texts; nothing where no text has one.
///
/// # Errors
/// As [`Source::gather`], except that what cannot be held is told.
pub(crate) async fn of_year(ctx: &Ctx, agreements: &Agreements, place: Place<'_>, office: &str) -> Result<Markup> {
    let texts = teks::newest(ctx, place.office, place.year).await?;
    if !texts.values().any(|row| has_digits(&row.isi)) {
        return Ok(html! {});
    }
    let usual = pilih::first(agreements, office, place.year).map(|one| one.code.as_str());
    let asked = Asked { closing: written(ctx, place, usual).await?, ..of_office(place, office) };
    Ok(match gathered(ctx, agreements, &asked).await? {
        Ok(source) => of_sections(&all(&source), (place.year, office)),
        Err(why) => unheld(&why),
    })
}

fn of_sections(all: &[OfSection], (year, office): (i32, &str)) -> Markup {
    let many = contradictions(all);
    let address = |key: &str| format!("/lkj/teks/tulis?tahun={year}&kantor={office}&bagian={key}");
    let unknown = Sorts::of(all.iter().flat_map(|section| &section.typed)).unknown;
    html! {
        section.box id="angka-tulisan" {
            h2 { "Angka dalam tulisan" }
            @if many == 0 {
                p { "Tidak ada angka dalam tulisan yang bertentangan dengan catatan; " (unknown) " tidak dapat dicocokkan." }
            } @else {
                p.note.warn role="status" {
                    (many) " angka dalam tulisan bertentangan dengan catatan; " (unknown) " tidak dapat dicocokkan. Di laporan yang bertentangan ditandai."
                }
                @for section in all {
                    @let found = contradicting(&section.typed);
                    @if !found.is_empty() {
                        h3 { a href=(address(&section.key)) { (section.title) } }
                        ul { @for one in found { li { (wrong(one)) } } }
                    }
                }
            }
        }
    }
}
