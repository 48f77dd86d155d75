//! The register of processing (UU 27/2022 pasal 31): for each kind of record what it is for, which fields it has, who may see them, to whom
//! they are sent, and how long they are kept. All but the purposes and the recipients is read from the kinds themselves.

mod api;
mod page;
mod purposes;

use axum::extract::Extension;
use kernel::form::{Field, Sensitivity};
use kernel::{Permission, Role};
use records::Registry;
use schemars::JsonSchema;
use serde::Serialize;
use web::Routes;
use web::layout::role_title;

pub use api::describe;

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    Routes::new()
        .get("/pelindungan/pemrosesan", page::show)
        .get("/api/v1/pelindungan/pemrosesan", api::list)
        .layer(Extension(registry.clone()))
}

/// What is processed in one kind of record.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Pemrosesan {
    jenis: &'static str,
    judul: &'static str,
    /// Untuk apa (asumsi, sampai kantor menetapkannya).
    tujuan: &'static str,
    /// Setiap catatannya tentang satu orang.
    tentang_orang: bool,
    /// Isian yang dibaca siapa saja yang boleh membaca catatannya.
    terbuka: Vec<&'static str>,
    /// Isian terlindungi: disimpan tersandi, disamarkan, dan pembukaannya tercatat.
    terlindungi: Vec<&'static str>,
    /// Isian di antaranya yang menyebut orang lain.
    orang_lain: Vec<&'static str>,
    /// Peran yang boleh melihat dan mencatat.
    peran: Vec<&'static str>,
    /// Kepada siapa datanya dikirim (asumsi, sampai kantor menetapkannya).
    penerima: &'static str,
    /// Berapa lama disimpan.
    retensi: &'static str,
}

/// How long records are kept, until the office has a schedule.
const KEPT: &str = "Belum ditetapkan: mengikuti Jadwal Retensi Arsip kantor (asumsi)";

/// The register: people first, then each kind in the order of the menu.
pub(crate) fn register(registry: &Registry) -> Vec<Pemrosesan> {
    let person = line(("orang", "Orang"), people::FIELDS, Permission::ReadPeople, true);
    let kinds = registry.all().iter().map(|kind| {
        let info = kind.info();
        line((info.name, info.title), kind.own(), info.permission, info.person)
    });
    [person].into_iter().chain(kinds).collect()
}

fn line(
    (jenis, judul): (&'static str, &'static str),
    fields: &'static [Field],
    right: Permission,
    tentang_orang: bool,
) -> Pemrosesan {
    let labels = |of: fn(&Field) -> bool| -> Vec<&'static str> {
        fields.iter().filter(|field| of(field)).map(|field| field.label).collect()
    };
    let roles = Role::ALL.into_iter().filter(|role| role.permissions().contains(&right));
    let (tujuan, penerima) = purposes::of(jenis);
    Pemrosesan {
        jenis,
        judul,
        tujuan,
        tentang_orang,
        terbuka: labels(|field| field.sensitivity == Sensitivity::Open),
        terlindungi: labels(|field| field.sensitivity != Sensitivity::Open),
        orang_lain: labels(|field| field.other),
        peran: roles.map(|role| role_title(Some(role))).collect(),
        penerima,
        retensi: KEPT,
    }
}
