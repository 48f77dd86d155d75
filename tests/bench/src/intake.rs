//! Thirty-two desks that register returns at once, over the router as clients do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use kernel::db::begin_write;
use kernel::{CatatanId, OrangId};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp};

const DESKS: u32 = 32;
/// How many each desk enters, one after the other without a pause.
const RUSH: u32 = 40;
/// How many each desk enters where it takes its time, and how much; a desk has thirty seconds for a person.
const CALM: u32 = 12;
const PAUSE: Duration = Duration::from_secs(2);
/// What one intake may take.
const MOST: Duration = Duration::from_millis(50);

/// What a number of intakes took.
struct Taken {
    each: Vec<Duration>,
    all: Duration,
}

impl Taken {
    fn at(&self, per_mille: usize) -> Duration {
        self.each[(self.each.len() * per_mille / 1000).min(self.each.len() - 1)]
    }

    fn tell(&self, what: &str) {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let mark = if self.at(990) > MOST { " OVER 50 ms" } else { "" };
        let rate = self.each.len() as f64 / self.all.as_secs_f64();
        let (p50, p99, worst) = (ms(self.at(500)), ms(self.at(990)), ms(self.at(1000)));
        println!("{what}: p50 {p50:.1} ms, p99 {p99:.1} ms{mark}, slowest {worst:.1} ms, {rate:.0} a second");
    }
}

/// Runs a thing at all desks at once, each so many times with a pause between the beginnings.
async fn at_once<F: Future<Output = ()>>(times: u32, pause: Duration, run: impl Fn(u32, u32) -> F) -> Taken {
    let began = Instant::now();
    let desks = (0..DESKS).map(async |desk| {
        let mut each = Vec::new();
        // The desks begin one after the other within the first pause.
        tokio::time::sleep(pause * desk / DESKS).await;
        for turn in 0..times {
            let began = Instant::now();
            run(desk, turn).await;
            each.push(began.elapsed());
            tokio::time::sleep(pause.saturating_sub(began.elapsed())).await;
        }
        each
    });
    let mut each: Vec<Duration> = join_all(desks).await.into_iter().flatten().collect();
    each.sort_unstable();
    Taken { each, all: began.elapsed() }
}

pub(crate) async fn run(backend: Backend) {
    let mut test = Test::open(backend).await;
    // As many connections as the program has when it is not told otherwise.
    let mut config = test.lindung.config.clone();
    config.database.connections = 8;
    config.database.url = config.database_url();
    let wide = server::compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap();
    std::mem::replace(&mut test.lindung, wide).close().await.unwrap();
    let desks = desks(&test).await;
    let flight = flight(&desks[0]).await;
    let intake = async |desk: u32, turn: u32| {
        let answer = desks[desk as usize].post("/api/v1/kepulangan", &body(desk, turn, &flight)).await;
        assert!(answer.status.as_u16() == 201, "{}", answer.text);
    };
    intake(0, 9_000).await;
    let rush = at_once(RUSH, Duration::ZERO, &intake).await;
    rush.tell("intakes without a pause");
    let calm = at_once(CALM, PAUSE, |desk, turn| intake(desk, RUSH + turn)).await;
    let rows = Rows::of(&test.house().db).await;
    let bare_rush = at_once(RUSH, Duration::ZERO, |_, _| rows.insert()).await;
    let bare_calm = at_once(CALM, PAUSE, |_, _| rows.insert()).await;
    for (what, ours, bare) in [("without a pause", &rush, &bare_rush), ("one in two seconds each", &calm, &bare_calm)] {
        println!("{DESKS} desks at once, {what}:");
        ours.tell("  an intake");
        bare.tell("  the bare inserts");
        let ratio = |at| ours.at(at).as_secs_f64() / bare.at(at).as_secs_f64();
        crate::reached::note(&format!("{DESKS} desks at once, {what}, median"), ratio(500));
        println!("  ratio p50 {:.1}, p99 {:.1}", ratio(500), ratio(990));
    }
    test.close().await;
}

/// Everybody logged in: passwords are no part of an intake.
async fn desks(test: &Test) -> Vec<TestApp> {
    let mut desks = Vec::new();
    for number in 0..DESKS {
        let name = format!("meja{number:02}.contoh");
        TestApp::user(test, &name, "helpdesk", "P4MI-SOETTA").await;
        let login = json!({ "username": name, "password": TestApp::password() });
        let answer = TestApp::new(test).post("/api/v1/auth/login", &login).await;
        desks.push(TestApp::new(test).with_token(answer.json()["access_token"].as_str().unwrap()));
    }
    desks
}

