//! A year's budget with one revision, over api and console: every number names its records, and what does not fit is told.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, on_both, on_each};

use super::wire::console;

pub(super) const PREVENTION: &str = "Pencegahan dan Penanganan CPMI yang akan ditempatkan secara nonprosedural";
pub(super) const COMPLAINTS: &str = "Pelayanan Pengaduan dan penyelesaian kasus CPMI/PMI";

pub(super) async fn entered(app: &TestApp, activity: &str, (revision, day): (Option<i64>, &str), amount: i64) -> Value {
    let kind = if revision.is_some() { "pagu" } else { "realisasi" };
    let body = json!({
        "tahun": 2025, "kegiatan": activity, "jenis": kind, "revisi": revision, "tanggal": day, "jumlah_rp": amount
    });
    let answer = app.post("/api/v1/anggaran", &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

/// Two activities, one revision, spending in three months.
pub(super) async fn year(app: &TestApp) {
    entered(app, PREVENTION, (Some(0), "2025-01-02"), 186_600_000).await;
    entered(app, COMPLAINTS, (Some(0), "2025-01-02"), 47_400_000).await;
    entered(app, PREVENTION, (None, "2025-03-31"), 31_073_594).await;
    entered(app, PREVENTION, (Some(1), "2025-04-15"), 147_600_000).await;
    entered(app, COMPLAINTS, (None, "2025-04-30"), 15_754_000).await;
    entered(app, PREVENTION, (None, "2025-05-31"), 84_020_283).await;
}

async fn told(app: &TestApp, query: &str) -> Value {
    let answer = app.get(&format!("/api/v1/dipa?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    answer.json()
}

fn sentence<'a>(budget: &'a Value, code: &str) -> &'a str {
    let all = budget["periksa"].as_array().unwrap();
    all.iter().find(|one| one["kode"] == code).map_or("", |one| one["pesan"].as_str().unwrap())
}

#[tokio::test]
async fn a_year_with_one_revision_is_told_number_by_number() {
    on_both(async |test| {
        test.at("2025-12-31", 12);
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        year(&app).await;
        let budget = told(&app, "tahun=2025&pada=2025-06-30").await;
        let one = &budget["kegiatan"][0];
        assert_eq!((&one["nama"], &one["pagu"]["jumlah_rp"]), (&json!(PREVENTION), &json!(147_600_000)));
        assert_eq!((&one["realisasi"]["jumlah_rp"], &one["sisa_rp"]), (&json!(115_093_877), &json!(32_506_123)));
        assert!(one["serapan"].as_str().unwrap().starts_with("0.779768"), "{one}");
        assert_eq!(one["pagu_menurut_revisi"][0]["pagu"]["jumlah_rp"], 186_600_000);
        assert_eq!(one["realisasi_bulan"][4]["jumlah_rp"], 84_020_283);
        assert_eq!(one["realisasi"]["catatan"].as_array().unwrap().len(), 2);
        let behind = one["realisasi_bulan"][4]["catatan"][0]["id"].as_str().unwrap();
        assert_eq!(app.get(&format!("/api/v1/anggaran/{behind}")).await.json()["jumlah_rp"], 84_020_283);
        let kept = &budget["kegiatan"][1]["pagu_menurut_revisi"][1];
        assert_eq!((&kept["revisi"], &kept["dari_revisi"]), (&json!(1), &json!(0)), "what is not restated says so");
        assert_eq!(budget["jumlah"]["pagu"]["jumlah_rp"], 147_600_000 + 47_400_000);
        assert_eq!(budget["bulan"][5]["sampai_dengan_rp"], 115_093_877 + 15_754_000);
        let changed = "Revisi 1 mengubah jumlah pagu dari Rp 234.000.000 menjadi Rp 195.000.000, kurang Rp 39.000.000";
        assert!(sentence(&budget, "revisi-mengubah").starts_with(changed), "{budget}");
        assert!(sentence(&budget, "bulan-kosong").contains("Januari, Februari, Juni 2025"), "{budget}");
        let before = told(&app, "tahun=2025&pada=2025-04-14").await;
        assert_eq!(before["jumlah"]["pagu"]["jumlah_rp"], 234_000_000);
        assert_eq!(before["sesudahnya"], 3);
        let first = told(&app, "tahun=2025&pada=2025-06-30&revisi=0").await;
        assert_eq!(first["jumlah"]["pagu"]["jumlah_rp"], 234_000_000);
        test
    })
    .await;
}

#[tokio::test]
async fn the_items_of_the_agreement_stand_beside_their_money() {
    on_each(&[Backend::Sqlite], async |test| {
        test.at("2025-12-31", 12);
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        year(&app).await;
        let score = json!({ "jenis_nilai": "kearsipan", "tanggal": "2025-12-01", "nilai": 100, "penilai": "Penilai Contoh",
            "bukti": "Surat contoh" });
        assert_eq!(app.post("/api/v1/nilai", &score).await.status, StatusCode::CREATED);
        let budget = told(&app, "tahun=2025").await;
        let items = &budget["indikator"];
        assert_eq!((&items["perjanjian"], &items["kegiatan_tanpa_butir"]), (&json!("2025-pok"), &json!([])));
        let item = |no: usize| items["butir"][no - 1].clone();
        assert_eq!(item(1)["pagu"]["jumlah_rp"], 147_600_000);
        assert_eq!(item(1)["realisasi_anggaran"]["jumlah_rp"], 115_093_877);
        assert_eq!(item(2)["pagu"]["jumlah_rp"], 47_400_000);
        assert_eq!(item(2)["pagu"], item(8)["pagu"], "one activity serves two");
        assert_eq!(item(2)["kegiatan"][0]["status"], "asumsi");
        assert_eq!(item(7)["tidak_ada"].as_array().unwrap().len(), 1);
        assert_eq!((&item(7)["target"], &item(7)["serapan"]), (&json!("19760"), &Value::Null));
        // Capped and raw, as everywhere.
        assert_eq!((&item(12)["capaian"], &item(12)["capaian_dibatasi"]), (&json!("133.33"), &json!("120")));
        let page = console(&test, "perencana").await.get("/dipa?tahun=2025").await.text;
        assert!(page.contains("<b>120\u{a0}%</b>") && page.contains("asli 133,33\u{a0}%"), "{page}");
        let other = TestApp::login(&test, "perencana", "BP3MI-JABAR").await;
        let none = told(&other, "tahun=2025").await;
        assert_eq!((&none["kegiatan"], &none["indikator"]), (&json!([]), &Value::Null));
        let peeked = other.get("/api/v1/dipa?kantor=BP3MI-BANTEN").await;
        assert_eq!(peeked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", peeked.text);
        test
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_told_and_what_cannot_be_asked_is_refused() {
    on_each(&[Backend::Sqlite], async |test| {
        test.at("2025-12-31", 12);
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        year(&app).await;
        entered(&app, "pelayanan pengaduan dan  penyelesaian kasus cpmi/pmi", (None, "2025-07-31"), 40_000_000).await;
        let bare = entered(&app, "Kegiatan contoh tanpa pagu", (None, "2025-08-31"), 1_000).await;
        let budget = told(&app, "tahun=2025").await;
        assert!(sentence(&budget, "lebih-pagu").contains("Juli 2025"), "{budget}");
        assert!(sentence(&budget, "tanpa-pagu").starts_with("Kegiatan contoh tanpa pagu"), "{budget}");
        assert!(sentence(&budget, "dua-ejaan").contains("2 cara"), "{budget}");
        let all = budget["periksa"].as_array().unwrap();
        let named = all.iter().find(|one| one["kode"] == "tanpa-pagu").unwrap();
        assert_eq!((&named["catatan"][0]["nomor"], &named["bulan"]), (&bare["nomor"], &json!(8)));
        for wrong in ["tahun=1999", "pada=besok", "hantu=1", "revisi=x"] {
            assert_eq!(app.get(&format!("/api/v1/dipa?{wrong}")).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        let page = console(&test, "perencana").await;
        assert_eq!(page.get("/dipa?bagian=hantu").await.status, StatusCode::BAD_REQUEST);
        let desk = console(&test, "helpdesk").await;
        assert_eq!(desk.get("/dipa").await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_opens_every_number_and_says_what_to_do_where_there_is_none() {
    on_each(&[Backend::Sqlite], async |test| {
        test.at("2025-12-31", 12);
        let page = console(&test, "perencana").await;
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let empty = page.get("/dipa?tahun=2025").await;
        assert!(empty.text.contains("Belum ada anggaran") && empty.text.contains("/anggaran/banyak"), "{}", empty.text);
        year(&app).await;
        let whole = page.get("/dipa?tahun=2025").await;
        for words in ["77,98", "32.506.123", "dari revisi 0", "Tabel 23", "class=\"curve\"", "Yang perlu dilihat"] {
            assert!(whole.text.contains(words), "{words}: {}", whole.text);
        }
        let main = whole.text.split("<main").nth(1).unwrap();
        assert!(!main.contains("NKA"), "how money stands is no score");
        let link = whole.text.split("href=\"").find(|rest| rest.contains("bagian=bulan-5&amp;kegiatan=")).unwrap();
        let link = link.split("#catatan").next().unwrap().replace("&amp;", "&");
        let listed = page.get(&link).await;
        let list = listed.text.split("id=\"catatan\"").nth(1).unwrap();
        assert!(list.contains("Realisasi Mei") && list.contains("84.020.283") && list.contains("/anggaran/"), "{list}");
        let item = page.get("/dipa?tahun=2025&bagian=pagu&butir=1").await;
        assert!(item.text.contains("Butir 1: Pagu berlaku"), "{}", item.text);
        let file = page.get("/dipa/unduh?tahun=2025&format=csv").await;
        assert!(file.text.contains("Pagu awal (Rp)") && file.text.contains("147600000"), "{}", file.text);
        assert!(page.get("/dipa/unduh?tahun=2025&format=xlsx").await.bytes.starts_with(b"PK"));
        assert_eq!(page.get("/dipa/unduh?format=pdf").await.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

/// What the first page of "many at once" sends.
async fn paste(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    const LINE: &str = "----contoh";
    let part = |(name, text): &(&str, &str)| {
        format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let body = fields.iter().map(part).collect::<String>() + format!("--{LINE}--\r\n").as_str();
    app.send(Method::POST, "/anggaran/banyak", &format!("multipart/form-data; boundary={LINE}"), body).await
}

#[tokio::test]
async fn a_revision_is_pasted_as_two_columns() {
    on_each(&[Backend::Sqlite], async |test: Test| {
        test.at("2025-12-31", 12);
        let page = console(&test, "perencana").await;
        let table = format!("Kegiatan\tJumlah (Rp)\n{PREVENTION}\t147.600.000\n{COMPLAINTS}\t47.400.000\n");
        let common = [("tahun", "2025"), ("jenis", "pagu"), ("revisi", "1"), ("tanggal", "15/04/2025")];
        let looked = paste(&page, &[&[("teks", table.as_str())], &common[..]].concat()).await;
        assert!(looked.text.contains("2 baris") && looked.text.contains("2 baru"), "{}", looked.text);
        test
    })
    .await;
}

#[tokio::test]
async fn an_office_says_which_activities_serve_its_own_agreement() {
    on_both(async |test| {
        test.at("2026-02-02", 12);
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let line = json!({ "tahun": 2026, "kegiatan": "Kegiatan contoh baru", "jenis": "pagu", "revisi": 0, "tanggal": "2026-01-02",
            "jumlah_rp": 1_000_000 });
        assert_eq!(app.post("/api/v1/anggaran", &line).await.status, StatusCode::CREATED);
        let draft = app.post("/api/v1/perjanjian", &json!({ "tahun": 2026 })).await.json();
        let here = format!("/api/v1/perjanjian/{}", draft["id"].as_str().unwrap());
        let signed = head.post(&format!("{here}/tandatangani"), &json!({ "langkah": draft["langkah"] })).await;
        assert_eq!(signed.status, StatusCode::OK, "{}", signed.text);
        assert_eq!(told(&app, "tahun=2026").await["indikator"]["kegiatan_tanpa_butir"], json!(["Kegiatan contoh baru"]));
        let langkah = signed.json()["langkah"].clone();
        let said = |status: &str, indicator: &str| {
            json!({ "langkah": langkah, "status": status,
                "kaitan": [{ "kegiatan": "kegiatan contoh  baru", "indikator": [indicator] }] })
        };
        let served = draft["isi"][2]["indikator"].as_str().unwrap();
        let road = format!("{here}/kegiatan");
        let unknown = app.post(&road, &said("asumsi", "entah")).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unknown.text);
        let done = app.post(&road, &said("asumsi", served)).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(app.post(&road, &said("terverifikasi", served)).await.status.is_client_error(), "it was read before");
        let items = told(&app, "tahun=2026").await["indikator"].clone();
        assert_eq!(items["kegiatan_tanpa_butir"], json!([]), "{items}");
        assert_eq!(items["butir"][2]["kegiatan"][0]["status"], "asumsi", "{items}");
        assert_eq!(items["butir"][2]["pagu"]["jumlah_rp"], 1_000_000);
        assert_eq!(items["butir"][0]["kegiatan"], json!([]), "what is said stands for the whole agreement");
        let page = console(&test, "perencana").await;
        let path = format!("/perjanjian/{}/kegiatan", draft["id"].as_str().unwrap());
        let shown = page.get(&path).await.text;
        assert!(shown.contains("Kegiatan contoh baru") && shown.contains("Asumsi"), "{shown}");
        let seen = done.json()["langkah"].as_i64().unwrap();
        let typed = format!("langkah={seen}&k0=Kegiatan+contoh+baru&k0_1=ya&status=terverifikasi");
        let saved = page.send(Method::POST, &path, "application/x-www-form-urlencoded", typed).await;
        assert!(saved.status.is_redirection(), "{}", saved.text);
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let items = told(&app, "tahun=2026").await["indikator"].clone();
        assert_eq!(items["butir"][0]["kegiatan"][0]["status"], "terverifikasi", "{items}");
        assert_eq!(items["butir"][2]["kegiatan"], json!([]));
        test
    })
    .await;
}
