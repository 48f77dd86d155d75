//! Complaints and claims, each entered when it came and carried on as it went.

use kernel::form::Form;
use kernel::{Day, Period};

use super::claims;
use super::course::{Course, closed};
use super::persons::Papers;
use super::plan::{Act, FollowUp, Maker, each, form};

/// Complaints received, by quarter: 601 in the year, as the text of the report says.
const COMPLAINTS: [usize; 4] = [172, 148, 139, 142];
/// Complaints that got a SISKOP2MI number: 410 in the year.
const NUMBERED: usize = 410;
/// Claims, by quarter; all were paid within it.
const CLAIMS: [usize; 4] = [6, 5, 6, 7];

const KINDS: [(&str, u32); 8] = [
    ("ingin_dipulangkan", 28),
    ("gaji_tidak_dibayar", 20),
    ("gagal_berangkat", 12),
    ("penipuan_peluang_kerja", 10),
    ("overstay", 8),
    ("putus_komunikasi", 8),
    ("sakit", 8),
    ("tppo", 6),
];
pub(super) const COUNTRIES: [(&str, u32); 8] =
    [("MY", 34), ("SA", 24), ("TW", 10), ("HK", 8), ("AE", 9), ("KH", 8), ("SG", 4), ("QA", 3)];

pub(super) fn add(maker: &mut Maker) {
    let total = COMPLAINTS.iter().sum::<usize>();
    let mut course = Course::until(Period::year(maker.year).until);
    for (at, quarter) in each(COMPLAINTS).enumerate() {
        let day = maker.day(quarter);
        // Spread evenly: the first `NUMBERED` of every `total`.
        let numbered = (at + 1) * NUMBERED / total > at * NUMBERED / total;
        complaint(maker, &mut course, day, numbered.then_some(at + 1));
    }
    for (at, quarter) in each(CLAIMS).enumerate() {
        let Period { from, until } = quarter.period(maker.year);
        let offset = maker.rng.u64(0..50);
        let day = maker.after(from, offset, until);
        claims::of_year(maker, day, at + 1, until);
    }
}

fn complaint(maker: &mut Maker, course: &mut Course, day: Day, number: Option<usize>) {
    let until = Period::year(maker.year).until;
    let kind = maker.weighted(&KINDS);
    let typed = told(maker, day, kind);
    let lag = maker.rng.u64(0..9);
    let verified = maker.after(day, lag, until);
    let number = number.map(|number| format!("SISKO-CONTOH-{number:04}"));
    let number = form(&[("nomor_siskop2mi", number.as_deref().unwrap_or_default())]);
    let first = Act::Step("verifikasi", number);
    let mut later = vec![FollowUp { day: verified, act: first, reason: "Diverifikasi." }];
    let lag = maker.rng.u64(2..30);
    let end = maker.after(verified, lag, until);
    later.extend(ending(maker, course, (verified, end)));
    maker.plan.add_with(day, "pengaduan", typed, later);
}

/// What is typed when a complaint of a kind comes.
pub(super) fn told(maker: &mut Maker, day: Day, kind: &str) -> Form {
    let papers = if maker.chance(70) { Papers::Both } else { Papers::Nik };
    let mut typed = maker.persons.make(&mut maker.rng, papers);
    let relation = maker.weighted(&[
        ("diri_sendiri", 40),
        ("suami_istri", 20),
        ("orang_tua", 20),
        ("saudara", 12),
        ("kuasa_hukum", 8),
    ]);
    let reporter = if relation == "diri_sendiri" {
        typed.get("nama").cloned().unwrap_or_default()
    } else {
        "Keluarga Contoh".to_owned()
    };
    let channel = maker.weighted(&[
        ("tatap_muka", 46),
        ("whatsapp", 18),
        ("telepon", 10),
        ("surat", 8),
        ("help_desk", 8),
        ("limpahan_imigrasi", 6),
        ("e_pengaduan", 4),
    ]);
    typed.extend(form(&[
        ("diterima_pada", &day.to_string()),
        ("kanal", channel),
        ("pelapor", &reporter),
        ("hubungan_pelapor", relation),
        ("telepon_pelapor", "+62 800 0000 0000"),
        ("surat_kuasa", if relation == "kuasa_hukum" { "SK-01/CONTOH" } else { "" }),
        ("negara", maker.weighted(&COUNTRIES)),
        ("jenis_kasus", kind),
        ("prosedural", if maker.chance(30) { "ya" } else { "tidak" }),
        ("kronologi", "Uraian rekaan untuk contoh."),
    ]));
    typed
}

/// What follows when a complaint was verified on one day and comes to an end, or is referred, on another.
fn ending(maker: &mut Maker, course: &mut Course, (verified, end): (Day, Day)) -> Vec<FollowUp> {
    match maker.rng.u32(0..100) {
        0..55 => {
            let to = maker.weighted(&[("direktorat_perseorangan", 6), ("direktorat_berbadan_hukum", 4)]);
            let letter = format!("B-{}/CONTOH/{}", maker.rng.u32(100..10_000), maker.year);
            course.referred(end, to, &letter)
        }
        55..85 => course.heard(verified, end),
        85..92 => vec![closed(end)],
        _ => course.slow(verified),
    }
}
