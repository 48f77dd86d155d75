//! One login opens console and desk; what is kept survives a full disk, a changed password and the end of a shift.

use std::convert::Infallible;

use pemulangan::kepulangan;
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::Test;
use thirtyfour::Key;

use crate::driver::Served;
use crate::hand::Hand;
use crate::journey::log_in;
use crate::offline::{inside, opens_without_a_line, says, unlock};
use crate::{PASSWORD, user};

const NEXT: &str = "giliran.uji";
const CHANGED: &str = "perahu lumpia 47 senja";

/// Two officers of one counter.
pub(crate) async fn prepare(test: &Test) {
    crate::offline::prepare(test).await;
    user(test, NEXT, "helpdesk", "Budi Contoh").await;
}

/// The whole way; whatever is not as it should be panics where it is seen. Returns the server that runs at the end.
pub(crate) async fn travel(hand: &Hand, test: &Test, served: Served) -> Result<Served, Infallible> {
    one_login_is_enough(hand).await;
    let served = the_house_holds_the_key_once_there_is_a_line(hand, test, served).await;
    a_full_disk_loses_nothing(hand, test).await;
    what_was_to_follow_goes_along(hand, test).await;
    let served = what_came_back_is_put_aside(hand, test, served).await;
    the_next_officer_takes_over(hand, test).await;
    a_changed_password_opens_as_ever(hand, test).await;
    Ok(served)
}

async fn one_login_is_enough(hand: &Hand) {
    hand.go("/").await;
    log_in(hand, "meja.uji", PASSWORD).await;
    assert_eq!(hand.here().await, "/meja/");
    inside(hand).await;
    hand.reload().await;
    inside(hand).await;
    says(hand, "#sambungan", "Tersambung").await;
    let left = hand.word("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie").await;
    assert!(left.contains("lindung-masuk") && !left.contains(PASSWORD), "{left}");
}

/// The house never got the key of what is kept here.
const NEVER_HELD: &str = "(async () => { for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
    const gone = db.transaction('kunci', 'readwrite');
    gone.objectStore('kunci').delete('titipan');
    await new Promise((ok) => { gone.oncomplete = ok; });
    db.close(); } return true; })()";

/// A shift that begins without a line is not lost with one password either: the key is sealed by the house as soon as there is one.
async fn the_house_holds_the_key_once_there_is_a_line(hand: &Hand, test: &Test, served: Served) -> Served {
    opens_without_a_line(hand).await;
    entrusted(hand).await;
    assert!(hand.holds(NEVER_HELD).await);
    let port = served.port;
    served.end().await;
    hand.reload().await;
    unlock(hand, PASSWORD).await;
    inside(hand).await;
    says(hand, "#sambungan", "Tidak tersambung").await;
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#sambungan", "Tersambung").await;
    entrusted(hand).await;
    served
}

/// Nothing that is sent arrives, or it does again; what the desk tried to send is kept.
const DEAF: &str = "(window.plainly ??= window.fetch, window.tried = [],
    window.fetch = (to) => { window.tried.push(String(to)); return Promise.reject(new TypeError('uji')); }, true)";
const HEARS: &str = "(window.fetch = window.plainly, true)";

/// Somebody is sent, nobody knows whether it arrived, and what was typed is changed; it comes back, and is mended with the change in it.
async fn what_was_to_follow_goes_along(hand: &Hand, test: &Test) {
    assert!(hand.holds(DEAF).await);
    begin(hand, "Kartini Misalan").await;
    hand.alt('s').await;
    hand.until("document.querySelector('#terima').hidden").await;
    says(hand, "#sambungan", "Tidak tersambung").await;
    // A desk that found the line down before this does not try by itself.
    hand.alt('k').await;
    hand.until("window.tried.some((to) => to.endsWith('/meja/kirim'))").await;
    hand.tab_to("#sini .name", "Kartini Misalan").await;
    hand.press(Key::Enter).await;
    hand.until("!document.querySelector('#terima').hidden").await;
    hand.choose("kategori", "Deportasi").await;
    hand.alt('s').await;
    says(hand, "#belum", "2 belum terkirim").await;
    assert!(hand.holds(HEARS).await);
    hand.alt('k').await;
    says(hand, "#sini tbody", "Perlu dibetulkan").await;
    says(hand, "#betulkan", "1 perlu dibetulkan").await;
    hand.tab_to("#sini .name", "Kartini Misalan").await;
    hand.press(Key::Enter).await;
    says(hand, "#salah", "dapat dibetulkan").await;
    hand.tab_to("#nama", "").await;
    hand.fill("nik", "3603994101900002").await;
    hand.until("document.querySelector('#mungkin').hidden && document.querySelector('#sudah').hidden").await;
    hand.alt('s').await;
    says(hand, "#belum", "Semua terkirim").await;
    hand.until("document.querySelector('#betulkan').hidden").await;
    let all = kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    let mut kinds: Vec<&str> = all.iter().map(|row| row.kategori.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["deportasi", "sakit"]);
}

