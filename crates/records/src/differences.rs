//! The fields that a change has changed, for its line of history.

use std::collections::BTreeSet;

use kernel::form::{Form, Sensitivity};
use kernel::vault::Key;
use kernel::{Ctx, Result, Tx};

use crate::{AnyKind, Head, Stored, described};

/// The fields that differ, with old and new text; for protected fields only that they differ.
pub(crate) fn differences(
    kind: &dyn AnyKind,
    old: &dyn Stored,
    new: &dyn Stored,
    key: Option<&Key>,
) -> Result<serde_json::Value> {
    let (old, new) = (opened(kind, old, key)?, opened(kind, new, key)?);
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changes = serde_json::Map::new();
    for key in keys {
        let (was, is) = (old.get(key), new.get(key));
        if was == is {
            continue;
        }
        let open = kind.fields().iter().any(|f| f.key == key && f.sensitivity == Sensitivity::Open);
        let line = if open { serde_json::json!({ "dari": was, "ke": is }) } else { serde_json::json!("berubah") };
        changes.insert(key.clone(), line);
    }
    Ok(changes.into())
}

/// The key of the person that a record is about, for a change.
///
/// # Errors
/// [`kernel::Problem::Refused`] once the person has been erased.
pub(crate) async fn person_key(tx: &Tx, ctx: &Ctx, head: &Head) -> Result<Option<Key>> {
    let Some(person) = head.person else { return Ok(None) };
    let person = people::find(&**tx, person).await?;
    if person.is_erased() {
        return Err(people::erased("ubah"));
    }
    Ok(Some(person.key(ctx)?))
}

/// The fields of a record with sealed ones opened, and links as ids.
fn opened(kind: &dyn AnyKind, record: &dyn Stored, key: Option<&Key>) -> Result<Form> {
    let mut showing = described::shown(kind, record, key)?;
    for (field, id) in &showing.links {
        showing.form.insert((*field).to_owned(), id.to_string());
    }
    Ok(showing.form)
}
