//! The digest by e-mail, handed to a real server.

mod terputus;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use accounts::surel as addresses;
use chrono::TimeDelta;
use records::Mode;
use regex::Regex;
use sea_orm::{ConnectionTrait, EntityTrait};
use server::surel::{self, Settings};
use server::{Config, Lindung, jobs, pagi};
use tempfile::TempDir;
use testkit::{Test, TestApp, complaint, form, on_both};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/surel").join(name)
}

/// A server that keeps what it takes, until it is dropped.
struct Server {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Server {
    fn start(port: u16, mode: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let mut child = Command::new("/usr/bin/python3")
            .arg(fixture("server.py"))
            .arg(folder.path())
            .arg(port.to_string())
            .arg(mode)
            .args([fixture("server.pem"), fixture("server.key")])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().unwrap_or_else(|_| panic!("python3-aiosmtpd is missing: cargo xtask test"));
        Self { child, port, folder }
    }

    /// The mails that it took, in order.
    fn mails(&self) -> Vec<String> {
        let files = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "eml")).collect();
        files.sort();
        files.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A port where nobody listens.
fn free() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn plain(port: u16) -> Settings {
    Settings {
        enabled: true,
        host: "127.0.0.1".to_owned(),
        port,
        tls: "tanpa".to_owned(),
        sender: "Lindung <lindung@contoh.go.id>".to_owned(),
        console: "https://lindung.contoh.go.id".to_owned(),
        ..Config::read(None).unwrap().surel
    }
}

/// The same house, by a process with these settings.
async fn with(test: &Test, surel: Settings) -> Lindung {
    let config = Config { surel, ..test.lindung.config.clone() };
    server::compose::open_with(config, Arc::clone(&test.clock) as _).await.unwrap()
}

/// A user of the protection team with an address.
async fn user(test: &Test, name: &str, address: &str) {
    TestApp::user(test, name, "pelindungan", "BP3MI-BANTEN").await;
    let id = addresses::named(test.house(), name).await.unwrap();
    addresses::keep(test.house(), id, (address, true), "Uji").await.unwrap();
}

/// Three complaints without an officer, on the morning on which one is late and one is due.
async fn work(test: &Test) {
    let kind = test.lindung.registry.find("pengaduan").unwrap();
    let forms = [complaint(1, "2025-06-10"), complaint(2, "2025-05-01"), complaint(3, "2025-06-30")];
    assert!(kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap().written);
    test.at("2025-07-02", 8);
    assert!(pagi::catch_up(&test.lindung).await.unwrap());
}

/// A digest as state, tries and reason.
type Row = (String, i64, Option<String>);

fn row(state: &str, tries: i64, reason: Option<&str>) -> Row {
    (state.to_owned(), tries, reason.map(str::to_owned))
}

async fn rows(test: &Test) -> Vec<Row> {
    let all = surel::Entity::find().all(&test.house().db).await.unwrap();
    all.into_iter().map(|row| (row.keadaan, row.percobaan, row.sebab)).collect()
}

/// The lines of a digest, and where the page has the same number.
const NUMBERS: [(&str, &str); 5] = [
    ("Seluruhnya", r"dari (\d+)</small>"),
    ("Terlambat", r"<dt>terlambat</dt><dd>(\d+)"),
    ("Jatuh tempo hari ini", r"<dt>jatuh tempo hari ini</dt><dd>(\d+)"),
    ("Tujuh hari berikutnya", r"<dt>tujuh hari berikutnya</dt><dd>(\d+)"),
    ("Menunggu tanda tangan atau disposisi", r"<dt>menunggu tanda tangan atau disposisi</dt><dd>(\d+)"),
];

fn same(mail: &str, page: &str, numbers: &[(&str, &str)]) {
    for (label, of_page) in numbers {
        let shown = Regex::new(of_page).unwrap().captures(page).unwrap_or_else(|| panic!("{of_page}: {page}"));
        let line = format!("  {label}: {}", &shown[1]);
        assert!(mail.lines().any(|one| one == line), "{line}: {mail}");
    }
}

#[tokio::test]
async fn a_digest_has_the_numbers_of_the_page_and_nothing_of_a_record() {
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "penerima.contoh", "penerima@contoh.go.id").await;
        work(&test).await;
        let house = with(&test, plain(server.port)).await;
        assert!(surel::catch_up(&house).await.unwrap());
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        for line in [
            "X-Kepada: penerima@contoh.go.id",
            "X-Aman: tidak",
            "To: penerima@contoh.go.id",
            "Subject: Lindung: 1 tugas terlambat, 1 jatuh tempo hari ini",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Tidak ada tugas Anda sendiri. Tugas tim, 2 Jul 2025:",
            "  Terlambat atau segera, belum ada petugasnya: 2",
            "Buka daftarnya di https://lindung.contoh.go.id/tugas",
        ] {
            assert!(mail.lines().any(|one| one == line), "{line}: {mail}");
        }
        assert!(mail.contains("\nDate: Wed, 02 Jul 2025 01:00:00 +0000"), "{mail}");
        assert!(Regex::new("\nFrom: \"?Lindung\"? <lindung@contoh.go.id>").unwrap().is_match(mail), "{mail}");
        assert!(Regex::new("\nMessage-ID: <[0-9a-f-]{36}@contoh.go.id>").unwrap().is_match(mail), "{mail}");
        for hidden in ["PGD-", "Contoh", "pengaduan", "Pengaduan"] {
            assert!(!mail.contains(hidden), "{hidden}: {mail}");
        }
        let page = TestApp::console(&test, "penerima.contoh").await.get("/tugas").await.text;
        same(mail, &page, &NUMBERS[..4]);
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn who_has_tasks_of_their_own_is_told_of_these() {
    const OWN: &str = "UPDATE daftar_tugas SET petugas = 'petugas.contoh' WHERE jatuh_tempo = '2025-05-26'";
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "petugas.contoh", "petugas@contoh.go.id").await;
        TestApp::user(&test, "pimpinan.contoh", "kepala", "BP3MI-BANTEN").await;
        let head = addresses::named(test.house(), "pimpinan.contoh").await.unwrap();
        addresses::keep(test.house(), head, ("pimpinan@contoh.go.id", true), "Uji").await.unwrap();
        let telegram = form(&[
            ("diterima_pada", "2025-06-30"),
            ("nomor_agenda", "17/CONTOH"),
            ("perwakilan", "KBRI Contoh"),
            ("nomor_brafaks", "B-00017/CONTOH"),
            ("tanggal_brafaks", "2025-06-29"),
            ("sifat", "biasa"),
            ("perihal", "Pemulangan"),
        ]);
        let kind = test.lindung.registry.find("brafaks").unwrap();
        assert!(kind.register(&test.system(), &[telegram], &[], Mode::Write).await.unwrap().written);
        work(&test).await;
        assert_eq!(test.house().db.execute_unprepared(OWN).await.unwrap().rows_affected(), 1);
        let house = with(&test, plain(server.port)).await;
        assert!(surel::catch_up(&house).await.unwrap());
        let mails = server.mails();
        for (name, address, numbers) in
            [("petugas.contoh", "petugas", &NUMBERS[..4]), ("pimpinan.contoh", "pimpinan", &NUMBERS[..])]
        {
            let to = format!("X-Kepada: {address}@contoh.go.id");
            let mail = mails.iter().find(|mail| mail.contains(&to)).unwrap();
            assert!(mail.contains("\nTugas Anda, 2 Jul 2025:"), "{mail}");
            assert!(mail.lines().any(|line| line == "  Seluruhnya: 1"), "{mail}");
            same(mail, &TestApp::console(&test, name).await.get("/tugas").await.text, numbers);
        }
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn however_often_it_runs_each_user_has_one_mail_a_day() {
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        user(&test, "mati.contoh", "mati@contoh.go.id").await;
        let off = addresses::named(test.house(), "mati.contoh").await.unwrap();
        addresses::keep(test.house(), off, ("mati@contoh.go.id", false), "Uji").await.unwrap();
        work(&test).await;
        let (one, two) = (with(&test, plain(server.port)).await, with(&test, plain(server.port)).await);
        test.at("2025-07-02", 6);
        assert!(!surel::catch_up(&one).await.unwrap(), "before the hour");
        test.at("2025-07-02", 8);
        let (first, second) = tokio::join!(async { surel::catch_up(&one).await.unwrap() }, async {
            surel::catch_up(&two).await.unwrap()
        });
        assert!(first != second, "{first} {second}");
        // As if the job's own row were lost: the users' rows decide.
        test.house().db.execute_unprepared("DELETE FROM pekerjaan WHERE nama = 'surel'").await.unwrap();
        assert!(surel::catch_up(&two).await.unwrap());
        assert_eq!(server.mails().len(), 1);
        assert!(server.mails()[0].contains("X-Kepada: satu@contoh.go.id"));
        assert_eq!(rows(&test).await, [row(surel::SENT, 1, None)]);
        // A Saturday has none, the Monday after has one.
        test.at("2025-07-05", 8);
        assert!(!surel::catch_up(&one).await.unwrap());
        test.at("2025-07-07", 8);
        assert!(surel::catch_up(&one).await.unwrap());
        assert_eq!(server.mails().len(), 2);
        for house in [one, two] {
            house.close().await.unwrap();
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again_and_gets_one_mail() {
    on_both(async |mut test| {
        let port = free();
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        work(&test).await;
        let house = with(&test, plain(port)).await;
        assert!(surel::catch_up(&house).await.unwrap());
        assert_eq!(rows(&test).await, [row(surel::FAILED, 1, Some("server tidak dapat dihubungi"))]);
        let server = Server::start(port, "tanpa");
        assert!(!surel::catch_up(&house).await.unwrap(), "not at once");
        for _ in 0..3 {
            test.clock.advance(TimeDelta::minutes(31));
            surel::catch_up(&house).await.unwrap();
        }
        assert_eq!(server.mails().len(), 1);
        assert_eq!(rows(&test).await, [row(surel::SENT, 2, None)]);
        test.lindung.config.server.metrics_token = "rahasia uji".to_owned();
        let text = TestApp::new(&test).with_token("rahasia uji").get("/metrics").await.text;
        assert!(text.contains("lindung_digests{status=\"dikirim\"} 1\n"), "{text}");
        assert!(text.contains("lindung_digests{status=\"gagal\"} 0\n"), "{text}");
        test.at("2025-10-02", 1);
        let text = TestApp::new(&test).with_token("rahasia uji").get("/metrics").await.text;
        assert!(text.contains("lindung_digests{status=\"dikirim\"} 0\n"), "of today only: {text}");
        for (night, kept) in [("2025-09-30", 1), ("2025-10-01", 0)] {
            assert!(jobs::run(&test.lindung, night.parse().unwrap()).await.unwrap());
            assert_eq!(rows(&test).await.len(), kept, "{night}");
        }
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn who_is_refused_keeps_nobody_else_from_the_mail() {
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "ditolak.contoh", "ditolak@contoh.go.id").await;
        user(&test, "nanti.contoh", "nanti@contoh.go.id").await;
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        work(&test).await;
        let house = with(&test, plain(server.port)).await;
        for _ in 0..2 {
            surel::catch_up(&house).await.unwrap();
            test.clock.advance(TimeDelta::minutes(31));
        }
        assert_eq!(server.mails().len(), 1);
        let mut all = rows(&test).await;
        all.sort();
        let refused =
            [row(surel::FAILED, 1, Some("server menjawab 550")), row(surel::FAILED, 2, Some("server menjawab 451"))];
        assert_eq!(all, [&[row(surel::SENT, 1, None)][..], &refused[..]].concat());
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn starttls_asks_for_a_certificate_that_is_trusted_and_logs_in() {
    on_both(async |test| {
        let server = Server::start(0, "starttls");
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        work(&test).await;
        let shielded = Settings {
            tls: "starttls".to_owned(),
            user: "lindung".to_owned(),
            password: "rahasia uji".to_owned(),
            ..plain(server.port)
        };
        let trusting = Settings { ca_file: fixture("ca.pem"), ..shielded.clone() };
        let wrong = Settings { password: "salah".to_owned(), ..trusting.clone() };
        for (settings, sent) in [(shielded, 0), (wrong, 0), (trusting, 1)] {
            let house = with(&test, settings).await;
            assert!(surel::catch_up(&house).await.unwrap());
            assert_eq!(server.mails().len(), sent, "{:?}", rows(&test).await);
            house.close().await.unwrap();
            test.clock.advance(TimeDelta::minutes(61));
        }
        assert!(server.mails()[0].contains("X-Aman: ya"));
        assert_eq!(rows(&test).await, [row(surel::SENT, 3, None)]);
        test
    })
    .await;
}

#[tokio::test]
async fn who_has_nothing_to_do_gets_no_mail_and_a_house_without_e_mail_sends_none() {
    on_both(async |test| {
        let server = Server::start(0, "tanpa");
        user(&test, "satu.contoh", "satu@contoh.go.id").await;
        test.at("2025-07-02", 8);
        assert!(!surel::catch_up(&test.lindung).await.unwrap());
        let house = with(&test, plain(server.port)).await;
        assert!(surel::catch_up(&house).await.unwrap());
        assert_eq!(rows(&test).await, [row(surel::EMPTY, 1, None)]);
        test.at("2025-07-03", 8);
        let always = with(&test, Settings { when_empty: true, ..plain(server.port) }).await;
        assert!(surel::catch_up(&always).await.unwrap());
        assert_eq!(server.mails().len(), 1);
        for house in [house, always] {
            house.close().await.unwrap();
        }
        test
    })
    .await;
}

#[tokio::test]
async fn everybody_keeps_their_own_address() {
    const FORM: &str = "application/x-www-form-urlencoded";
    on_both(async |test| {
        TestApp::user(&test, "satu.contoh", "pelindungan", "BP3MI-BANTEN").await;
        let id = addresses::named(test.house(), "satu.contoh").await.unwrap();
        let console = TestApp::console(&test, "satu.contoh").await;
        let send =
            async |body: &str| console.send(axum::http::Method::POST, "/akun/surel", FORM, body.to_owned()).await;
        assert!(console.get("/akun/surel").await.text.contains("belum ada alamat"));
        let refused = send("alamat=bukan+alamat&kirim=ya").await;
        assert!(refused.text.contains("Tulis satu alamat surel") && refused.text.contains("bukan alamat"));
        assert_eq!(addresses::of(test.house(), id).await.unwrap(), None);
        assert_eq!(send("alamat=satu%40contoh.go.id&kirim=ya").await.status, 303);
        assert!(console.get("/akun/surel").await.text.contains("Dikirim ke satu@contoh.go.id"));
        assert_eq!(send("alamat=satu%40contoh.go.id&kirim=tidak").await.status, 303);
        assert!(!addresses::of(test.house(), id).await.unwrap().unwrap().aktif);
        for (body, words) in [
            ("alamat=", "Pilih Ya atau Tidak"),
            ("alamat=&kirim=entah", "Pilih Ya atau Tidak"),
            ("alamat=dua%40contoh.go.id&kirim=", "Pilih Ya atau Tidak"),
            ("kirim=ya", "tidak ikut terkirim"),
        ] {
            let refused = send(body).await;
            assert!(refused.status == 200 && refused.text.contains(words), "{body}: {}", refused.text);
            let held = addresses::of(test.house(), id).await.unwrap().unwrap();
            assert_eq!((held.alamat.as_str(), held.aktif), ("satu@contoh.go.id", false), "{body}");
        }
        assert_eq!(send("alamat=&kirim=ya").await.status, 303);
        assert_eq!(addresses::of(test.house(), id).await.unwrap(), None);
        TestApp::user(&test, "pengelola.contoh", "admin", "BP3MI-BANTEN").await;
        assert_eq!(TestApp::console(&test, "pengelola.contoh").await.get("/akun/surel").await.status, 403);
        test
    })
    .await;
}
