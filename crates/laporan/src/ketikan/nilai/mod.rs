//! What the record says of a number in its sentence.

mod judged;
mod narrowed;
mod periods;
mod spoken;
mod titles;

use super::jenis::{Kind, Number, word};
use super::potong::Token;
use super::{Figures, Known, OfItem, Role, Verdict};
use judged::{of_budget, of_item, shows};
use periods::is_elsewhere;
use titles::is_named;

pub(super) use narrowed::is_head_of_part;
pub(super) use periods::is_of_other_periods;

/// A sentence beside what its section knows.
pub(super) struct Scene<'a> {
    figures: &'a Figures,
    tokens: &'a [Token<'a>],
    kinds: &'a [Kind],
    /// Whether the text names other periods than the year, so that a sentence without one may be about them.
    loose: bool,
    /// Whether a line above names a part of the budget, so that the money below it may be that part's.
    parted: bool,
    /// The items that the sentence names.
    named: Vec<&'a OfItem>,
    /// Whether it may speak of another place, group, plan or time than the record's figures.
    elsewhere: bool,
    /// Its first name of something; what stands behind it may be about that.
    name: Option<usize>,
}

/// Whether "Rp" stands apart before a number.
pub(super) fn is_priced(tokens: &[Token<'_>], at: usize) -> bool {
    ["rp", "idr"].contains(&word(tokens, at.checked_sub(1)))
}

fn is_pause(raw: &str) -> bool {
    raw.ends_with([',', ';', '.', '!', '?', ')'])
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        figures: &'a Figures,
        (tokens, kinds): (&'a [Token<'a>], &'a [Kind]),
        (loose, parted): (bool, bool),
    ) -> Self {
        let (named, elsewhere) =
            (figures.items.iter().filter(|item| is_named(item, tokens)).collect(), is_elsewhere(tokens, kinds));
        let scene = Self { figures, tokens, kinds, loose, parted, named, elsewhere, name: None };
        let name = tokens.iter().enumerate().skip(1).find(|(here, token)| scene.is_name(*here, token));
        Self { name: name.map(|(here, _)| here), ..scene }
    }

    /// What the record says of the number there.
    pub(super) fn judge(&self, at: usize, number: &Number) -> Verdict {
        let told = self.expected(at, number);
        let is_known = || self.known().any(|known| shows(number, known));
        match told {
            Some((right, _)) if right.iter().any(|known| shows(number, known)) => Verdict::Held,
            Some((_, false)) | None if is_known() => Verdict::Held,
            Some((right, _)) => Verdict::Contradicts(right.into_iter().cloned().collect()),
            None => Verdict::Unknown,
        }
    }

    /// The item that the section is about.
    fn own(&self) -> Option<&'a OfItem> {
        let own = self.figures.own.as_ref()?;
        self.figures.items.iter().find(|item| item.indicator == *own)
    }

    /// All figures that a number may be: of the section's item, of those that the sentence names, of the budget.
    fn known(&self) -> impl Iterator<Item = &'a Known> {
        let (all, own) = (self.figures.own.is_none(), self.own());
        let named = self.named.clone();
        let here = move |item: &&'a OfItem| {
            let same = |other: &OfItem| other.indicator == item.indicator;
            all || own.is_some_and(same) || named.iter().any(|other| same(other))
        };
        let items = self.figures.items.iter().filter(here).flat_map(|item| &item.known);
        items.chain(&self.figures.budget)
    }

    /// The one item that the sentence is about.
    fn item(&self) -> Option<&'a OfItem> {
        match (self.own(), self.named.as_slice()) {
            (None, [one]) if self.figures.own.is_none() => Some(*one),
            (Some(own), []) => Some(own),
            (Some(own), [one]) if one.indicator == own.indicator => Some(own),
            _ => None,
        }
    }

    /// The figures that the words before a number name, and whether they say the period; none where that is not sure.
    fn expected(&self, at: usize, number: &Number) -> Option<(Vec<&'a Known>, bool)> {
        if number.rough || self.elsewhere || self.name.is_some_and(|name| name < at) {
            return None;
        }
        let spoken = self.spoken(at).filter(|spoken| !self.is_narrowed(spoken.gap.start))?;
        let (year, tw, said) = self.period(&spoken.gap)?;
        let of_money = matches!(spoken.role, Role::Ceiling | Role::Spent | Role::Absorbed);
        let none: &[String] = &[];
        let (right, units): (Vec<&'a Known>, &[String]) = if of_money {
            let whole = self.figures.own.is_none() && self.named.is_empty() && !self.is_of_part(at, number.last);
            (whole.then(|| of_budget(self.figures, spoken.role, number))?, none)
        } else {
            let item = self.item()?;
            (of_item(item, spoken.role, (year, tw), number)?, item.units.as_slice())
        };
        let right: Vec<&'a Known> = right.into_iter().filter(|known| (known.year, known.tw) == (year, tw)).collect();
        let sure = !right.is_empty() && right.iter().all(|known| known.firm) && self.ends_well(number.last, units);
        sure.then_some((right, said))
    }
}
