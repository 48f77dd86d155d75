//! Seventy-five people from the list of a job fair, as it was kept: titles, merged heads, days in words, sex as L, P, lk and pr, doubles,
//! a total. The keys are counted.

use std::convert::Infallible;
use std::fmt::Write;
use std::time::Instant;

use testkit::Test;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

const PEOPLE: u32 = 75;

/// The officer.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-01-05", 8);
    user(test, "penempatan.uji", "penempatan", TEAM).await;
}

/// The list: of every twenty-five rows one has a NIK with a digit missing, and the last repeats the first.
fn list() -> String {
    let mut text =
        "DAFTAR HADIR JOB FAIR KOTA SERANG (CONTOH)\n\n\tData diri peserta\t\t\t\t\nNo\tNama Peserta\tNo. KTP\tTgl Lahir\tL/P\tPendidikan\n"
            .to_owned();
    for number in 1..=PEOPLE {
        let row = if number == PEOPLE { 1 } else { number };
        let (day, month) = (1 + row % 28, 1 + row % 12);
        let sex = ["L", "P", "lk", "pr"][row as usize % 4];
        let day_in_nik = if sex.to_lowercase().starts_with('p') { day + 40 } else { day };
        let nik = format!("360399{day_in_nik:02}{month:02}99{row:04}");
        let nik = if row.is_multiple_of(25) { &nik[..15] } else { &nik };
        let born = format!(
            "{day} {} 1999",
            ["Januari", "Februari", "Maret", "April", "Mei", "Juni"][(month as usize - 1) % 6]
        );
        let born = if month > 6 { format!("{day:02}/{month:02}/1999") } else { born };
        writeln!(text, "{number}\tSiti Contoh{row}\t{nik}\t{born}\t{sex}\tSMA").unwrap();
    }
    text + "\tJumlah\t75 orang\t\t\t\n"
}

/// From the list to the last of them recorded, by keyboard; the time is told.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "penempatan.uji", PASSWORD).await;
    let (began, before) = (Instant::now(), hand.pressed());
    hand.open(".rail a", "Pencari kerja").await;
    hand.open("a", "Catat banyak").await;
    hand.picture("catat-banyak").await;
    hand.tab_to("#teks", "").await;
    let pasted = format!("document.execCommand('insertText', false, {})", serde_json::json!(list()));
    assert!(hand.holds(&pasted).await);
    hand.tab_to("summary", "Isian yang sama").await;
    hand.keys(" ").await;
    for (field, text) in [("dicatat_pada", "05/01/2026"), ("sumber", "Job fair"), ("berminat", "Ya")] {
        hand.set(field, text).await;
    }
    hand.access_key('p').await;
    let told = hand.text(".note[role=status]").await;
    assert!(told.contains("75 baris: 72 baru, 1 berulang, 2 perlu dibetulkan"), "{told}");
    hand.picture("catat-banyak-periksa").await;
    for _ in 0..2 {
        hand.tab_to("td.wrong input", "").await;
        let short = hand.word("document.activeElement.value").await;
        assert_eq!(short.len(), 15, "{short}");
        let row = hand.word("document.activeElement.name").await;
        hand.write(&format!("[name='{row}']"), &format!("{short}5")).await;
        hand.press(thirtyfour::Key::Tab).await;
    }
    hand.access_key('p').await;
    assert!(hand.text(".note[role=status]").await.contains("74 baru"), "{}", hand.text(".note[role=status]").await);
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("74 dicatat"), "{}", hand.text(".note.ok").await);
    assert!(began.elapsed().as_secs() < 120, "an officer has two minutes");
    let (keys, tabs) = hand.pressed();
    let (keys, tabs) = (keys - before.0, tabs - before.1);
    // Hundredths of a second: 0.28 a key, and a Tab key that is held comes ten times a second.
    let taken = (keys - tabs) * 28 + tabs * 10;
    assert!(taken < 12_000, "{keys} keys, {tabs} of them Tab, take longer than two minutes");
    hand.open("a", "Ke daftar").await;
    assert_eq!(hand.count(".list tbody tr").await, 50, "a page of them");
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}
