//! Whether two sets of particulars may be about the same person, and why. Pure: it gives the same result when a proposal is
//! made and when its choice is checked.
//!
//! Agreement adds points and contradiction removes them ([`judge`]). The points and thresholds are our own, not from a
//! regulation: they were chosen by looking at the labelled pairs of `tests/fixtures/pencocokan.csv`, and
//! `docs/generated/pencocokan.md` shows the results. Only an identity number makes a match certain. Nobody is ever joined to a
//! record because of the name, and a strong proposal still needs the decision of a human.

use std::sync::OnceLock;

use kernel::Day;

use crate::alignment::{self, Alike, Degree, Name};
use crate::birth::{Dates, Part, dates, parts};
use crate::key;

/// The least points of a strong proposal: those of the same uncommon name with the same birth date.
pub const STRONG: i32 = 8;
/// The least points of any proposal: those of the same uncommon name with no contradiction.
pub const POSSIBLE: i32 = 4;

/// The most points of a name: the same name and the same father.
const BEST_NAME: i32 = 6;

/// How certain a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Worth a look ([`POSSIBLE`]).
    Mungkin,
    /// Name and particulars agree ([`STRONG`]); a human decides.
    Kuat,
    /// The same NIK or travel document, and nothing against it.
    Pasti,
}

impl Strength {
    /// The word used in answers of the api.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Mungkin => "mungkin",
            Self::Kuat => "kuat",
            Self::Pasti => "pasti",
        }
    }
}

/// The particulars of a person, from a form or as stored.
#[derive(Clone, Debug)]
pub struct Said {
    name: String,
    /// The name prepared for comparison, on first use; most people already differ by their dates.
    read: OnceLock<Name>,
    born: Option<Day>,
    part: Option<Part>,
    sex: Option<String>,
    area: Option<String>,
    nik: Option<String>,
    document: Option<String>,
    /// Other names under which the person was recorded.
    also: Vec<String>,
}

impl Said {
    /// Particulars: name, birth date, sex, code of the area of origin.
    #[must_use]
    pub fn new(name: &str, born: Option<Day>, sex: Option<String>, area: Option<String>) -> Self {
        Self {
            name: name.to_owned(),
            read: OnceLock::new(),
            born,
            part: None,
            sex,
            area,
            nik: None,
            document: None,
            also: Vec::new(),
        }
    }

    /// The same with what is known of a birth date whose day is not: `1987`, `1987-11`.
    #[must_use]
    pub fn with_part(self, part: Option<&str>) -> Self {
        Self { part: part.and_then(Part::read), ..self }
    }

    /// How the two birth dates stand to each other, as far as they are known.
    fn birth(&self, other: &Self) -> Dates {
        match (self.part, other.part) {
            (None, None) => dates(self.born, other.born),
            (one, two) => parts(one.or(self.born.map(Part::of)), two.or(other.born.map(Part::of))),
        }
    }

    /// The same with NIK and document, in any form that is the same on both compared sides.
    #[must_use]
    pub fn with_numbers(self, nik: Option<String>, document: Option<String>) -> Self {
        Self { nik, document, ..self }
    }

    /// The same with other names under which the person was recorded; any of them is as good as the name itself.
    #[must_use]
    pub fn also(self, also: Vec<String>) -> Self {
        Self { also, ..self }
    }

    fn name(&self) -> &Name {
        self.read.get_or_init(|| Name::read(&self.name))
    }

    /// How a name agrees with this person's name, or with the one of the other names that agrees best.
    fn alike(&self, claims: &Self) -> Option<Alike> {
        let main = alignment::compare(claims.name(), self.name());
        let others = self.also.iter().filter_map(|other| alignment::compare(claims.name(), &Name::read(other)));
        main.into_iter().chain(others).max_by_key(|alike| (alike.degree, alike.father, !alike.common))
    }
}

/// The result of [`judge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// How certain it is.
    pub strength: Strength,
    /// The points, for the order of proposals.
    pub points: i32,
    /// Why, in the words of the console.
    pub reasons: Vec<&'static str>,
}

/// How two areas of origin stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origins {
    Same,
    Province,
    Unknown,
    Other,
}

