//! Three complaints, each to another end: solved, referred and back, closed because nobody can be reached.

use std::convert::Infallible;

use records::{Mode, Outcome};
use testkit::{Test, complaint, with};

use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

const HEAD: &str = "Sri Contoh";
const CALLED: &str = "Muhammad Yusuf Contoh";
const REFERRED: &str = "Lestari Contoh";
const SILENT: &str = "Wagiman Contoh";

/// A smallest PDF.
pub(crate) const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";

/// The people of the office, and work that lies there already.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-01-05", 8);
    user(test, "kepala.uji", "kepala", HEAD).await;
    user(test, "petugas.uji", "pelindungan", TEAM).await;
    let kind = test.lindung.registry.find("pengaduan").unwrap();
    let older = [(1, "2025-11-17", "biasa"), (2, "2025-12-15", "mendesak"), (3, "2025-12-29", "biasa")];
    let forms = older.map(|(number, day, urgency)| with(complaint(number, day), &[("kegentingan", urgency)]));
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    assert!(done.outcomes.iter().all(|outcome| matches!(outcome, Outcome::New(..))), "{done:?}");
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand, test: &Test) -> Result<(), Infallible> {
    let number = a_call_is_written_down(hand, test).await;
    it_stands_on_top_and_is_given_away(hand, &number).await;
    the_officer_sees_by_when(hand, test, &number).await;
    it_is_verified_and_heard_twice(hand, test, &number).await;
    a_paper_is_attached(hand).await;
    it_is_mediated_and_solved(hand, test, &number).await;
    its_number_is_entered_in_the_worklist(hand, &number).await;
    a_name_is_found_however_it_is_spelt(hand, &number).await;
    let referred = a_referral_is_refused_and_sent_again(hand).await;
    the_complaint_says_where_it_is(hand, &referred).await;
    let silent = write_down(hand, SILENT, &[("kanal", "WhatsApp")]).await;
    a_closing_needs_its_ground(hand, test, &silent).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// Comes in on another day; the session of the day before is over.
async fn morning(hand: &Hand, test: &Test, day: &str, username: &str) {
    test.at(day, 9);
    hand.open(".rail a", "Tugas").await;
    assert!(hand.here().await.starts_with("/masuk"), "{}", hand.here().await);
    log_in(hand, username, PASSWORD).await;
    assert_eq!(hand.here().await, "/tugas");
}

/// Writes down a complaint from its list, and returns its number.
async fn write_down(hand: &Hand, name: &str, more: &[(&str, &str)]) -> String {
    hand.open(".rail a", "Pengaduan").await;
    hand.access_key('b').await;
    assert_eq!(hand.here().await, "/pengaduan/baru");
    hand.fill("nama", name).await;
    let mut fields = vec![("kanal", "Telepon"), ("pelapor", "Ibu Contoh"), ("hubungan_pelapor", "Orang tua")];
    fields.extend([("negara", "Malaysia"), ("jenis_kasus", "Gaji")]);
    for (id, text) in &mut fields {
        *text = more.iter().find(|(key, _)| key == id).map_or(*text, |(_, text)| text);
    }
    let others = more.iter().filter(|(key, _)| fields.iter().all(|(id, _)| id != key)).collect::<Vec<_>>();
    for (id, text) in fields.iter().chain(others) {
        hand.set(id, text).await;
    }
    hand.access_key('s').await;
    assert_eq!(hand.text("h1").await, name);
    hand.text(".meta .id").await
}

/// Takes a step from the page of a record.
pub(crate) async fn step(hand: &Hand, title: &str, fields: &[(&str, &str)]) {
    hand.open(".next a", title).await;
    assert_eq!(hand.text("h1").await, title);
    for (id, text) in fields {
        hand.set(id, text).await;
    }
    hand.access_key('s').await;
    assert_eq!(hand.count(".errors").await, 0, "{title}");
}

pub(crate) async fn status(hand: &Hand) -> String {
    hand.text(".head .badge").await
}

/// The row of a table in which a text stands.
pub(crate) async fn row(hand: &Hand, text: &str) -> String {
    let rows = hand.texts(".list tbody tr").await;
    rows.into_iter().find(|row| row.contains(text)).unwrap_or_else(|| panic!("no row with {text}"))
}

async fn a_call_is_written_down(hand: &Hand, test: &Test) -> String {
    test.at("2026-01-05", 9);
    hand.go("/").await;
    log_in(hand, "kepala.uji", PASSWORD).await;
    let story = "Anaknya dipukul majikan dan dikunci di rumah; terakhir menelepon kemarin malam.";
    let more = [
        ("kegentingan", "Mengancam nyawa"),
        ("telepon_pelapor", "081200000001"),
        ("kronologi", story),
        ("tuntutan", "Dijemput dan dipulangkan."),
    ];
    let number = write_down(hand, CALLED, &more).await;
    assert_eq!(status(hand).await, "Diterima");
    number
}

async fn it_stands_on_top_and_is_given_away(hand: &Hand, number: &str) {
    hand.open(".rail a", "Tugas").await;
    hand.open(".seg a", "Tim").await;
    assert_eq!(hand.here().await, "/tugas?siapa=tim");
    hand.picture("tugas").await;
    let first = hand.text(".list tbody tr").await;
    for text in [number, CALLED, "Mengancam nyawa", "belum ada petugas", "hari ini"] {
        assert!(first.contains(text), "{text}: {first}");
    }
    assert!(row(hand, "Siti Contoh 1").await.starts_with("terlambat "), "{}", row(hand, "Siti Contoh 1").await);
    hand.open(".list a.id", number).await;
    step(hand, "Tugaskan", &[("petugas", "petugas.uji"), ("alasan", "Paling dekat dengan keluarganya.")]).await;
    assert_eq!(status(hand).await, "Diterima");
}

async fn the_officer_sees_by_when(hand: &Hand, test: &Test, number: &str) {
    morning(hand, test, "2026-01-06", "petugas.uji").await;
    assert_eq!(hand.count(".list tbody tr").await, 1);
    let mine = hand.text(".list tbody tr").await;
    for text in [number, "Bertindak hari ini juga", "terlambat 1 hari"] {
        assert!(mine.contains(text), "{text}: {mine}");
    }
    hand.open(".list a.id", number).await;
}

async fn it_is_verified_and_heard_twice(hand: &Hand, test: &Test, number: &str) {
    step(hand, "Verifikasi", &[("alasan", "Identitas cocok dengan paspor.")]).await;
    assert_eq!(status(hand).await, "Diverifikasi");
    morning(hand, test, "2026-01-08", "petugas.uji").await;
    hand.open(".list a.id", number).await;
    hand.picture("pengaduan").await;
    hand.open(".next a", "Klarifikasi").await;
    hand.set("komitmen_sampai", "14/01/2026").await;
    hand.set("alasan", "P3MI berjanji menjemput pekerja.").await;
    hand.picture("langkah").await;
    hand.access_key('s').await;
    assert_eq!(status(hand).await, "Klarifikasi 1");
    step(hand, "Catat kontak", &[("cara_kontak", "Telepon"), ("alasan", "Ibunya sudah tahu hasil klarifikasi.")]).await;
    assert_eq!(status(hand).await, "Klarifikasi 1");
    morning(hand, test, "2026-01-15", "petugas.uji").await;
    hand.open(".list a.id", number).await;
    let heard = [("komitmen_sampai", "20/01/2026"), ("alasan", "P3MI hadir, majikan lewat telepon.")];
    step(hand, "Klarifikasi", &heard).await;
    assert_eq!(status(hand).await, "Klarifikasi 2");
}

async fn a_paper_is_attached(hand: &Hand) {
    let folder = tempfile::tempdir().unwrap();
    let (right, wrong) = (folder.path().join("berita acara.pdf"), folder.path().join("foto.jpg"));
    std::fs::write(&right, PDF).unwrap();
    std::fs::write(&wrong, PDF).unwrap();
    hand.attach("berkas", &wrong).await;
    hand.set("keterangan", "Berita acara klarifikasi kedua").await;
    hand.enter().await;
    assert!(!hand.text("#berkas-e").await.is_empty());
    assert_eq!(hand.word("document.querySelector('#keterangan').value").await, "Berita acara klarifikasi kedua");
    hand.attach("berkas", &right).await;
    hand.open("#lampiran button", "Unggah").await;
    assert!(hand.text("#lampiran .counted").await.contains("berita acara.pdf"), "{}", hand.text("#lampiran").await);
}

async fn it_is_mediated_and_solved(hand: &Hand, test: &Test, number: &str) {
    morning(hand, test, "2026-01-21", "petugas.uji").await;
    hand.open(".list a.id", number).await;
    step(hand, "Mediasi", &[("alasan", "Kedua pihak sepakat.")]).await;
    step(hand, "Selesaikan", &[("hasil", "Dijemput KBRI, gaji dibayar, tiba di rumah.")]).await;
    assert_eq!(status(hand).await, "Selesai");
    let lines = hand.texts(".timeline li").await;
    assert_eq!(lines.len(), 9, "{lines:#?}");
    for (who, remark) in [
        (HEAD, "Paling dekat dengan keluarganya."),
        (TEAM, "P3MI berjanji menjemput pekerja."),
        (TEAM, "Ibunya sudah tahu hasil klarifikasi."),
        (TEAM, "P3MI hadir, majikan lewat telepon."),
        (TEAM, "Kedua pihak sepakat."),
    ] {
        assert!(lines.iter().any(|line| line.contains(who) && line.contains(remark)), "{remark}: {lines:#?}");
    }
    hand.open(".rail a", "Tugas").await;
    assert_eq!(hand.text(".seg [aria-current]").await, "Tim", "nothing is left of their own");
    assert!(!hand.text(".list").await.contains(number));
}

async fn its_number_is_entered_in_the_worklist(hand: &Hand, number: &str) {
    hand.open(".rail a", "Belum SISKOP2MI").await;
    let before = hand.count(".list tbody tr").await;
    hand.picture("belum-siskop2mi").await;
    hand.tab_to(&format!("[aria-label='Nomor SISKOP2MI untuk {number}']"), "").await;
    hand.keys("SKP-2026-900001").await;
    hand.enter().await;
    assert_eq!(hand.count(".list tbody tr").await, before - 1);
    assert!(!hand.text(".list").await.contains(number));
}

async fn a_name_is_found_however_it_is_spelt(hand: &Hand, number: &str) {
    hand.jump('k').await;
    hand.keys("moh joesoef").await;
    hand.enter().await;
    assert_eq!(hand.here().await, "/cari");
    assert_eq!(hand.texts(".box h2").await, [CALLED]);
    assert!(row(hand, number).await.contains("Selesai"), "{}", row(hand, number).await);
    hand.picture("cari").await;
    hand.open(".rail a", "Pengaduan").await;
    hand.fill("cari", "muhamad jusup").await;
    hand.enter().await;
    assert_eq!(hand.texts(".list a.id").await, [number]);
    assert!(row(hand, number).await.contains("SKP-2026-900001"), "{}", row(hand, number).await);
}

async fn a_referral_is_refused_and_sent_again(hand: &Hand) -> String {
    let number = write_down(hand, REFERRED, &[("jenis_pemberi_kerja", "Perseorangan")]).await;
    step(hand, "Verifikasi", &[]).await;
    let directorate =
        ("dilimpahkan_ke", "Direktorat Layanan Pengaduan, Mediasi, dan Advokasi pada Pemberi Kerja Perseorangan");
    step(hand, "Limpahkan", &[directorate, ("surat_limpah", "B-12/CONTOH/2026")]).await;
    assert_eq!(status(hand).await, "Dilimpahkan");
    answer(hand, "B-12/CONTOH/2026", "Ditolak", &[("alasan", "Kontrak kerja belum dilampirkan.")]).await;
    hand.open(".counted a.id", &number).await;
    assert_eq!(status(hand).await, "Diverifikasi");
    assert!(hand.text(".timeline li").await.contains("Kontrak kerja belum dilampirkan."));
    step(hand, "Limpahkan", &[directorate, ("surat_limpah", "B-15/CONTOH/2026")]).await;
    answer(hand, "B-15/CONTOH/2026", "Diterima", &[("nomor_terima", "DIT-9/CONTOH")]).await;
    number
}

/// Writes down what was answered to the referral of a letter.
async fn answer(hand: &Hand, letter: &str, title: &str, fields: &[(&str, &str)]) {
    hand.open(".rail a", "Pelimpahan").await;
    let line = row(hand, letter).await;
    assert!(line.contains("Dikirim"), "{line}");
    if title == "Diterima" {
        hand.picture("pelimpahan").await;
    }
    let number = line.split_whitespace().next().unwrap_or_default();
    hand.open(".list a.id", number).await;
    step(hand, title, fields).await;
    assert_eq!(status(hand).await, title);
}

async fn the_complaint_says_where_it_is(hand: &Hand, number: &str) {
    hand.open(".counted a.id", number).await;
    assert_eq!(status(hand).await, "Dilimpahkan");
    let related = hand.texts(".counted li").await;
    for state in ["Ditolak", "Diterima"] {
        assert!(related.iter().any(|one| one.contains("PLP-") && one.contains(state)), "{state}: {related:?}");
    }
}

async fn a_closing_needs_its_ground(hand: &Hand, test: &Test, number: &str) {
    step(hand, "Tugaskan", &[("petugas", "petugas.uji")]).await;
    step(hand, "Verifikasi", &[]).await;
    // Received on 21 January; sixty days on it is 22 March.
    morning(hand, test, "2026-03-24", "petugas.uji").await;
    let late = row(hand, number).await;
    assert!(late.starts_with("terlambat "), "{late}");
    hand.open(".list a.id", number).await;
    let due = hand.texts(".deadlines li").await;
    assert!(due.iter().any(|one| one.starts_with("terlambat 2 hari") && one.contains("Hubungi pelapor")), "{due:?}");
    hand.open(".next a", "Tutup").await;
    hand.fill("alasan", "Tujuh kali ditelepon, tidak pernah dijawab.").await;
    hand.access_key('s').await;
    assert!(hand.text(".errors a").await.starts_with("Dasar penutupan"), "{}", hand.text(".errors").await);
    assert!(!hand.text("#dasar_penutupan-e").await.is_empty());
    assert_eq!(
        hand.word("document.querySelector('#alasan').value").await,
        "Tujuh kali ditelepon, tidak pernah dijawab."
    );
    hand.set("dasar_penutupan", "Pengadu tidak dapat dihubungi").await;
    hand.access_key('s').await;
    assert_eq!(status(hand).await, "Ditutup");
    let newest = hand.text(".timeline li").await;
    assert!(newest.contains(TEAM) && newest.contains("Tujuh kali ditelepon"), "{newest}");
    assert!(hand.text(".fields").await.len() > 10);
    let values = hand.texts(".fields dd").await;
    assert!(values.iter().any(|text| text.starts_with("Pengadu tidak dapat dihubungi")), "{values:?}");
}
