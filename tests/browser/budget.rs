//! A year's budget with one revision: two tables pasted, the months entered, and every amount opened.

use std::convert::Infallible;

use testkit::Test;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, PLANNER, user};

const FIRST: &str = "Kegiatan\tJumlah (Rp)\nOrientasi Pra Pemberangkatan (contoh)\t1.580.800.000\nPelayanan Pengaduan (contoh)\t47.400.000\n\
                     Dukungan Manajemen (contoh)\t2.250.000.000\n";
const REVISED: &str = "Kegiatan\tJumlah (Rp)\nOrientasi Pra Pemberangkatan (contoh)\t1.829.120.000\nPelayanan Pengaduan (contoh)\t47.400.000\n\
                       Dukungan Manajemen (contoh)\t2.100.000.000\n";
const SPENT: &str = "Kegiatan\tTanggal\tJumlah (Rp)\nOrientasi Pra Pemberangkatan (contoh)\t31/01/2026\t120.000.000\n\
                     Orientasi Pra Pemberangkatan (contoh)\t28/02/2026\t264.500.000\nOrientasi Pra Pemberangkatan (contoh)\t31/03/2026\t310.250.000\n\
                     Pelayanan Pengaduan (contoh)\t28/02/2026\t15.754.000\nDukungan Manajemen (contoh)\t31/01/2026\t410.000.000\n\
                     Dukungan Manajemen (contoh)\t31/03/2026\t389.900.000\nPelayanan Pengaduan (contoh)\t31/03/2026\t36.000.000\n";

/// The planner.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-04-15", 9);
    user(test, "perencana.uji", "perencana", PLANNER).await;
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "perencana.uji", PASSWORD).await;
    hand.open(".rail a", "DIPA").await;
    assert!(
        hand.text("main").await.contains("Belum ada"),
        "an empty year says what to do: {}",
        hand.text("main").await
    );
    paste(hand, FIRST, &[("jenis", "Pagu"), ("revisi", "0"), ("tanggal", "02/01/2026")], 3).await;
    paste(hand, REVISED, &[("jenis", "Pagu"), ("revisi", "1"), ("tanggal", "01/03/2026")], 3).await;
    paste(hand, SPENT, &[("jenis", "Realisasi")], 7).await;
    hand.open(".rail a", "DIPA").await;
    let told = hand.text("main").await;
    for said in ["3.976.520.000", "1.546.404.000", "melewati pagu", "51.754.000"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    hand.picture("dipa").await;
    hand.open("main a[href*='bagian=']", "36.000.000").await;
    assert!(hand.text("#catatan + .scroll").await.contains("AGR-2026-"), "the number opens");
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// Pastes a table at the budget, with what holds for all its rows.
async fn paste(hand: &Hand, table: &str, common: &[(&str, &str)], rows: usize) {
    hand.open(".rail a", "Anggaran").await;
    hand.open("a", "Catat banyak").await;
    hand.tab_to("#teks", "").await;
    assert!(hand.holds(&format!("document.execCommand('insertText', false, {})", serde_json::json!(table))).await);
    hand.tab_to("summary", "Isian yang sama").await;
    hand.keys(" ").await;
    for (field, text) in [("tahun", "2026")].iter().chain(common) {
        hand.set(field, text).await;
    }
    hand.access_key('p').await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with(&format!("{rows} dicatat")), "{}", hand.text("main").await);
}