async fn flight(desk: &TestApp) -> String {
    let flight = json!({ "penerbangan": "XX 101 (contoh)", "tiba_pada": "2025-07-01", "jumlah_diharapkan": 640 });
    let answer = desk.post("/api/v1/kedatangan", &flight).await;
    answer.json()["nomor"].as_str().unwrap().to_owned()
}

/// Somebody new; every other one came with the flight.
fn body(desk: u32, turn: u32, flight: &str) -> Value {
    let mut body = somebody(desk, turn);
    if turn.is_multiple_of(2) {
        body["kedatangan"] = json!(flight);
    }
    body
}

/// The return of somebody whom no other desk or turn has; turns go up to 9,998.
pub(crate) fn somebody(desk: u32, turn: u32) -> Value {
    let row = desk * 10_000 + turn;
    json!({
        "nama": format!("Siti Contoh {row}"),
        "nik": format!("360399{:02}{:02}90{:04}", 41 + desk / 12, 1 + desk % 12, 1 + turn),
        "tanggal_lahir": format!("{}-{:02}-{:02}", 1970 + row % 30, 1 + row % 12, 1 + row % 28),
        "jenis_kelamin": "P",
        "daerah_asal": "36.03",
        "tiba_pada": "2025-07-01",
        "tiba_jam": "10:15",
        "kategori": "bermasalah",
        "negara": "MY",
    })
}

/// The rows that one intake leaves.
struct Rows {
    db: DatabaseConnection,
    ids: kernel::clock::Ids,
    person: people::entity::Model,
    office: people::office::Model,
    words: Vec<people::words::Model>,
    record: pemulangan::kepulangan::entity::Model,
    history: Vec<kernel::history::Model>,
    facts: Vec<kernel::ledger::Model>,
}

impl Rows {
    async fn of(db: &DatabaseConnection) -> Self {
        let record = pemulangan::kepulangan::entity::Entity::find().one(db).await.unwrap().unwrap();
        let id = record.orang_id;
        Self {
            db: db.clone(),
            ids: kernel::clock::Ids::default(),
            person: people::entity::Entity::find_by_id(id).one(db).await.unwrap().unwrap(),
            office: people::office::Entity::find()
                .all(db)
                .await
                .unwrap()
                .into_iter()
                .find(|r| r.orang_id == id)
                .unwrap(),
            words: people::words::Entity::find()
                .all(db)
                .await
                .unwrap()
                .into_iter()
                .filter(|r| r.asal_id == id)
                .collect(),
            history: kernel::history::Entity::find()
                .all(db)
                .await
                .unwrap()
                .into_iter()
                .filter(|r| r.catatan_id == record.id || r.catatan_id.0 == id.0)
                .collect(),
            facts: kernel::ledger::Entity::find()
                .all(db)
                .await
                .unwrap()
                .into_iter()
                .filter(|r| r.catatan_id == record.id)
                .collect(),
            record,
        }
    }

    /// The same rows for somebody else, in one transaction.
    async fn insert(&self) {
        let tx = begin_write(&self.db).await.unwrap();
        let fresh = || self.ids.next(self.record.dibuat_pada);
        let (person, record) = (OrangId(fresh()), CatatanId(fresh()));
        let index = |id: sea_orm::prelude::Uuid| Some(["0".repeat(32), id.simple().to_string()].concat());
        insert(&tx, people::entity::Model { id: person, nik_indeks: index(person.0), ..self.person.clone() }).await;
        insert(&tx, people::office::Model { orang_id: person, ..self.office.clone() }).await;
        for word in &self.words {
            insert(&tx, people::words::Model { asal_id: person, orang_id: person, ..word.clone() }).await;
        }
        let text = record.0.simple().to_string();
        let row = pemulangan::kepulangan::entity::Model { id: record, orang_id: person, ..self.record.clone() };
        let key = index(record.0).unwrap();
        insert(&tx, pemulangan::kepulangan::entity::Model { nomor: text, kunci_isi: key, ..row }).await;
        for line in &self.history {
            let of = if line.jenis == "orang" { CatatanId(person.0) } else { record };
            insert(&tx, kernel::history::Model { id: fresh(), catatan_id: of, ..line.clone() }).await;
        }
        for fact in &self.facts {
            insert(&tx, kernel::ledger::Model { id: fresh(), catatan_id: record, ..fact.clone() }).await;
        }
        tx.commit().await.unwrap();
    }
}

async fn insert<M>(tx: &kernel::db::Write, row: M)
where
    M: ModelTrait + IntoActiveModel<<<M as ModelTrait>::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    let row = row.into_active_model().reset_all();
    M::Entity::insert(row).exec_without_returning(tx).await.unwrap();
}
