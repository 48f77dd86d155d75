//! The description of the api of manifests.

use kernel::form::Field;
use kernel::reference::Reference;
use records::Kind;
use records::api::own_id_schema as own_id;
use serde_json::{Value, json};
use web::Nothing;
use web::openapi::{Description, JSON, object, with};
use web::paging;

use pemulangan::kepulangan::Kepulangan;
use pemulangan::pencegahan::Pencegahan;

use super::told::{Absence, All, Line, Looked, Manifest, Met, Next};

/// Adds the description of these operations.
pub fn describe(reference: &Reference, all: &mut Description) {
    const BASE: &str = "/api/v1/kedatangan/{id}/manifes";
    let (here, line) = ("Kedatangan.", "Baris manifes.");
    let name = |id: &'static str, summary: &'static str| (id, "Manifes", summary);
    all.get(BASE, name("manifes", "Baris manifes dan jumlahnya"), |one| one.id("id", here).answers::<All>(200));
    all.post(BASE, name("kirim-manifes", "Periksa atau terima manifes, baris demi baris"), |one| {
        one.id("id", here).takes::<Manifest>().answers::<Looked>(200)
    });
    let path = format!("{BASE}/berikutnya");
    all.post(&path, name("orang-berikutnya", "Ambil orang berikutnya yang belum ditemui"), |one| {
        one.id("id", here).may_take::<Nothing>().answers::<Next>(200)
    });
    let summary = "Catat orang dari baris ini; isian yang tidak dikirim diambil dari manifes";
    all.post(&format!("{BASE}/{{baris}}/temui"), name("temui", summary), |one| {
        let one = one.id("id", here).id("baris", line).body(true, JSON, &person(reference));
        one.answers::<Met>(200).also(201, "Dicatat")
    });
    let path = format!("{BASE}/{{baris}}/tidak-datang");
    all.post(&path, name("tidak-datang", "Tandai tidak datang, atau diharapkan lagi"), |one| {
        one.id("id", here).id("baris", line).takes::<Absence>().answers::<Line>(200)
    });
    all.post(&format!("{BASE}/{{baris}}/lepas"), name("lepas-baris", "Kembalikan orang yang diambil"), |one| {
        one.id("id", here).id("baris", line).may_take::<Nothing>().answers::<Line>(200)
    });
}

/// What is said of a person who is met: as a new return or prevention. What is not sent stands in the manifest.
fn person(reference: &Reference) -> Value {
    let of = |own: &'static [Field]| {
        let fields: Vec<&Field> = people::FIELDS.iter().chain(own).collect();
        let more = [("id", own_id()), ("orang_id", paging::person()), ("nama_orang", paging::naming())];
        with(object(reference, &fields, &more), "required", json!([]))
    };
    json!({ "anyOf": [of(Kepulangan::FIELDS), of(Pencegahan::FIELDS)] })
}
