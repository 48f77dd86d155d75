//! Which figures a word can mean, and whether a number is one of them.

use kernel::figure;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::ketikan::jenis::Number;
use crate::ketikan::{Figures, Known, OfItem, Role};
use crate::model::Form;

/// What a figure of an item can be that is named by a word; none where the number is of another form.
pub(super) fn of_item<'a>(
    item: &'a OfItem,
    role: Role,
    (year, tw): (i32, usize),
    number: &Number,
) -> Option<Vec<&'a Known>> {
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
pub(super) fn of_budget<'a>(figures: &'a Figures, role: Role, number: &Number) -> Vec<&'a Known> {
    let role = if number.percent && role == Role::Spent { Role::Absorbed } else { role };
    let form = if number.percent { Form::Percent } else { Form::Rupiah };
    figures.budget.iter().filter(|known| known.role == role && known.form == form).collect()
}

/// Whether a number is a figure at the precision at which it was typed. What was cut off and not rounded is no other figure.
pub(super) fn shows(number: &Number, known: &Known) -> bool {
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
