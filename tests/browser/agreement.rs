//! A year's agreement: set up from last year's by the planner, signed by the head, revised in October; and the next year's. Dashboard, night
//! and closing follow, and a year without one says so.

use std::convert::Infallible;

use kernel::Day;
use reporting::snapshot;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::jobs;
use testkit::Test;

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, PLANNER, user};

const REASON: &str = "Target disesuaikan dengan revisi DIPA (contoh).";

/// Planner and head.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-02-03", 9);
    user(test, "perencana.uji", "perencana", PLANNER).await;
    user(test, "kepala.uji", "kepala", "Uji Contoh").await;
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand, test: &Test) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "perencana.uji", PASSWORD).await;
    the_planner_sets_up_the_running_year(hand).await;
    the_head_signs(hand, "Perjanjian kinerja 2026").await;
    the_dashboard_has_the_target(hand, "/", "20.000").await;
    test.at("2026-10-05", 9);
    hand.open(".rail a", "Perjanjian").await;
    log_in(hand, "perencana.uji", PASSWORD).await;
    the_planner_revises(hand).await;
    the_head_signs(hand, "Perjanjian kinerja 2026").await;
    the_versions_stand_side_by_side(hand).await;
    the_dashboard_has_the_target(hand, "/", "16.000").await;
    as_user(hand, "perencana.uji").await;
    the_night_keeps(test, "2026-10-04", ("2026-pok", 1)).await;
    a_quarter_is_closed_by(hand, (3, 2026), "2026-pok versi 1").await;
    the_planner_sets_up_the_next_year(hand).await;
    the_head_signs(hand, "Perjanjian kinerja 2027").await;
    the_dashboard_has_the_target(hand, "/?tahun=2027", "16.000").await;
    test.at("2026-10-06", 9);
    the_night_keeps(test, "2026-10-05", ("2026-pok", 2)).await;
    test.at("2027-04-05", 9);
    hand.go("/").await;
    log_in(hand, "perencana.uji", PASSWORD).await;
    the_dashboard_has_the_target(hand, "/", "16.000").await;
    the_night_keeps(test, "2027-04-04", ("2027-pok", 1)).await;
    a_quarter_is_closed_by(hand, (1, 2027), "2027-pok versi 1").await;
    hand.go("/?tahun=2028").await;
    assert_eq!(hand.text("h1").await, "Indikator kinerja 2028", "a year without an agreement");
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

async fn as_user(hand: &Hand, username: &str) {
    hand.open("button", "Keluar").await;
    log_in(hand, username, PASSWORD).await;
}

/// Writes the targets of the seventh item and saves the draft.
async fn targets(hand: &Hand, year: &str, quarters: [&str; 4]) {
    hand.fill("b6_target_tahun", year).await;
    for (tw, quarter) in (1..).zip(quarters) {
        hand.fill(&format!("b6_tw{tw}"), quarter).await;
    }
    hand.access_key('s').await;
}

async fn the_planner_sets_up_the_running_year(hand: &Hand) {
    assert_eq!(hand.text("h1").await, "Indikator kinerja 2026");
    hand.open(".note a", "Susun perjanjian 2026 dari 2025").await;
    hand.open("button", "Susun rancangan").await;
    assert_eq!(hand.text("h1").await, "Perjanjian Kinerja 2026 (POK, 13 IKU)");
    targets(hand, "20.001", ["5.000"; 4]).await;
    assert!(hand.text("#periksa").await.contains("20.000 tidak sama"), "{}", hand.text("#periksa").await);
    targets(hand, "20.000", ["5.000"; 4]).await;
    assert!(hand.text("#periksa").await.contains("siap ditandatangani"), "{}", hand.text("#periksa").await);
    hand.picture("perjanjian").await;
}

async fn the_head_signs(hand: &Hand, task: &str) {
    as_user(hand, "kepala.uji").await;
    hand.open(".rail a", "Tugas").await;
    hand.open(".due a", task).await;
    hand.open(".do button", "Tandatangani").await;
    hand.open(".do button", "Ya, tanda tangani").await;
    assert_eq!(hand.text(".meta .badge").await, "Ditandatangani");
}

async fn the_dashboard_has_the_target(hand: &Hand, path: &str, target: &str) {
    hand.go(path).await;
    assert_eq!(hand.text("#iku-7 .target").await, target);
}

/// The night of a day strikes by the version of the agreement that held on it.
async fn the_night_keeps(test: &Test, night: &str, (code, version): (&str, i64)) {
    let night: Day = night.parse().unwrap();
    jobs::run(&test.lindung, night).await.unwrap();
    let rows = snapshot::Entity::find().filter(snapshot::Column::Tanggal.eq(night));
    let rows = rows.all(&test.house().db).await.unwrap();
    assert!(!rows.is_empty(), "{night}");
    assert!(rows.iter().all(|row| row.perjanjian == code && row.perjanjian_versi == version), "{night}: {rows:?}");
}

/// The planner prepares the closing of a quarter; it names the version that held on its last day.
async fn a_quarter_is_closed_by(hand: &Hand, (tw, year): (u8, i32), agreement: &str) {
    hand.go(&format!("/penutupan?tahun={year}")).await;
    hand.open(".closings button", &format!("Triwulan {tw}")).await;
    assert_eq!(hand.text("h1").await, format!("Penutupan triwulan {tw} {year}"));
    assert!(hand.text("main").await.contains(agreement), "{}", hand.text("main").await);
}

async fn the_planner_revises(hand: &Hand) {
    hand.open(".list a", "Perjanjian Kinerja 2026").await;
    hand.tab_to("summary", "Buat revisi").await;
    hand.keys(" ").await;
    hand.fill("berlaku_sejak", "01/10/2026").await;
    hand.fill("alasan", REASON).await;
    hand.open(".do button", "Buat revisi").await;
    assert!(hand.text(".note").await.contains(REASON), "{}", hand.text("main").await);
    targets(hand, "16.000", ["5.000", "5.000", "5.000", "1.000"]).await;
}

async fn the_versions_stand_side_by_side(hand: &Hand) {
    hand.open("a", "Sandingkan dengan versi 1").await;
    assert!(hand.text("main").await.contains("Target tahun: 20.000 menjadi 16.000."), "{}", hand.text("main").await);
    hand.picture("perjanjian-sandingan").await;
}

async fn the_planner_sets_up_the_next_year(hand: &Hand) {
    hand.open(".rail a", "Perjanjian").await;
    hand.choose("tahun", "2027").await;
    hand.open("button", "Susun rancangan").await;
    assert_eq!(hand.text("h1").await, "Perjanjian Kinerja 2027 (POK, 13 IKU)");
    assert!(hand.text("#periksa").await.contains("siap ditandatangani"), "{}", hand.text("#periksa").await);
}
