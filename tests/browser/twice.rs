//! The airport desk keeps one arrival one: it asks about who was received today, takes a mark back from the person it was put on, and reads
//! what a passport reader types.

use std::time::Duration;

use bandara::manifes;
use pemulangan::kepulangan;
use sea_orm::EntityTrait;
use testkit::Test;
use thirtyfour::Key;

use crate::driver::Served;
use crate::hand::Hand;
use crate::offline::{announce, returns, says};

const ENTER: char = '\u{E007}';
/// Two made-up passports, as a reader types them: the second is that of somebody on the manifest.
const STRANGER: [&str; 2] =
    ["P<IDNCONTOH<<RATNA<MISALAN<<<<<<<<<<<<<<<<<<", "X7654321<5IDN9004126F3001019<<<<<<<<<<<<<<08"];
const ANNOUNCED: [&str; 2] =
    ["P<IDNCONTOH<<ROHMAH<BINTI<<<<<<<<<<<<<<<<<<<", "X1000004<6IDN8801018F3001019<<<<<<<<<<<<<<00"];

/// The desk is open, and every person of the forty was received today.
pub(crate) async fn it_asks_reads_and_takes_back(hand: &Hand, test: &Test, served: Served) -> Served {
    somebody_comes_twice(hand, test).await;
    a_mark_is_taken_back(hand).await;
    what_the_manifest_answered_is_not_asked_again(hand, test).await;
    a_reader_types(hand).await;
    a_phone_is_held_in_one_hand(hand).await;
    it_asks_without_a_line(hand, test, served).await
}

/// Types somebody who was received today.
async fn again(hand: &Hand, number: u32) {
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    let (name, nik) = (format!("Tarsih Contoh {number}"), format!("360399410190{number:04}"));
    for (id, text) in [("nama", name.as_str()), ("nik", nik.as_str()), ("tanggal_lahir", "01/01/1990")] {
        hand.fill(id, text).await;
    }
    hand.choose("kategori", "Sakit").await;
    says(hand, "#sudah", "Sudah dicatat").await;
    hand.alt('s').await;
    says(hand, "#salah", "Buka catatan itu").await;
}

async fn shut(hand: &Hand) {
    hand.tab_to("#nama", "").await;
    hand.press(Key::Escape).await;
    // Who typed is asked first.
    if hand.holds("document.querySelector('#buang').open").await {
        hand.tab_to("#buang button", "Buang").await;
        hand.press(Key::Enter).await;
    }
    hand.until("document.querySelector('#terima').hidden").await;
}

async fn somebody_comes_twice(hand: &Hand, test: &Test) {
    let before = returns(test).await;
    again(hand, 5).await;
    says(hand, "#sudah", "PLG-").await;
    hand.picture("meja-sudah-dicatat").await;
    hand.looked_over("the desk, asking about who was recorded").await;
    assert_eq!(returns(test).await, before, "nothing is saved before somebody says what it is");
    hand.tab_to("#sudah input[type=radio]", "").await;
    hand.press(Key::Down).await;
    hand.until("document.querySelector('#sudah input[value=selain]').checked").await;
    hand.alt('s').await;
    hand.until("document.querySelector('#terima').hidden").await;
    says(hand, "#belum", "Semua terkirim").await;
    assert_eq!(returns(test).await, before + 1);
}

async fn a_mark_is_taken_back(hand: &Hand) {
    hand.alt('c').await;
    says(hand, "#daftar [aria-selected=true]", "Sulastri Contoh").await;
    hand.alt('t').await;
    says(hand, "#kabar", "Sulastri Contoh ditandai tidak datang").await;
    says(hand, "#daftar [aria-selected=true]", "Sulastri Contoh").await;
    says(hand, "#belum", "Semua terkirim").await;
    hand.alt('t').await;
    says(hand, "#kabar", "Sulastri Contoh ditandai masih ditunggu").await;
    says(hand, "#belum", "Semua terkirim").await;
}

/// Of whom it was said, when the manifest was accepted, that this is another arrival, nobody is asked once more.
async fn what_the_manifest_answered_is_not_asked_again(hand: &Hand, test: &Test) {
    let (before, db) = (returns(test).await, &test.house().db);
    let mut numbers = Vec::new();
    for row in kepulangan::entity::Entity::find().all(db).await.unwrap() {
        // Tarsih Contoh 7, whose name was corrected.
        if people::find(db, row.orang_id).await.unwrap().nama == "Warsinah Misalan" {
            numbers.push(row.nomor);
        }
    }
    let number = numbers.into_iter().min().unwrap();
    let arrival = manifes::Entity::find().one(db).await.unwrap().unwrap().kedatangan_id;
    let said = [("nama", "Tarsih Contoh 7"), ("nik", "3603994101900007"), ("tanggal_lahir", "1990-01-01")];
    announce(test, arrival, 13, &[&said[..], &[("selain", number.as_str())]].concat()).await;
    hand.alt('k').await;
    hand.alt('c').await;
    hand.until("document.activeElement.id === 'cari'").await;
    hand.keys("tarsih").await;
    hand.until("document.querySelectorAll('#daftar li').length === 1").await;
    hand.press(Key::Enter).await;
    says(hand, "#judul-isian", "Tarsih Contoh 7").await;
    hand.choose("kategori", "Sakit").await;
    hand.alt('s').await;
    hand.until("document.querySelector('#terima').hidden").await;
    says(hand, "#belum", "Semua terkirim").await;
    assert_eq!(returns(test).await, before + 1);
}

async fn read(hand: &Hand, [first, second]: [&str; 2]) {
    hand.alt('c').await;
    hand.until("document.activeElement.id === 'cari'").await;
    hand.keys(&format!("{first}{ENTER}{second}{ENTER}")).await;
    hand.until("!document.querySelector('#terima').hidden").await;
}

