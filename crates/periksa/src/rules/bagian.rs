//! `narasi-lawan-tabel` in the section of an indicator: below a numbered heading that is its title, a sentence that begins with
//! "Realisasi tahun 2025 adalah …" means that indicator without naming it.
//!
//! The section ends with whatever may begin another one: a figure held against the row of another indicator is a false finding.

use super::{Print, prints, what};
use crate::cell::larger;
use crate::group::Indicator;
use crate::number::Figure;
use crate::read::Document;
use crate::recognise::{Role, When};
use crate::rules::Material;
use crate::temuan::Temuan;
use crate::unit::{Unit, unit};

const VERBS: [&str; 5] = ["adalah", "sebesar", "sebanyak", "mencapai", "yaitu"];
const TARGETS: [&str; 2] = [" dengan target ", " dari target "];
const PERIODS: [&str; 4] = ["triwulan", " tw", "semester", "bulan"];
/// The most indicators of a year that a report evaluates one by one.
const MOST: usize = 60;

/// An indicator with its titles, as sentences are compared with them.
struct Titled<'a, 'b> {
    indicator: &'b Indicator<'a>,
    titles: Vec<String>,
}

impl<'a, 'b> Titled<'a, 'b> {
    fn of(indicator: &'b Indicator<'a>) -> Self {
        let mut titles: Vec<String> = indicator.rows.iter().map(|place| plain(&place.row.name)).collect();
        titles.retain(|title| title.contains(' '));
        titles.sort_unstable();
        titles.dedup();
        Self { indicator, titles }
    }
}

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut years: Vec<i32> = material.families.iter().filter_map(|family| family.year).collect();
    years.sort_unstable();
    years.dedup();
    let mut findings = Vec::new();
    for year in years {
        let of_year = material.families.iter().filter(|family| family.year == Some(year));
        let known: Vec<Titled<'_, '_>> = of_year.flat_map(|family| &family.indicators).map(Titled::of).collect();
        if known.len() <= MOST {
            findings.extend(material.documents.iter().flat_map(|document| within(document, &known, year)));
        }
    }
    findings
}

/// What a document says in the sections of indicators.
fn within(document: &Document, known: &[Titled<'_, '_>], year: i32) -> Vec<Temuan> {
    let mut findings = Vec::new();
    let mut section: Vec<&Titled<'_, '_>> = Vec::new();
    for sentence in &document.sentences {
        let text = plain(&sentence.text);
        section = below(known, section, &text);
        for (role, figure) in said(&text, year) {
            let Some((indicator, print)) = against(&section, role, &figure) else { continue };
            let place = format!("{}, baris {}, bagian \"{}\"", document.name, sentence.line, indicator.name());
            let about = format!("{} {role:?} {}", indicator.key(), sentence.line);
            findings.push(
                Temuan::new("narasi-lawan-tabel", &about, place)
                    .printed(format!("{} ({}, {})", print.figure.text, print.place, what(role)))
                    .computed(format!("{} menurut narasi", figure.text))
                    .says(format!(
                        "Kalimat \"{}\" menyebut angka lain daripada tabel. Tentukan yang benar dari catatan, lalu samakan.",
                        sentence.text
                    )),
            );
        }
    }
    findings
}

/// A text in small letters with single blanks.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands behind the number of a heading.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|one: char| one.is_ascii_digit());
    let heading = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    (rest.len() < text.len()).then_some(heading)
}

/// Whether a text may begin a chapter or a part of one.
fn begins(text: &str) -> bool {
    let mut letters = text.chars();
    let lettered = letters.next().is_some_and(char::is_alphabetic) && letters.next() == Some('.');
    lettered || text.starts_with("bab ") || text.starts_with("lampiran")
}

/// The indicators whose section a text stands in: those of a heading that it is, those of the section before, or none.
fn below<'k, 'a, 'b>(
    known: &'k [Titled<'a, 'b>],
    section: Vec<&'k Titled<'a, 'b>>,
    text: &str,
) -> Vec<&'k Titled<'a, 'b>> {
    let titles = || known.iter().flat_map(|one| &one.titles);
    if let Some(heading) = numbered(text) {
        let whole = |title: &&String| {
            let rest = heading.strip_prefix(title.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        };
        let Some(title) = titles().find(whole) else { return Vec::new() };
        return known.iter().filter(|one| one.titles.contains(title)).collect();
    }
    if section.is_empty() || begins(text) {
        return Vec::new();
    }
    let own = |title: &String| section.iter().flat_map(|one| &one.titles).any(|held| held.contains(title.as_str()));
    let other = titles().any(|title| text.contains(title.as_str()) && !own(title));
    if other { Vec::new() } else { section }
}

/// What a sentence says of the year, where it says nothing else: what was realised, and the target beside it.
fn said(text: &str, year: i32) -> Vec<(Role, Figure)> {
    told(text, &year.to_string()).unwrap_or_default()
}

