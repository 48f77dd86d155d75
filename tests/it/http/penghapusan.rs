//! Erasing a person: who may, what bars it, that nothing readable is left, and that figures and audit stay.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use kernel::chain::{self, Cause};
use kernel::clock::Clock as _;
use kernel::form::{FieldKind, Form, Holds, Sensitivity};
use kernel::period::day_of;
use pelindungan::penghapusan::entity::{Column as Proposal, Entity as Proposals};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use serde_json::{Value, json};
use server::jobs;
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, placement, with};

const FORM: &str = "application/x-www-form-urlencoded";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
/// A NIK that says a woman born on 17 January 1990, in no kecamatan that there is.
const NIK: &str = "3603995701900777";
/// What must be found nowhere once the person is erased.
const SECRETS: [&str; 7] = [
    "Wulandari",
    NIK,
    "081299990777",
    "Lahirnya di Kampung Rekaan",
    "Penceritanya Contoh",
    "EPMI-UJI-000777",
    "1990-01-17",
];

/// Another account with the rights of a head, of the same office.
pub(super) async fn deputy(test: &Test) -> TestApp {
    TestApp::user(test, "wakil.contoh", "kepala", "BP3MI-BANTEN").await;
    let app = TestApp::new(test);
    let body = json!({ "username": "wakil.contoh", "password": TestApp::password() });
    let answer = app.post("/api/v1/auth/login", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    app.with_token(answer.json()["access_token"].as_str().unwrap())
}

/// A record as it was made.
struct Made {
    path: String,
    person: String,
}

async fn make(app: &TestApp, kind: &str, form: &Form) -> Made {
    let answer = app.post(&format!("/api/v1/{kind}"), &serde_json::to_value(form).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let record = answer.json();
    let text = |key: &str| record[key].as_str().unwrap().to_owned();
    Made { path: format!("/api/v1/{kind}/{}", text("id")), person: text("orang_id") }
}

/// Somebody with a complaint that has a file and a story, and a placement. Both have their own names for the person.
async fn wulandari(app: &TestApp) -> (Made, Made) {
    let own = [
        ("nama", "Wulandari Contoh"),
        ("tanggal_lahir", "1990-01-17"),
        ("telepon", "081299990777"),
        ("kronologi", "Lahirnya di Kampung Rekaan, kata Wulandari"),
        ("pelapor", "Penceritanya Contoh"),
    ];
    let mut told = with(complaint(777, "2025-06-01"), &own);
    told.insert("nik".to_owned(), NIK.to_owned());
    let case = make(app, "pengaduan", &told).await;
    let placed = with(placement(777, "2025-06-02", "p_to_p"), &[("nama", "Wulandari Contoh"), ("nik", NIK)]);
    let placed = make(app, "penempatan", &placed).await;
    assert_eq!(case.person, placed.person);
    let answer = app.upload(&format!("{}/lampiran", case.path), ("paspor-wulandari.pdf", PDF), "Wulandari").await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    (case, placed)
}

fn road(person: &str, rest: &str) -> String {
    format!("/api/v1/orang/{person}/{rest}")
}

fn why() -> Value {
    json!({ "alasan": "Diminta yang bersangkutan" })
}

/// Everything that a database holds, as text: the pages of the file and its log, or every row of every table.
async fn everything(test: &Test) -> String {
    if test.backend == Backend::Sqlite {
        let files = ["lindung.db", "lindung.db-wal"].map(|name| std::fs::read(test.folder().join(name)));
        let bytes: Vec<u8> = files.into_iter().filter_map(Result::ok).flatten().collect();
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let db = &test.house().db;
    let sql = "SELECT query_to_xml('SELECT * FROM ' || quote_ident(table_name::text), true, false, '')::text AS isi
        FROM information_schema.tables WHERE table_schema = 'public'";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "isi").unwrap()).collect()
}

async fn facts(test: &Test) -> Vec<kernel::ledger::Model> {
    kernel::ledger::Entity::find().order_by_asc(kernel::ledger::Column::Id).all(&test.house().db).await.unwrap()
}

/// How many files lie in the folder of attachments.
fn files(test: &Test) -> usize {
    let Ok(folders) = std::fs::read_dir(test.folder().join("lampiran")) else { return 0 };
    folders.flatten().filter_map(|folder| std::fs::read_dir(folder.path()).ok()).map(Iterator::count).sum()
}

#[tokio::test]
async fn an_open_case_a_hold_and_a_young_record_bar_it_and_two_accounts_do_it() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let (case, _) = wulandari(&head).await;
        let person = case.person.as_str();
        let open = head.post(&road(person, "penghapusan"), &why()).await;
        assert_eq!(open.status, StatusCode::CONFLICT, "{}", open.text);
        assert!(open.text.contains("masih terbuka"), "{}", open.text);
        let off = head.act(&format!("{}/batalkan", case.path), 2, &json!({ "alasan": "Contoh" })).await;
        assert_eq!(off.status, StatusCode::OK, "{}", off.text);
        let young = head.post(&road(person, "penghapusan"), &why()).await;
        assert_eq!(young.status, StatusCode::CONFLICT, "{}", young.text);
        assert!(young.text.contains("wajib disimpan 10 tahun") && young.text.contains("2035"), "{}", young.text);

        test.at("2036-07-02", 9);
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        let hold = head.post(&road(person, "penahanan"), &json!({ "alasan": "Perkara contoh" })).await;
        assert_eq!(hold.status, StatusCode::OK, "{}", hold.text);
        let barred = head.post(&road(person, "penghapusan"), &why()).await;
        assert!(barred.status == StatusCode::CONFLICT && barred.text.contains("Perkara contoh"), "{}", barred.text);
        let own = head.post(&road(person, "penahanan/angkat"), &why()).await;
        assert_eq!(own.status, StatusCode::CONFLICT, "who set it does not lift it: {}", own.text);
        assert_eq!(other.post(&road(person, "penahanan/angkat"), &why()).await.status, StatusCode::OK);

        let none = other.post(&road(person, "penghapusan/setujui"), &why()).await;
        assert_eq!(none.status, StatusCode::CONFLICT, "{}", none.text);
        let asked = head.post(&road(person, "penghapusan"), &why()).await;
        assert_eq!(asked.status, StatusCode::OK, "{}", asked.text);
        assert_eq!(head.post(&road(person, "penghapusan"), &why()).await.status, StatusCode::CONFLICT, "one waits");
        let own = head.post(&road(person, "penghapusan/setujui"), &why()).await;
        assert!(own.status == StatusCode::CONFLICT && own.text.contains("akun lain"), "{}", own.text);
        let silent = other.post(&road(person, "penghapusan/setujui"), &json!({})).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", silent.text);
        let done = other.post(&road(person, "penghapusan/setujui"), &why()).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(done.json()["dihapus_pada"].is_string(), "{}", done.text);
        let again = head.post(&road(person, "penghapusan"), &why()).await;
        assert!(again.text.contains("sudah dihapus"), "{}", again.text);
        let hold = head.post(&road(person, "penahanan"), &why()).await;
        assert_eq!(hold.status, StatusCode::CONFLICT, "{}", hold.text);
        let copy = json!({ "alasan": "Contoh", "diminta_pada": "2036-07-01", "identitas": "Paspor contoh" });
        let copy = head.post(&road(person, "salinan"), &copy).await;
        assert_eq!(copy.status, StatusCode::CONFLICT, "nothing is left to copy: {}", copy.text);
        test
    })
    .await;
}

