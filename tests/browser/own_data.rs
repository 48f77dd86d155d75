//! Somebody who returned asks who has seen their file, and for a copy: from the request to what is handed over, in time and without a mouse.

use std::convert::Infallible;
use std::path::Path;
use std::time::{Duration, Instant};

use records::{Mode, Outcome};
use serde_json::Value;
use testkit::{Test, returned};
use thirtyfour::Key;

use crate::complaints::{status, step};
use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

const NAME: &str = "Siti Contoh 1";
const NIK: &str = "3603994101900001";
const HOME: &str = "Kampung Rekaan 9";
/// How long a file may take to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody who came back a month ago, who looks after them, and who answers for their data. Returns the page of the person.
pub(crate) async fn prepare(test: &Test) -> String {
    test.at("2025-12-05", 8);
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let forms = [returned(1, "2025-12-04", "sakit")];
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    let Some(Outcome::New(id, _)) = done.outcomes.first() else { panic!("it was not recorded") };
    let (head, _) = kind.head(&test.system(), *id).await.unwrap();
    test.at("2026-01-05", 9);
    user(test, "kepala.uji", "kepala", "Kepala Contoh").await;
    user(test, "petugas.uji", "pelindungan", TEAM).await;
    format!("/orang/{}", head.person.unwrap())
}