fn origins(one: Option<&str>, other: Option<&str>) -> Origins {
    let (Some(one), Some(other)) = (one, other) else { return Origins::Unknown };
    let province = |code: &str| code.get(..2).map(str::to_owned);
    match () {
        () if province(one) != province(other) => Origins::Other,
        () if one == other && one.len() > 2 => Origins::Same,
        () if one.len() == 2 || other.len() == 2 => Origins::Province,
        // Two regencies of one province say nothing: people move within a province as often as elsewhere.
        () => Origins::Unknown,
    }
}

fn same(one: Option<&String>, other: Option<&String>) -> Option<bool> {
    one.zip(other).map(|(one, other)| one == other)
}

/// Whether the particulars `claims` may be about the person `known`. None if it is somebody else: another NIK, or too little
/// agreement.
///
/// Points: name 4 the same, 3 close, 2 in part, less 1 if the only words that agree are ones that very many people share, and
/// less 2 if one letter is replaced by another; birth date 4 the same (3 for a 1 January), 3 day and month swapped, 1 another
/// digit or the year, −6 another date; origin 2 the same kabupaten or kota, 1 the same province, −2 another; father 2 or −4;
/// sex −3 if it contradicts; document −1 if it is another, since passports are renewed and an SPLP is for one journey.
#[must_use]
pub fn judge(claims: &Said, known: &Said) -> Option<Judged> {
    let nik = same(claims.nik.as_ref(), known.nik.as_ref());
    if nik == Some(false) {
        return None;
    }
    let document = same(claims.document.as_ref(), known.document.as_ref());
    let certain = nik == Some(true) || document == Some(true);
    let (dates, mut rest) = (claims.birth(known), Tally::default());
    rest.dates(dates);
    rest.places(claims, known);
    // Even the best name could not add enough points.
    if !certain && rest.points + BEST_NAME < POSSIBLE {
        return None;
    }
    let mut tally = Tally::default();
    if certain {
        tally.count((0, if nik == Some(true) { "NIK sama" } else { "nomor dokumen sama" }));
    } else if document == Some(false) {
        tally.count((-1, ""));
    }
    match known.alike(claims) {
        Some(alike) => tally.name(alike),
        None if certain => tally.count((0, "nama berbeda: periksa nomornya")),
        None => return None,
    }
    tally.points += rest.points;
    tally.reasons.extend(rest.reasons);
    let strength = match tally.points {
        _ if certain && contradictions(claims, known).is_empty() => Strength::Pasti,
        _ if certain => Strength::Kuat,
        STRONG.. => Strength::Kuat,
        POSSIBLE.. => Strength::Mungkin,
        _ => return None,
    };
    Some(Judged { strength, points: tally.points, reasons: tally.reasons })
}

/// What two sets of particulars contradict each other in, by the person's fields: another name, sex or birth date. A number says
/// that two are one person only as long as this is nothing.
#[must_use]
pub fn contradictions(claims: &Said, known: &Said) -> Vec<&'static str> {
    let name = known.alike(claims);
    // Where only words agree that a great many share, the names are two; and so they are where the fathers are.
    let two = |alike: Alike| (alike.common && alike.degree == Degree::Part) || alike.father == Some(false);
    let other_name = name.is_none_or(two);
    let other_sex = same(claims.sex.as_ref(), known.sex.as_ref()) == Some(false);
    let other_day = claims.birth(known) == Dates::Other;
    let all =
        [(other_name, key::NAMA.name), (other_sex, key::JENIS_KELAMIN.name), (other_day, key::TANGGAL_LAHIR.name)];
    all.into_iter().filter_map(|(other, field)| other.then_some(field)).collect()
}

/// Whether two names are the same in other words.
pub(crate) fn named_alike(one: &Said, other: &Said) -> bool {
    alignment::compare(one.name(), other.name()).is_some_and(|alike| alike.degree == Degree::Same)
}

