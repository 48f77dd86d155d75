//! Cheap requests that cost much: what they take of memory, what of it is given back, and whether others wait.

mod swollen;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use records::Mode;
use serde_json::{Value, json};
use testkit::memory::Memory;
use testkit::wire::{Asked, BYTES, FORM, JSON, MULTIPART, Program, form};
use testkit::{Backend, Test, TestApp, complaint};

/// How many clients ask at once, of how many accounts.
const CLIENTS: usize = 32;
const ACCOUNTS: usize = 8;
/// Records that are exported.
const RECORDS: u32 = 4_000;
/// Megabytes over what the idle program takes, at the worst moment and a while after it.
const PEAK: u64 = 300;
const AFTER: u64 = 80;

/// A house with records, an arrival without a manifest, and accounts; the ids of a record and of the arrival.
async fn house(test: &Test) -> (String, String) {
    for number in 0..ACCOUNTS {
        TestApp::user(test, &format!("kepala{number}.contoh"), "kepala", "BP3MI-BANTEN").await;
    }
    let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
    let forms: Vec<_> = (0..RECORDS).map(|number| complaint(number, "2025-06-02")).collect();
    let done = test.lindung.registry.find("pengaduan").unwrap().register(&ctx, &forms, &[], Mode::Write).await.unwrap();
    let Some(records::Outcome::New(record, _)) = done.outcomes.first() else { panic!("{:?}", done.outcomes.first()) };
    let arrival = testkit::form(&[("penerbangan", "MH 725"), ("tiba_pada", "2025-06-30"), ("negara", "MY")]);
    let kind = test.lindung.registry.find("kedatangan").unwrap();
    let done_too = kind.register(&ctx, &[arrival], &[], Mode::Write).await.unwrap();
    let Some(records::Outcome::New(arrival, _)) = done_too.outcomes.first() else { panic!("no arrival") };
    (record.to_string(), arrival.to_string())
}

/// The header that says who asks: a token, and a session of the console.
async fn login(program: &Program, number: usize) -> (String, String) {
    let (name, password) = (format!("kepala{number}.contoh"), TestApp::password());
    let typed = json!({ "username": name, "password": password }).to_string();
    let (status, _, body) =
        Asked::post("/api/v1/auth/login", "application/json", "X-A: b", typed).send(program.at).await;
    assert_eq!(status, 200);
    let token: Value = serde_json::from_slice(&body).unwrap();
    let typed = format!("nama={name}&sandi={}", password.replace(' ', "+"));
    let asked = Asked::post("/masuk", "application/x-www-form-urlencoded", "X-A: b", typed);
    let (_, head, _) = asked.send(program.at).await;
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = cookie.split(';').next().unwrap();
    (format!("Authorization: Bearer {}", token["access_token"].as_str().unwrap()), format!("Cookie: {cookie}"))
}

