//! The ways in: one row of a return, sent as each of them takes it.

use std::io::{Cursor, Write as _};

use axum::http::{Method, StatusCode};
use kernel::Problem;
use kernel::form::Form;
use records::Mode;
use records::import::{Request, grid, lines, run};
use serde_json::{Value, json};
use testkit::{Answer, Test, TestApp};

/// A way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Csv,
    Xlsx,
    Ods,
    /// A manifest, pasted.
    Paste,
    /// A manifest, as a workbook.
    Sheet,
    Api,
    /// The form of the console.
    Page,
    /// A desk that was without a line.
    Desk,
}

use Way::{Api, Csv, Desk, Ods, Page, Paste, Sheet, Xlsx};

pub(super) const ALL: &[Way] = &[Csv, Xlsx, Ods, Paste, Sheet, Api, Page, Desk];
/// Where people write; a program writes one form, and is told which.
pub(super) const WRITTEN: &[Way] = &[Csv, Xlsx, Ods, Paste, Sheet, Page, Desk];
/// Where cells come from a spreadsheet.
pub(super) const TABLES: &[Way] = &[Csv, Xlsx, Ods, Paste, Sheet];
/// Where the day of arrival is typed as well.
pub(super) const DATED: &[Way] = &[Csv, Xlsx, Ods, Api, Page, Desk];
/// Of these, where people write.
pub(super) const DATED_WRITTEN: &[Way] = &[Csv, Xlsx, Ods, Page, Desk];
/// Where text is the only thing that there is.
pub(super) const TEXTS: &[Way] = &[Csv, Paste];
/// Where people type.
pub(super) const HANDS: &[Way] = &[Api, Page, Desk];

/// What came of a row.
#[derive(Debug, Default)]
pub(super) struct Came {
    /// What is wrong: field and words. Of a page the whole text stands for the words.
    pub wrong: Vec<(String, String)>,
    /// What was remarked.
    pub told: Vec<(String, String)>,
}

impl Came {
    fn wrong(field: &str, words: &str) -> Self {
        Self { wrong: vec![(field.to_owned(), words.to_owned())], told: Vec::new() }
    }

    /// Whether something is wrong with a field, or with the whole where none is named, in these words.
    pub(super) fn refuses(&self, field: &str, words: &str) -> bool {
        let at = |one: &str, text: &str| match one {
            "halaman" => text.contains(&format!("\"#{field}\"")) || field.is_empty(),
            one => field.is_empty() || one == field,
        };
        self.wrong.iter().any(|(one, text)| at(one, text) && text.contains(words))
    }

    /// Whether something was remarked about a field in these words.
    pub(super) fn tells(&self, field: &str, words: &str) -> bool {
        self.told.iter().any(|(one, text)| one == field && text.contains(words))
    }
}

/// Somebody who uses all ways.
pub(super) struct Sender<'a> {
    test: &'a Test,
    api: TestApp,
    desk: TestApp,
    console: TestApp,
    sent: u32,
}

impl<'a> Sender<'a> {
    pub(super) async fn new(test: &'a Test) -> Self {
        let api = TestApp::login(test, "kepala", "BP3MI-BANTEN").await;
        let desk = TestApp::login(test, "helpdesk", "BP3MI-BANTEN").await;
        let console = TestApp::console(test, "kepala.bp3mi-banten").await;
        Self { test, api, desk, console, sent: 0 }
    }

    /// Who looks for somebody.
    pub(super) fn api(&self) -> &TestApp {
        &self.api
    }

    /// Sends a return.
    pub(super) async fn send(&mut self, way: Way, typed: &Form) -> Came {
        self.sent += 1;
        let (heads, cells): (Vec<&str>, Vec<&str>) =
            typed.iter().map(|(key, text)| (key.as_str(), text.as_str())).unzip();
        match way {
            Csv => self.import(csv(&[&heads, &cells], ',').as_bytes()).await,
            Xlsx => self.import(&xlsx(&[&heads, &cells])).await,
            Ods => self.import(&ods(&[&heads, &cells])).await,
            Paste | Sheet => self.manifest(way, typed).await,
            Api => answered(&self.api.post("/api/v1/kepulangan", &json!(typed)).await),
            Page => self.page(typed).await,
            Desk => self.later(typed).await,
        }
    }

    pub(super) async fn import(&self, bytes: &[u8]) -> Came {
        let ctx = self.test.lindung.system_for("BP3MI-BANTEN", "Impor").unwrap();
        let kind = self.test.lindung.registry.find("kepulangan").unwrap();
        let request = Request { name: "uji", bytes, mode: Mode::Write, skip_bad: false };
        let report = match run(&ctx, kind, request, &|_| {}).await {
            Ok(report) => report,
            Err(Problem::Malformed(detail)) => return Came::wrong("", &detail),
            Err(other) => panic!("{other}"),
        };
        let all =
            |cells: Vec<records::import::CellError>| cells.into_iter().map(|cell| (cell.column, cell.detail)).collect();
        Came { wrong: all(report.errors), told: all(report.warnings) }
    }

