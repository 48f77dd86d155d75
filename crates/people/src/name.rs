//! The search form of names: the usual spellings of an Indonesian name become the same text. Pure.

use kernel::form::seen;

use crate::titles;

/// The most readings of a word, so that a word full of `ch` does not have too many.
const READINGS: usize = 4;
/// How many words of a name are used.
const WORDS: usize = 12;
/// How many letters of a word are used.
const LETTERS: usize = 32;

/// The version of the rules of [`words`]. Increase it with every change of the rules: the words of all people are then
/// rewritten when the program starts.
pub const RULES: u32 = 2;

/// Words between or before names that are not names themselves: "son of", "daughter of", and titles.
pub(crate) const PARTICLES: [&str; 17] = [
    "bin", "binti", "bt", "bte", "binte", "bnt", "alias", "als", "alm", "almh", "haji", "hajah", "hj", "bapak", "ibu",
    "sdr", "sdri",
];

/// What follows Abdul in Abdullah and in what one types of it.
const ALLAH: [&str; 7] = ["l", "la", "lo", "lah", "loh", "ah", "oh"];

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

/// The words by which a name is found, each with all its readings; particles, titles and degrees are left out if other words
/// remain. What only may be a degree stays, so that nobody is lost. If a word begins with the letters of another, it has a reading
/// that begins with a reading of the other, so that prefixes can be searched.
#[must_use]
pub fn words(name: &str) -> Vec<Vec<String>> {
    let words = untitled(&split(titles::without_sure(name)), |title| title == "h");
    telling(words).iter().map(|word| readings(word)).filter(|ways| !ways.is_empty()).collect()
}

/// The words of a name or of what is typed to find it, without titles and degrees, and without particles if other words remain.
pub(crate) fn spoken(name: &str) -> Vec<String> {
    telling(untitled(&split(titles::without(name)), |_| false))
}

/// Words without the titles before a name, also before that of a father.
fn untitled(words: &[String], stays: impl Fn(&str) -> bool) -> Vec<String> {
    let parts = words.split_inclusive(|word| PARTICLES.contains(&word.as_str()));
    let kept = parts.flat_map(|part| {
        let (titles, name) = part.split_at(titles::before(part));
        titles.iter().filter(|title| stays(title)).chain(name)
    });
    kept.cloned().collect()
}

fn telling(mut words: Vec<String>) -> Vec<String> {
    if words.iter().any(|word| !PARTICLES.contains(&word.as_str())) {
        words.retain(|word| !PARTICLES.contains(&word.as_str()));
    }
    words.truncate(WORDS);
    words
}

/// Whether a reading is an initial.
#[must_use]
pub fn is_initial(reading: &str) -> bool {
    reading.chars().count() == 1 && reading.chars().all(char::is_alphabetic)
}

/// Splits a name into words in lower case, without marks. Apostrophes do not separate: Ma'ruf is one word, Abdul-Aziz and
/// M.Yusuf are two each, and so is Abdurrahman.
pub(crate) fn split(name: &str) -> Vec<String> {
    let letters = seen(name);
    let letters = letters.chars().filter(|letter| !MARKS.contains(letter)).flat_map(char::to_lowercase);
    let plain: String = letters.map(plain).collect();
    let words = plain.split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
    words.flat_map(servant).filter(|word| !word.is_empty()).collect()
}

/// Marks that are written after their letter.
const MARKS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Abdul and the name behind it, where they are written as one: Abdurrahman, Abdulaziz, Abdus. Abdullah is one word.
fn servant(word: &str) -> Vec<String> {
    let article = ["abdoe", "abdu"].into_iter().find_map(|servant| word.strip_prefix(servant));
    let rest = article.or_else(|| word.strip_prefix("abd")).unwrap_or_default();
    let second = rest.get(1..).unwrap_or_default();
    let name = match rest.chars().next() {
        Some('l') if article.is_some() => Some(second).filter(|name| !ALLAH.contains(name)),
        Some('r' | 's' | 'n' | 'd' | 't' | 'z' | 'l') => Some(match () {
            () if article.is_some() && second.is_empty() => "",
            () if rest.starts_with("sysy") => rest.get(2..).unwrap_or_default(),
            () if second.chars().next() == rest.chars().next() => second,
            () => rest,
        }),
        _ => None,
    };
    match name.filter(|name| article.is_some() || name.len() > 3) {
        Some(name) => vec!["abdul".to_owned(), name.to_owned()],
        None => vec![word.to_owned()],
    }
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
        '\'' | '’' | '‘' | '‛' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʿ' | 'ʾ' | '′' => '\'',
        other if other.is_alphanumeric() => other,
        _ => ' ',
    }
}

