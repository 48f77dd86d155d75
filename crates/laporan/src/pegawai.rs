//! The staff that a report tells of: as of the last day of its year, or of today while the year runs.

use kernel::period::Period;
use kernel::{Ctx, Permission, Result};
use reporting::{OfficeStaff, office_staff};

/// What is known of the staff.
#[derive(Clone, Debug)]
pub enum Staff {
    /// The actor may not read it.
    Hidden,
    /// Nobody is recorded for the day.
    Unrecorded,
    /// It is known.
    Known(Box<OfficeStaff>),
}

impl Staff {
    /// The staff of an office for the report of a year.
    ///
    /// # Errors
    /// [`kernel::Problem::Invalid`] for an office that is none of the actor's; any database error.
    pub async fn gather(ctx: &Ctx, office: &str, year: i32) -> Result<Self> {
        if !ctx.actor.may(Permission::Pegawai) {
            return Ok(Self::Hidden);
        }
        let last = Period::year(year).until.pred_opt().unwrap_or_default();
        let held = office_staff(ctx, office, ctx.today().min(last)).await?;
        Ok(held.map_or(Self::Unrecorded, |staff| Self::Known(Box::new(staff))))
    }
}
