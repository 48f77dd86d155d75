//! The staff of the demo office: nobody that there is, without names, in the numbers of a middling office.

use chrono::Days;
use kernel::Day;

use super::plan::{Act, FollowUp, Maker, form};

/// A line of the staff: unit, position, group, rank, level, functional position, schooling, and how many men and women.
struct Post(&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str, [u32; 2]);

const BANTEN: &str = "BP3MI-BANTEN";
const TANGERANG: &str = "P4MI-TANGERANG";
const AIRPORT: &str = "P4MI-SOETTA";
const POSTS: [Post; 29] = [
    Post(BANTEN, "Kepala BP3MI (contoh)", "polri_tni", "", "eselon_iii", "", "s2", [1, 0]),
    Post(BANTEN, "Kepala Subbagian Tata Usaha", "pns", "IV/a", "eselon_iv", "", "s2", [0, 1]),
    Post(BANTEN, "Pengantar Kerja Ahli Madya", "pns", "IV/b", "fungsional", "Pengantar Kerja", "s2", [1, 0]),
    Post(BANTEN, "Pengantar Kerja Ahli Muda", "pns", "III/d", "fungsional", "Pengantar Kerja", "s1", [2, 2]),
    Post(BANTEN, "Pengantar Kerja Ahli Pertama", "pppk", "IX", "fungsional", "Pengantar Kerja", "s1", [2, 1]),
    Post(BANTEN, "Penyuluh Hukum Ahli Muda", "pns", "III/c", "fungsional", "Penyuluh Hukum", "s1", [1, 1]),
    Post(BANTEN, "Arsiparis Ahli Pertama", "pppk", "IX", "fungsional", "Arsiparis", "s1", [1, 1]),
    Post(BANTEN, "Arsiparis Mahir", "pns", "III/a", "fungsional", "Arsiparis", "d3", [0, 1]),
    Post(BANTEN, "Pranata Keuangan APBN Mahir", "pns", "III/b", "fungsional", "Pranata Keuangan APBN", "d3", [1, 1]),
    Post(BANTEN, "Pranata Komputer Ahli Pertama", "pppk", "IX", "fungsional", "Pranata Komputer", "s1", [1, 1]),
    Post(BANTEN, "Pranata Humas Ahli Pertama", "pns", "III/a", "fungsional", "Pranata Humas", "s1", [0, 1]),
    Post(BANTEN, "Fasilitator Pemerintahan", "pns", "II/c", "pelaksana", "", "sma", [3, 1]),
    Post(BANTEN, "Pengadministrasi Perkantoran", "pppk", "V", "pelaksana", "", "sma", [2, 2]),
    Post(BANTEN, "Petugas Keamanan", "outsourcing", "", "", "", "sma", [2, 0]),
    Post(BANTEN, "Pramubakti", "outsourcing", "", "", "", "smp", [1, 1]),
    Post(TANGERANG, "Pengantar Kerja Ahli Pertama", "pns", "III/b", "fungsional", "Pengantar Kerja", "s1", [1, 1]),
    Post(TANGERANG, "Penyuluh Hukum Ahli Pertama", "pns", "III/b", "fungsional", "Penyuluh Hukum", "s1", [0, 1]),
    Post(TANGERANG, "Pranata Komputer Terampil", "pppk", "VII", "fungsional", "Pranata Komputer", "d3", [1, 0]),
    Post(TANGERANG, "Fasilitator Pemerintahan", "pns", "II/d", "pelaksana", "", "sma", [1, 1]),
    Post(TANGERANG, "Pengelola Umum Operasional", "pppk", "V", "pelaksana", "", "sma", [2, 0]),
    Post(TANGERANG, "Pramubakti", "outsourcing", "", "", "", "sma", [0, 1]),
    Post(AIRPORT, "Pengantar Kerja Ahli Pertama", "pppk", "IX", "fungsional", "Pengantar Kerja", "s1", [2, 1]),
    Post(AIRPORT, "Penyuluh Hukum Ahli Pertama", "pns", "III/a", "fungsional", "Penyuluh Hukum", "s1", [1, 0]),
    Post(AIRPORT, "Pengadministrasi Perkantoran", "pppk", "V", "pelaksana", "", "sma", [2, 1]),
    Post(AIRPORT, "Pramubakti", "outsourcing", "", "", "", "sma", [4, 5]),
    Post(AIRPORT, "Pramubakti", "outsourcing", "", "", "", "s1", [2, 3]),
    Post(AIRPORT, "Pengemudi", "outsourcing", "", "", "", "sma", [3, 0]),
    Post(AIRPORT, "Petugas Keamanan", "outsourcing", "", "", "", "sma", [3, 0]),
    Post(AIRPORT, "Pramusaji", "outsourcing", "", "", "", "sma", [1, 1]),
];
/// Every so many of the staff one left in the year, and one came after it began.
const LEFT: u32 = 33;
const CAME: u32 = 20;

pub(super) fn add(maker: &mut Maker) {
    let first = day(maker.year, 1, 2);
    let mut number = 0_u32;
    for post in &POSTS {
        for (sex, many) in ["L", "P"].into_iter().zip(post.7) {
            for _ in 0..many {
                number += 1;
                one(maker, first, (post, sex), number);
            }
        }
    }
}

fn day(year: i32, month: u32, on: u32) -> Day {
    Day::from_ymd_opt(year, month, on).unwrap_or_default()
}

fn one(maker: &mut Maker, first: Day, (post, sex): (&Post, &str), number: u32) {
    let &Post(unit, position, group, rank, level, function, schooling, _) = post;
    let since = if number.is_multiple_of(CAME) {
        first.checked_add_days(Days::new(u64::from(number))).unwrap_or(first)
    } else {
        day(maker.year - 1, 1 + number % 12, 1)
    };
    let person = form(&[
        ("kode", &format!("P-{number:03}")),
        ("unit", unit),
        ("jabatan", position),
        ("kelompok", group),
        ("golongan", rank),
        ("tingkat", level),
        ("jabatan_fungsional", function),
        ("jenis_kelamin", sex),
        ("pendidikan", schooling),
        ("sejak", &since.to_string()),
    ]);
    let mut later = Vec::new();
    if number.is_multiple_of(LEFT) {
        let left = day(maker.year, 8, 29);
        let form = form(&[("sampai", &left.to_string())]);
        later.push(FollowUp { day: left, act: Act::Edit(form), reason: "Pindah tugas (contoh)." });
    }
    maker.plan.add_with(since.max(first), "pegawai", person, later);
}
