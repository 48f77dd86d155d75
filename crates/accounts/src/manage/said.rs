//! Why something is done, what is refused, and how its fields are called.

use kernel::form::legible;
use kernel::{Ctx, FieldError, KantorId, Permission, Problem, Result};

use crate::office::by_code;

/// The most letters of a reason.
const REASON: usize = 300;
/// The field of what is wrong with the account itself.
pub(crate) const ACCOUNT: &str = "akun";
/// The field of a reason.
pub(crate) const WHY: &str = "alasan";

/// A problem with the fields called as forms and api call them.
pub(crate) fn said(problem: Problem) -> Problem {
    let name = |field: String| match field.as_str() {
        "username" => "nama_masuk".to_owned(),
        "name" => "nama".to_owned(),
        "role" => "peran".to_owned(),
        _ => field,
    };
    match problem {
        Problem::Invalid(errors) => {
            let one = |error: FieldError| FieldError::new(name(error.field), error.detail);
            Problem::Invalid(errors.into_iter().map(one).collect())
        }
        other => other,
    }
}

/// A reason as it is kept, of who may keep accounts.
pub(super) fn reason<'a>(ctx: &Ctx, why: &'a str) -> Result<&'a str> {
    ctx.actor.require(Permission::ManageUsers)?;
    reasoned(why)
}

/// A reason as it is kept.
pub(crate) fn reasoned(why: &str) -> Result<&str> {
    let why = why.trim();
    if why.is_empty() {
        return Err(Problem::field(WHY, "Tulis alasannya, misalnya nomor surat. Tercatat di riwayat akun."));
    }
    if !legible(why) || why.chars().count() > REASON {
        return Err(Problem::field(WHY, "Tulis alasan paling panjang 300 huruf, tanpa karakter yang tidak terbaca."));
    }
    Ok(why)
}

/// Refuses an office that the actor does not see.
pub(crate) fn own_office(ctx: &Ctx, code: &str) -> Result<KantorId> {
    let office = by_code(&ctx.house, code)?;
    if ctx.actor.offices.contains(&office.id) {
        Ok(office.id)
    } else {
        Err(Problem::field("kantor", "Kantor itu di luar wilayah Anda. Minta pengelola akun kantor itu."))
    }
}
