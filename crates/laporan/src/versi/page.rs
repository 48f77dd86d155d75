//! What the pages on which versions are saved have in common.

use kernel::offices::Office;
use kernel::{Ctx, Permission, Problem, Result};
use reporting::Agreements;

use super::Saved;
use crate::page::offices;

/// The office whose report is asked for: one of the actor's that has an agreement of the year, the first without a code. `done` says
/// what is done with a report.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] where there is none.
pub(crate) fn office<'a>(ctx: &'a Ctx, all: &Agreements, (year, code): (i32, &str), done: &str) -> Result<&'a Office> {
    ctx.actor.require(Permission::ReadReports)?;
    let there = offices(ctx, all, year);
    let named = || there.iter().find(|one| one.code.eq_ignore_ascii_case(code.trim()));
    let found = if code.trim().is_empty() { there.first() } else { named() };
    found.copied().ok_or_else(|| {
        Problem::Malformed(format!(
            "Belum ada perjanjian kinerja kantor itu untuk tahun {year}, jadi tidak ada laporan yang {done}. Pilih tahun lain."
        ))
    })
}

/// What was tried before a page is shown: `M` is a version, `T` what was typed.
pub(crate) enum Tried<M, T> {
    /// Nothing.
    Nothing,
    /// Somebody else was faster: what they saved, and what was typed.
    Behind(Box<M>, T),
    /// It cannot be saved: why, what was typed, and the version that was read.
    Refused(String, T, i64),
}

impl<M, T> Tried<M, T> {
    /// What became of something that was typed beside the version `read`; none where it stands.
    ///
    /// # Errors
    /// What is not told on the page where it was typed.
    pub(crate) fn of(done: Result<Saved<M>>, typed: T, read: i64) -> Result<Option<Self>> {
        match done {
            Ok(Saved::Done) => Ok(None),
            Ok(Saved::Behind(row)) => Ok(Some(Self::Behind(row, typed))),
            Err(Problem::Invalid(errors)) => {
                let why: Vec<String> = errors.into_iter().map(|error| error.detail).collect();
                Ok(Some(Self::Refused(why.join(" "), typed, read)))
            }
            Err(Problem::Refused { detail, .. }) => Ok(Some(Self::Refused(detail, typed, read))),
            Err(other) => Err(other),
        }
    }
}
