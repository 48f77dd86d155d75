//! Native charts: bars side by side and lines over them, with the numbers as a workbook inside.

use std::fmt::Write;

use crate::escaped;

/// How a row of numbers is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// As bars.
    Bars,
    /// As bars with a broken outline.
    Outlines,
    /// As a broken line over the bars, with a dash at each category.
    Line,
}

/// A row of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// How they are drawn.
    pub look: Look,
    /// One for each category, as XML writes numbers: `79.49`. None where there is no number.
    pub values: Vec<Option<String>>,
    /// The places of those bars that are an outline, from 0 on.
    pub hollow: Vec<usize>,
}

/// A chart.
pub struct Chart {
    /// The title of the axis below.
    pub along: String,
    /// The title of the axis at the left.
    pub unit: String,
    /// Whether the numbers are per cent: 79.49 stands for 79,49 %.
    pub percent: bool,
    /// The end of the axis at the left, which begins at 0, as XML writes numbers.
    pub top: String,
    /// How far its marks are apart.
    pub step: String,
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
/// Bars, outlines and lines, outlines of single bars, lines of the grid.
const BAR: &str = "0B5B53";
const INK: &str = "13211F";
const HOLLOW: &str = "A2350F";
const GRID: &str = "D2DAD7";

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
        let form = self.form([&self.step].into_iter());
        let (top, step) = (escaped(&self.top), escaped(&self.step));
        let kinds = format!("{}{}", self.kind(false), self.kind(true));
        format!(
            "<c:chartSpace {SPACES}><c:lang val=\"id-ID\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>\
             {kinds}<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/>\
             <c:axPos val=\"b\"/>{}<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
             <c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/></c:catAx><c:valAx><c:axId val=\"2\"/><c:scaling>\
             <c:orientation val=\"minMax\"/><c:max val=\"{top}\"/><c:min val=\"0\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/>\
             <c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"{GRID}\"/></a:solidFill></a:ln></c:spPr>\
             </c:majorGridlines>{}<c:numFmt formatCode=\"{form}\" sourceLinked=\"0\"/><c:majorTickMark val=\"out\"/>\
             <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/>\
             <c:crossBetween val=\"between\"/><c:majorUnit val=\"{step}\"/></c:valAx></c:plotArea><c:legend>\
             <c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
             <c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"900\"/></a:pPr>\
             <a:endParaRPr lang=\"id-ID\"/></a:p></c:txPr><c:externalData r:id=\"rData\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
            axis_title(&self.along, ""),
            axis_title(&self.unit, " rot=\"-5400000\" vert=\"horz\""),
        )
    }

    /// All bars, or all lines.
    fn kind(&self, line: bool) -> String {
        let mut all = String::new();
        for (at, series) in self.series.iter().enumerate().filter(|(_, series)| (series.look == Look::Line) == line) {
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
        let (name, count) = (escaped(&series.name), self.categories.len());
        let form = self.form(series.values.iter().flatten());
        let (look, after) = series.drawn(&form);
        format!(
            "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:strRef><c:f>Data!${letter}$1</c:f><c:strCache>\
             <c:ptCount val=\"1\"/><c:pt idx=\"0\"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>{look}\
             <c:cat><c:strRef><c:f>Data!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{count}\"/>{}</c:strCache></c:strRef></c:cat>\
             <c:val><c:numRef><c:f>Data!${letter}$2:${letter}${last}</c:f><c:numCache><c:formatCode>{form}</c:formatCode>\
             <c:ptCount val=\"{count}\"/>{}</c:numCache></c:numRef></c:val>{after}</c:ser>",
            points(self.categories.iter().map(Some)),
            points(series.values.iter().map(Option::as_ref)),
        )
    }

    /// How numbers are written: the Indonesian way, with decimals where one of them has some.
    fn form<'a>(&self, mut values: impl Iterator<Item = &'a String>) -> String {
        let decimals = if values.any(|value| value.contains('.')) { ".00" } else { "" };
        let sign = if self.percent { "&quot; %&quot;" } else { "" };
        format!("[$-421]#,##0{decimals}{sign}")
    }
}

