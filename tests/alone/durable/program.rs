//! The real program as a process of its own, and a client that speaks to it over the network.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PASSWORD: &str = "kata sandi uji coba";

/// The program, built beside the tests.
fn path() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned();
    let program = folder.join("lindung");
    assert!(program.exists(), "build the workspace first: cargo xtask test does");
    program
}

/// How the program is started.
#[derive(Clone)]
pub(super) struct Setup {
    /// Where its data lie.
    pub(super) data: PathBuf,
    /// The URL of its database; empty for `SQLite`.
    pub(super) url: String,
    /// Connections in its pool.
    pub(super) connections: u32,
}

impl Setup {
    fn command(&self) -> Command {
        let mut command = Command::new(path());
        command
            .env("LINDUNG_DATA_DIR", &self.data)
            .env("LINDUNG_DATABASE__URL", &self.url)
            .env("LINDUNG_DATABASE__CONNECTIONS", self.connections.to_string())
            .env("LINDUNG_PASSWORD__MEMORY_KIB", "1024")
            .env("LINDUNG_PASSWORD__PASSES", "1")
            .env("LINDUNG_LOG__FILTER", "error")
            .stderr(Stdio::null());
        command
    }

    /// Makes a user.
    pub(super) fn user(&self, name: &str, role: &str) {
        use std::io::Write;
        let mut child = self
            .command()
            .args(["user", "add", name, "--name", "Uji Contoh", "--role", role, "--office", "BP3MI-BANTEN"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(child.wait().unwrap().success());
    }

    /// What a command says, of a house whose backups are sealed to a public key. It must succeed.
    pub(super) fn command_says(&self, recipient: &str, arguments: &[&str]) -> String {
        let mut command = self.command();
        command.env("LINDUNG_CADANGAN__PENERIMA", format!("[\"{recipient}\"]"));
        let done = command.args(arguments).stderr(Stdio::piped()).output().unwrap();
        let said = [done.stdout, done.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        assert!(done.status.success(), "{arguments:?}: {said}");
        said
    }

    /// What the audit finds; empty if nothing.
    pub(super) fn verify(&self) -> String {
        let done = self.command().arg("verify").output().unwrap();
        if done.status.success() { String::new() } else { String::from_utf8_lossy(&done.stdout).into_owned() + "!" }
    }

    /// Starts the server and waits until it listens.
    pub(super) fn start(&self) -> Program {
        let mut child = self.command().args(["serve", "--bind", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().parse().unwrap_or_else(|_| panic!("{line:?}"));
        Program { child, address }
    }
}

/// A running server; killed with this value.
pub(super) struct Program {
    child: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

impl Program {
    /// Ends it as `kill -9` does.
    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits.
    pub(super) fn stop(mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }

    /// A client that is logged in.
    pub(super) async fn login(&self, name: &str) -> Client {
        let mut client = Client { address: self.address, token: String::new() };
        let answer = client.post("/api/v1/auth/login", &json!({ "username": name, "password": PASSWORD })).await;
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{answer:?}")).clone_into(&mut client.token);
        client
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came back, and how long it took.
#[derive(Debug)]
pub(super) struct Answer {
    /// The status; 0 where the connection ended without one.
    pub(super) status: u16,
    /// Head and body.
    pub(super) text: String,
    /// From the first byte sent to the last received.
    pub(super) took: Duration,
}

impl Answer {
    /// The body as JSON; nothing where it is none.
    pub(super) fn json(&self) -> Value {
        let body = self.text.split("\r\n\r\n").nth(1).unwrap_or_default();
        serde_json::from_str(body).unwrap_or_default()
    }

    /// Whether it says when to come again.
    pub(super) fn says_when(&self) -> bool {
        self.text.to_lowercase().contains("\r\nretry-after: ")
    }
}

/// A client with one connection for each request.
#[derive(Clone)]
pub(super) struct Client {
    address: SocketAddr,
    token: String,
}

impl Client {
    /// The same account at another server on the same database.
    pub(super) fn at(&self, program: &Program) -> Self {
        Self { address: program.address, token: self.token.clone() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "").await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string()).await
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> Answer {
        let began = Instant::now();
        let token =
            if self.token.is_empty() { String::new() } else { format!("Authorization: Bearer {}\r\n", self.token) };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: uji\r\nConnection: close\r\n{token}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut text = Vec::new();
        if let Ok(mut stream) = TcpStream::connect(self.address).await
            && stream.write_all(request.as_bytes()).await.is_ok()
        {
            let _ = tokio::time::timeout(Duration::from_secs(40), stream.read_to_end(&mut text)).await;
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        Answer { status, text, took: began.elapsed() }
    }
}

/// A return of somebody made up.
pub(super) fn returned(number: u32) -> Value {
    let serial = format!("{:04}", number % 9_000 + 1);
    let day = 1 + number / 9_000;
    json!({
        "nama": format!("Siti Contoh {number}"), "nik": format!("36039941{day:02}90{serial}"), "jenis_kelamin": "P",
        "daerah_asal": "36.03", "tiba_pada": "2025-06-01", "kategori": "bermasalah", "negara": "MY",
    })
}

/// The ids of the returns in a database that no process has open for writing.
pub(super) async fn returns_in(url: &str) -> std::collections::BTreeSet<String> {
    use sea_orm::EntityTrait;
    let db = sea_orm::Database::connect(url).await.unwrap();
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&db).await.unwrap();
    db.close().await.unwrap();
    rows.into_iter().map(|row| row.id.to_string()).collect()
}

/// The URL of the `SQLite` database in a folder.
pub(super) fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("lindung.db").display())
}
