//! Where each role lands, looked over on both screens.

use std::convert::Infallible;

use testkit::Test;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, user};

/// Roles of the office, and where their work is; that of the desk has journeys of its own.
const LANDING: [(&str, &str); 5] =
    [("pelindungan", "/tugas"), ("penempatan", "/tugas"), ("perencana", "/"), ("kepala", "/"), ("admin", "/admin")];

/// One account of each role.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-01-05", 8);
    for (role, _) in LANDING {
        user(test, &format!("{role}.uji"), role, "Uji Contoh").await;
    }
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
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}
