//! An attachment's row (`lampiran`).

use kernel::{CatatanId, Ctx, KantorId, PenggunaId, Result};
use sea_orm::entity::prelude::*;

/// An attachment of a record. A row is never deleted: what was removed stays, with who, when and why.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lampiran")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The kind of record.
    pub jenis: String,
    /// The record.
    pub catatan_id: CatatanId,
    /// The record's office.
    pub kantor_id: KantorId,
    /// Its name as a label, sealed.
    pub nama_sandi: Vec<u8>,
    /// What it is, by its content: see [`crate::Macam`].
    pub macam: String,
    /// Bytes that are kept.
    pub ukuran: i64,
    /// The keyed fingerprint of what is kept, by which its file is found.
    pub alamat: String,
    /// What was said about it, sealed.
    pub keterangan_sandi: Option<Vec<u8>>,
    /// The account; none for the system.
    pub diunggah_id: Option<PenggunaId>,
    /// The name of who attached it.
    pub diunggah_oleh: String,
    /// When.
    pub diunggah_pada: DateTimeUtc,
    /// The name of who removed it.
    pub dihapus_oleh: Option<String>,
    /// When it was removed, if it was.
    pub dihapus_pada: Option<DateTimeUtc>,
    /// Why it was removed.
    pub alasan: Option<String>,
    /// Which paper of its record it is, if the kind of record has a list of papers.
    pub dokumen: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

const NAME: &str = "lampiran.nama";
const REMARK: &str = "lampiran.keterangan";

impl Model {
    /// Seals a name.
    ///
    /// # Errors
    /// As [`kernel::vault::Vault::seal`].
    pub fn seal_name(ctx: &Ctx, name: &str) -> Result<Vec<u8>> {
        ctx.house.vault.seal(NAME, name.as_bytes())
    }

    /// Seals a remark.
    ///
    /// # Errors
    /// As [`kernel::vault::Vault::seal`].
    pub fn seal_remark(ctx: &Ctx, remark: &str) -> Result<Vec<u8>> {
        ctx.house.vault.seal(REMARK, remark.as_bytes())
    }

    /// The address in the row of an attachment whose file was erased with its person. No file lies there, and nobody makes it without the
    /// key.
    #[must_use]
    pub fn erased_address(ctx: &Ctx, id: Uuid) -> String {
        ctx.house.vault.address("lampiran dihapus", id.as_bytes())
    }

    /// Whether its file was erased with its person.
    #[must_use]
    pub fn is_erased(&self, ctx: &Ctx) -> bool {
        self.alamat == Self::erased_address(ctx, self.id)
    }

    /// Its name.
    ///
    /// # Errors
    /// [`kernel::Problem::Internal`] when it does not open.
    pub fn name(&self, ctx: &Ctx) -> Result<String> {
        Ok(String::from_utf8_lossy(&ctx.house.vault.open(NAME, &self.nama_sandi)?).into_owned())
    }

    /// What was said about it.
    ///
    /// # Errors
    /// [`kernel::Problem::Internal`] when it does not open.
    pub fn remark(&self, ctx: &Ctx) -> Result<Option<String>> {
        let Some(sealed) = &self.keterangan_sandi else { return Ok(None) };
        Ok(Some(String::from_utf8_lossy(&ctx.house.vault.open(REMARK, sealed)?).into_owned()))
    }
}
