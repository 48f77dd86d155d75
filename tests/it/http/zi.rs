//! The ZI worksheet: brought in as a file, shown by working group with its evidence, and counted as IKU 11.

use axum::http::StatusCode;
use kernel::{Ctx, Day, Period, Triwulan};
use records::Mode;
use records::import::{Report, Request, run};
use reporting::indicators::find;
use reporting::{Counts, Known, Value, compute};
use serde_json::{Value as Json, json};
use testkit::{Backend, Test, TestApp, on_both, on_each};

use super::pengaduan::{done, step};
use super::wire::console;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// Two items that are assessed and one that is not. They weigh 96.
const SHEET: &str = "tahun,tanggal,pokja,kode,butir,bobot,terpenuhi,dinilai_pada\n\
     2026,2026-02-02,Manajemen perubahan,1.a,Tim kerja dibentuk (contoh),40,100,2026-03-02\n\
     2026,2026-02-02,Penguatan pengawasan,5.a,Pengaduan ditangani (contoh),36,50,2026-03-02\n\
     2026,2026-02-02,Peningkatan kualitas pelayanan publik,6.a,Survei kepuasan (contoh),20,,\n";

fn office(test: &Test) -> Ctx {
    test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap()
}

async fn import(test: &Test) -> Report {
    let kind = test.lindung.registry.find("butir-zi").unwrap();
    let request = Request { name: "lke.csv", bytes: SHEET.as_bytes(), mode: Mode::Write, skip_bad: false };
    run(&office(test), kind, request, &|_| {}).await.unwrap()
}

async fn figure(test: &Test, period: Period, known: Known) -> Value {
    let ctx = office(test);
    compute(ctx.db(), find("pemenuhan-zi").unwrap(), &ctx.actor.offices, period, known).await.unwrap().value
}

async fn quarters(test: &Test) -> Vec<Value> {
    let ctx = office(test);
    let indicator = find("pemenuhan-zi").unwrap();
    let counts = Counts::take(ctx.db(), &[indicator], &ctx.actor.offices, 2026, Known::Now).await.unwrap();
    counts.figures(indicator).into_iter().map(|one| one.value).collect()
}

fn number(value: i64) -> Value {
    Value::Number(value.into())
}

/// The item of a working group, by its path in the api.
async fn item(app: &TestApp, group: &str) -> String {
    let list = app.get(&format!("/api/v1/butir-zi?pokja={group}")).await.json();
    format!("/api/v1/butir-zi/{}", list["data"][0]["id"].as_str().unwrap())
}

