//! Job seekers, and document verifications with their sessions.

use kernel::Day;
use kernel::period::Triwulan;

use super::persons::Papers;
use super::plan::{Maker, each, form, step};
use super::weeks::ago;

/// Job seekers with a stated interest, by quarter (Tabel 8 of the report).
const SEEKERS: [usize; 4] = [19, 75, 383, 22];
/// Those without.
const NOT_INTERESTED: [usize; 4] = [2, 6, 14, 3];
/// Those who came again in the same quarter: one person, counted once.
const TWICE: [usize; 4] = [1, 2, 5, 0];
/// Candidates who were examined, by quarter (Tabel 8 of the report).
const EXAMINED: [usize; 4] = [10, 1803, 0, 91];
/// Candidates who did not come.
const ABSENT: [usize; 4] = [1, 58, 0, 5];
/// The schemes of the candidates, and how many of a hundred have each.
const SCHEMES: [(&str, u32); 3] = [("g_to_g", 88), ("ssw", 8), ("sp2t", 4)];
/// The days after the first of a quarter on which a session of each scheme is held; that of the language test has a hall for several
/// hundred people and several days in the second quarter.
const DAYS: [i64; 6] = [20, 27, 34, 41, 48, 55];

pub(super) fn add(maker: &mut Maker) {
    seekers(maker);
    verifications(maker);
}

fn seekers(maker: &mut Maker) {
    let interested = SEEKERS.iter().sum::<usize>();
    let all: Vec<_> = each(SEEKERS).map(|q| (q, true)).chain(each(NOT_INTERESTED).map(|q| (q, false))).collect();
    let mut left = TWICE;
    for (at, (quarter, interest)) in all.into_iter().enumerate() {
        let day = maker.day(quarter);
        let source = maker.weighted(&[("sosialisasi", 60), ("job_fair", 28), ("datang_langsung", 12)]);
        let country = maker.weighted(&[("JP", 40), ("KR", 30), ("TW", 15), ("DE", 10), ("HK", 5)]);
        let mut seeker = maker.persons.make(&mut maker.rng, Papers::Nik);
        seeker.extend(form(&[
            ("dicatat_pada", &day.to_string()),
            ("sumber", source),
            ("berminat", if interest { "ya" } else { "tidak" }),
            ("negara_minat", country),
            ("pendidikan", maker.weighted(&[("sma", 50), ("smk", 35), ("d3", 8), ("s1", 7)])),
        ]));
        let again = left.get_mut(quarter.index()).filter(|n| **n > 0 && at < interested);
        if let Some(n) = again {
            *n -= 1;
            let mut second = seeker.clone();
            second.insert("sumber".to_owned(), "datang_langsung".to_owned());
            second.insert("keterangan".to_owned(), "Datang lagi menanyakan lowongan (contoh)".to_owned());
            maker.plan.add(day, "pencari-kerja", second);
        }
        maker.plan.add(day, "pencari-kerja", seeker);
    }
}

/// A session of the year: its quarter, scheme and day. They are numbered in the order of their days.
struct Session(Triwulan, &'static str, Day);

/// The sessions of the year, by day.
fn sessions(maker: &Maker) -> Vec<Session> {
    let mut all = Vec::new();
    for quarter in Triwulan::ALL.into_iter().filter(|quarter| EXAMINED.get(quarter.index()).is_some_and(|n| *n > 0)) {
        let from = quarter.period(maker.year).from;
        for (at, (scheme, _)) in SCHEMES.iter().enumerate() {
            let many = *scheme == "g_to_g" && EXAMINED.get(quarter.index()).is_some_and(|n| *n > 100);
            for days in DAYS.iter().skip(at).take(if many { 4 } else { 1 }) {
                all.push(Session(quarter, scheme, from + chrono::TimeDelta::days(*days)));
            }
        }
    }
    all.sort_by_key(|Session(.., day)| *day);
    all
}

fn enter(maker: &mut Maker, sessions: &[Session]) {
    for Session(_, scheme, day) in sessions {
        let typed = form(&[
            ("jenis_sesi", "verifikasi"),
            ("tanggal", &day.to_string()),
            ("pukul", "09:00"),
            ("tempat", "Aula BP3MI Banten (contoh)"),
            ("skema", scheme),
            ("kapasitas", "600"),
        ]);
        let closed = step(day.succ_opt().unwrap_or(*day), "tutup", &[], "Hasil semua peserta diisi.");
        maker.plan.add_with(ago(*day, 14), "sesi", typed, vec![closed]);
    }
}

fn verifications(maker: &mut Maker) {
    let sessions = sessions(maker);
    enter(maker, &sessions);
    let mut number = 0;
    for (counts, came) in [(EXAMINED, true), (ABSENT, false)] {
        for quarter in each(counts) {
            number += 1;
            maker.day(quarter);
            let scheme = maker.weighted(&SCHEMES);
            let fits = |one: &(usize, &Session)| one.1.0 == quarter && one.1.1 == scheme;
            let here: Vec<_> = (1..).zip(&sessions).filter(fits).collect();
            let Some((session, Session(.., day))) = here.get(number % here.len().max(1)) else { continue };
            let day = day.to_string();
            let outcome = maker.weighted(&[("lengkap", 86), ("kurang", 13), ("tidak_sah", 1)]);
            let mut candidate = maker.persons.make(&mut maker.rng, Papers::Nik);
            candidate.extend(form(&[
                ("sesi", &format!("SES-{}-{session:06}", maker.year)),
                ("skema", scheme),
                ("nomor_pendaftaran", &format!("REG-CONTOH-{number:05}")),
                ("dijadwalkan_pada", &day),
                ("hadir", if came { "ya" } else { "tidak" }),
                ("diperiksa_pada", if came { &day } else { "" }),
                ("hasil", if came { outcome } else { "" }),
                ("kekurangan", if came && outcome == "kurang" { "Legalisasi ijazah (contoh)" } else { "" }),
                ("alasan_absen", if came { "" } else { "Tidak dapat dihubungi (contoh)" }),
            ]));
            if let Ok(day) = day.parse() {
                maker.plan.add(day, "verifikasi", candidate);
            }
        }
    }
}
