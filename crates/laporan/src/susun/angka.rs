//! Figures as cells: rounded as they are printed, each with where it comes from.

use kernel::figure;
use reporting::{Agreement, Figure, Item, Value};
use rust_decimal::Decimal;

use super::{Builder, recounted};
use crate::kalimat::{Course, Told};
use crate::model::{Cell, Form, Number, Origin};
use crate::sumber::{Line, Past};

/// The names of the periods of a year; 0 is the year.
pub(super) const PERIODS: [&str; 5] = ["setahun", "TW1", "TW2", "TW3", "TW4"];

/// The name of a period.
pub(super) fn period(tw: usize) -> &'static str {
    PERIODS.get(tw).copied().unwrap_or_default()
}

impl Line {
    /// Whether its figures are per cent.
    pub(crate) fn percent(&self) -> bool {
        self.item.unit == "persen"
    }

    /// The figure of a quarter, 1 to 4, or of the year for 0.
    pub(crate) fn figure(&self, tw: usize) -> &Figure {
        tw.checked_sub(1).and_then(|at| self.quarters.get(at)).unwrap_or(&self.year)
    }

    /// How far a quarter is, 1 to 4, or the year for 0.
    pub(crate) fn course(&self, tw: usize) -> Course {
        self.courses.get(tw).copied().unwrap_or(Course::Over)
    }

    /// The figure as sentences need it.
    pub(crate) fn told<'a>(&'a self, tw: usize, period: &'a str) -> Told<'a> {
        let figure = self.figure(tw);
        let bare = self.percent() || self.definition.is_score();
        Told {
            period,
            course: self.course(tw),
            unit: if bare { "" } else { self.indicator.unit },
            percent: self.percent(),
            decimals: self.indicator.decimals,
            polarity: self.indicator.polarity,
            value: &figure.value,
            target: figure.target.as_deref(),
            capaian: figure.capaian,
            met: figure.met,
        }
    }
}

impl Builder<'_> {
    /// Where a figure of an item comes from.
    pub(super) fn struck(&mut self, line: &Line, tw: usize, what: &str) -> usize {
        let (no, year) = (line.item.no, self.source.year);
        self.origin(Origin {
            figure: format!("IKU {no}, {what} {} {year}", period(tw)),
            closing: if tw == 0 { self.source.closing_name() } else { recounted(self.source) },
            indicator: line.indicator.id.to_owned(),
            address: self.source.address(no, tw),
        })
    }

    /// What was reached.
    pub(super) fn reached(&mut self, line: &Line, tw: usize) -> Cell {
        if line.course(tw) == Course::Ahead {
            return Cell::from("belum mulai");
        }
        if line.figure(tw).value == Value::NoData {
            return Cell::Empty;
        }
        let origin = self.struck(line, tw, "realisasi");
        cell(line, &line.figure(tw).value, origin)
    }

    /// What was reached in an earlier year.
    pub(super) fn past(&mut self, line: &Line, at: usize) -> Cell {
        let Some(past) = line.past.get(at) else { return Cell::Empty };
        let origin = self.signed_then(line, past);
        cell(line, &past.value, origin)
    }

    /// Where a figure of an earlier year comes from.
    pub(super) fn signed_then(&mut self, line: &Line, past: &Past) -> usize {
        self.origin(Origin {
            figure: format!("IKU {}, realisasi setahun {}", line.item.no, past.year),
            closing: past.closing.clone(),
            indicator: line.indicator.id.to_owned(),
            address: past.address.clone(),
        })
    }

    /// Capaian, unrestricted; none of a period that is not over.
    pub(super) fn capaian(&mut self, line: &Line, tw: usize) -> Cell {
        let over = line.course(tw) == Course::Over;
        let Some(capaian) = line.figure(tw).capaian.filter(|_| over) else { return Cell::Empty };
        let origin = self.struck(line, tw, "capaian");
        percent(figure::round(capaian, 2), Some(origin))
    }

    /// Capaian as the agreement caps it.
    pub(super) fn capped(&mut self, line: &Line, tw: usize) -> Cell {
        let over = line.course(tw) == Course::Over;
        let Some(capaian) = line.figure(tw).capped(self.source.agreement.cap).filter(|_| over) else {
            return Cell::Empty;
        };
        let origin = self.struck(line, tw, "capaian yang dibatasi");
        percent(figure::round(capaian, 2), Some(origin))
    }

    /// The target of a period, as agreed.
    pub(super) fn target(&mut self, line: &Line, tw: usize) -> Cell {
        let source = self.source;
        self.agreed((&source.agreement, &line.item), (tw, line.figure(tw).target.as_deref()))
    }

    /// A target of an agreement, which leads to that agreement.
    pub(super) fn agreed(
        &mut self,
        (agreement, item): (&Agreement, &Item),
        (tw, target): (usize, Option<&str>),
    ) -> Cell {
        let Some(text) = target else { return Cell::Empty };
        let origin = self.target_of((agreement, item), tw);
        match text.parse::<Decimal>() {
            Ok(number) => {
                Cell::Number(Number { value: number.normalize(), form: form(&item.unit), origin: Some(origin) })
            }
            Err(_) => Cell::Word(text.to_owned(), Some(origin)),
        }
    }

    /// Where a target comes from.
    pub(super) fn target_of(&mut self, (agreement, item): (&Agreement, &Item), tw: usize) -> usize {
        self.origin(Origin {
            figure: format!("{}, butir {}, target {} {}", agreement.code, item.no, period(tw), agreement.year),
            closing: format!("perjanjian versi {}", agreement.version),
            indicator: item.indicator.clone(),
            address: self.source.beside.address(agreement),
        })
    }

    /// A count behind a figure.
    pub(super) fn count(&mut self, line: &Line, tw: usize, (what, number): (&str, i64)) -> Cell {
        if line.course(tw) == Course::Ahead {
            return Cell::Empty;
        }
        let origin = self.struck(line, tw, what);
        Cell::Number(Number { value: number.into(), form: Form::Plain, origin: Some(origin) })
    }
}

/// Whether the target of the year was met, in words.
pub(super) fn met(line: &Line) -> Cell {
    Cell::from(match (line.course(0), line.year.met) {
        (Course::Running, _) => "Masih berjalan",
        (Course::Ahead, _) => "Belum mulai",
        (Course::Over, Some(true)) => "Tercapai",
        (Course::Over, Some(false)) => "Belum tercapai",
        (Course::Over, None) => "Tidak dapat dinilai",
    })
}

pub(super) fn percent(value: Decimal, origin: Option<usize>) -> Cell {
    Cell::Number(Number { value, form: Form::Percent, origin })
}

fn form(unit: &str) -> Form {
    if unit == "persen" { Form::Percent } else { Form::Plain }
}

pub(super) fn cell(line: &Line, value: &Value, origin: usize) -> Cell {
    match value {
        Value::NoData => Cell::Empty,
        Value::Number(number) => {
            let value = figure::round(*number, line.indicator.decimals);
            Cell::Number(Number { value, form: form(&line.item.unit), origin: Some(origin) })
        }
        Value::Category(category) => Cell::Word(category.clone(), Some(origin)),
    }
}
