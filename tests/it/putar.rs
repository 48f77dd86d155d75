//! The master key is changed while people work, broken off and taken up again, and nothing is lost.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use cadangan::{COMMAND, Identities, KeyCame, NewIdentity};
use kernel::clock::Clock;
use kernel::period::day_of;
use sea_orm::EntityTrait;
use serde_json::json;
use server::salin::{self, Order};
use server::{Lindung, compose, jobs, putar};
use tempfile::TempDir;
use testkit::{Backend, Test, TestApp, complaint, on_both, on_each, returned};
use uuid::Uuid;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

async fn arrived(test: &Test, number: u32, day: &str) {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    kind.register(&test.system(), &[returned(number, day, "sakit")], &[], records::Mode::Write).await.unwrap();
}

/// A complaint with an attachment; the address of its attachments.
async fn attached(test: &Test) -> String {
    let app = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let made = app.post("/api/v1/pengaduan", &serde_json::to_value(complaint(900, "2025-06-01")).unwrap()).await;
    let road = format!("/api/v1/pengaduan/{}/lampiran", made.json()["id"].as_str().unwrap());
    assert!(app.upload(&road, ("surat.pdf", PDF), "Rahasia").await.status.is_success());
    road
}

/// What two people approved.
async fn approved(test: &Test, key: &str) -> Uuid {
    let admin = TestApp::login(test, "admin", "BP3MI-BANTEN").await;
    let head = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
    let body = json!({ "macam": "putar_kunci", "isi": { "kunci": key }, "alasan": "Pegawai pindah (contoh)" });
    let made = admin.post("/api/v1/persetujuan", &body).await.json();
    let id = made["id"].as_str().unwrap().to_owned();
    let done = head.post(&format!("/api/v1/persetujuan/{id}/setujui"), &json!({ "alasan": "Contoh" })).await;
    assert!(done.status.is_success(), "{}", done.text);
    id.parse().unwrap()
}

/// How many people there are; the NIK of each opens.
async fn readable(lindung: &Lindung) -> usize {
    let ctx = lindung.system("Uji").unwrap();
    let all = people::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    for person in &all {
        let sealed = person.nik_sandi.as_ref().unwrap();
        let nik = person.key(&ctx).unwrap().open("orang.nik", sealed).unwrap();
        assert_eq!(nik.len(), 16);
    }
    all.len()
}

