//! A report as a file to be saved.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Ctx, Permission, Problem, Result};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{Asked, Output, Shelf, Source, ketikan, report, write};

/// Which file is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedFile {
    /// Tahun laporan.
    #[schemars(required, range(min = 2000, max = 2200))]
    tahun: Option<i32>,
    /// Penutupan setahun: nomor revisinya (0 yang pertama) atau idnya; tanpa ini yang terbaru yang ditandatangani dari perjanjian
    /// pertama tahun itu, jika tidak ada yang terbaru.
    penutupan: Option<String>,
    /// Kode kantor; tanpa ini kantor Anda.
    kantor: Option<String>,
    /// Kode perjanjian; tanpa ini perjanjian penutupan yang disebut, atau yang pertama tahun itu. Wajib bila nomor penutupan
    /// dipakai beberapa perjanjian.
    perjanjian: Option<String>,
    /// Bentuk; tanpa ini docx.
    #[schemars(extend("enum" = ["docx", "xlsx", "pdf", ""]))]
    format: Option<String>,
    /// Apakah setiap angka menyebut asalnya; tanpa ini ya.
    #[schemars(extend("enum" = ["ya", "tidak", ""]))]
    asal: Option<String>,
}

/// The report in the form that is asked for. It is made anew each time, of what stands.
///
/// # Errors
/// As [`Source::gather`] and [`write`]; [`Problem::Malformed`] for what cannot be read.
pub(crate) async fn file(ctx: &Ctx, shelf: &Shelf, asked: AskedFile) -> Result<Response> {
    ctx.actor.require(Permission::ReadReports)?;
    let year = asked.tahun.filter(|year| (2000..=2200).contains(year));
    let year = year.ok_or_else(|| Problem::Malformed("tahun: tulis tahun dari 2000 sampai 2200.".to_owned()))?;
    let form = match asked.format.as_deref().unwrap_or_default() {
        "" => Output::Docx,
        word => Output::parse(word)?,
    };
    let origins = match asked.asal.as_deref().unwrap_or_default() {
        "" | "ya" => true,
        "tidak" => false,
        _ => return Err(Problem::Malformed("asal: ya atau tidak.".to_owned())),
    };
    let (closing, office, agreement) = (asked.penutupan, asked.kantor, asked.perjanjian);
    let source = Source::gather(ctx, &shelf.agreements, &Asked { year, closing, office, agreement }).await?;
    let source = source.with_photos(ctx, &shelf.album, form != Output::Xlsx).await?;
    let report = report(&source);
    let bytes = write(&report, form, origins, &shelf.fonts)?;
    let draft = report.mark().map(|mark| format!("-{}", mark.to_lowercase())).unwrap_or_default();
    let contradicting = ketikan::contradictions(&ketikan::all(&source));
    let name = format!("lkj-{}-{year}{draft}.{}", source.agreement.office, form.ending());
    let mut answer = saved(&name, form.media(), bytes);
    let told = HeaderName::from_static("x-angka-bertentangan");
    answer.headers_mut().insert(told, HeaderValue::from(contradicting));
    Ok(answer)
}

/// A file to be saved, never shown.
pub(crate) fn saved(name: &str, media: &'static str, bytes: Vec<u8>) -> Response {
    let mut answer = bytes.into_response();
    let headers = answer.headers_mut();
    let fixed: [(HeaderName, &'static str); 4] = [
        (header::CONTENT_TYPE, media),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || ['-', '.'].contains(c)).collect();
    let saved = HeaderValue::from_str(&format!("attachment; filename=\"{safe}\""));
    headers.insert(header::CONTENT_DISPOSITION, saved.unwrap_or(HeaderValue::from_static("attachment")));
    answer
}
