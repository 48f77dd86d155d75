//! The description of the api of agreements.

use serde_json::json;
use web::openapi::{Description, parameter};

use super::api::{
    AskedList, AskedTwo, BASE, Compared, List, Sent, SentReason, SentRevision, SentSignature, SentTies, SentYear,
};
use super::json::Whole;

/// Adds the description of these operations.
pub(crate) fn describe(all: &mut Description) {
    let text = json!({ "type": "string" });
    let id = || parameter("path", "id", &text, "Id; untuk bawaan kode dan versi, misalnya 2025-pok.1.");
    let name = |id: &'static str, summary: &'static str| (id, "Perjanjian", summary);
    let step = |word: &str| format!("{BASE}/{{id}}/{word}");
    all.told::<Whole>();
    all.get(BASE, name("daftar-perjanjian", "Perjanjian kinerja, semua versi"), |one| {
        one.asks::<AskedList>().answers::<List>(200)
    });
    all.post(BASE, name("susun-perjanjian", "Susun rancangan dari perjanjian sebelumnya"), |one| {
        one.takes::<SentYear>().answers::<Whole>(201)
    });
    let name_two = name("sandingkan-perjanjian", "Dua perjanjian berdampingan, butir demi butir");
    all.get(&format!("{BASE}/sandingan"), name_two, |one| one.asks::<AskedTwo>().answers::<Compared>(200));
    all.get(&format!("{BASE}/{{id}}"), name("baca-perjanjian", "Satu versi dengan butir dan riwayatnya"), |one| {
        one.parameter(id()).answers::<Whole>(200)
    });
    all.post(&step("ubah"), name("ubah-perjanjian", "Ubah rancangan"), |one| {
        one.parameter(id()).takes::<Sent>().answers::<Whole>(200)
    });
    let served = name("kegiatan-perjanjian", "Sebut kegiatan anggaran yang mendukung butirnya");
    all.post(&step("kegiatan"), served, |one| one.parameter(id()).takes::<SentTies>().answers::<Whole>(200));
    all.post(&step("tandatangani"), name("tandatangani-perjanjian", "Tandatangani rancangan, oleh kepala"), |one| {
        one.parameter(id()).takes::<SentSignature>().answers::<Whole>(200)
    });
    all.post(&step("revisi"), name("revisi-perjanjian", "Susun versi berikutnya, berlaku mulai satu hari"), |one| {
        one.parameter(id()).takes::<SentRevision>().answers::<Whole>(201)
    });
    all.post(&step("buang"), name("buang-perjanjian", "Buang rancangan"), |one| {
        one.parameter(id()).takes::<SentReason>().answers::<Whole>(200)
    });
}
