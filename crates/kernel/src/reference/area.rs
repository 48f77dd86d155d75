//! Provinces, kabupaten and kota as people write them.

use std::collections::{BTreeSet, HashMap};

use super::{Area, Reference, fold};

/// How people shorten provinces.
const PROVINCES: [(&str, &str); 26] = [
    ("ntb", "nusa tenggara barat"),
    ("ntt", "nusa tenggara timur"),
    ("jabar", "jawa barat"),
    ("jateng", "jawa tengah"),
    ("jatim", "jawa timur"),
    ("diy", "di yogyakarta"),
    ("dki", "dki jakarta"),
    ("sumut", "sumatera utara"),
    ("sumbar", "sumatera barat"),
    ("sumsel", "sumatera selatan"),
    ("kepri", "kepulauan riau"),
    ("babel", "kepulauan bangka belitung"),
    ("kalbar", "kalimantan barat"),
    ("kalteng", "kalimantan tengah"),
    ("kalsel", "kalimantan selatan"),
    ("kaltim", "kalimantan timur"),
    ("kaltara", "kalimantan utara"),
    ("sulut", "sulawesi utara"),
    ("sulteng", "sulawesi tengah"),
    ("sulsel", "sulawesi selatan"),
    ("sultra", "sulawesi tenggara"),
    ("sulbar", "sulawesi barat"),
    ("jakarta", "dki jakarta"),
    ("bangka belitung", "kepulauan bangka belitung"),
    ("nanggroe aceh darussalam", "aceh"),
    ("nad", "aceh"),
];
/// How people shorten the names of kabupaten and kota.
const SHORT: [(&str, &str); 29] = [
    ("lotim", "kabupaten lombok timur"),
    ("lobar", "kabupaten lombok barat"),
    ("loteng", "kabupaten lombok tengah"),
    ("klu", "kabupaten lombok utara"),
    ("ksb", "kabupaten sumbawa barat"),
    ("kbb", "kabupaten bandung barat"),
    ("jakpus", "kota jakarta pusat"),
    ("jakut", "kota jakarta utara"),
    ("jakbar", "kota jakarta barat"),
    ("jaksel", "kota jakarta selatan"),
    ("jaktim", "kota jakarta timur"),
    ("tangsel", "kota tangerang selatan"),
    ("jogja", "kota yogyakarta"),
    ("jogjakarta", "kota yogyakarta"),
    ("makasar", "kota makassar"),
    ("ujung pandang", "kota makassar"),
    ("sidrap", "kabupaten sidenreng rappang"),
    ("pangkep", "kabupaten pangkajene dan kepulauan"),
    ("oku", "kabupaten ogan komering ulu"),
    ("oki", "kabupaten ogan komering ilir"),
    ("muba", "kabupaten musi banyuasin"),
    ("mura", "kabupaten musi rawas"),
    ("lamsel", "kabupaten lampung selatan"),
    ("lamtim", "kabupaten lampung timur"),
    ("lamteng", "kabupaten lampung tengah"),
    ("tuba", "kabupaten tulang bawang"),
    ("kobar", "kabupaten kotawaringin barat"),
    ("kotim", "kabupaten kotawaringin timur"),
    ("gunung kidul", "kabupaten gunungkidul"),
];
/// Words that people shorten in names of areas.
const WORDS: [(&str, &str); 8] = [
    ("kab", "kabupaten"),
    ("kep", "kepulauan"),
    ("adm", ""),
    ("administrasi", ""),
    ("prov", ""),
    ("provinsi", ""),
    ("propinsi", ""),
    ("prop", ""),
];

/// Areas by what people write of them, without blanks and signs.
#[derive(Default)]
pub(super) struct Names {
    /// By code, and by whole name.
    whole: HashMap<String, usize>,
    /// By the name alone, with every kabupaten and kota that has it.
    bare: HashMap<String, Vec<usize>>,
}

