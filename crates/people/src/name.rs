//! The search form of names: the usual spellings of an Indonesian name become the same text. Pure.

/// The most readings of a word, so that a word full of `ch` does not have too many.
const READINGS: usize = 4;
/// How many words of a name are used.
const WORDS: usize = 12;
/// How many letters of a word are used.
const LETTERS: usize = 32;

/// The version of the rules of [`words`]. Increase it with every change of the rules: the words of all people are then
/// rewritten when the program starts.
pub const RULES: u32 = 1;

/// Words between or before names that are not names themselves: "son of", "daughter of", and titles.
pub(crate) const PARTICLES: [&str; 17] = [
    "bin", "binti", "bt", "bte", "binte", "bnt", "alias", "als", "alm", "almh", "haji", "hajah", "hj", "bapak", "ibu",
    "sdr", "sdri",
];

/// Letters with several spellings, the longer spellings first. `i`, `j` and `y` become one letter: Djoko is Joko, and Jusuf is
/// Yusuf.
const SPELLINGS: [(&str, &str); 25] = [
    ("oe", "u"),
    ("dj", "i"),
    ("tj", "c"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("kh", "h"),
    ("dh", "d"),
    ("th", "t"),
    ("gh", "g"),
    ("ph", "p"),
    ("bh", "b"),
    ("ts", "s"),
    ("dz", "z"),
    ("nj", "n"),
    ("ny", "n"),
    ("ae", "ai"),
    ("ie", "i"),
    ("j", "i"),
    ("y", "i"),
    ("v", "p"),
    ("f", "p"),
    ("q", "k"),
    ("x", "ks"),
    ("'", ""),
];

/// A name in lower case without marks, with the old spelling replaced by the new one (oe → u, dj → j, tj → c). It is used to
/// see whether two people have the same name.
#[must_use]
pub fn normalise(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<String> = plain
        .split_whitespace()
        .map(|word| match word {
            "moh" | "mohd" | "muh" | "muhd" | "mohammad" | "mohamad" | "muhamad" | "mochamad" | "mochammad" => {
                "muhammad".to_owned()
            }
            other => other.replace("oe", "u").replace("dj", "j").replace("tj", "c"),
        })
        .collect();
    words.join(" ")
}

/// The words of a name, each with all its readings; particles are left out if other words remain. If a word begins with the
/// letters of another, it has a reading that begins with a reading of the other, so that prefixes can be searched.
#[must_use]
pub fn words(name: &str) -> Vec<Vec<String>> {
    let all: Vec<String> = split(name);
    let telling: Vec<&String> = all.iter().filter(|word| !PARTICLES.contains(&word.as_str())).collect();
    let kept = if telling.is_empty() { all.iter().collect() } else { telling };
    kept.into_iter().take(WORDS).map(|word| readings(word)).filter(|ways| !ways.is_empty()).collect()
}

/// Whether a reading is an initial.
#[must_use]
pub fn is_initial(reading: &str) -> bool {
    reading.chars().count() == 1 && reading.chars().all(char::is_alphabetic)
}

/// Splits a name into words in lower case, without marks. Apostrophes do not separate: Ma'ruf is one word, Abdul-Aziz and
/// M.Yusuf are two each.
pub(crate) fn split(name: &str) -> Vec<String> {
    let plain: String = name.chars().flat_map(char::to_lowercase).map(plain).collect();
    plain.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' => 'a',
        'ç' | 'č' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        '\'' | '’' | '‘' | '`' | 'ʼ' | '´' => '\'',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    }
}

