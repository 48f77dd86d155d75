//! Whose data an account saw, as JSON.

use axum::Json;
use axum::extract::Extension;
use chrono::{DateTime, Utc};
use kernel::OrangId;
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use web::openapi::Description;
use web::{Api, AppQuery, Failure};

use super::{Affected, Asked, Found, SesiAkun, find};

/// What stands for the id of a session that is not known.
pub(super) const NONE: &str = "—";

/// Whose data was shown.
#[derive(Serialize, JsonSchema)]
pub struct Told {
    /// Nama masuk akunnya.
    pub akun: String,
    pub(super) dari: DateTime<Utc>,
    pub(super) sampai: DateTime<Utc>,
    /// Banyaknya orang.
    pub orang: usize,
    /// Banyaknya kali sesuatu ditampilkan.
    pub tindakan: usize,
    /// Sesi-sesi akun itu dalam masa itu, juga bila hanya satu yang diminta.
    pub(super) sesi: Vec<SesiAkun>,
    /// Urut menurut kapan pertama kali terlihat.
    pub data: Vec<Line>,
}

/// Somebody whose data was shown.
#[derive(Serialize, JsonSchema)]
pub struct Line {
    /// Orangnya.
    pub orang_id: OrangId,
    /// Namanya; kosong bila Anda tidak berwenang melihat orang.
    pub nama: Option<String>,
    pub(super) pertama: DateTime<Utc>,
    pub(super) terakhir: DateTime<Utc>,
    pub(super) banyak: usize,
    pub(super) tindakan: Vec<String>,
    /// Nama isian yang tampil utuh.
    pub(super) terbuka: Vec<&'static str>,
    /// Nama isian terlindungi yang dibuka.
    pub(super) terlindungi_dibuka: Vec<&'static str>,
    /// Nama isian terlindungi yang tampil disamarkan saja.
    pub(super) disamarkan: Vec<&'static str>,
}

impl Line {
    fn of(one: Affected) -> Self {
        Self {
            orang_id: one.id,
            nama: one.name,
            pertama: one.first,
            terakhir: one.last,
            banyak: one.looks,
            tindakan: one.deeds.into_iter().collect(),
            terbuka: one.open.into_iter().collect(),
            terlindungi_dibuka: one.opened.into_iter().collect(),
            disamarkan: one.masked.into_iter().collect(),
        }
    }

    /// When somebody was first seen and last seen, how often, and what of them, as a line of text each.
    #[must_use]
    pub fn texts(&self) -> [String; 6] {
        [
            web::parts::instant(self.pertama),
            web::parts::instant(self.terakhir),
            self.tindakan.join("; "),
            self.terbuka.join(", "),
            self.terlindungi_dibuka.join(", "),
            self.disamarkan.join(", "),
        ]
    }

    /// How often.
    #[must_use]
    pub fn many(&self) -> usize {
        self.banyak
    }
}

impl Told {
    /// The sessions, each as its id and a line of texts.
    #[must_use]
    pub fn sessions(&self) -> Vec<(String, [String; 5])> {
        let id = |one: &SesiAkun| one.id.map_or_else(|| NONE.to_owned(), |id| id.to_string());
        self.sesi.iter().map(|one| (id(one), one.texts())).collect()
    }
}

/// What was found, as programs read it.
#[must_use]
pub fn told(found: Found) -> Told {
    Told {
        akun: found.login,
        dari: found.span.0,
        sampai: found.span.1,
        orang: found.people.len(),
        tindakan: found.looks,
        sesi: found.sessions,
        data: found.people.into_iter().map(Line::of).collect(),
    }
}

pub(super) async fn list(
    Api(ctx): Api,
    Extension(registry): Extension<Registry>,
    AppQuery(asked): AppQuery<Asked>,
) -> Result<Json<Told>, Failure> {
    Ok(Json(told(find(&ctx, &registry, &asked).await?)))
}

/// Adds the description of the operation.
pub fn describe(all: &mut Description) {
    let name =
        ("kebocoran", "Pelindungan data", "Data siapa yang dilihat satu akun dalam satu masa, dan isian yang mana");
    all.get("/api/v1/pelindungan/kebocoran", name, |one| one.asks::<Asked>().answers::<Told>(200));
}
