//! The airport desk without a line: forty people are received while the server is gone, and none is lost or doubled.

use std::convert::Infallible;

use bandara::manifes::{self, Said};
use kernel::CatatanId;
use kernel::form::Form;
use pemulangan::kepulangan;
use records::{Change, Mode, Outcome};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use testkit::{Test, form};
use thirtyfour::Key;

use crate::correction;
use crate::desk::{ASKED, throw_away};
use crate::driver::Served;
use crate::hand::Hand;
use crate::{PASSWORD, twice, user};

const OFFICER: &str = "meja.uji";
pub(crate) const MANY: u32 = 40;
/// Who is announced.
const NAMES: [&str; 12] = [
    "Sulastri Contoh",
    "Wagiyem Contoh",
    "Karsinah Contoh",
    "Rohmah binti Contoh",
    "Sumiati Contoh",
    "Darto Contoh",
    "Nurhayati Contoh",
    "Ponirah Contoh",
    "Supriyadi Contoh",
    "Tuminah Contoh",
    "Yatmi Contoh",
    "Zubaedah Contoh",
];
const ENTER: char = '\u{E007}';

/// The time of the machine, which is the browser's: the desk writes down when it received somebody.
pub(crate) fn now(test: &Test) {
    #[expect(clippy::disallowed_methods, reason = "the browser's clock is the machine's")]
    test.clock.set(chrono::Utc::now());
}

/// The officer, and a flight with twelve people on its manifest.
pub(crate) async fn prepare(test: &Test) {
    now(test);
    user(test, OFFICER, "helpdesk", "Ayu Contoh").await;
    let ctx = test.system();
    let kind = test.lindung.registry.find("kedatangan").unwrap();
    let today = ctx.today().to_string();
    let typed = form(&[("tiba_pada", &today), ("tiba_jam", "06:40"), ("penerbangan", "MH 725"), ("negara", "MY")]);
    let done = kind.register(&ctx, &[typed], &[], Mode::Write).await.unwrap();
    let Outcome::New(arrival, _) = done.outcomes[0] else { panic!("{done:?}") };
    for (place, name) in (1..).zip(NAMES) {
        let paper = format!("X10000{place:02}");
        announce(test, arrival, place, &[("nama", name), ("jenis_dokumen", "paspor"), ("nomor_dokumen", &paper)]).await;
    }
}

/// Puts somebody on a manifest.
pub(crate) async fn announce(test: &Test, arrival: CatatanId, place: i64, isi: &[(&str, &str)]) {
    let ctx = test.system();
    let claims = Said { isi: form(isi), ..Said::default() };
    let name = claims.isi["nama"].clone();
    let tx = ctx.begin().await.unwrap();
    let line = manifes::Model {
        id: tx.id(),
        kantor_id: ctx.actor.office,
        kedatangan_id: arrival,
        baris: place,
        nama_baku: name.to_lowercase(),
        nama: name,
        tanggal_lahir: None,
        jenis_kelamin: None,
        nik_indeks: None,
        dokumen_indeks: None,
        isi_sandi: claims.seal(&ctx).unwrap(),
        status: manifes::Status::Diharapkan,
        jenis_catatan: None,
        catatan_id: None,
        diambil_oleh: None,
        diambil_pada: None,
        versi: 1,
        dibuat_pada: tx.at,
        diubah_pada: tx.at,
    };
    manifes::Entity::insert(line.into_active_model().reset_all()).exec_without_returning(&*tx).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) async fn returns(test: &Test) -> u64 {
    kepulangan::entity::Entity::find().count(&test.house().db).await.unwrap()
}

/// The whole way; whatever is not as it should be panics where it is seen. Returns the server that runs at the end.
pub(crate) async fn travel(hand: &Hand, test: &Test, served: Served) -> Result<Served, Infallible> {
    the_desk_opens_once_with_a_line(hand).await;
    one_is_received_from_the_manifest(hand, test).await;
    let port = served.port;
    served.end().await;
    forty_are_received_without_a_server(hand).await;
    nothing_of_anybody_stands_in_clear(hand).await;
    leaving_says_what_is_left(hand).await;
    the_page_comes_back_and_needs_the_password(hand).await;
    assert_eq!(returns(test).await, 1);
    let served = all_is_sent_when_it_is_back(hand, test, port).await;
    the_queue_sent_again_changes_nothing(hand, test).await;
    let served = both_sides_change_a_field(hand, test, served).await;
    somebody_decides(hand, test).await;
    let served = correction::a_name_is_corrected(hand, test, served).await;
    let served = twice::it_asks_reads_and_takes_back(hand, test, served).await;
    nothing_stays_after_leaving(hand).await;
    Ok(served)
}

