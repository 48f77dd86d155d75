//! The table `penghapusan`: who asked that a person be erased, and who decided. A row is decided once and never changed after.

use kernel::{CatatanId, KantorId, OrangId, PenggunaId};
use sea_orm::entity::prelude::*;

/// Asked for, and not decided.
pub const ASKED: &str = "diusulkan";
/// Approved by another account, and done.
pub const DONE: &str = "dilaksanakan";
/// Refused, or taken back.
pub const REFUSED: &str = "ditolak";

/// A proposal to erase a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penghapusan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub orang_id: OrangId,
    /// The office that asked.
    pub kantor_id: KantorId,
    /// The request of the person, if they asked for it.
    pub permintaan_id: Option<CatatanId>,
    /// The year of the list of retention, if it comes from one.
    pub tahun: Option<i64>,
    /// Why.
    pub alasan: String,
    /// [`ASKED`], [`DONE`] or [`REFUSED`].
    pub status: String,
    /// The account that asked.
    pub diusulkan_id: PenggunaId,
    /// Its user.
    pub diusulkan_oleh: String,
    /// When.
    pub diusulkan_pada: DateTimeUtc,
    /// The account that decided: to approve, never the one that asked.
    pub diputus_id: Option<PenggunaId>,
    /// Its user.
    pub diputus_oleh: Option<String>,
    /// When.
    pub diputus_pada: Option<DateTimeUtc>,
    /// Why it was decided so.
    pub alasan_putus: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether an account may decide: who asked may take it back, and never approve it.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn decided_by(&self, account: PenggunaId, approve: bool) -> Result<(), &'static str> {
        match self.status.as_str() {
            ASKED if approve && self.diusulkan_id == account => {
                Err("Usul ini dari akun Anda sendiri. Minta akun lain yang berwenang untuk menyetujuinya.")
            }
            ASKED => Ok(()),
            DONE => Err("Usul ini sudah dilaksanakan."),
            _ => Err("Usul ini sudah ditolak. Buat usul baru bila datanya tetap harus dihapus."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asked_may_take_it_back_and_never_approve() {
        let (one, other) = (PenggunaId(Uuid::from_u128(1)), PenggunaId(Uuid::from_u128(2)));
        let proposal = |status: &str| Model {
            id: Uuid::nil(),
            orang_id: OrangId(Uuid::nil()),
            kantor_id: KantorId(Uuid::nil()),
            permintaan_id: None,
            tahun: None,
            alasan: "Diminta".to_owned(),
            status: status.to_owned(),
            diusulkan_id: one,
            diusulkan_oleh: "Satu Contoh".to_owned(),
            diusulkan_pada: DateTimeUtc::UNIX_EPOCH,
            diputus_id: None,
            diputus_oleh: None,
            diputus_pada: None,
            alasan_putus: None,
        };
        assert!(proposal(ASKED).decided_by(one, true).unwrap_err().contains("akun lain"));
        assert_eq!(proposal(ASKED).decided_by(one, false), Ok(()));
        for approve in [true, false] {
            assert_eq!(proposal(ASKED).decided_by(other, approve), Ok(()));
            assert!(proposal(DONE).decided_by(other, approve).is_err());
            assert!(proposal(REFUSED).decided_by(other, approve).is_err());
        }
    }
}
