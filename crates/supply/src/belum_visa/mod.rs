//! The call list of SSW candidates whose visa is not in the system of the ministry yet (report of 2025, Bab IV 3d): verified, without a visa, with the
//! telephone number and when somebody last called. Only for those on the list the number is shown, to whoever may call.

mod api;
mod page;

use kernel::access::{Read, log};
use kernel::{Ctx, Permission, Result};
use records::{AnyKind, Row};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::Routes;

pub use api::describe;

use crate::verifikasi::Verifikasi;
use crate::verifikasi::entity::{COLUMN, Column, Entity};
use crate::verifikasi::status::Status;

/// The most candidates of the list; there are more behind them, as the list says.
const MOST: u64 = 200;

/// The routes.
pub fn router() -> Routes {
    Routes::new().merge(api::router()).merge(page::router())
}

fn kind() -> &'static dyn AnyKind {
    records::kind::<Verifikasi>()
}

/// The list.
struct Calls {
    /// Those to call: who was never called first, then who was called longest ago; each with the telephone number if there is one.
    people: Vec<(Row, Option<String>)>,
    /// Whether there are more.
    more: bool,
    /// Whether the numbers are in full.
    open: bool,
}

/// The candidates to call. Each read is logged, as one that opened protected fields where it shows numbers.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or any database error.
async fn calls(ctx: &Ctx) -> Result<Calls> {
    ctx.actor.require(kind().info().permission)?;
    let rows = Entity::find()
        .filter(kind().seen(ctx))
        .filter(COLUMN.status.eq(Status::Terverifikasi))
        .filter(COLUMN.skema.eq("ssw"))
        .filter(COLUMN.visa_pada.is_null())
        .filter(COLUMN.dibatalkan_pada.is_null())
        .order_by_with_nulls(Column::KontakPada, sea_orm::Order::Asc, sea_orm::sea_query::NullOrdering::First)
        .order_by_asc(Column::Id)
        .limit(MOST + 1)
        .all(ctx.db())
        .await?;
    let more = rows.len() as u64 > MOST;
    let ids: Vec<_> = rows.iter().take(rows.len() - usize::from(more)).map(|row| row.id).collect();
    let mut labels = kind().labels(ctx, &ids).await?;
    let rows: Vec<Row> = ids.iter().filter_map(|id| labels.remove(id)).collect();
    let open = ctx.actor.may(Permission::CallPeople);
    let people: Vec<_> = rows.iter().filter_map(|row| row.head.person).collect();
    let models = people::models(ctx.db(), &people).await?;
    if open {
        log(ctx, Read { action: "hubungi", kind: kind().info().name, revealed: true }, people).await?;
    }
    let mut calls = Calls { people: Vec::with_capacity(rows.len()), more, open };
    for row in rows {
        let model = row.head.person.and_then(|person| models.get(&person));
        let number = model.map(|model| people::text(ctx, model)).transpose()?;
        let number = number.and_then(|mut form| form.remove(people::key::TELEPON.name));
        let number = number.map(|number| if open { number } else { kernel::form::mask(&number) });
        calls.people.push((row, number));
    }
    Ok(calls)
}
