//! `narasi-lawan-tabel`: a sentence that names an indicator in full and states another figure than the tables;
//! `narasi-tidak-terlaksana`: a sentence that says an activity was not carried out, which the tables count.
//!
//! Sentences are taken at their word only where they say nothing else: one year, one subject, one figure.

use rust_decimal::Decimal;

use super::{Material, prints, what};
use crate::cell::larger;
use crate::group::{Family, Indicator};
use crate::names::Name;
use crate::number::Figure;
use crate::read::Sentence;
use crate::recognise::{Role, When};
use crate::temuan::Temuan;
use crate::unit::{Unit, unit};

const VERBS: [&str; 6] = [" sebanyak ", " sebesar ", " adalah ", " mencapai ", " yaitu ", " dinyatakan "];
const PERIODS: [&str; 16] = [
    "triwulan",
    " tw",
    "semester",
    "bulan",
    "januari",
    "februari",
    "maret",
    "april",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
    "rata-rata",
];
const UNDONE: [&str; 6] = [
    "belum terlaksana",
    "tidak terlaksana",
    "belum dilaksanakan",
    "tidak dilaksanakan",
    "belum terealisasi",
    "tidak terealisasi",
];
/// Words around an activity's name that are not part of it.
const AROUND: [&str; 4] = ["pelaksanaan", "kegiatan", "adapun", "nya"];

pub(super) fn check(material: &Material<'_>) -> Vec<Temuan> {
    let mut findings = Vec::new();
    for document in material.documents {
        for sentence in &document.sentences {
            let place = format!("{}, baris {}", document.name, sentence.line);
            for family in material.families {
                findings.extend(stated(family, sentence, &place));
                findings.extend(undone(family, sentence, &place));
            }
        }
    }
    findings
}

/// A figure that a sentence states about an indicator.
fn stated(family: &Family<'_>, sentence: &Sentence, place: &str) -> Option<Temuan> {
    let text = format!(" {} ", sentence.text.to_lowercase());
    let (role, after) = match (text.find("realisasi"), text.find("target")) {
        (Some(at), None) => (Role::Realised(When::Year), text.get(at + "realisasi".len()..)?),
        (None, Some(at)) => (Role::Target(When::Year), text.get(at + "target".len()..)?),
        _ => return None,
    };
    let (end, verb) = VERBS.iter().filter_map(|verb| Some((after.find(verb)?, *verb))).min()?;
    let (subject, rest) = (after.get(..end)?, after.get(end + verb.len()..)?);
    if other_year(subject, family.year)
        || !names_year(subject, family.year)
        || PERIODS.iter().any(|p| subject.contains(p))
    {
        return None;
    }
    let indicator = subject_of(family, &name(subject))?;
    let share = unit(&indicator.plain()) == Unit::Share;
    let figure = first_figure(rest, share)?;
    let printed = prints(indicator, role);
    if printed.is_empty() || printed.iter().any(|print| print.figure.same(&figure)) {
        return None;
    }
    let first = printed.first()?;
    Some(
        Temuan::new("narasi-lawan-tabel", &format!("{} {role:?}", indicator.key()), place)
            .printed(format!("{} ({}, {})", first.figure.text, first.place, what(role)))
            .computed(format!("{} menurut narasi", figure.text))
            .says("Kalimat ini menyebut angka lain daripada tabel. Tentukan yang benar dari catatan, lalu samakan."),
    )
}

/// The indicator whose whole name is the subject of a sentence, and nothing besides.
fn subject_of<'a, 'b>(family: &'b Family<'a>, subject: &Name) -> Option<&'b Indicator<'a>> {
    let whole = |known: &Name| known.len() > 1 && known.covered_by(subject) > 0.99 && subject.covered_by(known) > 0.99;
    family.indicators.iter().find(|indicator| indicator.rows.iter().any(|p| whole(&Name::of(&p.row.name))))
}

fn name(text: &str) -> Name {
    let words = text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != '/'));
    let kept: Vec<&str> = words.filter(|w| w.chars().count() > 1 && !AROUND.contains(w)).collect();
    Name::of(&kept.join(" "))
}

/// The first figure: of a share one with a percent sign, of a count one without, which no bracket or year is. Of one that a word makes
/// larger (9,2 juta) it is not known how exact it is.
fn first_figure(text: &str, share: bool) -> Option<Figure> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let made_larger = |at: usize| {
        let next = words.get(at + 1).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        next.is_some_and(|next| next.starts_with(char::is_alphabetic) && larger(next))
    };
    let exact = |(at, word): &(usize, &&str)| !(made_larger(*at) && Figure::parse(word).is_some());
    words.iter().enumerate().take_while(exact).find_map(|(at, word)| {
        let joined = if words.get(at + 1).is_some_and(|next| next.starts_with('%')) {
            format!("{word}%")
        } else {
            (*word).to_owned()
        };
        let figure = Figure::parse(joined.trim_end_matches([',', ';', '.', ')']))?;
        (figure.percent == share).then_some(figure)
    })
}

