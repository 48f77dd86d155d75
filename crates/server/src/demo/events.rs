//! Two events of the last weeks with the job seekers who were recorded at them, in every state; some were verified and one was placed.

use std::collections::BTreeMap;

use chrono::{Datelike, TimeDelta};
use kernel::Day;
use kernel::form::Form;

use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, step};
use super::weeks::ago;

/// How far somebody came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Recorded,
    NotInterested,
    /// Does not agree to be called.
    Unwilling,
    Called,
    Registered,
    Programme,
    Verified,
    Placed,
}

use Came::{Called, NotInterested, Placed, Programme, Recorded, Registered, Unwilling, Verified};

/// An event: how many days ago, its sort, the source that it is of job seekers, its title, how many people were typed, and who was recorded.
struct Event(u64, &'static str, &'static str, &'static str, &'static str, &'static [Came]);

/// By day, so that they are numbered in this order.
const EVENTS: [Event; 2] = [
    Event(
        40,
        "kunjungan_sekolah",
        "sosialisasi",
        "Kunjungan SMK Contoh Serang",
        "6",
        &[Recorded, Registered, Programme, Verified, Placed, NotInterested],
    ),
    Event(
        12,
        "job_fair",
        "job_fair",
        "Job fair Kabupaten Tangerang (contoh)",
        "8",
        &[Recorded, Recorded, NotInterested, Unwilling, Called, Registered],
    ),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    let mut numbers: BTreeMap<i32, u32> = BTreeMap::new();
    for Event(days, sort, source, title, typed, people) in &EVENTS {
        let day = ago(today, *days);
        let number = numbers.entry(day.year()).or_default();
        *number += 1;
        let number = format!("KGT-{}-{number:06}", day.year());
        let event = form(&[
            ("jenis_kegiatan", sort),
            ("judul", title),
            ("tanggal", &day.to_string()),
            ("tempat", "Aula contoh"),
            ("jumlah_peserta", typed),
        ]);
        maker.plan.add(day, "kegiatan", event);
        for (at, came) in (1..).zip(*people) {
            person(maker, day, (&number, source), (at, *came));
        }
    }
}

/// Somebody who is entered on the day after the event.
fn person(maker: &mut Maker, held: Day, (event, source): (&str, &str), (at, came): (u32, Came)) {
    let person = maker.persons.make(&mut maker.rng, Papers::Nik);
    let mut typed = person.clone();
    typed.extend(form(&[
        ("dicatat_pada", &held.to_string()),
        ("sumber", source),
        ("berminat", if came == NotInterested { "tidak" } else { "ya" }),
        ("kegiatan", event),
        ("negara_minat", if at % 3 == 0 { "KR" } else { "JP" }),
        ("jabatan_minat", "Perawat lansia (contoh)"),
        ("pendidikan", if at % 2 == 0 { "sma" } else { "smk" }),
        ("bahasa", if at % 3 == 0 { "korea" } else { "inggris,jepang" }),
        ("tingkat_bahasa", if at % 3 == 0 { "" } else { "JLPT N4 (contoh)" }),
        ("persetujuan", if came == Unwilling { "tidak" } else { "ya" }),
    ]));
    maker.plan.add_with(held + TimeDelta::days(1), "pencari-kerja", typed, did(held, came));
    if matches!(came, Verified | Placed) {
        further(maker, held, &person, (at, came));
    }
}

fn did(held: Day, came: Came) -> Vec<FollowUp> {
    let later = |days: i64| held + TimeDelta::days(days);
    let registered = step(later(4), "daftar-siapkerja", &[], "Akunnya terlihat di SIAPkerja (contoh).");
    match came {
        Recorded | NotInterested | Unwilling => Vec::new(),
        Called => vec![step(later(5), "catat-kontak", &[("hasil_kontak", "tersambung")], "Ditelepon.")],
        Registered => vec![registered],
        Programme | Verified | Placed => {
            vec![registered, step(later(7), "daftar-gtog", &[], "Bukti pendaftaran dilihat (contoh).")]
        }
    }
}

/// The verification and the placement of the same person.
fn further(maker: &mut Maker, held: Day, person: &Form, (at, came): (u32, Came)) {
    let (examined, placed) = (held + TimeDelta::days(14), held + TimeDelta::days(30));
    let mut candidate = person.clone();
    candidate.extend(form(&[
        ("skema", "g_to_g"),
        ("nomor_pendaftaran", &format!("REG-CONTOH-KGT-{at:03}")),
        ("dijadwalkan_pada", &examined.to_string()),
        ("hadir", "ya"),
        ("diperiksa_pada", &examined.to_string()),
        ("hasil", "lengkap"),
    ]));
    maker.plan.add(examined, "verifikasi", candidate);
    if came == Placed {
        let mut worker = person.clone();
        worker.extend(form(&[
            ("skema", "g_to_g"),
            ("negara", "JP"),
            ("jabatan", "Perawat lansia (contoh)"),
            ("nomor_epmi", &format!("EPMI-CONTOH-KGT-{at:03}")),
            ("epmi_terbit_pada", &placed.to_string()),
        ]));
        maker.plan.add(placed, "penempatan", worker);
    }
}