pub(crate) async fn says(hand: &Hand, selector: &str, text: &str) {
    let (selector, text) = (serde_json::json!(selector), serde_json::json!(text));
    hand.until(&format!("document.querySelector({selector})?.innerText.includes({text})")).await;
}

/// Types name and password into the door of the desk.
pub(crate) async fn unlock(hand: &Hand, password: &str) {
    hand.until("!document.querySelector('#pintu').hidden").await;
    hand.fill("masuk-nama", OFFICER).await;
    hand.fill("masuk-sandi", password).await;
    hand.press(Key::Enter).await;
}

pub(crate) async fn inside(hand: &Hand) {
    hand.until("!document.querySelector('#kerja').hidden && document.querySelector('#pintu').hidden").await;
}

/// Waits until the desk's own pages are kept, so that its next opening needs no server. A page that was just being loaded when they were is kept all
/// the same, but never has a controller.
pub(crate) async fn opens_without_a_line(hand: &Hand) {
    hand.until("(async () => (await navigator.serviceWorker.getRegistration('/'))?.active?.state === 'activated')()")
        .await;
}

async fn the_desk_opens_once_with_a_line(hand: &Hand) {
    hand.go("/meja/").await;
    unlock(hand, "bukan kata sandi").await;
    says(hand, "#masuk-salah", "tidak cocok").await;
    hand.looked_over("the desk's door").await;
    unlock(hand, PASSWORD).await;
    inside(hand).await;
    says(hand, "#sambungan", "Tersambung").await;
    opens_without_a_line(hand).await;
    assert_eq!(hand.text("#siapa").await, "Ayu Contoh");
}

async fn one_is_received_from_the_manifest(hand: &Hand, test: &Test) {
    hand.choose("kedatangan", "MH 725").await;
    says(hand, "#hitung", "12 ditunggu").await;
    hand.picture("meja-manifes").await;
    hand.looked_over("the desk, with a manifest").await;
    hand.alt('c').await;
    hand.keys("karsi").await;
    hand.until("document.querySelectorAll('#daftar li').length === 1").await;
    hand.press(Key::Enter).await;
    hand.until("!document.querySelector('#terima').hidden").await;
    assert_eq!(hand.word("document.querySelector('#nomor_dokumen').value").await, "X1000003");
    hand.picture("meja-isian").await;
    // What is asked for is said in the words of the server, and what was typed stays.
    hand.alt('s').await;
    says(hand, "#salah", "Kategori: Wajib diisi.").await;
    hand.looked_over("the desk, with a form that is wrong").await;
    hand.choose("kategori", "Sakit").await;
    hand.alt('s').await;
    says(hand, "#sini tbody", "Terkirim").await;
    says(hand, "#hitung", "11 ditunggu").await;
    assert_eq!(returns(test).await, 1);
    // Who did not come is marked, and the mark goes too.
    hand.alt('c').await;
    hand.keys("wagi").await;
    hand.until("document.querySelectorAll('#daftar li').length === 1").await;
    hand.alt('t').await;
    says(hand, "#hitung", "1 tidak datang").await;
    says(hand, "#belum", "Semua terkirim").await;
    let lines = manifes::Entity::find().all(&test.house().db).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.status == manifes::Status::TidakDatang).count(), 1);
}

/// Receives somebody who is on no manifest: one form by keys, Enter from field to field.
async fn receive(hand: &Hand, number: u32) {
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    let country = if number == 1 { "Malaysia" } else { "" };
    let typed = [
        format!("Tarsih Contoh {number}"),
        "Paspor".to_owned(),
        format!("Y20{number:05}"),
        format!("360399410190{number:04}"),
        "01/01/1990".to_owned(),
        "Perempuan".to_owned(),
        "Kabupaten Tangerang".to_owned(),
        String::new(),
        country.to_owned(),
        "Deportasi".to_owned(),
    ];
    for text in typed {
        hand.keys(&format!("{text}{ENTER}")).await;
    }
    // The next is called before this form is shut: what was asked for comes about in its order.
    hand.alt('s').await;
}

