//! Many records at once, in the console and over the api: looked at, corrected in place, saved once.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Answer, Backend, Test, TestApp, on_both, on_each};

use super::wire::console;

/// A list of attendance as people keep it: titles, heads in their words, a total, two rows that cannot be.
const LIST: &str = "DAFTAR HADIR JOB FAIR (CONTOH)\t\t\t\t\n\t\t\t\t\nNo\tNama\tNo. KTP\tTgl Lahir\tL/P\n\
     1\tSiti Contoh\t3603995103900001\t11/03/1990\tP\n2\tBudi Contoh\t360399110390000\t11/03/1990\tL\n\
     3\tDewi Contoh\t3603994103900003\t31/02/1990\tP\n\tJumlah\t3 orang\t\t\n";

/// What a page says, without its long lists.
fn said(page: &Answer) -> String {
    let text = &page.text;
    let start = text.find("<h1>").unwrap_or_default();
    let lists = text.split("<datalist").map(|part| part.rsplit("</datalist>").next().unwrap_or_default());
    let whole: String = if text.contains("<datalist") { lists.collect() } else { text[start..].to_owned() };
    whole.chars().rev().take(9_000).collect::<String>().chars().rev().collect()
}

async fn seekers(test: &Test) -> usize {
    use sea_orm::EntityTrait;
    supply::pencari_kerja::entity::Entity::find().all(&test.house().db).await.unwrap().len()
}

/// What a form of the page sends.
async fn send(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    app.send(Method::POST, path, "application/x-www-form-urlencoded", form.finish()).await
}

/// What the first page sends.
async fn paste(app: &TestApp, fields: &[(&str, &str)]) -> Answer {
    const LINE: &str = "----contoh";
    let part = |(name, text): &(&str, &str)| {
        format!("--{LINE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let body = fields.iter().map(part).collect::<String>() + format!("--{LINE}--\r\n").as_str();
    app.send(Method::POST, "/pencari-kerja/banyak", &format!("multipart/form-data; boundary={LINE}"), body).await
}

/// A hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let text = page.split(&start).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

const COMMON: [(&str, &str); 3] = [("dicatat_pada", "10/06/2025"), ("sumber", "job_fair"), ("berminat", "ya")];

#[tokio::test]
async fn a_list_is_pasted_corrected_in_place_and_saved_once() {
    on_both(async |test| {
        let app = console(&test, "penempatan").await;
        assert!(app.get("/pencari-kerja").await.text.contains("/pencari-kerja/banyak"));
        let bare = paste(&app, &[("teks", LIST)]).await;
        assert!(bare.text.contains("Kolom wajib tidak ada") && bare.text.contains("Budi Contoh"), "{}", said(&bare));
        let fields = [&[("teks", LIST)], &COMMON[..]].concat();
        let looked = paste(&app, &fields).await;
        for told in
            ["3 baris", "1 baru", "2 perlu dibetulkan", "NIK harus 16 angka", "name=\"s.4.2\"", "name=\"s.5.3\""]
        {
            assert!(looked.text.contains(told), "{told}: {}", said(&looked));
        }
        assert_eq!(seekers(&test).await, 0);
        let carried =
            [("teks", &hidden(&looked.text, "teks")), ("kepala_tabel", &hidden(&looked.text, "kepala_tabel"))];
        let carried = carried.map(|(name, text)| (name, text.as_str()));
        let mended = [("s.4.2", "3603991103900002"), ("s.5.3", "03/01/1990")];
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &[&carried[..], &COMMON, &mended[..1]].concat()).await;
        assert!(saved.text.contains("1 perlu dibetulkan"), "{}", said(&saved));
        assert_eq!(seekers(&test).await, 0, "nothing by half unless that is asked for");
        let whole = [&carried[..], &COMMON, &mended].concat();
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &whole).await;
        assert!(saved.text.contains("3 dicatat"), "{}", said(&saved));
        let again = send(&app, "/pencari-kerja/banyak/simpan", &whole).await;
        assert!(again.text.contains("0 dicatat") && again.text.contains("3 sudah ada"), "{}", said(&again));
        assert_eq!(seekers(&test).await, 3);
        test
    })
    .await;
}

#[tokio::test]
async fn the_good_rows_are_saved_and_the_others_stay_on_the_page() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "penempatan").await;
        let looked = paste(&app, &[&[("teks", LIST)], &COMMON[..]].concat()).await;
        let carried = [hidden(&looked.text, "teks"), hidden(&looked.text, "kepala_tabel")];
        let carried = [("teks", carried[0].as_str()), ("kepala_tabel", carried[1].as_str()), ("sisihkan", "1")];
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &[&carried[..], &COMMON].concat()).await;
        for told in ["1 dicatat", "2 perlu dibetulkan", "Budi Contoh", "Dewi Contoh"] {
            assert!(saved.text.contains(told), "{told}: {}", said(&saved));
        }
        assert!(!hidden(&saved.text, "teks").contains("Siti Contoh"), "what is saved is not carried on");
        assert_eq!(seekers(&test).await, 1);
        let left = [("teks", hidden(&saved.text, "teks")), ("kepala_tabel", hidden(&saved.text, "kepala_tabel"))];
        let left = left.each_ref().map(|(name, text)| (*name, text.as_str()));
        // A form brings the red cells of a row that is dropped along.
        let more = [("b.4", "1"), ("s.4.2", "360399110390000"), ("s.5.3", "03/01/1990")];
        let dropped = [&left[..], &COMMON, &more].concat();
        let rest = send(&app, "/pencari-kerja/banyak/simpan", &dropped).await;
        assert!(rest.text.contains("1 dicatat"), "{}", said(&rest));
        test
    })
    .await;
}

