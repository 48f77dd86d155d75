//! What a request can say, where that is known: what is approved of anything else could never be used.

use kernel::form::Form;
use kernel::two::{self, Asked, Kind, restored};
use kernel::{Ctx, Problem, Result};
use sea_orm::entity::prelude::*;

/// What a request of a kind says now; none for a kind that is not asked for here, or not now.
pub(crate) async fn known(ctx: &Ctx, kind: Kind) -> Result<Option<Form>> {
    Ok(match kind {
        Kind::Rotate => Some(Form::from([("kunci".to_owned(), ctx.house.vault.number().to_string())])),
        Kind::Restore => restored::waits(ctx.db()).await?.map(|backup| restored::what(&backup)),
        Kind::Erase | Kind::Retain => None,
    })
}

/// As [`two::ask`], of what is known.
pub(crate) async fn ask(ctx: &Ctx, asked: Asked<'_>, why: &str) -> Result<Uuid> {
    ctx.actor.require(asked.kind.right())?;
    let known = known(ctx, asked.kind).await?;
    let known = known.ok_or_else(|| Problem::field("macam", "Pilih tindakan yang diminta dari daftarnya."))?;
    for (key, text) in &known {
        if asked.what.get(key).is_some_and(|typed| typed != text) {
            return Err(Problem::field(key, other(asked.kind, text)));
        }
    }
    two::ask(ctx, asked, why).await
}

/// That something else than what is known was typed.
fn other(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Rotate => format!("Kunci yang dipakai sekarang nomor {text}. Tulis nomor itu."),
        Kind::Restore => format!("Rumah ini dipulihkan dari cadangan {text}. Tulis waktu itu."),
        Kind::Erase | Kind::Retain => format!("Tulis {text}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Act;

    #[test]
    fn what_hands_an_account_out_is_what_the_history_of_accounts_calls_so() {
        let acts = [Act::Created, Act::Enabled, Act::Role, Act::Office, Act::Word, Act::FactorOff];
        assert_eq!(acts.map(Act::code), two::HANDED);
    }
}
