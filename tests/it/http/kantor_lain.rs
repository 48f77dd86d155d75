//! A stranger's office learns nothing of another office's person: every way in, with a canary who lives in a safe house.

use axum::http::{Method, StatusCode};
use kernel::CatatanId;
use records::Mode;
use records::import::{Request, run};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp, complaint, on_both, with};

const NIK: &str = "3204994703920007";
const PASSPORT: &str = "ZZ770077";
const PHONE: &str = "+62899700700";
/// What must not be seen, however it is written.
const SECRETS: [&str; 11] =
    ["Kenari", "K. R.", "1992", "07/03", "7 Mar", "32.04", "Bandung", "Rumah Aman", "899700700", "899 700", "tppo"];
const FORM: &str = "application/x-www-form-urlencoded";

/// The canary, known to Jawa Barat.
struct Canary {
    person: String,
    record: String,
    theirs: TestApp,
}

impl Canary {
    async fn new(test: &Test) -> Self {
        let theirs = TestApp::login(test, "pelindungan", "BP3MI-JABAR").await;
        let own = [
            ("nama", "Kenari Rahasia"),
            ("nik", NIK),
            ("jenis_dokumen", "paspor"),
            ("nomor_dokumen", PASSPORT),
            ("tanggal_lahir", "1992-03-07"),
            ("jenis_kelamin", "P"),
            ("daerah_asal", "32.04"),
            ("alamat", "Rumah Aman 7"),
            ("telepon", PHONE),
            ("jenis_kasus", "tppo"),
        ];
        let form = with(complaint(1, "2025-06-01"), &own);
        let made = theirs.post("/api/v1/pengaduan", &serde_json::to_value(form).unwrap()).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let id = |key: &str| made.json()[key].as_str().unwrap().to_owned();
        Self { person: id("orang_id"), record: id("id"), theirs }
    }

    /// All that stands of the canary: the row, who sees it, its records, history and facts.
    async fn state(&self, test: &Test) -> String {
        let db = &test.house().db;
        let person = kernel::OrangId(self.person.parse().unwrap());
        let record = CatatanId(self.record.parse().unwrap());
        let row = people::entity::Entity::find_by_id(person).one(db).await.unwrap();
        let known =
            people::office::Entity::find().filter(people::office::Column::OrangId.eq(person)).all(db).await.unwrap();
        let records = cases::pengaduan::entity::Entity::find()
            .filter(cases::pengaduan::entity::Column::OrangId.eq(person))
            .all(db)
            .await
            .unwrap();
        let history = kernel::history::Entity::find()
            .filter(kernel::history::Column::CatatanId.is_in([record, CatatanId(person.0)]))
            .order_by_asc(kernel::history::Column::Id)
            .all(db)
            .await
            .unwrap();
        let facts = kernel::ledger::Entity::find()
            .filter(kernel::ledger::Column::OrangId.eq(person))
            .order_by_asc(kernel::ledger::Column::Id)
            .all(db)
            .await
            .unwrap();
        format!("{row:?}\n{known:?}\n{records:?}\n{history:?}\n{facts:?}")
    }
}

/// A page without the words that every form offers to be chosen.
fn without_lists(page: &str) -> String {
    let mut parts = page.split("<option");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</option>").map_or("", |(_, rest)| rest))
}

/// A text without ids, in which any digits may stand by chance.
fn without_ids(text: &str) -> String {
    text.split_inclusive(|letter: char| !letter.is_ascii_hexdigit() && letter != '-')
        .filter(|word| word.len() < 36)
        .collect()
}

/// What the stranger's office was told, looked through for the canary.
struct Stranger<'a> {
    app: TestApp,
    canary: &'a Canary,
}

impl Stranger<'_> {
    fn told(&self, road: &str, answer: Answer) -> Answer {
        let ids = [&self.canary.person, &self.canary.record];
        // An id that the stranger has sent itself is told back in errors at most.
        let text = without_lists(&answer.text);
        for id in ids.into_iter().filter(|id| !road.contains(*id)) {
            assert!(!text.contains(id.as_str()), "{road} tells {id}: {text}");
        }
        let text = without_ids(&text);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{road} tells {secret}: {text}");
        }
        answer
    }

    async fn get(&self, road: &str) -> Answer {
        self.told(road, self.app.get(road).await)
    }

    async fn post(&self, road: &str, body: Value) -> Answer {
        self.told(&format!("{road} {body}"), self.app.post(road, &body).await)
    }

    async fn act(&self, road: &str, body: Value) -> Answer {
        self.told(&format!("{road} {body}"), self.app.act(road, 1, &body).await)
    }

    async fn created(&self, road: &str, body: Value) -> Value {
        let answer = self.post(road, body).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{road}: {}", answer.text);
        answer.json()
    }

    /// Opens and changes a person of the stranger's own office, by all roads.
    async fn turns_over(&self, person: &Value) {
        let here = format!("/api/v1/orang/{}", person.as_str().unwrap());
        assert_ne!(person.as_str().unwrap(), self.canary.person);
        for road in ["?buka=true", "/berkas", "/petunjuk"] {
            assert_eq!(self.get(&format!("{here}{road}")).await.status, StatusCode::OK, "{road}");
        }
        let now = self.get(&here).await.json();
        let version = now["versi"].as_i64().unwrap();
        let name = now["nama"].as_str().unwrap().trim_end_matches(" Diganti");
        let body = json!({
            "alasan_perubahan": "Uji", "nama": format!("{name} Diganti"), "alamat": "Jalan Contoh 1", "telepon": "0800111222",
        });
        let changed = self.told("patch", self.app.patch(&here, version, &body).await);
        assert_eq!(changed.status, StatusCode::OK, "{}", changed.text);
    }
}