/// The readings of a word: `ch` is h (Chotib is Khotib) or c (Chandra is Candra).
pub(crate) fn readings(word: &str) -> Vec<String> {
    let word: String = word.chars().filter(|c| *c != '\'').take(LETTERS).collect();
    let mut ways = vec![muhammad(word)];
    if let Some("abd" | "abdu") = ways.first().map(String::as_str) {
        ways.push("abdul".to_owned());
    }
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
fn muhammad(word: String) -> String {
    const SHORT: [&str; 11] = ["moh", "muh", "mohd", "muhd", "mhd", "moch", "much", "mochd", "muchd", "mokh", "mukh"];
    if SHORT.contains(&word.as_str()) {
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
    word
}

/// Letters with several spellings, and what stands for them at the beginning of a text: that, and how many bytes it stands for. `i`, `j` and
/// `y` become one letter: Djoko is Joko, and Jusuf is Yusuf.
fn spelling(text: &str) -> Option<(&'static str, usize)> {
    Some(match text.as_bytes() {
        [b'o', b'e', ..] => ("u", 2),
        [b'd', b'j', ..] | [b'i', b'e', ..] => ("i", 2),
        [b't', b'j', ..] => ("c", 2),
        [b's', b'j' | b'y' | b'h', ..] | [b't', b's', ..] => ("s", 2),
        [b'k', b'h', ..] => ("h", 2),
        [b'd', b'h', ..] => ("d", 2),
        [b't', b'h', ..] => ("t", 2),
        [b'g', b'h', ..] => ("g", 2),
        [b'p', b'h', ..] => ("p", 2),
        [b'b', b'h', ..] => ("b", 2),
        [b'd', b'z', ..] => ("z", 2),
        [b'n', b'j' | b'y', ..] => ("n", 2),
        [b'a', b'e', ..] => ("ai", 2),
        [b'j' | b'y', ..] => ("i", 1),
        [b'v' | b'f', ..] => ("p", 1),
        [b'q', ..] => ("k", 1),
        [b'x', ..] => ("ks", 1),
        [b'\'', ..] => ("", 1),
        _ => return None,
    })
}

/// The single spelling of a reading: variant letters are replaced, doubled letters become one, and a final h is removed.
fn spelt(word: &str) -> String {
    let mut once = String::with_capacity(word.len() + 1);
    let mut take = |letter: char| {
        if letter.is_ascii_digit() || !once.ends_with(letter) {
            once.push(letter);
        }
    };
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let length = if let Some((new, length)) = spelling(rest) {
            new.chars().for_each(&mut take);
            length
        } else {
            take(first);
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    if once.len() > 1 {
        once.truncate(once.trim_end_matches('h').len());
    }
    once
}

#[cfg(test)]
mod tests {
    use super::{is_initial, normalise, spoken, words};

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
            ("Abdurrahman", "Abdul Rahman"),
            ("Abdurahman", "Abd. Rahman"),
            ("Abdur Rahman", "Abd Rahman"),
            ("Abdulrahman", "Abdoerrachman"),
            ("Abdrahman", "Abdul Rachman"),
            ("Abdussalam", "Abdus Salam"),
            ("Abdulaziz", "Abdoel Aziz"),
            ("Abdullatif", "Abdul Latif"),
            ("Abdullah", "Abdulah"),
            ("Nur\u{2019}aini", "Nur\u{200b}aini"),
            ("Jose\u{301}", "Jos\u{e9}"),
            ("Prof. Dr. Budi Hartanto, S.Pd", "Budi Hartanto"),
            ("Hj. Siti Contoh", "Siti Contoh"),
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
            ("Abdullah", "Abdul Lah"),
            ("Abdurrahman", "Abdurrahim"),
            ("Abduh", "Abdul"),
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
            ("Abd", "Abdurrahman"),
            ("Abdur", "Abdurrahman"),
            ("Abdull", "Abdullah"),
        ] {
            let (part, whole) = (words(beginning), words(name));
            assert!(whole[0].iter().any(|w| part[0].iter().any(|p| w.starts_with(p.as_str()))), "{beginning} {name}");
        }
    }

    #[test]
    fn what_may_be_a_title_stays_in_the_index_and_is_not_asked_for() {
        let all = |name: &str| words(name).concat();
        assert_eq!(all("H. Ahmad Contoh"), ["h", "ahmad", "conto"]);
        assert_eq!(spoken("H. Ahmad Contoh"), ["ahmad", "contoh"]);
        assert_eq!(all("BUDI CONTOH SE"), ["budi", "conto", "se"]);
        assert_eq!(spoken("BUDI CONTOH SE"), ["budi", "contoh"]);
        assert_eq!(spoken("Maria Contoh Se"), ["maria", "contoh", "se"]);
        assert_eq!(spoken("Siti binti H. Contoh"), ["siti", "contoh"]);
        assert_eq!((spoken("Hj."), spoken("S.Pd")), (vec!["hj".to_owned()], vec!["s".to_owned(), "pd".to_owned()]));
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
