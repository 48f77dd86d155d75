//! One journey through the console: from the login to a closed quarter.

use std::convert::Infallible;

use kernel::clock::SetClock;
use thirtyfour::Key;

use crate::PASSWORD;
use crate::closing::close_a_quarter;
use crate::hand::Hand;

/// The whole journey; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand, clock: &SetClock) -> Result<(), Infallible> {
    a_wrong_password_keeps_the_name(hand).await;
    the_dashboard_shows_the_year(hand).await;
    a_number_opens_to_its_records(hand).await;
    a_record_shows_its_history_and_opens_on_demand(hand).await;
    the_second_agreement_has_seven_rows(hand).await;
    the_year_as_known_in_june(hand).await;
    a_return_is_entered_and_counted(hand).await;
    a_change_stands_in_the_history(hand).await;
    the_way_out_is_shut_behind_one(hand).await;
    the_helpdesk_starts_at_its_work(hand).await;
    close_a_quarter(hand, clock).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

pub(crate) async fn log_in(hand: &Hand, username: &str, password: &str) {
    hand.fill("nama", username).await;
    hand.fill("sandi", password).await;
    hand.enter().await;
}

async fn a_wrong_password_keeps_the_name(hand: &Hand) {
    hand.go("/").await;
    assert_eq!(hand.here().await, "/masuk");
    log_in(hand, "kepala.uji", "bukan kata sandi itu").await;
    assert_eq!(hand.text("[role=alert]").await, "Nama pengguna atau kata sandi tidak cocok.");
    assert_eq!(hand.word("document.querySelector('#nama').value").await, "kepala.uji");
    assert_eq!(hand.word("document.querySelector('#sandi').value").await, "");
    log_in(hand, "kepala.uji", PASSWORD).await;
    assert_eq!(hand.here().await, "/");
}

async fn the_dashboard_shows_the_year(hand: &Hand) {
    assert_eq!(hand.text("h1").await, "Indikator kinerja 2026", "the running year comes first");
    assert!(hand.text(".note.warn").await.contains("belum punya perjanjian"), "{}", hand.text("main").await);
    hand.go("/?tahun=2025").await;
    assert_eq!(hand.text("h1").await, "Indikator kinerja 2025");
    assert_eq!(hand.count(".iku tbody tr").await, 13);
    assert_eq!(hand.text("#iku-6 .real .fig").await, "9.167");
    let marked = hand.words("[...document.querySelectorAll('.iku tr:has(mark.diff)')].map(e => e.id)").await;
    assert_eq!(marked, [1, 2, 3, 8, 9, 10, 12, 13].map(|no| format!("iku-{no}")));
    hand.picture("dasbor").await;
    hand.looked_over("the dashboard").await;
}

async fn a_number_opens_to_its_records(hand: &Hand) {
    hand.open("#iku-2 .real a", "68,22").await;
    assert_eq!(hand.text(".figure .fig").await, "68,22 %");
    assert!(hand.text(".figure").await.contains("410 dari 601"), "{}", hand.text(".figure").await);
    assert_eq!(hand.text(".tabs [aria-current]").await, "Pembilang 410");
    hand.picture("telusur").await;
    hand.open(".tabs a", "Penyebut").await;
    assert_eq!(hand.text(".tabs [aria-current]").await, "Penyebut 601");
    hand.open(".tabs a", "Tidak dihitung").await;
    let reasons = hand.texts(".reason").await;
    let shown = hand.text(".tabs [aria-current] b").await;
    assert_eq!(reasons.len().to_string(), shown);
    assert!(reasons.iter().all(|reason| reason.len() > 10), "{reasons:?}");
    hand.open(".tabs a", "Penyebut").await;
    hand.open(".seg a", "TW2").await;
    assert_eq!(hand.text(".seg [aria-current]").await, "TW2");
    let days = hand.texts(".list tbody td:nth-child(3)").await;
    assert_eq!(days.len(), 50);
    assert!(days.iter().all(|day| ["Apr", "Mei", "Jun"].iter().any(|m| day.contains(m))), "{days:?}");
    let first = hand.texts(".list .id").await;
    hand.open(".pager a", "Berikutnya").await;
    let second = hand.texts(".list .id").await;
    assert!(!second.is_empty());
    assert!(second.iter().all(|number| !first.contains(number)), "{first:?} {second:?}");
}

async fn a_record_shows_its_history_and_opens_on_demand(hand: &Hand) {
    let number = hand.text(".list .id").await;
    hand.open(".list a.id", &number).await;
    assert_eq!(hand.text(".meta .id").await, number);
    assert!(hand.count(".timeline li").await >= 1);
    let masked = hand.texts(".fields .mask").await;
    assert!(!masked.is_empty());
    assert!(masked.iter().all(|text| text.contains('•')), "{masked:?}");
    let digits = "(document.querySelector('main').innerText.match(/\\d{16}/g) || [])";
    assert_eq!(hand.words(digits).await.len(), 0);
    hand.open("button", "Buka isian terlindungi").await;
    assert!(hand.text(".note").await.contains("tercatat atas nama Anda"), "{}", hand.text(".note").await);
    assert_eq!(hand.count(".fields .mask").await, 0);
    assert_eq!(hand.words(digits).await.len(), 1);
}

