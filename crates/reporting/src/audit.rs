//! What the newest audit found (`temuan_audit`): rows changed, added or gone behind the product's back.

use kernel::{CatatanId, Ctx, Day, KantorId, Permission, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Cond;

/// A finding of the newest audit.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "temuan_audit")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The day for which the audit ran.
    pub tanggal: Day,
    /// What was audited: `catatan`, `lampiran`, `riwayat`, `jejak`, `rantai`, `orang`, `pengguna`, `persetujuan`, `penutupan` or `hitungan`.
    pub macam: String,
    /// The kind of record.
    pub jenis: String,
    /// The office; none where it is about all.
    pub kantor_id: Option<KantorId>,
    /// The record, if it is about one.
    pub catatan_id: Option<CatatanId>,
    /// Its number, or the closing's name.
    pub nomor: String,
    /// The measure or the item of the agreement.
    pub ukuran: Option<String>,
    /// What is wrong.
    pub rincian: String,
    /// When it was found.
    pub ditemukan_pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was audited: `catatan`, `lampiran`, `riwayat`, `jejak`, `rantai`, `orang`, `pengguna`, `penutupan` or `hitungan`.
    pub about: &'static str,
    /// The kind of record.
    pub kind: String,
    /// The office; none where it is about all.
    pub office: Option<KantorId>,
    /// The record, if it is about one.
    pub record: Option<CatatanId>,
    /// Its number, or the closing's name.
    pub number: String,
    /// The measure or the item of the agreement.
    pub measure: Option<String>,
    /// What is wrong, in Indonesian.
    pub detail: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.number)?;
        if let Some(measure) = &self.measure {
            write!(f, ", {measure}")?;
        }
        write!(f, ": {}", self.detail)
    }
}

/// Keeps what an audit found, in place of what the one before it found.
///
/// # Errors
/// What the database says.
pub async fn keep(ctx: &Ctx, day: Day, findings: &[Finding]) -> Result<()> {
    let tx = ctx.begin().await?;
    kernel::db::lock(&tx, "temuan_audit").await?;
    Entity::delete_many().exec(&*tx).await?;
    let rows: Vec<_> = findings
        .iter()
        .map(|finding| ActiveModel {
            id: Set(tx.id()),
            tanggal: Set(day),
            macam: Set(finding.about.to_owned()),
            jenis: Set(finding.kind.clone()),
            kantor_id: Set(finding.office),
            catatan_id: Set(finding.record),
            nomor: Set(finding.number.clone()),
            ukuran: Set(finding.measure.clone()),
            rincian: Set(finding.detail.clone()),
            ditemukan_pada: Set(tx.at),
        })
        .collect();
    for chunk in rows.chunks(kernel::db::chunk_rows(10)) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(&*tx).await?;
    }
    tx.commit().await
}

/// The findings about the offices that the actor sees, and about all.
fn visible_to(ctx: &Ctx) -> Select<Entity> {
    let theirs = ctx.of_offices(Column::KantorId.as_column_ref());
    Entity::find().filter(Cond::any().add(theirs).add(Column::KantorId.is_null()))
}

/// How many findings the newest audit left in the actor's offices.
///
/// # Errors
/// What the database says.
pub async fn open_findings(ctx: &Ctx) -> Result<i64> {
    Ok(i64::try_from(visible_to(ctx).count(ctx.db()).await?).unwrap_or(i64::MAX))
}

/// The findings of the newest audit in the actor's offices, for all who read figures: they hold no name of a person.
///
/// # Errors
/// [`kernel::Problem::Forbidden`].
pub async fn list(ctx: &Ctx) -> Result<Vec<Model>> {
    ctx.actor.require(Permission::ReadReports)?;
    let sorted = visible_to(ctx).order_by_asc(COLUMN.macam).order_by_asc(COLUMN.jenis).order_by_asc(COLUMN.nomor);
    Ok(sorted.all(ctx.db()).await?)
}
