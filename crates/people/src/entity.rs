//! The table `orang`.

use kernel::ledger::Dimensions;
use kernel::vault::Key;
use kernel::{Ctx, Day, KantorId, OrangId, Problem, Result};
use sea_orm::entity::prelude::*;

use crate::score::Said;

/// A person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang")]
pub struct Model {
    /// The person's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrangId,
    /// The office that first recorded the person.
    pub kantor_id: KantorId,
    /// The name as given.
    pub nama: String,
    /// The name as it is searched.
    pub nama_baku: String,
    /// The person's data key, wrapped; none once the person has been erased.
    #[sea_orm(column_type = "Blob", nullable)]
    pub kunci: Option<Vec<u8>>,
    /// NIK, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub nik_sandi: Option<Vec<u8>>,
    /// Blind index of the NIK.
    pub nik_indeks: Option<String>,
    /// Kind of travel document.
    pub jenis_dokumen: Option<String>,
    /// Its number, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub dokumen_sandi: Option<Vec<u8>>,
    /// Blind index of its number.
    pub dokumen_indeks: Option<String>,
    /// Birth date.
    pub tanggal_lahir: Option<Day>,
    /// What is known of the birth date where the day is not: `1987`, `1987-11`.
    pub lahir_sebagian: Option<String>,
    /// `L` or `P`.
    pub jenis_kelamin: Option<String>,
    /// Province or kabupaten/kota of origin, by code.
    pub daerah_asal: Option<String>,
    /// Address, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub alamat_sandi: Option<Vec<u8>>,
    /// Telephone, sealed.
    #[sea_orm(column_type = "Blob", nullable)]
    pub telepon_sandi: Option<Vec<u8>>,
    /// Counts up with each change.
    pub versi: i64,
    /// When the row was made.
    pub dibuat_pada: DateTimeUtc,
    /// When it was last changed.
    pub diubah_pada: DateTimeUtc,
    /// The person with whom this one turned out to be the same.
    pub digabung_ke: Option<OrangId>,
    /// The row's stamp, over the whole row.
    #[sea_orm(column_type = "Blob", nullable)]
    pub meterai: Option<Vec<u8>>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The province of origin, by code.
    #[must_use]
    pub fn province(&self) -> Option<String> {
        self.daerah_asal.as_deref().and_then(|code| code.get(..2)).map(str::to_owned)
    }

    /// The particulars by which rows are compared, numbers apart.
    pub(crate) fn said(&self) -> Said {
        Said::new(&self.nama, self.tanggal_lahir, self.jenis_kelamin.clone(), self.daerah_asal.clone())
            .with_part(self.lahir_sebagian.as_deref())
    }

    /// What the ledger keeps of the person.
    #[must_use]
    pub fn dimensions(&self) -> Dimensions {
        Dimensions { sex: self.jenis_kelamin.clone(), province: self.province(), born: self.tanggal_lahir }
    }

    /// Whether the person has been erased: the key is destroyed, and with it all that it sealed.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.kunci.is_none()
    }

    /// The person's data key for reading; none once the person has been erased, when there is nothing left to open.
    ///
    /// # Errors
    /// [`Problem::Internal`] for a key that does not open.
    pub fn reading_key(&self, ctx: &Ctx) -> Result<Option<Key>> {
        self.kunci.as_deref().map(|wrapped| ctx.house.vault.open_key(wrapped)).transpose()
    }

    /// The person's data key.
    ///
    /// # Errors
    /// [`Problem::NotFound`] once the person has been erased.
    pub fn key(&self, ctx: &Ctx) -> Result<Key> {
        ctx.house.vault.open_key(self.kunci.as_deref().ok_or(Problem::NotFound)?)
    }
}
