//! A telephone as a second factor, and then it is lost: from the setting up to the admin who takes it off, without a mouse.

use std::convert::Infallible;

use chrono::TimeDelta;
use kernel::clock::Clock;
use testkit::Test;
use totp_rs::{Algorithm, Secret, TOTP};

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, user};

const USER: &str = "pelindungan.uji";
const CHOSEN: &str = "kuda hijau menari pelan";

/// The owner of the telephone, and who keeps accounts.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-03-02", 8);
    user(test, "pengelola.uji", "admin", "Rina Contoh").await;
    user(test, USER, "pelindungan", "Budi Contoh").await;
}

/// The way of it.
pub(crate) async fn travel(hand: &Hand, test: &Test) -> Result<(), Infallible> {
    let (phone, words) = it_is_set_up(hand, test).await;
    a_code_is_asked_for(hand, test, &phone).await;
    a_word_stands_for_a_code(hand, &words).await;
    let word = the_admin_takes_it_off(hand).await;
    the_owner_is_in_again(hand, &word).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

fn code(phone: &TOTP, test: &Test) -> String {
    phone.generate(u64::try_from(test.clock.now().timestamp()).unwrap())
}

async fn it_is_set_up(hand: &Hand, test: &Test) -> (TOTP, Vec<String>) {
    hand.go("/akun/saya/faktor").await;
    log_in(hand, USER, PASSWORD).await;
    assert!(hand.text("#keadaan").await.contains("Belum terpasang"));
    hand.fill("sandi", PASSWORD).await;
    hand.enter().await;
    hand.picture("faktor-pasang").await;
    let text = hand.text("#rahasia-teks").await.replace(' ', "");
    let phone = TOTP::new(Algorithm::SHA1, 6, 1, 30, Secret::Encoded(text).to_bytes().unwrap()).unwrap();
    hand.fill("kode", &code(&phone, test)).await;
    hand.enter().await;
    let words = hand.texts("#kata-pemulihan code").await;
    assert_eq!(words.len(), 8, "{}", hand.text("main").await);
    hand.picture("faktor-kata-pemulihan").await;
    hand.go("/akun/saya/faktor").await;
    assert!(hand.text("#keadaan").await.contains("tersisa: 8"));
    assert_eq!(hand.count("#kata-pemulihan").await, 0, "the words are told once");
    hand.open("button", "Keluar").await;
    (phone, words)
}

async fn a_code_is_asked_for(hand: &Hand, test: &Test, phone: &TOTP) {
    log_in(hand, USER, PASSWORD).await;
    assert_eq!(hand.text("h1").await, "Kode dari ponsel");
    hand.picture("masuk-kode").await;
    hand.fill("kode", "1").await;
    hand.enter().await;
    assert!(hand.text("[role=alert]").await.contains("Kode tidak cocok"));
    test.clock.advance(TimeDelta::seconds(30));
    hand.fill("kode", &code(phone, test)).await;
    hand.enter().await;
    assert!(!hand.here().await.starts_with("/masuk"), "in: {}", hand.text("main").await);
    hand.open("button", "Keluar").await;
}

async fn a_word_stands_for_a_code(hand: &Hand, words: &[String]) {
    log_in(hand, USER, PASSWORD).await;
    hand.fill("kode", &words[0]).await;
    hand.enter().await;
    assert!(!hand.here().await.starts_with("/masuk"), "in: {}", hand.text("main").await);
    hand.open("button", "Keluar").await;
}

async fn the_admin_takes_it_off(hand: &Hand) -> String {
    log_in(hand, "pengelola.uji", PASSWORD).await;
    hand.go("/akun").await;
    hand.open(".list a", USER).await;
    hand.open("button", "Lepas faktor kedua").await;
    assert!(hand.text("[role=alert]").await.contains("Tulis alasannya"));
    hand.fill("faktor-alasan", "Ponsel hilang (contoh)").await;
    hand.enter().await;
    let word = hand.text("#kata").await;
    assert!(hand.text("main").await.contains("Faktor kedua dilepas"), "{}", hand.text("main").await);
    hand.open("button", "Keluar").await;
    word
}

async fn the_owner_is_in_again(hand: &Hand, word: &str) {
    log_in(hand, USER, PASSWORD).await;
    assert!(hand.text("[role=alert]").await.contains("tidak cocok"), "the old password is void");
    log_in(hand, USER, word).await;
    assert_eq!(hand.text("h1").await, "Pilih kata sandi");
    hand.fill("sandi_baru", CHOSEN).await;
    hand.fill("sandi_ulang", CHOSEN).await;
    hand.enter().await;
    assert!(!hand.here().await.starts_with("/masuk"), "no code is asked for: {}", hand.text("main").await);
}