fn years(text: &str) -> impl Iterator<Item = i32> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|p| p.len() == 4);
    parts.filter_map(|p| p.parse().ok()).filter(|y| (2000..2100).contains(y))
}

fn other_year(text: &str, year: Option<i32>) -> bool {
    years(text).any(|y| Some(y) != year)
}

fn names_year(text: &str, year: Option<i32>) -> bool {
    years(text).any(|y| Some(y) == year)
}

/// A sentence that ends in "was not carried out", about an indicator that counts something.
fn undone(family: &Family<'_>, sentence: &Sentence, place: &str) -> Option<Temuan> {
    let text = sentence.text.to_lowercase();
    let (at, phrase) = UNDONE.iter().filter_map(|phrase| Some((text.find(phrase)?, *phrase))).min()?;
    let (before, after) = (text.get(..at)?, text.get(at + phrase.len()..)?);
    let subject = name(before);
    if !name(after).is_empty() || subject.len() < 3 || other_year(&text, family.year) {
        return None;
    }
    let named = |p: &crate::group::Place<'_>| subject.covered_by(&Name::of(&p.row.name)) > 0.99;
    let mut fitting = family.indicators.iter().filter(|i| i.rows.iter().any(named));
    let (indicator, None) = (fitting.next()?, fitting.next()) else { return None };
    let roles =
        [When::Year, When::Quarter(4), When::Quarter(3), When::Quarter(2), When::Quarter(1)].map(Role::Realised);
    let (role, print) = roles.iter().find_map(|role| {
        prints(indicator, *role)
            .into_iter()
            .find(|print| print.figure.value > Decimal::ZERO)
            .map(|print| (*role, print))
    })?;
    Some(
        Temuan::new("narasi-tidak-terlaksana", &indicator.key(), place)
            .printed(format!("{} ({}, {})", print.figure.text, print.place, what(role)))
            .computed(format!("{phrase} menurut narasi"))
            .says(format!("Tabel mencatat realisasi untuk \"{}\", tetapi narasi menyebut kegiatannya {phrase}. Periksa mana yang benar.", indicator.name())),
    )
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::found;

    fn with(sentence: &str) -> Vec<String> {
        let text = format!(
            "{sentence}\n\nTabel 1\nCapaian BP3MI Contoh Tahun 2031\n\nIndikator\tTarget\tRealisasi\tCapaian\n\
             % Aduan yang difasilitasi\t70%\t70%\t100%\nJumlah kunjungan desa binaan\t10\t8\t80%\n"
        );
        found(&[("a.txt", &text)])
    }

    #[test]
    fn a_sentence_that_states_another_figure() {
        for good in [
            "Adapun realisasi aduan yang difasilitasi pada Tahun 2031 sebesar 70%.",
            "Adapun realisasi kunjungan desa binaan pada Tahun 2031 adalah 8 orang.",
            "Realisasi kunjungan desa binaan di pulau Contoh pada Tahun 2031 adalah 3 orang.",
            "Realisasi kunjungan desa binaan pada Tahun 2030 sebanyak 12 orang.",
            "Realisasi kunjungan desa binaan pada triwulan I Tahun 2031 sebanyak 2 orang.",
            "Target kunjungan desa binaan pada Tahun 2031 sebanyak 10 orang.",
        ] {
            assert!(with(good).is_empty(), "{good}: {:?}", with(good));
        }
        assert_eq!(
            with(
                "Realisasinya untuk tahun 2031 jumlah aduan yang difasilitasi sebanyak 601 kasus, dan dinyatakan 100% selesai."
            ),
            ["narasi-lawan-tabel: 70% (a.txt, Tabel 1 (baris 6), realisasi tahun) → 100% menurut narasi"]
        );
        assert_eq!(with("Target kunjungan desa binaan pada Tahun 2031 sebanyak 12 orang.").len(), 1);
    }

    #[test]
    fn an_activity_that_was_not_carried_out() {
        assert_eq!(
            with("b. Pelaksanaan kegiatan kunjungan desa binaan belum terlaksana;"),
            [
                "narasi-tidak-terlaksana: 8 (a.txt, Tabel 1 (baris 6), realisasi tahun) → belum terlaksana menurut narasi"
            ]
        );
        assert!(with("Kunjungan desa binaan belum terlaksana di Kabupaten Contoh.").is_empty());
        assert!(with("Kunjungan desa binaan belum terlaksana pada Tahun 2030.").is_empty());
    }
}
