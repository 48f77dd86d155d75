//! A flight lands: its manifest is pasted, put right and accepted, everybody is met or known not to have come, one goes home
//! with a handover, and the shift is reported. With the keyboard only.

use std::convert::Infallible;

use records::Mode;
use testkit::{Test, form};
use thirtyfour::Key;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, user};

pub(crate) const OFFICER: &str = "konter.uji";
const FIRST: [&str; 12] = [
    "Sulastri",
    "Wagiyem",
    "Karsinah",
    "Darto",
    "Supriyadi",
    "Tuminah",
    "Yatmi",
    "Zubaedah",
    "Ponirah",
    "Nurhayati",
    "Bagus",
    "Mulyono",
];
const LAST: [&str; 9] =
    ["Rekaan", "Misalan", "Umpama", "Tiruan", "Khayali", "Andaian", "Karangan", "Perumpamaan", "Bayangan"];
/// Where a row is wrong: its place, the column, what stands there, and what is right.
const WRONG: [(usize, usize, &str, &str); 5] = [
    (3, 3, "36039941019000", ""),
    (17, 4, "31/02/1990", "28/02/1990"),
    (40, 5, "X", "P"),
    (77, 6, "Kabupaten Atlantis", "Kabupaten Tangerang"),
    (99, 4, "05/02/2024", "05/02/1984"),
];

/// An officer of the helpdesk, and a flight of 108.
pub(crate) async fn prepare(test: &Test) {
    test.at("2025-07-01", 9);
    user(test, OFFICER, "helpdesk", "Ayu Contoh").await;
    let ctx = test.system();
    let kind = test.lindung.registry.find("kedatangan").unwrap();
    let typed = form(&[
        ("tiba_pada", "2025-07-01"),
        ("tiba_jam", "08:00"),
        ("penerbangan", "SV 818"),
        ("negara", "SA"),
        ("jumlah_diharapkan", "108"),
    ]);
    kind.register(&ctx, &[typed], &[], Mode::Write).await.unwrap();
}

