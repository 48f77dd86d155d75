//! Rows on their way from a table into records.

use kernel::FieldError;
use kernel::form::{Field, Form};

use super::columns::Headed;
use super::report::{CellError, Changed, Fate, Place, Report};
use super::{cells, dates, rows};
use crate::AnyKind;
use crate::again::{Altered, Done, NUMBER, Row, Verdict};

/// The rows that could be turned into forms.
#[derive(Default)]
pub(super) struct Batch {
    pub rows: Vec<Row>,
    pub places: Vec<Place>,
}

impl Batch {
    /// Takes the rows of a table. Those with a cell that cannot be read go to the broken ones, and are looked at without it.
    /// `given` fills fields that a row leaves empty.
    pub(super) fn take(
        &mut self,
        (kind, headed, given): (&dyn AnyKind, &Headed<'_>, &Form),
        broken: &mut Self,
        report: &mut Report,
    ) {
        let (days, mut counted) = (dates::settle(headed, report), false);
        for row in &headed.table.rows {
            let mut taken = cells::take(headed, row, &days);
            for (key, text) in given {
                taken.form.entry(key.clone()).or_insert_with(|| text.clone());
            }
            let into = if taken.broken { &mut *broken } else { &mut *self };
            let (whole, counts) = rows::row(kind, &headed.columns, taken.form);
            counted |= counts;
            into.rows.push(whole);
            into.places.push(Place { sheet: headed.table.sheet.to_owned(), row: row.number });
            report.errors.extend(taken.errors);
            report.warnings.extend(taken.warnings);
        }
        if counted {
            report.unknown.push("Nomor (hanya nomor urut)".to_owned());
        }
    }

    fn place(&self, at: usize) -> Place {
        self.places.get(at).cloned().unwrap_or_default()
    }

    /// An error of a row in its place, the content masked if it is protected.
    fn error(&self, fields: &[&'static Field], at: usize, error: &FieldError) -> CellError {
        let Place { sheet, row } = self.place(at);
        let field = fields.iter().find(|field| field.key == error.field);
        let typed = self.rows.get(at).and_then(|row| row.form.get(&error.field)).map_or("", String::as_str);
        let value = field.map_or_else(String::new, |field| field.masked(typed)).chars().take(60).collect();
        CellError { sheet, row, column: error.field.clone(), value, detail: error.detail.clone() }
    }
}

/// Brings what became of the rows into the report.
pub(super) fn collect(fields: &[&'static Field], batch: &Batch, done: &Done, report: &mut Report) {
    let changed = |at: usize, number: &String, fields: &Vec<Altered>| Changed {
        place: batch.place(at),
        number: number.clone(),
        fields: fields.clone(),
    };
    let mut repeats = Vec::new();
    for (at, verdict) in done.verdicts.iter().enumerate() {
        report.told.push((batch.place(at), fate(verdict)));
        match verdict {
            Verdict::New => report.new += 1,
            Verdict::Same(number, since) => {
                report.known += 1;
                report.since.extend((!since.is_empty()).then(|| changed(at, number, since)));
            }
            Verdict::Changed(number, fields) => report.changed.push(changed(at, number, fields)),
            Verdict::Repeats => {
                report.repeated += 1;
                repeats.push(batch.place(at));
            }
            Verdict::Clashes { with, sure } => {
                let error = FieldError::new(NUMBER, clashes(&batch.place(*with), *sure));
                report.errors.push(batch.error(fields, at, &error));
            }
            Verdict::Wrong(errors) => report.errors.extend(errors.iter().map(|error| batch.error(fields, at, error))),
        }
    }
    report.warnings.extend(done.warnings.iter().map(|(at, warning)| batch.error(fields, *at, warning)));
    report.remarks.extend(repeated(&repeats));
    report.told.sort_by(|(one, _), (other, _)| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
    report.errors.sort_by(|one, other| (&one.sheet, one.row).cmp(&(&other.sheet, other.row)));
}

fn fate(verdict: &Verdict) -> Fate {
    match verdict {
        Verdict::New => Fate::New,
        Verdict::Same(number, _) => Fate::Same(number.clone()),
        Verdict::Changed(number, _) => Fate::Changed(number.clone()),
        Verdict::Repeats => Fate::Repeats,
        Verdict::Clashes { .. } | Verdict::Wrong(_) => Fate::Wrong,
    }
}

/// Brings what else is wrong with rows that have a cell that cannot be read into the report: all at once, not one after the other.
pub(super) fn rest(fields: &[&'static Field], broken: &Batch, done: &Done, report: &mut Report) {
    for (at, verdict) in done.verdicts.iter().enumerate() {
        report.told.push((broken.place(at), Fate::Wrong));
        let Verdict::Wrong(errors) = verdict else { continue };
        for error in errors.iter().map(|error| broken.error(fields, at, error)) {
            let named =
                |one: &&CellError| (&one.sheet, one.row, &one.column) == (&error.sheet, error.row, &error.column);
            if report.errors.iter().find(named).is_none() {
                report.errors.push(error);
            }
        }
    }
}

/// What is said of rows that repeat others: they are counted once, and two people may have the same row.
fn repeated(places: &[Place]) -> Option<String> {
    let some: Vec<String> = places.iter().take(20).map(ToString::to_string).collect();
    let more = if places.len() > some.len() { " dan lainnya" } else { "" };
    (!some.is_empty()).then(|| {
        format!(
            "Sama persis dengan baris lain di berkas ini, jadi tidak dicatat lagi: {}{more}. Bila orang atau kejadiannya lain, bedakan \
             isinya, misalnya di keterangan.",
            some.join("; ")
        )
    })
}

/// What is said of a row that is the same happening as another, and says otherwise.
fn clashes(with: &Place, sure: bool) -> String {
    if sure {
        return format!(
            "Kejadian yang sama dengan {with}, tetapi isinya lain. Sisakan yang benar. Memang dua kejadian: tulis baru di kolom \
             nomor."
        );
    }
    format!(
        "Nama dan kejadiannya sama dengan {with}, tetapi isinya lain. Orangnya sama: sisakan yang benar. Dua orang: tulis baru di \
         kolom orang_id pada kedua baris."
    )
}
