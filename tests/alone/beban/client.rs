//! The program as a process, and clients that ask it over the wire.

use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The program, built beside the tests, serving a folder.
pub(super) struct Program {
    child: Child,
    pub at: SocketAddr,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    pub(super) async fn start(folder: &std::path::Path) -> Self {
        let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
        assert!(program.exists(), "build the workspace first: cargo xtask test does");
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let config = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/test.toml");
        let mut command = Command::new(program);
        command.args(["serve", "--bind", &free.to_string(), "--data-dir"]).arg(folder).arg("--config").arg(config);
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

    fn proc(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap()
    }

    /// Megabytes: what is in memory now, and the most that ever was since [`Program::forget_peak`].
    pub(super) fn memory(&self) -> (u64, u64) {
        let status = self.proc("status");
        let of = |key: &str| -> u64 {
            let line = status.lines().find(|line| line.starts_with(key)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
        };
        (of("VmRSS"), of("VmHWM"))
    }

    pub(super) fn forget_peak(&self) {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").unwrap();
    }

    /// Hundredths of a second of processor time so far.
    fn worked(&self) -> u64 {
        let stat = self.proc("stat");
        let after = stat.rsplit_once(')').unwrap().1;
        let mut fields = after.split_whitespace().skip(11);
        let mut next = || fields.next().unwrap().parse::<u64>().unwrap();
        next() + next()
    }

    /// Waits until the work that a start brings is done.
    pub(super) async fn idle(&self) {
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
pub(super) struct Asked {
    pub method: &'static str,
    pub path: String,
    pub kind: &'static str,
    /// The header that says who asks.
    pub who: String,
    pub body: Arc<Vec<u8>>,
}

impl Asked {
    pub(super) fn get(path: &str, who: &str) -> Self {
        Self { method: "GET", path: path.to_owned(), kind: "text/plain", who: who.to_owned(), body: Arc::default() }
    }

    pub(super) fn post(path: &str, kind: &'static str, who: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "POST", path: path.to_owned(), kind, who: who.to_owned(), body: Arc::new(body.into()) }
    }

    /// Sends it on a connection of its own; the status, the head, and what was answered.
    pub(super) async fn send(self, at: SocketAddr) -> (u16, String, Vec<u8>) {
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
pub(super) fn form(name: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\nContent-Type: application/x\r\n\r\n"
    );
    [head.as_bytes(), file, b"\r\n--batas--\r\n"].concat()
}

pub(super) const BYTES: &str = "application/octet-stream";
pub(super) const JSON: &str = "application/json";
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const MULTIPART: &str = "multipart/form-data; boundary=batas";
