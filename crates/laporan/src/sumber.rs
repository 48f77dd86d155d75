//! What a report is made of: the closing of a year, the definitions of its indicators, the agreement, the budget, the staff, the office.

use std::collections::BTreeMap;

use kernel::period::{Period, Triwulan, day_of};
use kernel::{Ctx, Day, KantorId, Permission, Problem, Result};
use records::evidence::Behind;
use reporting::indicator::{Definition, Indicator};
use reporting::kendala::{YearProblems, year_problems};
use reporting::penutupan::entity::{Model as Closing, angka};
use reporting::penutupan::{Shown, Status};
use reporting::{Agreement, Agreements, Figure, Item, Known, Reported, Value, YearBudget, table, year_budget};
use rust_decimal::Decimal;

use crate::foto::Photos;
use crate::kalimat::Course;
use crate::pegawai::Staff;
use crate::perjanjian::Beside;
use crate::{bukti, ketikan, perjanjian, pilih, teks};

/// Which report is asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The year.
    pub year: i32,
    /// Which closing of the year: the number of its revision (`0` is the first) or its id; without it the newest of the agreement that
    /// is signed, else the newest.
    pub closing: Option<String>,
    /// The code of the office; without it the actor's own.
    pub office: Option<String>,
    /// The code of the agreement; without it that of the closing that is named, else the one that begins the year.
    pub agreement: Option<String>,
}

/// A figure of an earlier year, as it was signed then.
#[derive(Clone, Debug)]
pub struct Past {
    /// The year.
    pub year: i32,
    /// The figure.
    pub value: Value,
    /// The version of the definition by which it was struck.
    pub definition: u32,
    /// The target of then.
    pub target: Option<String>,
    /// The closing that holds it.
    pub closing: String,
    /// The address of its list.
    pub address: String,
}

/// A figure of a quarter, as a signed closing of that quarter has it.
#[derive(Clone, Debug)]
pub struct Closed {
    /// The quarter, 1 to 4.
    pub tw: usize,
    /// The closing that holds it.
    pub name: String,
    /// The figure.
    pub value: Value,
    /// The address of its list.
    pub address: String,
}

/// An item of the agreement with its figures.
#[derive(Clone, Debug)]
pub struct Line {
    /// The item.
    pub item: Item,
    /// Its indicator.
    pub indicator: &'static Indicator,
    /// The definition by which the year was struck.
    pub definition: &'static Definition,
    /// The quarters.
    pub quarters: Vec<Figure>,
    /// The year.
    pub year: Figure,
    /// How far the year and its quarters are, the year first.
    pub courses: [Course; 5],
    /// The quarters as closings of quarters have them, where those are signed.
    pub closed: Vec<Closed>,
    /// Earlier years that were signed, the oldest first.
    pub past: Vec<Past>,
    /// Those of the two years before that were not signed, as a report printed them, the oldest first. They are no counted figures.
    pub printed: Vec<Reported>,
}

/// All that a report is made of.
#[derive(Clone, Debug)]
pub struct Source {
    /// The year.
    pub year: i32,
    /// The day on which the report is made.
    pub made: Day,
    /// The name of the office.
    pub office: String,
    /// The names of the offices above, the highest first.
    pub above: Vec<String>,
    /// The names of the offices below.
    pub below: Vec<String>,
    /// The agreement, in the version by which the figures are judged.
    pub agreement: Agreement,
    /// The closing; none where the year is not closed.
    pub closing: Option<Closing>,
    /// The signed revision that replaced that closing.
    pub replaced: Option<Closing>,
    /// The items.
    pub lines: Vec<Line>,
    /// The budget as known to the closing; none where nothing was on file or where the actor may not read it.
    pub budget: Option<YearBudget>,
    /// Whether the actor may read budgets.
    pub may_read_budget: bool,
    /// The problems of the teams; none where the actor may not read them.
    pub problems: Option<YearProblems>,
    /// The staff.
    pub staff: Staff,
    /// What people wrote, by the key of the section.
    pub texts: BTreeMap<String, String>,
    /// The keys of the sections that were written again after the head had signed, which are not among them.
    pub later: Vec<String>,
    /// The agreements of the year, and the goals of five years.
    pub beside: Beside,
    /// How many files stand behind the figures of the year, item by item.
    pub papers: Vec<Behind>,
    /// The photos that were chosen: see [`Source::with_photos`].
    pub photos: Photos,
    /// What other agreements of the year have as targets.
    pub targets: Vec<ketikan::Agreed>,
}

impl Source {
    /// The closing, if it is signed.
    #[must_use]
    pub fn signed(&self) -> Option<&Closing> {
        self.closing.as_ref().filter(|closing| closing.status == Status::Ditandatangani)
    }

    /// The day by which the figures are known.
    #[must_use]
    pub fn known(&self) -> Day {
        self.closing.as_ref().map_or(self.made, |closing| day_of(closing.pada))
    }