/// Erases somebody who was made, by two accounts, long after.
async fn erased(test: &Test, person: &str) {
    test.at("2036-07-02", 9);
    let head = TestApp::again(test, "kepala", "BP3MI-BANTEN").await;
    let other = deputy(test).await;
    for (app, act) in [(&head, "penghapusan"), (&other, "penghapusan/setujui")] {
        let answer = app.post(&road(person, act), &why()).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text);
    }
}

#[tokio::test]
async fn nothing_readable_is_left_and_figures_and_audit_stay() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let (case, placed) = wulandari(&head).await;
        let renamed = json!({ "nama": "Wulandari Misalan", "alasan_perubahan": "Wulandari salah tulis" });
        let here = format!("/api/v1/orang/{}", case.person);
        let version = head.get(&here).await.json()["versi"].as_i64().unwrap();
        let answer = head.patch(&here, version, &renamed).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let off = head.act(&format!("{}/batalkan", case.path), 2, &json!({ "alasan": "Wulandari meminta" })).await;
        assert_eq!(off.status, StatusCode::OK, "{}", off.text);
        let flight = json!({ "penerbangan": "SV 818", "tiba_pada": "2025-06-30", "jumlah_diharapkan": 1 });
        let flight = head.post("/api/v1/kedatangan", &flight).await.json()["id"].as_str().unwrap().to_owned();
        let unmet = json!({ "teks": "Nama PMI\tTgl Lahir\tL/P\nWulandari Misalan\t17/01/1990\tP\n" });
        let unmet = head.post(&format!("/api/v1/kedatangan/{flight}/manifes"), &unmet).await;
        assert_eq!(unmet.json()["baru"], json!(1), "{}", unmet.text);
        // What links were made over before is still the chain afterwards.
        chain::strike(&test.system(), Cause::Night).await.unwrap();
        let before = (facts(&test).await, files(&test));
        assert_eq!(before.1, 1);
        assert!(everything(&test).await.contains("Wulandari"), "what is looked for can be found");

        erased(&test, &case.person).await;
        let left = everything(&test).await;
        for secret in SECRETS {
            assert!(!left.contains(secret), "{secret}");
            assert!(!left.to_lowercase().contains(&secret.to_lowercase()), "{secret} in another case");
        }
        assert_eq!((facts(&test).await, files(&test)), (before.0, 0));
        let findings = jobs::verify(&test.lindung, day_of(test.clock.now())).await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");

        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        for path in [&case.path, &placed.path] {
            let record = head.get(path).await;
            assert_eq!(record.status, StatusCode::OK, "{}", record.text);
            assert_eq!(record.json()["nama"], json!("Dihapus"), "{}", record.text);
        }
        let found = head.get("/api/v1/cari?q=wulandari").await;
        assert!(!found.text.contains(&case.person), "{}", found.text);
        let version = head.get(&placed.path).await.json()["versi"].as_i64().unwrap();
        let changed = json!({ "alasan_perubahan": "Contoh", "negara": "HK" });
        let changed = head.patch(&placed.path, version, &changed).await;
        assert_eq!(changed.status, StatusCode::CONFLICT, "what is left is not changed: {}", changed.text);
        let again = with(complaint(777, "2025-06-01"), &[("nama", "Wulandari Contoh"), ("nik", NIK)]);
        let anew = head.post("/api/v1/pengaduan", &serde_json::to_value(again).unwrap()).await;
        assert_eq!(anew.status, StatusCode::CREATED, "who comes again is somebody new: {}", anew.text);
        assert_ne!(anew.json()["orang_id"], json!(case.person));
        let onto = with(complaint(778, "2025-06-01"), &[("orang_id", case.person.as_str())]);
        let onto = head.post("/api/v1/pengaduan", &serde_json::to_value(onto).unwrap()).await;
        assert!(onto.status.is_client_error() && onto.text.contains("sudah dihapus"), "{}", onto.text);
        test
    })
    .await;
}

