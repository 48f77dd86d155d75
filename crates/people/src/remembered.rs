//! What common words meant when they were last looked up, so that the records of whom they find can be asked for while it is looked up again.
//! Words that few have, and names of several words, are not kept: they tell who was looked for.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::name;
use crate::sought::Common;

/// How many are kept.
const MOST: usize = 256;

static MEANT: LazyLock<RwLock<HashMap<String, Common>>> = LazyLock::new(RwLock::default);

/// Whom a text of one word found when it was last looked up, if they were many; only good for asking ahead. Whom it finds now is said by
/// [`called`](crate::called), also where another database is asked.
#[must_use]
pub fn common_before(text: &str) -> Option<Common> {
    let words = name::spoken(text);
    let [word] = words.as_slice() else { return None };
    MEANT.read().unwrap_or_else(PoisonError::into_inner).get(word).cloned()
}

/// Keeps whom a word finds, or forgets it where they are few by now.
pub(crate) fn keep(word: &str, common: Option<Common>) {
    if MEANT.read().unwrap_or_else(PoisonError::into_inner).get(word) == common.as_ref() {
        return;
    }
    let mut meant = MEANT.write().unwrap_or_else(PoisonError::into_inner);
    if meant.len() >= MOST {
        meant.clear();
    }
    match common {
        Some(common) => drop(meant.insert(word.to_owned(), common)),
        None => drop(meant.remove(word)),
    }
}
