//! The last weeks: complaints in every state, with whom they are and when they are due; telegrams; the airport desk; claims; and the work of
//! the placement team, with two events and their job seekers.
//!
//! They come after the year whose figures are published, so none of those changes.

use chrono::{Datelike, Days};
use fastrand::Rng;
use kernel::Day;

use super::persons::Persons;
use super::plan::{FollowUp, Maker, Plan, answer, form, letter as written, step};
use super::{cases, claims, companies, desk, events, offices, own_data, passports, sessions, telegrams};

/// The officers of the demo who are given complaints and telegrams; see [`super::USERS`].
pub(super) const ONE: &str = "pelindungan.contoh";
pub(super) const OTHER: &str = "rekan.contoh";
const NOBODY: &str = "";

/// What was done with a complaint.
#[derive(Clone, Copy)]
enum Did {
    Missing,
    Verified,
    Reached,
    Tried,
    Summoned,
    Heard,
    HeardAgain,
    Mediated,
    Referred,
    ReferredBelow,
    Accepted,
    Refused,
    GivenBack,
    Solved,
    Closed,
    TakenBack,
}

use Did::{
    Accepted, Closed, GivenBack, Heard, HeardAgain, Mediated, Missing, Reached, Referred, ReferredBelow, Refused,
    Solved, Summoned, TakenBack, Tried, Verified,
};

/// A complaint: how many days ago it came, its kind, how urgent it is, with whom, and how many days ago what was done.
struct Case(u64, &'static str, &'static str, &'static str, &'static [(u64, Did)]);

const CASES: [Case; 33] = [
    Case(1, "sakit", "nyawa", ONE, &[]),
    Case(3, "putus_komunikasi", "mendesak", NOBODY, &[]),
    Case(6, "gaji_tidak_dibayar", "biasa", OTHER, &[(5, Reached)]),
    Case(12, "overstay", "biasa", ONE, &[]),
    Case(20, "gagal_berangkat", "biasa", OTHER, &[]),
    Case(24, "penipuan_peluang_kerja", "", NOBODY, &[]),
    Case(28, "gaji_tidak_dibayar", "biasa", ONE, &[(25, Missing)]),
    Case(15, "gagal_berangkat", "biasa", OTHER, &[(12, Missing), (6, Reached)]),
    Case(33, "penipuan_peluang_kerja", "", ONE, &[(30, Missing)]),
    Case(9, "tppo", "nyawa", OTHER, &[(7, Verified)]),
    Case(14, "ingin_dipulangkan", "mendesak", ONE, &[(10, Verified), (6, Reached), (2, Tried)]),
    Case(12, "gaji_tidak_dibayar", "biasa", ONE, &[(4, Verified)]),
    Case(18, "overstay", "biasa", OTHER, &[(13, Verified)]),
    Case(8, "sakit", "mendesak", ONE, &[(2, Verified)]),
    Case(25, "gaji_tidak_dibayar", "biasa", ONE, &[(20, Verified), (11, Summoned), (8, Heard)]),
    Case(30, "gagal_berangkat", "biasa", OTHER, &[(24, Verified), (12, Heard)]),
    Case(22, "penipuan_peluang_kerja", "biasa", ONE, &[(17, Verified), (3, Heard)]),
    Case(19, "gaji_tidak_dibayar", "mendesak", OTHER, &[(15, Verified), (6, Heard)]),
    Case(38, "gaji_tidak_dibayar", "biasa", ONE, &[(33, Verified), (20, Heard), (6, HeardAgain)]),
    Case(35, "penipuan_peluang_kerja", "", OTHER, &[(30, Verified), (18, Heard), (3, HeardAgain)]),
    Case(45, "gaji_tidak_dibayar", "biasa", ONE, &[(40, Verified), (30, Heard), (20, HeardAgain), (9, Mediated)]),
    Case(50, "penipuan_peluang_kerja", "", OTHER, &[(44, Verified), (34, Heard), (25, HeardAgain), (16, Mediated)]),
    Case(16, "overstay", "biasa", ONE, &[(12, Verified), (2, Referred)]),
    Case(20, "ingin_dipulangkan", "mendesak", OTHER, &[(16, Verified), (4, Referred)]),
    Case(26, "gaji_tidak_dibayar", "biasa", ONE, &[(21, Verified), (7, Referred)]),
    Case(30, "overstay", "biasa", OTHER, &[(25, Verified), (15, Referred), (12, Accepted)]),
    Case(34, "ingin_dipulangkan", "biasa", ONE, &[(29, Verified), (22, Referred), (18, Accepted)]),
    Case(23, "tppo", "mendesak", ONE, &[(19, Verified), (9, Referred), (5, Refused)]),
    Case(40, "gaji_tidak_dibayar", "biasa", OTHER, &[(35, Verified), (27, Referred), (24, Accepted), (4, GivenBack)]),
    Case(11, "ingin_dipulangkan", "biasa", ONE, &[(9, Verified), (5, ReferredBelow), (3, Accepted)]),
    Case(29, "gaji_tidak_dibayar", "biasa", ONE, &[(24, Verified), (14, Heard), (2, Solved)]),
    Case(21, "overstay", "biasa", OTHER, &[(18, Verified), (3, Closed)]),
    Case(27, "gagal_berangkat", "biasa", ONE, &[(22, Verified), (6, TakenBack)]),
];

