//! The description of the api of closings.

use web::Nothing;
use web::openapi::Description;

use super::api::{AskedChanges, AskedList, AskedMember, List, Members, Note, Reason};
use super::json::{Changes, Whole};
use super::prepare::Asked;
use crate::outputs;

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    const BASE: &str = "/api/v1/penutupan";
    let closing = "Penutupan.";
    let name = |id: &'static str, summary: &'static str| (id, "Penutupan", summary);
    let step = |word: &str| format!("{BASE}/{{id}}/{word}");
    all.told::<Whole>();
    all.get(BASE, name("daftar-penutupan", "Daftar, terbaru dahulu"), |one| {
        one.asks::<AskedList>().answers::<List>(200)
    });
    all.post(BASE, name("siapkan-penutupan", "Siapkan penutupan satu masa"), |one| {
        one.takes::<Asked>().answers::<Whole>(201)
    });
    let read = name("baca-penutupan", "Angka dan sidik");
    all.get(&format!("{BASE}/{{id}}"), read, |one| one.id("id", closing).answers::<Whole>(200));
    all.post(&step("tinjau"), name("tinjau-penutupan", "Tinjau, oleh orang kedua"), |one| {
        one.id("id", closing).may_take::<Note>().answers::<Whole>(200)
    });
    all.post(&step("tandatangani"), name("tandatangani-penutupan", "Tandatangani, oleh kepala"), |one| {
        one.id("id", closing).may_take::<Nothing>().answers::<Whole>(200)
    });
    all.post(&step("buang"), name("buang-penutupan", "Buang yang belum ditandatangani"), |one| {
        one.id("id", closing).takes::<Reason>().answers::<Whole>(200)
    });
    let summary = "Siapkan revisi dari yang sudah ditandatangani";
    all.post(&step("revisi"), name("revisi-penutupan", summary), |one| {
        one.id("id", closing).takes::<Reason>().answers::<Whole>(201)
    });
    let summary = "Catatan di balik angka, seperti saat ditutup";
    all.get(&step("anggota"), name("anggota-penutupan", summary), |one| {
        one.id("id", closing).asks::<AskedMember>().answers::<Members>(200)
    });
    let summary = "Yang berubah sejak ditutup, dengan sebabnya";
    all.get(&step("perubahan"), name("perubahan-penutupan", summary), |one| {
        one.id("id", closing).asks::<AskedChanges>().answers::<Changes>(200)
    });
    let summary = "Penutupan sebagai XLSX";
    all.get(&step("penutupan.xlsx"), name("penutupan-xlsx", summary), |one| {
        one.id("id", closing).shows(200, &outputs::told())
    });
    let summary = "Semua catatan di balik angka, seperti saat ditutup, sebagai XLSX";
    all.get(&step("anggota.xlsx"), name("anggota-penutupan-xlsx", summary), |one| {
        one.id("id", closing).asks_of::<AskedMember>(&["indikator", "peran"]).shows(200, &outputs::told())
    });
}
