//! Numbers in doubt: they are kept as typed, but identify nobody. Their index is made with the person's own id, so that nobody is
//! found by it and it collides with nobody's.

use kernel::form::Form;
use kernel::{Ctx, OrangId, Problem, Result, Tx};

use crate::change::{Draft, load, sharing, taken};
use crate::entity::Model;
use crate::key;
use crate::queries::text;
use crate::tie::{Act, require, require_to_join, tie_of};

/// The index of a number that is in doubt.
pub(crate) fn index(ctx: &Ctx, id: OrangId, number: &str) -> String {
    ctx.house.vault.blind_index(&format!("diragukan {id}"), number)
}

/// The fields of a person that hold numbers: the field, the domain of its index, and the index.
pub(crate) fn numbers(model: &Model) -> [(&'static str, &'static str, Option<&String>); 2] {
    [
        (key::NIK.name, "nik", model.nik_indeks.as_ref()),
        (key::NOMOR_DOKUMEN.name, "dokumen", model.dokumen_indeks.as_ref()),
    ]
}

/// The fields of a person whose numbers are in doubt; `form` is the person's full text.
pub(crate) fn doubted(ctx: &Ctx, model: &Model, form: &Form) -> Vec<&'static str> {
    let in_doubt = |(field, domain, index): (&'static str, &str, Option<&String>)| {
        let number = form.get(field)?;
        (*index? != ctx.house.vault.blind_index(domain, number)).then_some(field)
    };
    numbers(model).into_iter().filter_map(in_doubt).collect()
}

/// What can be confirmed of a person beside a number: that all records are about them.
pub const CHECKED: &str = "catatan";

/// Drafts a person of whom something is in doubt no more, since somebody has looked: that a number is right, by which the person is
/// found from now on, or that all records are about them ([`CHECKED`]).
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Refused`] if the table of [`crate::Tie`] does not
/// allow it; [`Problem::Invalid`] for a number that is not in doubt, or that somebody else has.
pub async fn settled(tx: &Tx, ctx: &Ctx, id: OrangId, version: Option<i64>, field: &str) -> Result<Draft> {
    require_to_join(ctx)?;
    let old = load(tx, ctx, id, version, "pastikan").await?;
    require(ctx, &old, tie_of(&**tx, ctx, &old).await?, Act::Renumber)?;
    if field == CHECKED {
        let mut draft = Draft::new(ctx, old.clone(), old)?;
        draft.changes.insert("diperiksa".to_owned(), serde_json::json!(true));
        return Ok(draft);
    }
    let form = text(ctx, &old)?;
    let Some(field) = doubted(ctx, &old, &form).into_iter().find(|doubted| *doubted == field) else {
        return Err(Problem::field("isian", "Nomor ini tidak diragukan. Muat ulang halaman orangnya."));
    };
    let number = form.get(field).map_or("", String::as_str);
    let mut new = old.clone();
    if field == key::NIK.name {
        new.nik_indeks = Some(ctx.house.vault.blind_index("nik", number));
    } else {
        new.dokumen_indeks = Some(ctx.house.vault.blind_index("dokumen", number));
    }
    if let Some(other) = sharing(tx, ctx, &new).await?.first() {
        return Err(taken(field, other));
    }
    let mut draft = Draft::new(ctx, old, new)?;
    draft.changes.insert(field.to_owned(), serde_json::json!("dipastikan"));
    Ok(draft)
}