impl Names {
    pub(super) fn learn(&mut self, at: usize, code: &str, name: &str) {
        self.whole.insert(code.to_owned(), at);
        self.whole.insert(code.replace('.', ""), at);
        self.whole.insert(squeezed(name), at);
        let short = squeezed(name);
        if let Some(short) = short.strip_prefix("kabupaten").or_else(|| short.strip_prefix("kota")) {
            self.bare.entry(short.to_owned()).or_default().push(at);
        }
    }
}

/// A name with its words written out, without blanks and signs: `Kab. Tulang Bawang`, `Pare-Pare`.
fn squeezed(name: &str) -> String {
    let spaced: String = name.to_lowercase().chars().map(|one| if one.is_alphanumeric() { one } else { ' ' }).collect();
    let word = |word: &'_ str| -> String {
        WORDS.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long).to_owned()
    };
    spaced.split_whitespace().map(word).collect()
}

impl Reference {
    /// The area that somebody typed: its code, its name in any usual way ("Kab. Lebak", "Tulungagung", "Pare-Pare"), short (NTB, Lotim),
    /// with its province beside it ("Indramayu, Jabar"), or the name alone where only one area has it: Indramayu is, Tangerang is a
    /// kabupaten and a kota.
    #[must_use]
    pub fn area(&self, typed: &str) -> Option<&Area> {
        self.one_area(typed).or_else(|| self.within(typed))
    }

    fn one_area(&self, typed: &str) -> Option<&Area> {
        let (folded, plain) = (fold(typed), squeezed(typed));
        let named = |name: &str| self.area_names.whole.get(name).copied();
        // A code is written with its point, or without: 36.03, 3603.
        let code = typed.bytes().all(|one| one.is_ascii_digit() || one == b'.');
        if code {
            return named(&folded).and_then(|at| self.areas.get(at));
        }
        let kabupaten = plain.strip_prefix("kabupaten").or_else(|| plain.strip_prefix("kota")).unwrap_or(&plain);
        let short = |list: &[(&str, &str)], text: &str| {
            list.iter().find(|(short, _)| squeezed(short) == text).and_then(|(_, long)| named(&squeezed(long)))
        };
        let alone = || match self.area_names.bare.get(&plain).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        let at =
            named(&plain).or_else(|| short(&PROVINCES, &plain)).or_else(|| short(&SHORT, kabupaten)).or_else(alone);
        at.and_then(|at| self.areas.get(at))
    }

