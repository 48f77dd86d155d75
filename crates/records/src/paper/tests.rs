use chrono::DateTime;
use kernel::KantorId;
use serde_json::json;

use super::*;

const PAPERS: Papers = Papers {
    field: "dokumen",
    words: "dokumen_klaim",
    sometimes: None,
    asked: Some(("dokumen_diminta", "dokumen_diminta_pada")),
    step: "lengkapi",
};

fn line(version: i64, by: &str, changes: Value) -> history::Model {
    history::Model {
        id: Uuid::nil(),
        jenis: "klaim".to_owned(),
        catatan_id: CatatanId(Uuid::nil()),
        kantor_id: KantorId(Uuid::nil()),
        versi: version,
        dari: None,
        ke: "dilaporkan".to_owned(),
        alasan: "Uji".to_owned(),
        perubahan: changes,
        pelaku_id: None,
        pelaku: by.to_owned(),
        terjadi_pada: DateTime::UNIX_EPOCH,
        dicatat_pada: DateTime::UNIX_EPOCH,
        sidik: None,
        fakta: None,
        aliran: None,
        urutan: None,
        meterai: None,
    }
}

fn change(from: Option<&str>, to: Option<&str>) -> Value {
    json!({ "dari": from, "ke": to })
}

fn noted(now: &str, lines: &[history::Model]) -> Vec<String> {
    by_hand("dokumen", now, lines).into_iter().collect()
}

#[test]
fn what_came_by_a_file_is_noted_by_hand_only_once_somebody_says_so() {
    assert_eq!(noted("kk,paspor", &[line(1, "A", json!({}))]), ["kk", "paspor"], "as it came in");
    let file = json!({ "lampiran": { "dari": null, "ke": "x" }, "dokumen": change(Some("kk"), Some("kk,paspor")) });
    let mut lines = vec![line(1, "A", json!({})), line(2, "A", file)];
    assert_eq!(noted("kk,paspor", &lines), ["kk"]);
    lines.push(line(3, "A", json!({ "dokumen_dilihat": change(None, Some("paspor")) })));
    assert_eq!(noted("kk,paspor", &lines), ["kk", "paspor"]);
    lines.push(line(4, "A", json!({ "dokumen": change(Some("kk,paspor"), Some("paspor")) })));
    assert_eq!(noted("paspor", &lines), ["paspor"]);
}

#[test]
fn each_paper_has_the_day_and_the_name_of_who_asked_for_it_last() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let first = json!({ "dokumen_diminta": change(None, Some("kk,paspor")),
        "dokumen_diminta_pada": change(None, Some("2025-06-03")) });
    let came = json!({ "dokumen_diminta": change(Some("kk,paspor"), Some("paspor")) });
    let more = json!({ "dokumen_diminta": change(Some("paspor"), Some("akta")),
        "dokumen_diminta_pada": change(Some("2025-06-03"), Some("2025-06-09")) });
    let same_day = json!({ "dokumen_diminta": change(Some("akta"), Some("akta,ktp")) });
    let all_here = json!({ "dokumen_diminta": change(Some("akta,ktp"), None),
        "dokumen_diminta_pada": change(Some("2025-06-09"), None) });
    let lines = [
        line(1, "A", json!({})),
        line(2, "Ani", first),
        line(3, "Budi", came),
        line(4, "Budi", more),
        line(5, "Citra", same_day),
        line(6, "Ani", all_here),
    ];
    let told = asked(&PAPERS, &Form::new(), &lines);
    let by = |name: &str| Some(name.to_owned());
    assert_eq!(told["kk"], (day("2025-06-03"), by("Ani")));
    assert_eq!(told["paspor"], (day("2025-06-03"), by("Ani")));
    assert_eq!(told["akta"], (day("2025-06-09"), by("Budi")));
    assert_eq!(told["ktp"], (day("2025-06-09"), by("Citra")));
}

#[test]
fn what_came_in_asked_for_has_its_day() {
    let form = [("dokumen_diminta", "kk"), ("dokumen_diminta_pada", "2025-06-03")];
    let form: Form = form.map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    let told = asked(&PAPERS, &form, &[line(1, "A", json!({}))]);
    assert_eq!(told["kk"], ("2025-06-03".parse().unwrap(), None));
}
