//! The description of the api of rosters.

use kernel::form::shape::{Shape, Words};
use serde_json::json;
use web::openapi::{self, Description, operation, parameter, with};

use super::all as rolls;
use super::api::{Again, Done, Named, Results};
use super::sheet::Part;
use crate::Registry;

/// Adds the operations of each kind that has rosters.
pub fn describe(registry: &Registry, all: &mut Description) {
    for rolls in rolls(registry) {
        let info = rolls.of.info();
        let base = format!("/api/v1/{}/{{id}}", info.name);
        let part = openapi::asked(&Shape::Word(Words::new(None, Part::ALL.map(Part::code).to_vec())));
        let name = format!("peserta-{}", info.name);
        let rows = json!({ "type": "array", "items": { "type": "object" } });
        let count = json!({ "type": "integer" });
        let room = json!({ "type": ["integer", "null"] });
        let shown = json!({ "type": "object", "required": ["peserta", "hadir", "tidak_hadir", "belum", "kapasitas", "data", "berikutnya"],
            "properties": { "peserta": count, "hadir": count, "tidak_hadir": count, "belum": count, "kapasitas": room,
                "data": rows, "berikutnya": { "type": "null" } } });
        let list = operation(&name, info.title, "Daftar peserta", (200, &shown));
        let asked = [
            parameter("path", "id", &json!({ "type": "string", "format": "uuid" }), "Catatannya."),
            parameter("query", "bagian", &part, "Bagian peserta; semua bila kosong."),
        ];
        all.paths.insert(format!("{base}/peserta"), json!({ "get": with(list, "parameters", json!(asked)) }));
        let name = format!("hasil-{}", info.name);
        all.post(&format!("{base}/hasil"), (&name, info.title, "Isi kehadiran dan hasil banyak peserta"), |one| {
            one.takes::<Results>().answers::<Done>(200)
        });
        let name = format!("jadwal-ulang-{}", info.name);
        all.post(&format!("{base}/jadwal-ulang"), (&name, info.title, "Jadwalkan ulang peserta ke sesi lain"), |one| {
            one.takes::<Again>().answers::<Named>(200)
        });
    }
}
