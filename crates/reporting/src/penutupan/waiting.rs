//! Closings as tasks: of whoever may review what somebody else prepared, and of whoever may sign what was reviewed.

use kernel::{Ctx, Permission, Result};
use maud::{Markup, html};
use records::tugas::{Beside, Besides, Sought, Whose};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::commands::same_person;
use super::entity::{Column, Entity, Model};
use super::marks;
use super::status::Status;

/// The closings that wait.
#[derive(Clone, Copy, Debug)]
pub struct Waiting;

impl Besides for Waiting {
    fn waiting<'a>(&'a self, ctx: &'a Ctx, whose: Whose) -> Sought<'a> {
        Box::pin(waiting(ctx, whose))
    }
}

/// A line for the dashboard about the closings that wait for the actor; empty if there are none.
///
/// # Errors
/// What the database says.
pub(crate) async fn note(ctx: &Ctx) -> Result<Markup> {
    let many = waiting(ctx, Whose::Saya).await?.len();
    Ok(html! {
        @if many > 0 {
            p.note.warn role="status" { b { (many) " penutupan" } " menunggu Anda. " a href="/tugas" { "Buka Tugas" } "." }
        }
    })
}

async fn waiting(ctx: &Ctx, whose: Whose) -> Result<Vec<Beside>> {
    if !ctx.actor.may(Permission::ReadReports) {
        return Ok(Vec::new());
    }
    let open = Entity::find()
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::Status.is_in([Status::Disiapkan, Status::Ditinjau]))
        .order_by_asc(Column::Pada)
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    let mut waiting: Vec<Beside> = open.iter().filter_map(|closing| task(ctx, closing, whose)).collect();
    waiting.sort_by_key(|task| task.since);
    Ok(waiting)
}

/// The task that a closing is, for the actor or for the team; none if it does not wait, or not for the actor.
fn task(ctx: &Ctx, closing: &Model, whose: Whose) -> Option<Beside> {
    let (right, purpose) = next(closing.status)?;
    let mine = closing.kantor_id == ctx.actor.office
        && ctx.actor.may(right)
        && !(right == Permission::ReviewClosing && same_person(ctx, closing));
    let seen = match whose {
        Whose::Saya => mine,
        Whose::Tim => true,
    };
    seen.then(|| Beside {
        title: marks::title(closing),
        address: marks::address(closing),
        purpose,
        status: closing.status.code(),
        stage: closing.status.stage(),
        office: closing.kantor_id,
        since: closing.ditinjau_pada.unwrap_or(closing.pada),
    })
}

/// What must be done next with a closing, and the right to it; nothing once it is signed or thrown away.
fn next(status: Status) -> Option<(Permission, &'static str)> {
    match status {
        Status::Disiapkan => Some((Permission::ReviewClosing, "Tinjau penutupan")),
        Status::Ditinjau => Some((Permission::SignClosing, "Tanda tangani penutupan")),
        Status::Ditandatangani | Status::Dibuang => None,
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;

    use super::*;
    use crate::penutupan::Command;

    #[test]
    fn a_closing_waits_for_the_step_that_may_follow() {
        for status in Status::iter() {
            let Some((right, _)) = next(status) else {
                assert!(status.after(Command::Tinjau).is_err() && status.after(Command::Tandatangani).is_err());
                continue;
            };
            let command = if right == Permission::ReviewClosing { Command::Tinjau } else { Command::Tandatangani };
            assert!(status.after(command).is_ok(), "{status:?}");
        }
    }
}
