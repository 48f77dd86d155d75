//! The table `kunci_induk`.

use kernel::{Problem, Result};
use sea_orm::entity::prelude::*;

/// A master key after the first.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kunci_induk")]
pub struct Model {
    /// Its number, from 2.
    #[sea_orm(primary_key, auto_increment = false)]
    pub nomor: i64,
    /// What it must know of the house, sealed by it.
    #[sea_orm(column_type = "Blob")]
    pub titipan: Vec<u8>,
    /// The request by which two people approved it.
    pub persetujuan_id: Uuid,
    /// When the change to it began.
    pub dimulai_pada: DateTimeUtc,
    /// When nothing sealed with an earlier key was left.
    pub selesai_pada: Option<DateTimeUtc>,
    /// When the key before was let go.
    pub dilepas_pada: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Its number, as what is sealed says it.
    pub(crate) fn number(&self) -> Result<u8> {
        u8::try_from(self.nomor).map_err(Problem::internal)
    }
}