/// The browser has no room, or has it again.
const FULL: &str = "(IDBObjectStore.prototype.room ??= IDBObjectStore.prototype.put,
    IDBObjectStore.prototype.put = () => { throw new DOMException('uji', 'QuotaExceededError'); }, true)";
const ROOM: &str = "(IDBObjectStore.prototype.put = IDBObjectStore.prototype.room, true)";

async fn returns(test: &Test) -> u64 {
    kepulangan::entity::Entity::find().count(&test.house().db).await.unwrap()
}

/// Opens the form for somebody who is on no manifest.
pub(crate) async fn begin(hand: &Hand, name: &str) {
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    for (id, text) in [("nama", name), ("nik", "3603994101900001"), ("tanggal_lahir", "01/01/1990")] {
        hand.fill(id, text).await;
    }
    hand.choose("kategori", "Sakit").await;
}

async fn a_full_disk_loses_nothing(hand: &Hand, test: &Test) {
    hand.choose("kedatangan", "MH 725").await;
    says(hand, "#hitung", "12 ditunggu").await;
    hand.choose("kedatangan", "Tanpa").await;
    hand.until("document.querySelector('#hitung').innerText === ''").await;
    begin(hand, "Tarsih Contoh").await;
    hand.see(FULL).await;
    hand.alt('s').await;
    says(hand, "#kabar", "BELUM tersimpan").await;
    hand.looked_over("the desk, on a full disk").await;
    assert_eq!(hand.word("document.querySelector('#nama').value").await, "Tarsih Contoh");
    assert_eq!(returns(test).await, 0);
    hand.see(ROOM).await;
    hand.alt('s').await;
    says(hand, "#sini tbody", "Terkirim").await;
    assert_eq!(returns(test).await, 1);
    // The manifest that was let go to make room is fetched again, though the server knows that it was given.
    hand.choose("kedatangan", "MH 725").await;
    says(hand, "#hitung", "12 ditunggu").await;
    hand.choose("kedatangan", "Tanpa").await;
    // Its number opens beside the desk.
    assert_eq!(hand.word("document.querySelector('#sini a.id').target").await, "lindung-catatan");
}

/// Waits until the house holds the key of each store that is kept here.
async fn entrusted(hand: &Hand) {
    const HELD: &str = "(async () => { for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
        const row = await new Promise((ok) => {
            const r = db.transaction('kunci').objectStore('kunci').get('titipan'); r.onsuccess = () => ok(r.result); });
        db.close();
        if (!row) return false; } return true; })()";
    hand.until(HELD).await;
}

async fn what_came_back_is_put_aside(hand: &Hand, test: &Test, served: Served) -> Served {
    entrusted(hand).await;
    let port = served.port;
    served.end().await;
    begin(hand, "Warsinah Misalan").await;
    hand.alt('s').await;
    says(hand, "#belum", "1 belum terkirim").await;
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#sini tbody", "Perlu dibetulkan").await;
    hand.tab_to("[data-sisih]", "Sisihkan").await;
    hand.press(Key::Enter).await;
    hand.until("document.querySelector('#sisihkan').open").await;
    hand.press(Key::Enter).await;
    says(hand, "#sisih-salah", "Tulis alasannya").await;
    hand.looked_over("the desk, putting aside").await;
    hand.keys("menunggu paspor asli").await;
    hand.press(Key::Enter).await;
    says(hand, "#sini tbody", "Alasan: menunggu paspor asli").await;
    hand.until("document.querySelector('#betulkan').hidden").await;
    says(hand, "#belum", "Semua terkirim").await;
    hand.picture("meja-disisihkan").await;
    served
}

