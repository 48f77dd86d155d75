//! Finding people and records, the lists with filters, the export, and the worklist of numbers that are missing.

use axum::http::{Method, StatusCode};
use kernel::form::Form;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned, with};

async fn made(app: &TestApp, kind: &str, form: Form) -> Value {
    let answer = app.post(&format!("/api/v1/{kind}"), &serde_json::to_value(form).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

fn numbers(answer: &Value) -> Vec<String> {
    answer["data"].as_array().unwrap().iter().map(|row| row["nomor"].as_str().unwrap().to_owned()).collect()
}

async fn search(app: &TestApp, text: &str) -> Vec<String> {
    let answer = app.post("/api/v1/pengaduan/cari", &json!({ "cari": text })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    numbers(&answer.json())
}

/// Two complaints of one office and a canary of another.
async fn world(test: &Test) -> (TestApp, TestApp) {
    let team = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let other = TestApp::login(test, "pelindungan", "BP3MI-JABAR").await;
    let yusuf = [
        ("nama", "Moh. Yusuf Contoh"),
        ("nomor_dokumen", "ZZ123456"),
        ("telepon", "0812 0000 1111"),
        ("telepon_pelapor", "+62 800 2222 3333"),
    ];
    made(&team, "pengaduan", with(complaint(1, "2025-06-01"), &yusuf)).await;
    let siti = [("nama", "Siti Aminah"), ("jenis_kasus", "tppo"), ("negara", "TW"), ("nomor_siskop2mi", "S-77")];
    made(&team, "pengaduan", with(complaint(2, "2025-06-10"), &siti)).await;
    let canary =
        [("nama", "Muhammad Yusuf Kanari"), ("nomor_siskop2mi", "S-99"), ("telepon_pelapor", "0899 7777 8888")];
    made(&other, "pengaduan", with(complaint(3, "2025-06-01"), &canary)).await;
    (team, other)
}

const FIRST: &str = "PGD-2025-000001";
const SECOND: &str = "PGD-2025-000002";

#[tokio::test]
async fn a_record_is_found_by_part_of_a_name_and_by_every_number() {
    on_both(async |test| {
        let (team, _) = world(&test).await;
        for text in [
            "muhammad jusuf",
            "Yusuf",
            "yus",
            "YUSOEF Mohamad",
            "M. Yusuf",
            "moham",
            "3603994101900001",
            "360399 410190 0001",
            "ZZ123456",
            "zz-123456",
            "+62 812-0000-1111",
            "081200001111",
            "0800 2222 3333",
            "PGD-2025-000001",
            "pgd-2025-1",
            "2025-000001",
        ] {
            assert_eq!(search(&team, text).await, [FIRST], "{text}");
        }
        for text in ["sitti", "aminah siti", "S-77", "000002"] {
            assert_eq!(search(&team, text).await, [SECOND], "{text}");
        }
        for text in
            ["kanari", "S-99", "3603994101900003", "089977778888", "yusuf aminah", "--", "%", "_", "' OR 1=1", "#"]
        {
            assert_eq!(search(&team, text).await, Vec::<String>::new(), "{text}");
        }
        assert_eq!(search(&team, "").await.len(), 2);
        test
    })
    .await;
}

#[tokio::test]
async fn what_people_are_found_by_follows_corrections_and_mergings_and_is_made_anew() {
    on_both(async |test| {
        let (team, _) = world(&test).await;
        let list = team.post("/api/v1/pengaduan/cari", &json!({ "cari": "aminah" })).await.json();
        let siti = list["data"][0]["orang_id"].as_str().unwrap().to_owned();
        let change = json!({ "alasan_perubahan": "Kartunya", "nama": "Siti Djubaedah", "telepon": "0813 1081 31" });
        assert_eq!(team.patch(&format!("/api/v1/orang/{siti}"), 1, &change).await.status, StatusCode::OK);
        assert_eq!(search(&team, "aminah").await, Vec::<String>::new());
        assert_eq!(search(&team, "zubaedah").await, Vec::<String>::new());
        assert_eq!(search(&team, "jubaidah").await, [SECOND]);
        assert_eq!(search(&team, "62813108131").await, [SECOND]);
        let double = with(Form::new(), &[("nama", "Sity Zubair"), ("tiba_pada", "2025-06-20"), ("kategori", "sakit")]);
        let from = made(&team, "kepulangan", double).await["orang_id"].as_str().unwrap().to_owned();
        let merge = json!({ "alasan": "Sama", "ke": siti });
        let merged = team.act(&format!("/api/v1/orang/{from}/gabung"), 1, &merge).await;
        assert_eq!(merged.status, StatusCode::OK, "{}", merged.text);
        for name in ["zubair", "jubaedah"] {
            assert_eq!(search(&team, name).await, [SECOND], "{name}");
        }
        let phone = json!({ "alasan_perubahan": "Nomor baru", "telepon_pelapor": "0800 4444 5555" });
        let first =
            team.post("/api/v1/pengaduan/cari", &json!({ "cari": FIRST })).await.json()["data"][0]["id"].clone();
        let path = format!("/api/v1/pengaduan/{}", first.as_str().unwrap());
        assert_eq!(team.patch(&path, 1, &phone).await.status, StatusCode::OK);
        // The same again after everything was written anew, as a new version of the rules does.
        for round in 0..2 {
            assert_eq!(search(&team, "080044445555").await, [FIRST], "{round}");
            assert_eq!(search(&team, "080022223333").await, Vec::<String>::new(), "{round}");
            assert_eq!(search(&team, "zubair").await, [SECOND], "{round}");
            assert_eq!(search(&team, "62813108131").await, [SECOND], "{round}");
            let ctx = test.system();
            let tx = ctx.begin().await.unwrap();
            people::words::rebuild(&tx, &ctx).await.unwrap();
            for kind in test.lindung.registry.all() {
                kind.find_anew(&tx, &ctx).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
        test
    })
    .await;
}

/// Of a word that many people have, the newest records are gone through first; what is far back is found all the same.
#[tokio::test]
async fn a_word_that_many_have_finds_the_newest_and_those_far_back() {
    on_both(async |test| {
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let category = |n: u32| if n.is_multiple_of(300) { "sakit" } else { "bermasalah" };
        let named = |n: u32| with(returned(n, "2025-06-01", category(n)), &[("nama", &format!("Siti Uji{n}"))]);
        let forms: Vec<Form> = (1..=1_100).map(named).collect();
        for (office, forms) in [("BP3MI-BANTEN", &forms[..]), ("BP3MI-JABAR", &forms[..5])] {
            let ctx = test.lindung.system_for(office, "Uji").unwrap();
            assert!(kind.register(&ctx, forms, &[], records::Mode::Write).await.unwrap().written);
        }
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let page = async |asked: &Value| {
            let answer = team.post("/api/v1/kepulangan/cari", asked).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()
        };
        let number = |n: u32| format!("PLG-2025-{n:06}");
        let first = page(&json!({ "cari": "siti", "batas": 20 })).await;
        assert_eq!(numbers(&first), (1_081..=1_100).rev().map(number).collect::<Vec<_>>());
        let second = page(&json!({ "cari": "siti", "batas": 20, "sebelum": first["berikutnya"] })).await;
        assert_eq!(numbers(&second), (1_061..=1_080).rev().map(number).collect::<Vec<_>>());
        let rare = page(&json!({ "cari": "siti", "batas": 20, "kategori": "sakit" })).await;
        assert_eq!(numbers(&rare), [900, 600, 300].map(number));
        assert_eq!(first["data"][0]["nama"], "Siti Uji1100");
        // The statement that is made once finds what one that is made for the request does.
        for (key, value) in
            [("status", json!("tiba")), ("kantor", json!("BP3MI-BANTEN")), ("sebelum", first["berikutnya"].clone())]
        {
            let mut asked = json!({ "cari": "siti", "batas": 20, key: value });
            let once = page(&asked).await;
            asked["dibatalkan"] = json!("tidak");
            assert_eq!((once["data"].as_array().unwrap().len(), &once), (20, &page(&asked).await), "{key}");
        }
        let nobody = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        assert_eq!(numbers(&nobody.post("/api/v1/kepulangan/cari", &json!({ "cari": "siti" })).await.json()), [""; 0]);
        test
    })
    .await;
}

#[tokio::test]
async fn filters_narrow_and_what_they_do_not_know_is_refused() {
    on_both(async |test| {
        let (team, _) = world(&test).await;
        let get = async |query: &str| team.get(&format!("/api/v1/pengaduan?{query}")).await;
        for (query, expected) in [
            ("status=diterima", vec![SECOND, FIRST]),
            ("status=selesai", vec![]),
            ("jenis_kasus=tppo", vec![SECOND]),
            ("negara=Taiwan&jenis_kasus=tppo", vec![SECOND]),
            ("dari=2025-06-02&sampai=2025-06-30", vec![SECOND]),
            ("sampai=01/06/2025", vec![FIRST]),
            ("kosong=nomor_siskop2mi", vec![FIRST]),
            ("dibatalkan=ya", vec![]),
            ("dibatalkan=tidak&kantor=BP3MI-BANTEN&status=", vec![SECOND, FIRST]),
            ("kantor=P4MI-SOETTA", vec![]),
        ] {
            let answer = get(query).await;
            assert_eq!(answer.status, StatusCode::OK, "{query} {}", answer.text);
            assert_eq!(numbers(&answer.json()), expected, "{query}");
        }
        for query in ["hantu=1", "nik=3603994101900001", "cari=siti", "kunci_isi=a", "sebelum=x", "batas=x"] {
            assert_eq!(get(query).await.status, StatusCode::BAD_REQUEST, "{query}");
        }
        for query in
            ["status=entah", "kantor=BP3MI-JABAR", "dari=31/02/2025", "dari=2025-06-02&sampai=2025-06-01", "kosong=nik"]
        {
            assert_eq!(get(query).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        let page = team.post("/api/v1/pengaduan/cari", &json!({ "negara": "MY", "batas": 1 })).await.json();
        assert_eq!(numbers(&page), [FIRST]);
        test
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_a_number_learns_nothing_by_searching_for_it() {
    on_both(async |test| {
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let desk = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let own = [("telepon", "0812 0000 1111"), ("nomor_dokumen", "ZZ123456")];
        made(&team, "kepulangan", with(returned(1, "2025-06-01", "sakit"), &own)).await;
        for (hit, miss) in
            [("3603994101900001", "3603994101900009"), ("ZZ123456", "ZZ999999"), ("081200001111", "081299999999")]
        {
            for road in ["/api/v1/kepulangan/cari", "/api/v1/cari"] {
                let seen = team.post(road, &json!({ "cari": hit })).await;
                assert!(seen.text.contains("Siti Contoh 1"), "{road} {hit} {}", seen.text);
                let (one, two) =
                    (desk.post(road, &json!({ "cari": hit })).await, desk.post(road, &json!({ "cari": miss })).await);
                assert_eq!((one.status, one.text), (two.status, two.text), "{road} {hit}");
            }
        }
        assert!(desk.post("/api/v1/cari", &json!({ "cari": "siti" })).await.text.contains("Siti Contoh 1"));
        test
    })
    .await;
}

#[tokio::test]
async fn nothing_of_another_office_is_found_listed_exported_or_counted() {
    on_both(async |test| {
        let (team, other) = world(&test).await;
        for text in ["kanari", "yusuf", "S-99", "3603994101900003", "089977778888", "PGD-2025-000001", "000001"] {
            for road in ["/api/v1/pengaduan/cari", "/api/v1/cari", "/api/v1/pengaduan/ekspor"] {
                let answer = team.post(road, &json!({ "cari": text })).await;
                assert_eq!(answer.status, StatusCode::OK, "{road} {}", answer.text);
                assert!(!answer.text.contains("Kanari"), "{road} {text}");
            }
        }
        assert!(other.post("/api/v1/cari", &json!({ "cari": "089977778888" })).await.text.contains("Kanari"));
        let all = team.post("/api/v1/pengaduan/ekspor", &json!({})).await;
        assert_eq!(all.text.lines().count(), 3, "{}", all.text);
        assert!(!all.text.contains("Kanari") && !all.text.contains("S-99"));
        assert!(!team.get("/api/v1/pengaduan").await.text.contains("Kanari"));
        let waiting = team.get("/api/v1/pengaduan/belum-siskop2mi").await.json();
        assert_eq!((waiting["jumlah"].clone(), numbers(&waiting)), (json!(1), vec![FIRST.to_owned()]));
        assert_eq!(other.get("/api/v1/pengaduan/belum-siskop2mi").await.json()["jumlah"], json!(0));
        let foreign = json!({ "baris": [{ "nomor": "PGD-2025-000003", "nomor_siskop2mi": "S-1" }] });
        assert_eq!(team.post("/api/v1/pengaduan/siskop2mi", &foreign).await.json()["salah"], json!(1));
        test
    })
    .await;
}

#[tokio::test]
async fn the_file_is_the_list_with_protected_fields_shut_and_every_person_in_the_trace() {
    on_both(async |test| {
        let (team, _) = world(&test).await;
        let formula = [("nama", "=HYPERLINK(1)"), ("nomor_siskop2mi", "@SUM(1)")];
        made(&team, "pengaduan", with(complaint(9, "2025-06-20"), &formula)).await;
        let filter = json!({ "dari": "2025-06-05" });
        let list = numbers(&team.post("/api/v1/pengaduan/cari", &filter).await.json());
        let file = team.post("/api/v1/pengaduan/ekspor", &filter).await;
        let rows: Vec<&str> = file.text.lines().skip(1).map(|line| line.split(';').next().unwrap()).collect();
        assert_eq!(rows, list);
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("pengaduan-2025-07-01.csv"));
        assert!(file.text.contains("'=HYPERLINK(1)") && file.text.contains("'@SUM(1)"), "{}", file.text);
        assert!(!file.text.contains("3603994101900002"));
        let book = team.post("/api/v1/pengaduan/ekspor", &json!({ "bentuk": "xlsx" })).await;
        assert!(book.text.starts_with("PK"));
        assert_eq!(
            team.post("/api/v1/pengaduan/ekspor", &json!({ "bentuk": "exe" })).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let traces = <kernel::access::Entity as sea_orm::EntityTrait>::find().all(&test.house().db).await.unwrap();
        assert_eq!(traces.iter().filter(|trace| trace.tindakan == "ekspor" && trace.jenis == "pengaduan").count(), 2);
        test
    })
    .await;
}

#[tokio::test]
async fn the_worklist_is_the_missing_side_of_the_figure_and_numbers_are_entered_once() {
    on_both(async |test| {
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        for number in 1..=4 {
            made(&team, "pengaduan", complaint(number, "2025-06-01")).await;
        }
        let road = "/api/v1/pengaduan/belum-siskop2mi";
        let missing = async || {
            let figure = team.get("/api/v1/iku?tahun=2025").await.json()["butir"][1]["tahun"].clone();
            figure["penyebut"].as_i64().unwrap() - figure["pembilang"].as_i64().unwrap()
        };
        let count = async || team.get(road).await.json()["jumlah"].as_i64().unwrap();
        assert_eq!((count().await, missing().await), (4, 4));
        let first = team.get(&format!("{road}?batas=3")).await.json();
        assert_eq!((first["data"].as_array().unwrap().len(), &first["data"][0]["umur_hari"]), (3, &json!(30)));
        let next = first["berikutnya"].as_str().unwrap();
        assert_eq!(numbers(&team.get(&format!("{road}?sebelum={next}")).await.json()), ["PGD-2025-000004"]);
        let line = |nomor: &str, siskop2mi: &str, day: &str| json!({ "nomor": nomor, "nomor_siskop2mi": siskop2mi, "siskop2mi_pada": day });
        let rows = json!([
            line("pgd-2025-000001", "S-1", "2025-06-03"),
            line("PGD-2025-000002", "S-1", ""),
            line("PGD-2025-000003", "S-3", "31/02/2025"),
            line("PGD-2025-000099", "S-9", ""),
            line("PGD-2025-000004", "S-4", ""),
        ]);
        let results = |answer: &Value| answer["data"].as_array().unwrap().iter().map(|r| r["hasil"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let enter = "/api/v1/pengaduan/siskop2mi";
        let dry = team.post(enter, &json!({ "uji": true, "baris": rows })).await.json();
        assert_eq!(results(&dry), ["siap", "salah", "salah", "salah", "siap"]);
        assert_eq!(count().await, 4);
        let done = team.post(enter, &json!({ "baris": rows })).await.json();
        assert_eq!(results(&done), ["dicatat", "salah", "salah", "salah", "dicatat"]);
        assert!(done["data"][1]["rincian"].as_str().unwrap().contains("PGD-2025-000001"));
        assert_eq!((count().await, missing().await), (2, 2));
        let again = team.post(enter, &json!({ "baris": rows })).await.json();
        assert_eq!((&again["dicatat"], &again["sudah"]), (&json!(0), &json!(2)));
        let record = team.post("/api/v1/pengaduan/cari", &json!({ "cari": "S-1" })).await.json()["data"][0].clone();
        assert_eq!((&record["versi"], &record["siskop2mi_pada"]), (&json!(2), &json!("2025-06-03")));
        let history = team.get(&format!("/api/v1/pengaduan/{}", record["id"].as_str().unwrap())).await.json()["riwayat"].clone();
        assert_eq!(history[1]["alasan"], json!("Nomor SISKOP2MI dicatat"));
        test
    })
    .await;
}

/// The console of the head, beside the api of the protection team.
async fn console(test: &Test) -> TestApp {
    TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let body = format!("nama=kepala.bp3mi-banten&sandi={}", TestApp::password().replace(' ', "+"));
    let answer = TestApp::new(test).send(Method::POST, "/masuk", "application/x-www-form-urlencoded", body).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_header("cookie", &cookie)
}

#[tokio::test]
async fn the_console_searches_by_post_and_types_number_after_number() {
    on_each(&[Backend::Sqlite], async |test| {
        let (team, _) = world(&test).await;
        made(&team, "pengaduan", complaint(4, "2025-06-02")).await;
        let page = console(&test).await;
        let post = async |path: &str, body: &str| page.send(Method::POST, path, "application/x-www-form-urlencoded", body.to_owned()).await;
        let list = page.get("/pengaduan?jenis_kasus=tppo").await;
        assert!(list.text.contains(SECOND) && !list.text.contains(FIRST), "{}", list.text);
        assert!(list.text.contains("action=\"/cari\"") && list.text.contains("accesskey=\"k\""));
        assert_eq!(page.get("/pengaduan?cari=siti").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(page.get("/pengaduan?hantu=1").await.status, StatusCode::BAD_REQUEST);
        let wrong = page.get("/pengaduan?dari=kemarin").await;
        assert!(wrong.status == StatusCode::OK && wrong.text.contains("Bukan tanggal") && wrong.text.contains("kemarin"));
        let results = post("/pengaduan/cari", "cari=yusuf&status=diterima").await;
        assert!(results.text.contains(FIRST) && !results.text.contains(SECOND) && !results.text.contains("Kanari"));
        assert!(!results.text.contains("href=\"/pengaduan/cari") && !results.text.contains("?cari="));
        let all = post("/cari", "cari=yusuf").await;
        assert!(all.text.contains("Moh. Yusuf Contoh") && all.text.contains(FIRST) && !all.text.contains("Kanari"));
        assert!(!all.text.contains("3603994101900001"));
        let file = post("/pengaduan/ekspor", "cari=yusuf&bentuk=csv").await;
        assert!(file.text.contains(FIRST) && !file.text.contains(SECOND), "{}", file.text);

        let work = "/pengaduan/belum-siskop2mi";
        let rows = team.get(&format!("/api/v1{work}")).await.json()["data"].clone();
        let (id, next) = (rows[0]["id"].as_str().unwrap(), rows[1]["id"].as_str().unwrap());
        let taken = post(work, &format!("id={id}&versi=1&nomor_siskop2mi=S-77&siskop2mi_pada=&berikut={next}")).await;
        assert!(taken.text.contains("sudah dipakai") && taken.text.contains("value=\"S-77\""), "{}", taken.text);
        let saved = post(work, &format!("id={id}&versi=1&nomor_siskop2mi=S-78&siskop2mi_pada=02/06/2025&berikut={next}")).await;
        assert_eq!((saved.status, saved.headers["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, format!("{work}?fokus={next}").as_str()));
        let after = page.get(&format!("{work}?fokus={next}")).await;
        assert!(!after.text.contains(FIRST) && after.text.contains("autofocus"));
        let file = "--b\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"n.csv\"\r\n\r\nnomor;nomor_siskop2mi\nPGD-2025-000003;S-80\n\r\n--b--\r\n";
        let dry = page.send(Method::POST, "/pengaduan/belum-siskop2mi/berkas", "multipart/form-data; boundary=b", file).await;
        assert!(dry.text.contains("1 baris dapat dicatat"), "{}", dry.text);
        let saved = post("/pengaduan/belum-siskop2mi/simpan", "baris=PGD-2025-000003%09S-80%09%09").await;
        assert!(saved.text.contains("1 baris dicatat"), "{}", saved.text);
        assert_eq!(team.get(&format!("/api/v1{work}")).await.json()["jumlah"], json!(0));
        test
    })
    .await;
}

#[test]
fn no_filter_is_by_what_is_protected() {
    for kind in server::registry().all() {
        let (info, fields) = (kind.info(), kind.fields());
        for key in info.filters.iter().chain(&info.unique.map(|key| key.name)) {
            let field = fields.iter().find(|field| field.key == *key);
            assert!(field.is_none_or(|field| records::search::filters_by(field)), "{} {key}", info.name);
            assert!(!records::search::KEYS.contains(key), "{} {key}", info.name);
        }
        assert!(!kind.statuses().is_empty());
    }
}
