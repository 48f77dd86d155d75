//! The sessions of the last weeks: closed, waiting for results, ahead, and called off; with candidates and participants in every state.

use std::collections::BTreeMap;

use chrono::{Datelike, TimeDelta};
use kernel::Day;

use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, step};
use super::weeks::ago;

/// Who leads the sessions; see [`super::USERS`].
const OFFICER: &str = "penempatan.contoh";

/// What became of a person.
#[derive(Clone, Copy)]
enum Became {
    /// Nothing is said yet.
    Named,
    Away,
    Complete,
    Lacking,
    Mended,
    NotGenuine,
    /// Verified, and called about the visa so many days ago.
    Called(u64),
    /// Verified, and the visa is there.
    WithVisa,
    Scored(&'static str, &'static str),
}

use Became::{Away, Called, Complete, Lacking, Mended, Named, NotGenuine, Scored, WithVisa};

/// How a session stands.
#[derive(Clone, Copy)]
enum Stands {
    Open,
    Closed,
    CalledOff,
}

/// A session: days from today (before it negative), its sort and scheme, how it stands, and how many people became what.
struct Session(i64, &'static str, &'static str, Stands, &'static [(u32, Became)]);

/// By day, so that they are numbered in this order.
const SESSIONS: [Session; 7] = [
    Session(
        -16,
        "verifikasi",
        "ssw",
        Stands::Closed,
        &[(3, Complete), (2, Called(4)), (1, Called(1)), (2, WithVisa), (1, Lacking), (1, Mended), (1, Away)],
    ),
    Session(
        -9,
        "opp",
        "",
        Stands::Closed,
        &[(8, Scored("55", "82,5")), (5, Scored("61,25", "90")), (3, Scored("40", "58,75")), (4, Away)],
    ),
    Session(-8, "verifikasi", "g_to_g", Stands::Closed, &[(9, Complete), (2, Lacking), (1, NotGenuine), (2, Away)]),
    Session(-3, "opp", "", Stands::CalledOff, &[(5, Named)]),
    Session(-2, "opp", "", Stands::Open, &[(6, Scored("50", "77,5")), (12, Named), (2, Away)]),
    Session(5, "verifikasi", "g_to_g", Stands::Open, &[(14, Named)]),
    Session(9, "opp", "", Stands::Open, &[(10, Named)]),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    let mut numbers: BTreeMap<i32, u32> = BTreeMap::new();
    for session in &SESSIONS {
        let Session(days, kind, scheme, stands, people) = session;
        let day = today + TimeDelta::days(*days);
        let number = numbers.entry(day.year()).or_default();
        *number += 1;
        let number = format!("SES-{}-{number:06}", day.year());
        let typed = form(&[
            ("jenis_sesi", kind),
            ("tanggal", &day.to_string()),
            ("pukul", if *kind == "opp" { "08:00" } else { "09:30" }),
            ("tempat", if *kind == "opp" { "P4MI Tangerang (contoh)" } else { "Aula BP3MI Banten (contoh)" }),
            ("kapasitas", "40"),
            ("skema", scheme),
            ("petugas", OFFICER),
        ]);
        maker.plan.add_with(entered(today, day), "sesi", typed, stood(day, *stands));
        let mut at = 0;
        for (count, became) in *people {
            for _ in 0..*count {
                at += 1;
                person(maker, today, (session, &number), (at, *became));
            }
        }
    }
}

/// A session is entered two weeks ahead, those that lie ahead a few days ago.
fn entered(today: Day, day: Day) -> Day {
    ago(day, 14).min(ago(today, 4))
}

fn stood(day: Day, stands: Stands) -> Vec<FollowUp> {
    match stands {
        Stands::Open => Vec::new(),
        Stands::Closed => {
            let next = day + TimeDelta::days(1);
            vec![step(next, "tutup", &[], "Hasil semua peserta diisi.")]
        }
        Stands::CalledOff => {
            vec![step(ago(day, 1), "batalkan-sesi", &[], "Pemateri berhalangan (contoh).")]
        }
    }
}

fn person(maker: &mut Maker, today: Day, (session, number): (&Session, &str), (at, became): (u32, Became)) {
    let Session(days, kind, scheme, ..) = session;
    let held = today + TimeDelta::days(*days);
    let mut typed = maker.persons.make(&mut maker.rng, if *kind == "opp" { Papers::Both } else { Papers::Nik });
    let company = format!("PT Contoh Penempatan {}", 1 + at % 3);
    typed.extend(form(&[
        ("sesi", number),
        ("dijadwalkan_pada", &held.to_string()),
        ("skema", scheme),
        ("p3mi", if *kind == "opp" { &company } else { "" }),
        ("telepon", &format!("0812-9900-{:04}", 100 * days.unsigned_abs() + u64::from(at))),
    ]));
    if *kind == "verifikasi" {
        typed
            .insert("nomor_pendaftaran".to_owned(), format!("REG-CONTOH-{}{at:03}", number.trim_start_matches("SES-")));
    }
    // People are named for it on the day after: the records of one day are entered kind by kind.
    let named = entered(today, held) + TimeDelta::days(1);
    maker.plan.add_with(named, kind, typed, did(today, held, kind, became));
}

fn did(today: Day, held: Day, kind: &str, became: Became) -> Vec<FollowUp> {
    let later = |days: i64| held + TimeDelta::days(days);
    let complete = step(held, "lengkap", &[], "Dokumen asli dilihat.");
    let lacking = [("hasil", "kurang"), ("kekurangan", "Legalisasi ijazah (contoh)")];
    match became {
        Named => Vec::new(),
        Away => {
            let why = if kind == "opp" { "P3MI belum memberi kabar (contoh)" } else { "Sakit (contoh)" };
            vec![step(held, "tidak-hadir", &[("alasan_absen", why)], "Tidak datang.")]
        }
        Complete => vec![complete],
        Lacking => vec![step(held, "kurang", &lacking, "Diminta melengkapi.")],
        Mended => vec![
            step(held, "kurang", &lacking, "Diminta melengkapi."),
            step(later(5), "perbaiki", &[], "Sudah dilegalisasi (contoh)."),
        ],
        NotGenuine => {
            let fields = [("hasil", "tidak_sah"), ("kekurangan", "Ijazah tidak terdaftar (contoh)")];
            vec![step(held, "kurang", &fields, "Diterangkan kepada calon.")]
        }
        Called(days) => vec![
            complete,
            step(ago(today, days), "catat-kontak", &[("hasil_kontak", "tidak_tersambung")], "Ditelepon."),
        ],
        WithVisa => vec![complete, step(later(8), "unggah-visa", &[], "Terlihat di SISKOP2MI (contoh).")],
        Scored(before, after) => vec![
            step(held, "hadir", &[], "Menandatangani daftar hadir."),
            step(held, "nilai", &[("nilai_awal", before), ("nilai_akhir", after)], "Tes sebelum dan sesudah."),
        ],
    }
}