    /// A kabupaten or kota with its province beside it; nothing where one of the parts says anything else.
    fn within(&self, typed: &str) -> Option<&Area> {
        let spaced = typed.replace(" - ", ",");
        let parts: Vec<&str> =
            spaced.split([',', '/', '(', ')', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let [one, other] = parts.as_slice() else { return None };
        let pair = |narrow: &str, wide: &str| {
            let wide = self.one_area(wide).filter(|area| area.code.len() == 2)?;
            self.one_area(narrow).filter(|area| area.code.len() > 2 && area.code.starts_with(&wide.code))
        };
        pair(one, other).or_else(|| pair(other, one))
    }

    /// The texts that name one area, each squeezed: lower case, the words of [`Self::area_short_words`] written out, without blanks and
    /// signs. They are those that [`Self::area`] reads, without those that name the province beside it.
    #[must_use]
    pub fn area_keys(&self) -> BTreeSet<String> {
        let alone = self.area_names.bare.iter().filter(|(_, all)| all.len() == 1).map(|(name, _)| name.clone());
        let short = SHORT.iter().flat_map(|(short, _)| {
            let short = squeezed(short);
            ["kabupaten", "kota", ""].map(|kind| [kind, &short].concat())
        });
        let provinces = PROVINCES.iter().map(|(short, _)| squeezed(short));
        self.area_names.whole.keys().map(|name| squeezed(name)).chain(alone).chain(short).chain(provinces).collect()
    }

    /// Words that people shorten in names of areas, with what they stand for.
    #[must_use]
    pub fn area_short_words() -> &'static [(&'static str, &'static str)] {
        &WORDS
    }

    /// What may be meant by a text that names no area: all of its name, or one whose name differs by a letter or two.
    #[must_use]
    pub fn areas_like(&self, typed: &str) -> Vec<&Area> {
        let plain = squeezed(typed);
        let name = plain.strip_prefix("kabupaten").or_else(|| plain.strip_prefix("kota")).unwrap_or(&plain);
        if let Some(all) = self.area_names.bare.get(name) {
            return all.iter().filter_map(|at| self.areas.get(*at)).collect();
        }
        if name.chars().count() < 5 {
            return Vec::new();
        }
        let slips = if name.chars().count() < 8 { 1 } else { 2 };
        let near = self.areas.iter().filter(|area| {
            let other = squeezed(&area.name);
            let other = other.strip_prefix("kabupaten").or_else(|| other.strip_prefix("kota")).unwrap_or(&other);
            strsim::osa_distance(name, other) <= slips
        });
        near.take(4).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_known_as_offices_write_them() {
        let reference = Reference::embedded().unwrap();
        for (_, name) in PROVINCES.iter().chain(&SHORT) {
            assert!(reference.area(name).is_some(), "{name}");
        }
        for (typed, code) in [
            ("Kab Lotim", "52.03"),
            ("N T B", "52"),
            ("N.T.B.", "52"),
            ("D.K.I. Jakarta", "31"),
            ("D.I. Yogyakarta", "34"),
            ("Jakarta", "31"),
            ("Kota Adm. Jakarta Timur", "31.75"),
            ("Kota Administrasi Jakarta Timur", "31.75"),
            ("Kab. Kep. Seribu", "31.01"),
            ("Kep. Riau", "21"),
            ("Prov. Banten", "36"),
            ("Tulangbawang", "18.05"),
            ("Tulung Agung", "35.04"),
            ("Pare-Pare", "73.72"),
            ("Kab. Labuhan Batu", "12.10"),
            ("3603", "36.03"),
            ("36.03", "36.03"),
            ("Kab. Bogor, Jawa Barat", "32.01"),
            ("Indramayu, Jawa Barat", "32.12"),
            ("Indramayu - Jabar", "32.12"),
            ("INDRAMAYU (JABAR)", "32.12"),
            ("Jabar/Indramayu", "32.12"),
            ("Kab.  Lebak", "36.02"),
            ("KAB.LEBAK", "36.02"),
        ] {
            assert_eq!(reference.area(typed).map(|area| area.code.as_str()), Some(code), "{typed}");
        }
        for typed in [
            "Bandung",
            "Indramayu, Jawa Timur",
            "Kec. Contoh, Indramayu",
            "Cirebon, Jawa Barat",
            "Jawa",
            "Kota",
            "kab",
            "Indramyu",
            "36.3",
            "Malaysia",
        ] {
            assert!(reference.area(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn what_names_an_area_alone_is_known_without_the_program() {
        let reference = Reference::embedded().unwrap();
        let keys = reference.area_keys();
        for key in &keys {
            assert!(reference.area(key).is_some(), "{key}");
        }
        for typed in ["Kab. Lebak", "N.T.B.", "36.03", "Kab Lotim", "Lotim", "Indramayu", "Kota Adm. Jakarta Timur"] {
            assert!(keys.contains(&squeezed(typed)), "{typed}");
        }
        assert!(!keys.contains("tangerang"), "a kabupaten and a kota");
    }

    #[test]
    fn what_may_be_meant_is_named() {
        let reference = Reference::embedded().unwrap();
        let like = |typed: &str| reference.areas_like(typed).iter().map(|area| area.name.clone()).collect::<Vec<_>>();
        assert_eq!(like("Cirebon"), ["Kabupaten Cirebon", "Kota Cirebon"]);
        assert_eq!(like("Kab. Indramyu"), ["Kabupaten Indramayu"]);
        assert_eq!(like("Jawa Brat"), ["Jawa Barat"]);
        assert!(like("Atlantis").is_empty() && like("Kota").is_empty());
    }
}