async fn forty_are_received_without_a_server(hand: &Hand) {
    for number in 1..=MANY {
        receive(hand, number).await;
    }
    says(hand, "#belum", &format!("{MANY} belum terkirim")).await;
    says(hand, "#sambungan", "Tidak tersambung").await;
    hand.picture("meja-luring").await;
    // One more form is only begun.
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    hand.keys("Setengah Contoh").await;
    says(hand, "#judul-isian", "Orang baru").await;
    // Another form would lose what is typed in this one.
    hand.alt('b').await;
    says(hand, "#kabar", "Isian ini belum disimpan.").await;
    hand.until("document.activeElement.id === 'nama'").await;
    assert_eq!(hand.word("document.querySelector('#nama').value").await, "Setengah Contoh");
}

/// All that the browser keeps, as text: databases, caches, and the two small stores.
const KEPT: &str = "(async () => {
    const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    const text = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
        ? new TextDecoder('latin1').decode(value)
        : value && typeof value === 'object' && !(value instanceof CryptoKey)
            ? Object.entries(value).map(([key, one]) => key + '=' + text(one)).join(' ') : String(value);
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((ok) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); });
        for (const store of db.objectStoreNames) {
            const rows = await new Promise((ok) => {
                const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => ok(r.result); });
            parts.push(store + ': ' + rows.length, ...rows.map(text));
        }
        db.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) parts.push(request.url, await (await cache.match(request)).text());
    }
    return parts.join('\\n');
})()";

async fn nothing_of_anybody_stands_in_clear(hand: &Hand) {
    // The draft is kept a moment after the last key.
    hand.until_kept("draf").await;
    let kept = hand.word(KEPT).await;
    assert!(kept.contains(&format!("antrean: {MANY}")), "{}", kept.chars().take(500).collect::<String>());
    for secret in ["Tarsih", "Setengah", "Karsinah", "Sulastri", "3603994101", "Y2000001", "Tarsih Contoh", PASSWORD] {
        assert!(!kept.contains(secret), "{secret} stands in clear");
    }
}

async fn leaving_says_what_is_left(hand: &Hand) {
    throw_away(hand, "Setengah Contoh").await;
    hand.alt('b').await;
    hand.until("document.activeElement.id === 'nama'").await;
    hand.keys("Setengah Contoh").await;
    hand.until_kept("draf").await;
    hand.tab_to("#keluar", "Keluar").await;
    hand.press(Key::Enter).await;
    says(hand, "#keluar-sisa", &format!("{MANY} catatan belum terkirim")).await;
    hand.tab_to("#keluar-batal", "Tetap").await;
    hand.press(Key::Enter).await;
}

async fn the_page_comes_back_and_needs_the_password(hand: &Hand) {
    assert!(hand.holds(ASKED).await, "the page goes without a word");
    // Who asks for the first page while no server answers is led to the desk.
    hand.go("/").await;
    assert_eq!(hand.here().await, "/meja/");
    unlock(hand, "bukan kata sandi").await;
    says(hand, "#masuk-salah", "tidak membuka simpanan").await;
    assert!(hand.holds("document.querySelector('#kerja').hidden").await);
    unlock(hand, PASSWORD).await;
    inside(hand).await;
    says(hand, "#belum", &format!("{MANY} belum terkirim")).await;
    // What was being typed is there again.
    hand.until("!document.querySelector('#terima').hidden").await;
    assert_eq!(hand.word("document.querySelector('#nama').value").await, "Setengah Contoh");
    hand.tab_to("#nama", "").await;
    throw_away(hand, "Setengah Contoh").await;
}

/// Keeps what the page sends from here on.
const OVERHEAR: &str = "(window.sent = [], window.plain = window.fetch, window.fetch = (to, how) => {
    if (String(to).endsWith('/meja/kirim')) window.sent.push(...JSON.parse(how.body).operasi);
    return window.plain(to, how); }, true)";

async fn all_is_sent_when_it_is_back(hand: &Hand, test: &Test, port: u16) -> Served {
    hand.see(OVERHEAR).await;
    // The session of before has ended by now; what was recorded waits for its owner.
    now(test);
    test.clock.advance(chrono::TimeDelta::minutes(31));
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#sambungan", "Perlu masuk lagi").await;
    hand.looked_over("the desk, logging in again").await;
    assert_eq!(returns(test).await, 1);
    hand.fill("lagi-sandi", PASSWORD).await;
    hand.press(Key::Enter).await;
    says(hand, "#belum", "Semua terkirim").await;
    assert_eq!(returns(test).await, u64::from(MANY) + 1);
    says(hand, "#jam", "lebih lambat 31 menit").await;
    served
}