async fn the_next_officer_takes_over(hand: &Hand, test: &Test) {
    let before = returns(test).await;
    // A change of somebody who was sent is only begun.
    hand.tab_to("#sini .name", "Tarsih Contoh").await;
    hand.press(Key::Enter).await;
    says(hand, "#judul-isian", "Ubah Tarsih Contoh").await;
    hand.fill("keterangan", "dijemput saudara").await;
    hand.until_kept("draf").await;
    hand.tab_to("#keluar", "Keluar").await;
    hand.press(Key::Enter).await;
    says(hand, "#keluar-sisa", "1 catatan belum terkirim").await;
    hand.looked_over("the desk, leaving").await;
    hand.tab_to("#keluar-simpan", "simpan terkunci").await;
    hand.enter().await;
    assert_eq!(hand.here().await, "/masuk");
    log_in(hand, NEXT, PASSWORD).await;
    inside(hand).await;
    says(hand, "#titipan", "1 kiriman meja.uji belum terkirim").await;
    hand.write("#titipan input", "ya").await;
    hand.press(Key::Enter).await;
    says(hand, "#titipan .err", "Tulis alasan mengambil alih").await;
    hand.picture("meja-ambil-alih").await;
    hand.looked_over("the desk, taking over").await;
    hand.write("#titipan input", "giliran berganti").await;
    hand.press(Key::Enter).await;
    // What was begun goes on, and is a change still.
    says(hand, "#judul-isian", "Ubah Tarsih Contoh").await;
    assert_eq!(hand.word("document.querySelector('#keterangan').value").await, "dijemput saudara");
    hand.alt('s').await;
    hand.until("document.querySelector('#terima').hidden").await;
    says(hand, "#belum", "Semua terkirim").await;
    assert_eq!(returns(test).await, before);
    let all = kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    assert_eq!(all.iter().filter(|row| row.keterangan.as_deref() == Some("dijemput saudara")).count(), 1);
    says(hand, "#sini tbody", "Warsinah Misalan").await;
    hand.until("document.querySelector('#titipan').hidden").await;
    let names = hand.words("(async () => (await indexedDB.databases()).map((one) => one.name))()").await;
    assert_eq!(names, [format!("lindung-meja:{NEXT}")]);
}

async fn a_changed_password_opens_as_ever(hand: &Hand, test: &Test) {
    entrusted(hand).await;
    let account = accounts::NewUser {
        username: NEXT,
        name: "Budi Contoh",
        role: "helpdesk",
        office: "BP3MI-BANTEN",
        password: CHANGED,
    };
    accounts::add_or_reset(test.house(), &test.lindung.accounts, account).await.unwrap();
    hand.go("/tugas").await;
    log_in(hand, NEXT, CHANGED).await;
    hand.go("/meja/").await;
    inside(hand).await;
    says(hand, "#sini tbody", "Warsinah Misalan").await;
}

/// Whether the browser would ask before the page goes; from here on it does not, as if its officer had said so.
pub(crate) const ASKED: &str = "(() => {
    const asked = !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
    return asked; })()";

/// Esc, and that what was typed may go; before that it was asked, and Esc went on typing.
pub(crate) async fn throw_away(hand: &Hand, typed: &str) {
    hand.press(Key::Escape).await;
    hand.until("document.querySelector('#buang').open").await;
    hand.looked_over("the desk, asking before words go").await;
    hand.press(Key::Escape).await;
    hand.until("!document.querySelector('#buang').open").await;
    assert!(hand.holds("!document.querySelector('#terima').hidden").await);
    assert_eq!(hand.word("document.querySelector('#nama').value").await, typed);
    hand.press(Key::Escape).await;
    hand.until("document.querySelector('#buang').open").await;
    hand.tab_to("#buang button", "Buang").await;
    hand.press(Key::Enter).await;
    hand.until("document.querySelector('#terima').hidden").await;
}
