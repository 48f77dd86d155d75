//! What common words meant when they were last looked up, so that the records of whom they find can be asked for while it is looked up again,
//! and of which words they may be slips, which is always the same.
//! Words that few have when they are first looked up, and names of several words, are not kept: they tell who was looked for.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard};

use crate::loose::Loose;
use crate::name;
use crate::sought::Common;

/// How many are kept.
const MOST: usize = 256;

/// What is kept of a word.
struct Remembered {
    common: Common,
    loose: Arc<[Loose]>,
}

static MEANT: LazyLock<RwLock<HashMap<String, Remembered>>> = LazyLock::new(RwLock::default);

fn remembered() -> RwLockReadGuard<'static, HashMap<String, Remembered>> {
    MEANT.read().unwrap_or_else(PoisonError::into_inner)
}

/// Whom a text of one word found when it was last looked up, if they were many; only good for asking ahead. Whom it finds now is said by
/// [`called`](crate::called), also where another database is asked.
#[must_use]
pub fn common_before(text: &str) -> Option<Common> {
    let words = name::spoken(text);
    let [word] = words.as_slice() else { return None };
    remembered().get(word).map(|kept| kept.common.clone())
}

/// What else may stand in place of one word, if many were once found by it. It is not counted again how many have it: where they are few by now, the
/// newest records are looked through in vain before all who have it are.
pub(crate) fn loose_before(words: &[String]) -> Option<Arc<[Loose]>> {
    let [word] = words else { return None };
    remembered().get(word).map(|kept| Arc::clone(&kept.loose))
}

/// Keeps whom a word finds, and what else may stand in its place.
pub(crate) fn keep(word: &str, common: Common, loose: Arc<[Loose]>) {
    if remembered().get(word).is_some_and(|kept| kept.common == common) {
        return;
    }
    let mut meant = MEANT.write().unwrap_or_else(PoisonError::into_inner);
    if meant.len() >= MOST {
        meant.clear();
    }
    meant.insert(word.to_owned(), Remembered { common, loose });
}
