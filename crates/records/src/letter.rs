//! The letters that the office writes about records of a kind.

/// A letter, with what its shipped template says. `{{…}}` in its texts stands for what is filled in: a field of the kind or of the
/// person by its key, or one of those of every letter.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    /// Its code in addresses.
    pub code: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The names of the steps that need it: their pages lead to it.
    pub steps: &'static [&'static str],
    /// The paragraphs before the facts.
    pub opening: &'static [&'static str],
    /// The facts: their names, and what is filled in.
    pub facts: &'static [(&'static str, &'static str)],
    /// The paragraphs behind the facts.
    pub closing: &'static [&'static str],
    /// Who signs it: one line for each.
    pub signed: &'static [&'static str],
}
