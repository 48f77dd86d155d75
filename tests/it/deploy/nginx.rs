//! nginx with the shipped settings before the program: what passes and what does not, whose address counts, and in whose words one is told.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{Backend, Test, TestApp, complaint};
use web::Proxies;

use super::text;
use crate::serve::Served;

const NAME: &str = "lindung.contoh.go.id";
const USER: &str = "uji.contoh";
/// Addresses of this machine that are not the proxy's: those of a stranger, and of somebody at the office.
const STRANGER: &str = "127.0.0.2";
const OFFICE: &str = "127.0.0.3";

/// nginx as a process of its own; ended with this value.
struct Nginx {
    process: Child,
    folder: TempDir,
    plain: u16,
    sealed: u16,
}

/// An answer as it came over the network.
struct Told {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Told {
    fn text(&self) -> String {
        format!("{}\n{}", self.head, String::from_utf8_lossy(&self.body))
    }

    /// What a header says, each time that it is there.
    fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).collect()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A certificate that names itself.
fn certificate(folder: &Path) {
    let made = Command::new("openssl")
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"])
        .args(["-subj", &format!("/CN={NAME}"), "-addext", &format!("subjectAltName=DNS:{NAME}")])
        .arg("-keyout")
        .arg(folder.join("privkey.pem"))
        .arg("-out")
        .arg(folder.join("fullchain.pem"))
        .stderr(Stdio::null())
        .status();
    assert!(made.unwrap().success());
}

/// The shipped settings, but for ports, paths and the address of the program.
fn site(folder: &Path, behind: SocketAddr, plain: u16, sealed: u16) -> String {
    let mut site = text("nginx.conf");
    let here = folder.display().to_string();
    for (shipped, own) in [
        ("listen 80;", format!("listen 127.0.0.1:{plain};")),
        ("    listen [::]:80;\n", String::new()),
        ("listen 443 ssl http2;", format!("listen 127.0.0.1:{sealed} ssl http2;")),
        ("    listen [::]:443 ssl http2;\n", String::new()),
        ("/etc/ssl/lindung/", format!("{here}/")),
        ("/var/log/nginx/", format!("{here}/")),
        ("server 127.0.0.1:8080;", format!("server {behind};")),
    ] {
        assert!(site.contains(shipped), "{shipped}");
        site = site.replace(shipped, &own);
    }
    site
}

impl Nginx {
    fn before(behind: SocketAddr) -> Self {
        let (folder, plain, sealed) = (TempDir::new().unwrap(), free(), free());
        certificate(folder.path());
        let here = folder.path().display();
        std::fs::write(folder.path().join("situs.conf"), site(folder.path(), behind, plain, sealed)).unwrap();
        let places =
            ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|of| format!("{of}_temp_path {here}/{of};"));
        let whole = format!(
            "daemon off; master_process off; pid {here}/pid; error_log {here}/error.log;\nevents {{}}\n\
             http {{ access_log off; {} include {here}/situs.conf; }}\n",
            places.concat()
        );
        let settings = folder.path().join("nginx.conf");
        std::fs::write(&settings, whole).unwrap();
        let process = Command::new("/usr/sbin/nginx").arg("-c").arg(settings).stderr(Stdio::null()).spawn().unwrap();
        let nginx = Self { process, folder, plain, sealed };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", sealed)).is_err() {
            let said = std::fs::read_to_string(nginx.folder.path().join("error.log"));
            assert!(began.elapsed() < Duration::from_secs(20), "nginx does not listen: {said:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        nginx
    }

    /// Asks from an address of this machine, as curl is told to.
    fn ask(&self, from: &str, path: &str, more: &[&str]) -> Told {
        self.fetch(from, &format!("https://{NAME}{path}"), more)
    }