#[tokio::test]
async fn a_head_that_is_not_known_is_chosen_and_a_table_is_keyed() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "penempatan").await;
        let odd = "Yang hadir\tNo. KTP\nSiti Contoh\t3603995103900001\n";
        let refused = paste(&app, &[&[("teks", odd)], &COMMON[..]].concat()).await;
        assert!(refused.text.contains("Kolom wajib tidak ada: nama"), "{}", said(&refused));
        assert!(refused.text.contains("name=\"k.0\"") && refused.text.contains("Siti Contoh"), "{}", said(&refused));
        let carried =
            [("teks", hidden(&refused.text, "teks")), ("kepala_tabel", hidden(&refused.text, "kepala_tabel"))];
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        let chosen = [&carried[..], &COMMON, &[("k.0", "nama")]].concat();
        let looked = send(&app, "/pencari-kerja/banyak/periksa", &chosen).await;
        assert!(looked.text.contains("1 baru") && seekers(&test).await == 0, "{}", said(&looked));
        let forgotten = paste(&app, &[&[("teks", odd)], &COMMON[..]].concat()).await;
        assert!(forgotten.text.contains("Kolom wajib tidak ada"), "nothing is kept before it is saved");
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &chosen).await;
        assert!(saved.text.contains("1 dicatat"), "{}", said(&saved));
        let known = paste(&app, &[&[("teks", odd)], &COMMON[..]].concat()).await;
        assert!(known.text.contains("1 sudah ada"), "what was chosen is remembered: {}", said(&known));
        let keyed = [("kolom.nama", "ya"), ("kolom.nik", "ya"), ("baris", "3")];
        let table = send(&app, "/pencari-kerja/banyak/ketik", &keyed).await;
        assert!(table.text.contains("name=\"s.3.1\"") && !table.text.contains("name=\"s.4.0\""), "{}", said(&table));
        let carried = [
            ("teks", hidden(&table.text, "teks")),
            ("kepala_tabel", "0".to_owned()),
            ("ketik", hidden(&table.text, "ketik")),
        ];
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        let typed = [("s.1.0", "Dewi Contoh"), ("s.2.0", "Budi Contoh"), ("s.2.1", "3603991103900002")];
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &[&carried[..], &COMMON, &typed].concat()).await;
        assert!(saved.text.contains("2 dicatat"), "an empty row is none: {}", saved.text);
        let other = console(&test, "helpdesk").await;
        assert_eq!(other.get("/pencari-kerja/banyak").await.status, StatusCode::FORBIDDEN);
        assert_eq!(send(&other, "/pencari-kerja/banyak/simpan", &carried).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn a_program_sends_many_and_is_answered_row_by_row() {
    on_both(async |test| {
        let app = TestApp::login(&test, "penempatan", "BP3MI-BANTEN").await;
        let common = json!({ "dicatat_pada": "2025-06-10", "sumber": "job_fair", "berminat": true });
        let rows = json!([
            { "nama": "Siti Contoh", "nik": "3603995103900001" },
            { "nama": "Budi Contoh", "nik": "123" },
            { "nama": "Dewi Contoh", "sumber": "datang_langsung" },
            { "nama": "Siti Contoh", "nik": "3603995103900001" },
        ]);
        let send = async |more: Value| {
            let mut body = json!({ "isian": common, "baris": rows });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let answer = app.post("/api/v1/pencari-kerja/impor", &body).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            answer.json()
        };
        for more in [json!({ "uji": true }), json!({})] {
            let looked = send(more).await;
            let fates: Vec<&str> =
                looked["data"].as_array().unwrap().iter().map(|row| row["hasil"].as_str().unwrap()).collect();
            assert_eq!(fates, ["baru", "salah", "baru", "ulang"]);
            assert_eq!((&looked["ditulis"], &looked["salah"]), (&json!(false), &json!(1)));
            assert_eq!(looked["data"][1]["errors"][0]["pointer"], "/baris/1/nik");
        }
        assert_eq!(seekers(&test).await, 0);
        let saved = send(json!({ "sisihkan": true })).await;
        assert_eq!((&saved["ditulis"], &saved["baru"]), (&json!(true), &json!(2)));
        assert_eq!(seekers(&test).await, 2);
        let again = send(json!({ "sisihkan": true })).await;
        assert_eq!((&again["baru"], &again["sudah"]), (&json!(0), &json!(3)), "{again}");
        assert!(again["data"][0]["nomor"].as_str().is_some_and(|number| !number.is_empty()));
        test
    })
    .await;
}

#[tokio::test]
async fn a_table_without_heads_loses_nobody_and_leaves_nothing_behind() {
    on_each(&[Backend::Sqlite], async |test| {
        use sea_orm::EntityTrait;
        let app = console(&test, "penempatan").await;
        let bare = "Siti Contoh\t3603995103900001\nBudi Contoh\t3603991103900002\n";
        let asked = paste(&app, &[&[("teks", bare)], &COMMON[..]].concat()).await;
        assert!(asked.text.contains("name=\"tanpa_judul\" value=\"1\" checked"), "{}", said(&asked));
        let carried = [("teks", hidden(&asked.text, "teks")), ("kepala_tabel", hidden(&asked.text, "kepala_tabel"))];
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        let chosen = [&carried[..], &COMMON, &[("k.0", "nama"), ("k.1", "nik"), ("tanpa_judul", "1")]].concat();
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &chosen).await;
        assert!(saved.text.contains("2 dicatat"), "{}", said(&saved));
        let kept = records::banyak::judul::Entity::find().all(&test.house().db).await.unwrap();
        assert!(kept.is_empty(), "{kept:?}");
        test
    })
    .await;
}

