//! A hundred and three people of one flight depart and are handed over, with one berita acara. The keys are counted.

use std::convert::Infallible;
use std::time::Instant;

use kernel::form::Form;
use records::{Mode, Outcome};
use testkit::{Test, form, returned, with};

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

const OFFICER: &str = "serah.uji";
const MANY: u32 = 103;

/// The officer, and a flight whose people were met.
pub(crate) async fn prepare(test: &Test) {
    test.at("2025-07-01", 9);
    user(test, OFFICER, "pelindungan", TEAM).await;
    let ctx = test.system();
    let kind = |name: &str| test.lindung.registry.find(name).unwrap();
    let typed = form(&[("tiba_pada", "2025-07-01"), ("penerbangan", "SV 818"), ("negara", "SA")]);
    let landed = kind("kedatangan").register(&ctx, &[typed], &[], Mode::Write).await.unwrap();
    let Some(Outcome::New(_, number)) = landed.outcomes.into_iter().next() else { panic!("no flight") };
    let one = |at: u32| -> Form {
        let area = ["32.12", "33.01", "35.07"][at as usize % 3];
        with(returned(at, "2025-07-01", "bermasalah"), &[("kedatangan", &number), ("daerah_asal", area)])
    };
    let people: Vec<Form> = (1..=MANY).map(one).collect();
    kind("kepulangan").register(&ctx, &people, &[], Mode::Write).await.unwrap();
}

/// From the menu to the form of the berita acara, by keyboard; keys and time are told.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, OFFICER, PASSWORD).await;
    hand.go("/tugas").await;
    let (began, before) = (Instant::now(), hand.pressed());
    hand.open(".rail a", "Kedatangan").await;
    hand.open(".list a.id", "KDT-2025-000001").await;
    hand.open(".acts a", "Penumpang").await;
    assert_eq!(hand.count(".list tbody tr").await, 103);
    hand.picture("penumpang").await;
    hand.looked_over("passengers, with boxes to tick").await;
    hand.choose("langkah", "Berangkatkan").await;
    hand.access_key('a').await;
    assert_eq!(hand.text("h1").await, "Berangkatkan: 103 dari 103 orang");
    hand.set("cara_pulang", "Difasilitasi").await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("103 dari 103 orang"), "{}", hand.text("main").await);
    hand.open("a", "Kembali ke penumpang").await;
    hand.choose("langkah", "Serah terima").await;
    hand.access_key('a').await;
    hand.set("jenis_penerima", "Keluarga").await;
    hand.fill("penerima", "Petugas Contoh").await;
    hand.fill("saksi", "Kepala desa rekaan").await;
    hand.fill("nomor_ba", "BA-1/CONTOH/2025").await;
    hand.picture("penumpang-serah-terima").await;
    hand.looked_over("the form of a handover").await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("103 dari 103 orang"), "{}", hand.text("main").await);
    hand.write("[name=nip_penyerah]", "999901012020011001").await;
    hand.write("[name=instansi_penerima]", "Dinas Contoh").await;
    hand.write("[name=identitas_penerima]", "KTP contoh 12").await;
    hand.tab_to("button[value=pdf]", "Berita acara").await;
    hand.picture("penumpang-berita-acara").await;
    hand.looked_over("the berita acara of a handover").await;
    assert!(began.elapsed().as_secs() < 180, "an officer has three minutes");
    let (keys, tabs) = hand.pressed();
    let (keys, tabs) = (keys - before.0, tabs - before.1);
    // Hundredths of a second: 0.28 a key, and a Tab key that is held comes ten times a second.
    let taken = (keys - tabs) * 28 + tabs * 10;
    assert!(taken < 18_000, "{keys} keys, {tabs} of them Tab, take longer than three minutes");
    assert!(keys < 640, "{keys} keys, {tabs} of them Tab");
    hand.open("a", "Kembali ke penumpang").await;
    assert!(hand.text("nav.tabs").await.contains("Selesai 103"), "{}", hand.text("main").await);
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}
