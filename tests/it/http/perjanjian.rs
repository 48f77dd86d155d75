//! Agreements set up in the console: drafted from last year's, signed, revised; dashboard, night and closing follow on every server.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use kernel::Day;
use kernel::clock::Clock;
use reporting::snapshot;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use server::{compose, jobs, segar};
use testkit::{Answer, Test, TestApp, on_both};

const BANTEN: &str = "BP3MI-BANTEN";
const FORM: &str = "application/x-www-form-urlencoded";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Planner and head on a day.
async fn people(test: &Test, on: &str, office: &str) -> (TestApp, TestApp) {
    test.at(on, 9);
    (TestApp::login(test, "perencana", office).await, TestApp::login(test, "kepala", office).await)
}

fn told(answer: &Answer, status: StatusCode) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text);
    answer.json()
}

async fn begun(planner: &TestApp, body: &Value) -> Value {
    told(&planner.post("/api/v1/perjanjian", body).await, StatusCode::CREATED)
}

fn road(draft: &Value, what: &str) -> String {
    format!("/api/v1/perjanjian/{}{what}", draft["id"].as_str().unwrap())
}

/// Changes the target of the seventh item.
async fn target(planner: &TestApp, draft: &Value, year: &str, quarters: [&str; 4]) -> Value {
    let now = told(&planner.get(&road(draft, "")).await, StatusCode::OK);
    let mut items = now["isi"].clone();
    items[6]["target_tahun"] = json!(year);
    items[6]["target_tw"] = json!(quarters);
    let body = json!({ "langkah": now["langkah"], "butir": items });
    told(&planner.post(&road(draft, "/ubah"), &body).await, StatusCode::OK)
}

/// Signs a draft as it stands now.
async fn sign(head: &TestApp, draft: &Value) -> Answer {
    let now = told(&head.get(&road(draft, "")).await, StatusCode::OK);
    head.post(&road(draft, "/tandatangani"), &json!({ "langkah": now["langkah"] })).await
}

/// Code, version and target of the seventh item of the table of a year.
async fn table(app: &TestApp, query: &str) -> (String, i64, Value) {
    let iku = told(&app.get(&format!("/api/v1/iku?{query}")).await, StatusCode::OK);
    let code = iku["perjanjian"]["kode"].as_str().unwrap().to_owned();
    (code, iku["perjanjian"]["versi"].as_i64().unwrap(), iku["butir"][6]["tahun"]["target"].clone())
}

fn agreed(code: &str, version: i64, target: &str) -> (String, i64, Value) {
    (code.to_owned(), version, json!(target))
}

async fn kept(test: &Test, on: &str) -> Vec<(String, i64)> {
    let rows = snapshot::Entity::find().filter(snapshot::Column::Tanggal.eq(day(on)));
    let rows = rows.all(&test.house().db).await.unwrap();
    let mut all: Vec<_> = rows.into_iter().map(|row| (row.perjanjian, row.perjanjian_versi)).collect();
    all.sort();
    all.dedup();
    all
}

#[tokio::test]
async fn a_year_is_set_up_signed_and_revised_and_everything_follows() {
    on_both(async |test| {
        let other = compose::open_with(test.lindung.config.clone(), Arc::clone(&test.clock) as _).await.unwrap();
        let (planner, head) = people(&test, "2025-12-01", BANTEN).await;
        let first = drafted_and_signed(&planner, &head).await;
        assert_eq!(table(&planner, "tahun=2026").await, agreed("2026-pok", 1, "20000"));
        let there = TestApp::of(other.router()).with_token(planner.token());
        assert_eq!(table(&there, "tahun=2026").await.0, "tanpa-2026");
        segar::look(&other, 0).await.unwrap();
        assert_eq!(table(&there, "tahun=2026").await, agreed("2026-pok", 1, "20000"));
        let second = revised(&test, &first).await;
        closed_by_the_version_of_its_last_day(&test).await;
        let two = format!(
            "/api/v1/perjanjian/sandingan?satu={}&dua={}",
            first["id"].as_str().unwrap(),
            second["id"].as_str().unwrap()
        );
        let (planner, head) = people(&test, "2026-10-06", BANTEN).await;
        jobs::run(&test.lindung, day("2026-10-05")).await.unwrap();
        assert_eq!(kept(&test, "2026-10-05").await, [("2026-pok".to_owned(), 2)]);
        let beside = told(&planner.get(&two).await, StatusCode::OK);
        assert_eq!(beside["baris"][6]["beda"][0], json!("Target tahun: 20.000 menjadi 16.000."), "{beside}");
        let next = begun(&planner, &json!({ "tahun": 2027 })).await;
        assert_eq!((&next["kode"], &next["berlaku_sejak"]), (&json!("2027-pok"), &json!("2027-01-01")));
        told(&sign(&head, &next).await, StatusCode::OK);
        assert_eq!(table(&planner, "tahun=2027").await, agreed("2027-pok", 1, "16000"));
        other.close().await.unwrap();
        test
    })
    .await;
}

