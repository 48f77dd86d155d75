//! The log of the real program, after a day with people in it: none of what was typed stands there.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};
use tempfile::TempDir;
use testkit::{complaint, with};

const PASSWORD: &str = "kata sandi uji coba";
/// What was typed somewhere, in the letters in which it would be found.
const TYPED: [&str; 10] = [
    "sitirahmah",
    "contohwati",
    "3603994101900877",
    "81299990042",
    "c9990042",
    "kampungrekaan",
    "kronologirahasia",
    "pelaporrekaan",
    "salahsandirekaan",
    "kata sandi uji",
];

/// The real program; ended with this value.
struct Program {
    child: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Program {
    fn command(folder: &Path) -> Command {
        let program = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("lindung");
        let mut command = Command::new(program);
        command.arg("--data-dir").arg(folder);
        command.env("LINDUNG_PASSWORD__MEMORY_KIB", "1024").env("LINDUNG_PASSWORD__PASSES", "1");
        command
    }

    /// Starts it with a user, and its log in a file, as it is by default.
    fn start(folder: &Path) -> Self {
        let mut adding = Self::command(folder)
            .args(["user", "add", "uji.log", "--name", "Uji Contoh", "--role", "kepala", "--office", "BP3MI-BANTEN"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(adding.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(adding.wait().unwrap().success());
        let log = folder.join("log");
        let mut child = Self::command(folder)
            .args(["serve", "--bind", "127.0.0.1:0"])
            .env("LINDUNG_SERVER__TRUSTED_PROXIES", "[\"127.0.0.1\"]")
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit("http://").next().unwrap().parse().unwrap_or_else(|_| panic!("{line:?}"));
        Self { child, address, log }
    }

    /// The status and the whole of an answer; status 0 where there is none.
    fn ask(&self, head: &str, kind: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        let request = format!(
            "{head}\r\nHost: uji\r\nConnection: close\r\nX-Forwarded-For: 198.51.100.7\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        (text.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default(), text)
    }

    fn json(&self, head: &str, body: &Value) -> (u16, String) {
        self.ask(head, "application/json", &body.to_string())
    }

    /// Asks it to stop, and reads its log.
    fn end(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        std::fs::read_to_string(&self.log).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A complaint with everything of a person in it.
fn person() -> Value {
    let fields = [
        ("nama", "Sitirahmah Contohwati"),
        ("nik", "3603994101900877"),
        ("jenis_dokumen", "paspor"),
        ("nomor_dokumen", "C9990042"),
        ("telepon", "081299990042"),
        ("alamat", "Kampungrekaan 9"),
        ("pelapor", "Pelaporrekaan"),
        ("kronologi", "Kronologirahasia: ditahan majikan."),
    ];
    serde_json::to_value(with(complaint(1, "2025-06-01"), &fields)).unwrap()
}

/// Logs in, also in vain; the end of a request line and the header of who is logged in.
fn logged_in(program: &Program) -> String {
    let login = |name: &str, password: &str| {
        program.json("POST /api/v1/auth/login HTTP/1.1", &json!({ "username": name, "password": password }))
    };
    for (name, password) in [
        ("uji.log", "Salahsandirekaan 1"),
        ("Sitirahmah Contohwati", PASSWORD),
        (PASSWORD, "uji.log"),
        ("3603994101900877", "Salahsandirekaan 2"),
    ] {
        assert_eq!(login(name, password).0, 401, "{name}");
    }
    let (status, answer) = login("uji.log", PASSWORD);
    assert_eq!(status, 200, "{answer}");
    let body: Value = serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    format!("HTTP/1.1\r\nAuthorization: Bearer {}", body["access_token"].as_str().unwrap())
}

/// What people do: rightly, wrongly, and in the wrong places.
fn a_day(program: &Program, bearer: &str) {
    let form = "application/x-www-form-urlencoded";
    program.ask("POST /masuk HTTP/1.1", form, "nama=Sitirahmah+Contohwati&sandi=Salahsandirekaan");
    let (status, made) = program.json(&format!("POST /api/v1/pengaduan {bearer}"), &person());
    assert_eq!(status, 201, "{made}");
    let mut wrong = person();
    wrong["nik"] = json!("3603994101900877x");
    wrong["kategori_rekaan"] = json!("Kronologirahasia");
    let (status, answer) = program.json(&format!("POST /api/v1/pengaduan {bearer}"), &wrong);
    assert!((400..500).contains(&status), "{answer}");
    for road in [
        "GET /api/v1/orang/3603994101900877",
        "GET /api/v1/pengaduan/Sitirahmah%20Contohwati",
        "GET /api/v1/orang?cari=Sitirahmah&nik=3603994101900877",
        "GET /api/v1/pengaduan?telepon=081299990042",
        "GET /Sitirahmah/Contohwati/C9990042",
        "GET /orang?cari=Sitirahmah",
        "GET /masuk?kembali=/orang?cari=Sitirahmah",
        "GET /orang/3603994101900877",
        "SITIRAHMAH /orang",
        "DELETE /api/v1/orang/3603994101900877",
    ] {
        let headers = "User-Agent: Sitirahmah\r\nReferer: https://uji/orang?cari=3603994101900877";
        let (status, answer) = program.ask(&format!("{road} {bearer}\r\n{headers}"), "text/plain", "");
        assert!(status > 0, "{road}: {answer}");
    }
    for body in
        ["{\"nama\": \"Sitirahmah\", ", "[\"3603994101900877\"]", "{\"nama\": \"Siti\\u0000rahmah Contohwati\"}"]
    {
        let (status, answer) = program.ask(&format!("POST /api/v1/pengaduan {bearer}"), "application/json", body);
        assert!((400..500).contains(&status), "{answer}");
    }
    let file = "--batas\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"Sitirahmah C9990042.exe\"\r\n\r\n\
                MZ Kronologirahasia\r\n--batas--\r\n";
    let id = made.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap();
    let upload = format!("POST /api/v1/pengaduan/{id}/lampiran {bearer}");
    let (status, answer) = program.ask(&upload, "multipart/form-data; boundary=batas", file);
    assert!((400..500).contains(&status), "{answer}");
}

#[tokio::test]
async fn nothing_that_was_typed_stands_in_the_log() {
    let folder = TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let bearer = logged_in(&program);
    a_day(&program, &bearer);
    // What must not happen: a table is gone.
    let url = format!("sqlite://{}?mode=rw", folder.path().join("lindung.db").display());
    let db = Database::connect(url).await.unwrap();
    db.execute_unprepared("ALTER TABLE pengaduan RENAME TO pengaduan_hilang").await.unwrap();
    db.close().await.unwrap();
    let (status, answer) = program.json(&format!("POST /api/v1/pengaduan {bearer}"), &person());
    assert_eq!(status, 500, "{answer}");
    let log = program.end();
    for needed in ["uji.log", "198.51.100.7", "internal failure", "login failed", "/api/v1/orang/{id}", "(tidak ada)"] {
        assert!(log.contains(needed), "{needed} is in the log: {log}");
    }
    let low = log.to_lowercase();
    for typed in TYPED {
        let line = low.lines().find(|line| line.contains(typed) || line.contains(&typed.replace(' ', "%20")));
        assert!(line.is_none(), "{typed} stands in the log: {line:?}");
    }
}
