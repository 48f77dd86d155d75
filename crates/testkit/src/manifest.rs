//! A manifest as missions send it: titles, groups, heads again, totals and a foot, formulas, days and places in many spellings. All its
//! people are made up.

const FIRST: [&str; 12] = [
    "Sulastri",
    "Wagiyem",
    "Karsinah",
    "Darto",
    "Supriyadi",
    "Tuminah",
    "Yatmi",
    "Zubaedah",
    "Ponirah",
    "Nurhayati",
    "Bagus",
    "Mulyono",
];
const LAST: [&str; 9] =
    ["Rekaan", "Misalan", "Umpama", "Tiruan", "Khayali", "Andaian", "Karangan", "Perumpamaan", "Bayangan"];
const MONTHS: [&str; 12] = ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nop", "Des"];
const HEADS: &str = "No\tNama Lengkap\tNo. Paspor\tNIK\tTempat/Tgl Lahir\tJK\tKab/Kota\tUmur\tKet";
/// How lists write where somebody is from; the first five are asked about.
const PLACES: [&str; 12] = [
    "Kab. Tanggerang",
    "Tangerang",
    "Kab. Indramyu",
    "Cirebon",
    "Kab. Sukabumi Jabar",
    "Kab. Serang",
    "Serang (Kota)",
    "Kec. Contoh, Kab. Lebak, Banten",
    "Pandeglang",
    "LOTIM",
    "Kab.Indramayu - Jawa Barat",
    "36.03",
];
const MEN: [&str; 5] = ["L", "LK", "Pria", "L (Laki-laki)", "Laki - laki"];
const WOMEN: [&str; 5] = ["P", "Pr.", "Wanita", "Perempuan/Wanita", "PEREMPUAN"];

/// How many people it announces.
pub const PEOPLE: usize = 108;
/// Whose birth date does not exist.
pub const NO_DAY: usize = 17;
/// Whose NIK is too short.
pub const SHORT_NIK: usize = 40;
/// Who is listed again, one below.
pub const TWICE: usize = 58;

/// The manifest, as it is copied out of a spreadsheet.
#[must_use]
pub fn messy() -> String {
    let mut lines = vec![
        "DAFTAR PENUMPANG PMI (CONTOH)\t\t\t\t\t\t\t\t".to_owned(),
        "\t\t\t\t\t\t\t\t".to_owned(),
        HEADS.to_owned(),
        "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)\t(9)".to_owned(),
        "A. LAKI-LAKI\t\t\t\t\t\t\t\t".to_owned(),
    ];
    lines.extend((1..=54).map(person));
    lines.push("Jumlah\t54 orang\t\t\t\t\t\t\t".to_owned());
    lines.push(HEADS.to_owned());
    lines.push("B. PEREMPUAN\t\t\t\t\t\t\t\t".to_owned());
    lines.extend((55..=PEOPLE).map(person));
    lines.push("Jumlah\t54 orang\t\t\t\t\t\t\t".to_owned());
    lines.push("Total\t108 orang\t\t\t\t\t\t\t".to_owned());
    lines.push("\tKuala Lumpur, 30 Juni 2025\t\t\t\t\t\t\t".to_owned());
    lines.push("\tAtase Ketenagakerjaan\t\t\t\t\t\t\t".to_owned());
    lines.join("\n") + "\n"
}

/// The row of the sheet, from 0, in which somebody stands.
#[must_use]
pub fn row(at: usize) -> usize {
    if at <= 54 { at + 4 } else { at + 7 }
}

fn person(at: usize) -> String {
    // Whoever is listed twice has the passport, and is the person, of the row above.
    let who = if at == TWICE + 1 { TWICE } else { at };
    let nik = match at {
        SHORT_NIK => "3603994101900".to_owned(),
        _ if at.is_multiple_of(9) => "3,60399E+15".to_owned(),
        _ if at == TWICE || at == TWICE + 1 => "-".to_owned(),
        _ => format!("360399410190{at:04}"),
    };
    let sex = if at % 30 == 7 {
        "Lkai2"
    } else if at <= 54 {
        MEN[at % 5]
    } else {
        WOMEN[at % 5]
    };
    [
        format!("=A{at}+1"),
        format!("{} {}", FIRST[(who - 1) % 12].to_uppercase(), LAST[(who - 1) / 12]),
        format!("X90{who:05}"),
        nik,
        born(who),
        sex.to_owned(),
        PLACES[at % 12].to_owned(),
        format!("=YEAR(TODAY())-{}", 1960 + at % 35),
        String::new(),
    ]
    .join("\t")
}

fn born(at: usize) -> String {
    let (day, month, year) = (at % 28 + 1, at % 12 + 1, 1960 + at % 35);
    match at {
        NO_DAY => "31/02/1990".to_owned(),
        20 => "11/25/1987".to_owned(),
        21 => "10/23/1988".to_owned(),
        30..=32 => (32_000 + at).to_string(),
        _ => match at % 6 {
            0 => format!("Serang, {day:02}-{month:02}-{year}"),
            1 => format!("{day:02}/{month:02}/{year}"),
            2 => format!("LEBAK, {day} {} {year}", MONTHS[month - 1]),
            3 => format!("{day:02}-{}-{}", MONTHS[month - 1], year % 100),
            4 => year.to_string(),
            _ => format!("{day}.{month}.{year}"),
        },
    }
}