async fn drafted_and_signed(planner: &TestApp, head: &TestApp) -> Value {
    let draft = begun(planner, &json!({ "tahun": 2026 })).await;
    assert_eq!(
        (&draft["kode"], &draft["status"], &draft["butir"]),
        (&json!("2026-pok"), &json!("rancangan"), &json!(13))
    );
    assert_eq!((&draft["judul"], &draft["periksa"]), (&json!("Perjanjian Kinerja 2026 (POK, 13 IKU)"), &json!([])));
    let again = planner.post("/api/v1/perjanjian", &json!({ "tahun": 2026 })).await;
    assert!(again.status.is_client_error() && again.text.contains("sudah ada"), "{}", again.text);
    let wrong = target(planner, &draft, "20001", ["5000"; 4]).await;
    assert_eq!(wrong["periksa"][0]["tempat"], json!("butir/6/target_tahun"), "{wrong}");
    let open = sign(head, &draft).await;
    assert!(open.status == StatusCode::UNPROCESSABLE_ENTITY && open.text.contains("20.001"), "{}", open.text);
    let late = planner.post(&road(&draft, "/ubah"), &json!({ "langkah": 1, "judul": "Lain" })).await;
    assert!(late.status.is_client_error(), "somebody changed it meanwhile: {}", late.text);
    assert_eq!(target(planner, &draft, "20.000", ["5.000"; 4]).await["periksa"], json!([]));
    assert_eq!(table(planner, "tahun=2026").await.0, "tanpa-2026", "a draft holds nobody");
    assert_eq!(sign(planner, &draft).await.status, StatusCode::FORBIDDEN);
    let signed = told(&sign(head, &draft).await, StatusCode::OK);
    assert_eq!((&signed["status"], &signed["riwayat"][0]["ke"]), (&json!("ditandatangani"), &json!("ditandatangani")));
    let fixed = planner.post(&road(&draft, "/ubah"), &json!({ "langkah": signed["langkah"] })).await;
    assert!(fixed.status.is_client_error() && fixed.text.contains("Buat revisi"), "{}", fixed.text);
    signed
}

async fn revised(test: &Test, first: &Value) -> Value {
    let (planner, head) = people(test, "2026-10-05", BANTEN).await;
    let bare = planner.post(&road(first, "/revisi"), &json!({ "berlaku_sejak": "2026-10-01", "alasan": " " })).await;
    assert!(bare.text.contains("Tulis mengapa direvisi"), "{}", bare.text);
    let early = json!({ "berlaku_sejak": "2026-01-01", "alasan": "Revisi DIPA (contoh)" });
    let early = planner.post(&road(first, "/revisi"), &early).await;
    assert!(early.text.contains("Tulis hari sesudah 01/01/2026"), "{}", early.text);
    let body = json!({ "berlaku_sejak": "01/10/2026", "alasan": "Revisi DIPA (contoh)" });
    let draft = told(&planner.post(&road(first, "/revisi"), &body).await, StatusCode::CREATED);
    assert_eq!((&draft["versi"], &draft["alasan"]), (&json!(2), &json!("Revisi DIPA (contoh)")));
    let rewritten = target(&planner, &draft, "16000", ["4000"; 4]).await;
    let places: Vec<_> = rewritten["periksa"].as_array().unwrap().iter().map(|one| one["tempat"].clone()).collect();
    assert_eq!(places, ["butir/6/tw1", "butir/6/tw2", "butir/6/tw3"].map(|place| json!(place)), "{rewritten}");
    target(&planner, &draft, "16000", ["5000", "5000", "5000", "1000"]).await;
    told(&sign(&head, &draft).await, StatusCode::OK);
    let old = told(&planner.get(&road(first, "")).await, StatusCode::OK);
    assert_eq!((&old["status"], &old["isi"][6]["target_tahun"]), (&json!("digantikan"), &json!("20000")));
    assert_eq!(table(&planner, "tahun=2026").await, agreed("2026-pok", 2, "16000"));
    assert_eq!(table(&planner, "tahun=2026&per=2026-09-30").await, agreed("2026-pok", 1, "20000"));
    assert_eq!(table(&planner, "tahun=2026&per=2026-10-04").await, agreed("2026-pok", 1, "20000"), "not signed yet");
    for (night, version) in [("2026-09-30", 1), ("2026-10-04", 1)] {
        jobs::run(&test.lindung, day(night)).await.unwrap();
        assert_eq!(kept(test, night).await, [("2026-pok".to_owned(), version)]);
    }
    let page = TestApp::console(test, "perencana.bp3mi-banten").await;
    let shown = page.get(&road(&draft, "").replace("/api/v1", "")).await;
    assert!(shown.text.contains("Revisi DIPA (contoh)") && shown.text.contains("Buat revisi"), "{}", shown.text);
    assert!(shown.text.contains("Berlaku mundur, sejak 01/10/2026"), "{}", shown.text);
    draft
}

