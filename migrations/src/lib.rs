//! The schema, one step a file, in one linear history. Steps are never changed once they have landed.
//!
//! Steps are SQL that both databases read, with a few type words replaced ([`sql`]). They never import entities:
//! an entity may change, a step may not.

mod m01_kantor;
mod m02_buku;
mod m03_orang;
mod m04_pengaduan;
mod m05_pemulangan;
mod m06_klaim;
mod m07_supply;
mod m08_kelembagaan;
mod m09_penempatan;
mod m10_pelaporan;
mod m11_bukti;
mod m12_penutupan;
mod m13_pengaduan;
mod m14_tugas;
mod m15_lampiran;
mod m16_cari;
mod m17_kaitan;
mod m18_bandara;
mod m19_pulang;
mod m20_manifes;
mod m21_meja;
mod m22_cocok;
mod m23_kembali;
mod m24_meterai;
mod m26_masuk;
mod m27_kiriman;
mod m28_izin;
mod m29_identitas;
mod m30_pekerjaan;
mod m31_nama;
mod m36_lahir;
mod m40_jejak;
mod m41_status;
mod m42_klaim;
mod m43_judul;
mod m44_sesi;
mod m45_rekomendasi_paspor;
mod m46_p3mi;
mod m48_kata_libur;
mod m51_pencari_kerja;
mod m52_templat;
mod m53_tenggat_kantor;
mod m54_daftar;
mod m55_surel;
mod m56_dokumen;
mod m57_nomor_surat;
mod m58_perjanjian;
mod m59_teks_lkj;
mod m61_butir_zi;
mod m62_petugas;
mod m63_pegawai;
mod m64_kendala;
mod m65_lkj_foto;
mod m66_penilaian_kegiatan;
mod m67_akun;
mod m68_cadangan;
mod m69_pelindungan;
mod m71_faktor;
mod m72_persetujuan;
mod m73_musnah;
mod m75_manifes_pilihan;
mod m78_kunci_induk;
mod m79_ambil_alih_meja;
mod m83_dua_orang;
mod m84_nomor_ba;
mod m85_banyak_kantor;
mod m86_kata_tanpa_rujukan;
mod sql;

pub use sql::{dialect, states};

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseBackend, Statement, TransactionTrait};

use crate::sql::Step;

/// All steps in order.
const ALL: &[Step] = &[
    Step("m01_kantor", m01_kantor::up),
    Step("m02_buku", m02_buku::up),
    Step("m03_orang", m03_orang::up),
    Step("m04_pengaduan", m04_pengaduan::up),
    Step("m05_pemulangan", m05_pemulangan::up),
    Step("m06_klaim", m06_klaim::up),
    Step("m07_supply", m07_supply::up),
    Step("m08_kelembagaan", m08_kelembagaan::up),
    Step("m09_penempatan", m09_penempatan::up),
    Step("m10_pelaporan", m10_pelaporan::up),
    Step("m11_bukti", m11_bukti::up),
    Step("m12_penutupan", m12_penutupan::up),
    Step("m13_pengaduan", m13_pengaduan::up),
    Step("m14_tugas", m14_tugas::up),
    Step("m15_lampiran", m15_lampiran::up),
    Step("m16_cari", m16_cari::up),
    Step("m17_kaitan", m17_kaitan::up),
    Step("m18_bandara", m18_bandara::up),
    Step("m19_pulang", m19_pulang::up),
    Step("m20_manifes", m20_manifes::up),
    Step("m21_meja", m21_meja::up),
    Step("m22_cocok", m22_cocok::up),
    Step("m23_kembali", m23_kembali::up),
    Step("m24_meterai", m24_meterai::up),
    Step("m26_masuk", m26_masuk::up),
    Step("m27_kiriman", m27_kiriman::up),
    Step("m28_izin", m28_izin::up),
    Step("m29_identitas", m29_identitas::up),
    Step("m30_pekerjaan", m30_pekerjaan::up),
    Step("m31_nama", m31_nama::up),
    Step("m36_lahir", m36_lahir::up),
    Step("m40_jejak", m40_jejak::up),
    Step("m41_status", m41_status::up),
    Step("m42_klaim", m42_klaim::up),
    Step("m43_judul", m43_judul::up),
    Step("m44_sesi", m44_sesi::up),
    Step("m45_rekomendasi_paspor", m45_rekomendasi_paspor::up),
    Step("m46_p3mi", m46_p3mi::up),
    Step("m48_kata_libur", m48_kata_libur::up),
    Step("m51_pencari_kerja", m51_pencari_kerja::up),
    Step("m52_templat", m52_templat::up),
    Step("m53_tenggat_kantor", m53_tenggat_kantor::up),
    Step("m54_daftar", m54_daftar::up),
    Step("m55_surel", m55_surel::up),
    Step("m56_dokumen", m56_dokumen::up),
    Step("m57_nomor_surat", m57_nomor_surat::up),
    Step("m58_perjanjian", m58_perjanjian::up),
    Step("m59_teks_lkj", m59_teks_lkj::up),
    Step("m61_butir_zi", m61_butir_zi::up),
    Step("m62_petugas", m62_petugas::up),
    Step("m63_pegawai", m63_pegawai::up),
    Step("m64_kendala", m64_kendala::up),
    Step("m65_lkj_foto", m65_lkj_foto::up),
    Step("m66_penilaian_kegiatan", m66_penilaian_kegiatan::up),
    Step("m67_akun", m67_akun::up),
    Step("m68_cadangan", m68_cadangan::up),
    Step("m69_pelindungan", m69_pelindungan::up),
    Step("m71_faktor", m71_faktor::up),
    Step("m72_persetujuan", m72_persetujuan::up),
    Step("m73_musnah", m73_musnah::up),
    Step("m75_manifes_pilihan", m75_manifes_pilihan::up),
    Step("m78_kunci_induk", m78_kunci_induk::up),
    Step("m79_ambil_alih_meja", m79_ambil_alih_meja::up),
    Step("m83_dua_orang", m83_dua_orang::up),
    Step("m84_nomor_ba", m84_nomor_ba::up),
    Step("m85_banyak_kantor", m85_banyak_kantor::up),
    Step("m86_kata_tanpa_rujukan", m86_kata_tanpa_rujukan::up),
];