/// The numbers of the keys with which people's keys are wrapped.
async fn numbers(lindung: &Lindung) -> Vec<u8> {
    let all = people::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    let mut numbers: Vec<u8> = all.iter().map(|person| person.kunci.as_ref().unwrap()[0]).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

async fn sound(test: &Test, lindung: &Lindung) {
    let findings = jobs::verify(lindung, day_of(test.clock.now())).await.unwrap();
    assert!(findings.is_empty(), "{findings:?}");
}

async fn again(test: &Test, config: server::Config) -> Lindung {
    compose::open_with(config, Arc::clone(&test.clock) as Arc<dyn Clock>).await.unwrap()
}

fn keys(test: &Test) -> Vec<String> {
    let held = fs::read_to_string(test.folder().join("kunci")).unwrap();
    held.split_whitespace().map(str::to_owned).collect()
}

#[tokio::test]
async fn the_key_changes_while_people_write_and_the_old_one_goes() {
    on_both(async |mut test| {
        for number in 1..=6 {
            arrived(&test, number, "2025-06-01").await;
        }
        let files = attached(&test).await;
        let other = again(&test, test.lindung.config.clone()).await;
        let old = keys(&test);
        assert!(putar::begin(&test.lindung, None).await.is_err(), "not without two people");
        let strange = putar::begin(&test.lindung, Some(Uuid::nil())).await.unwrap_err().to_string();
        assert!(strange.contains("tidak ada permintaan dengan ID itu"), "{strange}");
        assert_eq!(keys(&test), old, "what is refused makes no key");
        let approval = approved(&test, "1").await;
        let key = putar::begin(&test.lindung, Some(approval)).await.unwrap();
        assert_eq!((key.nomor, keys(&test).len(), &keys(&test)[1]), (2, 2, &old[0]));
        assert_eq!(putar::begin(&test.lindung, None).await.unwrap(), key, "begun once");
        assert!(putar::retire(&test.lindung).await.is_err(), "not before it is done");

        let writing = async {
            for number in 7..=20 {
                arrived(&test, number, "2025-06-02").await;
            }
        };
        let (done, ()) = tokio::join!(putar::pass(&test.lindung, |_| {}), writing);
        let done = done.unwrap();
        assert!(done.people > 0 && done.files == 1 && done.values == 2 && done.broken == 0, "{done:?}");
        while putar::pass(&test.lindung, |_| {}).await.unwrap().done() > 0 {}
        putar::finish(&test.lindung, &key).await.unwrap();
        assert_eq!((numbers(&test.lindung).await, readable(&test.lindung).await), (vec![2], 21));
        putar::follow(&other).await.unwrap();
        assert_eq!((other.house.vault.number(), readable(&other).await), (2, 21), "a server beside takes it up");
        other.close().await.unwrap();

        arrived(&test, 3, "2025-06-20").await;
        assert_eq!(readable(&test.lindung).await, 21, "people are found by NIK as before");
        sound(&test, &test.lindung).await;
        putar::retire(&test.lindung).await.unwrap();
        assert!(keys(&test).len() == 1 && keys(&test) != old);
        test.reopen().await;
        assert_eq!(readable(&test.lindung).await, 21);
        sound(&test, &test.lindung).await;
        let app = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert!(app.get(&files).await.text.contains("surat.pdf"));
        let mut config = test.lindung.config.clone();
        (config.master_key, config.data_dir) = (old[0].clone(), test.folder().join("lain"));
        config.database.url = test.lindung.config.database_url();
        assert!(server::open(config).await.is_err(), "the old key opens the house no more");
        test
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_broken_off_is_taken_up_again() {
    on_both(async |mut test| {
        for number in 1..=5 {
            arrived(&test, number, "2025-06-01").await;
        }
        // A run that died between the file and the database has left a key that nobody uses.
        let old = keys(&test);
        let lying = format!("{}\n{}\n", "5a".repeat(32), old[0]);
        fs::write(test.folder().join("kunci"), lying).unwrap();
        test.reopen().await;
        assert_eq!((test.house().vault.number(), readable(&test.lindung).await), (1, 5));
        let approval = approved(&test, "1").await;
        let key = putar::begin(&test.lindung, Some(approval)).await.unwrap();
        assert_eq!(keys(&test)[0], "5a".repeat(32), "that key is used");
        // Half of the people are done when it dies.
        let ctx = test.system();
        let all = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        let mut ids: Vec<_> = all.iter().map(|person| person.id).collect();
        ids.sort_unstable();
        people::renew(&ctx, Some(ids[2])).await.unwrap();
        assert_eq!(numbers(&test.lindung).await, [1, 2]);
        test.reopen().await;
        assert_eq!(readable(&test.lindung).await, 5, "both keys are read");
        sound(&test, &test.lindung).await;
        assert_eq!(putar::begin(&test.lindung, None).await.unwrap(), key, "no second approval is needed");
        assert!(putar::pass(&test.lindung, |_| {}).await.unwrap().done() > 0);
        assert_eq!(
            (numbers(&test.lindung).await, putar::pass(&test.lindung, |_| {}).await.unwrap().done()),
            (vec![2], 0)
        );
        sound(&test, &test.lindung).await;
        test
    })
    .await;
}

/// The program, built beside the tests, on the files of a folder.
fn lindung(data: &Path) -> Command {
    let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
    let settings = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
    let mut command = Command::new(program);
    command.arg("--config").arg(settings).arg("--data-dir").arg(data);
    command
}

#[tokio::test]
async fn a_command_that_is_killed_leaves_a_house_that_opens() {
    on_each(&[Backend::Sqlite], async |mut test| {
        for number in 1..=5 {
            arrived(&test, number, "2025-06-01").await;
        }
        let approval = approved(&test, "1").await.to_string();
        // The clock of the command is that of the machine, long after the request; so the house has begun already.
        putar::begin(&test.lindung, Some(approval.parse().unwrap())).await.unwrap();
        let mut command = lindung(test.folder());
        let mut child = command.args(["key", "rotate"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert!(said.contains("nomor 2"), "{said}");
        child.kill().unwrap();
        child.wait().unwrap();
        test.reopen().await;
        assert_eq!(readable(&test.lindung).await, 5);
        while putar::pass(&test.lindung, |_| {}).await.unwrap().done() > 0 {}
        assert_eq!(numbers(&test.lindung).await, [2]);
        let told = lindung(test.folder()).args(["key", "status"]).output().unwrap();
        let text = String::from_utf8(told.stdout).unwrap();
        assert!(text.contains("nomor 2") && text.contains("Belum ada titipan"), "{text}");
        assert_eq!(told.status.code(), Some(1), "one custody is not enough");
        test
    })
    .await;
}

/// An identity in a file of its own.
fn identity(folder: &Path, name: &str) -> (String, PathBuf) {
    let NewIdentity { secret, recipient } = cadangan::new_identity();
    let path = folder.join(name);
    cadangan::write_secret(&path, &secret).unwrap();
    (recipient, path)
}

#[tokio::test]
async fn backups_of_before_and_meanwhile_open_with_either_of_two_custodies() {
    on_both(async |test| {
        let [safe, to, place] = [(); 3].map(|()| TempDir::new().unwrap());
        let (one, first) = identity(safe.path(), "satu");
        let (two, second) = identity(safe.path(), "dua");
        let mut config = test.lindung.config.clone();
        config.cadangan.penerima = vec![one, two];
        for number in 1..=3 {
            arrived(&test, number, "2025-06-01").await;
        }
        let order = Order { to: to.path(), keep: 0, by: COMMAND };
        let before = salin::make(&config, test.clock.now(), order).await.unwrap();
        let approval = approved(&test, "1").await;
        putar::begin(&test.lindung, Some(approval)).await.unwrap();
        let meanwhile = salin::make(&config, test.clock.now(), order).await.unwrap();
        putar::pass(&test.lindung, |_| {}).await.unwrap();
        // The file of the key and one of the identities are lost.
        for (at, (made, custody)) in [(&before, &first), (&meanwhile, &second)].into_iter().enumerate() {
            let mut elsewhere = config.clone();
            elsewhere.data_dir = place.path().join(at.to_string());
            if test.backend == Backend::Postgres {
                elsewhere.database.url = cadangan::make_scratch(&config.database.url).await.unwrap();
            }
            let made_of = elsewhere.database.url.clone();
            let came = salin::restore(&elsewhere, &made.folder, Identities::read(custody).unwrap()).await.unwrap();
            assert_eq!(came.key, KeyCame::Placed);
            let house = again(&test, elsewhere).await;
            assert_eq!(readable(&house).await, 3);
            sound(&test, &house).await;
            house.close().await.unwrap();
            if test.backend == Backend::Postgres {
                cadangan::drop_scratch(&config.database.url, &made_of).await.unwrap();
            }
        }
        test
    })
    .await;
}
