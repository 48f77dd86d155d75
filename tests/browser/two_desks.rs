//! Two desks and the console at one flight, one desk without a line for ten minutes: afterwards all of them say the same, nobody is there
//! twice, nothing is lost, and what two sides filled in differently is a task.

use std::convert::Infallible;

use bandara::manifes::{self, Status};
use bandara::{meja, selisih};
use chrono::TimeDelta;
use pemulangan::kepulangan;
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::Test;
use thirtyfour::Key;

use crate::driver::Served;
use crate::hand::Hand;
use crate::journey::log_in;
use crate::offline::{inside, now, says};
use crate::{PASSWORD, user};

const OTHER: &str = "meja.dua";
const OFFICE: &str = "konsol.uji";
/// Who came, with what was recorded of each at last.
const CAME: [(&str, &str); 6] = [
    ("Darto Contoh", "deportasi"),
    ("Karsinah Contoh", "sakit"),
    ("Nurhayati Contoh", "sakit"),
    ("Ratna Misalan", "sakit"),
    ("Sulastri Contoh", "deportasi"),
    ("Wagiyem Contoh", "sakit"),
];
/// How the flight stands at last: expected, met, not come, beside the list.
const STANDS: [usize; 4] = [5, 5, 2, 1];

/// Those who are at the flight: two desks and somebody in the console.
pub(crate) struct Hands<'a> {
    pub(crate) one: &'a Hand,
    pub(crate) other: &'a Hand,
    pub(crate) office: &'a Hand,
}

/// Two officers of the desk, one of the team, and a flight with twelve people on its manifest.
pub(crate) async fn prepare(test: &Test) {
    crate::offline::prepare(test).await;
    user(test, OTHER, "helpdesk", "Budi Contoh").await;
    user(test, OFFICE, "pelindungan", "Dedi Contoh").await;
}

/// The whole way; whatever is not as it should be panics where it is seen. `line` is the other desk's own way to the house. Returns it as
/// it is at the end.
pub(crate) async fn travel(hands: &Hands<'_>, test: &Test, line: Served) -> Result<Served, Infallible> {
    let Hands { one, other, office } = hands;
    open(one, "meja.uji").await;
    open(other, OTHER).await;
    let port = line.port;
    line.end().await;
    other.alt('k').await;
    says(other, "#sambungan", "Tidak tersambung").await;
    for (typed, name, what) in [
        ("sulas", "Sulastri Contoh", "Sakit"),
        ("darto", "Darto Contoh", "Deportasi"),
        ("nurha", "Nurhayati Contoh", "Sakit"),
    ] {
        receive(one, (typed, name), what).await;
        says(one, "#belum", "Semua terkirim").await;
    }
    let flight = arrival(test).await;
    the_console_marks_and_edits(office, &flight).await;
    let hours = the_other_goes_on_without_a_line(other, test).await;
    assert_eq!(returns(test).await.len(), 3, "nothing came before the line was back");
    let line = Served::begin_at(test, port).await;
    the_other_comes_back(other).await;
    all_say_the_same(hands, &flight).await;
    nobody_is_twice_and_nothing_is_lost(test, &hours).await;
    what_differs_is_a_task(office).await;
    Ok(line)
}

async fn open(hand: &Hand, officer: &str) {
    hand.go("/").await;
    log_in(hand, officer, PASSWORD).await;
    inside(hand).await;
    says(hand, "#sambungan", "Tersambung").await;
    hand.choose("kedatangan", "MH 725").await;
    says(hand, "#hitung", "12 ditunggu").await;
}

/// Searches for somebody on the manifest: one is left.
async fn find(hand: &Hand, typed: &str, name: &str) {
    hand.fill("cari", typed).await;
    hand.until("document.querySelectorAll('#daftar li').length === 1").await;
    says(hand, "#daftar [aria-selected=true]", name).await;
}

/// Receives somebody from the manifest. Returns the hour that the form says.
async fn receive(hand: &Hand, (typed, name): (&str, &str), what: &str) -> String {
    find(hand, typed, name).await;
    hand.press(Key::Enter).await;
    hand.until("!document.querySelector('#terima').hidden").await;
    says(hand, "#judul-isian", name).await;
    finish(hand, what).await
}

