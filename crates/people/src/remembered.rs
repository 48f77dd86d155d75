//! What common names meant when they were last looked up, so that the records of whom they find can be asked for while it is looked up again.
//! Names that few have are not kept: they tell who was looked for.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::name;
use crate::sought::Common;

/// How many are kept.
const MOST: usize = 256;

static MEANT: LazyLock<RwLock<HashMap<Vec<String>, Common>>> = LazyLock::new(RwLock::default);

/// Whom a text found when it was last looked up, if they were many; only good for asking ahead. Whom it finds now is said by
/// [`called`](crate::called), also where another database is asked.
#[must_use]
pub fn common_before(text: &str) -> Option<Common> {
    MEANT.read().unwrap_or_else(PoisonError::into_inner).get(&name::spoken(text)).cloned()
}

/// Keeps whom words find, or forgets it where they are few by now.
pub(crate) fn keep(words: Vec<String>, common: Option<Common>) {
    if MEANT.read().unwrap_or_else(PoisonError::into_inner).get(&words) == common.as_ref() {
        return;
    }
    let mut meant = MEANT.write().unwrap_or_else(PoisonError::into_inner);
    if meant.len() >= MOST {
        meant.clear();
    }
    match common {
        Some(common) => drop(meant.insert(words, common)),
        None => drop(meant.remove(&words)),
    }
}
