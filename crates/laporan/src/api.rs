//! The report over the api.

use axum::extract::Extension;
use axum::response::Response;
use serde_json::json;
use web::openapi::Description;
use web::{Api, AppQuery, Failure, Routes, heavy};

use crate::send::{AskedFile, file};
use crate::{Output, Shelf};

const PATH: &str = "/api/v1/lkj";

pub(crate) fn router() -> Routes {
    Routes::new().get(PATH, heavy::work(download))
}

async fn download(
    Api(ctx): Api,
    Extension(shelf): Extension<Shelf>,
    AppQuery(asked): AppQuery<AskedFile>,
) -> Result<Response, Failure> {
    Ok(file(&ctx, &shelf, asked).await?)
}

/// Adds the description of the operations.
pub fn describe(all: &mut Description) {
    let name = ("lkj", "Laporan kinerja", "Laporan kinerja setahun sebagai berkas Word, Excel atau PDF");
    let [docx, xlsx, pdf] = Output::ALL.map(Output::media);
    all.get(PATH, name, |one| one.asks::<AskedFile>().shows(200, &json!({ docx: {}, xlsx: {}, pdf: {} })));
    crate::ketikan::describe(all);
}