async fn stranger<'a>(test: &Test, canary: &'a Canary) -> Stranger<'a> {
    Stranger { app: TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await, canary }
}

/// A form of somebody else with a number of the canary.
fn with_number(field: &str, number: &str) -> Value {
    json!({ "nama": "Wagiman Contoh", field: number, "tiba_pada": "2025-06-02", "kategori": "sakit", "negara": "MY" })
}

#[tokio::test]
async fn a_number_with_any_name_over_the_api_makes_the_own_offices_view() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        let stranger = stranger(&test, &canary).await;
        let made = stranger.created("/api/v1/orang", json!({ "nama": "Wagiman Contoh", "nik": NIK })).await;
        stranger.turns_over(&made["id"]).await;
        let made =
            stranger.created("/api/v1/orang", json!({ "nama": "Wagiman Contoh", "nomor_dokumen": PASSPORT })).await;
        stranger.turns_over(&made["id"]).await;
        for (day, field, number) in [("2025-06-03", "nik", NIK), ("2025-06-04", "nomor_dokumen", PASSPORT)] {
            let mut form = with_number(field, number);
            form["tiba_pada"] = json!(day);
            let record = stranger.created("/api/v1/kepulangan", form.clone()).await;
            stranger.turns_over(&record["orang_id"]).await;
            let here = format!("/api/v1/kepulangan/{}", record["id"].as_str().unwrap());
            for road in ["?buka=true", "/terkait", "/riwayat", "/berkas"] {
                assert_eq!(stranger.get(&format!("{here}{road}")).await.status, StatusCode::OK, "{road}");
            }
            let related = stranger.act(&format!("{here}/kaitkan"), json!({ "nomor": "PGD-2025-000001" })).await;
            assert_eq!(related.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", related.text);
            form["orang_id"] = json!(canary.person);
            form["keterangan"] = json!("Contoh");
            let chosen = stranger.post("/api/v1/kepulangan", form).await;
            assert_eq!(chosen.json()["errors"][0]["pointer"], "/orang_id", "{}", chosen.text);
        }
        assert_eq!(canary.state(&test).await, before);
        test
    })
    .await;
}

#[tokio::test]
async fn the_canary_is_not_reached_by_ids_nor_found_by_searching_and_matching() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        let stranger = stranger(&test, &canary).await;
        let own = stranger.created("/api/v1/kepulangan", with_number("nik", NIK)).await;
        let (person, record) =
            (format!("/api/v1/orang/{}", canary.person), format!("/api/v1/pengaduan/{}", canary.record));
        for road in [
            &person,
            &format!("{person}?buka=true"),
            &format!("{person}/berkas"),
            &format!("{person}/petunjuk"),
            &record,
            &format!("{record}/terkait"),
            &format!("{record}/berkas"),
        ] {
            assert_eq!(stranger.get(road).await.status, StatusCode::NOT_FOUND, "{road}");
        }
        let body = json!({ "alasan_perubahan": "Uji", "nama": "Diganti Contoh" });
        assert_eq!(stranger.app.patch(&person, 1, &body).await.status, StatusCode::NOT_FOUND);
        // Merging, in both directions.
        let mine = own["orang_id"].as_str().unwrap();
        let into = stranger
            .act(&format!("/api/v1/orang/{mine}/gabung"), json!({ "ke": canary.person, "alasan": "Uji" }))
            .await;
        assert_eq!(into.json()["errors"][0]["pointer"], "/ke", "{}", into.text);
        let from = stranger.act(&format!("{person}/gabung"), json!({ "ke": mine, "alasan": "Uji" })).await;
        assert_eq!(from.status, StatusCode::NOT_FOUND);
        // Searching finds the own row by the number and nobody by what the canary is called.
        for (text, many) in [(NIK, 1), (PASSPORT, 0), (PHONE, 0), ("Rahasia", 0)] {
            let answer = stranger.post("/api/v1/cari", json!({ "cari": text })).await.json();
            assert_eq!(answer["orang"].as_array().unwrap().len(), many, "{text}");
            for kind in ["pengaduan", "kepulangan"] {
                stranger.post(&format!("/api/v1/{kind}/cari"), json!({ "cari": text })).await;
                stranger.post(&format!("/api/v1/{kind}/ekspor"), json!({ "cari": text, "bentuk": "csv" })).await;
            }
        }
        for list in ["orang", "pengaduan", "kepulangan", "tugas"] {
            assert_eq!(stranger.get(&format!("/api/v1/{list}")).await.status, StatusCode::OK, "{list}");
        }
        // Matching by a number is answered as if nobody had it.
        let asked =
            |number: &str| json!({ "nama": "Budi Umpama", "nomor_dokumen": number, "tanggal_lahir": "1970-05-06" });
        let hit = stranger.post("/api/v1/orang/cocokkan", asked(PASSPORT)).await.text;
        assert_eq!(hit, stranger.post("/api/v1/orang/cocokkan", asked("ZZ990099")).await.text);
        assert_eq!(canary.state(&test).await, before);
        test
    })
    .await;
}