async fn the_second_agreement_has_seven_rows(hand: &Hand) {
    hand.go("/?tahun=2025").await;
    hand.open(".tabs a:not([aria-current])", "").await;
    assert!(hand.here().await.contains("2025-pk-oktober"), "{}", hand.here().await);
    assert_eq!(hand.count(".iku tbody tr").await, 7);
    hand.open(".tabs a:not([aria-current])", "").await;
}

async fn the_year_as_known_in_june(hand: &Hand) {
    hand.tab_to("[name=per]", "").await;
    hand.keys("30/06/2025").await;
    hand.enter().await;
    assert!(hand.text(".lead").await.contains("30/06/2025"), "{}", hand.text(".lead").await);
    assert_eq!(hand.text("#iku-6 .real .fig").await, "5.727");
}

async fn a_return_is_entered_and_counted(hand: &Hand) {
    hand.open(".rail a", "Kepulangan").await;
    hand.access_key('b').await;
    assert_eq!(hand.here().await, "/kepulangan/baru");
    hand.fill("nama", "Wati Percobaan").await;
    hand.fill("tiba_pada", "31/11/2025").await;
    hand.fill("negara", "Malaysia").await;
    hand.choose("kategori", "Sakit").await;
    hand.access_key('s').await;
    assert_eq!(hand.word("document.activeElement.id").await, "salah");
    assert_eq!(hand.texts(".errors a").await.len(), 1);
    assert_eq!(hand.word("document.querySelector('#nama').value").await, "Wati Percobaan");
    assert_eq!(hand.word("document.querySelector('#tiba_pada').value").await, "31/11/2025");
    assert_eq!(hand.word("document.querySelector('#kategori').value").await, "sakit");
    hand.tab_to(".errors a", "Tanggal tiba").await;
    hand.press(Key::Enter).await;
    hand.until("document.activeElement.id === 'tiba_pada'").await;
    assert_eq!(hand.word("document.activeElement.getAttribute('aria-invalid')").await, "true");
    hand.fill("tiba_pada", "30/11/2025").await;
    // Enter sends no half of a form; what was typed stays, and so does the page.
    hand.press(Key::Enter).await;
    assert_eq!(hand.word("document.querySelector('#tiba_pada').value").await, "30/11/2025");
    assert_eq!(hand.word("document.activeElement.id").await, "tiba_pada");
    hand.access_key('s').await;
    assert_eq!(hand.text("h1").await, "Wati Percobaan");
    let counted = hand.text(".counted").await;
    assert!(counted.starts_with("Dihitung Kepulangan"), "{counted}");
    assert!(counted.contains("30 Nov 2025"), "{counted}");
}

async fn a_change_stands_in_the_history(hand: &Hand) {
    hand.open(".acts a", "Ubah").await;
    assert_eq!(hand.word("document.querySelector('#tiba_pada').value").await, "30/11/2025");
    assert_eq!(hand.word("document.querySelector('#negara').value").await, "Malaysia");
    hand.choose("kategori", "Deportasi").await;
    hand.access_key('s').await;
    assert!(hand.text(".errors a").await.starts_with("Alasan perubahan"), "{}", hand.text(".errors").await);
    assert_eq!(hand.word("document.querySelector('#kategori').value").await, "deportasi");
    hand.fill("alasan_perubahan", "Kategori keliru").await;
    hand.enter().await;
    assert_eq!(hand.text("h1").await, "Wati Percobaan");
    assert_eq!(hand.count(".timeline li").await, 2);
    let newest = hand.text(".timeline li").await;
    assert!(newest.contains("Uji Contoh. Kategori keliru"), "{newest}");
    assert!(newest.ends_with("Isian: Kategori"), "{newest}");
}

async fn the_way_out_is_shut_behind_one(hand: &Hand) {
    // From a list, since the browser itself keeps nobody from a form that it has sent.
    hand.open(".rail a", "Kepulangan").await;
    hand.open("button", "Keluar").await;
    assert_eq!(hand.here().await, "/masuk");
    let behind = hand.back().await;
    assert!(behind.contains("Nama pengguna") || behind.contains("ERR_CACHE_MISS"), "{behind}");
    assert!(!behind.contains("Wati"), "{behind}");
    hand.go("/kepulangan").await;
    assert!(hand.here().await.starts_with("/masuk"), "{}", hand.here().await);
}

async fn the_helpdesk_starts_at_its_work(hand: &Hand) {
    hand.go("/masuk").await;
    log_in(hand, "helpdesk.uji", PASSWORD).await;
    assert_eq!(hand.here().await, "/meja/", "at the desk, with one login");
    hand.until("!document.querySelector('#kerja').hidden && document.querySelector('#pintu').hidden").await;
    hand.until("document.querySelector('#sambungan').dataset.keadaan === 'online'").await;
    hand.go("/").await;
    let menu = hand.texts(".rail a").await;
    assert!(!menu.is_empty() && !menu.contains(&"Dasbor".to_owned()), "{menu:?}");
    assert_eq!(hand.text(".rail [aria-current]").await, *menu.first().unwrap());
    assert_eq!(hand.count("h1").await, 1);
}
