//! How much a user may attach on a day (`kiriman`), so that nobody fills the disk alone. What was sent counts, and nothing
//! gives it back before the next day: neither removing an attachment nor what was taken out of a picture.

use kernel::period::{day_of, end_of};
use kernel::space::MEGABYTE;
use kernel::{Ctx, Day, PenggunaId, Problem, Result, Tx, figure};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Statement};
use serde::Deserialize;

/// What a day (WIB) allows a user; 0 sets no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// Files.
    pub files: u64,
    /// Megabytes.
    pub megabytes: u64,
}

/// What a user sent on a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "kiriman")]
pub struct Model {
    /// The user.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pengguna_id: PenggunaId,
    /// The day in WIB.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hari: Day,
    /// Files.
    pub berkas: i64,
    /// Bytes.
    pub ukuran: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Adds to a user's day, and says what it is then. Whoever adds to the same day waits until this transaction has ended.
const SPEND: &str = "INSERT INTO kiriman (pengguna_id, hari, berkas, ukuran) VALUES ($1, $2, 1, $3) \
    ON CONFLICT (pengguna_id, hari) DO UPDATE SET berkas = kiriman.berkas + 1, ukuran = kiriman.ukuran + excluded.ukuran \
    RETURNING berkas, ukuran";

impl Quota {
    /// Refuses where the user could not attach so many bytes more today: asked before they are read or written. The system has no
    /// limit.
    ///
    /// # Errors
    /// [`Problem::Quota`]; what the database says.
    pub async fn left(&self, ctx: &Ctx, bytes: u64) -> Result<()> {
        let Some(user) = ctx.actor.user else { return Ok(()) };
        let spent = Entity::find_by_id((user, ctx.today())).one(ctx.db()).await?;
        let (files, size) = spent.map_or((0, 0), |row| (row.berkas.unsigned_abs(), row.ukuran.unsigned_abs()));
        if self.allows(files + 1, size.saturating_add(bytes)) { Ok(()) } else { Err(self.used_up(ctx, files, size)) }
    }

    /// Counts a file in the transaction that attaches it, so that of several at once none gets past the limit.
    ///
    /// # Errors
    /// [`Problem::Quota`]; what the database says.
    pub async fn spend(&self, tx: &Tx, ctx: &Ctx, bytes: u64) -> Result<()> {
        let Some(user) = ctx.actor.user else { return Ok(()) };
        let size = i64::try_from(bytes).map_err(Problem::internal)?;
        let values: [sea_orm::Value; 3] = [user.into(), day_of(tx.at).into(), size.into()];
        let statement = Statement::from_sql_and_values(tx.get_database_backend(), SPEND, values);
        let row = tx.query_one_raw(statement).await?.ok_or_else(|| Problem::internal("a day was not counted"))?;
        let (files, total): (i64, i64) = (row.try_get("", "berkas")?, row.try_get("", "ukuran")?);
        if self.allows(files.unsigned_abs(), total.unsigned_abs()) {
            return Ok(());
        }
        Err(self.used_up(ctx, files.unsigned_abs() - 1, total.unsigned_abs().saturating_sub(bytes)))
    }

    fn allows(&self, files: u64, bytes: u64) -> bool {
        let within = |used: u64, most: u64| most == 0 || used <= most;
        within(files, self.files) && within(bytes, self.megabytes.saturating_mul(MEGABYTE))
    }

    fn used_up(&self, ctx: &Ctx, files: u64, bytes: u64) -> Problem {
        let whole = |number: u64| figure::whole(i64::try_from(number).unwrap_or(i64::MAX));
        let most = [(self.files, "berkas"), (self.megabytes, "MB")]
            .iter()
            .filter(|(most, _)| *most > 0)
            .map(|(most, unit)| format!("{} {unit}", whole(*most)))
            .collect::<Vec<_>>()
            .join(" dan ");
        let wait = (end_of(ctx.today()) - ctx.now()).num_seconds();
        Problem::Quota {
            detail: format!(
                "Lampiran ini melebihi jatah Anda hari ini: paling banyak {most} sehari, terpakai {} berkas dan {} MB. \
                 Unggah lagi besok mulai pukul 00.00 WIB, atau minta pengelola sistem menaikkan jatah.",
                whole(files),
                whole(bytes.div_ceil(MEGABYTE)),
            ),
            seconds: u64::try_from(wait).unwrap_or_default().max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_bytes_are_both_limited_and_nought_sets_no_limit() {
        let quota = |files, megabytes| Quota { files, megabytes };
        for (quota, files, bytes, allowed) in [
            (quota(3, 2), 3, 2 * MEGABYTE, true),
            (quota(3, 2), 4, 1, false),
            (quota(3, 2), 1, 2 * MEGABYTE + 1, false),
            (quota(0, 2), 9_999, 1, true),
            (quota(3, 0), 1, u64::MAX, true),
        ] {
            assert_eq!(quota.allows(files, bytes), allowed, "{quota:?} {files} {bytes}");
        }
    }
}