    /// How far the year is on that day.
    #[must_use]
    pub fn course(&self) -> Course {
        Course::of(Period::year(self.year), self.known())
    }

    /// The closing by its name, or that there is none.
    #[must_use]
    pub fn closing_name(&self) -> String {
        self.closing.as_ref().map_or_else(|| "belum ditutup".to_owned(), Closing::name)
    }

    /// The address of the list behind a figure of an item: of a quarter, 1 to 4, or of the year for 0.
    #[must_use]
    pub fn address(&self, no: u32, tw: usize) -> String {
        match (&self.closing, tw) {
            (Some(closing), 0) => format!("/penutupan/{}/anggota/{no}", closing.id),
            (Some(closing), tw) => {
                let day = day_of(closing.pada);
                format!("/indikator/{}/{no}?tw={tw}&peran=pembilang&per={day}", self.agreement.code)
            }
            (None, tw) => format!("/indikator/{}/{no}?tw={tw}&peran=pembilang", self.agreement.code),
        }
    }

    /// Gathers what a report is made of.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] for who may not read figures; [`Problem::Invalid`] for an office that is not the actor's and for a closing
    /// that there is not; [`Problem::Malformed`] for a year without an agreement; any database error.
    pub async fn gather(ctx: &Ctx, all: &Agreements, asked: &Asked) -> Result<Self> {
        ctx.actor.require(Permission::ReadReports)?;
        let office = office(ctx, asked.office.as_deref())?;
        let shown = pilih::chosen(ctx, all, office, asked).await?;
        let agreement = agreement(ctx, all, (office, asked), shown.as_ref())?;
        let known = shown.as_ref().map_or(Known::Now, |shown| Known::At(shown.closing.pada));
        let iku = table::build(ctx, all, agreement, known).await?;
        let may_read_budget = ctx.actor.may(Permission::Perencanaan);
        let at = shown.as_ref().map(|shown| shown.closing.pada);
        let budget = if may_read_budget {
            year_budget(ctx, all, (agreement.office.as_str(), asked.year), at).await?
        } else {
            None
        };
        let staff = Staff::gather(ctx, &agreement.office, asked.year).await?;
        let earlier = pilih::earlier(ctx, office, asked.year).await?;
        let day = shown.as_ref().map_or_else(|| ctx.today(), |shown| day_of(shown.closing.pada));
        let quarters = pilih::quarters(ctx, office, agreement).await?;
        let replaced = match &shown {
            Some(shown) => pilih::replacing(ctx, &shown.closing).await?,
            None => None,
        };
        let (code, courses) = (agreement.code.as_str(), courses(asked.year, day));
        let mut lines = Vec::with_capacity(iku.lines.len());
        for line in iku.lines {
            let closed = closed(&quarters, line.indicator.id);
            let line = one(line, shown.as_ref(), (code, earlier.as_slice()));
            lines.push(Line { courses, closed, printed: printed(all, agreement, &line), ..line });
        }
        let beside = perjanjian::gather(ctx, all, agreement, (known, day)).await?;
        let papers = bukti::gather(ctx, &lines, (office, asked.year), at).await?;
        let until = shown.as_ref().and_then(|shown| shown.closing.ditandatangani_pada);
        let texts = teks::texts(ctx, (office, asked.year), until).await?;
        let tree = &ctx.house.offices;
        let name = |id: &KantorId| tree.by_id(*id).map(|one| one.name.clone());
        let others = |ids: Vec<KantorId>| ids.into_iter().filter(|id| *id != office).collect::<Vec<_>>();
        let mut above: Vec<String> = others(tree.with_above(office)).iter().filter_map(name).collect();
        above.reverse();
        Ok(Self {
            year: asked.year,
            made: ctx.today(),
            office: name(&office).unwrap_or_default(),
            above,
            below: others(tree.with_below(office)).iter().filter_map(name).collect(),
            agreement: agreement.clone(),
            closing: shown.map(|shown| shown.closing),
            replaced,
            lines,
            budget,
            may_read_budget,
            problems: year_problems(ctx, office, asked.year).await?,
            staff,
            texts: texts.standing.into_iter().map(|(key, row)| (key, row.isi)).collect(),
            later: texts.later,
            beside,
            papers,
            photos: Photos::default(),
            targets: ketikan::targets(all, agreement),
        })
    }
}

/// The office that is asked for. The error does not reveal whether another office has that code.
fn office(ctx: &Ctx, code: Option<&str>) -> Result<KantorId> {
    let id = match code.map(str::trim).filter(|code| !code.is_empty()) {
        None => Some(ctx.actor.office),
        Some(code) => ctx.house.offices.by_code(code).map(|one| one.id).filter(|id| ctx.actor.offices.contains(id)),
    };
    id.ok_or_else(|| {
        let detail = "Kantor ini tidak ada di antara kantor Anda. Tulis kodenya, misalnya BP3MI-BANTEN.";
        Problem::field("kantor", detail)
    })
}

