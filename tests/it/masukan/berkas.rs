//! Whole files as people send them, through every reader of tables: the import, a manifest, the list of numbers, the check.

use axum::http::{Method, StatusCode};
use kernel::Problem;
use periksa::Laporan;
use records::Mode;
use records::import::{Request, run};
use rust_xlsxwriter::Workbook;
use serde_json::json;
use testkit::{Test, TestApp, on_both};

use super::jalan::csv;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Import,
    /// A manifest as a file.
    Manifest,
    /// The same, pasted.
    Paste,
    Numbers,
    Check,
}

const READERS: [Reader; 5] = [Reader::Import, Reader::Manifest, Reader::Paste, Reader::Numbers, Reader::Check];

/// Heads of a table that a reader takes, and three rows. The last column is free text.
fn table(reader: Reader) -> [[&'static str; 4]; 4] {
    match reader {
        Reader::Import => [
            ["nama", "tiba_pada", "kategori", "keterangan"],
            ["Ana Contoh", "2025-06-01", "deportasi", "baik"],
            ["Budi Contoh", "2025-06-01", "deportasi", "baik"],
            ["Cici Contoh", "2025-06-01", "deportasi", "baik"],
        ],
        Reader::Manifest | Reader::Paste => [
            ["Nama", "No Paspor", "Kategori", "Keterangan"],
            ["Ana Contoh", "X1234501", "deportasi", "baik"],
            ["Budi Contoh", "X1234502", "deportasi", "baik"],
            ["Cici Contoh", "X1234503", "deportasi", "baik"],
        ],
        Reader::Numbers => [
            ["nomor", "siskop2mi_pada", "kantor", "nomor_siskop2mi"],
            ["PGD-2025-000001", "2025-06-02", "BP3MI-BANTEN", "S-1"],
            ["PGD-2025-000002", "2025-06-02", "BP3MI-BANTEN", "S-2"],
            ["PGD-2025-000003", "2025-06-02", "BP3MI-BANTEN", "S-3"],
        ],
        Reader::Check => [
            ["No", "Target", "Realisasi", "Indikator"],
            ["1", "40", "41", "Jumlah rapat"],
            ["2", "8", "9", "Jumlah kunjungan"],
            ["3", "10", "11", "Jumlah pelatihan"],
        ],
    }
}

/// Everybody who reads.
struct Office<'a> {
    test: &'a Test,
    console: TestApp,
    team: TestApp,
    arrival: String,
}

impl<'a> Office<'a> {
    async fn new(test: &'a Test) -> Self {
        let app = TestApp::login(test, "helpdesk", "BP3MI-BANTEN").await;
        let flight = json!({ "penerbangan": "ZZ 1", "tiba_pada": "2025-06-10", "negara": "MY" });
        let flight = app.post("/api/v1/kedatangan", &flight).await.json();
        let team = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
        for number in 1..=3 {
            team.post("/api/v1/pengaduan", &json!(testkit::complaint(number, "2025-06-01"))).await;
        }
        let console = TestApp::console(test, "helpdesk.bp3mi-banten").await;
        let team = TestApp::console(test, "pelindungan.bp3mi-banten").await;
        Self { test, console, team, arrival: format!("/kedatangan/{}/manifes", flight["id"].as_str().unwrap()) }
    }

