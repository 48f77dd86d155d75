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
    pub tahun: Option<i32>,
    /// Penutupan setahun: nomor revisinya (0 yang pertama) atau idnya; tanpa ini yang terbaru yang ditandatangani dari perjanjian
    /// pertama tahun itu, jika tidak ada yang terbaru.
    pub penutupan: Option<String>,
    /// Kode kantor; tanpa ini kantor Anda.
    pub kantor: Option<String>,
    /// Kode perjanjian; tanpa ini perjanjian penutupan yang disebut, atau yang pertama tahun itu. Wajib bila nomor penutupan
    /// dipakai beberapa perjanjian.
    pub perjanjian: Option<String>,
    /// Bentuk; tanpa ini docx.
    #[schemars(extend("enum" = ["docx", "xlsx", "pdf", ""]))]
    pub format: Option<String>,
    /// Apakah setiap angka menyebut asalnya; tanpa ini ya.
    #[schemars(extend("enum" = ["ya", "tidak", ""]))]
    pub asal: Option<String>,
}

/// Which report is made, and how it is written.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// Which report.
    pub asked: Asked,
    /// In which form.
    pub form: Output,
    /// Whether each figure says where it comes from.
    pub origins: bool,
}

impl AskedFile {
    /// What is asked for.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for what cannot be read.
    pub fn wanted(self) -> Result<Wanted> {
        let year = self.tahun.filter(|year| (2000..=2200).contains(year));
        let year = year.ok_or_else(|| Problem::Malformed("tahun: tulis tahun dari 2000 sampai 2200.".to_owned()))?;
        let form = match self.format.as_deref().unwrap_or_default() {
            "" => Output::Docx,
            word => Output::parse(word)?,
        };
        let origins = match self.asal.as_deref().unwrap_or_default() {
            "" | "ya" => true,
            "tidak" => false,
            _ => return Err(Problem::Malformed("asal: ya atau tidak.".to_owned())),
        };
        let (closing, office, agreement) = (self.penutupan, self.kantor, self.perjanjian);
        Ok(Wanted { asked: Asked { year, closing, office, agreement }, form, origins })
    }
}

/// The steps in which a file is made; the first is waiting for a place to work.
pub(crate) const STEPS: [&str; 4] = ["Menunggu giliran", "Mengumpulkan angka", "Menyusun laporan", "Menulis berkas"];

/// The report that is asked for, as an answer.
///
/// # Errors
/// As [`AskedFile::wanted`] and [`made`].
pub(crate) async fn file(ctx: &Ctx, shelf: &Shelf, asked: AskedFile) -> Result<Response> {
    ctx.actor.require(Permission::ReadReports)?;
    made(ctx, shelf, &asked.wanted()?, &|_| ()).await
}

/// A report. It is made anew each time, of what stands; `at` is told each of the [`STEPS`] when it begins.
///
/// # Errors
/// As [`Source::gather`] and [`write`].
pub(crate) async fn made(
    ctx: &Ctx,
    shelf: &Shelf,
    wanted: &Wanted,
    at: &(dyn Fn(usize) + Send + Sync),
) -> Result<Response> {
    let Wanted { asked, form, origins } = wanted;
    at(1);
    let source = Box::pin(Source::gather(ctx, &shelf.agreements, asked)).await?;
    let source = source.with_photos(ctx, &shelf.album, *form != Output::Xlsx).await?;
    at(2);
    let report = report(&source);
    at(3);
    let bytes = write(&report, *form, *origins, &shelf.fonts)?;
    let draft = report.mark().map(|mark| format!("-{}", mark.to_lowercase())).unwrap_or_default();
    let contradicting = ketikan::contradictions(&ketikan::all(&source));
    let name = format!("lkj-{}-{}{draft}.{}", source.agreement.office, asked.year, form.ending());
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
