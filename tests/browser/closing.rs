//! A quarter is closed by three people, a record changes later, and a revision takes that over.

use chrono::TimeDelta;
use kernel::clock::SetClock;
use thirtyfour::Key;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, PLANNER, TEAM};

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn close_a_quarter(hand: &Hand, clock: &SetClock) {
    the_planner_prepares(hand).await;
    clock.advance(TimeDelta::minutes(25));
    a_second_person_reviews(hand).await;
    clock.advance(TimeDelta::minutes(20));
    the_head_signs(hand).await;
    clock.advance(TimeDelta::minutes(12));
    records_change_later(hand).await;
    the_changes_are_named(hand).await;
    clock.advance(TimeDelta::minutes(20));
    a_revision_takes_them_over(hand).await;
    the_pages_fit_a_phone(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
}

/// Goes out, comes in as somebody else, and opens the first quarter's closing.
async fn as_user(hand: &Hand, username: &str) {
    hand.open("button", "Keluar").await;
    log_in(hand, username, PASSWORD).await;
    hand.go("/penutupan?tahun=2025").await;
}

async fn the_planner_prepares(hand: &Hand) {
    as_user(hand, "perencana.uji").await;
    assert_eq!(hand.texts(".closings .badge").await, ["Belum ditutup"; 5]);
    hand.open(".closings button", "Triwulan 1").await;
    assert_eq!(hand.text("h1").await, "Penutupan triwulan 1 2025");
    assert_eq!(hand.text(".steps [aria-current]").await, "Ditinjau\nbelum");
    assert_eq!(hand.text("#iku-6 .real .fig").await, "3.980");
    assert_eq!(hand.count(".iku tbody tr").await, 13);
    assert!(hand.text(".do").await.contains("Menunggu orang kedua"), "{}", hand.text(".do").await);
}

async fn a_second_person_reviews(hand: &Hand) {
    as_user(hand, "pelindungan.uji").await;
    hand.open(".closings a", "Triwulan 1").await;
    assert!(hand.text("#periksa").await.contains("perlu dilihat"), "{}", hand.text("#periksa").await);
    hand.fill("catatan", "Dicocokkan dengan register pengaduan dan manifes.").await;
    hand.open(".do button", "Tinjau").await;
    assert!(hand.text(".steps").await.contains(TEAM), "{}", hand.text(".steps").await);
}

async fn the_head_signs(hand: &Hand) {
    as_user(hand, "kepala.uji").await;
    hand.open(".closings a", "Triwulan 1").await;
    assert!(hand.text(".do").await.contains("13 angka"), "{}", hand.text(".do").await);
    hand.picture("penutupan").await;
    hand.open(".do a", "Tandatangani").await;
    assert!(hand.text(".do").await.contains("Kode keaslian"), "{}", hand.text(".do").await);
    hand.open(".do button", "Ya, tanda tangani").await;
    assert_eq!(hand.text(".meta .badge").await, "Ditandatangani");
    assert_eq!(hand.count(".steps .did").await, 3);
    hand.go("/?tahun=2025").await;
    assert!(hand.text(".closed li").await.contains("Ditandatangani"), "{}", hand.text(".closed").await);
    hand.open(".closed a", "TW1").await;
}

/// Opens a record of a closed list, changes it, and comes back to the closing.
async fn change(hand: &Hand, (list, number): (&str, &str), fields: &[(&str, &str)], reason: &str) {
    let closing = hand.here().await;
    hand.open(list, "").await;
    hand.open(".list a.id", number).await;
    hand.open(".acts a", "Ubah").await;
    for (id, text) in fields {
        hand.set(id, text).await;
    }
    hand.fill("alasan_perubahan", reason).await;
    hand.enter().await;
    assert!(hand.text(".timeline li").await.contains(reason), "{}", hand.text(".timeline li").await);
    hand.go(&closing).await;
}

async fn records_change_later(hand: &Hand) {
    let (counted, not_counted) = ("#iku-6 .real a.fig", "#iku-6 .mem a");
    change(hand, (counted, ""), &[("kategori", "Cuti")], "Surat cuti menyusul dari KBRI").await;
    change(hand, (counted, "000007"), &[("tiba_pada", "02/04/2025")], "Tanggal tiba salah ketik").await;
    change(hand, (not_counted, ""), &[("kategori", "Sakit")], "Surat rumah sakit menyusul").await;
    let number = [("nomor_siskop2mi", "SKP-2025-900001"), ("siskop2mi_pada", "20/03/2025")];
    change(hand, ("#iku-2 .real a.of", "PGD-2025-000002"), &number, "Nomor SISKOP2MI baru diterima dari Pusat").await;
    change(hand, ("#iku-1 .real a.fig", ""), &[("negara", "Singapura")], "Negara salah pilih").await;
}

async fn the_changes_are_named(hand: &Hand) {
    hand.open(".acts a", "Perubahan sejak").await;
    hand.picture("perubahan").await;
    let page = hand.text("main").await;
    for text in
        ["Surat cuti menyusul dari KBRI", "Surat rumah sakit menyusul", "Negara salah pilih", "Isian: Nomor SISKOP2MI"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    assert!(page.contains("Tidak berubah: "), "{page}");
    assert_eq!(hand.text(".shift .fig").await, "63,37 %");
    assert_eq!(hand.texts(".acts a").await, ["Unduh CSV", "Unduh XLSX"]);
}

async fn a_revision_takes_them_over(hand: &Hand) {
    as_user(hand, "perencana.uji").await;
    hand.open(".closings a", "Triwulan 1").await;
    hand.open(".acts a", "Perubahan sejak").await;
    hand.tab_to("summary", "Buat revisi").await;
    hand.press(Key::Enter).await;
    hand.open(".do button", "Buat revisi").await;
    assert_eq!(hand.word("document.activeElement.id").await, "salah");
    hand.fill("alasan", "Tiga catatan dibetulkan setelah surat menyusul.").await;
    hand.open(".do button", "Buat revisi").await;
    assert_eq!(hand.text("h1").await, "Penutupan triwulan 1 2025, revisi 1");
    assert!(hand.text(".steps .did").await.contains(PLANNER), "{}", hand.text(".steps").await);
    hand.go("/penutupan?tahun=2025").await;
    let states = hand.texts(".closings .badge").await;
    assert!(states.starts_with(&["Disiapkan".to_owned(), "Ditandatangani".to_owned()]), "{states:?}");
}

async fn the_pages_fit_a_phone(hand: &Hand) {
    hand.resize(390, 844).await;
    hand.go("/penutupan?tahun=2025").await;
    for link in ["Triwulan 1", "yang pertama"] {
        let list = hand.here().await;
        hand.open(".closings a", link).await;
        hand.go(&format!("{}/perubahan", hand.here().await)).await;
        hand.go(&list).await;
    }
}
