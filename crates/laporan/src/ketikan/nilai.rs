//! What the record says of a number in its sentence.

use std::ops::Range;

use kernel::figure;
use rust_decimal::{Decimal, RoundingStrategy};

use super::jenis::{Kind, Number, word};
use super::kata::{
    BEFORE, BEHIND, BETWEEN, ELSEWHERE, FOR_ALL, JOINED, MONTHS, NARROW, PARTS, PERIODS, QUARTERS, WHERE, has,
};
use super::potong::Token;
use super::{Apart, Figures, Known, OfItem, Role, Verdict};
use crate::model::Form;

/// What is written large within sentences and names no place or group.
const USUAL: &str = "anggaran pagu serapan nomor pasal ayat peraturan perjanjian laporan";
/// How many words before the word of a figure may change what it means.
const NEAR: usize = 3;

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

/// The word of a figure, and from where to where it is told up to its number.
struct Spoken {
    role: Role,
    gap: Range<usize>,
}

/// Whether "Rp" stands apart before a number.
pub(super) fn is_priced(tokens: &[Token<'_>], at: usize) -> bool {
    ["rp", "idr"].contains(&word(tokens, at.checked_sub(1)))
}

/// Whether a sentence names a quarter, a month or another year.
pub(super) fn is_of_other_periods(tokens: &[Token<'_>], kinds: &[Kind], year: i32) -> bool {
    tokens.iter().zip(kinds).enumerate().any(|(at, (token, kind))| match kind {
        Kind::Quarter(_) | Kind::Years => true,
        Kind::Year(other) => *other != year,
        Kind::Word => has(PERIODS, &token.word) || has(QUARTERS, &token.word) || is_month(tokens, kinds, at),
        Kind::Number(_) | Kind::Apart(_) | Kind::Odd => false,
    })
}

/// Whether a sentence is a line that leads to others, without a stop, and names a part of the budget.
pub(super) fn is_head_of_part(text: &str, tokens: &[Token<'_>]) -> bool {
    !text.ends_with(['.', '!', '?']) && tokens.iter().any(|token| has(PARTS, &token.word))
}

/// Whether a word is a month that no day stands before.
fn is_month(tokens: &[Token<'_>], kinds: &[Kind], at: usize) -> bool {
    let day = at.checked_sub(1).and_then(|at| kinds.get(at)) == Some(&Kind::Apart(Apart::Day));
    has(MONTHS, word(tokens, Some(at))) && !day
}

/// Whether a sentence may speak of another place, group, plan or time than the record's figures.
fn is_elsewhere(tokens: &[Token<'_>], kinds: &[Kind]) -> bool {
    tokens.iter().zip(kinds).enumerate().any(|(at, (token, kind))| match kind {
        Kind::Years => true,
        Kind::Word => {
            let quarter = has(QUARTERS, &token.word) && !matches!(kinds.get(at + 1), Some(Kind::Quarter(_)));
            quarter || has(ELSEWHERE, &token.word) || is_month(tokens, kinds, at)
        }
        // Names such as P4MI have a digit in them.
        Kind::Apart(_) => has(ELSEWHERE, &token.word),
        Kind::Number(_) | Kind::Year(_) | Kind::Quarter(_) | Kind::Odd => false,
    })
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

    /// Whether words before that of a figure make it one of a part: "untuk yang sakit, realisasi …".
    fn is_narrowed(&self, until: usize) -> bool {
        let narrow = |here: &usize| match word(self.tokens, Some(*here)) {
            "untuk" => {
                let period = matches!(self.kinds.get(here + 1), Some(Kind::Year(_) | Kind::Quarter(_)));
                !period && !has(FOR_ALL, word(self.tokens, Some(here + 1)))
            }
            word => has(NARROW, word),
        };
        (0..until).filter(narrow).any(|here| !self.is_titled(here))
    }

    /// Whether a word is one of a title of the item.
    fn is_titled(&self, here: usize) -> bool {
        self.item().is_some_and(|item| item.names.iter().any(|name| is_within(self.tokens, here, name)))
    }

    /// Whether the money of a number may be that of a part of the budget: one is named before it, or in brackets behind it.
    fn is_of_part(&self, at: usize, last: usize) -> bool {
        let before = self.tokens.iter().take(at).any(|token| has(PARTS, &token.word));
        let behind = self.tokens.get(last + 1).is_some_and(|next| next.raw.starts_with('(') && has(PARTS, &next.word));
        self.parted || before || behind
    }

    /// Whether a word within the sentence is the name of something: written large, and none of the words of figures.
    fn is_name(&self, here: usize, token: &Token<'_>) -> bool {
        let mut letters = token.core.chars();
        let large = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        let usual = has(BETWEEN, &token.word) || has(USUAL, &token.word);
        let capitals = token.core.len() > 1 && token.core.chars().all(char::is_uppercase);
        let placed = capitals && has(WHERE, word(self.tokens, here.checked_sub(1))) && !has(QUARTERS, &token.word);
        let bare = self.kinds.get(here) == Some(&Kind::Word);
        bare && (large || placed) && !usual && role(&token.word, "", false).is_none() && !self.is_titled(here)
    }

    /// Walks back from a number over words that may stand between, to the word of its figure.
    fn spoken(&self, at: usize) -> Option<Spoken> {
        let mut here = at;
        loop {
            let step = here.checked_sub(1)?;
            let token = self.tokens.get(step)?;
            if is_pause(token.raw) && token.word != "rp" {
                return None;
            }
            if let Some(long) = self.titled(step) {
                here = (step + 1).checked_sub(long)?;
                continue;
            }
            let previous = word(self.tokens, step.checked_sub(1));
            match self.kinds.get(step)? {
                Kind::Year(_) | Kind::Quarter(_) => here = step,
                Kind::Apart(Apart::Reference) if previous == "iku" => here = step,
                Kind::Word => match role(&token.word, previous, self.figures.money) {
                    Some((role, long)) => {
                        let from = (step + 1).checked_sub(long)?;
                        return (!self.is_changed(from)).then_some(Spoken { role, gap: from..at });
                    }
                    None if has(BETWEEN, &token.word) => here = step,
                    None => return None,
                },
                Kind::Number(_) | Kind::Years | Kind::Apart(_) | Kind::Odd => return None,
            }
        }
    }

    /// How many words a title of the item has that ends there.
    fn titled(&self, last: usize) -> Option<usize> {
        let ends = |name: &&Vec<String>| {
            let from = (last + 1).checked_sub(name.len());
            !name.is_empty() && from.is_some_and(|from| is_at(self.tokens, from, name))
        };
        self.item()?.names.iter().filter(ends).map(Vec::len).max()
    }

    /// Whether the words before that of a figure make it another: a difference, a part, or one of two.
    fn is_changed(&self, from: usize) -> bool {
        let previous = word(self.tokens, from.checked_sub(1));
        let near = self.tokens.iter().take(from).rev().take(NEAR);
        let changed = near.map(|token| token.word.as_str()).any(|word| has(BEFORE, word));
        changed || has(JOINED, previous) || role(previous, "", false).is_some()
    }

    /// The year and quarter that a figure is said of, and whether they are said; none where that is not clear. What stands between its
    /// word and the number goes before what stands in the clause, and that before the rest of the sentence.
    fn period(&self, gap: &Range<usize>) -> Option<(i32, usize, bool)> {
        let (mut years, mut quarters) = (None, None);
        for (wide, scope) in [gap.clone(), self.clause(gap), 0..self.kinds.len()].into_iter().enumerate() {
            let (mut said, mut named) = (Vec::new(), Vec::new());
            for kind in self.kinds.get(scope).unwrap_or_default() {
                push(kind, &mut said, &mut named);
            }
            years = years.or_else(|| (!said.is_empty()).then_some((wide, said)));
            quarters = quarters.or_else(|| (!named.is_empty()).then_some((wide, named)));
        }
        let told = years.is_some() || quarters.is_some();
        let whole = quarters.is_some() && self.tokens.iter().any(|token| token.word == "setahun");
        let (near, years) = years.unwrap_or((usize::MAX, vec![self.figures.year]));
        let (far, quarters) = quarters.unwrap_or((0, vec![0]));
        let several = years.len() > 1 || quarters.len() > 1;
        if whole || several || far > near || (!told && self.loose) {
            return None;
        }
        Some((*years.first()?, *quarters.first()?, told))
    }

    /// From where to where the clause of a number goes.
    fn clause(&self, gap: &Range<usize>) -> Range<usize> {
        let pauses = |at: usize| self.tokens.get(at).is_some_and(|token| is_pause(token.raw));
        let from = (0..gap.start).rev().find(|at| pauses(*at)).map_or(0, |at| at + 1);
        let until = (gap.end..self.tokens.len()).find(|at| pauses(*at)).map_or(self.tokens.len(), |at| at + 1);
        from..until
    }

    /// Whether nothing behind a number makes it a part of something else.
    fn ends_well(&self, last: usize, units: &[String]) -> bool {
        let mut here = last;
        loop {
            let ends = |token: &Token<'_>| token.raw.ends_with([',', ';', '.', '!', '?', ')', '"', '”']);
            if self.tokens.get(here).is_none_or(ends) {
                return true;
            }
            here += 1;
            let Some(next) = self.tokens.get(here) else { return true };
            if next.core.is_empty() || next.raw.starts_with('(') {
                return true;
            }
            if !units.contains(&next.word) {
                return self.goes_on(here, next);
            }
        }
    }

    /// Whether a word behind a number begins something else than a narrower meaning.
    fn goes_on(&self, here: usize, next: &Token<'_>) -> bool {
        let behind = word(self.tokens, Some(here + 1));
        match next.word.as_str() {
            "dari" | "terhadap" => role(behind, "", false).is_some(),
            "pada" | "dalam" | "selama" | "di" => {
                let period = matches!(self.kinds.get(here + 1), Some(Kind::Year(_) | Kind::Quarter(_)));
                period || has("tahun triwulan tw setahun", behind)
            }
            word => has(BEHIND, word),
        }
    }
}

/// Takes in the period that a word says, once.
fn push(kind: &Kind, years: &mut Vec<i32>, quarters: &mut Vec<usize>) {
    match kind {
        Kind::Year(year) if !years.contains(year) => years.push(*year),
        Kind::Quarter(tw) if !quarters.contains(tw) => quarters.push(*tw),
        Kind::Word | Kind::Number(_) | Kind::Year(_) | Kind::Years | Kind::Quarter(_) | Kind::Apart(_) | Kind::Odd => {}
    }
}

/// The figure that a word names, and how many words name it.
fn role(word: &str, previous: &str, money: bool) -> Option<(Role, usize)> {
    let spent = ["realisasi", "serapan", "penyerapan"].contains(&previous);
    match word {
        "anggaran" if spent => Some((Role::Spent, 2)),
        "anggaran" if previous == "pagu" => Some((Role::Ceiling, 2)),
        "pagu" => Some((Role::Ceiling, 1)),
        "serapan" | "penyerapan" => Some((Role::Spent, 1)),
        "realisasi" | "terealisasi" if money => Some((Role::Spent, 1)),
        "realisasi" | "terealisasi" => Some((Role::Realised, 1)),
        "target" if !money => Some((Role::Target, 1)),
        "capaian" if !money => Some((Role::Achieved, 1)),
        _ => None,
    }
}

fn is_pause(raw: &str) -> bool {
    raw.ends_with([',', ';', '.', '!', '?', ')'])
}

/// Whether a title stands at a place.
fn is_at(tokens: &[Token<'_>], from: usize, name: &[String]) -> bool {
    let there = tokens.get(from..from + name.len());
    there.is_some_and(|there| there.iter().zip(name).all(|(token, word)| token.word == *word))
}

/// Whether a word is one of a title that stands there in full.
fn is_within(tokens: &[Token<'_>], here: usize, name: &[String]) -> bool {
    let first = (here + 1).saturating_sub(name.len());
    (first..=here).any(|from| is_at(tokens, from, name))
}

/// Whether a sentence names an item: by `IKU` and its number, or by a title.
fn is_named(item: &OfItem, tokens: &[Token<'_>]) -> bool {
    let number = item.no.to_string();
    let numbered = |at: usize| word(tokens, Some(at)) == "iku" && word(tokens, Some(at + 1)) == number;
    let titled = |at: usize| item.names.iter().any(|name| !name.is_empty() && is_at(tokens, at, name));
    (0..tokens.len()).any(|at| numbered(at) || titled(at))
}

/// What a figure of an item can be that is named by a word; none where the number is of another form.
fn of_item<'a>(item: &'a OfItem, role: Role, (year, tw): (i32, usize), number: &Number) -> Option<Vec<&'a Known>> {
    if number.money {
        return None;
    }
    let of = |roles: &[Role]| item.known.iter().filter(|known| roles.contains(&known.role)).collect::<Vec<_>>();
    let agreed = of(&[Role::Target]).into_iter().filter(|known| (known.year, known.tw) == (year, tw));
    let mut agreed: Vec<Decimal> = agreed.map(|known| known.value).collect();
    agreed.dedup();
    match role {
        Role::Realised | Role::Target => (number.percent == item.percent).then(|| of(&[role])),
        // Against which of several targets capaian is told, nobody can see; and what is per cent is often called so itself.
        Role::Achieved if number.percent => (agreed.len() == 1)
            .then(|| if item.percent { of(&[Role::Achieved, Role::Realised]) } else { of(&[Role::Achieved]) }),
        Role::Achieved => (!item.percent).then(|| of(&[Role::Realised])),
        Role::Ceiling | Role::Spent | Role::Absorbed | Role::Part => None,
    }
}

/// What a figure of the budget can be that is named by a word.
fn of_budget<'a>(figures: &'a Figures, role: Role, number: &Number) -> Vec<&'a Known> {
    let role = if number.percent && role == Role::Spent { Role::Absorbed } else { role };
    let form = if number.percent { Form::Percent } else { Form::Rupiah };
    figures.budget.iter().filter(|known| known.role == role && known.form == form).collect()
}

/// Whether a number is a figure at the precision at which it was typed. What was cut off and not rounded is no other figure.
fn shows(number: &Number, known: &Known) -> bool {
    let form = match known.form {
        Form::Rupiah => !number.percent,
        Form::Percent => !number.money,
        Form::Plain => !number.money && !number.percent,
    };
    let printed = figure::round(known.value, known.decimals);
    let unit = 10_i64.checked_pow(number.power).map_or(Decimal::ONE, Decimal::from);
    // A count is not 1,000 where 1.000 can be a thousand.
    let thousands = known.decimals == 0 && number.power == 0 && number.readings.iter().any(|typed| typed.scale() == 0);
    let readings = number.readings.iter().filter(|typed| !thousands || typed.scale() == 0);
    // Without its sign a share is held by what is typed of its decimals, or whole: 91 is not 90,96 %.
    let bare = known.form == Form::Percent && !number.percent;
    form && readings.filter(|typed| !bare || typed.scale() > 0 || **typed == known.value).any(|typed| {
        [known.value, printed].into_iter().filter_map(|exact| exact.checked_div(unit)).any(|exact| {
            let cut = exact.round_dp_with_strategy(typed.scale(), RoundingStrategy::ToZero);
            figure::round(exact, typed.scale()) == *typed || cut == *typed
        })
    })
}