/// What was sent, in another order and twice more; what was answered, each word once.
const AGAIN: &str = "(async () => {
    const words = new Set();
    const all = [...new Map(window.sent.map((op) => [op.id, op])).values()];
    for (let round = 0; round < 2; round += 1) {
        const operasi = all.map((op, at) => [(at * 17 + 5 * round) % all.length, op])
            .sort((a, b) => a[0] - b[0]).map(([, op]) => op);
        const answer = await fetch('/api/v1/meja/kirim', { method: 'POST',
            headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ petugas: 'meja.uji', operasi }) });
        for (const one of (await answer.json()).hasil) words.add(one.hasil);
    }
    return [...words];
})()";

async fn the_queue_sent_again_changes_nothing(hand: &Hand, test: &Test) {
    let sent = hand.words("[...new Set(window.sent.map((op) => op.id))]").await;
    assert_eq!(sent.len(), MANY as usize);
    assert_eq!(hand.words(AGAIN).await, ["sudah"]);
    assert_eq!(returns(test).await, u64::from(MANY) + 1);
    let people = people::entity::Entity::find().count(&test.house().db).await.unwrap();
    assert_eq!(people, u64::from(MANY) + 1);
}

async fn both_sides_change_a_field(hand: &Hand, test: &Test, served: Served) -> Served {
    let port = served.port;
    served.end().await;
    hand.tab_to("#sini .name", "Tarsih Contoh 40").await;
    hand.press(Key::Enter).await;
    hand.until("!document.querySelector('#terima').hidden").await;
    hand.choose("kategori", "Korban").await;
    hand.alt('s').await;
    says(hand, "#belum", "1 belum terkirim").await;
    // Meanwhile the office changes the same field.
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let rows = kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    let mut changed = false;
    for row in rows {
        if people::find(&test.house().db, row.orang_id).await.unwrap().nama == "Tarsih Contoh 40" {
            let change = Change { id: row.id, version: Some(1), reason: "Uji".to_owned(), happened: None };
            let fields = Form::from([("kategori".to_owned(), "repatriasi".to_owned())]);
            kind.edit(&test.system(), change, fields).await.unwrap();
            changed = true;
        }
    }
    assert!(changed);
    let served = Served::begin_at(test, port).await;
    hand.alt('k').await;
    says(hand, "#selisih", "1 selisih menunggu").await;
    hand.picture("meja-selisih").await;
    hand.looked_over("the desk, with what was recorded").await;
    served
}

async fn somebody_decides(hand: &Hand, test: &Test) {
    hand.go("/tugas?siapa=tim").await;
    let row = hand.text(".list tbody tr").await;
    for text in ["SLS-", "Tarsih Contoh 40", "Putuskan isian yang dipakai"] {
        assert!(row.contains(text), "{text}: {row}");
    }
    hand.open(".list a.id", "SLS-").await;
    let page = hand.text("main").await;
    for text in ["tersimpan Repatriasi oleh Perwakilan RI", "diajukan Korban perdagangan orang"] {
        assert!(page.contains(text), "{text}: {page}");
    }
    hand.see("scrollTo(0, 250)").await;
    hand.picture("selisih").await;
    hand.open(".next a", "Pakai yang diajukan").await;
    hand.access_key('s').await;
    assert_eq!(hand.text(".head .badge").await, "Selesai");
    hand.go("/tugas?siapa=tim").await;
    assert_eq!(hand.count(".list tbody tr").await, 0);
    let rows = kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.kategori == "tppo").count(), 1);
}

async fn nothing_stays_after_leaving(hand: &Hand) {
    hand.go("/meja/").await;
    inside(hand).await;
    says(hand, "#belum", "Semua terkirim").await;
    hand.tab_to("#keluar", "Keluar").await;
    hand.enter().await;
    assert_eq!(hand.here().await, "/masuk");
    let names = hand.words("(async () => (await indexedDB.databases()).map((one) => one.name))()").await;
    assert_eq!(names, [""; 0]);
    assert!(!hand.word(KEPT).await.contains(OFFICER));
}
