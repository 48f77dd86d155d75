//! The airport desk: what it sends may come in any order and any number of times.

mod paspor;
mod pintu;
mod sekali;
mod selisih;
mod simpanan;

use axum::http::StatusCode;
use bandara::manifes::{self, Said};
use kernel::CatatanId;
use kernel::form::Form;
use pemulangan::kepulangan;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, form, on_both};
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
    let mut all = json!({ "id": id(1000 + number) });
    all["isi"] = isi;
    if let Some(line) = line {
        all["manifes"] = json!(line);
    }
    json!({ "id": id(number), "jenis": "terima", "setelah": [], "isi": all })
}

fn amend(number: u32, record: u32, base: Value, isi: Value) -> Value {
    let mut content = json!({ "catatan": id(1000 + record) });
    content["dasar"] = base;
    content["isi"] = isi;
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
        let claims = Said { isi, ..Said::default() };
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
            isi_sandi: claims.seal(&ctx).unwrap(),
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
        assert_eq!(bandara::selisih::entity::Entity::find().count(&test.house().db).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn a_child_comes_with_an_adult_whom_only_the_desk_knows() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let mut child =
            receive(2, with(returned(2), &[("nik", ""), ("kelompok_usia", "anak"), ("pendamping", &id(1001))]), None);
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
async fn a_flight_is_under_way_once_a_desk_receives_and_a_list_of_stopped_people_is_not_the_desks() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let (arrival, lines) = flight(&test, OFFICE, 2).await;
        let road = format!("/api/v1/kedatangan/{arrival}");
        assert_eq!(desk.one(receive(1, returned(1), Some(lines[0]))).await["hasil"], "diterapkan");
        assert_eq!(desk.app.get(&road).await.json()["status"], "berlangsung");
        let ended = json!({ "tanggal": "2025-07-01", "sisa_tidak_datang": true });
        let version = desk.app.get(&road).await.json()["versi"].as_i64().unwrap();
        let ended = desk.app.act(&format!("{road}/selesai"), version, &ended).await;
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.text);
        let late = desk.one(mark(2, lines[1], false, &[])).await;
        assert_eq!(late["hasil"], "salah", "{late}");
        assert_eq!(desk.one(receive(3, returned(2), Some(lines[1]))).await["hasil"], "diterapkan");
        assert_eq!(desk.app.get(&road).await.json()["status"], "berlangsung", "nobody is lost, and it is opened again");
        let list = json!({ "jenis": "pencegahan", "penerbangan": "MH 726", "tiba_pada": "2025-07-01" });
        let list = desk.app.post("/api/v1/kedatangan", &list).await.json();
        let mut stopped = receive(4, returned(3), None);
        stopped["isi"]["kedatangan"] = list["id"].clone();
        let refused = desk.one(stopped).await;
        assert!(refused.to_string().contains("Terima orangnya di konsol"), "{refused}");
        let offered = desk.app.get("/api/v1/meja/kedatangan").await.json()["data"].clone();
        assert_eq!(offered.as_array().unwrap().len(), 1, "{offered}");
        test
    })
    .await;
}