#[tokio::test]
async fn no_serial_of_a_nik_is_found_by_trying() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        let stranger = stranger(&test, &canary).await;
        let made = stranger.created("/api/v1/orang", json!({ "nama": "Wagiman Contoh" })).await;
        let here = format!("/api/v1/orang/{}", made["id"].as_str().unwrap());
        let mut answers = Vec::new();
        for (version, serial) in (1..).zip(5..=9) {
            let nik = format!("320499470392{serial:04}");
            let body = json!({ "alasan_perubahan": "Uji", "nik": nik });
            let answer = stranger.told("patch", stranger.app.patch(&here, version, &body).await);
            let mut row = answer.json();
            assert_eq!(row["versi"], json!(version + 1));
            // Both follow from what was typed.
            for own in ["versi", "nik"] {
                row.as_object_mut().unwrap().remove(own);
            }
            answers.push((answer.status, row));
        }
        answers.dedup();
        assert_eq!((answers.len(), answers[0].0), (1, StatusCode::OK), "{answers:?}");
        assert_eq!(canary.state(&test).await, before);
        test
    })
    .await;
}

#[tokio::test]
async fn a_manifest_and_an_offline_desk_open_nobody_of_another_office() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        let stranger = stranger(&test, &canary).await;
        let flight = json!({ "penerbangan": "MH 725", "tiba_pada": "2025-06-30", "negara": "MY" });
        let flight = stranger.created("/api/v1/kedatangan", flight).await["id"].as_str().unwrap().to_owned();
        let lines = format!("/api/v1/kedatangan/{flight}/manifes");
        let head = "No\tNama PMI\tNIK\tNo Paspor\tL/P";
        let list = format!("{head}\n1\tWagiman Contoh\t{NIK}\t\t\n2\tTukijo Contoh\t\t{PASSPORT}\t\n");
        let sent = stranger.post(&lines, json!({ "teks": list })).await;
        assert_eq!(sent.json()["baru"], json!(2), "{}", sent.text);
        for line in stranger.get(&lines).await.json()["data"].as_array().unwrap() {
            let met = format!("{lines}/{}/temui", line["id"].as_str().unwrap());
            let record = stranger.created(&met, json!({ "kategori": "sakit" })).await;
            let record = stranger
                .get(&format!("/api/v1/kepulangan/{}?buka=true", record["catatan_id"].as_str().unwrap()))
                .await
                .json();
            stranger.turns_over(&record["orang_id"]).await;
        }
        // The same numbers from a desk without a line, and a change of what is on file of them.
        let id = |n: u32| format!("0197a5de-0000-7000-8000-{n:012}");
        let isi = json!({
            "nama": "Wagiman Contoh", "nik": NIK, "negara": "Malaysia", "kategori": "sakit", "tiba_pada": "29/06/2025",
            "tiba_jam": "09:15",
        });
        let receive = json!({ "id": id(1), "jenis": "terima", "setelah": [], "isi": { "id": id(11), "isi": isi } });
        let amend = json!({ "id": id(2), "jenis": "ubah", "setelah": [id(1)], "isi": { "catatan": id(11),
            "dasar": { "nama": "Wagiman Contoh Diganti", "alamat": "Jalan Contoh 1" },
            "isi": { "nama": "Sutinah Contoh", "alamat": "Jalan Contoh 2" } } });
        let sent = json!({ "petugas": "pelindungan.bp3mi-banten", "operasi": [receive, amend] });
        let done = stranger.post("/api/v1/meja/kirim", sent).await.json();
        assert_eq!(done["hasil"][0]["hasil"], "diterapkan", "{done}");
        for road in ["/api/v1/meja/kedatangan".to_owned(), format!("/api/v1/meja/kedatangan/{flight}")] {
            assert_eq!(stranger.get(&road).await.status, StatusCode::OK, "{road}");
        }
        // Onto the record of another office nothing is brought.
        let onto = json!({ "id": id(3), "jenis": "ubah", "setelah": [],
            "isi": { "catatan": canary.record, "dasar": {}, "isi": { "nama": "Diganti" } } });
        let onto = json!({ "petugas": "pelindungan.bp3mi-banten", "operasi": [onto] });
        assert_eq!(stranger.post("/api/v1/meja/kirim", onto).await.json()["hasil"][0]["hasil"], "salah");
        assert_eq!(canary.state(&test).await, before);
        test
    })
    .await;
}