    fn fetch(&self, from: &str, url: &str, more: &[&str]) -> Told {
        let done = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--max-time", "50", "--header", "Expect:", "--cacert"])
            .arg(self.folder.path().join("fullchain.pem"))
            .args(["--connect-to", &format!("{NAME}:443:127.0.0.1:{}", self.sealed)])
            .args(["--connect-to", &format!("{NAME}:80:127.0.0.1:{}", self.plain)])
            .args(["--interface", &format!("host!{from}")])
            .args(more)
            .arg(url)
            .output()
            .unwrap();
        let end = done.stdout.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("{url}: {}", String::from_utf8_lossy(&done.stderr)));
        let head = String::from_utf8(done.stdout[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{head}"));
        Told { status, head, body: done.stdout[end + 4..].to_vec() }
    }

    fn login(&self, from: &str, password: &str, more: &[&str]) -> Told {
        let body = json!({ "username": USER, "password": password }).to_string();
        let typed = ["--header", "Content-Type: application/json", "--data-binary", &body];
        self.ask(from, "/api/v1/auth/login", &[&typed[..], more].concat())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A house whose settings name the proxy, served behind nginx.
async fn house() -> (Test, Served, Nginx) {
    let mut test = Test::open(Backend::Sqlite).await;
    test.lindung.proxies = Proxies::new(&["127.0.0.1".to_owned()]).unwrap();
    TestApp::user(&test, USER, "pelindungan", "BP3MI-BANTEN").await;
    let served = Served::begin(&test, test.lindung.proxies.clone()).await;
    let nginx = Nginx::before(served.address);
    (test, served, nginx)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_come_once_the_inside_stays_inside_and_who_does_not_answer_is_told_in_words() {
    let (test, served, nginx) = house().await;
    let door = nginx.ask(OFFICE, "/masuk", &["--header", "Accept-Encoding: gzip"]);
    assert!(door.status == 200 && door.head.starts_with("HTTP/2 "), "{}", door.head);
    for once in [
        "strict-transport-security",
        "content-security-policy",
        "x-frame-options",
        "x-content-type-options",
        "referrer-policy",
        "x-request-id",
        "cache-control",
    ] {
        assert_eq!(door.headers(once).len(), 1, "{once}: {}", door.head);
    }
    assert_eq!(door.headers("content-encoding"), ["gzip"], "{}", door.head);
    assert_eq!(door.headers("server"), ["nginx"], "{}", door.head);
    let plain = nginx.fetch(OFFICE, &format!("http://{NAME}/orang?cari=Siti"), &[]);
    assert_eq!((plain.status, &plain.headers("location")[..]), (301, &["https://lindung.contoh.go.id/"][..]));
    assert_eq!(plain.headers("server"), ["nginx"], "{}", plain.head);
    assert_eq!(nginx.ask(OFFICE, "/metrics", &[]).status, 404);
    // The desk asks for this, and nobody outside learns more of it.
    let ready = nginx.ask(OFFICE, "/readyz", &["--header", "Accept: application/json"]);
    assert_eq!((ready.status, &ready.body[..]), (200, &b"siap"[..]), "{}", ready.text());
    served.end().await;
    let gone = nginx.ask(OFFICE, "/masuk", &[]);
    assert!(gone.status == 502 && gone.text().contains("Lindung belum menjawab"), "{}", gone.text());
    assert_eq!((gone.headers("retry-after").len(), gone.headers("strict-transport-security").len()), (1, 1));
    test.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forged_address_does_not_get_through_and_other_sites_are_told_apart() {
    let (test, served, nginx) = house().await;
    let mut statuses = Vec::new();
    for at in 0..12 {
        let lie = format!("X-Forwarded-For: 192.0.2.{at}, 127.0.0.1");
        statuses.push(nginx.login(STRANGER, "salah salah salah", &["--header", &lie]).status);
    }
    // From one stranger seven are looked at; from strangers who were believed ten would be, and nobody else could try.
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 7, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    let right = nginx.login(OFFICE, TestApp::password(), &[]);
    assert_eq!(right.status, 200, "{}", right.text());
    let typed = format!("nama={USER}&sandi={}", TestApp::password().replace(' ', "+"));
    let form = ["--data", &typed, "--header"];
    let own = nginx.ask(OFFICE, "/masuk", &[&form[..], &["Origin: https://lindung.contoh.go.id"]].concat());
    assert!(own.status == 303 && own.headers("set-cookie")[0].contains("Secure"), "{}", own.text());
    let other = nginx.ask(OFFICE, "/masuk", &[&form[..], &["Origin: https://lain.contoh"]].concat());
    assert_eq!(other.status, 403, "{}", other.text());
    served.end().await;
    test.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_largest_attachment_passes_both_ways_and_a_larger_one_is_told_why() {
    let (test, served, nginx) = house().await;
    let token = nginx.login(OFFICE, TestApp::password(), &[]).json()["access_token"].as_str().unwrap().to_owned();
    let bearer = format!("Authorization: Bearer {token}");
    let bearer = ["--header", &bearer];
    let made = serde_json::to_string(&complaint(1, "2025-06-01")).unwrap();
    let typed = ["--header", "Content-Type: application/json", "--data-binary", &made];
    let made = nginx.ask(OFFICE, "/api/v1/pengaduan", &[&bearer[..], &typed].concat());
    assert_eq!(made.status, 201, "{}", made.text());
    let list = format!("/api/v1/pengaduan/{}/lampiran", made.json()["id"].as_str().unwrap());
    let (head, tail) =
        (&b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"[..], &b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"[..]);
    let letter = |bytes: usize| [head, &vec![b' '; bytes - head.len() - tail.len()], tail].concat();
    let path = nginx.folder.path().join("surat.pdf");
    let file = format!("berkas=@{};type=application/pdf", path.display());
    for version in ["--http2", "--http1.1"] {
        // Two that differ: the same file again would be the one that is there.
        let mut largest = letter(lampiran::MAX_BYTES);
        largest[head.len()] = if version == "--http2" { b'\n' } else { b'\t' };
        std::fs::write(&path, &largest).unwrap();
        let sent = nginx.ask(OFFICE, &list, &[&bearer[..], &[version, "--form", &file]].concat());
        assert_eq!(sent.status, 201, "{version}: {}", sent.text());
        let there = sent.headers("location")[0].to_owned();
        let back = nginx.ask(OFFICE, &there, &[&bearer[..], &[version]].concat());
        assert!(back.status == 200 && back.body == largest, "{version}: {} with {} bytes", back.head, back.body.len());
        assert_eq!(back.headers("content-disposition").len(), 1, "{}", back.head);
    }
    std::fs::write(&path, letter(web::outer::UPLOAD_LIMIT + 1)).unwrap();
    let refused = nginx.ask(OFFICE, &list, &[&bearer[..], &["--form", &file]].concat());
    assert!(refused.status == 413 && refused.text().contains("paling besar 20 MB"), "{}", refused.text());
    served.end().await;
    test.close().await;
}
