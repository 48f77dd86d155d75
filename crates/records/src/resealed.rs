//! Reseals a row of any kind for another person. The fields are not parsed again, so that today's vocabularies cannot refuse an
//! old record.

use kernel::Result;
use kernel::vault::Key;
use sea_orm::Value;

use crate::sealed::place;
use crate::stored::{Boxed, Stored};

/// The row with every sealed column (`…_sandi`) opened with one key and sealed with another.
///
/// # Errors
/// [`kernel::Problem::Internal`] when one does not open.
pub(crate) fn resealed(record: &dyn Stored, old: &Key, new: &Key) -> Result<Boxed> {
    let mut again = Vec::new();
    for (name, cell) in record.cells() {
        if let (Some(field), Value::Bytes(Some(sealed))) = (name.strip_suffix("_sandi"), &cell) {
            let place = place(record.table(), field);
            again.push((name, new.seal(&place, &old.open(&place, sealed)?)?.into()));
        }
    }
    record.replaced(again)
}
