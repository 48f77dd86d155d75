//! A manifest as missions send it: what is plain is read, the same wrong cell is one question, rows are left out, and a corrected one is
//! asked nothing twice.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::manifest::{self, NO_DAY, TWICE, row};
use testkit::{Answer, TestApp, on_both};

const FORM: &str = "application/x-www-form-urlencoded";

async fn arrival(app: &TestApp) -> String {
    let typed = json!({ "penerbangan": "SV 818", "tiba_pada": "2025-06-30", "negara": "SA", "jumlah_diharapkan": 108 });
    let made = app.post("/api/v1/kedatangan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    format!("/api/v1/kedatangan/{}/manifes", made.json()["id"].as_str().unwrap())
}

/// The manifest with the two cells put right that nobody can be asked about together.
fn fixed() -> String {
    manifest::messy().replace("31/02/1990", "28/02/1990").replace("\t3603994101900\t", "\t\t")
}

/// An answer to each question, by field and question.
const ANSWERS: [(&str, &str, &str); 9] = [
    ("nik", "=3,60399e+15", "-"),
    ("tanggal_lahir", "#urutan", "hari"),
    ("tanggal_lahir", "#nomor", "ya"),
    ("jenis_kelamin", "=lkai2", "L"),
    ("daerah_asal", "=cirebon", "32.09"),
    ("daerah_asal", "=kab. indramyu", "32.12"),
    ("daerah_asal", "=kab. sukabumi jabar", "Kabupaten Sukabumi"),
    ("daerah_asal", "=kab. tanggerang", "36.03"),
    ("daerah_asal", "=tangerang", "36.71"),
];

fn answers() -> Value {
    let mut all = json!({});
    for (field, question, answer) in ANSWERS {
        all[field][question] = json!(answer);
    }
    all
}

fn counts(answer: &Value) -> [u64; 5] {
    ["baru", "berubah", "sama", "salah", "dilewati"].map(|key| answer[key].as_u64().unwrap())
}

/// What is remarked about somebody, as one text.
fn told(looked: &Value, at: usize) -> String {
    let rows = looked["data"].as_array().unwrap();
    let own = rows.iter().find(|one| one["baris"] == json!(row(at) + 1)).unwrap();
    own["catatan"].to_string()
}

#[tokio::test]
async fn what_is_plain_is_read_and_what_is_not_is_nine_questions() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app).await;
        let looked = app.post(&path, &json!({ "teks": manifest::messy(), "uji": true })).await.json();
        assert_eq!(looked["data"].as_array().unwrap().len(), manifest::PEOPLE, "{looked}");
        assert_eq!(looked["salah"], json!(65), "{looked}");
        for (at, said) in [
            (8, "Dibaca Laki-laki."),
            (63, "Dibaca Perempuan."),
            (7, "Dibaca Kabupaten Lebak."),
            (6, "Dibaca Kota Serang."),
            (6, "tempat lahir Serang"),
            (NO_DAY, "Bukan tanggal yang ada"),
            (TWICE, "Nomor ini juga ada"),
        ] {
            assert!(told(&looked, at).contains(said), "{at} {said}: {}", told(&looked, at));
        }
        assert!(looked["peringatan"].as_str().unwrap().contains("Kolom H (Umur) berisi rumus"), "{looked}");
        let asked = looked["pertanyaan"].as_array().unwrap();
        let mut keys: Vec<(&str, &str)> =
            asked.iter().map(|one| (one["isian"].as_str().unwrap(), one["kunci"].as_str().unwrap())).collect();
        let mut wanted: Vec<(&str, &str)> = ANSWERS.iter().map(|(field, question, _)| (*field, *question)).collect();
        keys.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(keys, wanted, "{looked}");
        let of = |kunci: &str| asked.iter().find(|one| one["kunci"] == kunci).unwrap().clone();
        assert_eq!(of("=tangerang")["pilihan"], json!(["36.03", "36.71", "-"]));
        assert_eq!(of("=tangerang")["baris"].as_array().unwrap().len(), 9);
        test
    })
    .await;
}

