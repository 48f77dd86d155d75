//! Job seekers and document verifications.

use super::persons::Papers;
use super::plan::{Maker, each, form};

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

fn verifications(maker: &mut Maker) {
    let mut number = 0;
    for (counts, came) in [(EXAMINED, true), (ABSENT, false)] {
        for quarter in each(counts) {
            number += 1;
            let day = maker.day(quarter).to_string();
            let scheme = maker.weighted(&[("g_to_g", 88), ("ssw", 8), ("sp2t", 4)]);
            let outcome = maker.weighted(&[("lengkap", 86), ("kurang", 13), ("tidak_sah", 1)]);
            let mut candidate = maker.persons.make(&mut maker.rng, Papers::Nik);
            candidate.extend(form(&[
                ("skema", scheme),
                ("nomor_pendaftaran", &format!("REG-CONTOH-{number:05}")),
                ("dijadwalkan_pada", &day),
                ("hadir", if came { "ya" } else { "tidak" }),
                ("diperiksa_pada", if came { &day } else { "" }),
                ("hasil", if came { outcome } else { "" }),
            ]));
            if let Ok(day) = day.parse() {
                maker.plan.add(day, "verifikasi", candidate);
            }
        }
    }
}