    /// All that is said of a file.
    async fn says(&self, reader: Reader, bytes: &[u8]) -> String {
        match reader {
            Reader::Import => {
                let kind = self.test.lindung.registry.find("kepulangan").unwrap();
                let request = Request { name: "uji", bytes, mode: Mode::DryRun, skip_bad: false };
                match run(&self.test.system(), kind, request, &|_| {}).await {
                    Ok(report) => format!("{} baru {report:?}", report.new),
                    Err(Problem::Malformed(refusal)) => refusal,
                    Err(other) => panic!("{other}"),
                }
            }
            Reader::Manifest => self.page(&self.console, &format!("{}/berkas", self.arrival), bytes).await,
            Reader::Paste => {
                let text = std::str::from_utf8(bytes).unwrap_or_default();
                let typed: String = form_urlencoded::Serializer::new(String::new()).append_pair("teks", text).finish();
                let form = "application/x-www-form-urlencoded";
                let answer = self.console.send(Method::POST, &format!("{}/periksa", self.arrival), form, typed).await;
                assert!(!answer.status.is_server_error(), "{}", answer.text);
                answer.text
            }
            Reader::Numbers => self.page(&self.team, "/pengaduan/belum-siskop2mi/berkas", bytes).await,
            Reader::Check => {
                let name = if bytes.starts_with(b"PK") { "uji.xlsx" } else { "uji.csv" };
                match Laporan::read([(name, bytes)]) {
                    Ok(report) => format!("{:?} {:?} {:?}", report.check(), report.unread(), report.remarks()),
                    Err(refusal) => refusal.to_string(),
                }
            }
        }
    }

