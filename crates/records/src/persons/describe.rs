//! The description of the operations on a person and all their records.

use kernel::reference::Reference;
use people::api::Told;
use serde_json::json;
use web::openapi::{Description, JSON, object, with};

use super::api::{Asked, File};
use super::part_api::{Asked as Parted, Confirmed};
use crate::surface::schema::if_match;

/// Adds the operations; those of `people` have been added already.
pub(crate) fn describe(reference: &Reference, all: &mut Description) {
    let fields: Vec<_> = people::FIELDS.iter().collect();
    let reason = web::openapi::field(reference, &crate::change::REASON);
    let change = object(reference, &fields, &[("alasan_perubahan", reason)]);
    let change = with(change, "required", json!(["alasan_perubahan"]));
    all.patch("/api/v1/orang/{id}", ("ubah-orang", "Orang", "Ubah; catatannya ikut menyesuaikan"), |one| {
        one.id("id", "Orang.").parameter(if_match()).body(true, JSON, &change).answers::<Told>(200)
    });
    let name = ("gabung-orang", "Orang", "Gabungkan ke orang lain yang ternyata sama");
    all.post("/api/v1/orang/{id}/gabung", name, |one| {
        one.id("id", "Orang.").parameter(if_match()).takes::<Asked>().answers::<Told>(200)
    });
    let name = (
        "pisahkan-orang",
        "Orang",
        "Pisahkan catatan yang tercampur: ke orang baru, orang lain, atau orang yang pernah digabung",
    );
    all.post("/api/v1/orang/{id}/pisahkan", name, |one| {
        one.id("id", "Orang.").parameter(if_match()).takes::<Parted>().answers::<Told>(200)
    });
    let name =
        ("pastikan-orang", "Orang", "Pastikan nomor yang diragukan, atau bahwa semua catatan memang tentang orang ini");
    all.post("/api/v1/orang/{id}/pastikan", name, |one| {
        one.id("id", "Orang.").parameter(if_match()).takes::<Confirmed>().answers::<Told>(200)
    });
    let name = ("berkas-orang", "Orang", "Semua catatan tentang satu orang, terbaru dahulu");
    all.get("/api/v1/orang/{id}/berkas", name, |one| one.id("id", "Orang.").answers::<File>(200));
    super::find_api::describe(all);
}
