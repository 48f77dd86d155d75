//! The airport desk: what it sends may come in any order and any number of times.

use axum::http::{Method, StatusCode};
use kernel::CatatanId;
use kernel::form::Form;
use pemulangan::manifes::{self, Said};
use pemulangan::{kepulangan, selisih};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, form, on_both, on_each};
use uuid::Uuid;

const SEND: &str = "/api/v1/meja/kirim";
const OFFICE: &str = "BP3MI-BANTEN";

/// An id of version 7, the same for the same number.
fn id(number: u32) -> String {
    format!("0197a5de-0000-7000-8000-{number:012}")
}

/// The desk of somebody of an office.
struct Desk {
    app: TestApp,
    login: String,
}

impl Desk {
    async fn open(test: &Test, role: &str, office: &str) -> Self {
        Self { app: TestApp::login(test, role, office).await, login: format!("{role}.{}", office.to_lowercase()) }
    }

    async fn send(&self, ops: &[Value]) -> Vec<Value> {
        let answer = self.app.post(SEND, &json!({ "petugas": self.login, "operasi": ops })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.json()["hasil"].as_array().unwrap().clone()
    }

    /// Sends one operation and says what became of it.
    async fn one(&self, op: Value) -> Value {
        self.send(&[op]).await.remove(0)
    }
}

fn returned(number: u32) -> Value {
    json!({
        "nama": format!("Siti Contoh {number}"), "nik": format!("360399410190{number:04}"), "jenis_kelamin": "P",
        "daerah_asal": "Kabupaten Tangerang", "negara": "Malaysia", "kategori": "sakit",
        "tiba_pada": "01/07/2025", "tiba_jam": "09:15",
    })
}

fn with(mut isi: Value, pairs: &[(&str, &str)]) -> Value {
    for (key, text) in pairs {
        isi[*key] = json!(text);
    }
    isi
}

/// The reception of somebody: the operation and the record carry numbers of their own.
fn receive(number: u32, isi: Value, line: Option<Uuid>) -> Value {
    let mut all = json!({ "id": id(1000 + number), "isi": isi });
    if let Some(line) = line {
        all["manifes"] = json!(line);
    }
    json!({ "id": id(number), "jenis": "terima", "setelah": [], "isi": all })
}

fn amend(number: u32, record: u32, base: Value, isi: Value) -> Value {
    let content = json!({ "catatan": id(1000 + record), "dasar": base, "isi": isi });
    json!({ "id": id(number), "jenis": "ubah", "setelah": [id(record)], "isi": content })
}

fn mark(number: u32, line: Uuid, absent: bool, after: &[u32]) -> Value {
    let after: Vec<String> = after.iter().map(|n| id(*n)).collect();
    json!({ "id": id(number), "jenis": "tandai", "setelah": after, "isi": { "manifes": line, "tidak_datang": absent } })
}

/// A flight with so many people on its manifest; their lines.
async fn flight(test: &Test, office: &str, people: u32) -> (CatatanId, Vec<Uuid>) {
    let ctx = test.lindung.system_for(office, "Uji").unwrap();
    let kind = test.lindung.registry.find("kedatangan").unwrap();
    let typed = form(&[("tiba_pada", "2025-07-01"), ("penerbangan", "MH 725")]);
    let done = kind.register(&ctx, &[typed], &[], records::Mode::Write).await.unwrap();
    let records::Outcome::New(arrival, _) = done.outcomes[0] else { panic!("{done:?}") };
    let mut lines = Vec::new();
    for number in 1..=people {
        let isi: Form = form(&[("nama", &format!("Siti Contoh {number}"))]);
        let said = Said { isi, ..Said::default() };
        let tx = ctx.begin().await.unwrap();
        let line = manifes::Model {
            id: tx.id(),
            kantor_id: ctx.actor.office,
            kedatangan_id: arrival,
            baris: i64::from(number),
            nama: format!("Siti Contoh {number}"),
            nama_baku: format!("siti contoh {number}"),
            tanggal_lahir: None,
            jenis_kelamin: None,
            nik_indeks: None,
            dokumen_indeks: None,
            isi_sandi: said.seal(&ctx).unwrap(),
            status: manifes::Status::Diharapkan,
            jenis_catatan: None,
            catatan_id: None,
            diambil_oleh: None,
            diambil_pada: None,
            versi: 1,
            dibuat_pada: tx.at,
            diubah_pada: tx.at,
        };
        lines.push(line.id);
        let row = line.into_active_model().reset_all();
        manifes::Entity::insert(row).exec_without_returning(&*tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    (arrival, lines)
}

async fn count(test: &Test) -> u64 {
    kepulangan::entity::Entity::find().count(&test.house().db).await.unwrap()
}

/// What the returns and lines say, without ids and times of the writing.
async fn state(test: &Test) -> Vec<String> {
    let db = &test.house().db;
    let mut all = Vec::new();
    for row in kepulangan::entity::Entity::find().all(db).await.unwrap() {
        let person = people::find(db, row.orang_id).await.unwrap();
        all.push(format!("{} {} {} {:?} {:?}", row.id, person.nama, row.kategori, row.cara_pulang, row.tiba_jam));
    }
    for row in manifes::Entity::find().all(db).await.unwrap() {
        all.push(format!("{} {} {:?}", row.baris, row.status.code(), row.catatan_id));
    }
    all.sort();
    all
}

fn words(answers: &[Value]) -> Vec<&str> {
    answers.iter().map(|answer| answer["hasil"].as_str().unwrap()).collect()
}

/// The operations of a shift: four received, of whom one is changed twice, one line marked and taken back, one marked.
fn shift(lines: &[Uuid]) -> Vec<Value> {
    let mut late = receive(7, returned(7), Some(lines[3]));
    late["setelah"] = json!([id(5), id(6)]);
    vec![
        receive(1, returned(1), Some(lines[0])),
        receive(2, returned(2), Some(lines[1])),
        receive(3, returned(3), None),
        mark(4, lines[2], true, &[]),
        mark(5, lines[3], true, &[]),
        mark(6, lines[3], false, &[5]),
        late,
        amend(8, 1, json!({ "cara_pulang": "" }), json!({ "cara_pulang": "mandiri" })),
        amend(9, 3, json!({ "kategori": "sakit" }), json!({ "kategori": "deportasi" })),
    ]
}

#[tokio::test]
async fn what_a_desk_sends_in_any_order_and_twice_comes_to_the_same() {
    let mut expected: Option<Vec<String>> = None;
    for backend in Backend::ALL {
        for seed in 0..6_usize {
            let test = Test::open(backend).await;
            let desk = Desk::open(&test, "helpdesk", OFFICE).await;
            let (_, lines) = flight(&test, OFFICE, 4).await;
            let mut ops = shift(&lines);
            let many = ops.len();
            // Another order each time: a step that shares no divisor with the number of operations.
            ops = (0..many).map(|at| ops[(at * [1, 2, 4, 5, 7, 8][seed] + seed) % many].clone()).collect();
            // As a desk does: what waits for another one is sent again.
            for _ in 0..4 {
                desk.send(&ops).await;
            }
            let last = desk.send(&ops).await;
            assert_eq!(words(&last), vec!["sudah"; many], "{backend:?} {seed}: {last:?}");
            assert_eq!(count(&test).await, 4);
            let plain: Vec<String> = state(&test).await.into_iter().map(|line| without(&line, &lines)).collect();
            assert_eq!(*expected.get_or_insert_with(|| plain.clone()), plain, "{backend:?} {seed}");
            test.close().await;
        }
    }
}

/// Lines have other ids in each database.
fn without(text: &str, lines: &[Uuid]) -> String {
    lines.iter().fold(text.to_owned(), |text, line| text.replace(&line.to_string(), "-"))
}

#[tokio::test]
async fn an_answer_says_the_number_and_says_it_again() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let op = receive(1, returned(1), None);
        let first = desk.one(op.clone()).await;
        assert_eq!((&first["hasil"], &first["catatan"]), (&json!("diterapkan"), &json!(id(1001))), "{first}");
        let again = desk.one(op).await;
        assert_eq!((&again["hasil"], &again["nomor"]), (&json!("sudah"), &first["nomor"]));
        // The same id may not stand for something else.
        let other = desk.one(receive(1, returned(2), None)).await;
        assert_eq!((&other["hasil"], &other["kesalahan"][0]["isian"]), (&json!("salah"), &json!("id")));
        assert_eq!(count(&test).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_comes_back_and_may_be_mended_under_the_same_id() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let wrong = with(returned(1), &[("nik", "123"), ("kategori", ""), ("tiba_pada", "02/07/2025")]);
        let answer = desk.one(receive(1, wrong, None)).await;
        let fields: Vec<&str> =
            answer["kesalahan"].as_array().unwrap().iter().map(|e| e["isian"].as_str().unwrap()).collect();
        assert_eq!(answer["hasil"], "salah");
        for field in ["nik", "kategori", "tiba_pada"] {
            assert!(fields.contains(&field), "{answer}");
        }
        // The house's clock stands at noon.
        let early = desk.one(receive(1, with(returned(1), &[("tiba_jam", "12:30")]), None)).await;
        assert_eq!(early["kesalahan"][0]["isian"], "tiba_jam", "{early}");
        assert!(early["kesalahan"][0]["rincian"].as_str().unwrap().contains("12.00 WIB"), "{early}");
        assert_eq!(count(&test).await, 0);
        assert_eq!(desk.one(receive(1, returned(1), None)).await["hasil"], "diterapkan");
        // What follows waits until what it follows is there.
        let later = amend(3, 2, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        assert_eq!(desk.one(later.clone()).await["hasil"], "tunggu");
        assert_eq!(words(&desk.send(&[receive(2, returned(2), None), later]).await), ["diterapkan", "diterapkan"]);
        test
    })
    .await;
}

#[tokio::test]
async fn two_desks_at_one_line_make_one_record_and_what_differs_is_a_task() {
    on_both(async |test| {
        let one = Desk::open(&test, "helpdesk", OFFICE).await;
        let two = Desk::open(&test, "pelindungan", OFFICE).await;
        let (_, lines) = flight(&test, OFFICE, 1).await;
        let mut first = returned(1);
        first.as_object_mut().unwrap().remove("nik");
        let made = one.one(receive(1, first, Some(lines[0]))).await;
        let other =
            with(returned(1), &[("nama", "SITI  contoh 1"), ("kategori", "deportasi"), ("cara_pulang", "mandiri")]);
        let other = with(other, &[("tiba_jam", "09:20")]);
        let met = two.one(receive(2, other.clone(), Some(lines[0]))).await;
        assert_eq!(met["hasil"], "selisih", "{met}");
        assert_eq!((&met["catatan"], &met["nomor"]), (&made["catatan"], &made["nomor"]));
        let differing = met["selisih"].as_array().unwrap();
        assert_eq!(differing.len(), 1, "{met}");
        assert_eq!(differing[0]["isian"], "kategori");
        assert_eq!(count(&test).await, 1);
        let path = format!("/api/v1/kepulangan/{}?buka=true", made["catatan"].as_str().unwrap());
        let record = two.app.get(&path).await.json();
        // What was empty is filled in, what differs stays, and the first clock has the say.
        assert_eq!(record["nik"], "3603994101900001");
        assert_eq!((&record["cara_pulang"], &record["kategori"]), (&json!("mandiri"), &json!("sakit")));
        assert_eq!(record["tiba_jam"], "09:15");
        // The same again makes no second task.
        assert_eq!(two.one(receive(2, other, Some(lines[0]))).await["hasil"], "sudah");
        let tasks = one.app.get("/api/v1/tugas?siapa=tim").await.json();
        assert_eq!(tasks["data"].as_array().unwrap().len(), 1, "{tasks}");
        assert_eq!(
            (&tasks["data"][0]["jenis"], &tasks["data"][0]["nomor"]),
            (&json!("selisih"), &differing[0]["nomor"])
        );
        // A change by the desk that came second goes to the record that both share.
        let change = amend(3, 2, json!({ "cara_pulang": "mandiri" }), json!({ "cara_pulang": "difasilitasi" }));
        let changed = two.one(change).await;
        assert_eq!((&changed["hasil"], &changed["catatan"]), (&json!("diterapkan"), &made["catatan"]), "{changed}");
        decide(&one.app, &differing[0], "pakai-diajukan").await;
        let record = two.app.get(&path).await.json();
        assert_eq!((&record["kategori"], &record["cara_pulang"]), (&json!("deportasi"), &json!("difasilitasi")));
        assert_eq!(one.app.get("/api/v1/tugas?siapa=tim").await.json()["data"], json!([]));
        test
    })
    .await;
}

async fn decide(app: &TestApp, differing: &Value, step: &str) {
    let path = format!("/api/v1/selisih/{}", differing["id"].as_str().unwrap());
    let done = app.act(&format!("{path}/{step}"), 1, &json!({})).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(done.json()["status"], "selesai");
    assert_eq!(app.act(&format!("{path}/{step}"), 2, &json!({})).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_field_that_both_sides_changed_is_never_overwritten() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let office = Desk::open(&test, "pelindungan", OFFICE).await;
        desk.one(receive(1, with(returned(1), &[("kesehatan", "Demam contoh")]), None)).await;
        let path = format!("/api/v1/kepulangan/{}", id(1001));
        let change = json!({ "alasan_perubahan": "Uji", "kategori": "deportasi", "kesehatan": "Sehat contoh" });
        assert_eq!(office.app.patch(&path, 1, &change).await.status, StatusCode::OK);
        let base = json!({ "kategori": "sakit", "kesehatan": "Demam contoh", "negara": "Malaysia", "cara_pulang": "" });
        let isi =
            json!({ "kategori": "tppo", "kesehatan": "Patah contoh", "negara": "Taiwan", "cara_pulang": "mandiri" });
        let answer = desk.one(amend(2, 1, base, isi)).await;
        assert_eq!(answer["hasil"], "selisih", "{answer}");
        let record = office.app.get(&format!("{path}?buka=true")).await.json();
        assert_eq!((&record["negara"], &record["cara_pulang"]), (&json!("TW"), &json!("mandiri")));
        assert_eq!((&record["kategori"], &record["kesehatan"]), (&json!("deportasi"), &json!("Sehat contoh")));
        let differing = answer["selisih"].as_array().unwrap();
        assert_eq!(differing.len(), 2);
        for one in differing {
            let shown = desk.app.get(&format!("/api/v1/selisih/{}", one["id"].as_str().unwrap())).await;
            assert!(!shown.text.contains("Patah") && !shown.text.contains("Demam"), "{}", shown.text);
            let kept = selisih::entity::Entity::find().all(&test.house().db).await.unwrap();
            assert!(kept.iter().all(|row| !row.uraian.contains("contoh")), "{kept:?}");
            let step = if one["isian"] == "kesehatan" { "pakai-diajukan" } else { "pertahankan" };
            decide(&office.app, one, step).await;
        }
        let record = office.app.get(&format!("{path}?buka=true")).await.json();
        assert_eq!((&record["kategori"], &record["kesehatan"]), (&json!("deportasi"), &json!("Patah contoh")));
        // Both sides saying the same is no difference.
        let same = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "Deportasi" }));
        assert_eq!(desk.one(same).await["hasil"], "diterapkan");
        // A name is changed in the person; a number on file is not the desk's to change.
        let name = amend(4, 1, json!({ "nama": "Siti Contoh 1" }), json!({ "nama": "Siti Aminah Contoh" }));
        assert_eq!(desk.one(name).await["hasil"], "diterapkan");
        let nik = amend(5, 1, json!({ "nik": "3603994101900001" }), json!({ "nik": "3603994101900002" }));
        let refused = desk.one(nik).await;
        assert_eq!(
            (&refused["hasil"], &refused["kesalahan"][0]["isian"]),
            (&json!("salah"), &json!("nik")),
            "{refused}"
        );
        test
    })
    .await;
}

