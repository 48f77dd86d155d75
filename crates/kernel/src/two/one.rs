//! Who may be one of two people: nobody who uses an account that another account handed out or changed a moment ago. Else whoever keeps the
//! accounts would give themselves the second one, and be both.

use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use super::Kind;
use crate::actor::Permission;
use crate::ctx::Ctx;
use crate::id::PenggunaId;
use crate::problem::{Problem, Result};

/// How long an account is its user's before it counts as one of two: time in which they see that somebody else used it. An assumption, no law.
const SETTLED: TimeDelta = TimeDelta::days(7);
/// What puts an account into other hands, or gives it a right: words of `peristiwa_akun.tindakan`.
pub const HANDED: [&str; 6] =
    ["dibuat", "dihidupkan", "peran_diubah", "kantor_diubah", "kata_sekali_dibuat", "faktor_kedua_dilepas"];

const UNSETTLED: &str = "Akun ini baru dibuat atau diubah pengelola akun, jadi selama 7 hari belum dapat menjadi salah satu dari dua orang. Minta orang lain \
                         di kantor ini.";

/// Somebody who may be one of the two for what takes a right; made by [`one()`] only.
#[derive(Clone, Copy, Debug)]
pub struct One {
    right: Permission,
    user: PenggunaId,
}

impl One {
    /// The account.
    #[must_use]
    pub fn user(&self) -> PenggunaId {
        self.user
    }

    /// Refuses a kind that takes another right.
    pub(super) fn may(&self, kind: Kind) -> Result<()> {
        if self.right == kind.right() { Ok(()) } else { Err(Problem::Forbidden(kind.right())) }
    }
}

/// The actor as one of the two. What their user did with the account, or the command line, does not count against it.
///
/// # Errors
/// [`Problem::Forbidden`] for who has no right to it; [`Problem::Unauthenticated`] for who has no account; [`Problem::Refused`] for an account that
/// was handed out; what the database says.
pub async fn one(ctx: &Ctx, kind: Kind) -> Result<One> {
    ctx.actor.require(kind.right())?;
    let user = ctx.actor.user.ok_or(Problem::Unauthenticated)?;
    let handed = Query::select()
        .column("nomor")
        .from("peristiwa_akun")
        .and_where(Expr::col("pengguna_id").eq(user.0))
        .and_where(Expr::col("pelaku_id").is_not_null())
        .and_where(Expr::col("pelaku_id").ne(user.0))
        .and_where(Expr::col("tindakan").is_in(HANDED))
        .and_where(Expr::col("pada").gt(ctx.now() - SETTLED))
        .limit(1)
        .to_owned();
    if ctx.db().query_one(&handed).await?.is_none() {
        return Ok(One { right: kind.right(), user });
    }
    let (status, command) = ("akun_baru", "persetujuan");
    Err(Problem::Refused { status, command, allowed: Vec::new(), detail: UNSETTLED.to_owned() })
}
