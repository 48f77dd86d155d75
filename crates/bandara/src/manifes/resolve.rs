//! Cells that say more, or say it in another way, than their field knows, where only one thing can be meant. Pure.

use chrono::Days;
use kernel::Day;
use kernel::form::{Field, FieldKind, day_near};
use kernel::reference::{Area, Reference};
use people::heads::folded;

/// A text that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// What the field is given.
    pub text: String,
    /// How people read it.
    pub said: String,
    /// Whether the cell says more than that.
    pub more: bool,
}

/// Signs between words for one thing: `L (Laki-laki)`, `Malaysia/MY`.
const SIGNS: [char; 8] = ['/', '(', ')', ',', ';', '|', '-', '–'];
/// Signs between the parts of an address.
const PARTS: [char; 6] = [',', ';', '/', '(', ')', '|'];
/// What the parts of an address begin with that are smaller than a kabupaten.
const SMALL: [&str; 21] = [
    "ds",
    "desa",
    "dsn",
    "dusun",
    "kec",
    "kecamatan",
    "kel",
    "kelurahan",
    "rt",
    "rw",
    "jl",
    "jln",
    "jalan",
    "kp",
    "kamp",
    "kampung",
    "link",
    "lingkungan",
    "gg",
    "blok",
    "no",
];
/// Words before a year that name no place.
const NO_PLACE: [&str; 11] =
    ["tahun", "thn", "th", "sekitar", "kira", "lahir", "umur", "usia", "tgl", "tanggal", "perkiraan"];

/// What a field would refuse, where all of it says one thing. Nothing for what the field reads by itself.
pub(super) fn resolved(field: &Field, text: &str, reference: &Reference) -> Option<Resolved> {
    match field.kind {
        FieldKind::Term(vocabulary) if reference.term(vocabulary, text).is_none() => {
            let one = |part: &str| reference.term(vocabulary, part).map(|term| (&term.code, &term.label));
            alike(text, one)
        }
        FieldKind::Country if reference.country(text).is_none() => {
            alike(text, |part| reference.country(part).map(|country| (&country.code, &country.name)))
        }
        FieldKind::Area if reference.area(text).is_none() => area(text, reference),
        _ => None,
    }
}

/// One thing that is named by each part of a text.
fn alike<'a>(text: &str, read: impl Fn(&str) -> Option<(&'a String, &'a String)>) -> Option<Resolved> {
    let mut all = text.split(SIGNS).map(str::trim).filter(|part| !part.is_empty()).map(read);
    let (code, label) = all.next()??;
    let same = all.all(|other| other.is_some_and(|(other, _)| other == code));
    same.then(|| Resolved { text: code.clone(), said: label.clone(), more: false })
}

/// The area of an address: what is smaller is passed over, the province must be its own.
fn area(text: &str, reference: &Reference) -> Option<Resolved> {
    let of = |area: &Area, more: bool| Resolved { text: area.code.clone(), said: area.name.clone(), more };
    if let Some(area) = turned(text, reference) {
        return Some(of(area, false));
    }
    let spaced = text.replace(" - ", ",");
    let (mut narrow, mut wide, mut more): (Option<&Area>, Option<&Area>, bool) = (None, None, false);
    for part in spaced.split(PARTS).map(str::trim).filter(|part| !part.is_empty()) {
        match reference.area(part).or_else(|| turned(part, reference)) {
            Some(area) => {
                let place = if area.code.len() > 2 { &mut narrow } else { &mut wide };
                if place.is_some_and(|other| other.code != area.code) {
                    return None;
                }
                *place = Some(area);
            }
            None if is_small(part) => more = true,
            None if part.eq_ignore_ascii_case("indonesia") => {}
            None => return None,
        }
    }
    match (narrow, wide) {
        (Some(narrow), Some(wide)) if !narrow.code.starts_with(&wide.code) => None,
        (Some(narrow), _) => Some(of(narrow, more)),
        (None, Some(wide)) if !more => Some(of(wide, false)),
        (None, _) => None,
    }
}

/// An area whose kind stands behind its name: `Tangerang (Kab.)`.
fn turned<'a>(text: &str, reference: &'a Reference) -> Option<&'a Area> {
    let plain: String = text.chars().map(|one| if PARTS.contains(&one) || one == '.' { ' ' } else { one }).collect();
    let (name, kind) = plain.trim().rsplit_once(' ')?;
    let kind = match kind.to_lowercase().as_str() {
        "kab" | "kabupaten" => "Kabupaten",
        "kota" => "Kota",
        _ => return None,
    };
    reference.area(&format!("{kind} {}", name.trim()))
}

fn is_small(part: &str) -> bool {
    let words = folded(part);
    let first = words.split(' ').next().unwrap_or_default();
    SMALL.contains(&first)
}

/// The areas that may be meant by a text that names none: those of a name that several have, and those that are spelled nearly so.
pub(super) fn candidates<'a>(text: &str, reference: &'a Reference) -> Vec<&'a Area> {
    let spaced = text.replace(" - ", ",");
    let parts: Vec<&str> =
        spaced.split(PARTS).map(str::trim).filter(|part| !part.is_empty() && !is_small(part)).collect();
    let wide = parts.iter().find_map(|part| reference.area(part).filter(|area| area.code.len() == 2));
    let mut all: Vec<&Area> = Vec::new();
    let unknown = parts.iter().copied().filter(|part| reference.area(part).is_none());
    for part in std::iter::once(text).chain(unknown) {
        for area in reference.areas_like(part) {
            let within = wide.is_none_or(|wide| area.code.starts_with(&wide.code));
            if within && !all.iter().any(|known| known.code == area.code) {
                all.push(area);
            }
        }
    }
    all.truncate(6);
    all
}

