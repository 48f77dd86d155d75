//! Names of indicators: when two are the same although they are not written alike.

/// Words that say nothing about what is counted.
const EMPTY: [&str; 22] = [
    "yang",
    "dan",
    "oleh",
    "dari",
    "di",
    "ke",
    "pada",
    "dalam",
    "untuk",
    "bagi",
    "dengan",
    "serta",
    "atau",
    "para",
    "tahun",
    "lingkungan",
    "rangka",
    "bp",
    "mi",
    "terhadap",
    "capaian",
    "iku",
];
/// Words that turn a meaning round: one more or less of them is another indicator.
const TURNING: [&str; 5] = ["non", "tidak", "belum", "bukan", "tanpa"];

/// The words of a name that tell it from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    words: Vec<String>,
    /// What kind of number it announces: `jumlah` or `persen`.
    kind: Option<&'static str>,
}

impl Name {
    /// The telling words of a name; what stands in brackets (units, abbreviations) does not tell.
    pub(crate) fn of(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut depth = 0_usize;
        for c in text.to_lowercase().chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {}
                '%' => plain.push_str(" persentase "),
                c if c.is_alphanumeric() => plain.push(c),
                _ => plain.push(' '),
            }
        }
        let plain = plain
            .replace("pekerja migran indonesia", "pmi")
            .replace("kerjasama", "kerja sama")
            .replace("bp3mi", " ")
            .replace("bp2mi", " ");
        let kind = match plain.split_whitespace().next() {
            Some("jumlah" | "banyaknya") => Some("jumlah"),
            Some("persentase" | "persen" | "prosentase") => Some("persen"),
            _ => None,
        };
        let tells = |word: &&str| {
            let kind = ["jumlah", "banyaknya", "persentase", "persen", "prosentase"].contains(word);
            let year = word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
            !EMPTY.contains(word) && !kind && !year
        };
        let mut words: Vec<String> = Vec::new();
        for word in plain.split_whitespace().filter(tells) {
            // The ministry's system is spelt and parted in many ways.
            let parted = word == "p2mi" && words.last().is_some_and(|w| w.len() < 7 && w.starts_with('s'));
            if parted {
                words.pop();
            }
            words.push(
                if parted || (word.starts_with('s') && word.ends_with("p2mi")) { "siskop2mi" } else { word }.to_owned(),
            );
        }
        words.dedup();
        Self { words, kind }
    }

    /// Whether it has words at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How surely two names mean the same: 1 for alike, 0 for different.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        if self.is_empty()
            || other.is_empty()
            || (self.kind != other.kind && self.kind.is_some() && other.kind.is_some())
        {
            return 0.0;
        }
        let (left, right) = self.leftovers(other);
        let all = self.words.len() + right.len();
        let shared = self.words.len() - left.len();
        if left.iter().chain(&right).any(|word| TURNING.contains(word)) {
            return 0.0;
        }
        if left.is_empty() && right.is_empty() {
            return 1.0;
        }
        if !left.is_empty() && !right.is_empty() {
            // Words that were parted or joined elsewhere: "SSKO P2MI" and "SISKOP2MI".
            let (a, b) = (left.concat(), right.concat());
            return if shared * 2 >= all && a.len().min(b.len()) >= 6 && distance(&a, &b) <= 2 { 0.95 } else { 0.0 };
        }
        ratio(shared, all)
    }

    /// How much of this name the other one says; a short form says all of its own words.
    pub(crate) fn covered_by(&self, other: &Self) -> f64 {
        let (left, _) = self.leftovers(other);
        ratio(self.words.len() - left.len(), self.words.len().max(1))
    }

    /// How many telling words it has.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of each that the other does not have.
    fn leftovers<'a>(&'a self, other: &'a Self) -> (Vec<&'a str>, Vec<&'a str>) {
        let mut right: Vec<&str> = other.words.iter().map(String::as_str).collect();
        let mut left = Vec::new();
        for word in &self.words {
            let same = right.iter().position(|o| *o == word).or_else(|| right.iter().position(|o| alike(word, o)));
            match same {
                Some(at) => {
                    right.remove(at);
                }
                None => left.push(word.as_str()),
            }
        }
        (left, right)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(whole.max(1))
}

/// Whether two words differ by a slip of the pen or of the scanner only.
fn alike(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    if a.bytes().chain(b.bytes()).any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    match length {
        0..=5 => false,
        6..=8 => distance(a, b) <= 1,
        _ => distance(a, b) <= 2,
    }
}

/// The number of letters that must be changed, put in or left out.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), i + 1);
        let mut before = i + 1;
        for (right, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let best = (diagonal + usize::from(left != *right)).min(before + 1).min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            before = best;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        Name::of(a).likeness(&Name::of(b))
    }

    #[test]
    fn the_same_indicator_in_other_words() {
        for (a, b) in [
            ("Persentase implementasi kerja sama", "% Implementasi Kerjasama"),
            (
                "Jumlah layanan kepulangan PMI yang sakit",
                "Jumlah layanan keputungan Pekerja Migran Indonesia yang sakit",
            ),
            ("Persentase aduan yang diproses berbasis SISKOP2MI oleh BP3MI", "Aduan diproses berbasis SSKO P2MI"),
            ("Fasilitasi klaim jaminan sosial oleh CPMI dan PMI", "% Fasilitasi klaim jaminan sosial CPMI/PMI"),
        ] {
            assert!(likeness(a, b) > 0.75, "{a} / {b}: {}", likeness(a, b));
        }
    }

    #[test]
    fn other_indicators_stay_apart() {
        for (a, b) in [
            ("Jumlah pengaduan yang diselesaikan", "Persentase pengaduan yang diselesaikan"),
            ("Jumlah PMI yang ditempatkan skema pemerintah", "Jumlah PMI yang ditempatkan skema nonpemerintah"),
            ("Jumlah PMI prosedural", "Jumlah PMI non prosedural"),
            ("Nilai pengawasan kearsipan internal", "Nilai penyelenggaraan kearsipan"),
            ("Pelatihan angkatan 1", "Pelatihan angkatan 2"),
            ("Jumlah PMI ditempatkan ke Taiwan", "Jumlah PMI ditempatkan ke Jepang"),
        ] {
            assert!(likeness(a, b) < 0.75, "{a} / {b}: {}", likeness(a, b));
        }
    }
}
