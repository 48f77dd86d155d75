//! Lines of history whose words were taken out because their person was erased (`riwayat_musnah`).
//!
//! A line keeps its number and its stamp, over which the links of the chain are made. Beside it stands a second stamp, over what is left of
//! the line and over the first stamp: so the audit still finds a line that somebody alters, and an erasure that nobody approved.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};
use serde_json::Value;

use super::{Column as LineColumn, Entity as LineEntity, Model as Line};
use crate::ctx::{Ctx, Tx};
use crate::db::chunk_rows;
use crate::id::CatatanId;
use crate::problem::Result;
use crate::vault::Vault;

/// The second stamp of a line.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "riwayat_musnah")]
pub struct Model {
    /// The line.
    #[sea_orm(primary_key, auto_increment = false)]
    pub riwayat_id: Uuid,
    /// Its stamp, over what is left of the line.
    pub meterai: Vec<u8>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What stands in place of what was erased.
pub const ERASED: &str = "Dihapus";

/// The marks that a line of history may have as a change without sides.
const MARKS: [&str; 2] = ["berubah", "dilengkapi"];

/// Takes the words out of all lines of some records: reasons, and both sides of each change except those of the fields and members that
/// `stays` names. Days, states, numbers and who did it stay. Fingerprints of rows go too, since a row that is known but for one name
/// would give the name away.
///
/// # Errors
/// Any database error.
pub async fn scrub(tx: &Tx, ctx: &Ctx, records: &[CatatanId], stays: &dyn Stays) -> Result<()> {
    for chunk in records.chunks(chunk_rows(1)) {
        let lines = LineEntity::find()
            .filter(LineColumn::CatatanId.is_in(chunk.iter().copied()))
            .order_by_asc(LineColumn::Id)
            .all(&**tx)
            .await?;
        for line in lines {
            one(tx, ctx, line, stays).await?;
        }
    }
    Ok(())
}

/// Says what stays of a change.
pub trait Stays: Send + Sync {
    /// Whether what a line of a kind tells under a key says nothing about who somebody is.
    fn stays(&self, kind: &str, key: &str) -> bool;
}

async fn one(tx: &Tx, ctx: &Ctx, line: Line, stays: &dyn Stays) -> Result<()> {
    let (perubahan, alasan) = (changes(&line, stays), if line.alasan.is_empty() { "" } else { ERASED });
    let left = Line { perubahan, alasan: alasan.to_owned(), sidik: None, ..line };
    let mark = Model { riwayat_id: left.id, meterai: mark(&ctx.house.vault, &left) };
    let id = left.id;
    LineEntity::update_many()
        .set(left.into_active_model().reset_all())
        .filter(LineColumn::Id.eq(id))
        .exec(&**tx)
        .await?;
    let mut again = OnConflict::column(Column::RiwayatId);
    again.update_column(Column::Meterai);
    Entity::insert(mark.into_active_model().reset_all()).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}

fn changes(line: &Line, stays: &dyn Stays) -> Value {
    let erased = || Value::from(ERASED.to_lowercase());
    match &line.perubahan {
        Value::Object(members) => {
            let left = |(key, change): (&String, &Value)| {
                let marked = change.as_str().is_some_and(|word| MARKS.contains(&word));
                let kept = marked || stays.stays(&line.jenis, key);
                (key.clone(), if kept { change.clone() } else { erased() })
            };
            Value::Object(members.iter().map(left).collect())
        }
        Value::String(word) if MARKS.contains(&word.as_str()) => Value::String(word.clone()),
        Value::Null => Value::Null,
        _ => erased(),
    }
}

/// The second stamp of a line as it is now.
fn mark(vault: &Vault, line: &Line) -> Vec<u8> {
    vault.stamp(line, &[b"musnah", line.meterai.as_deref().unwrap_or_default()])
}

/// Whether a second stamp fits its line.
pub(crate) fn holds(vault: &Vault, line: &Line, held: &[u8]) -> bool {
    mark(vault, line) == held
}

/// The second stamps of the lines after `after`, up to and including `until`.
///
/// # Errors
/// Any database error.
pub(crate) async fn marks(
    db: &impl ConnectionTrait,
    after: Option<Uuid>,
    until: Uuid,
) -> Result<HashMap<Uuid, Vec<u8>>> {
    let query = Entity::find().filter(Column::RiwayatId.lte(until));
    let query = after.iter().fold(query, |query, after| query.filter(Column::RiwayatId.gt(*after)));
    Ok(query.all(db).await?.into_iter().map(|row| (row.riwayat_id, row.meterai)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::id::KantorId;

    struct Days;

    impl Stays for Days {
        fn stays(&self, kind: &str, key: &str) -> bool {
            kind == "pengaduan" && key == "diterima_pada"
        }
    }

    fn line(changes: Value) -> Line {
        let at = DateTimeUtc::UNIX_EPOCH;
        Line {
            id: Uuid::nil(),
            jenis: "pengaduan".to_owned(),
            catatan_id: CatatanId(Uuid::nil()),
            kantor_id: KantorId(Uuid::nil()),
            versi: 1,
            dari: None,
            ke: "diterima".to_owned(),
            alasan: "Siti Contoh menelepon".to_owned(),
            perubahan: changes,
            pelaku_id: None,
            pelaku: "Uji Contoh".to_owned(),
            terjadi_pada: at,
            dicatat_pada: at,
            sidik: None,
            fakta: None,
            aliran: Some(1),
            urutan: Some(1),
            meterai: Some(vec![7]),
        }
    }

    #[test]
    fn days_and_marks_stay_and_names_go() {
        let told = json!({
            "diterima_pada": { "dari": "2025-06-01", "ke": "2025-06-02" },
            "nama": { "dari": "Siti Contoh", "ke": "Sitti Contoh" },
            "diagnosis": "berubah",
        });
        let left = changes(&line(told), &Days);
        assert_eq!(
            left,
            json!({
                "diterima_pada": { "dari": "2025-06-01", "ke": "2025-06-02" },
                "nama": "dihapus",
                "diagnosis": "berubah",
            })
        );
        assert_eq!(changes(&line(json!("Siti Contoh")), &Days), json!("dihapus"));
        assert_eq!(changes(&line(json!("dilengkapi")), &Days), json!("dilengkapi"));
    }

    #[test]
    fn the_second_stamp_is_over_what_is_left_and_over_the_first() {
        let vault = Vault::new(&[7; 32]);
        let left = line(json!({}));
        let held = mark(&vault, &left);
        assert!(holds(&vault, &left, &held));
        let altered = Line { alasan: "Lain".to_owned(), ..left.clone() };
        assert!(!holds(&vault, &altered, &held));
        let moved = Line { meterai: Some(vec![8]), ..left };
        assert!(!holds(&vault, &moved, &held));
    }
}