async fn value(hand: &Hand, id: &str) -> String {
    hand.word(&format!("document.querySelector('#{id}').value")).await
}

async fn a_reader_types(hand: &Hand) {
    read(hand, STRANGER).await;
    says(hand, "#kabar", "Isian diambil dari dokumen").await;
    for (id, text) in [
        ("cari", ""),
        ("nama", "Ratna Misalan Contoh"),
        ("jenis_dokumen", "paspor"),
        ("nomor_dokumen", "X7654321"),
        ("tanggal_lahir", "12/04/1990"),
        ("jenis_kelamin", "P"),
    ] {
        assert_eq!(value(hand, id).await, text, "{id}");
    }
    hand.looked_over("the desk, with what a passport says").await;
    somebody_elses_passport_is_not_put_over_it(hand).await;
    // Somebody on the manifest is found by the number, also while the form of before is still being put away.
    assert!(hand.holds(SLOW).await);
    shut(hand).await;
    hand.alt('c').await;
    hand.until("document.activeElement.id === 'cari'").await;
    let (begun, rest) = ANNOUNCED[0].split_at(20);
    hand.keys(begun).await;
    assert!(hand.holds(QUICK).await);
    // Long enough for the form to be away between two letters.
    tokio::time::sleep(AWAY).await;
    hand.keys(&format!("{rest}{ENTER}{}{ENTER}", ANNOUNCED[1])).await;
    hand.until("!document.querySelector('#terima').hidden").await;
    says(hand, "#asal-isian", "Dari manifes").await;
    says(hand, "#kabar", "Isian diambil dari dokumen").await;
    assert_eq!(value(hand, "tanggal_lahir").await, "01/01/1988");
    shut(hand).await;
    // A digit that was read wrongly is said at its field, and not taken.
    read(hand, [STRANGER[0], &STRANGER[1].replace("X7654321", "X7654327")]).await;
    says(hand, "#nomor_dokumen-e", "Angka pemeriksa").await;
    assert_eq!(value(hand, "nomor_dokumen").await, "");
    assert_eq!(value(hand, "tanggal_lahir").await, "12/04/1990");
    shut(hand).await;
}

/// What is kept opens slowly, as on a weak computer; and as ever.
const SLOW: &str = "(window.opens = crypto.subtle.decrypt, crypto.subtle.decrypt = async function (...what) {
    await new Promise((ok) => setTimeout(ok, 300));
    return window.opens.apply(this, what); }, true)";
const AWAY: Duration = Duration::from_secs(2);
const QUICK: &str = "(crypto.subtle.decrypt = window.opens, true)";

/// A passport that is read into the form of somebody else is said, and changes nothing.
async fn somebody_elses_passport_is_not_put_over_it(hand: &Hand) {
    hand.tab_to("#alamat", "").await;
    hand.keys(&format!("{}{ENTER}", ANNOUNCED[0])).await;
    hand.keys(&format!("{}{ENTER}", ANNOUNCED[1])).await;
    says(hand, "#kabar", "Dokumen ini atas nama Rohmah Binti Contoh").await;
    assert_eq!(value(hand, "nama").await, "Ratna Misalan Contoh");
    assert_eq!(value(hand, "nomor_dokumen").await, "X7654321");
    assert_eq!(value(hand, "alamat").await, "");
}

/// What is smaller than a finger, of what is pressed at the desk.
const SMALL: &str = "[...document.querySelectorAll('.deskbar .btn, #terima .btn, #terima select, #terima input')]
    .filter(e => e.offsetParent && !['checkbox', 'radio'].includes(e.type) && e.getBoundingClientRect().height < 43.5)
    .map(e => e.id || e.textContent)";

async fn a_phone_is_held_in_one_hand(hand: &Hand) {
    hand.resize(360, 740).await;
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    for seen in ["#terima .bottom .main", "#sambungan", "#belum"] {
        let within = format!(
            "(() => {{ const at = document.querySelector('{seen}').getBoundingClientRect();
                return at.top >= 0 && at.bottom <= innerHeight && at.height > 0; }})()"
        );
        hand.until(&within).await;
    }
    assert_eq!(hand.words(SMALL).await, [""; 0], "too small for a finger");
    assert!(hand.holds("document.documentElement.scrollWidth <= innerWidth").await);
    hand.picture("meja-ponsel").await;
    shut(hand).await;
    hand.resize(1366, 768).await;
}

async fn it_asks_without_a_line(hand: &Hand, test: &Test, served: Served) -> Served {
    let port = served.port;
    let before = returns(test).await;
    served.end().await;
    again(hand, 6).await;
    // Another form would lose what is typed: that is asked, and Esc goes on typing.
    hand.tab_to("#sudah [data-buka]", "buka catatan itu").await;
    hand.press(Key::Enter).await;
    hand.until("document.querySelector('#buang').open").await;
    hand.press(Key::Escape).await;
    hand.until("!document.querySelector('#buang').open").await;
    assert_eq!(value(hand, "nama").await, "Tarsih Contoh 6");
    says(hand, "#judul-isian", "Orang baru").await;
    hand.tab_to("#sudah [data-buka]", "buka catatan itu").await;
    hand.press(Key::Enter).await;
    hand.until("document.querySelector('#buang').open").await;
    hand.tab_to("#buang button", "Buang").await;
    hand.press(Key::Enter).await;
    says(hand, "#judul-isian", "Ubah Tarsih Contoh 6").await;
    shut(hand).await;
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#sambungan", "Tersambung").await;
    says(hand, "#belum", "Semua terkirim").await;
    assert_eq!(returns(test).await, before);
    served
}
