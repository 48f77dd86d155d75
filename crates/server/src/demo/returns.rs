//! Arrivals and returns.

use kernel::Day;
use kernel::form::Form;

use super::persons::Papers;
use super::plan::{Maker, each, form};

/// Returns that count, by quarter (Tabel 8 of the report).
const COUNTED: [usize; 4] = [3980, 1747, 1593, 1847];
/// Returns that do not: contract ended, leave, accompanying children.
const NOT_COUNTED: [usize; 4] = [240, 130, 120, 140];
const GROUPS: [usize; 4] = [34, 18, 16, 22];

const CATEGORIES: [(&str, u32); 7] = [
    ("bermasalah", 46),
    ("deportasi", 24),
    ("dicegah", 22),
    ("repatriasi", 3),
    ("sakit", 2),
    ("meninggal", 2),
    ("tppo", 1),
];
const LEFT_OUT: [(&str, u32); 3] = [("habis_kontrak", 62), ("cuti", 22), ("anak", 16)];
const COUNTRIES: [(&str, u32); 10] =
    [("MY", 38), ("SA", 22), ("AE", 9), ("KH", 9), ("MM", 5), ("SG", 5), ("TW", 4), ("HK", 4), ("QA", 2), ("TR", 2)];

pub(super) fn add(maker: &mut Maker) {
    let mut groups = Vec::new();
    for quarter in each(GROUPS) {
        let day = maker.day(quarter);
        groups.push((quarter, day, maker.weighted(&COUNTRIES)));
    }
    groups.sort_unstable_by_key(|(_, day, _)| *day);
    for (number, (_, day, country)) in (1..).zip(&groups) {
        let expected = maker.rng.u32(7..60).to_string();
        let arrival = form(&[
            ("tiba_pada", &day.to_string()),
            ("penerbangan", &format!("ZZ {:03} (contoh)", 100 + number)),
            ("terminal", "Terminal 3"),
            ("negara", country),
            ("jumlah_diharapkan", &expected),
            ("dasar_surat", &format!("Surat perwakilan contoh {number:03}")),
        ]);
        maker.plan.add(*day, "kedatangan", arrival);
    }
    for (words, counts) in [(&CATEGORIES[..], COUNTED), (&LEFT_OUT[..], NOT_COUNTED)] {
        for quarter in each(counts) {
            let category = maker.weighted(words);
            let inside: Vec<usize> =
                (0..groups.len()).filter(|&i| groups.get(i).is_some_and(|g| g.0 == quarter)).collect();
            let group = maker.rng.choice(inside).filter(|_| maker.chance_of_group());
            let (day, country) = match group.and_then(|i| groups.get(i)) {
                Some((_, day, country)) => (*day, *country),
                None => (maker.day(quarter), maker.weighted(&COUNTRIES)),
            };
            let number = group.map(|i| format!("KDT-{}-{:06}", maker.year, i + 1)).unwrap_or_default();
            add_one(maker, day, category, country, &number);
        }
    }
}

impl Maker {
    /// Whether a return came with a group.
    fn chance_of_group(&mut self) -> bool {
        self.chance(30)
    }
}

fn papers(maker: &mut Maker, category: &str) -> Papers {
    match maker.rng.u32(0..100) {
        n if category == "deportasi" && n < 60 => Papers::Splp,
        0..55 => Papers::Both,
        55..80 => Papers::Nik,
        80..92 => Papers::Splp,
        _ => Papers::Nothing,
    }
}

fn add_one(maker: &mut Maker, day: Day, category: &'static str, country: &str, arrival: &str) {
    let papers = papers(maker, category);
    let mut person: Form = maker.persons.make(&mut maker.rng, papers);
    let reason = match category {
        "deportasi" => "deportasi",
        "sakit" => "sakit_kecelakaan_kerja",
        "meninggal" => "meninggal",
        "habis_kontrak" => "habis_kontrak",
        "cuti" => "cuti",
        _ => "",
    };
    let mode = maker.weighted(&[("mandiri", 52), ("difasilitasi", 38), ("stakeholder_lain", 10)]);
    let until = day.checked_add_days(chrono::Days::new(4)).unwrap_or(day);
    let until = until.min(kernel::Period::year(maker.year).until);
    let days = maker.rng.u64(0..3);
    let home = maker.after(day, days, until);
    // What is known on the day of entry: whoever goes home later is still at the desk.
    let left = if home == day { day.to_string() } else { String::new() };
    person.extend(form(&[
        ("tiba_pada", &day.to_string()),
        ("negara", country),
        ("kategori", category),
        ("alasan", reason),
        ("cara_pulang", mode),
        ("tempat_layanan", if category == "sakit" { "rumah_ramah" } else { "help_desk" }),
        ("prosedural", if maker.chance(35) { "ya" } else { "tidak" }),
        ("kesehatan", if category == "sakit" { "Perlu pemeriksaan lanjutan (contoh)" } else { "" }),
        ("kedatangan", arrival),
        ("pulang_pada", &left),
        ("keterangan", if papers == Papers::Nothing { "Tanpa dokumen; data menurut pengakuan (contoh)" } else { "" }),
    ]));
    if papers == Papers::Nothing {
        // Two people without papers may share a name and a birth date: the desk tells them apart by a tag.
        person.insert("jabatan".to_owned(), format!("Tanda meja {}", maker.rng.u32(100_000..999_999)));
    }
    maker.plan.add(day, "kepulangan", person);
}
