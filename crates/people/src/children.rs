//! Names by which a child is named after its mother. Pure.

/// Words by which a hospital or a desk names a child that has no name yet.
const NEWBORN: [&str; 3] = ["bayi", "by", "bayinya"];
/// Words for a child that may also begin its own name.
const CHILD: [&str; 2] = ["anak", "balita"];
/// A word between a child and its mother.
const OF: &str = "dari";

/// How many words stand before the name of the mother: `Bayi Ny. Wati`, `Anak dari Wati`; none in another name. Anak Agung begins
/// names of Bali.
pub(crate) fn before_mother(words: &[String]) -> usize {
    let child = match words {
        [first, second, ..] => CHILD.contains(&first.as_str()) && second != "agung",
        _ => false,
    };
    let many = words.len();
    let before = |(at, word): &(usize, &String)| {
        let word = word.as_str();
        *at + 1 < many && (NEWBORN.contains(&word) || word == OF || (*at == 0 && child))
    };
    if words.first().is_some_and(|first| first == OF) {
        return 0;
    }
    words.iter().enumerate().take_while(before).count()
}