    async fn page(&self, app: &TestApp, road: &str, bytes: &[u8]) -> String {
        let answer = app.upload(road, ("berkas.csv", bytes), "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        answer.text
    }
}

/// The table as text, after a change of its lines.
fn text(reader: Reader, change: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let rows = table(reader);
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    let sign = if reader == Reader::Paste { '\t' } else { ',' };
    let mut lines: Vec<String> = csv(&rows, sign).lines().map(str::to_owned).collect();
    change(&mut lines);
    (lines.join("\r\n") + "\r\n").into_bytes()
}

/// Says of a file what each reader must say of it.
async fn told(
    office: &Office<'_>,
    case: &str,
    file: impl Fn(Reader) -> Option<Vec<u8>>,
    words: &[&str],
) -> Vec<String> {
    let mut wrong = Vec::new();
    for reader in READERS {
        let Some(bytes) = file(reader) else { continue };
        let said = office.says(reader, &bytes).await.to_lowercase();
        let missing: Vec<_> = words.iter().filter(|word| !word.split('|').any(|one| said.contains(one))).collect();
        if !missing.is_empty() {
            let main = said.split_once("<main").map_or(said.as_str(), |(_, main)| main);
            wrong.push(format!("{case} {reader:?} {missing:?}: {}", main.chars().take(2_000).collect::<String>()));
        }
    }
    wrong
}

#[tokio::test]
async fn what_is_wrong_with_a_file_of_text_is_told_with_its_line_by_every_reader() {
    on_both(async |test| {
        let office = Office::new(&test).await;
        let mut wrong = Vec::new();
        let last = |line: &mut String, text: &str, reader: Reader| {
            let sign = if reader == Reader::Paste { '\t' } else { ',' };
            let (rest, _) = line.rsplit_once(sign).unwrap();
            *line = format!("{rest}{sign}{text}");
        };
        // C1: a quote that opens and never closes swallows nobody.
        let open = |reader| Some(text(reader, |lines| last(&mut lines[2], "\"belum bayar", reader)));
        wrong.extend(told(&office, "C1", open, &["baris 3 tidak pernah ditutup"]).await);
        // C2: a quote within quotes.
        let inner = |reader| Some(text(reader, |lines| last(&mut lines[1], "\"Siti \\\"Ita\\\" Contoh\"", reader)));
        wrong.extend(told(&office, "C2", inner, &["baris 2"]).await);
        // C3: the sign between columns stands in a cell.
        let more = |reader| {
            let more = match reader {
                Reader::Paste => "\t paspor ditahan",
                Reader::Check => ", 7",
                _ => ", paspor ditahan",
            };
            Some(text(reader, |lines| lines[1] += more))
        };
        wrong.extend(told(&office, "C3", more, &["5 sel|tidak berjudul|isi: \"7\""]).await);
        // D10: a web page that is named as a table.
        let page = |_| Some(b"<html><body><table><tr><td>nama</td></tr></table></body></html>".to_vec());
        let page = |reader| page(reader).filter(|_| reader != Reader::Paste);
        wrong.extend(told(&office, "D10", page, &["halaman web"]).await);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        test
    })
    .await;
}

#[tokio::test]
async fn rows_are_numbered_as_the_file_counts_them_by_every_reader() {
    on_both(async |test| {
        let office = Office::new(&test).await;
        let mut wrong = Vec::new();
        for end in ["\r\n", "\n", "\r"] {
            // D1, D3: below a cell of two lines the third row stands on line 5 of the file, and in row 4 of a spreadsheet.
            let file = |reader: Reader| {
                let mut rows = table(reader).map(|row| row.map(str::to_owned));
                rows[1][3] = "dua\nbaris".to_owned();
                let at = if reader == Reader::Numbers { 0 } else { 2 };
                rows[3][at] = if reader == Reader::Check { "#REF!" } else { "entah" }.to_owned();
                let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
                let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
                let text = csv(&rows, if reader == Reader::Paste { '\t' } else { ';' });
                Some(text.replace("\r\n", end).into_bytes())
            };
            for reader in READERS {
                let place = match reader {
                    Reader::Import => "row: 5,",
                    Reader::Manifest => "baris 5.",
                    Reader::Paste => "baris 4.",
                    Reader::Numbers => "<td class=\"num\">5</td>",
                    Reader::Check => "baris: 5,",
                };
                let one = |other| file(other).filter(|_| other == reader);
                wrong.extend(told(&office, &format!("D1 {end:?}"), one, &[place]).await);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        test
    })
    .await;
}

/// A workbook: a cover, then two sheets with the rows, the heads below a title and a row hidden on each.
fn book(reader: Reader) -> Option<Vec<u8>> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Sampul").unwrap().write_string(0, 0, "LAPORAN (CONTOH)").unwrap();
    let rows = table(reader);
    for (name, from) in [("TW1", 1), ("TW2", 2)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "DAFTAR CONTOH TRIWULAN").unwrap();
        for (at, row) in (2..).zip([rows[0], rows[from]]) {
            for (column, text) in (0..).zip(row) {
                let figure = text.parse::<f64>().ok().filter(|_| reader == Reader::Check);
                match figure {
                    Some(figure) => sheet.write_number(at, column, figure).unwrap(),
                    None => sheet.write_string(at, column, text).unwrap(),
                };
            }
        }
        sheet.set_row_hidden(3).unwrap();
    }
    (reader != Reader::Paste).then(|| book.save_to_buffer().unwrap())
}

#[tokio::test]
async fn sheets_titles_and_hidden_rows_of_a_workbook_are_read_or_told_by_every_reader() {
    on_both(async |test| {
        let office = Office::new(&test).await;
        // C4, D5, and rows that a filter hides.
        let hidden = ["lembar tw1: baris 4 tersembunyi", "lembar tw2: baris 4 tersembunyi"];
        let mut wrong = told(&office, "hidden rows", book, &hidden).await;
        // On a cover is nothing that the check compares.
        let cover = |reader| book(reader).filter(|_| reader != Reader::Check);
        wrong.extend(told(&office, "C4", cover, &["lembar sampul tidak dibaca"]).await);
        for (reader, both) in [
            (Reader::Import, "2 baru"),
            (Reader::Manifest, "<b>2 orang</b>: 2 baru"),
            (Reader::Numbers, "2 baris dapat dicatat"),
        ] {
            wrong.extend(told(&office, "C4", |one| book(one).filter(|_| one == reader), &[both]).await);
        }
        let report = Laporan::read([("uji.xlsx", book(Reader::Check).unwrap().as_slice())]).unwrap();
        assert_eq!(report.tables(), 2, "{:?}", report.remarks());
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        test
    })
    .await;
}