/// The readings of a word: `ch` is h (Chotib is Khotib) or c (Chandra is Candra).
pub(crate) fn readings(word: &str) -> Vec<String> {
    let word: String = word.chars().filter(|c| *c != '\'').take(LETTERS).collect();
    let word = muhammad(&word);
    let mut ways = vec![word];
    while ways.len() < READINGS
        && let Some(at) = ways.iter().position(|way| way.contains("ch"))
    {
        let way = ways.swap_remove(at);
        ways.push(way.replacen("ch", "kh", 1));
        ways.push(way.replacen("ch", "c", 1));
    }
    let mut spellings: Vec<String> = ways.iter().map(|way| spelt(way)).filter(|way| !way.is_empty()).collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// Replaces the many spellings and short forms of Muhammad by one.
fn muhammad(word: &str) -> String {
    const SHORT: [&str; 11] = ["moh", "muh", "mohd", "muhd", "mhd", "moch", "much", "mochd", "muchd", "mokh", "mukh"];
    if SHORT.contains(&word) {
        return "muhammad".to_owned();
    }
    for beginning in ["moham", "muham", "mocham", "mucham", "mokham", "mukham"] {
        if let Some(rest) = word.strip_prefix(beginning) {
            let rest = match rest.trim_start_matches('m') {
                // Mohamed, and its beginnings.
                rest @ ("e" | "ed" | "et" | "ad" | "at") => rest.replace('e', "a").replace('t', "d"),
                rest => rest.to_owned(),
            };
            return ["muham", &rest].concat();
        }
    }
    word.to_owned()
}

/// The single spelling of a reading: variant letters are replaced, doubled letters become one, and a final h is removed.
fn spelt(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        if let Some((old, new)) = SPELLINGS.iter().find(|(old, _)| rest.starts_with(old)) {
            letters.push_str(new);
            rest = rest.get(old.len()..).unwrap_or_default();
        } else {
            letters.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    let mut once = String::with_capacity(letters.len());
    for letter in letters.chars() {
        if letter.is_ascii_digit() || !once.ends_with(letter) {
            once.push(letter);
        }
    }
    if once.len() > 1 { once.trim_end_matches('h').to_owned() } else { once }
}

#[cfg(test)]
mod tests {
    use super::{is_initial, normalise, words};

    #[test]
    fn old_spellings_meet_new_ones() {
        assert_eq!(normalise("Moh. Soekarno"), normalise("Muhammad  Sukarno"));
        assert_eq!(normalise("Djoko Tjahyono"), "joko cahyono");
        assert_eq!(normalise("Siti (contoh)"), "siti contoh");
    }

    /// Whether every word of one name has a reading in common with the word at the same place of the other.
    fn meet(one: &str, other: &str) -> bool {
        let (one, other) = (words(one), words(other));
        one.len() == other.len() && one.iter().zip(&other).all(|(a, b)| a.iter().any(|reading| b.contains(reading)))
    }

    #[test]
    fn usual_spellings_of_a_name_meet() {
        let pairs = [
            ("Muhammad", "Mohamad"),
            ("Muhammad", "Moh."),
            ("Muhammad", "Muh"),
            ("Muhammad", "Mohammed"),
            ("Muhamad", "Mochammad"),
            ("Mukhamad", "Muchammad"),
            ("Soekarno", "Sukarno"),
            ("Djoko", "Joko"),
            ("Tjahjono", "Cahyono"),
            ("Sjarif", "Syarif"),
            ("Sarif", "Syarief"),
            ("Jusuf", "Yusuf"),
            ("Yusup", "Yusuf"),
            ("Soejono", "Suyono"),
            ("Achmad", "Ahmad"),
            ("Akhmad", "Ahmad"),
            ("Chotib", "Khotib"),
            ("Chandra", "Candra"),
            ("Khoirul", "Choirul"),
            ("Fatimah", "Fatima"),
            ("Fathimah", "Fatima"),
            ("Aisyah", "Aisah"),
            ("Novi", "Nopi"),
            ("Hanif", "Hanip"),
            ("Annisa", "Anisa"),
            ("Setiawan", "Setyawan"),
            ("Dedy", "Dedi"),
            ("Zaenal", "Zainal"),
            ("Ma'ruf", "Maruf"),
            ("Nur-Aini", "Nur Aini"),
            ("M.Yusuf", "M Yusuf"),
            ("Ramadhan", "Ramadan"),
            ("Taufiq", "Taufik"),
            ("José", "Jose"),
            ("Siti binti Ahmad", "Siti Ahmad"),
            ("SITI  CONTOH", "siti contoh"),
        ];
        for (one, other) in pairs {
            assert!(meet(one, other), "{one} {:?} and {other} {:?}", words(one), words(other));
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, other) in [
            ("Siti", "Sita"),
            ("Budi", "Rudi"),
            ("Ahmad", "Mahmud"),
            ("Sukarno", "Sukarni"),
            ("Candra", "Hendra"),
            ("Uji 11", "Uji 1"),
            ("Siti Aminah", "Siti"),
        ] {
            assert!(!meet(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_beginning_of_a_name_is_the_beginning_of_a_reading() {
        for (beginning, name) in [
            ("Moham", "Muhammad"),
            ("Soek", "Sukarno"),
            ("Dedy", "Dediyanto"),
            ("Fatih", "Fatihah"),
            ("Sety", "Setiawan"),
            ("Rah", "Rahmat"),
            ("Yus", "Jusuf"),
        ] {
            let (part, whole) = (words(beginning), words(name));
            assert!(whole[0].iter().any(|w| part[0].iter().any(|p| w.starts_with(p.as_str()))), "{beginning} {name}");
        }
    }

    #[test]
    fn a_name_of_particles_alone_keeps_them_and_nothing_comes_of_nothing() {
        assert_eq!(words("Haji"), [["hai"]]);
        assert_eq!(words("Bin"), [["bin"]]);
        assert!(words(" .-' ").is_empty());
        assert!(is_initial("m") && !is_initial("mu") && !is_initial("1"));
        assert!(words(&"a b ".repeat(200)).len() <= 12);
    }
}
