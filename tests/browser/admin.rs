//! An admin's first day: from the word on the terminal to a colleague who chose a password; and a leaver whose page ends.

use std::convert::Infallible;

use testkit::Test;

use crate::hand::Hand;
use crate::journey::log_in;

const OWN: &str = "perahu lumpia 47 senja";
const CHOSEN: &str = "kuda hijau menari pelan";

/// The first day. `word` is what the terminal shows.
pub(crate) async fn travel(hand: &Hand, word: &str) -> Result<(), Infallible> {
    the_first_account(hand, word).await;
    let word = a_colleague_is_made(hand).await;
    hand.open("button", "Keluar").await;
    the_colleague_chooses(hand, &word).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

async fn the_first_account(hand: &Hand, word: &str) {
    hand.go("/").await;
    assert_eq!(hand.here().await, "/mulai", "nobody has an account");
    for (field, text) in [("kata", word), ("nama_masuk", "rina.contoh"), ("nama", "Rina Contoh")] {
        hand.fill(field, text).await;
    }
    hand.choose("kantor", "Kementerian").await;
    hand.fill("sandi_baru", OWN).await;
    hand.fill("sandi_ulang", OWN).await;
    hand.enter().await;
    assert_eq!(hand.here().await, "/admin");
    assert_eq!(hand.text("h1").await, "Pengelolaan");
    hand.picture("pengelolaan").await;
}

async fn a_colleague_is_made(hand: &Hand) -> String {
    hand.open(".acts a", "Buat akun").await;
    hand.fill("nama_masuk", "budi.contoh").await;
    hand.fill("nama", "Budi Contoh").await;
    hand.choose("peran", "Petugas").await;
    hand.choose("kantor", "Kementerian").await;
    hand.access_key('s').await;
    assert_eq!(hand.text("h1").await, "Budi Contoh", "{}", hand.text("main").await);
    assert!(hand.text(".lead").await.contains("Menunggu masuk pertama"));
    hand.picture("akun-kata-sekali").await;
    let word = hand.text("#kata").await;
    hand.open(".crumb a", "Akun").await;
    assert!(hand.text(".list").await.contains("budi.contoh"));
    hand.open(".list a", "budi.contoh").await;
    assert_eq!(hand.count("#kata").await, 0, "the word is told once");
    word
}

async fn the_colleague_chooses(hand: &Hand, word: &str) {
    log_in(hand, "budi.contoh", word).await;
    assert_eq!(hand.text("h1").await, "Pilih kata sandi");
    hand.fill("sandi_baru", "pendek").await;
    hand.fill("sandi_ulang", "pendek").await;
    hand.enter().await;
    assert!(hand.text("[role=alert]").await.contains("paling sedikit 12"));
    hand.fill("sandi_baru", CHOSEN).await;
    hand.fill("sandi_ulang", CHOSEN).await;
    hand.enter().await;
    assert_eq!(hand.here().await, "/meja/", "in, and at work");
    hand.until("!document.querySelector('#kerja').hidden").await;
    hand.until("document.querySelector('#sambungan').dataset.keadaan === 'online'").await;
    hand.go("/tugas").await;
    hand.open("button", "Keluar").await;
    log_in(hand, "budi.contoh", word).await;
    assert!(hand.text("[role=alert]").await.contains("tidak cocok"), "the word is used up");
    log_in(hand, "budi.contoh", CHOSEN).await;
    assert_eq!(hand.here().await, "/meja/");
    hand.until("!document.querySelector('#kerja').hidden").await;
    hand.until("document.querySelector('#sambungan').dataset.keadaan === 'online'").await;
}

/// The leaver, and who sees them out.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-03-02", 8);
    crate::user(test, "pengelola.uji", "admin", "Rina Contoh").await;
    crate::user(test, "helpdesk.uji", "helpdesk", "Budi Contoh").await;
}

/// The leaver works in one browser, and the admin in another.
pub(crate) async fn leave((leaver, admin): (&Hand, &Hand)) -> Result<(), Infallible> {
    leaver.go("/tugas").await;
    log_in(leaver, "helpdesk.uji", crate::PASSWORD).await;
    assert_eq!(leaver.here().await, "/tugas");
    admin.go("/akun").await;
    log_in(admin, "pengelola.uji", crate::PASSWORD).await;
    admin.open(".list a", "helpdesk.uji").await;
    admin.open("button", "Matikan akun").await;
    assert!(admin.text("[role=alert]").await.contains("Tulis alasannya"));
    admin.fill("matikan-alasan", "Pindah tugas (contoh)").await;
    admin.enter().await;
    assert!(admin.text(".lead").await.contains("Dimatikan"), "{}", admin.text("main").await);
    assert!(admin.text("main").await.contains("Pindah tugas (contoh)"));
    admin.picture("akun-dimatikan").await;
    leaver.reload().await;
    assert!(leaver.here().await.starts_with("/masuk"), "the open page leads to the door");
    log_in(leaver, "helpdesk.uji", crate::PASSWORD).await;
    assert!(leaver.text("[role=alert]").await.contains("tidak cocok"));
    Ok(())
}