/// The whole way; `person` is the page of who asks.
pub(crate) async fn travel(hand: &Hand, test: &Test, person: &str) -> Result<(), Infallible> {
    let folder = tempfile::tempdir().unwrap();
    hand.download_to(folder.path()).await;
    an_officer_opens_the_file(hand, person).await;
    let (request, number) = the_request_is_written_down(hand).await;
    who_saw_it_is_read(hand, person).await;
    what_is_wrong_is_corrected(hand, person, &number).await;
    both_copies_are_made(hand, (&request, &number), folder.path()).await;
    it_is_answered_in_time(hand, test, (&request, &number)).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

async fn an_officer_opens_the_file(hand: &Hand, person: &str) {
    hand.go("/").await;
    log_in(hand, "petugas.uji", PASSWORD).await;
    hand.go(person).await;
    hand.open("button", "Buka isian terlindungi").await;
    assert!(hand.text("main").await.contains(NIK), "{}", hand.text("main").await);
    hand.open("button", "Keluar").await;
}

/// Returns the page of the request and its number.
async fn the_request_is_written_down(hand: &Hand) -> (String, String) {
    hand.go("/").await;
    log_in(hand, "kepala.uji", PASSWORD).await;
    hand.go("/permintaan-data").await;
    hand.access_key('b').await;
    for (id, text) in [
        ("nama", NAME),
        ("nik", NIK),
        ("diterima_pada", "05/01/2026"),
        ("kanal", "Tatap muka"),
        ("permintaan", "Salinan data"),
        ("uraian", "Siapa yang pernah melihat berkas saya? Saya minta salinannya. Alamat saya belum ada."),
    ] {
        hand.set(id, text).await;
    }
    hand.access_key('s').await;
    assert_eq!(hand.text("h1").await, NAME, "{}", hand.text("main").await);
    let request = hand.here().await;
    let number = hand.text(".meta .id").await;
    step(hand, "Kerjakan", &[("identitas", "Paspor asli, dibandingkan dengan orangnya (contoh)")]).await;
    assert_eq!(status(hand).await, "Dikerjakan");
    hand.go("/tugas?siapa=tim").await;
    assert!(hand.text("main").await.contains(&number), "it is to be answered: {}", hand.text("main").await);
    (request, number)
}

async fn who_saw_it_is_read(hand: &Hand, person: &str) {
    hand.go(person).await;
    hand.open(".acts a", "Siapa yang melihat").await;
    assert_eq!(hand.text("h1").await, format!("Siapa yang melihat {NAME}"));
    let looks = hand.texts(".list tbody tr").await;
    let opened = |look: &&String| look.contains(TEAM) && look.contains("Dibuka isian terlindunginya");
    assert_eq!(looks.iter().filter(opened).count(), 1, "{looks:#?}");
    hand.picture("siapa-melihat").await;
}

async fn what_is_wrong_is_corrected(hand: &Hand, person: &str, number: &str) {
    hand.go(&format!("{person}/ubah")).await;
    hand.set("alamat", HOME).await;
    hand.set("alasan_perubahan", &format!("Permintaan {number}: alamatnya belum tercatat.")).await;
    hand.access_key('s').await;
    assert_eq!(hand.here().await, person, "{}", hand.text("main").await);
    assert!(hand.text(".timeline").await.contains(number), "{}", hand.text(".timeline").await);
}

/// What was downloaded under a name; a file has its name once it is whole.
async fn came(path: &Path) -> Vec<u8> {
    let began = Instant::now();
    loop {
        let bytes = std::fs::read(path).unwrap_or_default();
        if !bytes.is_empty() {
            return bytes;
        }
        assert!(began.elapsed() < PATIENCE, "{} never came", path.display());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn both_copies_are_made(hand: &Hand, (request, number): (&str, &str), folder: &Path) {
    hand.go(request).await;
    hand.open(".acts a", "Salinan data").await;
    assert_eq!(hand.word("document.querySelector('#permintaan').value").await, number);
    hand.fill("alasan", "Yang bersangkutan meminta salinannya").await;
    hand.fill("diminta_pada", "05/01/2026").await;
    hand.fill("identitas", "Paspor asli (contoh)").await;
    hand.picture("salinan-data").await;
    for (button, ending) in [("Buat PDF", "pdf"), ("Buat JSON", "json")] {
        hand.tab_to(".bottom button", button).await;
        hand.press(Key::Enter).await;
        came(&folder.join(format!("salinan-data-2026-01-05.{ending}"))).await;
    }
    assert!(came(&folder.join("salinan-data-2026-01-05.pdf")).await.starts_with(b"%PDF"));
    let copy: Value = serde_json::from_slice(&came(&folder.join("salinan-data-2026-01-05.json")).await).unwrap();
    let own = |key: &str| {
        let fields = copy["data_diri"].as_array().unwrap().iter();
        fields.filter(|field| field["isian"] == key).map(|field| field["isi"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((own("nik"), own("alamat")), (vec![NIK.into()], vec![HOME.into()]), "as it was corrected");
    let kinds: Vec<&str> = copy["catatan"].as_array().unwrap().iter().filter_map(|one| one["jenis"].as_str()).collect();
    assert!(kinds.contains(&"kepulangan") && kinds.contains(&"permintaan-data"), "{kinds:?}");
    let seen = copy["dilihat"].as_array().unwrap();
    let officer = seen.iter().find(|one| one["oleh"] == "petugas.uji").unwrap_or_else(|| panic!("{seen:?}"));
    assert_eq!(officer["dibuka"], 1, "who saw it stands in the copy: {officer}");
    hand.reload().await;
    let made = hand.texts(".list tbody tr").await;
    assert!(made.len() == 2 && made.iter().all(|row| row.contains(number)), "{made:#?}");
}

async fn it_is_answered_in_time(hand: &Hand, test: &Test, (request, number): (&str, &str)) {
    test.at("2026-01-06", 10);
    hand.go("/tugas").await;
    log_in(hand, "kepala.uji", PASSWORD).await;
    hand.go(request).await;
    let answer = "Salinan dan daftar siapa yang melihat diserahkan langsung, dan alamatnya dibetulkan.";
    step(hand, "Jawab", &[("jawaban", answer)]).await;
    assert_eq!(status(hand).await, "Dijawab");
    let told = hand.text("main").await;
    assert!(told.contains(answer) && told.contains("6 Jan"), "{told}");
    let lines = hand.texts(".timeline li").await;
    for made in ["Salinan data dibuat (PDF).", "Salinan data dibuat (JSON)."] {
        assert_eq!(lines.iter().filter(|line| line.contains(made)).count(), 1, "{made}: {lines:#?}");
    }
    hand.picture("permintaan-data").await;
    hand.go("/tugas?siapa=tim").await;
    assert!(!hand.text("main").await.contains(number), "nothing is left to be done: {}", hand.text("main").await);
}