#[tokio::test]
async fn a_corrected_manifest_is_asked_nothing_twice_and_empties_nothing() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = arrival(&app).await;
        let skip = json!([{ "baris": row(TWICE + 1) + 1, "alasan": "Dua kali di daftar (contoh)" }]);
        let all =
            json!({ "teks": fixed(), "jawaban": answers(), "lewati": skip, "semua": { "kategori": "bermasalah" } });
        let done = app.post(&path, &all).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert_eq!(counts(&done.json()), [107, 0, 0, 0, 1], "{}", done.text);
        let lines = app.get(&path).await.json()["data"].clone();
        let area = |at: usize| lines[at - 1]["isi"]["daerah_asal"].clone();
        assert_eq!([area(12), area(1), area(4)], [json!("36.03"), json!("36.71"), json!("32.02")], "{lines}");
        let born = |at: usize| lines[at - 1]["isi"]["tanggal_lahir"].clone();
        assert_eq!([born(30), born(20), born(29)], [json!("1987-09-10"), json!("1987-11-25"), json!("1989-06-02")]);

        let again = app.post(&path, &json!({ "teks": fixed(), "uji": true })).await.json();
        assert_eq!(counts(&again), [0, 0, 107, 0, 1], "what was chosen is remembered: {again}");
        let corrected = fixed().replace("X9000005", "X9100005");
        let seen = app.post(&path, &json!({ "teks": corrected, "uji": true })).await.json();
        assert_eq!(counts(&seen), [0, 1, 106, 0, 1], "{seen}");
        let few = "Nama Lengkap\tNo. Paspor\tNIK\nSULASTRI Rekaan\tX9000001\t\n";
        let seen = app.post(&path, &json!({ "teks": few, "uji": true })).await.json();
        assert_eq!(counts(&seen), [0, 0, 1, 0, 0], "nothing is proposed to be emptied: {seen}");
        let more = "Nama Lengkap\tNo. Paspor\tTelepon\nSULASTRI Rekaan\tX9000001\t081200000001\n";
        let done = app.post(&path, &json!({ "teks": more })).await.json();
        assert_eq!((counts(&done), &done["data"][0]["beda"]), ([0, 1, 0, 0, 0], &json!(["telepon"])), "{done}");
        let last = app.post(&path, &json!({ "teks": fixed(), "uji": true })).await.json();
        assert_eq!(counts(&last), [0, 0, 107, 0, 1], "nothing was lost by it: {last}");
        test
    })
    .await;
}

async fn sent(console: &TestApp, road: &str, pairs: &[(String, String)]) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    console.send(Method::POST, road, FORM, body).await
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
}

#[tokio::test]
async fn the_page_asks_once_leads_to_what_is_red_and_enter_never_accepts() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let page = arrival(&app).await.trim_start_matches("/api/v1").to_owned();
        let console = TestApp::console(&test, "helpdesk.bp3mi-banten").await;
        let messy = manifest::messy();
        let seen = sent(&console, &format!("{page}/periksa"), &pairs(&[("teks", messy.as_str())])).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        let (_, grid) = seen.text.split_once("class=\"manifes\"").unwrap();
        let first = grid.split_once("<button").unwrap().1.split_once("</button>").unwrap().0;
        assert!(first.contains("Periksa lagi"), "Enter looks again: {first}");
        let cell = format!("s.{}.4", row(NO_DAY));
        for said in [
            "9 sel berisi “Tangerang” di kolom Kab/Kota".to_owned(),
            "12 sel berisi “3,60399E+15” di kolom NIK".to_owned(),
            format!("href=\"#{cell}\" accesskey=\"m\""),
            format!("id=\"{cell}\""),
            "jawab di atas".to_owned(),
            "Lewati baris ini".to_owned(),
        ] {
            assert!(seen.text.contains(&said), "{said}");
        }
        let open = sent(
            &console,
            &format!("{page}/periksa"),
            &pairs(&[("teks", messy.as_str()), ("ingat", "1"), ("nomor", "6"), ("buka", "1")]),
        )
        .await;
        assert!(open.text.contains("name=\"s.5.1\""), "a good row is opened by its number");

        let mut all = pairs(&[("teks", fixed().as_str()), ("ingat", "1"), ("isi.kategori", "bermasalah")]);
        all.extend(ANSWERS.map(|(field, question, answer)| (format!("j.{field}.{question}"), answer.to_owned())));
        let twice = row(TWICE + 1);
        all.extend([(format!("b.{twice}"), "1".to_owned()), (format!("r.{twice}"), "Dua kali (contoh)".to_owned())]);
        let done = sent(&console, &format!("{page}/terima"), &all).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let list = console.get(&page).await.text;
        assert!(list.contains("Baris manifes yang dilewati: 1") && list.contains("Dua kali (contoh)"), "{list}");
        let again = sent(&console, &format!("{page}/periksa"), &pairs(&[("teks", fixed().as_str())])).await.text;
        assert!(again.contains("107 baris sama dengan yang sudah ada dan tidak ditampilkan"), "{again}");
        assert!(again.contains("Dilewati") && again.contains("Sudah dijawab: 9"), "{again}");
        let back = sent(&console, &format!("{page}/periksa"), &pairs(&[("teks", fixed().as_str()), ("ingat", "1")]))
            .await
            .text;
        assert!(!back.contains("badge off\">Dilewati"), "what is not ticked any more is taken back");
        test
    })
    .await;
}
