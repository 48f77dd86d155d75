//! The program as a process, and clients that ask it over the wire.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::memory::{self, Memory};

/// The program, built beside what runs: in the same folder, or in the one above where that is a test.
#[must_use]
pub fn program() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let mut near = own.ancestors().skip(1).take(2).map(|folder| folder.join("lindung"));
    near.find(|path| path.is_file()).unwrap_or_else(|| panic!("build the workspace first: cargo xtask test does"))
}

/// A command of the program, with the settings of tests, on a folder and a database; an empty URL is `SQLite` in the folder.
#[must_use]
pub fn command(arguments: &[&str], folder: &Path, url: &str) -> Command {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/test.toml");
    let mut command = Command::new(program());
    command.args(arguments).arg("--data-dir").arg(folder).arg("--config").arg(config);
    if !url.is_empty() {
        command.args(["--database-url", url]);
    }
    command
}

/// The program, serving a house.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub at: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    /// Starts it on a folder and a database as [`command`] does, and waits until it listens.
    pub async fn start(folder: &Path, url: &str) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = command(&["serve", "--bind", &free.to_string()], folder, url);
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        let started = Self { child, at: free };
        for _ in 0..600 {
            if TcpStream::connect(free).await.is_ok() {
                return started;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("the program does not listen");
    }

    /// What it takes of the memory.
    #[must_use]
    pub fn memory(&self) -> Memory {
        Memory::of(self.child.id()).unwrap()
    }

    /// The same, with each page counted once: see [`memory::once`].
    #[must_use]
    pub fn memory_once(&self) -> u64 {
        memory::once(self.child.id()).unwrap()
    }

    /// Lets [`Memory::most`] begin again.
    pub fn forget_peak(&self) {
        memory::forget_peak(self.child.id());
    }

    /// Hundredths of a second of processor time so far.
    fn worked(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let after = stat.rsplit_once(')').unwrap().1;
        let mut fields = after.split_whitespace().skip(11);
        let mut next = || fields.next().unwrap().parse::<u64>().unwrap();
        next() + next()
    }

    /// Waits until the work that a start brings is done.
    pub async fn idle(&self) {
        let mut before = self.worked();
        for _ in 0..120 {
            tokio::time::sleep(Duration::from_millis(500)).await;
            let now = self.worked();
            if now - before < 3 {
                return;
            }
            before = now;
        }
        panic!("the program never rests");
    }
}

/// A request.
#[derive(Clone)]
pub struct Asked {
    /// The method.
    pub method: &'static str,
    /// The path, with what is behind it.
    pub path: String,
    /// What the body is.
    pub kind: &'static str,
    /// The header that says who asks.
    pub who: String,
    /// The body.
    pub body: Arc<Vec<u8>>,
}

impl Asked {
    /// A request without a body.
    #[must_use]
    pub fn get(path: &str, who: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), kind: "text/plain", who: who.to_owned(), body: Arc::default() }
    }

    /// A request with a body.
    #[must_use]
    pub fn post(path: &str, kind: &'static str, who: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "POST", path: path.to_owned(), kind, who: who.to_owned(), body: Arc::new(body.into()) }
    }

    /// Sends it on a connection of its own; the status, the head, and what was answered.
    pub async fn send(self, at: SocketAddr) -> (u16, String, Vec<u8>) {
        let (mut read, mut write) = TcpStream::connect(at).await.unwrap().into_split();
        let Self { method, path, kind, who, body } = self;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: lindung.contoh\r\nConnection: close\r\n{who}\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        // An answer may come before all was sent, and the rest is not taken any more.
        let sending = tokio::spawn(async move {
            let _ = write.write_all(head.as_bytes()).await;
            let _ = write.write_all(&body).await;
            write
        });
        let mut answer = Vec::new();
        let _ = read.read_to_end(&mut answer).await;
        sending.abort();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        (status, head, answer.split_off((end + 4).min(answer.len())))
    }
}

/// A form with a file.
#[must_use]
pub fn form(name: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\nContent-Type: application/x\r\n\r\n"
    );
    [head.as_bytes(), file, b"\r\n--batas--\r\n"].concat()
}

/// A file by itself.
pub const BYTES: &str = "application/octet-stream";
/// What programs send.
pub const JSON: &str = "application/json";
/// What a form of a page sends.
pub const FORM: &str = "application/x-www-form-urlencoded";
/// What [`form`] makes.
pub const MULTIPART: &str = "multipart/form-data; boundary=batas";