#[tokio::test]
async fn the_figure_is_counted_from_the_items_as_they_stood_and_without_them_from_the_score() {
    on_both(async |test| {
        let year = Period::year(2026);
        test.at("2026-01-20", 10);
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        assert_eq!(figure(&test, year, Known::Now).await, Value::NoData);
        let score = json!({ "jenis_nilai": "zi", "tanggal": "2026-01-20", "nilai": 80, "penilai": "Tim contoh",
            "bukti": "LKE contoh" });
        assert_eq!(app.post("/api/v1/nilai", &score).await.status, StatusCode::CREATED);
        assert_eq!(figure(&test, year, Known::Now).await, number(80), "a score counts where there are no items");
        test.at("2026-03-02", 10);
        let first = import(&test).await;
        assert_eq!((first.new, first.written), (3, true));
        assert_eq!(figure(&test, year, Known::Now).await, number(58));
        let again = import(&test).await;
        assert_eq!((again.new, again.known), (0, 3), "the same file moves nothing");
        assert_eq!(figure(&test, year, Known::Now).await, number(58));
        test.at("2026-06-10", 10);
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let more = json!({ "terpenuhi": 100, "alasan_perubahan": "Dinilai ulang (contoh)" });
        let answer = app.patch(&item(&app, "penguatan_pengawasan").await, 1, &more).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let open = json!({ "terpenuhi": 50, "dinilai_pada": "2026-06-10", "alasan_perubahan": "Dinilai (contoh)" });
        let answer = app.patch(&item(&app, "pelayanan_publik").await, 1, &open).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let day: Day = "2026-03-31".parse().unwrap();
        assert_eq!(figure(&test, year, Known::AtEndOf(day)).await, number(58), "what was known then");
        assert_eq!(figure(&test, Triwulan::Tw1.period(2026), Known::Now).await, number(76));
        assert_eq!(figure(&test, Triwulan::Tw2.period(2026), Known::Now).await, number(86));
        assert_eq!(quarters(&test).await, [76, 86, 86, 86, 86].map(number), "it stands as it does at a period's end");
        test
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_weight_score_and_what_lacks_evidence_and_opens_each_number() {
    on_both(async |test| {
        test.at("2026-03-02", 10);
        let page = console(&test, "perencana").await;
        let empty = page.get("/nilai/zi?tahun=2026").await;
        assert!(empty.text.contains("Belum ada butir") && empty.text.contains("/butir-zi/banyak"), "{}", empty.text);
        import(&test).await;
        let whole = page.get("/nilai/zi?tahun=2026").await;
        assert_eq!(whole.status, StatusCode::OK, "{}", whole.text);
        for words in ["berjumlah 96, kurang 4 dari 100", "1 butir belum dinilai", "Penguatan pengawasan", ">58<"] {
            assert!(whole.text.contains(words), "{words}: {}", whole.text);
        }
        let bare = page.get("/nilai/zi?tahun=2026&bagian=tanpa-bukti").await.text;
        let list = bare.split("id=\"catatan\"").nth(1).unwrap();
        assert!(list.contains("Tim kerja dibentuk") && list.contains("Pengaduan ditangani"), "{list}");
        assert!(!list.contains("Survei kepuasan"), "what is not assessed needs no evidence yet: {list}");
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let here = item(&app, "manajemen_perubahan").await;
        let told = app.get(&here).await.json();
        assert!(told["perhatian"][0].as_str().unwrap().contains("berkas buktinya belum ada"), "{told}");
        let file = app.upload(&format!("{here}/lampiran"), ("bukti.pdf", PDF), "").await;
        assert_eq!(file.status, StatusCode::CREATED, "{}", file.text);
        assert_eq!(app.get(&here).await.json()["perhatian"], json!([]));
        let sheet = app.get("/api/v1/nilai/zi?tahun=2026").await.json();
        let all = &sheet["jumlah"];
        assert_eq!((&all["bobot"], &all["nilai"], &all["tanpa_bukti"]), (&json!("96"), &json!("58"), &json!(1)));
        assert_eq!((&sheet["pokja"][0]["nilai"], &sheet["dari_butir"]), (&json!("40"), &json!(true)));
        let bare = page.get("/nilai/zi?tahun=2026&bagian=tanpa-bukti&pokja=manajemen_perubahan").await.text;
        assert!(bare.split("id=\"catatan\"").nth(1).unwrap().contains("Tidak ada butir"), "{bare}");
        assert_eq!(page.get("/nilai/zi?bagian=hantu").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(page.get("/nilai/zi?tahun=1999").await.status, StatusCode::BAD_REQUEST);
        let desk = console(&test, "helpdesk").await;
        assert_eq!(desk.get("/nilai/zi").await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn an_item_entered_twice_is_told_on_the_worksheet_and_at_its_record() {
    on_both(async |test| {
        test.at("2026-03-02", 10);
        import(&test).await;
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let twin = json!({ "tahun": 2026, "tanggal": "2026-02-03", "pokja": "penguatan_pengawasan", "kode": "5.A",
            "butir": "Pengaduan ditangani lagi (contoh)", "bobot": 4 });
        let made = app.post("/api/v1/butir-zi", &twin).await;
        assert_eq!(made.status, StatusCode::CREATED, "it is not refused: {}", made.text);
        let made: Json = made.json();
        let (here, number) = (format!("/butir-zi/{}", made["id"].as_str().unwrap()), made["nomor"].as_str().unwrap());
        let told = app.get(&format!("/api/v1{here}")).await.json();
        assert!(told["perhatian"].to_string().contains("juga tercatat sebagai BZI-"), "{told}");
        let sheet = app.get("/api/v1/nilai/zi?tahun=2026").await.json();
        assert!(sheet["periksa"].to_string().contains("tercatat 2 kali dalam pokja yang sama"), "{sheet}");
        let page = console(&test, "perencana").await.get("/nilai/zi?tahun=2026").await.text;
        let told = page.split("id=\"periksa\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(told.contains("tercatat 2 kali") && told.contains(&here) && told.contains(number), "{told}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_score_without_a_file_asks_for_it_and_is_listed() {
    on_each(&[Backend::Sqlite], async |test| {
        test.at("2026-03-02", 10);
        let page = console(&test, "perencana").await;
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        assert!(page.get("/nilai/tanpa-bukti").await.text.contains("Semua nilai sudah ada berkas buktinya"));
        let score = json!({ "jenis_nilai": "nka", "tanggal": "2026-02-20", "nilai": 91, "penilai": "Penilai contoh",
            "bukti": "Hasil SMART contoh" });
        let made: Json = app.post("/api/v1/nilai", &score).await.json();
        let here = format!("/api/v1/nilai/{}", made["id"].as_str().unwrap());
        let told = app.get(&here).await.json();
        assert!(told["perhatian"][0].as_str().unwrap().contains("Berkas bukti nilai ini belum ada"), "{told}");
        assert!(page.get("/nilai/tanpa-bukti").await.text.contains("Hasil SMART contoh"));
        let file = app.upload(&format!("{here}/lampiran"), ("smart.pdf", PDF), "").await;
        assert_eq!(file.status, StatusCode::CREATED, "{}", file.text);
        assert_eq!(app.get(&here).await.json()["perhatian"], json!([]));
        assert!(!page.get("/nilai/tanpa-bukti").await.text.contains("Hasil SMART contoh"));
        test
    })
    .await;
}

/// The tasks of a kind: clock and day.
async fn tasks(app: &TestApp, kind: &str) -> Vec<(String, String)> {
    let tasks = app.get(&format!("/api/v1/tugas?siapa=tim&jenis={kind}")).await.json();
    let pair = |task: &Json| {
        (task["tenggat"].as_str().unwrap().to_owned(), task["jatuh_tempo"].as_str().unwrap_or_default().to_owned())
    };
    tasks["data"].as_array().unwrap().iter().map(pair).collect()
}

#[tokio::test]
async fn a_score_without_a_paper_is_a_task_until_one_is_attached() {
    on_both(async |test| {
        test.at("2026-03-02", 10);
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let score = json!({ "jenis_nilai": "akip", "tanggal": "2026-03-02", "nilai": 71, "penilai": "Penilai contoh",
            "bukti": "LHE contoh" });
        let made: Json = app.post("/api/v1/nilai", &score).await.json();
        let here = format!("/api/v1/nilai/{}", made["id"].as_str().unwrap());
        let open = tasks(&app, "nilai").await;
        assert!(
            matches!(&open[..], [(clock, day)] if clock == "bukti_nilai" && day.as_str() > "2026-03-02"),
            "{open:?}"
        );
        let file = app.upload(&format!("{here}/lampiran"), ("lhe.pdf", PDF), "").await;
        assert_eq!(file.status, StatusCode::CREATED, "{}", file.text);
        assert_eq!(tasks(&app, "nilai").await, []);
        assert_eq!(server::pagi::derive(&test.lindung).await.unwrap(), 0, "the night sees the same");
        let gone = format!("{here}/lampiran/{}/hapus", file.json()["id"].as_str().unwrap());
        let answer = app.post(&gone, &json!({ "alasan": "Berkas keliru (contoh)" })).await;
        assert!(answer.status.is_success(), "{}", answer.text);
        assert_eq!(tasks(&app, "nilai").await, open, "without its paper it is one again");
        import(&test).await;
        let many = tasks(&app, "butir-zi").await;
        assert_eq!(many.iter().map(|(clock, _)| clock.as_str()).collect::<Vec<_>>(), ["bukti_butir"; 2], "{many:?}");
        let item = item(&app, "manajemen_perubahan").await;
        let verified = json!({ "diverifikasi_pada": "2026-03-02", "verifikator": "Tim contoh",
            "alasan_perubahan": "Diverifikasi (contoh)" });
        assert_eq!(app.patch(&item, 1, &verified).await.status, StatusCode::OK);
        assert_eq!(tasks(&app, "butir-zi").await.len(), 2, "also what is verified asks for its paper");
        let file = app.upload(&format!("{item}/lampiran"), ("bukti.pdf", PDF), "").await;
        assert_eq!(file.status, StatusCode::CREATED, "{}", file.text);
        assert_eq!(tasks(&app, "butir-zi").await.len(), 1);
        assert_eq!(server::pagi::derive(&test.lindung).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn an_item_that_is_assessed_again_leaves_the_quarters_before_as_they_were() {
    on_both(async |test| {
        test.at("2026-03-02", 10);
        import(&test).await;
        let app = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let here = item(&app, "penguatan_pengawasan").await;
        done(&app, &here, "verifikasi", json!({ "tanggal": "2026-03-02", "verifikator": "Tim contoh" })).await;
        assert_eq!(quarters(&test).await, [58, 58, 58, 58, 58].map(number));
        test.at("2026-08-10", 10);
        let app = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let other = item(&app, "manajemen_perubahan").await;
        let moved = json!({ "dinilai_pada": "2026-08-10", "alasan_perubahan": "Dinilai ulang (contoh)" });
        let refused = app.patch(&other, 1, &moved).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("langkah Nilai ulang"), "{}", refused.text);
        let early = step(&app, &here, "nilai-ulang", json!({ "tanggal": "2026-02-01", "terpenuhi": 100 })).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
        let told = done(&app, &here, "nilai-ulang", json!({ "tanggal": "2026-08-10", "terpenuhi": 100 })).await;
        assert_eq!((&told["status"], &told["penilaian_1_pada"]), (&json!("dinilai"), &json!("2026-03-02")), "{told}");
        assert_eq!(quarters(&test).await, [58, 58, 76, 76, 76].map(number), "quarters that ended stay");
        assert_eq!(figure(&test, Triwulan::Tw2.period(2026), Known::Now).await, number(58));
        assert_eq!(figure(&test, Triwulan::Tw3.period(2026), Known::Now).await, number(76));
        let sheet = app.get("/api/v1/nilai/zi?tahun=2026").await.json();
        let row = sheet["butir"].as_array().unwrap().iter().find(|row| row["kode"] == "5.a").unwrap().clone();
        let earlier = json!([{ "pada": "2026-03-02", "terpenuhi": "50", "nilai": "18" }]);
        assert_eq!((&row["nilai"], &row["penilaian_sebelumnya"]), (&json!("36"), &earlier), "{row}");
        done(&app, &here, "nilai-ulang", json!({ "tanggal": "2026-08-10", "terpenuhi": 0 })).await;
        assert_eq!(quarters(&test).await, [58, 58, 40, 40, 40].map(number), "within a quarter the newest holds");
        let page = console(&test, "perencana").await.get("/nilai/zi?tahun=2026&bagian=dinilai").await.text;
        let list = page.split("id=\"catatan\"").nth(1).unwrap();
        assert!(
            list.contains("Penilaian sebelumnya") && list.contains("2 Mar 2026") && list.contains("nilai 18"),
            "{list}"
        );
        test
    })
    .await;
}
