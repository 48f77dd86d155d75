//! A problem as it is noted, for tests.

use kernel::period::start_of;
use kernel::{CatatanId, Day, KantorId};
use uuid::Uuid;

use super::Status;
use super::entity::Model;

pub(super) fn on(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn noted() -> Model {
    let at = start_of(on("2025-03-03"));
    Model {
        id: CatatanId(Uuid::nil()),
        nomor: String::new(),
        kantor_id: KantorId(Uuid::nil()),
        kunci_isi: String::new(),
        status: Status::Tercatat,
        versi: 1,
        dibuat_pada: at,
        diubah_pada: at,
        dibatalkan_pada: None,
        tim: "uji".to_owned(),
        masalah: "Server sering mati (contoh)".to_owned(),
        penyebab: None,
        dampak: None,
        iku: None,
        penanggung_jawab: "Ketua tim contoh".to_owned(),
        petugas: None,
        dicatat_pada: on("2025-03-03"),
        tenggat: None,
        ditindaklanjuti_pada: None,
        tindak_lanjut: None,
        diteruskan_pada: None,
        selesai_pada: None,
        hasil: None,
        selesai_sebelumnya_pada: None,
        dibuka_kembali_pada: None,
        keterangan: None,
    }
}
