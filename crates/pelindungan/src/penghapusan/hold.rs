//! The table `penahanan`: a hold on what is kept of a person, for a case in court or an audit. While it stands nothing of the person is erased.
//! It is lifted by another account than the one that set it.

use kernel::{Ctx, KantorId, OrangId, PenggunaId, Problem, Result};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{QueryOrder, SqlErr};

use crate::jejak::Whose;

/// A hold.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "penahanan")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub orang_id: OrangId,
    /// The office that set it.
    pub kantor_id: KantorId,
    /// Why.
    pub alasan: String,
    /// The account that set it; none for the system.
    pub dipasang_id: Option<PenggunaId>,
    /// Its user.
    pub dipasang_oleh: String,
    /// When.
    pub dipasang_pada: DateTimeUtc,
    /// The account that lifted it.
    pub diangkat_id: Option<PenggunaId>,
    /// Its user.
    pub diangkat_oleh: Option<String>,
    /// When.
    pub diangkat_pada: Option<DateTimeUtc>,
    /// Why it was lifted.
    pub alasan_angkat: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What stands in place of what another office says.
const ELSEWHERE: &str = "Penahanan kantor lain";

impl Model {
    /// As people of some offices read it: of a hold of another office only that it stands, and since when.
    #[must_use]
    pub(super) fn told(self, offices: &[KantorId]) -> Self {
        if offices.contains(&self.kantor_id) {
            return self;
        }
        let hidden = || ELSEWHERE.to_owned();
        Self {
            alasan: hidden(),
            dipasang_oleh: hidden(),
            diangkat_oleh: self.diangkat_oleh.as_ref().map(|_| hidden()),
            alasan_angkat: self.alasan_angkat.as_ref().map(|_| hidden()),
            ..self
        }
    }
}

/// All holds on the rows of a person, of all offices, the newest first.
///
/// # Errors
/// Any database error.
pub(super) async fn all(db: &impl ConnectionTrait, rows: &[OrangId]) -> Result<Vec<Model>> {
    let held = Entity::find().filter(Column::OrangId.is_in(rows.iter().copied()));
    Ok(held.order_by_desc(Column::DipasangPada).order_by_desc(Column::Id).all(db).await?)
}

/// Sets a hold.
///
/// # Errors
/// [`Problem::Duplicate`] where the office holds the person already.
pub(super) async fn set(ctx: &Ctx, whose: &Whose, reason: String) -> Result<()> {
    // Alone: an erasure that is under way has ended before, and sees it otherwise.
    let tx = ctx.begin_alone().await?;
    if people::find(&*tx, whose.person.id).await?.is_erased() {
        return Err(refused("Data orang ini sudah dihapus."));
    }
    let row = ActiveModel {
        id: Set(tx.id()),
        orang_id: Set(whose.person.id),
        kantor_id: Set(ctx.actor.office),
        alasan: Set(reason),
        dipasang_id: Set(ctx.actor.user),
        dipasang_oleh: Set(ctx.actor.name.clone()),
        dipasang_pada: Set(tx.at),
        diangkat_id: Set(None),
        diangkat_oleh: Set(None),
        diangkat_pada: Set(None),
        alasan_angkat: Set(None),
    };
    Entity::insert(row).exec_without_returning(&*tx).await.map_err(|error| match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            Problem::Duplicate("Data orang ini sudah ditahan kantor Anda.".to_owned())
        }
        _ => error.into(),
    })?;
    tx.commit().await
}

/// Lifts the hold of one of the actor's offices.
///
/// # Errors
/// [`Problem::Refused`] where there is none, or for the account that set it.
pub(super) async fn lift(ctx: &Ctx, whose: &Whose, reason: String) -> Result<()> {
    let tx = ctx.begin().await?;
    let standing = all(&*tx, &whose.rows).await?;
    let own = |hold: &&Model| hold.diangkat_pada.is_none() && ctx.actor.offices.contains(&hold.kantor_id);
    let hold =
        standing.iter().find(own).ok_or_else(|| refused("Tidak ada penahanan kantor Anda atas data orang ini."))?;
    if hold.dipasang_id.is_some() && hold.dipasang_id == ctx.actor.user {
        return Err(refused(
            "Penahanan ini dari akun Anda sendiri. Minta akun lain yang berwenang untuk mengangkatnya.",
        ));
    }
    Entity::update_many()
        .col_expr(Column::DiangkatId, Expr::value(ctx.actor.user.map(|user| user.0)))
        .col_expr(Column::DiangkatOleh, Expr::value(ctx.actor.name.clone()))
        .col_expr(Column::DiangkatPada, Expr::value(tx.at))
        .col_expr(Column::AlasanAngkat, Expr::value(reason))
        .filter(Column::Id.eq(hold.id))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

fn refused(detail: &str) -> Problem {
    Problem::Refused { status: "tercatat", command: "angkat", allowed: Vec::new(), detail: detail.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_hold_of_another_office_only_that_it_stands_is_told() {
        let [own, other] = [1, 2].map(|number| KantorId(Uuid::from_u128(number)));
        let hold = Model {
            id: Uuid::nil(),
            orang_id: OrangId(Uuid::nil()),
            kantor_id: own,
            alasan: "Perkara contoh".to_owned(),
            dipasang_id: None,
            dipasang_oleh: "Satu Contoh".to_owned(),
            dipasang_pada: DateTimeUtc::UNIX_EPOCH,
            diangkat_id: None,
            diangkat_oleh: None,
            diangkat_pada: None,
            alasan_angkat: None,
        };
        assert_eq!(hold.clone().told(&[other, own]), hold);
        let told = hold.clone().told(&[other]);
        assert_eq!((told.alasan.as_str(), told.dipasang_oleh.as_str()), (ELSEWHERE, ELSEWHERE));
        assert_eq!((told.alasan_angkat, told.dipasang_pada), (None, hold.dipasang_pada));
    }
}
