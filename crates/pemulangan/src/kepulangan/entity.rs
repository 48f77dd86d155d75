//! The table `kepulangan`.

use kernel::form::Keys;
use kernel::{CatatanId, Day, KantorId, OrangId};
use sea_orm::entity::prelude::*;

use super::status::Status;

/// A row of `kepulangan`.
#[derive(Keys)]
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kepulangan")]
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
    /// The flight or group.
    pub kedatangan_id: Option<Uuid>,
    /// Day of arrival.
    pub tiba_pada: Day,
    /// Country of placement.
    pub negara: Option<String>,
    /// Category, which decides whether it counts.
    pub kategori: String,
    /// Legal reason (UU 18/2017 art 27).
    pub alasan: Option<String>,
    /// Last work.
    pub jabatan: Option<String>,
    /// Whether placed by the rules.
    pub prosedural: Option<bool>,
    /// Place of service.
    pub tempat_layanan: Option<String>,
    /// How the person goes on.
    pub cara_pulang: Option<String>,
    /// State of health, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub kesehatan_sandi: Option<Vec<u8>>,
    /// Hospital of referral.
    pub rumah_sakit: Option<String>,
    /// Day on which the person left for home.
    pub pulang_pada: Option<Day>,
    /// Day of the handover.
    pub serah_terima_pada: Option<Day>,
    /// Who received the person.
    pub penerima: Option<String>,
    /// Remarks.
    pub keterangan: Option<String>,
    /// Hour at which the person was met, in WIB.
    pub tiba_jam: Option<String>,
    /// Further legal reasons, codes with commas between.
    pub alasan_lain: Option<String>,
    /// Adult, child or infant.
    pub kelompok_usia: Option<String>,
    /// The return of the adult with whom a child came.
    pub pendamping_id: Option<Uuid>,
    /// Placing company, or who recruited.
    pub p3mi: Option<String>,
    /// What was not paid, codes with commas between.
    pub hak_belum_dibayar: Option<String>,
    /// Whether the person wants to complain.
    pub ingin_mengadu: Option<bool>,
    /// Day on which the person was taken to hospital.
    pub dirawat_pada: Option<Day>,
    /// Number of the referral to the hospital.
    pub nomor_rujukan: Option<String>,
    /// Day on which the person was taken in at the shelter.
    pub ditampung_pada: Option<Day>,
    /// Where the person travels to.
    pub tujuan: Option<String>,
    /// Vehicle or flight of the way home.
    pub angkutan: Option<String>,
    /// Ticket.
    pub nomor_tiket: Option<String>,
    /// What the way home costs, in rupiah.
    pub biaya_rp: Option<i64>,
    /// Budget line that bears it.
    pub mata_anggaran: Option<String>,
    /// Day of death.
    pub meninggal_pada: Option<Day>,
    /// Papers of the remains that are there, codes with commas between.
    pub dokumen_jenazah: Option<String>,
    /// Day on which the family was told of the death.
    pub keluarga_diberi_tahu_pada: Option<Day>,
    /// Who receives: family, office, ministry.
    pub jenis_penerima: Option<String>,
    /// Witness of the handover.
    pub saksi: Option<String>,
    /// Number of the record of handover.
    pub nomor_ba: Option<String>,
    /// Office of the area of origin, by code: it confirms the arrival.
    pub kantor_asal: Option<String>,
    /// Day on which that office was told.
    pub asal_diberi_tahu_pada: Option<Day>,
    /// Day of arrival at home, as that office confirms.
    pub tiba_di_asal_pada: Option<Day>,
    /// Day on which the return ended without a handover.
    pub selesai_pada: Option<Day>,
    /// Day on which the person left the hospital.
    pub pulih_pada: Option<Day>,
    /// The record of how this person was stopped from leaving.
    pub pencegahan_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

records::record!(Model, |r| Some(r.orang_id));