/// Whether what is said agrees so well with somebody of another office that this office may be named: the same birth date, and the
/// same name or one close to it, with no father who contradicts. Nothing else is looked at, no number, sex or area, so that by
/// trying one after the other nobody learns any of these; what does not agree is as if nobody were there.
#[must_use]
pub fn agrees(claims: &Said, known: &Said) -> bool {
    let born = matches!(dates(claims.born, known.born), Dates::Same | Dates::SameFirst);
    born && alignment::compare(claims.name(), known.name())
        .is_some_and(|alike| alike.degree >= Degree::Close && !alike.other_letter && alike.father != Some(false))
}

/// Points and reasons so far.
#[derive(Default)]
struct Tally {
    points: i32,
    reasons: Vec<&'static str>,
}

impl Tally {
    fn count(&mut self, (worth, reason): (i32, &'static str)) {
        self.points += worth;
        if !reason.is_empty() {
            self.reasons.push(reason);
        }
    }

    fn places(&mut self, claims: &Said, known: &Said) {
        self.count(match origins(claims.area.as_deref(), known.area.as_deref()) {
            Origins::Same => (2, "asal sama"),
            Origins::Province => (1, "provinsi asal sama"),
            Origins::Unknown => (0, ""),
            Origins::Other => (-2, "provinsi asal berbeda"),
        });
        if same(claims.sex.as_ref(), known.sex.as_ref()) == Some(false) {
            self.count((-3, "jenis kelamin berbeda"));
        }
    }

    fn name(&mut self, alike: Alike) {
        self.count(match alike.degree {
            Degree::Same => (4, "nama sama"),
            Degree::Close => (3, "nama mirip"),
            Degree::Part => (2, "sebagian nama sama"),
        });
        self.count((-i32::from(alike.common), ""));
        self.count((-2 * i32::from(alike.other_letter), ""));
        self.count(match alike.father {
            Some(true) => (2, "nama ayah sama"),
            Some(false) => (-4, "nama ayah berbeda"),
            None => (0, ""),
        });
    }

    fn dates(&mut self, dates: Dates) {
        self.count(match dates {
            Dates::Same => (4, "tanggal lahir sama"),
            Dates::SameFirst => (3, "tanggal lahir sama (1 Januari)"),
            Dates::Swapped => (3, "hari dan bulan lahir tertukar"),
            Dates::Digit => (1, "tanggal lahir beda satu angka"),
            Dates::Year => (1, "tahun lahir sama"),
            Dates::Missing => (0, ""),
            Dates::Other => (-6, "tanggal lahir berbeda"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Said, Strength, agrees, contradictions, judge};

    fn day(text: &str) -> Option<kernel::Day> {
        (!text.is_empty()).then(|| text.parse().unwrap())
    }

    fn claims(name: &str, born: &str, area: &str) -> Said {
        Said::new(name, day(born), None, (!area.is_empty()).then(|| area.to_owned()))
    }

    fn strength(one: &Said, other: &Said) -> Option<Strength> {
        judge(one, other).map(|judged| judged.strength)
    }

    #[test]
    fn a_name_alone_is_never_strong_and_a_date_makes_it_so() {
        let known = claims("Lestari Contoh", "1990-03-17", "36.03");
        for (name, born, area, expected) in [
            ("Lestari Contoh", "", "", Some(Strength::Mungkin)),
            ("Lestari Contoh", "", "36.03", Some(Strength::Mungkin)),
            ("Lestari Contoh", "1990-03-17", "", Some(Strength::Kuat)),
            ("Lestary Tjontoh", "1990-03-17", "36.03", Some(Strength::Kuat)),
            ("Lestari Contoh", "1991-11-05", "36.03", None),
            ("Lestari Contoh", "1990-03-18", "36.03", Some(Strength::Mungkin)),
            ("Wagiman", "1990-03-17", "36.03", None),
        ] {
            assert_eq!(strength(&claims(name, born, area), &known), expected, "{name} {born} {area}");
        }
    }

    #[test]
    fn numbers_decide_where_there_are_any() {
        let numbered = |name: &str, nik: Option<&str>, document: Option<&str>| {
            claims(name, "1990-03-17", "36.03").with_numbers(nik.map(str::to_owned), document.map(str::to_owned))
        };
        let known = numbered("Lestari Contoh", Some("a"), Some("p"));
        assert_eq!(strength(&numbered("Lestari Contoh", Some("b"), Some("p")), &known), None);
        let other = judge(&numbered("Wagiman", Some("a"), None), &known).unwrap();
        assert_eq!((other.strength, other.reasons[1]), (Strength::Kuat, "nama berbeda: periksa nomornya"));
        assert_eq!(strength(&numbered("Lestari Contoh", None, Some("p")), &known), Some(Strength::Pasti));
        let contradicted = |name, born, sex: &str| {
            let known = Said::new("Wati Contoh", day("1987-03-05"), Some("P".to_owned()), None);
            contradictions(&Said::new(name, day(born), Some(sex.to_owned()), None), &known)
        };
        assert_eq!(contradicted("Bambang Misalan", "1960-05-17", "L"), ["nama", "jenis_kelamin", "tanggal_lahir"]);
        assert_eq!(contradicted("Watti Tjontoh", "1987-05-03", "P"), [""; 0], "slips of the pen");
        assert_eq!(contradicted("Wati Contoh", "", "L"), ["jenis_kelamin"]);
        // A passport is renewed.
        assert_eq!(strength(&numbered("Lestari Contoh", None, Some("q")), &known), Some(Strength::Kuat));
    }

    #[test]
    fn what_is_known_of_a_birth_date_is_compared_and_no_more() {
        let about = |part: &str| Said::new("Lestari Contoh", None, None, None).with_part(Some(part));
        let whole = |born: &str| Said::new("Lestari Contoh", day(born), None, None);
        for (part, born, contradicts, reason) in [
            ("1987", "1987-11-12", false, "tahun lahir sama"),
            ("1987-11", "1987-11-12", false, "tahun lahir sama"),
            ("1987-11", "1987-01-01", false, "tahun lahir sama"),
            ("1987", "1978-11-12", false, ""),
            ("1987", "1988-11-12", false, ""),
            ("1987-11", "1987-05-12", true, ""),
            ("1987", "1960-05-17", true, ""),
        ] {
            for (one, other) in [(about(part), whole(born)), (whole(born), about(part))] {
                assert_eq!(contradictions(&one, &other).contains(&"tanggal_lahir"), contradicts, "{part} {born}");
                let reasons = judge(&one, &other).map(|judged| judged.reasons).unwrap_or_default();
                assert_eq!(reasons.contains(&"tahun lahir sama"), !reason.is_empty(), "{part} {born}");
                assert!(!agrees(&one, &other), "no office is named by a year");
            }
        }
        assert_eq!(strength(&about("1987"), &about("1987")), Some(Strength::Mungkin));
        assert_eq!(contradictions(&about("1987"), &Said::new("Lestari Contoh", None, None, None)), [""; 0]);
    }

    #[test]
    fn another_office_is_named_by_name_and_birth_date_and_by_nothing_else() {
        let known = || {
            let sex = Some("P".to_owned());
            Said::new("Lestari Contoh", day("1990-03-17"), sex, Some("36.03".to_owned()))
                .with_numbers(Some("a".to_owned()), Some("p".to_owned()))
        };
        for (name, born, expected) in [
            ("Lestari Contoh", "1990-03-17", true),
            ("Lestary Tjontoh", "1990-03-17", true),
            ("Lestari Contoh", "1990-03-18", false),
            ("Lestari Contoh", "1990-01-01", false),
            ("Lestari Contoh", "", false),
            ("Lestari", "1990-03-17", false),
            ("Lestary", "1990-03-17", false),
            ("Wagiman Contoh", "1990-03-17", false),
            ("Lestaro Contoh", "1990-03-17", false),
        ] {
            assert_eq!(agrees(&claims(name, born, ""), &known()), expected, "{name} {born}");
            // Whatever other particulars are given, right or wrong, the answer is the same.
            for nik in [None, Some("a"), Some("b")] {
                for (sex, area) in [("P", "36.03"), ("L", "11.01")] {
                    let more = Said::new(name, day(born), Some(sex.to_owned()), Some(area.to_owned()));
                    let more = more.with_numbers(nik.map(str::to_owned), nik.map(|_| "p".to_owned()));
                    assert_eq!(agrees(&more, &known()), expected, "{name} {born} {nik:?} {sex} {area}");
                }
            }
        }
    }
}
