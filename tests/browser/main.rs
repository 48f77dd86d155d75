//! The console in a real browser, used with the keyboard only.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must fail loudly"
)]

mod admin;
mod agreement;
mod budget;
mod claims;
mod closing;
mod complaints;
mod correction;
mod desk;
mod driver;
mod erasure;
mod hand;
mod handover;
mod journey;
mod landing;
mod looks;
mod manifest;
mod many;
mod messy;
mod offline;
mod own_data;
mod second_factor;
mod sessions;
mod twice;
mod two_desks;
mod walk_in;

use driver::{Driver, Served};
use hand::Hand;
use server::demo;
use testkit::{Backend, Test};

const PASSWORD: &str = "kata sandi uji";
const PLANNER: &str = "Rina Contoh";
const TEAM: &str = "Dedi Contoh";

async fn user(test: &Test, username: &str, role: &str, name: &str) {
    let user = accounts::NewUser { username, name, role, office: "BP3MI-BANTEN", password: PASSWORD };
    accounts::add_or_reset(test.house(), &test.lindung.accounts, user).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_work_needs_no_mouse_and_every_number_opens() {
    // First of all: without a browser nobody should wait for the year.
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    demo::load(&test.lindung, &test.clock, demo::year(), &|_| {}).await.unwrap();
    test.at("2026-01-05", 9);
    user(&test, "kepala.uji", "kepala", "Uji Contoh").await;
    user(&test, "helpdesk.uji", "helpdesk", "Uji Contoh").await;
    user(&test, "perencana.uji", "perencana", PLANNER).await;
    user(&test, "pelindungan.uji", "pelindungan", TEAM).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    // The browser is let go whether or not the journey arrives.
    let arrived =
        browser.run_and_quit(async |browser| journey::travel(&Hand::new(browser, &origin), &test.clock).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn complaints_come_to_their_ends_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    complaints::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| complaints::travel(&Hand::new(browser, &origin), &test).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_goes_from_a_death_to_its_payment_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    claims::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| claims::travel(&Hand::new(browser, &origin), &test).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn seventy_five_people_come_in_from_one_list_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    many::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| many::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_walks_in_is_entered_in_half_a_minute_of_keys() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    walk_in::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| walk_in::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_airport_desk_works_without_a_server() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    offline::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| offline::travel(&Hand::new(browser, &origin), &test, served).await).await;
    arrived.unwrap().end().await;
    test.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_login_opens_the_desk_and_the_next_officer_goes_on() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    desk::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| desk::travel(&Hand::new(browser, &origin), &test, served).await).await;
    arrived.unwrap().end().await;
    test.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_and_a_console_on_one_flight_one_of_them_offline_for_ten_minutes() {
    let drivers = [Driver::start(), Driver::start(), Driver::start()];
    let test = Test::open(Backend::Sqlite).await;
    two_desks::prepare(&test).await;
    // Each desk has its own way to the house: one goes down, the other stays.
    let (served, line) = (Served::begin(&test).await, Served::begin(&test).await);
    let (origin, way) = (served.origin.clone(), line.origin.clone());
    let (one, other, office) = (drivers[0].browser().await, drivers[1].browser().await, drivers[2].browser().await);
    let arrived = one
        .run_and_quit(async |one| {
            let beside = other.run_and_quit(async |other| {
                let seen = office.run_and_quit(async |office| {
                    let [one, other, office] = [(one, &origin), (other, &way), (office, &origin)]
                        .map(|(browser, origin)| Hand::new(browser, origin));
                    let hands = two_desks::Hands { one: &one, other: &other, office: &office };
                    Box::pin(two_desks::travel(&hands, &test, line)).await
                });
                seen.await
            });
            beside.await
        })
        .await;
    arrived.unwrap().end().await;
    served.end().await;
    test.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flight_is_received_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    manifest::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| manifest::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_flight_departs_and_is_handed_over_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    handover::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| handover::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_messy_manifest_is_accepted_in_a_minute_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    manifest::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| messy::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_of_hundreds_and_twelve_who_stayed_away_need_no_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    sessions::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| sessions::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_budget_with_one_revision_is_pasted_and_opens_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    budget::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| budget::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_years_agreement_is_set_up_signed_and_revised_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    agreement::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| agreement::travel(&Hand::new(browser, &origin), &test).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_is_refused_while_held_and_then_done_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    let here = erasure::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| erasure::travel(&Hand::new(browser, &origin), &here).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_returnees_request_is_answered_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    let person = own_data::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser
        .run_and_quit(async |browser| own_data::travel(&Hand::new(browser, &origin), &test, &person).await)
        .await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admins_first_day_goes_from_a_word_to_a_colleague_without_a_mouse() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    let word = accounts::invite(&test.lindung.accounts).await.unwrap().unwrap();
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| admin::travel(&Hand::new(browser, &origin), &word).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leavers_open_page_ends_while_the_admin_watches() {
    let (own, other) = (Driver::start(), Driver::start());
    let test = Test::open(Backend::Sqlite).await;
    admin::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let (first, second) = (own.browser().await, other.browser().await);
    let arrived = first
        .run_and_quit(async |first| {
            let seen = second.run_and_quit(async |second| {
                admin::leave((&Hand::new(first, &origin), &Hand::new(second, &origin))).await
            });
            seen.await
        })
        .await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn where_each_role_lands_is_for_everybody() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    landing::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived = browser.run_and_quit(async |browser| landing::travel(&Hand::new(browser, &origin)).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_telephone_keeps_nobody_out_for_long() {
    let driver = Driver::start();
    let test = Test::open(Backend::Sqlite).await;
    second_factor::prepare(&test).await;
    let served = Served::begin(&test).await;
    let origin = served.origin.clone();
    let browser = driver.browser().await;
    let arrived =
        browser.run_and_quit(async |browser| second_factor::travel(&Hand::new(browser, &origin), &test).await).await;
    served.end().await;
    test.close().await;
    arrived.unwrap();
}