/// Says of what kind somebody is, and saves.
async fn finish(hand: &Hand, what: &str) -> String {
    let hour = hand.word("document.querySelector('#tiba_jam').value").await;
    hand.choose("kategori", what).await;
    hand.alt('s').await;
    hand.until("document.querySelector('#terima').hidden").await;
    hour
}

/// Marks somebody as not come.
async fn mark(hand: &Hand, typed: &str, name: &str) {
    find(hand, typed, name).await;
    hand.alt('t').await;
    says(hand, "#kabar", &format!("{name} ditandai tidak datang")).await;
}

async fn arrival(test: &Test) -> String {
    let lines = manifes::Entity::find().all(&test.house().db).await.unwrap();
    format!("/kedatangan/{}/manifes", lines[0].kedatangan_id)
}

/// One who does come and one who does not are marked, and what a desk recorded is put right.
async fn the_console_marks_and_edits(office: &Hand, flight: &str) {
    office.go(flight).await;
    log_in(office, OFFICE, PASSWORD).await;
    assert_eq!(office.here().await, flight);
    assert!(office.text("tbody tr:nth-child(1)").await.contains("Wagiyem"), "{}", office.text("tbody").await);
    office.open("tbody tr:nth-child(1) button", "Tidak datang").await;
    assert!(office.text("tbody tr:nth-child(2)").await.contains("Rohmah"), "{}", office.text("tbody").await);
    office.open("tbody tr:nth-child(2) button", "Tidak datang").await;
    assert!(office.text(".tabs").await.contains("Tidak datang 2"), "{}", office.text(".tabs").await);
    office.open(".tabs a", "Ditemui").await;
    office.open("tbody tr:nth-child(1) a", "Buka catatan").await;
    assert_eq!(office.text("h1").await, "Sulastri Contoh");
    office.open(".acts a", "Ubah").await;
    office.choose("kategori", "Deportasi").await;
    office.fill("alasan_perubahan", "Kategori keliru").await;
    office.access_key('s').await;
    assert_eq!(office.text("h1").await, "Sulastri Contoh");
}

/// The page's clock is ten minutes further on.
const LATER: &str = "(window.clock ??= Date.now, Date.now = () => window.clock() + 600000, true)";

