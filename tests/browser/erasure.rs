//! Somebody whose data is held is not erased; once another account has lifted the hold and approved, nothing of them is left.

use std::convert::Infallible;

use records::{Mode, Outcome};
use testkit::{Test, placement};

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

/// Somebody who was placed long ago, and the two who may erase. Returns the address of the page.
pub(crate) async fn prepare(test: &Test) -> String {
    test.at("2025-06-03", 8);
    let kind = test.lindung.registry.find("penempatan").unwrap();
    let forms = [placement(1, "2025-06-02", "p_to_p")];
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    let Some(Outcome::New(id, _)) = done.outcomes.first() else { panic!("it was not recorded") };
    let (head, _) = kind.head(&test.system(), *id).await.unwrap();
    test.at("2031-01-02", 9);
    user(test, "kepala.uji", "kepala", "Kepala Contoh").await;
    user(test, "wakil.uji", "kepala", TEAM).await;
    format!("/orang/{}/penghapusan", head.person.unwrap())
}

/// The whole of it; `here` is the page of the person.
pub(crate) async fn travel(hand: &Hand, here: &str) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "kepala.uji", PASSWORD).await;
    hand.go(here).await;
    hand.fill("alasan_tahan", "Perkara contoh").await;
    hand.open(".bottom button", "Tahan").await;
    assert!(hand.text("main").await.contains("Datanya ditahan sejak"), "{}", hand.text("main").await);
    hand.fill("alasan", "Masa simpannya habis").await;
    hand.open(".bottom button", "Usulkan").await;
    assert!(hand.text("main").await.contains("Perkara contoh"), "it is refused: {}", hand.text("main").await);

    as_the_other(hand, here, "wakil.uji").await;
    hand.fill("alasan_tahan", "Perkaranya selesai").await;
    hand.open(".bottom button", "Angkat").await;
    hand.fill("alasan", "Masa simpannya habis").await;
    hand.open(".bottom button", "Usulkan").await;
    assert!(hand.text("main").await.contains("Diusulkan Dedi Contoh"), "{}", hand.text("main").await);
    hand.picture("hapus-data").await;

    as_the_other(hand, here, "kepala.uji").await;
    hand.fill("alasan", "Sudah diperiksa").await;
    hand.open(".bottom button", "Setujui").await;
    assert_eq!(hand.text("h1").await, "Hapus data Dihapus");
    assert!(hand.text(".note").await.contains("Data orang ini dihapus"), "{}", hand.text("main").await);
    Ok(())
}

async fn as_the_other(hand: &Hand, here: &str, login: &str) {
    hand.go("/").await;
    hand.open("button", "Keluar").await;
    hand.go("/masuk").await;
    log_in(hand, login, PASSWORD).await;
    hand.go(here).await;
}