#[tokio::test]
async fn many_desks_at_once_make_one_record_of_each_line() {
    on_both(async |test| {
        let (_, lines) = flight(&test, OFFICE, 8).await;
        let desks = [
            Desk::open(&test, "helpdesk", OFFICE).await,
            Desk::open(&test, "pelindungan", OFFICE).await,
            Desk::open(&test, "kepala", OFFICE).await,
        ];
        let mut sending = Vec::new();
        for (at, desk) in (0_u32..).zip(&desks) {
            let ops: Vec<Value> =
                (1_u32..).zip(&lines).map(|(n, line)| receive(at * 100 + n, returned(n), Some(*line))).collect();
            sending.push(async move {
                // Busy is a desk's business: it sends again.
                for _ in 0..5 {
                    desk.send(&ops).await;
                }
                desk.send(&ops).await
            });
        }
        for answers in futures_util::future::join_all(sending).await {
            assert!(words(&answers).iter().all(|word| *word == "sudah"), "{answers:?}");
        }
        assert_eq!(count(&test).await, 8);
        let met = manifes::Entity::find().all(&test.house().db).await.unwrap();
        assert!(met.iter().all(|line| line.status == manifes::Status::Ditemui));
        assert_eq!(selisih::entity::Entity::find().count(&test.house().db).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn a_child_comes_with_an_adult_whom_only_the_desk_knows() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let mut child = receive(2, with(returned(2), &[("kelompok_usia", "anak"), ("pendamping", &id(1001))]), None);
        child["setelah"] = json!([id(1)]);
        let sent = desk.send(&[child.clone(), receive(1, returned(1), None)]).await;
        assert_eq!(words(&sent), ["tunggu", "diterapkan"]);
        assert_eq!(desk.one(child).await["hasil"], "diterapkan");
        let rows = kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
        let adult: Uuid = id(1001).parse().unwrap();
        assert_eq!(rows.iter().filter(|row| row.pendamping_id == Some(adult)).count(), 1);
        test
    })
    .await;
}

#[tokio::test]
async fn a_desk_stays_in_its_office_and_with_its_user() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let other = Desk::open(&test, "helpdesk", "BP3MI-JABAR").await;
        let (arrival, lines) = flight(&test, OFFICE, 2).await;
        let op = receive(1, returned(1), Some(lines[0]));
        assert_eq!(other.one(op.clone()).await["kesalahan"][0]["isian"], "manifes");
        assert_eq!(other.one(mark(2, lines[0], true, &[])).await["hasil"], "salah");
        assert_eq!(other.app.get(&format!("/api/v1/meja/kedatangan/{arrival}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.app.get("/api/v1/meja/kedatangan").await.json()["data"], json!([]));
        assert_eq!(desk.one(op.clone()).await["hasil"], "diterapkan");
        // The receipt of somebody else is not theirs, nor does it let anything pass.
        assert_eq!(other.one(op).await["hasil"], "salah");
        let change = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        assert_eq!(other.one(change).await["hasil"], "tunggu");
        let mut alone = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "cuti" }));
        alone["setelah"] = json!([]);
        assert_eq!(other.one(alone).await["hasil"], "salah");
        assert_eq!(count(&test).await, 1);
        // What is kept for one user is not sent in another's name.
        let answer = other.app.post(SEND, &json!({ "petugas": desk.login, "operasi": [] })).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let flights = desk.app.get("/api/v1/meja/kedatangan").await.json();
        assert_eq!(flights["data"][0]["penerbangan"], "MH 725");
        let manifest = desk.app.get(&format!("/api/v1/meja/kedatangan/{arrival}")).await.json();
        assert_eq!(manifest["data"][0]["status"], "ditemui", "{manifest}");
        // Who was met did not stay away.
        assert_eq!(desk.one(mark(4, lines[0], true, &[])).await["hasil"], "salah");
        assert_eq!(desk.one(mark(6, lines[0], false, &[])).await["hasil"], "diterapkan");
        assert_eq!(desk.one(mark(5, lines[1], true, &[])).await["hasil"], "diterapkan");
        test
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_does_not_hold_up_the_rest() {
    on_each(&[Backend::Sqlite], async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let odd = json!({ "id": id(2), "jenis": "hapus", "isi": {} });
        let bare = json!({ "jenis": "terima" });
        let old = json!({ "id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "jenis": "tandai", "isi": { "manifes": id(9), "tidak_datang": true } });
        let nested = json!({ "id": id(3), "jenis": "terima", "isi": { "id": id(1003), "isi": { "nama": ["x"] } } });
        let foreign = receive(4, with(returned(4), &[("kantor_id", "x")]), None);
        let sent = desk.send(&[odd, bare, old, nested, foreign, receive(1, returned(1), None)]).await;
        assert_eq!(words(&sent), ["salah", "salah", "salah", "salah", "salah", "diterapkan"], "{sent:?}");
        let many: Vec<Value> = (0..101).map(|n| receive(100 + n, returned(n), None)).collect();
        let answer = desk.app.post(SEND, &json!({ "petugas": desk.login, "operasi": many })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(desk.app.post(SEND, &json!({ "operasi": "x" })).await.status, StatusCode::BAD_REQUEST);
        assert_eq!(desk.app.send(Method::POST, SEND, "application/json", "{").await.status, StatusCode::BAD_REQUEST);
        assert_eq!(count(&test).await, 1);
        let planner = TestApp::login(&test, "perencana", OFFICE).await;
        let answer = planner.post(SEND, &json!({ "petugas": "perencana.bp3mi-banten", "operasi": [] })).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn the_desk_opens_with_the_password_and_not_too_often() {
    on_both(async |test| {
        TestApp::user(&test, "meja.uji", "helpdesk", OFFICE).await;
        let console = TestApp::console(&test, "meja.uji").await;
        let open = "/api/v1/meja/buka";
        let me = console.post(open, &json!({ "sandi": TestApp::password() })).await;
        assert_eq!(me.status, StatusCode::OK, "{}", me.text);
        assert_eq!((&me.json()["masuk"], &me.json()["kantor"]["kode"]), (&json!("meja.uji"), &json!(OFFICE)));
        let other = json!({ "petugas": "orang.lain", "sandi": TestApp::password() });
        assert_eq!(console.post(open, &other).await.status, StatusCode::UNAUTHORIZED);
        for _ in 0..10 {
            let wrong = console.post(open, &json!({ "sandi": "bukan sandinya" })).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
        }
        let slowed = console.post(open, &json!({ "sandi": TestApp::password() })).await;
        assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
        test
    })
    .await;
}

#[tokio::test]
async fn the_session_of_the_console_opens_the_api_to_its_own_pages_only() {
    on_each(&[Backend::Sqlite], async |test| {
        TestApp::user(&test, "meja.uji", "helpdesk", OFFICE).await;
        let body = json!({ "petugas": "meja.uji", "operasi": [receive(1, returned(1), None)] });
        for (name, value) in
            [("origin", "https://contoh.example"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")]
        {
            let lured = TestApp::console(&test, "meja.uji")
                .await
                .with_header("host", "lindung.example")
                .with_header(name, value);
            let refused = lured.post(SEND, &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name} {value}");
        }
        assert_eq!(count(&test).await, 0);
        let own = TestApp::console(&test, "meja.uji").await.with_header("sec-fetch-site", "same-origin");
        assert_eq!(own.post(SEND, &body).await.status, StatusCode::OK);
        assert_eq!(count(&test).await, 1);
        // A token that is no good is not made good by a cookie.
        let both = TestApp::console(&test, "meja.uji").await.with_token("eyJhbGciOiJub25lIn0.e30.");
        assert_eq!(both.get("/api/v1/meja/kedatangan").await.status, StatusCode::UNAUTHORIZED);
        test
    })
    .await;
}

#[tokio::test]
async fn the_pages_that_a_browser_keeps_hold_nobody_and_are_never_stale() {
    on_each(&[Backend::Sqlite], async |test| {
        let nobody = TestApp::new(&test);
        let worker = nobody.get("/meja/sw.js").await;
        assert_eq!(worker.status, StatusCode::OK);
        assert_eq!(worker.headers["content-type"], "text/javascript; charset=utf-8");
        assert_eq!(worker.headers["cache-control"], "no-cache");
        let files = worker.text.lines().nth(1).unwrap().trim_start_matches("const FILES = ").trim_end_matches(';');
        let files: Vec<String> = serde_json::from_str(files).unwrap();
        assert!(files.len() > 15, "{files:?}");
        for file in files {
            let answer = nobody.get(&file).await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            assert!(answer.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'self';"));
            assert!(!answer.text.contains("style=\""), "{file}");
        }
        assert_eq!(nobody.get("/meja/rahasia").await.status, StatusCode::NOT_FOUND);
        test
    })
    .await;
}
