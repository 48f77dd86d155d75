//! Words that many have in their name, and how it is asked whether one of the newest records is of a person who has them.

use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query, SelectStatement};

use crate::words::Column;

/// The most people who are read for one word. A word that more have is not listed: it only tells `PostgreSQL` that the list fits into memory.
const LISTED: u64 = 50_000;

/// The people who have a word in their name.
#[derive(Clone, PartialEq)]
pub(crate) struct Word {
    /// A select of `orang_id`.
    pub(crate) people: SelectStatement,
    /// Whether they are so few that all are read, which takes less than asking each of the newest records.
    pub(crate) listed: bool,
}

/// People of whom there are so many that some of them are among the newest records.
#[derive(Clone, PartialEq)]
pub struct Common {
    /// Those who have each word of their name, the rarest first; they are in all of them.
    pub(crate) words: Vec<Word>,
    /// How many of the newest records are worth looking at before all of the people are.
    pub near: u64,
}

impl Common {
    /// The condition that one of the newest records is of these people, by the column of the person's id.
    #[must_use]
    pub fn condition(&self, person: &Expr) -> Cond {
        self.words.iter().map(|word| word.condition(person.clone())).fold(Cond::all(), Cond::add)
    }

    /// Whether all people of each word are read.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.words.iter().all(|word| word.listed)
    }
}

impl Word {
    fn condition(&self, person: Expr) -> Expr {
        if self.listed {
            // What is known to be true or not is no join: the list is made once, and records are gone through until the page is full.
            let list = Query::select()
                .column(Column::OrangId)
                .from_subquery(self.people.clone(), "bernama")
                .limit(LISTED)
                .to_owned();
            return person.in_subquery(list).is(Expr::custom_keyword("TRUE"));
        }
        among(&self.people, person)
    }
}

/// The condition that a select of `orang_id` finds a person. It is asked person by person: without the offset `PostgreSQL` may read all whom it finds first.
#[must_use]
pub(crate) fn among(word: &SelectStatement, person: Expr) -> Expr {
    let same = Expr::col(("bernama", Column::OrangId)).eq(person);
    let mut look = Query::select();
    look.expr(Expr::val(1)).from_subquery(word.clone(), "bernama").and_where(same).limit(1).offset(0);
    Expr::exists(look)
}