/// The agreement by which the figures are judged.
fn agreement<'a>(
    ctx: &Ctx,
    all: &'a Agreements,
    (office, asked): (KantorId, &Asked),
    shown: Option<&Shown>,
) -> Result<&'a Agreement> {
    if let Some(Shown { closing, .. }) = shown {
        let same =
            |one: &&Agreement| one.code == closing.perjanjian && i64::from(one.version) == closing.perjanjian_versi;
        return all.all().iter().find(same).ok_or_else(|| {
            Problem::Malformed(format!(
                "Perjanjian {} versi {}, yang ditutup oleh {}, tidak ada di setelan. Letakkan lagi berkasnya.",
                closing.perjanjian,
                closing.perjanjian_versi,
                closing.name()
            ))
        });
    }
    let tree = &ctx.house.offices;
    let (code, name) = tree.by_id(office).map(|one| (one.code.as_str(), one.name.as_str())).unwrap_or_default();
    let wanted = asked.agreement.as_deref().filter(|code| !code.is_empty());
    let fits = |one: &&Agreement| one.office.eq_ignore_ascii_case(code) && wanted.is_none_or(|code| one.code == code);
    let found = match wanted {
        Some(_) => all.of_year(asked.year).into_iter().find(fits),
        None => pilih::first(all, code, asked.year),
    };
    let found = found.ok_or_else(|| {
        Problem::Malformed(format!(
            "Belum ada perjanjian kinerja {name} untuk tahun {}. Tanpa perjanjian tidak ada indikator yang dilaporkan.",
            asked.year
        ))
    })?;
    all.in_force(&found.code, ctx.today())
}

/// An item with its figures, of which a closing has those of the year.
pub(crate) fn one<'a>(line: reporting::Line, shown: Option<&Shown>, (code, earlier): (&str, &'a [Shown])) -> Line {
    let row = shown.and_then(|shown| shown.figures.iter().find(|row| row.indikator == line.indicator.id));
    let year = row.map_or(line.year, figure);
    let definition = line.indicator.version(year.definition).unwrap_or_else(|| line.indicator.newest());
    let id = line.indicator.id;
    let then = |then: &'a Shown| Some((then.closing.perjanjian.as_str(), past(then, id)?));
    let past = pilih::of_years(code, earlier.iter().filter_map(then).collect());
    let (item, indicator, quarters) = (line.item, line.indicator, line.quarters);
    let (courses, closed, printed) = ([Course::Over; 5], Vec::new(), Vec::new());
    Line { item, indicator, definition, quarters, year, courses, closed, past, printed }
}

/// What a report printed of the two years before, where no closing of the year was signed.
fn printed(all: &Agreements, agreement: &Agreement, line: &Line) -> Vec<Reported> {
    let before = [agreement.year.saturating_sub(2), agreement.year.saturating_sub(1)];
    let open = before.into_iter().filter(|year| line.past.iter().all(|past| past.year != *year));
    open.filter_map(|year| all.reported(&agreement.office, line.indicator.id, year)).collect()
}

/// What closings of quarters say of an indicator.
fn closed(quarters: &[Shown], indicator: &str) -> Vec<Closed> {
    let one = |then: &Shown| {
        let row = then.figures.iter().find(|row| row.indikator == indicator)?;
        let address = format!("/penutupan/{}/anggota/{}", then.closing.id, row.no);
        Some(Closed {
            tw: usize::try_from(then.closing.tw).ok()?,
            name: then.closing.name(),
            value: value(row),
            address,
        })
    };
    quarters.iter().filter_map(one).collect()
}

/// How far a year and its quarters are on a day.
pub(crate) fn courses(year: i32, known: Day) -> [Course; 5] {
    let [tw1, tw2, tw3, tw4] = Triwulan::ALL.map(|tw| tw.period(year));
    [Period::year(year), tw1, tw2, tw3, tw4].map(|period| Course::of(period, known))
}

fn past(then: &Shown, indicator: &str) -> Option<Past> {
    let row = then.figures.iter().find(|row| row.indikator == indicator)?;
    let closing = &then.closing;
    Some(Past {
        year: i32::try_from(closing.tahun).ok()?,
        value: value(row),
        definition: u32::try_from(row.definisi_versi).unwrap_or_default(),
        target: row.target.clone(),
        closing: closing.name(),
        address: format!("/penutupan/{}/anggota/{}", closing.id, row.no),
    })
}

fn value(row: &angka::Model) -> Value {
    let number = row.nilai.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    number.map(Value::Number).or_else(|| row.kategori.clone().map(Value::Category)).unwrap_or(Value::NoData)
}

/// A figure as it was closed.
fn figure(row: &angka::Model) -> Figure {
    Figure {
        definition: u32::try_from(row.definisi_versi).unwrap_or_default(),
        numerator: row.pembilang,
        denominator: row.penyebut,
        not_counted: row.tidak_dihitung,
        value: value(row),
        target: row.target.clone(),
        capaian: row.capaian.as_ref().and_then(|text| text.parse().ok()),
        met: row.tercapai,
    }
}