    /// Announces somebody by a manifest, and meets whom it announced.
    async fn manifest(&self, way: Way, typed: &Form) -> Came {
        let mut typed = typed.clone();
        let who = typed.remove("orang_id");
        let flight =
            json!({ "penerbangan": format!("ZZ {}", self.sent), "tiba_pada": typed["tiba_pada"], "negara": "MY" });
        let flight = self.desk.post("/api/v1/kedatangan", &flight).await.json();
        let road = format!("/api/v1/kedatangan/{}/manifes", flight["id"].as_str().unwrap());
        let (heads, cells): (Vec<&str>, Vec<&str>) =
            typed.iter().map(|(key, text)| (key.as_str(), text.as_str())).unzip();
        let rows = [&heads[..], &cells[..]];
        let text = if way == Sheet { lines(&grid(&xlsx(&rows)).unwrap().rows) } else { csv(&rows, '\t') };
        let looked = self.desk.post(&road, &json!({ "teks": text, "uji": true })).await;
        if looked.status != StatusCode::OK {
            return answered(&looked);
        }
        let mut came = Came::default();
        for note in looked.json()["data"][0]["catatan"].as_array().unwrap() {
            let said = (note["isian"].as_str().unwrap().to_owned(), note["rincian"].as_str().unwrap().to_owned());
            if note["salah"] == json!(true) { came.wrong.push(said) } else { came.told.push(said) }
        }
        let taken = self.desk.post(&road, &json!({ "teks": text })).await;
        assert_eq!(taken.status.is_client_error(), !came.wrong.is_empty(), "{}", taken.text);
        if came.wrong.is_empty() {
            let line = self.desk.get(&road).await.json()["data"][0]["id"].as_str().unwrap().to_owned();
            let met: Value = who.map_or(json!({}), |who| json!({ "orang_id": who }));
            came.wrong = answered(&self.desk.post(&format!("{road}/{line}/temui"), &met).await).wrong;
        }
        came
    }

    async fn page(&self, typed: &Form) -> Came {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(typed).finish();
        let kind = "application/x-www-form-urlencoded";
        let answer = self.console.send(Method::POST, "/kepulangan/baru", kind, body).await;
        if answer.status == StatusCode::SEE_OTHER { Came::default() } else { Came::wrong("halaman", &answer.text) }
    }

    async fn later(&self, typed: &Form) -> Came {
        let id = |number: u32| format!("0197a5de-0000-7000-8000-{number:012}");
        let content = json!({ "id": id(5_000 + self.sent), "isi": typed });
        let op = json!({ "id": id(self.sent), "jenis": "terima", "setelah": [], "isi": content });
        let sent = json!({ "petugas": "helpdesk.bp3mi-banten", "operasi": [op] });
        let done = self.desk.post("/api/v1/meja/kirim", &sent).await.json()["hasil"][0].clone();
        let said = |error: &Value| {
            (error["isian"].as_str().unwrap().to_owned(), error["rincian"].as_str().unwrap().to_owned())
        };
        let wrong = done["kesalahan"].as_array().map(|all| all.iter().map(said).collect());
        let wrong: Vec<_> = wrong.unwrap_or_default();
        assert_eq!(wrong.is_empty(), done["hasil"] == json!("diterapkan"), "{done}");
        Came { wrong, told: Vec::new() }
    }
}

/// An answer of the api. It never fails on the program's side.
fn answered(answer: &Answer) -> Came {
    assert!(!answer.status.is_server_error(), "{} {}", answer.status, answer.text);
    if answer.status.is_success() {
        return Came::default();
    }
    let problem = answer.json();
    let said = |error: &Value| {
        let field = error["pointer"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        (field, error["detail"].as_str().unwrap().to_owned())
    };
    let wrong: Vec<_> = problem["errors"].as_array().map(|all| all.iter().map(said).collect()).unwrap_or_default();
    if wrong.is_empty() { Came::wrong("", &answer.text) } else { Came { wrong, told: Vec::new() } }
}

/// Rows as CSV, quoted where that is needed.
pub(super) fn csv(rows: &[&[&str]], sign: char) -> String {
    let cell = |text: &&str| {
        let text = *text;
        let quoted = text.contains([sign, '\n', '\r']) || text.starts_with('"');
        if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    };
    let line = |row: &&[&str]| row.iter().map(cell).collect::<Vec<_>>().join(&sign.to_string()) + "\r\n";
    rows.iter().map(line).collect()
}

/// Rows as a workbook of texts.
pub(super) fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*row) {
            sheet.write_string(at, column, *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Rows as a workbook of `LibreOffice`, of texts.
pub(super) fn ods(rows: &[&[&str]]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "</text:p><text:p>");
    let cell = |text: &&str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escaped(text))
    };
    let row =
        |row: &&[&str]| format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>());
    let names = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"{names}:office:1.0\" \
         xmlns:table=\"{names}:table:1.0\" xmlns:text=\"{names}:text:1.0\"><office:body><office:spreadsheet><table:table \
         table:name=\"Satu\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.iter().map(row).collect::<String>()
    );
    let mut file = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    for (name, text) in
        [("mimetype", kind), ("META-INF/manifest.xml", "<?xml version=\"1.0\"?><manifest/>"), ("content.xml", &content)]
    {
        file.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}