/// The steps as they are taken.
struct Steps;

impl MigratorTrait for Steps {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        ALL.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// The name of the newest step, by which a database is told to be newer than the program.
#[must_use]
pub fn newest() -> String {
    Steps::migrations().last().map(|step| step.name().to_owned()).unwrap_or_default()
}

/// Brings a database to the newest schema, under a lock: of several processes that start together one migrates and
/// the others wait for it.
///
/// # Errors
/// What the database says.
pub async fn run(url: &str) -> Result<(), DbErr> {
    run_to(url, None).await
}

/// Takes at most so many steps, as a database from before has them.
///
/// # Errors
/// What the database says.
pub async fn run_to(url: &str, steps: Option<u32>) -> Result<(), DbErr> {
    // A connection of its own: SQLite's pooled connections would still hold the schema of before.
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    if db.get_database_backend() == DatabaseBackend::Postgres {
        // The lock lives in a session, so it goes when the process does, however it ends.
        let lock = db.begin().await?;
        lock.execute_unprepared("SELECT pg_advisory_xact_lock(5642331901227)").await?;
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let worker = Database::connect(options).await?;
        let done = Steps::up(&worker, steps).await;
        worker.close().await?;
        lock.commit().await?;
        done?;
    } else {
        let lock = db.begin_with_options(immediate()).await?;
        Steps::up(&lock, steps).await?;
        lock.commit().await?;
    }
    db.close().await
}

/// How the schema of a database stands beside that of this program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The steps that were taken, in order.
    pub taken: Vec<String>,
    /// The steps of this program that were not, in order.
    pub pending: Vec<String>,
    /// The steps that were taken and that this program does not know: it is older than the database.
    pub unknown: Vec<String>,
}

/// How the schema of a database stands. Nothing is written.
///
/// # Errors
/// What the database says.
pub async fn standing(db: &impl ConnectionTrait) -> Result<Standing, DbErr> {
    let own: Vec<String> = Steps::migrations().iter().map(|step| step.name().to_owned()).collect();
    let mut there = Vec::new();
    if has_steps(db).await? {
        let sql = "SELECT version FROM seaql_migrations ORDER BY version";
        for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
            there.push(row.try_get::<String>("", "version")?);
        }
    }
    let (taken, pending) = own.iter().cloned().partition(|name| there.contains(name));
    let unknown = there.into_iter().filter(|name| !own.contains(name)).collect();
    Ok(Standing { taken, pending, unknown })
}

/// Whether the table of the steps is there: a new database has none.
async fn has_steps(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let backend = db.get_database_backend();
    let sql = if backend == DatabaseBackend::Postgres {
        "SELECT 1 AS ada FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
    } else {
        "SELECT 1 AS ada FROM sqlite_schema WHERE type = 'table' AND name = 'seaql_migrations'"
    };
    Ok(db.query_one_raw(Statement::from_string(backend, sql)).await?.is_some())
}

fn immediate() -> sea_orm_migration::sea_orm::TransactionOptions {
    sea_orm_migration::sea_orm::TransactionOptions {
        sqlite_transaction_mode: Some(sea_orm_migration::sea_orm::SqliteTransactionMode::Immediate),
        ..Default::default()
    }
}
