//! One, two and three `lindung serve` on one `PostgreSQL`: what desks get done, beside one server in the same run, and that numbers are
//! given once and without a gap. Every process and the database share the machine, so two cores show what a second server costs, and four
//! or more what it brings.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DESKS: usize = 24;
const SERVERS: usize = 3;
/// How long the desks work at each number of servers.
const WORK: Duration = Duration::from_secs(10);
const USER: &str = "meja.contoh";

/// A server as a process of its own; killed with this value.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Program {
    /// One on the database and the key of a test.
    fn start(test: &Test) -> Self {
        let program = std::env::current_exe().unwrap().parent().unwrap().join("lindung");
        let mut child = Command::new(program)
            .args(["--config", concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/test.toml")])
            .arg("--data-dir")
            .arg(test.folder())
            .args(["--database-url", &test.lindung.config.database.url, "serve", "--bind", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().rsplit("http://").next().unwrap().parse().unwrap() }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status of an answer, and its body as JSON.
async fn ask(address: SocketAddr, line: &str, token: &str, body: &str) -> (u16, Value) {
    let request = format!(
        "{line} HTTP/1.1\r\nHost: uji\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
    (status, serde_json::from_str(text.split("\r\n\r\n").nth(1).unwrap_or_default()).unwrap_or_default())
}

/// A return of somebody made up.
fn returned(number: u32) -> String {
    let (serial, month) = (number % 9_000 + 1, 1 + number / 9_000);
    let person = json!({
        "nama": format!("Siti Contoh {number}"), "nik": format!("36039941{month:02}90{serial:04}"), "jenis_kelamin": "P",
        "daerah_asal": "36.03", "tiba_pada": "2025-06-01", "kategori": "bermasalah", "negara": "MY",
    });
    person.to_string()
}

/// What the desks get done at some servers: a return and a page of the list, so many a second.
async fn rate(programs: &[Program], token: &str, numbers: &AtomicU32) -> f64 {
    let began = Instant::now();
    let desks = (0..DESKS).map(async |desk| {
        let address = programs[desk % programs.len()].address;
        let mut done = 0_u32;
        while began.elapsed() < WORK {
            let body = returned(numbers.fetch_add(1, Ordering::Relaxed));
            let (made, answer) = ask(address, "POST /api/v1/kepulangan", token, &body).await;
            assert_eq!(made, 201, "{answer}");
            let (read, answer) = ask(address, "GET /api/v1/kepulangan", token, "").await;
            assert_eq!(read, 200, "{answer}");
            done += 1;
        }
        done
    });
    let done: u32 = join_all(desks).await.into_iter().sum();
    f64::from(done) / began.elapsed().as_secs_f64()
}

/// Measures; on `SQLite` there is one server.
pub(crate) async fn run(test: &Test) {
    if test.backend == Backend::Sqlite {
        println!("one file has one server");
        return;
    }
    TestApp::user(test, USER, "helpdesk", "P4MI-SOETTA").await;
    let numbers = AtomicU32::new(0);
    let mut alone = 0.0;
    for servers in 1..=SERVERS {
        let programs: Vec<Program> = (0..servers).map(|_| Program::start(test)).collect();
        let login = json!({ "username": USER, "password": TestApp::password() }).to_string();
        let (_, tokens) = ask(programs[0].address, "POST /api/v1/auth/login", "", &login).await;
        let token = tokens["access_token"].as_str().unwrap().to_owned();
        let rate = rate(&programs, &token, &numbers).await;
        if servers == 1 {
            alone = rate;
        }
        // What one takes at so many servers to what it takes at one: under 1 where another server brings something.
        let ratio = alone / rate;
        println!("{servers} servers, {DESKS} desks: {rate:.0} returns and pages a second, ratio {ratio:.2}");
        crate::reached::note(&format!("{DESKS} desks at {servers} servers, to the same at one"), ratio);
    }
    numbered(test).await;
}

/// Every number is given once, and none is left out.
async fn numbered(test: &Test) {
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    let serials: BTreeSet<usize> =
        rows.iter().map(|row| row.nomor.rsplit('-').next().unwrap().parse().unwrap()).collect();
    let sound = serials.len() == rows.len() && serials.last() == Some(&rows.len());
    assert!(sound, "{} returns, {} numbers, up to {:?}", rows.len(), serials.len(), serials.last());
    println!("{} returns with {} numbers, none left out", rows.len(), serials.len());
}
