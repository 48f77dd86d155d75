//! Who acts in a batch of rows.

use std::ops::Deref;

use crate::ctx::Ctx;

/// The context of a batch: one for all its rows, or one for each where they were sent by several people at the same moment. These are of
/// one office, see the same offices and have the same role, so what is asked for all rows at once is asked as the first; what is kept of
/// who did it (history, access log) is each one's own.
#[derive(Clone, Copy)]
pub struct By<'a> {
    first: &'a Ctx,
    each: &'a [Ctx],
}

impl<'a> By<'a> {
    /// Each row by somebody of its own, in their order; none without rows.
    #[must_use]
    pub fn each(each: &'a [Ctx]) -> Option<Self> {
        each.first().map(|first| Self { first, each })
    }

    /// The context of the row at this place.
    #[must_use]
    pub fn of(self, at: usize) -> &'a Ctx {
        self.each.get(at).unwrap_or(self.first)
    }

    /// Whether each row has a context of its own.
    #[must_use]
    pub fn is_several(self) -> bool {
        self.each.len() > 1
    }
}

impl<'a> From<&'a Ctx> for By<'a> {
    fn from(ctx: &'a Ctx) -> Self {
        Self { first: ctx, each: &[] }
    }
}

impl Deref for By<'_> {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        self.first
    }
}
