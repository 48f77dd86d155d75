//! The table `klaim`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `klaim`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "klaim")]
pub struct Model {
    /// The record.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatatanId,
    /// Human number.
    pub nomor: String,
    /// Office.
    pub kantor_id: KantorId,
    /// The person.
    pub orang_id: OrangId,
    /// Keyed fingerprint of what was first entered.
    pub kunci_isi: String,
    /// Status.
    pub status: Status,
    /// Counts up with each change.
    pub versi: i64,
    /// When it was recorded.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
    /// When it was withdrawn, if it was.
    pub dibatalkan_pada: Option<DateTimeUtc>,
    /// Kind of claim.
    pub jenis_klaim: String,
    /// Day on which it was filed.
    pub diajukan_pada: Option<Day>,
    /// Branch where it was filed.
    pub cabang: Option<String>,
    /// Number at the branch.
    pub nomor_klaim: Option<String>,
    /// Country.
    pub negara: Option<String>,
    /// Account of the heir, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub rekening_sandi: Option<Vec<u8>>,
    /// Day on which the branch passed it to the centre.
    pub dilimpahkan_pada: Option<Day>,
    /// Day on which it was paid.
    pub dibayar_pada: Option<Day>,
    /// Rupiah paid.
    pub jumlah_rp: Option<i64>,
    /// Day on which it was refused.
    pub ditolak_pada: Option<Day>,
    /// Why it was refused.
    pub alasan_tolak: Option<String>,
    /// Day of the first report (laporan tahap pertama).
    pub dilaporkan_pada: Option<Day>,
    /// When it happened: before, during or after the work abroad.
    pub fase: Option<String>,
    /// The benefit that is asked for.
    pub manfaat: Option<String>,
    /// Day of the death, the accident, the dismissal.
    pub peristiwa_pada: Option<Day>,
    /// Who reported it.
    pub pelapor: Option<String>,
    /// What the reporter is: a word of `pelapor_klaim`.
    pub hubungan_pelapor: Option<String>,
    /// The reporter's telephone, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub telepon_pelapor_sandi: Option<Vec<u8>>,
    /// The documents that are there: codes of `dokumen_klaim`, with commas between.
    pub dokumen: Option<String>,
    /// The documents that were asked for last, as in `dokumen`.
    pub dokumen_diminta: Option<String>,
    /// When they were asked for.
    pub dokumen_diminta_pada: Option<Day>,
    /// Day on which all documents were there.
    pub lengkap_pada: Option<Day>,
    /// How the accident ended: a word of `akibat_kecelakaan`.
    pub akibat: Option<String>,
    /// Name of the heir.
    pub ahli_waris: Option<String>,
    /// What the heir is to the dead: a word of `ahli_waris`.
    pub hubungan_ahli_waris: Option<String>,
    /// What BPJS asked for after it was filed.
    pub diminta_lagi: Option<String>,
    /// When it asked; empty once that was answered.
    pub diminta_lagi_pada: Option<Day>,
    /// Why the branch passed it to the centre: a word of `alasan_limpah_klaim`.
    pub alasan_limpah: Option<String>,
    /// The letter with which it did.
    pub surat_limpah: Option<String>,
    /// Day on which it was approved.
    pub disetujui_pada: Option<Day>,
    /// Number of the proof of payment.
    pub bukti_bayar: Option<String>,
    /// Why the refusal is objected to.
    pub alasan_keberatan: Option<String>,
    /// Day of the objection.
    pub keberatan_pada: Option<Day>,
    /// Why it was closed unpaid: a word of `alasan_tutup_klaim`.
    pub alasan_tutup: Option<String>,
    /// Day on which the file was closed.
    pub ditutup_pada: Option<Day>,
    /// Last contact with the family or the worker.
    pub kontak_pada: Option<Day>,
    /// Login name of the officer who has it.
    pub petugas: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