/// Asks small things until it is told to stop; how long each took, in milliseconds.
async fn other(program: Arc<Program>, paths: Vec<String>, who: String, stop: Arc<AtomicBool>) -> Vec<u128> {
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        for path in &paths {
            let began = Instant::now();
            let (status, _, body) = Asked::get(path, &who).send(program.at).await;
            assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
            times.push(began.elapsed().as_millis());
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    times
}

fn worst(times: &[u128]) -> u128 {
    times.iter().copied().max().unwrap()
}

fn median(times: &[u128]) -> u128 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

/// What many clients ask at once, by what it is called: half of them one thing, half another.
fn waves(record: &str, arrival: &str, whos: &[(String, String)]) -> Vec<(&'static str, Vec<Asked>)> {
    let wave =
        |name, even: &dyn Fn(usize, &(String, String)) -> Asked, odd: &dyn Fn(usize, &(String, String)) -> Asked| {
            let ask = |client: usize| {
                let ask = if client.is_multiple_of(2) { even } else { odd };
                ask(client / 2, &whos[client % ACCOUNTS])
            };
            (name, (0..CLIENTS).map(ask).collect())
        };
    let manifest = |of: &str| format!("/kedatangan/{arrival}/manifes/{of}");
    let (books, tables) = (swollen::workbooks(), swollen::tables());
    let book = |client: usize, (token, cookie): &(String, String)| {
        let file = books[client % books.len()].clone();
        if client < books.len() {
            Asked::post("/api/v1/periksa?nama=a.xlsx", BYTES, token, file)
        } else {
            Asked::post(&manifest("berkas"), MULTIPART, cookie, form("a.xlsx", &file))
        }
    };
    let table = |client: usize, (token, _): &(String, String)| {
        let (name, file) = tables[client % tables.len()].clone();
        Asked { body: file, ..Asked::post(&format!("/api/v1/periksa?nama={name}"), BYTES, token, "") }
    };
    let export = |client: usize, (token, _): &(String, String)| {
        let shape = if client.is_multiple_of(2) { "csv" } else { "xlsx" };
        Asked::post("/api/v1/pengaduan/ekspor", JSON, token, json!({ "bentuk": shape }).to_string())
    };
    let pasted = Arc::new(format!("teks=Nama%09Paspor%0A{}", "%09a".repeat(900_000)).into_bytes());
    let paste = |_: usize, (_, cookie): &(String, String)| Asked {
        body: Arc::clone(&pasted),
        ..Asked::post(&manifest("periksa"), FORM, cookie, "")
    };
    let letter = [b"%PDF-1.7\n", &vec![b' '; 15 * 1024 * 1024][..], b"%%EOF\n"].concat();
    let letter = Arc::new(form("surat.pdf", &letter));
    let attach = |_: usize, (token, _): &(String, String)| Asked {
        body: Arc::clone(&letter),
        ..Asked::post(&format!("/api/v1/pengaduan/{record}/lampiran"), MULTIPART, token, "")
    };
    let crumbs = |client: usize, (token, cookie): &(String, String)| match client % 2 {
        0 => Asked::post("/api/v1/pengaduan", JSON, token, format!("[{}0]", "0,".repeat(500_000))),
        _ => Asked::post("/pengaduan/baru", FORM, cookie, "a=&".repeat(330_000)),
    };
    vec![
        wave("swollen workbooks, and tables of ten megabytes", &book, &table),
        wave("exports, and pastes of a million cells", &export, &paste),
        wave("large attachments, and bodies of many parts", &attach, &crumbs),
    ]
}

/// Whether an answer is one that a client can work with, and its status.
fn fair(what: &str, (status, head, body): (u16, String, Vec<u8>)) -> u16 {
    let text = String::from_utf8_lossy(&body);
    match status {
        503 => assert!(head.contains("retry-after"), "{what}: {head}"),
        // A body that is refused before all of it was read may be cut off with the connection.
        0 => {}
        _ => assert!((200..500).contains(&status), "{what}: {head}\n{text}"),
    }
    status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cheap_requests_neither_fill_the_memory_nor_hold_others_up() {
    let _machine = crate::machine().await;
    let test = Test::open(Backend::Sqlite).await;
    let (record, arrival) = house(&test).await;
    let program = Arc::new(Program::start(test.folder(), "").await);
    let mut whos = Vec::new();
    for number in 0..ACCOUNTS {
        whos.push(login(&program, number).await);
    }
    let small = vec!["/healthz".to_owned(), format!("/api/v1/pengaduan/{record}")];
    program.idle().await;
    let stop = Arc::new(AtomicBool::new(false));
    let alone = tokio::spawn(other(Arc::clone(&program), small.clone(), whos[0].0.clone(), Arc::clone(&stop)));
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.store(true, Ordering::Relaxed);
    let alone = alone.await.unwrap();
    let all = waves(&record, &arrival, &whos);
    let idle = program.memory().now;
    program.forget_peak();
    let mut beside = Vec::new();
    for (name, asked) in all {
        let stop = Arc::new(AtomicBool::new(false));
        let others = tokio::spawn(other(Arc::clone(&program), small.clone(), whos[0].0.clone(), Arc::clone(&stop)));
        let (began, at) = (Instant::now(), program.at);
        let sent: Vec<_> = asked.into_iter().map(|asked| tokio::spawn(asked.send(at))).collect();
        let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
        for sent in sent {
            *statuses.entry(fair(name, sent.await.unwrap())).or_default() += 1;
        }
        stop.store(true, Ordering::Relaxed);
        let waited = others.await.unwrap();
        let (Memory { now, most: peak, .. }, took) = (program.memory(), began.elapsed().as_secs_f64());
        let (half, worst) = (median(&waited), worst(&waited));
        println!(
            "{name}: {statuses:?} in {took:.1} s; {now} MB, at most {peak} MB; others {half} ms, at most {worst} ms"
        );
        let answered = statuses.iter().filter(|(status, _)| ![0, 503].contains(*status)).count();
        assert!(answered > 0, "{name}: nobody was answered: {statuses:?}");
        assert!(peak < idle + PEAK, "{name}: {peak} MB, idle {idle} MB");
        beside.extend(waited);
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let Memory { now: after, most: peak, .. } = program.memory();
    println!("idle {idle} MB, at most {peak} MB, {after} MB after");
    println!("a small request: alone {} ms, at most {} ms", median(&alone), worst(&alone));
    println!("beside {} ms, at most {} ms, of {}", median(&beside), worst(&beside), beside.len());
    assert!(after < idle + AFTER, "{after} MB stay, idle {idle} MB");
    assert!(median(&beside) < 250 + 5 * median(&alone), "{beside:?}");
    assert!(worst(&beside) < 2_000 + 20 * worst(&alone), "{beside:?}");
    drop(program);
    test.close().await;
}