#[tokio::test]
async fn the_console_opens_nobody_of_another_office() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        TestApp::user(&test, "uji.meja", "kepala", "BP3MI-BANTEN").await;
        let stranger = Stranger { app: TestApp::console(&test, "uji.meja").await, canary: &canary };
        let send = async |road: &str, body: &str| {
            stranger.told(&format!("{road} {body}"), stranger.app.send(Method::POST, road, FORM, body.to_owned()).await)
        };
        let typed = |day: u32| format!("nama=Wagiman+Contoh&tiba_pada={day:02}/06/2025&kategori=sakit");
        let saved = send("/kepulangan/baru", &format!("{}&nik={NIK}", typed(2))).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let record = saved.headers["location"].to_str().unwrap().to_owned();
        for road in [
            record.clone(),
            format!("{record}/ubah"),
            "/orang".to_owned(),
            "/kepulangan".to_owned(),
            "/pengaduan".to_owned(),
        ] {
            assert_eq!(stranger.get(&road).await.status, StatusCode::OK, "{road}");
        }
        assert_eq!(send(&format!("{record}/buka"), "").await.status, StatusCode::OK);
        let bundle = stranger.app.send(Method::POST, &format!("{record}/berkas.docx"), FORM, "").await;
        assert_eq!(bundle.status, StatusCode::OK);
        let chosen = send("/kepulangan/baru", &format!("{}&orang_id={}", typed(3), canary.person)).await;
        assert!(chosen.text.contains("tidak dikenal di kantor Anda"), "{}", chosen.text);
        let own = people::list(&test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap(), None, 10)
            .await
            .unwrap()
            .remove(0)
            .id;
        for road in [format!("/orang/{own}"), format!("/orang/{own}/ubah"), format!("/orang/{own}/gabung")] {
            assert_eq!(stranger.get(&road).await.status, StatusCode::OK, "{road}");
        }
        assert_eq!(send(&format!("/orang/{own}/buka"), "").await.status, StatusCode::OK);
        for road in [format!("/orang/{}", canary.person), format!("/pengaduan/{}", canary.record)] {
            assert_eq!(stranger.get(&road).await.status, StatusCode::NOT_FOUND, "{road}");
        }
        let beside = stranger.get(&format!("/orang/{own}/gabung?ke={}", canary.person)).await;
        assert_eq!(beside.status, StatusCode::NOT_FOUND);
        let page = send("/cari", &format!("cari={NIK}")).await;
        assert!(page.text.contains("Wagiman Contoh"), "{}", page.text);
        assert!(!send("/cari", &format!("cari={PASSPORT}")).await.text.contains("Wagiman"));
        assert_eq!(canary.state(&test).await, before);
        assert_eq!(
            canary.theirs.get(&format!("/api/v1/orang/{}", canary.person)).await.json()["nama"],
            "Kenari Rahasia"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn an_import_opens_nobody_of_another_office() {
    on_both(async |test| {
        let canary = Canary::new(&test).await;
        let before = canary.state(&test).await;
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let head = "nama,nik,nomor_dokumen,tiba_pada,kategori";
        let rows = format!("Wagiman Contoh,{NIK},,2025-06-05,sakit\nTukijo Contoh,,{PASSPORT},2025-06-06,sakit");
        let file = format!("{head}\n{rows}\n");
        let asked = Request { name: "uji.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: false };
        assert_eq!(run(&ctx, kind, asked, &|_| {}).await.unwrap().new, 2);
        for person in people::list(&ctx, None, 10).await.unwrap() {
            let text = without_ids(&format!("{:?}", people::show(&ctx, person.id, true).await.unwrap()));
            assert!(!SECRETS.iter().any(|secret| text.contains(secret)), "{text}");
        }
        assert_eq!(canary.state(&test).await, before);
        test
    })
    .await;
}
