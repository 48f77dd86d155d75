//! The columns that every kind of record has.

use chrono::{DateTime, Utc};
use kernel::{CatatanId, KantorId, OrangId, Stage};
use sea_orm::{EntityTrait, FromQueryResult, IntoActiveModel, Iterable, ModelTrait, TryIntoModel};

/// The columns that every kind of record has, apart from its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The record.
    pub id: CatatanId,
    /// Its human number.
    pub number: String,
    /// Its office.
    pub office: KantorId,
    /// The person it is about.
    pub person: Option<OrangId>,
    /// The keyed fingerprint of the values first entered, or of the row of a file that changed it last, by which the same row is
    /// recognised when it comes again.
    pub key: String,
    /// Counts up with each change.
    pub version: i64,
    /// When it was recorded.
    pub created: DateTime<Utc>,
    /// When it was last changed.
    pub changed: DateTime<Utc>,
    /// When it was withdrawn as a mistake, if it was. A withdrawn record counts nowhere.
    pub withdrawn: Option<DateTime<Utc>>,
}

impl Head {
    /// The person, for a kind of record that is always about one.
    ///
    /// # Errors
    /// [`kernel::Problem::Internal`] if there is none.
    pub fn somebody(&self) -> kernel::Result<OrangId> {
        self.person.ok_or_else(|| kernel::Problem::internal("a record about a person has none"))
    }
}

/// A record of some kind: a row of its table.
pub trait Record:
    ModelTrait<Entity: EntityTrait<Model = Self, ActiveModel: TryIntoModel<Self> + Send>>
    + FromQueryResult
    + IntoActiveModel<Active<Self>>
    + Clone
    + Send
    + Sync
    + 'static
{
    /// The possible states, each with its word as stored.
    type Status: Copy + Iterable + Into<&'static str> + Send + Sync + 'static;
    /// The common columns.
    fn head(&self) -> Head;
    /// The status.
    fn status(&self) -> Self::Status;
    /// How far a record is that has a status.
    fn stage_of(status: Self::Status) -> Stage;
}

/// The active model of a record.
pub type Active<R> = <<R as ModelTrait>::Entity as EntityTrait>::ActiveModel;

/// Implements [`Record`] for a slice's `Model`, whose common columns have the common names and whose `Status` is in the same
/// module.
#[macro_export]
macro_rules! record {
    ($model:ty, $person:expr) => {
        impl $crate::Record for $model {
            type Status = Status;

            fn head(&self) -> $crate::Head {
                let person: fn(&$model) -> Option<kernel::OrangId> = $person;
                $crate::Head {
                    id: self.id,
                    number: self.nomor.clone(),
                    office: self.kantor_id,
                    person: person(self),
                    key: self.kunci_isi.clone(),
                    version: self.versi,
                    created: self.dibuat_pada,
                    changed: self.diubah_pada,
                    withdrawn: self.dibatalkan_pada,
                }
            }

            fn status(&self) -> Status {
                self.status
            }

            fn stage_of(status: Status) -> kernel::Stage {
                status.stage()
            }
        }
    };
}