async fn closed_by_the_version_of_its_last_day(test: &Test) {
    let (planner, _) = people(test, "2026-10-05", BANTEN).await;
    let body = json!({ "tahun": 2026, "tw": 3, "perjanjian": "2026-pok" });
    let closing = told(&planner.post("/api/v1/penutupan", &body).await, StatusCode::CREATED);
    assert_eq!((&closing["perjanjian"]["kode"], &closing["perjanjian"]["versi"]), (&json!("2026-pok"), &json!(1)));
    assert_eq!(closing["angka"][6]["target"], json!("5000"), "{closing}");
}

#[tokio::test]
async fn what_the_head_has_not_seen_is_not_signed() {
    on_both(async |test| {
        let (planner, head) = people(&test, "2025-12-01", BANTEN).await;
        let draft = begun(&planner, &json!({ "tahun": 2026 })).await;
        let page = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let here = road(&draft, "").replace("/api/v1", "");
        let to = format!("{here}/tandatangani");
        assert!(page.get(&here).await.text.contains(r#"name="langkah" value="1""#));
        let asked = page.send(Method::POST, &to, FORM, "langkah=1").await;
        for text in ["Ya, tanda tangani", "Perjanjian Kinerja 2026 (POK, 13 IKU)", "2026-pok, versi 1", "<dd>13</dd>"] {
            assert!(asked.status == StatusCode::OK && asked.text.contains(text), "{text}: {}", asked.text);
        }
        target(&planner, &draft, "20000", ["5000"; 4]).await;
        let stale = head.post(&road(&draft, "/tandatangani"), &json!({ "langkah": 1 })).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{}", stale.text);
        let unsaid = head.post(&road(&draft, "/tandatangani"), &json!({})).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", unsaid.text);
        for typed in ["langkah=1", "langkah=1&pasti=ya", "pasti=ya"] {
            let late = page.send(Method::POST, &to, FORM, typed).await.text;
            assert!(late.contains("diubah sesudah Anda membacanya") && late.contains("20.000"), "{typed}: {late}");
        }
        assert_eq!(told(&planner.get(&road(&draft, "")).await, StatusCode::OK)["status"], json!("rancangan"));
        let done = page.send(Method::POST, &to, FORM, "langkah=2&pasti=ya").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(table(&planner, "tahun=2026").await, agreed("2026-pok", 1, "20000"));
        test
    })
    .await;
}

#[tokio::test]
async fn who_signs_what_they_drafted_is_told_so_and_others_are_not() {
    on_both(async |test| {
        let (planner, head) = people(&test, "2025-12-01", BANTEN).await;
        let page = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let said = "Yang menyusun dan yang menandatangani perjanjian ini orang yang sama.";
        for (called, drafter, is_one) in [("pok", &planner, false), ("pk", &head, true)] {
            let draft = begun(drafter, &json!({ "tahun": 2026, "sebutan": called })).await;
            target(drafter, &draft, "20000", ["5000"; 4]).await;
            let here = road(&draft, "").replace("/api/v1", "");
            assert!(!page.get(&here).await.text.contains(said), "nobody signed it yet");
            let to = format!("{here}/tandatangani");
            let asked = page.send(Method::POST, &to, FORM, "langkah=2").await;
            assert!(asked.text.contains("Ya, tanda tangani"), "{}", asked.text);
            assert_eq!(asked.text.contains(said), is_one, "{called}: {}", asked.text);
            let done = page.send(Method::POST, &to, FORM, "langkah=2&pasti=ya").await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
            assert_eq!(page.get(&here).await.text.contains(said), is_one, "{called}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_kept_where_somebody_else_was_faster() {
    on_both(async |test| {
        let (planner, _) = people(&test, "2025-12-01", BANTEN).await;
        let draft = begun(&planner, &json!({ "tahun": 2026 })).await;
        let page = TestApp::console(&test, "perencana.bp3mi-banten").await;
        let here = road(&draft, "").replace("/api/v1", "");
        target(&planner, &draft, "20000", ["5000"; 4]).await;
        let typed = "judul=Judul+saya&berlaku_sejak=01%2F01%2F2026&b0_no=1&b0_judul=Butir+saya";
        for (named, said) in
            [("langkah=1&", "Orang lain baru saja"), ("langkah=x&", "tidak terbaca"), ("", "tidak terbaca")]
        {
            let late = page.send(Method::POST, &here, FORM, format!("{named}{typed}")).await;
            let newest = "Judul: yang terbaru “Perjanjian Kinerja 2026 (POK, 13 IKU)”, isian Anda “Judul saya”.";
            for told in [said, newest, "value=\"Judul saya\"", "value=\"Butir saya\"", "name=\"langkah\" value=\"2\""] {
                assert!(late.status == StatusCode::OK && late.text.contains(told), "{named} {told}: {}", late.text);
            }
        }
        let kept = told(&planner.get(&road(&draft, "")).await, StatusCode::OK);
        assert_eq!(
            (&kept["langkah"], &kept["isi"][6]["target_tahun"]),
            (&json!(2), &json!("20000")),
            "nothing was written"
        );
        let saved = page.send(Method::POST, &here, FORM, format!("langkah=2&{typed}")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_year_without_an_agreement_is_counted_and_says_what_to_do() {
    on_both(async |mut test| {
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        let (planner, _) = people(&test, "2026-02-03", BANTEN).await;
        an_old_night_without_figures(&test).await;
        jobs::run(&test.lindung, day("2026-02-02")).await.unwrap();
        for night in ["2026-01-31", "2026-02-02"] {
            assert_eq!(kept(&test, night).await, [("tanpa-2026".to_owned(), 0)], "{night}");
        }
        let (code, _, target) = table(&planner, "").await;
        assert_eq!((code.as_str(), target), ("tanpa-2026", Value::Null), "the running year comes first");
        for year in ["1999", "2028", "-2147483648"] {
            let answer = planner.get(&format!("/api/v1/iku?tahun={year}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.text.contains("Pilih tahun 2025 sampai 2027"), "{}", answer.text);
        }
        let page = TestApp::console(&test, "perencana.bp3mi-banten").await;
        let home = page.get("/").await.text;
        for text in ["Indikator kinerja 2026", "Susun perjanjian 2026 dari 2025", "belum ada target"] {
            assert!(home.contains(text), "{text}: {home}");
        }
        for (wrong, said) in [
            ("/?tahun=1999", "Tahun 1999 tidak ada angkanya. Pilih tahun 2025 sampai 2027."),
            ("/?tahun=entah", "Tahun entah tidak terbaca. Pilih tahun 2025 sampai 2027."),
            ("/penutupan?tahun=1999", "Tahun 1999 tidak ada angkanya. Pilih tahun 2025 sampai 2027."),
            ("/penutupan?tahun=entah", "Tahun entah tidak terbaca. Pilih tahun 2025 sampai 2027."),
            ("/perjanjian?tahun=entah", "Tahun entah tidak terbaca. Pilih tahun 2025 sampai 2027."),
            ("/perjanjian?tahun=1999", "Perjanjian tahun 1999 tidak dapat disusun sekarang."),
            ("/perjanjian?tahun=2999", "Pilih tahun 2025 sampai 2027."),
        ] {
            let answer = page.get(wrong).await;
            assert!(answer.status == StatusCode::OK && answer.text.contains(said), "{wrong}: {}", answer.text);
        }
        assert!(page.get("/?tahun=2025").await.text.contains("Indikator kinerja 2025"));
        assert_eq!(page.get("/indikator/tanpa-2026/6?tw=1").await.status, StatusCode::OK);
        assert_eq!(page.get("/indikator/tanpa-2026/6/penjelasan").await.status, StatusCode::OK);
        assert!(page.get("/penutupan").await.text.contains("belum dapat ditutup"));
        let body = json!({ "tahun": 2026, "tw": 1, "perjanjian": "tanpa-2026" });
        let closing = planner.post("/api/v1/penutupan", &body).await;
        assert!(closing.text.contains("belum punya perjanjian kinerja"), "{}", closing.text);
        assert!(page.get("/tugas").await.text.contains("Susun perjanjian"));
        let metrics = TestApp::new(&test).with_token("rahasia uji").get("/metrics").await.text;
        assert!(metrics.contains("lindung_agreements_missing 1\n"), "{metrics}");
        let made = page.send(Method::POST, "/perjanjian", FORM, "tahun=2026&dari=2025-pk-oktober&sebutan=").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let draft = page.get(made.headers["location"].to_str().unwrap()).await.text;
        assert!(draft.contains("2026-pk-oktober") && draft.contains("Simpan rancangan"), "{draft}");
        assert!(page.get("/").await.text.contains("Buka rancangan 2026-pk-oktober versi 1"));
        test
    })
    .await;
}

/// A night whose work was done before a year had figures without an agreement.
async fn an_old_night_without_figures(test: &Test) {
    let now = test.clock.now();
    let row = jobs::ActiveModel {
        nama: Set(jobs::NIGHTLY.to_owned()),
        jatuh_tempo: Set(day("2026-01-31")),
        pemilik: Set(test.house().ids.next(now)),
        dimulai_pada: Set(now),
        sewa_sampai: Set(now),
        selesai_pada: Set(Some(now)),
        hasil: Set(Some("0 angka disimpan".to_owned())),
    };
    jobs::Entity::insert(row).exec_without_returning(&test.house().db).await.unwrap();
}

#[tokio::test]
async fn another_office_has_its_own_and_neither_sees_the_others() {
    on_both(async |test| {
        let (planner, head) = people(&test, "2025-07-01", "BP3MI-JABAR").await;
        let (banten, _) = people(&test, "2025-07-01", BANTEN).await;
        let draft = begun(&planner, &json!({ "tahun": 2025 })).await;
        assert_eq!((&draft["kode"], &draft["kantor"]), (&json!("2025-pok-bp3mi-jabar"), &json!("BP3MI-JABAR")));
        assert_eq!(banten.get(&road(&draft, "")).await.status, StatusCode::NOT_FOUND);
        told(&sign(&head, &draft).await, StatusCode::OK);
        assert_eq!(table(&planner, "tahun=2025").await, agreed("2025-pok-bp3mi-jabar", 1, "19760"));
        assert_eq!(table(&banten, "tahun=2025").await, agreed("2025-pok", 1, "19760"));
        let list = told(&banten.get("/api/v1/perjanjian?tahun=2025").await, StatusCode::OK);
        assert_eq!(list["data"].as_array().unwrap().len(), 2, "{list}");
        let foreign = json!({ "berlaku_sejak": "2025-08-01", "alasan": "Uji" });
        let refused = planner.post("/api/v1/perjanjian/2025-pok.1/revisi", &foreign).await;
        assert!(refused.status.is_client_error() && refused.text.contains("milik kantor lain"), "{}", refused.text);
        let own = told(&banten.post("/api/v1/perjanjian/2025-pok.1/revisi", &foreign).await, StatusCode::CREATED);
        assert_eq!((&own["kode"], &own["versi"]), (&json!("2025-pok"), &json!(2)));
        let gone = told(&banten.post(&road(&own, "/buang"), &json!({ "alasan": "Uji" })).await, StatusCode::OK);
        assert_eq!(gone["status"], json!("dibuang"));
        the_next_year_of_one_is_not_the_others(&test).await;
        let console = TestApp::console(&test, "perencana.bp3mi-banten").await;
        for page in ["/perjanjian", "/perjanjian/2025-pok.1", "/perjanjian/sandingan", "/perjanjian?tahun=entah"] {
            let answer = console.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(!answer.text.contains(" style=") && !answer.text.contains("<script"), "{page}");
        }
        test
    })
    .await;
}

async fn the_next_year_of_one_is_not_the_others(test: &Test) {
    let (planner, head) = people(test, "2026-02-03", "BP3MI-JABAR").await;
    let draft = begun(&planner, &json!({ "tahun": 2026 })).await;
    told(&sign(&head, &draft).await, StatusCode::OK);
    let (banten, _) = people(test, "2026-02-03", BANTEN).await;
    assert_eq!(table(&planner, "").await, agreed("2026-pok-bp3mi-jabar", 1, "19760"));
    assert_eq!(table(&banten, "").await.0, "tanpa-2026");
    jobs::run(&test.lindung, day("2026-02-02")).await.unwrap();
    let both = [("2026-pok-bp3mi-jabar".to_owned(), 1), ("tanpa-2026".to_owned(), 0)];
    assert_eq!(kept(test, "2026-02-02").await, both);
    let called = json!({ "tahun": 2026, "dari": "2026-pok-bp3mi-jabar", "sebutan": "pk" });
    assert_eq!(begun(&planner, &called).await["kode"], json!("2026-pk-bp3mi-jabar"));
    let taken = begun(&banten, &json!({ "tahun": 2026, "dari": "2026-pok-bp3mi-jabar" })).await;
    assert_eq!(taken["kode"], json!("2026-pok"));
}
