//! How many files are attached to the records that count for a figure. Nothing of a file is told, nor of whom it is about.

use chrono::{DateTime, Utc};
use kernel::ledger::{self, Column as Fact, Part};
use kernel::{Ctx, KantorId, Period, Permission, Result};
use lampiran::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// What stands behind a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// Records that count and have a file.
    pub records: i64,
    /// Their files.
    pub files: i64,
}

/// What stands behind a figure of a period over some measures and offices, of facts as they were known at an instant, or are now. Files
/// are those that are attached now. Of a measure that counts persons, all records are looked at.
///
/// # Errors
/// [`kernel::Problem::Forbidden`] for who may not read figures; any database error.
pub async fn behind(
    ctx: &Ctx,
    parts: &[Part],
    (offices, period): (&[KantorId], Period),
    at: Option<DateTime<Utc>>,
) -> Result<Behind> {
    ctx.actor.require(Permission::ReadReports)?;
    let known = match at {
        None => Condition::all().add(Fact::DicatatSampai.is_null()),
        Some(at) => Condition::all()
            .add(Fact::DicatatDari.lt(at))
            .add(Condition::any().add(Fact::DicatatSampai.is_null()).add(Fact::DicatatSampai.gte(at))),
    };
    let facts = ledger::Entity::find()
        .select_only()
        .column(Fact::CatatanId)
        .filter(Fact::Ukuran.is_in(parts.iter().map(|part| part.measure)))
        .filter(Fact::KantorId.is_in(offices.iter().copied()))
        .filter(Fact::Dihitung.eq(true))
        .filter(Fact::Hari.gte(period.from))
        .filter(Fact::Hari.lt(period.until))
        .filter(known)
        .into_query();
    let rows: Vec<i64> = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "berkas")
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::DihapusPada.is_null())
        .filter(Column::CatatanId.in_subquery(facts))
        .group_by(Column::CatatanId)
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(Behind { records: i64::try_from(rows.len()).unwrap_or(i64::MAX), files: rows.iter().sum() })
}
