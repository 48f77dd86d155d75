//! A claim from a death at the airport: its documents, the branch, the centre, the payment, and what the branch's log says of it.

use std::convert::Infallible;

use records::{Mode, Outcome};
use testkit::{Test, returned, with};

use crate::complaints::{PDF, row, status, step};
use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

/// Somebody who came home dead, and the officer who takes the claim on.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-01-05", 8);
    user(test, "petugas.uji", "pelindungan", TEAM).await;
    let more = [("meninggal_pada", "2025-12-28"), ("negara", "MY"), ("nama", "Wagiman Contoh")];
    let forms = [with(returned(1, "2026-01-04", "meninggal"), &more)];
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    assert!(done.outcomes.iter().all(|outcome| matches!(outcome, Outcome::New(..))), "{done:?}");
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand, test: &Test) -> Result<(), Infallible> {
    test.at("2026-01-05", 9);
    hand.go("/").await;
    log_in(hand, "petugas.uji", PASSWORD).await;
    let number = it_begins_with_the_return(hand).await;
    what_is_missing_is_asked_for(hand).await;
    it_is_nobodys_yet(hand, &number).await;
    it_is_filed_once_all_is_there(hand, test, &number).await;
    the_branch_passes_it_on(hand, test, &number).await;
    it_is_paid_and_put_away(hand, test, &number).await;
    the_log_tells_of_the_branch(hand, &number).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

/// Ticks boxes by the space bar.
async fn tick(hand: &Hand, field: &str, codes: &[&str]) {
    for code in codes {
        hand.tab_to(&format!("[name='{field}.{code}']"), "").await;
        hand.keys(" ").await;
    }
}

async fn it_begins_with_the_return(hand: &Hand) -> String {
    hand.open(".rail a", "Kepulangan").await;
    hand.open(".list a.id", "PLG").await;
    assert!(hand.text("main").await.contains("Mungkin berhak atas klaim meninggal dunia"));
    hand.open("a", "Catat klaim").await;
    for (field, begun) in [
        ("nama", "Wagiman Contoh"),
        ("jenis_klaim", "meninggal_dunia"),
        ("peristiwa_pada", "28/12/2025"),
        ("dilaporkan_pada", "05/01/2026"),
        ("negara", "Malaysia"),
    ] {
        assert_eq!(hand.word(&format!("document.querySelector('#{field}').value")).await, begun, "{field}");
    }
    assert_eq!(hand.count("#dibayar_pada, #diajukan_pada").await, 0, "nothing is filed or paid from a blank form");
    for (field, text) in
        [("pelapor", "Ibu Contoh"), ("hubungan_pelapor", "Keluarga"), ("telepon_pelapor", "081200000001")]
    {
        hand.set(field, text).await;
    }
    hand.access_key('s').await;
    assert_eq!(hand.text("h1").await, "Wagiman Contoh");
    assert_eq!(status(hand).await, "Dilaporkan");
    hand.text(".meta .id").await
}

async fn what_is_missing_is_asked_for(hand: &Hand) {
    hand.open(".next a", "Catat dokumen").await;
    assert_eq!(hand.count("[name='dokumen.resume_medis']").await, 0, "only what a death needs is offered");
    tick(hand, "dokumen", &["kartu_peserta", "ktp_paspor", "surat_kematian"]).await;
    hand.picture("klaim-dokumen").await;
    hand.access_key('s').await;
    assert_eq!(status(hand).await, "Dilaporkan");
    hand.open(".next a", "Minta dokumen").await;
    tick(hand, "dokumen_diminta", &["kk", "surat_ahli_waris"]).await;
    hand.access_key('s').await;
    let told = hand.text("main").await;
    for text in [
        "Dokumen yang belum ada (Permenaker 4/2023 pasal 57): KTP ahli waris; Kartu keluarga;",
        "Diminta 05/01/2026: Kartu keluarga; Surat keterangan ahli waris.",
        "Rekening ahli waris atau pekerja belum diisi.",
        "Urutan ahli waris (Permenaker 4/2023 pasal 57): Janda, duda atau anak, lalu",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    hand.picture("klaim").await;
}

async fn it_is_nobodys_yet(hand: &Hand, number: &str) {
    step(hand, "Tugaskan", &[("petugas", "petugas.uji")]).await;
    hand.open(".rail a", "Tugas").await;
    let mine = row(hand, number).await;
    assert!(mine.contains("Lengkapi dokumen klaim") && mine.contains("Wagiman Contoh"), "{mine}");
    hand.open(".list a.id", number).await;
}

async fn it_is_filed_once_all_is_there(hand: &Hand, test: &Test, number: &str) {
    test.at("2026-01-09", 9);
    morning(hand, number).await;
    let scan = test.folder().join("kartu keluarga.pdf");
    std::fs::write(&scan, PDF).unwrap();
    hand.attach("berkas", &scan).await;
    hand.set("dokumen", "Kartu keluarga").await;
    hand.open("#lampiran button", "Unggah").await;
    let papers = hand.text("#dokumen-perlu").await;
    assert!(papers.contains("Berkas: kartu keluarga.pdf") && papers.contains("Diminta 5 Jan 2026"), "{papers}");
    hand.picture("klaim-daftar-dokumen").await;
    hand.open(".next a", "Catat dokumen").await;
    tick(hand, "dokumen", &["ktp_ahli_waris", "surat_ahli_waris", "rekening_ahli_waris"]).await;
    hand.access_key('s').await;
    assert_eq!(status(hand).await, "Lengkap");
    hand.open("a", "Ubah").await;
    hand.set("rekening", "Bank Contoh 000-000 a.n. Ibu Contoh").await;
    hand.set("alasan_perubahan", "Buku tabungan ditunjukkan.").await;
    hand.access_key('s').await;
    hand.open(".next a", "Ajukan ke BPJS").await;
    hand.set("cabang", "Serang").await;
    hand.set("nomor_klaim", "K-7/CONTOH").await;
    hand.access_key('s').await;
    assert_eq!(hand.texts(".errors a").await.len(), 2, "an heir is named");
    assert_eq!(hand.word("document.querySelector('#cabang').value").await, "Serang");
    hand.set("ahli_waris", "Ibu Contoh").await;
    hand.set("hubungan_ahli_waris", "Janda").await;
    hand.access_key('s').await;
    assert_eq!(status(hand).await, "Diajukan");
    let counted = hand.texts(".counted").await;
    assert!(counted.iter().any(|list| list.starts_with("Dihitung Klaim")), "{counted:?}");
}

async fn the_branch_passes_it_on(hand: &Hand, test: &Test, number: &str) {
    test.at("2026-01-14", 9);
    morning(hand, number).await;
    step(hand, "BPJS meminta kelengkapan", &[("diminta_lagi", "Legalisasi surat kematian")]).await;
    assert_eq!(status(hand).await, "Perlu dilengkapi");
    step(hand, "Catat dokumen", &[("alasan", "Legalisasi dikirim.")]).await;
    assert_eq!(status(hand).await, "Diajukan");
    let passed = [("alasan_limpah", "Kejadian di luar negeri"), ("surat_limpah", "B-77/CONTOH")];
    step(hand, "Dilimpahkan ke pusat", &passed).await;
    assert_eq!(status(hand).await, "Dilimpahkan");
}

async fn it_is_paid_and_put_away(hand: &Hand, test: &Test, number: &str) {
    test.at("2026-02-03", 9);
    morning(hand, number).await;
    step(hand, "Disetujui", &[]).await;
    step(hand, "Dibayar", &[("jumlah_rp", "85.000.000"), ("bukti_bayar", "TRF-1/CONTOH")]).await;
    assert_eq!(status(hand).await, "Dibayar");
    step(hand, "Tutup berkas", &[]).await;
    assert_eq!(status(hand).await, "Selesai");
    assert!(hand.text("main").await.contains("diajukan sampai dibayar 25 hari"), "{}", hand.text("main").await);
    hand.picture("klaim-selesai").await;
}

async fn the_log_tells_of_the_branch(hand: &Hand, number: &str) {
    hand.open(".rail a", "Klaim").await;
    hand.open("a", "Catatan cabang").await;
    let line = row(hand, "Serang").await;
    assert!(line.contains("Kejadian di luar negeri perlu diperiksa pusat (1)"), "{line}");
    hand.open("a[href*='tahap=dilimpahkan']", "1").await;
    assert_eq!(hand.text("#klaim").await, "Serang: dilimpahkan");
    assert!(row(hand, number).await.contains("Selesai"), "{}", row(hand, number).await);
    hand.picture("catatan-cabang").await;
}

/// Comes in on another day, and opens the claim from the tasks.
async fn morning(hand: &Hand, number: &str) {
    hand.open(".rail a", "Tugas").await;
    if hand.here().await.starts_with("/masuk") {
        log_in(hand, "petugas.uji", PASSWORD).await;
    }
    hand.open(".list a.id", number).await;
}
