//! Made-up people.

use fastrand::Rng;
use kernel::form::Form;

const FIRST: [&str; 28] = [
    "Siti", "Dewi", "Nur", "Sri", "Wati", "Rina", "Yuli", "Ani", "Fitri", "Lestari", "Ratna", "Murni", "Eka", "Indah",
    "Budi", "Agus", "Slamet", "Joko", "Ahmad", "Muhammad", "Rizki", "Hendra", "Dedi", "Asep", "Ujang", "Yanto",
    "Wahyu", "Andi",
];
const MIDDLE: [&str; 14] = [
    "", "", "", "Aisyah", "Permata", "Cahya", "Kirana", "Laras", "Purnama", "Jaya", "Bakti", "Setia", "Rahma", "Surya",
];
/// Words that say that nobody bears the name.
const LAST: [&str; 6] = ["Contoh", "Rekaan", "Umpama", "Misalan", "Andaian", "Fiktif"];
const AREAS: [&str; 12] =
    ["36.01", "36.02", "36.03", "36.04", "36.71", "36.72", "36.73", "36.74", "32.12", "33.01", "35.07", "52.01"];

/// Makes people, never the same twice unless asked to.
#[derive(Default)]
pub(super) struct Persons {
    count: u32,
}

/// Which papers a person has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Papers {
    /// NIK and passport.
    Both,
    /// NIK only.
    Nik,
    /// SPLP only, as many who are deported.
    Splp,
    /// Nothing.
    Nothing,
}

impl Persons {
    /// People beside so many others.
    pub(super) fn after(count: u32) -> Self {
        Self { count }
    }

    /// A new person as a form.
    pub(super) fn make(&mut self, rng: &mut Rng, papers: Papers) -> Form {
        self.count += 1;
        let first = rng.usize(..FIRST.len());
        let female = first < 14;
        let word = |words: &[&'static str], at: usize| words.get(at).copied().unwrap_or_default();
        let names =
            [word(&FIRST, first), word(&MIDDLE, rng.usize(..MIDDLE.len())), word(&LAST, rng.usize(..LAST.len()))];
        let name = names.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(" ");
        let (day, month, year) = (rng.u32(1..=28), rng.u32(1..=12), rng.u32(1966..=2004));
        let area = word(&AREAS, rng.usize(..AREAS.len()));
        let mut form = Form::from([
            ("nama".to_owned(), name),
            ("tanggal_lahir".to_owned(), format!("{year}-{month:02}-{day:02}")),
            ("jenis_kelamin".to_owned(), if female { "P" } else { "L" }.to_owned()),
            ("daerah_asal".to_owned(), area.to_owned()),
        ]);
        if matches!(papers, Papers::Both | Papers::Nik) {
            // Kecamatan 99 does not exist, so no living person has this NIK.
            let coded = if female { day + 40 } else { day };
            let serial = 1 + self.count % 9_999;
            let nik = format!("{}99{coded:02}{month:02}{:02}{serial:04}", area.replace('.', ""), year % 100);
            form.insert("nik".to_owned(), nik);
        }
        let number = match papers {
            Papers::Both => Some(("paspor", format!("ZZ{:06}", self.count))),
            Papers::Splp => Some(("splp", format!("ZS{:06}", self.count))),
            Papers::Nik | Papers::Nothing => None,
        };
        if let Some((kind, number)) = number {
            form.insert("jenis_dokumen".to_owned(), kind.to_owned());
            form.insert("nomor_dokumen".to_owned(), number);
        }
        form
    }
}