impl Series {
    /// How it looks, and what follows its numbers.
    fn drawn(&self, form: &str) -> (String, &'static str) {
        let fill = |colour: &str| format!("<a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill>");
        let outline = |colour: &str, dash: &str| {
            let line = fill(colour);
            format!("<c:spPr><a:noFill/><a:ln w=\"15875\">{line}{dash}</a:ln></c:spPr>")
        };
        let broken = "<a:prstDash val=\"dash\"/>";
        let bars = match self.look {
            Look::Line => {
                let ink = fill(INK);
                let line = format!("<c:spPr><a:ln w=\"12700\">{ink}{broken}</a:ln></c:spPr>");
                let mark = format!(
                    "<c:marker><c:symbol val=\"dash\"/><c:size val=\"16\"/><c:spPr>{ink}<a:ln w=\"9525\">{ink}</a:ln></c:spPr></c:marker>"
                );
                return (format!("{line}{mark}"), "<c:smooth val=\"0\"/>");
            }
            Look::Outlines => outline(INK, broken),
            Look::Bars => format!("<c:spPr>{}</c:spPr>", fill(BAR)),
        };
        let mut hollow = String::new();
        for at in &self.hollow {
            let look = outline(HOLLOW, "");
            let _ = write!(
                hollow,
                "<c:dPt><c:idx val=\"{at}\"/><c:invertIfNegative val=\"0\"/><c:bubble3D val=\"0\"/>{look}</c:dPt>"
            );
        }
        (format!("{bars}<c:invertIfNegative val=\"0\"/>{hollow}{}", labels(form)), "")
    }
}

/// The title of an axis.
fn axis_title(text: &str, turned: &str) -> String {
    let text = escaped(text);
    format!(
        "<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:p><a:pPr><a:defRPr sz=\"900\" b=\"0\"/></a:pPr><a:r>\
         <a:rPr lang=\"id-ID\" sz=\"900\" b=\"0\"/><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>"
    )
}

/// The value above each bar.
fn labels(form: &str) -> String {
    format!(
        "<c:dLbls><c:numFmt formatCode=\"{form}\" sourceLinked=\"0\"/><c:spPr><a:noFill/></c:spPr>\
         <c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
         <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
    )
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

    fn series(look: Look, values: &[&str]) -> Series {
        let values = values.iter().map(|value| Some((*value).to_owned())).collect();
        Series { name: "Realisasi".to_owned(), look, values, hollow: Vec::new() }
    }

    fn chart(percent: bool, step: &str, series: Vec<Series>) -> Chart {
        Chart {
            along: "Masa".to_owned(),
            unit: "orang".to_owned(),
            percent,
            top: "4000".to_owned(),
            step: step.to_owned(),
            categories: vec!["TW1".to_owned(), "TW2".to_owned()],
            series,
            workbook: Vec::new(),
            description: String::new(),
        }
    }

    #[test]
    fn numbers_are_written_the_indonesian_way_with_decimals_where_there_are_some() {
        let of = |values: &[&str]| chart(false, "1000", vec![series(Look::Bars, values)]).part();
        let (whole, parted) = (of(&["3980", "12"]), of(&["79.49", "12"]));
        assert!(whole.contains("<c:lang val=\"id-ID\"/>") && !whole.contains("General"), "{whole}");
        assert_eq!(whole.matches("[$-421]#,##0<").count() + whole.matches("[$-421]#,##0\"").count(), 3, "{whole}");
        assert_eq!(parted.matches("[$-421]#,##0.00").count(), 2, "the axis has whole marks: {parted}");
        let share = chart(true, "2.5", vec![series(Look::Bars, &["9", "1"])]).part();
        assert_eq!(share.matches("#,##0&quot; %&quot;").count(), 2, "{share}");
        assert_eq!(share.matches("#,##0.00&quot; %&quot;").count(), 1, "the axis has marks at 2.5: {share}");
    }

    #[test]
    fn axes_have_titles_and_marks_and_a_target_is_a_line() {
        let mut reached = series(Look::Bars, &["3980", "12"]);
        reached.hollow = vec![1];
        let part = chart(false, "1000", vec![reached, series(Look::Line, &["4000", "4000"])]).part();
        assert!(part.contains("<a:t>Masa</a:t>") && part.contains("<a:t>orang</a:t>"), "{part}");
        assert!(part.contains("<c:max val=\"4000\"/>") && part.contains("<c:majorUnit val=\"1000\"/>"), "{part}");
        let (bars, lines) = part.split_once("<c:lineChart>").unwrap();
        assert!(bars.contains("<c:dPt><c:idx val=\"1\"/>") && bars.matches("<c:ser>").count() == 1, "{bars}");
        assert!(lines.matches("<c:ser>").count() == 1 && lines.contains("prstDash"), "{lines}");
    }
}
