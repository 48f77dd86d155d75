//! Who tries again is seen: how often this person was stopped before, at the offices that the actor sees.

use kernel::{Ctx, Result};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::entity::{COLUMN, Column, Entity, Model};

/// How many earlier ones are named.
const NAMED: u64 = 20;

/// The remark, where there is anything to say: from records that the actor sees.
pub(super) async fn of(ctx: &Ctx, record: &Model) -> Result<Vec<String>> {
    let earlier = Entity::find()
        .filter(people::is_same(Column::OrangId, record.orang_id))
        .filter(ctx.of_offices(COLUMN.kantor_id.as_column_ref()))
        .filter(COLUMN.id.ne(record.id))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(COLUMN.diterima_pada.lte(record.diterima_pada))
        .order_by_asc(COLUMN.diterima_pada)
        .limit(NAMED)
        .all(ctx.keyed())
        .await?;
    if earlier.is_empty() {
        return Ok(Vec::new());
    }
    let named: Vec<String> = earlier
        .iter()
        .map(|one| {
            let office = ctx.house.offices.by_id(one.kantor_id).map_or("kantor lain", |office| office.name.as_str());
            format!("{} ({office})", one.nomor)
        })
        .collect();
    Ok(vec![format!("Sudah {} kali dicegah sebelumnya: {}.", named.len(), named.join(", "))])
}