/// The weeks before a day, always the same but for the days. Nothing of them lies in the year 2025.
#[must_use]
pub fn weeks(today: Day) -> Plan {
    let spring = Day::from_ymd_opt(2026, 3, 1).unwrap_or(today);
    let today = today.max(spring);
    let persons = Persons::after(50_000);
    let mut maker = Maker { rng: Rng::with_seed(33), persons, plan: Plan::default(), year: today.year() };
    for (number, case) in (1..).zip(&CASES) {
        complaint(&mut maker, today, number, case);
    }
    telegrams::add(&mut maker, today);
    desk::add(&mut maker, today);
    claims::of_weeks(&mut maker, today);
    sessions::add(&mut maker, today);
    passports::add(&mut maker, today);
    companies::add(&mut maker, today);
    offices::ending(&mut maker, today);
    offices::worksheet(&mut maker, today);
    events::add(&mut maker, today);
    own_data::add(&mut maker, today);
    maker.plan
}

/// The day so many days before another.
pub(super) fn ago(today: Day, days: u64) -> Day {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

fn complaint(maker: &mut Maker, today: Day, number: u32, case: &Case) {
    let Case(age, kind, urgency, officer, did) = case;
    let received = ago(today, *age);
    let mut typed = cases::told(maker, received, kind);
    typed.extend(form(&[("kegentingan", urgency)]));
    let mut later = Vec::new();
    if !officer.is_empty() {
        later.push(step(received, "tugaskan", &[("petugas", officer)], "Diberikan kepada petugas."));
    }
    later.extend(did.iter().map(|(days, did)| follow_up(ago(today, *days), *did, number)));
    maker.plan.add_with(received, "pengaduan", typed, later);
}

fn follow_up(day: Day, did: Did, number: u32) -> FollowUp {
    let letter = format!("B-CONTOH-{number:02}/{}", day.year());
    match did {
        Missing => {
            step(day, "minta-dokumen", &[("dokumen_kurang", "Perjanjian kerja (contoh)")], "Pelapor diberi tahu.")
        }
        Verified => step(day, "verifikasi", &[], "Data dan dokumen cukup."),
        Reached => step(day, "hubungi", &[("cara_kontak", "telepon")], "Pelapor menunggu kabar (contoh)."),
        Tried => {
            let fields = [("cara_kontak", "telepon"), ("hasil_kontak", "tidak_tersambung")];
            step(day, "hubungi", &fields, "Telepon tidak diangkat (contoh).")
        }
        Summoned => written(day, "undangan-klarifikasi", &letter),
        Heard => step(day, "klarifikasi", &[], "Perekrut didengar; berita acara rekaan."),
        HeardAgain => {
            let until = day.checked_add_days(Days::new(6)).unwrap_or(day).to_string();
            step(day, "klarifikasi", &[("komitmen_sampai", &until)], "Perekrut berjanji membayar (contoh).")
        }
        Mediated => step(day, "mediasi", &[], "Para pihak dipertemukan; belum sepakat (contoh)."),
        Referred => {
            let fields = [("dilimpahkan_ke", "direktorat_perseorangan"), ("surat_limpah", letter.as_str())];
            step(day, "limpahkan", &fields, "Dilimpahkan ke pusat.")
        }
        ReferredBelow => {
            let fields =
                [("dilimpahkan_ke", "p4mi"), ("limpah_kantor", "P4MI-SOETTA"), ("surat_limpah", letter.as_str())];
            step(day, "limpahkan", &fields, "Pekerjanya tiba lewat bandara (contoh).")
        }
        Accepted => answer(day, "terima", &[("nomor_terima", &format!("AGENDA-CONTOH-{number:02}"))], "Diterima."),
        Refused => answer(day, "tolak", &[], "Bukan kewenangan yang dituju (contoh)."),
        GivenBack => answer(day, "kembalikan", &[], "Dikembalikan untuk dilengkapi (contoh)."),
        Solved => step(day, "selesaikan", &[("hasil", "Hak terpenuhi (contoh)")], "Selesai."),
        Closed => step(day, "tutup", &[("dasar_penutupan", "di_luar_kewenangan")], "Ditutup."),
        TakenBack => step(day, "cabut", &[], "Pelapor menarik pengaduannya (contoh)."),
    }
}