fn told(text: &str, year: &str) -> Option<Vec<(Role, Figure)>> {
    let (before, after) = text.split_once(&format!("realisasi tahun {year} "))?;
    let begins = before.is_empty() || before.trim_end().ends_with(':');
    let other = |part: &str| part.len() == 4 && part.starts_with("20") && part != year;
    let elsewhere = text.split(|one: char| !one.is_ascii_digit()).any(other);
    let (verb, rest) = after.split_once(' ')?;
    if !begins || elsewhere || !VERBS.contains(&verb) || PERIODS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut found: Vec<(Role, Figure)> = Vec::new();
    found.extend(first(rest).map(|figure| (Role::Realised(When::Year), figure)));
    for opening in TARGETS {
        let target = rest.split_once(opening).and_then(|(_, target)| first(target));
        found.extend(target.map(|figure| (Role::Target(When::Year), figure)));
    }
    Some(found)
}

/// The figure with which a text begins; none that a word makes larger.
fn first(text: &str) -> Option<Figure> {
    let mut words = text.split(' ');
    let (word, next) = (words.next()?, words.next().unwrap_or_default());
    let bare = next.trim_matches(|one: char| !one.is_alphanumeric());
    if bare.starts_with(char::is_alphabetic) && larger(bare) {
        return None;
    }
    let joined = if next.starts_with('%') { format!("{word}%") } else { word.to_owned() };
    Figure::parse(joined.trim_end_matches([',', ';', '.', ')']))
}

/// The indicator and its print that a figure contradicts; none where any print of any of them is that figure.
fn against<'a, 'b>(section: &[&Titled<'a, 'b>], role: Role, figure: &Figure) -> Option<(&'b Indicator<'a>, Print<'a>)> {
    let mut wrong = None;
    for one in section {
        let indicator = one.indicator;
        let printed = prints(indicator, role);
        if printed.iter().any(|print| print.figure.same(figure)) {
            return None;
        }
        if (unit(&indicator.plain()) == Unit::Share) == figure.percent {
            wrong = wrong.or_else(|| printed.into_iter().next().map(|print| (indicator, print)));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn with(text: &str) -> Vec<String> {
        let text = format!(
            "{text}\n\nTabel 1\nCapaian BP3MI Contoh Tahun 2031\n\nIndikator\tTarget\tRealisasi\tCapaian\n\
             % Aduan yang difasilitasi\t70%\t70%\t100%\nJumlah kunjungan desa binaan\t10\t8\t80%\n"
        );
        found(&[("a.txt", &text)])
    }

    const HEADING: &str = "2. Jumlah kunjungan desa binaan";

    #[test]
    fn a_sentence_below_the_heading_of_an_indicator_means_it() {
        for (sentence, told) in [
            ("Realisasi tahun 2031 adalah 9 kunjungan.", "→ 9 menurut narasi"),
            ("Realisasi tahun 2031 adalah 9 kunjungan, dengan target 10 kunjungan.", "→ 9 menurut narasi"),
            ("Realisasi tahun 2031 sebesar 8 kunjungan dari target 12.", "→ 12 menurut narasi"),
        ] {
            let found = with(&format!("{HEADING}\n\nKunjungan tetap.\n\n{sentence}"));
            assert!(found.len() == 1 && found[0].contains(told), "{sentence}: {found:?}");
            let inline = with(&format!("{HEADING}: {sentence}"));
            assert!(inline.len() == 1 && inline[0].contains(told), "{sentence}: {inline:?}");
        }
    }

    #[test]
    fn a_sentence_that_may_be_about_something_else_is_left_alone() {
        let wrong = "Realisasi tahun 2031 adalah 9 kunjungan.";
        for text in [
            wrong.to_owned(),
            format!("{HEADING}\n\nRealisasi tahun 2031 adalah 8 kunjungan, dengan target 10 kunjungan."),
            format!("{HEADING}\n\nRealisasi tahun 2030 adalah 9 kunjungan."),
            format!("{HEADING}\n\nRealisasi tahun 2031 adalah 9 kunjungan, tahun 2030 adalah 7."),
            format!("{HEADING}\n\nRealisasi tahun 2031 adalah 2 kunjungan pada triwulan I."),
            format!("{HEADING}\n\nRealisasi tahun 2031 adalah 9 ribu kunjungan."),
            format!("{HEADING}\n\nRealisasi tahun 2031 adalah 80% dari rencana."),
            format!("{HEADING}\n\nDi pulau Contoh realisasi tahun 2031 adalah 3 kunjungan."),
            format!("{HEADING}\n\nBAB IV PENUTUP\n\n{wrong}"),
            format!("{HEADING}\n\nC. Realisasi Anggaran\n\n{wrong}"),
            format!("{HEADING}\n\n3. Jumlah pelatihan guru\n\n{wrong}"),
            format!("{HEADING}\n\nLihat pula % aduan yang difasilitasi.\n\n{wrong}"),
            format!("2. Jumlah kunjungan desa binaan di pulau Contoh\n\n{wrong}"),
        ] {
            assert!(with(&text).is_empty(), "{text}: {:?}", with(&text));
        }
    }
}