#[test]
fn no_field_of_a_kind_is_called_as_what_steers_a_table() {
    const STEERS: [&str; 11] = [
        "teks",
        "gabungan",
        "lembar",
        "berkas",
        "baris",
        "kepala_tabel",
        "tanpa_judul",
        "ketik",
        "perbarui",
        "sisihkan",
        "ubah",
    ];
    for kind in server::registry().all() {
        assert!(kind.fields().iter().all(|field| !STEERS.contains(&field.key)), "{}", kind.info().name);
    }
}

#[tokio::test]
async fn the_numbers_of_an_own_export_stay_numbers_whatever_is_pressed() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "penempatan").await;
        let first =
            paste(&app, &[&[("teks", "Nama\tNo. KTP\nSiti Contoh\t3603995103900001\n")], &COMMON[..]].concat()).await;
        let carried = [("teks", hidden(&first.text, "teks")), ("kepala_tabel", hidden(&first.text, "kepala_tabel"))];
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        send(&app, "/pencari-kerja/banyak/simpan", &[&carried[..], &COMMON].concat()).await;
        let number = "PKJ-2025-000001";
        let list = app.get("/pencari-kerja").await;
        let number =
            list.text.split("class=\"id\"").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).unwrap_or(number);
        let table = format!("Nomor\tNama\tKeterangan\n{number}\tSiti Contoh\tDiubah (contoh)\n");
        let looked = paste(&app, &[("teks", &table)]).await;
        assert!(looked.text.contains("Isinya lain") && !looked.text.contains("name=\"k.0\""), "{}", said(&looked));
        let carried = [("teks", hidden(&looked.text, "teks")), ("kepala_tabel", hidden(&looked.text, "kepala_tabel"))];
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        let pressed = [&carried[..], &[("k.1", "nama"), ("k.2", "keterangan"), ("perbarui", "1")]].concat();
        let again = send(&app, "/pencari-kerja/banyak/periksa", &pressed).await;
        assert!(again.text.contains("Isinya lain") && again.text.contains("Simpan 1 catatan"), "{}", said(&again));
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &pressed).await;
        assert!(saved.text.contains("1 diperbarui"), "{}", said(&saved));
        assert_eq!(seekers(&test).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_left_of_two_sheets_is_left_of_both() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = console(&test, "penempatan").await;
        let mut book = rust_xlsxwriter::Workbook::new();
        let heads = ["Nama", "No. KTP", "dicatat_pada", "sumber", "berminat"];
        for (name, good, bad) in [("Pagi", "Siti", "Budi"), ("Siang", "Dewi", "Joko")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            let rows = [heads.map(str::to_owned), row(good, ""), row(bad, "123")];
            for (at, cells) in (0..).zip(rows) {
                for (column, text) in (0..).zip(cells) {
                    sheet.write(at, column, text).unwrap();
                }
            }
        }
        let looked = app.upload("/pencari-kerja/banyak", ("hadir.xlsx", &book.save_to_buffer().unwrap()), "").await;
        assert!(looked.text.contains("4 baris") && looked.text.contains("2 perlu dibetulkan"), "{}", said(&looked));
        let carried = ["teks", "lembar", "kepala_tabel"].map(|name| (name, hidden(&looked.text, name)));
        let carried = carried.each_ref().map(|(name, text)| (*name, text.as_str()));
        let saved = send(&app, "/pencari-kerja/banyak/simpan", &[&carried[..], &[("sisihkan", "1")]].concat()).await;
        for told in ["2 dicatat", "2 perlu dibetulkan", "Budi Contoh", "Joko Contoh"] {
            assert!(saved.text.contains(told), "{told}: {}", said(&saved));
        }
        assert_eq!(seekers(&test).await, 2);
        test
    })
    .await;
}

/// A row of a sheet of attendance.
fn row(name: &str, nik: &str) -> [String; 5] {
    [&format!("{name} Contoh"), nik, "10/06/2025", "Job fair", "ya"].map(ToString::to_string)
}