/// Ten minutes: people are received and marked as the list was when the line went. Returns the hours that the forms said.
async fn the_other_goes_on_without_a_line(other: &Hand, test: &Test) -> [(&'static str, String); 3] {
    let before = receive(other, ("wagi", "Wagiyem Contoh"), "Sakit").await;
    assert!(other.holds(LATER).await);
    now(test);
    test.clock.advance(TimeDelta::minutes(10));
    receive(other, ("darto", "Darto Contoh"), "Sakit").await;
    let after = receive(other, ("karsi", "Karsinah Contoh"), "Sakit").await;
    assert!((10..=15).contains(&(minutes(&after) - minutes(&before)).rem_euclid(24 * 60)), "{before} {after}");
    mark(other, "nurha", "Nurhayati Contoh").await;
    mark(other, "ponir", "Ponirah Contoh").await;
    other.alt('b').await;
    other.until("document.activeElement.id === 'nama'").await;
    for (id, text) in [("nama", "Ratna Misalan"), ("nik", "3603994101900001"), ("tanggal_lahir", "01/01/1990")] {
        other.fill(id, text).await;
    }
    let beside = finish(other, "Sakit").await;
    says(other, "#belum", "6 belum terkirim").await;
    says(other, "#hitung", "3 ditemui").await;
    says(other, "#hitung", "1 tambahan").await;
    other.looked_over("the desk, without a line").await;
    [("Wagiyem Contoh", before), ("Karsinah Contoh", after), ("Ratna Misalan", beside)]
}

/// The minutes since midnight of an hour as it is written.
fn minutes(hour: &str) -> i32 {
    let (hour, minute) = hour.split_once(':').unwrap();
    hour.parse::<i32>().unwrap() * 60 + minute.parse::<i32>().unwrap()
}

/// All goes by itself with the login of before; who was met meanwhile cannot have stayed away, and that is said.
async fn the_other_comes_back(other: &Hand) {
    other.alt('k').await;
    says(other, "#belum", "Semua terkirim").await;
    says(other, "#sambungan", "Tersambung").await;
    says(other, "#selisih", "1 selisih menunggu").await;
    says(other, "#kabar", "Nurhayati Contoh sudah ditemui").await;
    other.until("document.querySelector('#betulkan').hidden && document.querySelector('#jam').hidden").await;
    other.until("document.querySelector('#masuk-lagi').hidden").await;
}

async fn all_say_the_same(hands: &Hands<'_>, flight: &str) {
    let Hands { one, other, office } = hands;
    let [expected, met, absent, beside] = STANDS;
    assert!(one.holds(LATER).await);
    one.alt('k').await;
    for desk in [one, other] {
        for (many, what) in [(expected, "ditunggu"), (met, "ditemui"), (absent, "tidak datang"), (beside, "tambahan")] {
            says(desk, "#hitung", &format!("{many} {what}")).await;
        }
    }
    office.go(flight).await;
    let tabs = office.text(".tabs").await;
    for (word, many) in
        [("Belum ditemui", expected), ("Ditemui", met), ("Tidak datang", absent), ("Di luar manifes", beside)]
    {
        assert!(tabs.contains(&format!("{word} {many}")), "{word}: {tabs}");
    }
    office.go("/meja/papan").await;
    let board = office.texts(".lajur tbody tr:first-child td.n").await;
    assert_eq!(board, [expected + met + absent, met, beside, absent].map(|many| many.to_string()));
    office.go("/meja/papan?diam=ya").await;
    office.looked_over("the board").await;
}

/// What was recorded, with the name of the person.
async fn returns(test: &Test) -> Vec<(String, kepulangan::entity::Model)> {
    let mut all = Vec::new();
    for row in kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap() {
        all.push((people::find(&test.house().db, row.orang_id).await.unwrap().nama, row));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

async fn nobody_is_twice_and_nothing_is_lost(test: &Test, hours: &[(&str, String)]) {
    let all = returns(test).await;
    let came: Vec<(&str, &str)> = all.iter().map(|(name, row)| (name.as_str(), row.kategori.as_str())).collect();
    assert_eq!(came, CAME);
    for (name, hour) in hours {
        let (_, row) = all.iter().find(|(known, _)| known == name).unwrap();
        assert_eq!(
            row.tiba_jam.as_deref(),
            Some(hour.as_str()),
            "{name} was met when the desk says, not when it was sent"
        );
    }
    let db = &test.house().db;
    assert_eq!(people::entity::Entity::find().count(db).await.unwrap(), 6);
    let lines = manifes::Entity::find().all(db).await.unwrap();
    let stands = [Status::Diharapkan, Status::Ditemui, Status::TidakDatang]
        .map(|status| lines.iter().filter(|line| line.status == status).count());
    assert_eq!(stands, [STANDS[0], STANDS[1], STANDS[2]]);
    let mut met: Vec<_> = lines.iter().filter_map(|line| line.catatan_id.map(|id| id.0)).collect();
    met.sort_unstable();
    met.dedup();
    assert_eq!(met.len(), STANDS[1], "each line has a record of its own");
    // Three of one desk, and of the other all but the mark of somebody who was met.
    assert_eq!(meja::ReceiptEntity::find().count(db).await.unwrap(), 8);
    let differing = selisih::entity::Entity::find().all(db).await.unwrap();
    let asked: Vec<_> = differing.iter().map(|one| (one.isian.as_str(), one.status)).collect();
    assert_eq!(asked, [("kategori", selisih::Status::Terbuka)]);
}

async fn what_differs_is_a_task(office: &Hand) {
    office.go("/tugas?siapa=tim").await;
    let rows = office.text(".list").await;
    for text in ["SLS-", "Darto Contoh", "Putuskan isian yang dipakai"] {
        assert!(rows.contains(text), "{text}: {rows}");
    }
    office.open(".list a.id", "SLS-").await;
    let page = office.text("main").await;
    for text in ["tersimpan Deportasi", "diajukan Sakit"] {
        assert!(page.contains(text), "{text}: {page}");
    }
}
