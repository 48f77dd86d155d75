//! Native charts: bars side by side and lines over them, with the numbers as a workbook inside.

use std::fmt::Write;

use crate::escaped;

/// A row of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// Whether they are a line; bars otherwise.
    pub line: bool,
    /// One for each category, as XML writes numbers: `79.49`. None where there is no number.
    pub values: Vec<Option<String>>,
}

/// A chart.
pub struct Chart {
    /// What stands along it.
    pub categories: Vec<String>,
    /// Its numbers.
    pub series: Vec<Series>,
    /// The workbook that it is edited from: a sheet `Data`, the categories in its first column and a series in each of the others.
    pub workbook: Vec<u8>,
    /// What it shows, for who does not see it.
    pub description: String,
}

/// Lengths are in EMU, 914,400 to the inch.
const WIDE: u32 = 16 * 360_000;
const HIGH: u32 = 75 * 36_000;
/// Charts stand apart from pictures, which are counted from 1.
const FIRST: usize = 10_000;
const SPACES: &str = "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const COLOURS: [&str; 4] = ["1F6F5C", "C2571A", "6C8EBF", "8A8A8A"];

/// The column of a series, of which there are at most 25.
fn column(at: usize) -> char {
    ('B'..='Z').nth(at).unwrap_or('Z')
}

impl Chart {
    pub(crate) fn drawing(&self, number: usize) -> String {
        let description = escaped(&self.description);
        let id = FIRST + number;
        format!(
            "<w:p><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/><w:jc w:val=\"center\"/></w:pPr><w:r>\
             <w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{WIDE}\" cy=\"{HIGH}\"/>\
             <wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:docPr id=\"{id}\" name=\"Grafik {number}\" \
             descr=\"{description}\"/><wp:cNvGraphicFramePr/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">\
             <a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\">\
             <c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rGrafik{number}\"/>\
             </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )
    }

    /// The part of the file that draws it.
    pub(crate) fn part(&self) -> String {
        let axis = form(self.series.iter().flat_map(|series| &series.values));
        let kinds = format!("{}{}", self.kind(false), self.kind(true));
        format!(
            "<c:chartSpace {SPACES}><c:lang val=\"id-ID\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
             {kinds}<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/>\
             <c:axPos val=\"b\"/><c:majorTickMark val=\"out\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
             <c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/></c:catAx><c:valAx><c:axId val=\"2\"/><c:scaling>\
             <c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorGridlines>\
             <c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"D9D9D9\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>\
             <c:numFmt formatCode=\"{axis}\" sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/><c:minorTickMark val=\"none\"/>\
             <c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/></c:valAx></c:plotArea><c:legend>\
             <c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
             <c:externalData r:id=\"rData\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>"
        )
    }

    /// All bars, or all lines.
    fn kind(&self, line: bool) -> String {
        let mut all = String::new();
        for (at, series) in self.series.iter().enumerate().filter(|(_, series)| series.line == line) {
            all.push_str(&self.series(at, series));
        }
        let axes = "<c:axId val=\"1\"/><c:axId val=\"2\"/>";
        match (all.is_empty(), line) {
            (true, _) => String::new(),
            (false, false) => format!(
                "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>{all}\
                 <c:gapWidth val=\"80\"/>{axes}</c:barChart>"
            ),
            (false, true) => format!(
                "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{all}<c:marker val=\"1\"/>{axes}</c:lineChart>"
            ),
        }
    }

    fn series(&self, at: usize, series: &Series) -> String {
        let (letter, last) = (column(at), self.categories.len() + 1);
        let colour = COLOURS.get(at % COLOURS.len()).copied().unwrap_or("1F6F5C");
        let fill = format!("<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>");
        let (look, after) = if series.line {
            let marker =
                format!("<c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr>{fill}</c:spPr></c:marker>");
            (format!("<c:spPr><a:ln w=\"28575\">{fill}</a:ln></c:spPr>{marker}"), "<c:smooth val=\"0\"/>")
        } else {
            (format!("<c:spPr>{fill}</c:spPr><c:invertIfNegative val=\"0\"/>"), "")
        };
        let (name, count) = (escaped(&series.name), self.categories.len());
        let form = form(&series.values);
        let labels = if series.line { String::new() } else { labels(form) };
        format!(
            "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:strRef><c:f>Data!${letter}$1</c:f><c:strCache>\
             <c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>{look}{labels}\
             <c:cat><c:strRef><c:f>Data!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{}</c:strCache></c:strRef></c:cat>\
             <c:val><c:numRef><c:f>Data!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>{form}</c:formatCode>\
             <c:ptCount val=\"{count}\"/>{}</c:numCache></c:numRef></c:val>{after}</c:ser>",
            points(self.categories.iter().map(Some)),
            points(series.values.iter().map(Option::as_ref)),
        )
    }
}

/// The value above each bar.
fn labels(form: &str) -> String {
    format!(
        "<c:dLbls><c:numFmt formatCode=\"{form}\" sourceLinked=\"0\"/><c:spPr><a:noFill/></c:spPr>\
         <c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
         <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
    )
}

/// How numbers are written: the Indonesian way, with decimals where one of them has some.
fn form<'a>(values: impl IntoIterator<Item = &'a Option<String>>) -> &'static str {
    let parted = values.into_iter().flatten().any(|value| value.contains('.'));
    if parted { "[$-421]#,##0.00" } else { "[$-421]#,##0" }
}

fn points<'a>(values: impl Iterator<Item = Option<&'a String>>) -> String {
    let mut xml = String::new();
    for (at, value) in values.enumerate() {
        if let Some(value) = value {
            let _ = write!(xml, "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", escaped(value));
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_indonesian_way_with_decimals_where_there_are_some() {
        let series = |values: &[&str]| Series {
            name: "Realisasi".to_owned(),
            line: false,
            values: values.iter().map(|value| Some((*value).to_owned())).collect(),
        };
        let chart = |values: &[&str]| Chart {
            categories: vec!["TW1".to_owned(), "TW2".to_owned()],
            series: vec![series(values)],
            workbook: Vec::new(),
            description: String::new(),
        };
        let (whole, parted) = (chart(&["3980", "12"]).part(), chart(&["79.49", "12"]).part());
        assert!(whole.contains("<c:lang val=\"id-ID\"/>") && !whole.contains("General"), "{whole}");
        assert_eq!(whole.matches("[$-421]#,##0<").count() + whole.matches("[$-421]#,##0\"").count(), 3, "{whole}");
        assert_eq!(parted.matches("[$-421]#,##0.00").count(), 3, "{parted}");
    }
}
