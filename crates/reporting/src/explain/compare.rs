//! Two agreements over one year (`perbandingan`): for each pair of items that share measures, why their figures differ.

use kernel::ledger::{Part, Side};
use kernel::{Ctx, Period, Result, figure};
use schemars::JsonSchema;
use serde::Serialize;

use crate::agreement::{Agreement, Item};
use crate::compute::{Computed, Known, Value, compute, members_by};
use crate::indicator::{Definition, Formula};
use crate::render;
use crate::table;

/// An item of one side of a pair.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Half {
    /// Its number.
    pub no: u32,
    /// Its title in the agreement.
    pub judul: String,
    /// Its figure for the year.
    pub nilai: String,
    /// Its target for the year.
    pub target: String,
}

/// Two items that count some of the same facts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Pair {
    /// The item of the first agreement.
    pub satu: Half,
    /// The item of the second.
    pub dua: Half,
    /// The measures that both read.
    pub ukuran: Vec<&'static str>,
    /// Whether the figures are the same; none where one of them has no data.
    pub sama: Option<bool>,
    /// Why they differ, or why not, sentence by sentence in Indonesian.
    pub penjelasan: Vec<String>,
}

struct Struck<'a> {
    item: &'a Item,
    definition: &'static Definition,
    computed: Computed,
    decimals: u32,
}

/// All pairs of two agreements whose items share measures, over the year of the first.
///
/// # Errors
/// What the database says.
pub async fn compare(ctx: &Ctx, one: &Agreement, two: &Agreement, known: Known) -> Result<Vec<Pair>> {
    let (ones, twos) = (strike(ctx, one, known).await?, strike(ctx, two, known).await?);
    let mut pairs = Vec::new();
    for first in &ones {
        for second in &twos {
            let shared: Vec<&'static str> = measures(first.definition)
                .into_iter()
                .filter(|measure| measures(second.definition).contains(measure))
                .collect();
            if shared.is_empty() {
                continue;
            }
            let offices = table::scope(ctx, one).offices;
            let sentences = explain(ctx, &offices, Period::year(one.year), known, (first, second)).await?;
            pairs.push(Pair {
                satu: half(first),
                dua: half(second),
                ukuran: shared,
                sama: same(&first.computed.value, &second.computed.value),
                penjelasan: sentences,
            });
        }
    }
    Ok(pairs)
}

fn same(one: &Value, two: &Value) -> Option<bool> {
    if *one == Value::NoData || *two == Value::NoData { None } else { Some(one == two) }
}

fn measures(definition: &Definition) -> Vec<&'static str> {
    definition.parts().iter().map(|part| part.measure).collect()
}

async fn strike<'a>(ctx: &Ctx, agreement: &'a Agreement, known: Known) -> Result<Vec<Struck<'a>>> {
    let (offices, period) = (table::scope(ctx, agreement).offices, Period::year(agreement.year));
    let mut struck = Vec::with_capacity(agreement.items.len());
    for item in &agreement.items {
        let indicator = item.indicator()?;
        let computed = compute(ctx.db(), indicator, &offices, period, known).await?;
        struck.push(Struck { item, definition: indicator.definition(period), computed, decimals: indicator.decimals });
    }
    Ok(struck)
}

fn half(struck: &Struck<'_>) -> Half {
    let number = matches!(struck.computed.value, Value::Number(_));
    let sign = if struck.item.unit == "persen" { "\u{a0}%" } else { "" };
    Half {
        no: struck.item.no,
        judul: struck.item.title.clone(),
        nilai: format!("{}{}", render::text(&struck.computed.value, struck.decimals), if number { sign } else { "" }),
        target: format!("{}{sign}", render::target(&struck.item.target_year)),
    }
}

async fn explain(
    ctx: &Ctx,
    offices: &[kernel::KantorId],
    period: Period,
    known: Known,
    (first, second): (&Struck<'_>, &Struck<'_>),
) -> Result<Vec<String>> {
    let mut sentences = Vec::new();
    let (ours, theirs) = (first.definition.parts(), second.definition.parts());
    for (side, more, fewer) in [("Perjanjian kedua", &theirs, &ours), ("Perjanjian pertama", &ours, &theirs)] {
        for part in more.iter().filter(|part| !fewer.iter().any(|other| other.measure == part.measure)) {
            let count = count(ctx, offices, period, known, *part).await?;
            let name = part.measure.replace('-', " ");
            sentences.push(format!("{side} juga menghitung {name}: {}.", figure::whole(count)));
        }
    }
    for part in &ours {
        let Some(other) = theirs.iter().find(|other| other.measure == part.measure) else { continue };
        if part.distinct != other.distinct {
            let words = |distinct| if distinct { "tiap orang sekali" } else { "tiap catatan" };
            let name = part.measure.replace('-', " ");
            sentences.push(format!(
                "Untuk {name}, perjanjian pertama menghitung {}, perjanjian kedua {}.",
                words(part.distinct),
                words(other.distinct)
            ));
        }
    }
    if std::mem::discriminant(&first.definition.formula) != std::mem::discriminant(&second.definition.formula) {
        let words = |definition: &Definition| match definition.formula {
            Formula::Count(_) => "banyaknya",
            Formula::Share(_) => "persentase yang masuk pembilang",
            Formula::Average(_) => "rata-rata nilai",
            Formula::Last(_) => "nilai terakhir",
            Formula::Category(_) => "kategori terakhir",
            Formula::Worksheet { .. } => "jumlah nilai butir lembar kerja",
        };
        sentences.push(format!(
            "Perjanjian pertama memakai {}, perjanjian kedua {}.",
            words(first.definition),
            words(second.definition)
        ));
    }
    if sentences.is_empty() {
        sentences.push("Keduanya menghitung hal yang sama dengan cara yang sama.".to_owned());
    }
    if first.item.target_year != second.item.target_year {
        sentences.push(format!(
            "Targetnya berbeda: {} dan {}.",
            render::target(&first.item.target_year),
            render::target(&second.item.target_year)
        ));
    }
    Ok(sentences)
}

async fn count(ctx: &Ctx, offices: &[kernel::KantorId], period: Period, known: Known, part: Part) -> Result<i64> {
    const EMPTY: Definition =
        Definition { number: 0, since: "", note: "", what: "", left_out: "", formula: Formula::Count(&[]) };
    let mut select = members_by(&EMPTY, offices, period, known, Side::Counted);
    select.parts = vec![part];
    Ok(select.totals(ctx.db()).await?.0)
}
