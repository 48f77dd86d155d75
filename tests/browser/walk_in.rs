//! Somebody who walks in and looks for work, entered by keyboard while they stand at the desk. Every key is counted.

use std::convert::Infallible;

use testkit::Test;
use thirtyfour::Key;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

/// Half a minute at 0.28 seconds a key.
const HALF_A_MINUTE: usize = 107;

/// What is asked, in the order in which Tab leads there; what is filled in already is passed over.
const ASKED: [(&str, &str); 11] = [
    ("nama", "Budi Contoh"),
    ("nik", "3603990101990007"),
    ("tanggal_lahir", ""),
    ("jenis_kelamin", "L"),
    ("telepon", "081200000001"),
    ("dicatat_pada", ""),
    ("sumber", ""),
    ("berminat", "Y"),
    ("negara_minat", "Jepang"),
    ("jabatan_minat", "Perawat"),
    ("persetujuan", "Y"),
];

/// The officer.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-01-05", 8);
    user(test, "penempatan.uji", "penempatan", TEAM).await;
}

/// From the empty form to the record.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "penempatan.uji", PASSWORD).await;
    hand.go("/pencari-kerja/baru").await;
    hand.until("document.activeElement.id === 'nama'").await;
    let (before, _) = hand.pressed();
    for (at, (field, text)) in ASKED.iter().enumerate() {
        if at > 0 {
            hand.press(Key::Tab).await;
        }
        assert_eq!(hand.word("document.activeElement.id").await, *field, "the next field is the next key");
        if !text.is_empty() {
            hand.keys(text).await;
        }
    }
    hand.picture("pencari-kerja-baru").await;
    hand.access_key('s').await;
    let keys = hand.pressed().0 - before;
    assert!(keys <= HALF_A_MINUTE, "{keys} keys are more than half a minute");
    assert_eq!(hand.text("h1").await, "Budi Contoh");
    let told = hand.text("main").await;
    for text in ["Datang langsung ke kantor", "5 Jan 2026", "Jepang", "Perawat"] {
        assert!(told.contains(text), "{text}: {told}");
    }
    the_rest_is_folded_and_not_lost(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// What need not be asked is one key further on, and what is wrong is never folded away.
async fn the_rest_is_folded_and_not_lost(hand: &Hand) {
    hand.go("/pencari-kerja/baru").await;
    hand.until("document.activeElement.id === 'nama'").await;
    hand.tab_to("summary", "Isian lain").await;
    hand.keys(" ").await;
    hand.set("daerah_asal", "Negeri Antah").await;
    hand.access_key('s').await;
    assert!(hand.holds("!document.querySelector('#daerah_asal').closest('details')").await);
    assert_eq!(hand.word("document.querySelector('#daerah_asal').value").await, "Negeri Antah");
}
