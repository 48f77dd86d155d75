//! What common words meant when they were last looked up, so that the records of whom they find can be asked for while it is looked up again,
//! and of which words they may be slips, which is always the same.
//! Words that few have when they are first looked up, and names of several words, are not kept: they tell who was looked for.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock, RwLockReadGuard};

use crate::common::Common;
use crate::loose::Loose;
use crate::name;

/// How many are kept.
const MOST: usize = 256;

/// What is kept of a word.
#[derive(Clone)]
pub(crate) struct Remembered {
    common: Common,
    /// What else may stand in its place.
    pub(crate) loose: Arc<[Loose]>,
}

impl Remembered {
    /// Whether all who have it were few enough to be read.
    pub(crate) fn is_listed(&self) -> bool {
        self.common.is_listed()
    }
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

/// What is kept of one word, if many once had it. Only where all of them are read is it counted again how many they are: where others are few by now, the
/// newest records are looked through in vain before all who have it are.
pub(crate) fn before(words: &[String]) -> Option<Remembered> {
    let [word] = words else { return None };
    remembered().get(word).cloned()
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
