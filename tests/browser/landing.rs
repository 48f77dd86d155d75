//! Where each role lands, looked over on both screens; at the desk on to the first person, every key counted.

use std::convert::Infallible;

use testkit::Test;

use crate::desk::begin;
use crate::hand::Hand;
use crate::journey::log_in;
use crate::offline::{inside, now, says};
use crate::{PASSWORD, user};

/// Half a minute at 0.28 seconds a key.
const HALF_A_MINUTE: usize = 107;
const OFFICER: &str = "meja.uji";

/// Roles of the office, and where their work is; to that of the desk it goes on from there.
const LANDING: [(&str, &str); 5] =
    [("pelindungan", "/tugas"), ("penempatan", "/tugas"), ("perencana", "/"), ("kepala", "/"), ("admin", "/admin")];

/// One account of each role.
pub(crate) async fn prepare(test: &Test) {
    now(test);
    for (role, _) in LANDING {
        user(test, &format!("{role}.uji"), role, "Uji Contoh").await;
    }
    user(test, OFFICER, "helpdesk", "Uji Contoh").await;
}

/// From the login page to where each of them lands, and out again.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    hand.looked_over("the login page").await;
    for (role, place) in LANDING {
        log_in(hand, &format!("{role}.uji"), PASSWORD).await;
        assert_eq!(hand.here().await, place, "{role}");
        hand.looked_over(&format!("where {role} lands")).await;
        hand.open("button", "Keluar").await;
    }
    from_the_login_to_the_first_person(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// One login, the desk opens, and somebody is received: with one password, within half a minute of keys.
async fn from_the_login_to_the_first_person(hand: &Hand) {
    hand.go("/").await;
    let (before, _) = hand.pressed();
    log_in(hand, OFFICER, PASSWORD).await;
    assert_eq!(hand.here().await, "/meja/");
    inside(hand).await;
    begin(hand, "Tarsih Contoh").await;
    hand.alt('s').await;
    says(hand, "#sini tbody", "Terkirim").await;
    let keys = hand.pressed().0 - before;
    assert!(keys <= HALF_A_MINUTE, "{keys} keys are more than half a minute");
}