/// Somebody's request to be erased, and its number.
async fn asked(head: &TestApp) -> (Made, String) {
    let asked = testkit::form(&[
        ("nama", "Wulandari Contoh"),
        ("diterima_pada", "2025-06-01"),
        ("kanal", "email"),
        ("permintaan", "penghapusan"),
    ]);
    let request = make(head, "permintaan-data", &asked).await;
    let number = head.get(&request.path).await.json()["nomor"].as_str().unwrap().to_owned();
    (request, number)
}

#[tokio::test]
async fn a_request_is_answered_by_the_erasure_and_the_page_says_so() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let (request, number) = asked(&head).await;
        let other = make(&head, "pengaduan", &complaint(1, "2025-06-01")).await;
        let foreign = json!({ "alasan": "Diminta", "permintaan": number });
        let foreign = head.post(&road(&other.person, "penghapusan"), &foreign).await;
        assert_ne!(foreign.status, StatusCode::OK, "the request is of somebody else");

        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let here = format!("/orang/{}/penghapusan", request.person);
        let page = console.get(&here).await;
        assert!(page.text.contains("masih terbuka"), "the request is open: {}", page.text);
        let filled = format!("alasan=Diminta&permintaan={number}");
        let sent = console.send(Method::POST, &here, FORM, filled).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert!(console.get(&here).await.text.contains("Diusulkan"));
        let approver = deputy(&test).await;
        let done = approver.post(&road(&request.person, "penghapusan/setujui"), &why()).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        let answered = approver.get(&request.path).await.json();
        assert_eq!((&answered["status"], &answered["hasil"]), (&json!("dijawab"), &json!("dipenuhi")), "{answered}");
        assert!(console.get(&here).await.text.contains("Data orang ini dihapus"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_request_that_was_withdrawn_meanwhile_is_not_answered() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let (request, number) = asked(&head).await;
        let proposal = json!({ "alasan": "Diminta", "permintaan": number });
        let proposed = head.post(&road(&request.person, "penghapusan"), &proposal).await;
        assert_eq!(proposed.status, StatusCode::OK, "{}", proposed.text);
        let off = head.act(&format!("{}/batalkan", request.path), 1, &json!({ "alasan": "Contoh" })).await;
        assert_eq!(off.status, StatusCode::OK, "{}", off.text);
        let done = deputy(&test).await.post(&road(&request.person, "penghapusan/setujui"), &why()).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        let left = head.get(&request.path).await.json();
        assert!(left["status"] != "dijawab" && left["hasil"].is_null(), "{left}");
        let late = head.post(&road(&request.person, "penahanan"), &why()).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "nothing is left to hold: {}", late.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_list_of_retention_is_proposed_by_one_and_done_by_another_and_kept() {
    on_both(async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let mut people = Vec::new();
        for number in 1..=4 {
            people.push(make(&head, "penempatan", &placement(number, "2025-06-02", "p_to_p")).await.person);
        }
        let road = "/api/v1/pelindungan/retensi";
        let none = head.post(&format!("{road}/usulkan"), &why()).await;
        assert_eq!(none.status, StatusCode::CONFLICT, "nothing has ended long enough ago: {}", none.text);

        test.at("2031-01-02", 9);
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        assert_eq!(head.get(&format!("{road}?tahun=2032")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = json!({ "alasan": "Perkara contoh" });
        let hold = head.post(&format!("/api/v1/orang/{}/penahanan", people[3]), &kept).await;
        assert_eq!(hold.status, StatusCode::OK, "{}", hold.text);
        let early = head.get(&format!("{road}?tahun=2029")).await.json();
        assert_eq!(early["siap"], json!([]), "they were still kept then");
        let listed = head.get(road).await.json();
        let siap = listed["siap"].as_array().unwrap().iter();
        let siap: BTreeSet<&str> = siap.map(|one| one["orang_id"].as_str().unwrap()).collect();
        assert_eq!(siap, people[..3].iter().map(String::as_str).collect(), "who is hold is not on it");
        let console = TestApp::console(&test, "kepala.bp3mi-banten").await;
        let book = console.get("/pelindungan/retensi.xlsx?tahun=2031").await;
        assert!(book.status == StatusCode::OK && book.bytes.starts_with(b"PK"), "{}", book.text);

        let proposed = head.post(&format!("{road}/usulkan"), &why()).await;
        assert_eq!((proposed.status, &proposed.json()["diusulkan"]), (StatusCode::OK, &json!(3)), "{}", proposed.text);
        let own = head.post(&format!("{road}/setujui"), &why()).await;
        assert_eq!(own.status, StatusCode::CONFLICT, "who proposed does not approve: {}", own.text);
        // One of them comes into a case meanwhile, and stays.
        let hold = head.post(&format!("/api/v1/orang/{}/penahanan", people[2]), &kept).await;
        assert_eq!(hold.status, StatusCode::OK, "{}", hold.text);
        let done = other.post(&format!("{road}/setujui"), &why()).await;
        let told = done.json();
        assert_eq!(
            (done.status, &told["dilaksanakan"], &told["diusulkan"]),
            (StatusCode::OK, &json!(2), &json!(1)),
            "{}",
            done.text
        );
        let page = console.get("/pelindungan/retensi?tahun=2031").await;
        assert!(page.text.contains("2 dari 3 sudah dihapus"), "{}", page.text);
        let left = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        assert_eq!(left.iter().filter(|person| person.is_erased()).count(), 2);
        test
    })
    .await;
}

#[tokio::test]
async fn somebody_whom_the_office_knows_no_more_does_not_hold_up_the_list() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let away = TestApp::login(&test, "kepala", "BP3MI-JABAR").await;
        for number in 1..=2 {
            make(&head, "penempatan", &placement(number, "2025-06-02", "p_to_p")).await;
        }
        let foreign = make(&away, "penempatan", &placement(3, "2025-06-02", "p_to_p")).await.person;
        test.at("2031-01-02", 9);
        let head = TestApp::again(&test, "kepala", "BP3MI-BANTEN").await;
        let other = deputy(&test).await;
        let road = "/api/v1/pelindungan/retensi";
        let proposed = head.post(&format!("{road}/usulkan"), &why()).await;
        assert_eq!((proposed.status, &proposed.json()["diusulkan"]), (StatusCode::OK, &json!(2)), "{}", proposed.text);
        let db = &test.house().db;
        let all = people::entity::Entity::find().all(db).await.unwrap();
        let foreign = all.into_iter().find(|person| person.id.to_string() == foreign).unwrap();
        let first = Proposals::find().order_by_asc(Proposal::Id).one(db).await.unwrap().unwrap();
        Proposals::update_many()
            .col_expr(Proposal::OrangId, Expr::value(foreign.id.0))
            .filter(Proposal::Id.eq(first.id))
            .exec(db)
            .await
            .unwrap();
        let done = other.post(&format!("{road}/setujui"), &why()).await;
        let told = done.json();
        assert_eq!((&told["dilaksanakan"], &told["diusulkan"]), (&json!(1), &json!(1)), "{}", done.text);
        let none = other.post(&format!("{road}/setujui"), &why()).await;
        assert!(none.status == StatusCode::CONFLICT && none.text.contains("tidak lagi"), "{}", none.text);
        test
    })
    .await;
}

/// What stands in place of a name must fit its column: a new field that names somebody cannot be forgotten, and cannot bar an erasure.
#[test]
fn every_field_that_may_name_somebody_can_be_emptied() {
    for kind in server::registry().all() {
        for field in kind.own().iter().filter(|field| field.is_personal()) {
            let sealed = field.sensitivity != Sensitivity::Open;
            let fits = sealed || matches!(field.kind.holds(), Holds::Text | Holds::Day);
            assert!(fits, "{}: {}", kind.info().name, field.key);
        }
        let free = kind.own().iter().filter(|field| matches!(field.kind, FieldKind::Long | FieldKind::Name));
        assert!(free.clone().all(kernel::form::Field::is_personal), "{}", kind.info().name);
    }
}

/// How long a kind is kept is said, and not left to the longest class by mistake.
#[test]
fn every_kind_about_a_person_has_a_class_of_retention() {
    let schedule = include_str!("../../../config/referensi/retensi.toml");
    for kind in server::registry().all().iter().filter(|kind| kind.info().person) {
        let name = kind.info().name;
        assert!(schedule.contains(&format!("\"{name}\"")), "name {name} in a class of retensi.toml");
    }
}