/// A birth date with its place before it: `Lebak, 12-11-1987`. Under a head that asks for both no comma is needed.
pub(super) fn place<'a>(head: &str, text: &'a str) -> (Option<&'a str>, &'a str) {
    let near = Day::default();
    let Some(at) = text.find(|one: char| one.is_ascii_digit()) else { return (None, text) };
    let (before, day) = text.split_at(at);
    let name = before.trim_end_matches([',', '/', ';', ':', '-', ' ']).trim();
    let parted = before.trim_end().ends_with([',', '/', ';', ':']);
    let head = folded(head);
    let asked = head.split(' ').any(|word| word == "ttl" || word == "tempat");
    let letters = name.chars().any(char::is_alphabetic)
        && name.chars().all(|one| one.is_alphabetic() || matches!(one, ' ' | '.' | '\'' | '-'));
    let words = folded(name);
    let month = |word: &str| day_near(&format!("1 {word} 2000"), near).is_some();
    let other = words.split(' ').any(|word| NO_PLACE.contains(&word) || month(word));
    if (parted || asked) && letters && !other && day_near(text, near).is_none() {
        (Some(name), day)
    } else {
        (None, text)
    }
}

/// The day that a spreadsheet's number of days means, where it counts from 1900.
pub(super) fn serial(text: &str) -> Option<Day> {
    let number = text.parse::<u64>().ok().filter(|number| (7_000..80_000).contains(number))?;
    Day::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))
}

#[cfg(test)]
mod tests {
    use super::super::columns::fields;
    use super::*;

    fn of(key: &str, text: &str) -> Option<String> {
        let field = fields().find(|field| field.key == key).unwrap();
        resolved(field, text, &Reference::embedded().unwrap()).map(|one| one.text)
    }

    #[test]
    fn one_thing_said_twice_is_that() {
        for (text, code) in
            [("L (Laki-laki)", "L"), ("P / Perempuan", "P"), ("Perempuan/Wanita", "P"), ("Pria - L", "L")]
        {
            assert_eq!(of("jenis_kelamin", text).as_deref(), Some(code), "{text}");
        }
        for text in ["L/P", "X", "Perempuan (L)", "P atau L"] {
            assert_eq!(of("jenis_kelamin", text), None, "{text}");
        }
        assert_eq!(of("negara", "Malaysia (MY)").as_deref(), Some("MY"));
        assert_eq!(of("negara", "Malaysia/Singapura"), None);
    }

    #[test]
    fn an_address_is_of_one_kabupaten_or_asked_about() {
        for (text, code) in [
            ("Ds. Contoh, Kec. Contoh, Kab. Indramayu", "32.12"),
            ("Kec. Contoh, Indramayu, Jawa Barat, Indonesia", "32.12"),
            ("Tangerang (Kab.)", "36.03"),
            ("Tangerang, Kota", "36.71"),
            ("Tangerang Kab", "36.03"),
            ("Banten, Indonesia", "36"),
        ] {
            assert_eq!(of("daerah_asal", text).as_deref(), Some(code), "{text}");
        }
        for text in [
            "Tangerang",
            "Kec. Contoh, Tangerang",
            "Indramayu, Jawa Timur",
            "Kab. Serang, Kab. Lebak",
            "Kec. Contoh, Banten",
            "Contoh, Kab. Lebak",
        ] {
            assert_eq!(of("daerah_asal", text), None, "{text}");
        }
    }

    #[test]
    fn what_may_be_meant_lies_in_the_province_that_is_named() {
        let reference = Reference::embedded().unwrap();
        let names = |text: &str| candidates(text, &reference).iter().map(|area| area.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("Kec. Contoh, Tangerang, Banten"), ["Kabupaten Tangerang", "Kota Tangerang"]);
        assert_eq!(names("Kab. Indramyu"), ["Kabupaten Indramayu"]);
        assert!(names("Tangerang, Jawa Barat").is_empty() && names("Atlantis").is_empty());
    }

    #[test]
    fn the_place_of_birth_stands_before_the_day() {
        for (head, text, expected) in [
            ("Tgl Lahir", "Lebak, 12-11-1987", (Some("Lebak"), "12-11-1987")),
            ("Tempat/Tgl Lahir", "KAB. LEBAK 12 Nov 1987", (Some("KAB. LEBAK"), "12 Nov 1987")),
            ("TTL", "Lebak / 1987", (Some("Lebak"), "1987")),
            ("TTL", "November 1987", (None, "November 1987")),
            ("TTL", "Nov 12, 1987", (None, "Nov 12, 1987")),
            ("TTL", "tahun 1987", (None, "tahun 1987")),
            ("Tgl Lahir", "Senin, 31-08-1987", (None, "Senin, 31-08-1987")),
            ("Tgl Lahir", "Lebak 1987", (None, "Lebak 1987")),
            ("Tgl Lahir", "'12/11/1987", (None, "'12/11/1987")),
            ("Tgl Lahir", "", (None, "")),
        ] {
            assert_eq!(place(head, text), expected, "{head}: {text}");
        }
        assert_eq!(serial("32093").map(|day| day.to_string()).as_deref(), Some("1987-11-12"));
        assert!(serial("1987").is_none() && serial("12/11/1987").is_none());
    }
}
