//! The accept loop lets go of clients that never finish what they began, and serves those who do.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use testkit::{Backend, Test};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use web::Proxies;

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
/// What those send who never ask for anything: nothing, a letter, half of a head, half of the preface of HTTP/2, all of it with
/// empty settings.
const UNSAID: [&[u8]; 5] = [
    b"",
    b"G",
    b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Half:",
    b"PRI * HTTP/2.0\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
];

/// The program behind its accept loop, in this process.
pub(super) struct Served {
    /// Where it listens.
    pub(super) address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Served {
    /// Begins to listen, with these proxies before it.
    pub(super) async fn begin(test: &Test, proxies: Proxies) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let router = test.lindung.router();
        let task = tokio::spawn(async move {
            let stopped = async {
                let _ = stopped.await;
            };
            web::serve::run(listener, router, proxies, stopped).await.unwrap();
        });
        Self { address, stop, task }
    }

    async fn open(&self, first: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // Whoever is made way for may be gone before it has said that.
        let _ = stream.write_all(first).await;
        stream
    }

    /// Asks as a normal client does; how long the answer took.
    async fn ask(&self) -> Duration {
        let began = Instant::now();
        let mut stream = self.open(ASK).await;
        let mut answer = String::new();
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read_to_string(&mut answer)).await;
        read.unwrap().unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        began.elapsed()
    }

    /// Lets running requests end.
    pub(super) async fn end(self) {
        self.stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(30), self.task).await.unwrap().unwrap();
    }
}

/// Reads until the server lets go, in whatever way.
async fn gone(mut stream: TcpStream) {
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
}

/// Both ends of each connection are in this process: it must be allowed that many files.
fn descriptors(needed: u64) {
    let soft = || {
        let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
        let line = limits.lines().find(|line| line.starts_with("Max open files"))?.to_owned();
        line.split_whitespace().nth(3)?.parse::<u64>().ok()
    };
    if soft().is_some_and(|soft| soft < needed) {
        let pid = std::process::id().to_string();
        let _ = std::process::Command::new("prlimit").args(["--pid", &pid, &format!("--nofile={needed}:")]).status();
    }
    // Where the limit cannot be read, opening the connections will tell.
    if let Some(soft) = soft() {
        assert!(
            soft >= needed,
            "this test needs {needed} open files and may have {soft}: run it after `ulimit -n {needed}`"
        );
    }
}

async fn eleven_hundred_silent_connections(proxies: &[&str]) {
    descriptors(3_500);
    let test = Test::open(Backend::Sqlite).await;
    let trusted: Vec<String> = proxies.iter().map(|text| (*text).to_owned()).collect();
    let served = Served::begin(&test, Proxies::new(&trusted).unwrap()).await;
    let mut silent = Vec::new();
    for at in 0..1_100 {
        silent.push(served.open(UNSAID[at % UNSAID.len()]).await);
    }
    let began = Instant::now();
    let mut quickest = Duration::MAX;
    for _ in 0..5 {
        quickest = quickest.min(served.ask().await);
    }
    assert!(quickest < Duration::from_secs(1), "{quickest:?}");
    let all = tokio::time::timeout(Duration::from_secs(30), join_all(silent.into_iter().map(gone))).await;
    assert!(all.is_ok(), "some are still open after {:?}", began.elapsed());
    served.end().await;
    test.close().await;
}

#[tokio::test]
async fn eleven_hundred_silent_connections_keep_nobody_out_and_are_let_go() {
    eleven_hundred_silent_connections(&[]).await;
}

#[tokio::test]
async fn nor_do_they_where_they_come_through_a_proxy() {
    eleven_hundred_silent_connections(&["127.0.0.1"]).await;
}

#[tokio::test]
async fn half_a_header_is_let_go_while_others_are_served() {
    let test = Test::open(Backend::Sqlite).await;
    let served = Served::begin(&test, Proxies::default()).await;
    let slow = join_all(UNSAID.map(|first| served.open(first))).await;
    served.ask().await;
    let ended = tokio::time::timeout(Duration::from_secs(40), join_all(slow.into_iter().map(gone))).await;
    assert!(ended.is_ok(), "a connection is still open");
    served.end().await;
    test.close().await;
}

#[tokio::test]
async fn a_connection_that_speaks_keeps_its_place_among_those_that_do_not() {
    let test = Test::open(Backend::Sqlite).await;
    let served = Served::begin(&test, Proxies::default()).await;
    // A request that is being sent: its head has come, its body comes later.
    let mut speaking = served.open(b"POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n").await;
    // Once the answer to somebody later has come, that head was read.
    served.ask().await;
    let mut silent = Vec::new();
    for _ in 0..600 {
        silent.push(served.open(b"").await);
    }
    served.ask().await;
    speaking.write_all(b"{}").await.unwrap();
    let mut answer = [0; 12];
    tokio::time::timeout(Duration::from_secs(20), speaking.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 400");
    drop((silent, speaking));
    served.end().await;
    test.close().await;
}
