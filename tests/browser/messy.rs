//! A manifest as missions send it, from the paste to its acceptance, and the corrected one after it. Every key is counted.

use std::convert::Infallible;

use testkit::manifest::{NO_DAY, SHORT_NIK, TWICE, messy, row};

use crate::PASSWORD;
use crate::hand::Hand;
use crate::journey::log_in;
use crate::manifest::{OFFICER, the_flight};

/// A minute at 0.28 seconds a key.
const A_MINUTE: usize = 214;
/// What a question says, and the keys that answer it.
const ANSWERS: [(&str, &str); 9] = [
    ("“3,60399E+15”", "-"),
    ("hari/bulan", "Hari"),
    ("nomor hari Excel", "Baca"),
    ("“Lkai2”", "Laki"),
    ("“Cirebon”", "Kab"),
    ("“Kab. Indramyu”", "Kab"),
    ("“Kab. Sukabumi Jabar”", "32.02"),
    ("“Kab. Tanggerang”", "Kab"),
    ("“Tangerang”", "Kot"),
];

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, OFFICER, PASSWORD).await;
    hand.go("/tugas").await;
    the_flight(hand).await;
    a_messy_manifest_is_put_right_in_a_minute(hand).await;
    the_corrected_one_shows_what_differs(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// Pastes a manifest: as many keys as somebody presses who has it in the clipboard.
async fn paste(hand: &Hand, text: &str) {
    hand.alt('t').await;
    hand.until("document.activeElement.matches('#teks')").await;
    assert!(hand.holds(&format!("document.execCommand('insertText', false, {})", serde_json::json!(text))).await);
    hand.access_key('p').await;
}

async fn a_messy_manifest_is_put_right_in_a_minute(hand: &Hand) {
    let (before, _) = hand.pressed();
    paste(hand, &messy()).await;
    assert!(hand.text(".note").await.contains("65 baris perlu dibetulkan"), "{}", hand.text(".note").await);
    for at in 1..=ANSWERS.len() {
        let asked = hand.text(&format!("label[for=tanya-{at}]")).await;
        let answer = ANSWERS.iter().find(|(words, _)| asked.contains(words));
        let (_, keys) = answer.unwrap_or_else(|| panic!("nobody knows what to say to {asked}"));
        hand.tab_to(&format!("#tanya-{at}"), "").await;
        hand.keys(keys).await;
    }
    hand.choose("isi\\.kategori", "PMI b").await;
    hand.picture("manifes-pertanyaan").await;
    hand.looked_over("a manifest, with questions").await;
    hand.access_key('p').await;
    assert_eq!(hand.count("[id^=tanya-]").await, 0, "{:?}", hand.texts(".tanya").await);
    assert_eq!(hand.count("td.wrong").await, 4, "{:?}", hand.texts("td.wrong .err").await);
    hand.looked_over("a manifest, with what is red").await;
    hand.alt('m').await;
    hand.until(&format!("document.activeElement.name === 's.{}.4'", row(NO_DAY))).await;
    hand.write(&format!("input[name=\"s.{}.4\"]", row(NO_DAY)), "28/02/1990").await;
    hand.write(&format!("input[name=\"s.{}.3\"]", row(SHORT_NIK)), "").await;
    hand.tab_to(&format!("input[name=\"b.{}\"]", row(TWICE + 1)), "").await;
    hand.keys(" ").await;
    hand.access_key('p').await;
    assert_eq!(hand.count("td.wrong").await, 0, "{:?}", hand.texts("td.wrong .err").await);
    hand.access_key('s').await;
    // The two keys by which somebody pastes.
    let keys = hand.pressed().0 - before + 2;
    assert!(keys <= A_MINUTE, "{keys} keys are more than a minute");
    assert!(hand.text(".tabs").await.contains("Belum ditemui 107"), "{}", hand.text(".tabs").await);
    assert!(hand.text(".dilewati").await.contains("dilewati: 1"), "{}", hand.text("main").await);
}

/// What was put right in the grid is put right in the list too; one passport is another.
async fn the_corrected_one_shows_what_differs(hand: &Hand) {
    let corrected = messy().replace("31/02/1990", "28/02/1990").replace("\t3603994101900\t", "\t\t");
    paste(hand, &corrected.replace("X9000005", "X9100005")).await;
    let note = hand.text(".note").await;
    assert!(note.contains("0 baru, 1 berubah, 106 sama, 1 dilewati"), "{note}");
    assert_eq!(hand.count(".manifes tbody tr").await, 2, "what differs, and who was left out");
    hand.access_key('s').await;
    assert!(hand.text(".tabs").await.contains("Belum ditemui 107"), "{}", hand.text(".tabs").await);
}