/// What somebody copies out of a spreadsheet: 108 people, five of them with a wrong cell.
fn manifest() -> String {
    let mut text =
        "MANIFES CONTOH SV 818\t\t\t\t\t\t\t\n\t\t\t\t\t\t\t\nNo\tNama PMI\tPaspor\tNIK\tTgl Lahir\tL/P\tKab/Kota\tCatatan Agen\n".to_owned();
    for at in 1..=108 {
        let name = format!("{} {}", FIRST[(at - 1) % 12], LAST[(at - 1) / 12]);
        let mut cells = [
            at.to_string(),
            name,
            format!("X90{at:05}"),
            // The card of whoever is thirty-five; one of the wrong rows makes that an infant's.
            format!("360399410190{at:04}"),
            format!("{:02}/{:02}/19{:02}", at % 28 + 1, at % 12 + 1, 70 + at % 25),
            if at % 3 == 0 { "L" } else { "P" }.to_owned(),
            "Kabupaten Serang".to_owned(),
            format!("Rombongan {}", at % 4),
        ];
        if let Some((_, column, wrong, _)) = WRONG.iter().find(|(row, ..)| *row == at) {
            (*wrong).clone_into(&mut cells[*column]);
        }
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    the_manifest_is_pasted_put_right_and_accepted(hand).await;
    the_same_again_is_nothing_new(hand).await;
    everybody_is_met_one_after_another(hand).await;
    who_did_not_come_is_marked_and_one_comes_beside_the_list(hand).await;
    somebody_is_handed_over(hand).await;
    the_shift_is_reported(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// Pastes into the field that has the focus.
async fn paste(hand: &Hand, text: &str) {
    hand.alt('t').await;
    hand.until("document.activeElement.matches('#teks')").await;
    assert!(hand.holds(&format!("document.execCommand('insertText', false, {})", serde_json::json!(text))).await);
    hand.access_key('p').await;
}

pub(crate) async fn the_flight(hand: &Hand) {
    hand.open(".rail a", "Kedatangan").await;
    hand.open(".list a.id", "KDT-2025-000001").await;
    hand.open(".acts a", "Manifes").await;
}

async fn the_manifest_is_pasted_put_right_and_accepted(hand: &Hand) {
    hand.go("/").await;
    log_in(hand, OFFICER, PASSWORD).await;
    hand.go("/tugas").await;
    the_flight(hand).await;
    paste(hand, &manifest()).await;
    assert!(hand.text(".note").await.contains("108 orang"), "{}", hand.text(".note").await);
    assert_eq!(hand.count("td.wrong").await, WRONG.len(), "{:?}", hand.texts("td.wrong .err").await);
    let messages = hand.texts("td.wrong .err").await;
    for words in [
        "NIK harus 16 angka",
        "Bukan tanggal yang ada",
        "Pilihan tidak dikenal",
        "Daerah tidak dikenal",
        "NIK ini milik orang",
    ] {
        assert!(messages.iter().any(|text| text.contains(words)), "{words}: {messages:?}");
    }
    hand.picture("manifes-periksa").await;
    // What the house has a list for is asked once for all cells that say the same.
    hand.choose("tanya-1", "Perempuan").await;
    hand.fill("tanya-2", "Kabupaten Tangerang").await;
    for (at, column, _, right) in WRONG.into_iter().filter(|(_, column, ..)| *column < 5) {
        // Rows are counted as the sheet has them: a title, an empty one, the heads.
        let column = if column == 4 && at == 99 { 3 } else { column };
        let right = if at == 99 { "" } else { right };
        hand.write(&format!("input[name=\"s.{}.{column}\"]", at + 2), right).await;
    }
    hand.access_key('p').await;
    assert_eq!(hand.count("td.wrong").await, 0, "{:?}", hand.texts("td.wrong .err").await);
    hand.choose("isi\\.kategori", "PMI bermasalah").await;
    hand.access_key('s').await;
    assert!(hand.text(".tabs").await.contains("Belum ditemui 108"), "{}", hand.text(".tabs").await);
}

async fn the_same_again_is_nothing_new(hand: &Hand) {
    let good = manifest().lines().filter(|line| !wrong(line)).collect::<Vec<_>>().join("\n");
    paste(hand, &good).await;
    let note = hand.text(".note").await;
    assert!(note.contains("103 orang") && note.contains("0 baru"), "{note}");
    hand.open(".bottom a", "Batal").await;
}

fn wrong(line: &str) -> bool {
    let number = line.split('\t').next().and_then(|cell| cell.parse::<usize>().ok());
    number.is_some_and(|number| WRONG.iter().any(|(row, ..)| *row == number))
}

async fn everybody_is_met_one_after_another(hand: &Hand) {
    hand.access_key('n').await;
    hand.picture("manifes-orang").await;
    hand.looked_over("somebody of a manifest").await;
    for at in 0..106 {
        assert!(hand.text("h1").await.starts_with(FIRST[at % 12]), "{at}: {}", hand.text("h1").await);
        hand.access_key('s').await;
        // Names of one part are alike; the one who sits here says whether it is somebody else.
        if hand.count("#orang-mungkin").await > 0 {
            hand.tab_to("#orang-mungkin input", "").await;
            hand.press(Key::Up).await;
            hand.access_key('s').await;
        }
        assert_eq!(hand.count(".errors").await, 0, "{}", hand.text("main").await);
    }
    hand.open(".bottom a", "Batal").await;
    let tabs = hand.text(".tabs").await;
    assert!(tabs.contains("Belum ditemui 2") && tabs.contains("Ditemui 106"), "{tabs}");
}

async fn who_did_not_come_is_marked_and_one_comes_beside_the_list(hand: &Hand) {
    hand.picture("manifes-penerbangan").await;
    hand.looked_over("a flight").await;
    hand.open("button", "Tidak datang").await;
    hand.open("button", "Tidak datang").await;
    hand.access_key('l').await;
    hand.fill("nama", "Wiryo Sisipan").await;
    hand.fill("nomor_dokumen", "X8000001").await;
    hand.set("kategori", "Sakit").await;
    hand.access_key('s').await;
    let tabs = hand.text(".tabs").await;
    for count in ["Belum ditemui 0", "Ditemui 106", "Di luar manifes 1", "Tidak datang 2"] {
        assert!(tabs.contains(count), "{count}: {tabs}");
    }
    hand.open(".acts a", "Selesaikan kedatangan").await;
    hand.access_key('s').await;
    assert_eq!(hand.text(".head .badge").await, "Selesai");
}

async fn somebody_is_handed_over(hand: &Hand) {
    hand.open(".rail a", "Kepulangan").await;
    hand.open(".list a.id", "PLG-2025-000107").await;
    assert_eq!(hand.text("h1").await, "Wiryo Sisipan");
    hand.open(".next a", "Serah terima").await;
    hand.set("jenis_penerima", "Keluarga").await;
    hand.fill("penerima", "Sari Sisipan").await;
    hand.fill("saksi", "Kepala desa rekaan").await;
    hand.fill("nomor_ba", "BA-1/CONTOH/2025").await;
    hand.access_key('s').await;
    assert_eq!(hand.text(".head .badge").await, "Selesai");
    assert!(hand.texts(".acts button").await.iter().any(|text| text == "Berita acara (PDF)"));
    hand.picture("kepulangan").await;
}

async fn the_shift_is_reported(hand: &Hand) {
    hand.open(".rail a", "Laporan giliran").await;
    assert_eq!(hand.text(".sum dd").await, "107");
    let files = hand.texts(".acts a").await;
    assert!(files.contains(&"Unduh XLSX".to_owned()) && files.contains(&"Cetak PDF".to_owned()), "{files:?}");
    hand.picture("laporan-giliran").await;
    hand.looked_over("beds and flights of a shift").await;
}
