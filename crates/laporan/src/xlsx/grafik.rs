//! Charts of the workbook: their numbers as cells, each traced, and the drawing over them, with the axis that the console draws.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart as Drawn, ChartDataLabel, ChartFormat, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType,
    ChartPoint, ChartSolidFill, ChartType, Worksheet, XlsxError,
};

use super::{Looks, Placed, put};
use crate::model::{Cell, Chart, Form, Look, Number, Series};

/// Width and height of a chart, in pixels.
const SIZE: (u32, u32) = (640, 320);
/// Rows that a chart covers.
const COVERED: u32 = 18;
/// The most letters that Excel keeps of what stands for a chart; what is left out stands in the rows above it.
const WORDS: usize = 255;
/// Bars, outlines and lines, outlines of single bars, lines of the grid.
const BAR: u32 = 0x000B_5B53;
const INK: u32 = 0x0013_211F;
const HOLLOW: u32 = 0x00A2_350F;
const GRID: u32 = 0x00D2_DAD7;

/// Writes the numbers of a chart alone, as they are told, for the document that shows it.
pub(super) fn bare(sheet: &mut Worksheet, chart: &Chart) -> Result<(), XlsxError> {
    heads(sheet, 0, chart)?;
    for (column, series) in (1_u16..).zip(&chart.series) {
        for (row, point) in (1_u32..).zip(&series.points) {
            if let Some(value) = point.value.and_then(|value| value.to_f64()) {
                sheet.write_number(row, column, value)?;
            }
        }
    }
    Ok(())
}

/// Writes what stands along a chart and the names of its series.
fn heads(sheet: &mut Worksheet, top: u32, chart: &Chart) -> Result<(), XlsxError> {
    for (column, series) in (1_u16..).zip(&chart.series) {
        sheet.write_string(top, column, &series.name)?;
    }
    for (row, category) in (top + 1..).zip(&chart.categories) {
        sheet.write_string(row, 0, category)?;
    }
    Ok(())
}

/// Writes the numbers of a chart as those of a table; the first row below them.
fn data(
    sheet: &mut Worksheet,
    (name, top): (&str, u32),
    chart: &Chart,
    (looks, placed): (&Looks, &mut Vec<Placed>),
) -> Result<u32, XlsxError> {
    heads(sheet, top, chart)?;
    let form = if chart.percent { Form::Percent } else { Form::Plain };
    for (column, series) in (1_u16..).zip(&chart.series) {
        for (row, point) in (top + 1..).zip(&series.points) {
            let Some(value) = point.value else { continue };
            let cell = Cell::Number(Number { value, form, origin: point.origin });
            put(sheet, (row, column), &cell, looks)?;
            placed.extend(Placed::of(name, (row, column), &cell));
        }
    }
    Ok(top + 1 + u32::try_from(chart.categories.len()).unwrap_or_default())
}

/// Draws a chart below what stands on a sheet, from numbers of its own; the first row below it.
pub(super) fn draw(
    sheet: &mut Worksheet,
    (name, top): (&str, u32),
    chart: &Chart,
    traced: (&Looks, &mut Vec<Placed>),
) -> Result<u32, XlsxError> {
    let below = data(sheet, (name, top), chart, traced)?;
    let last = below.saturating_sub(1);
    let (mut bars, mut lines) = (Drawn::new(ChartType::Column), Drawn::new(ChartType::Line));
    let mut beside = false;
    for (column, series) in (1_u16..).zip(&chart.series) {
        beside |= series.look == Look::Line;
        let of = if series.look == Look::Line { &mut lines } else { &mut bars };
        let drawn = of.add_series();
        drawn.set_name((name, top, column));
        drawn.set_categories((name, top + 1, 0_u16, last, 0_u16));
        drawn.set_values((name, top + 1, column, last, column));
        dress(drawn, series, &written(chart, series.points.iter().filter_map(|point| point.value)));
    }
    if beside {
        bars.combine(&lines);
    }
    axes(&mut bars, chart);
    bars.title().set_name(&chart.title);
    bars.set_width(SIZE.0).set_height(SIZE.1).set_alt_text(short(&chart.words()));
    sheet.insert_chart(below + 1, 0, &bars)?;
    Ok(below + 1 + COVERED)
}

/// Gives both axes their titles, and the one at the left its marks.
fn axes(drawn: &mut Drawn, chart: &Chart) {
    let scale = chart.scale();
    let whole = if chart.percent { Decimal::ONE_HUNDRED } else { Decimal::ONE };
    let told = |value: Decimal| value.checked_div(whole).and_then(|value| value.to_f64()).unwrap_or(1.0);
    drawn.x_axis().set_name(&chart.along);
    let mut line = ChartLine::new();
    line.set_color(GRID).set_width(0.5);
    let form = written(chart, [scale.step].into_iter());
    let left = drawn.y_axis();
    left.set_name(&chart.unit).set_min(0.0).set_max(told(scale.top)).set_major_unit(told(scale.step));
    left.set_num_format(form).set_major_gridlines_line(&line);
}

/// Gives the numbers of a series their look.
fn dress(drawn: &mut rust_xlsxwriter::ChartSeries, series: &Series, form: &str) {
    let mut line = ChartLine::new();
    line.set_color(INK).set_width(1.25).set_dash_type(ChartLineDashType::Dash);
    let mut look = ChartFormat::new();
    match series.look {
        Look::Line => {
            look.set_line(&line);
            let mut ink = ChartFormat::new();
            ink.set_solid_fill(ChartSolidFill::new().set_color(INK));
            let mut mark = ChartMarker::new();
            mark.set_type(ChartMarkerType::LongDash).set_size(20).set_format(&mut ink);
            drawn.set_format(&mut look).set_marker(&mark);
            return;
        }
        Look::Printed => look.set_no_fill().set_border(&line),
        Look::Bars => look.set_solid_fill(ChartSolidFill::new().set_color(BAR)),
    };
    let mut label = ChartDataLabel::new();
    label.show_value().set_num_format(form);
    drawn.set_format(&mut look).set_data_label(&label);
    if series.points.iter().any(|point| point.missed) {
        drawn.set_points(&series.points.iter().map(|point| outlined(point.missed)).collect::<Vec<_>>());
    }
}

/// The look of a single bar: an outline, or that of its series.
fn outlined(missed: bool) -> ChartPoint {
    if !missed {
        return ChartPoint::new();
    }
    let mut line = ChartLine::new();
    line.set_color(HOLLOW).set_width(1.25);
    let mut look = ChartFormat::new();
    look.set_no_fill().set_border(&line);
    ChartPoint::new().set_format(&mut look)
}

/// How numbers of a chart are written: with decimals where one of them has some.
fn written(chart: &Chart, mut values: impl Iterator<Item = Decimal>) -> String {
    let parted = values.any(|value| !value.fract().is_zero());
    let form = match (chart.percent, parted) {
        (true, true) => "0.00%",
        (true, false) => "0%",
        (false, true) => "#,##0.00",
        (false, false) => "#,##0",
    };
    form.to_owned()
}

/// A text of at most so many letters, cut where a word ends.
fn short(words: &str) -> String {
    if words.chars().count() <= WORDS {
        return words.to_owned();
    }
    let cut: String = words.chars().take(WORDS - 1).collect();
    format!("{}…", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}
