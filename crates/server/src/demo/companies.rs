//! Placement companies in every state, what was recommended about them, and two days of OPP to which they were to send people.

use chrono::{Datelike, Days};
use kernel::Day;

use super::persons::Papers;
use super::plan::{FollowUp, Maker, form, letter as written, step};
use super::weeks::ago;

/// The officer of the demo who has the recommendations; see [`super::USERS`].
const TEAM: &str = "penempatan.contoh";
/// How many days ago all companies came into the register.
const ENTERED: u64 = 45;

/// What was noted of a company.
#[derive(Clone, Copy)]
enum Did {
    Licensed,
    Suspended,
    Revoked,
}

use Did::{Licensed, Revoked, Suspended};

/// A company: its name, how else that is spelled, and how many days ago what was noted.
struct Company(&'static str, &'static str, &'static [(u64, Did)]);

/// The first five of those that placements of the year name.
const COMPANIES: [Company; 5] = [
    Company("PT Contoh Penempatan 1", "", &[(44, Licensed)]),
    Company("PT Contoh Penempatan 2", "", &[(44, Licensed), (29, Suspended)]),
    Company("PT Contoh Penempatan 3", "PT. Contoh Penempatan 3", &[(43, Licensed)]),
    Company("PT Contoh Penempatan 4", "", &[]),
    Company("PT Contoh Penempatan 5", "", &[(43, Licensed), (20, Revoked)]),
];

/// A recommendation: how many days ago it was proposed, about which company, its kind and form, and how many days ago it was sent,
/// answered and closed.
struct Advice(u64, usize, &'static str, &'static str, [Option<u64>; 3]);

const ADVICE: [Advice; 4] = [
    Advice(40, 2, "sanksi", "penghentian_sementara", [Some(38), Some(30), Some(28)]),
    Advice(20, 4, "penerbitan_izin", "", [Some(18), Some(3), None]),
    Advice(6, 3, "sanksi", "peringatan_tertulis", [Some(4), None, None]),
    Advice(2, 1, "perpanjangan_izin", "", [None, None, None]),
];

/// The recommendation whose letter is attached.
const WRITTEN: u32 = 3;

/// Who was named for OPP: how many days ago, by which name of the company, whether the person came, and else why not.
const NAMED: [(u64, &str, &str, &str); 10] = [
    (12, "PT Contoh Penempatan 1", "ya", ""),
    (12, "PT Contoh Penempatan 1", "ya", ""),
    (12, "PT Contoh Penempatan 3", "ya", ""),
    (12, "PT. Contoh Penempatan 3", "tidak", "Belum diantar P3MI (contoh)"),
    (12, "PT. Contoh Penempatan 3", "tidak", "Sakit (contoh)"),
    (5, "PT Contoh Penempatan 1", "ya", ""),
    (5, "PT Contoh Penempatan 3", "tidak", "Belum diantar P3MI (contoh)"),
    (5, "pt contoh penempatan 3", "tidak", ""),
    (5, "PT Contoh Penempatan 9", "ya", ""),
    (5, "PT Contoh Penempatan 9", "", ""),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    let entered = ago(today, ENTERED);
    for (number, Company(name, others, did)) in (1..).zip(&COMPANIES) {
        let typed = form(&[
            ("nama", name),
            ("ejaan_lain", others),
            ("daerah", "36.03"),
            ("alamat", "Jalan Rekaan (contoh)"),
            ("penanggung_jawab", "Direktur Contoh"),
            ("tercatat_pada", &entered.to_string()),
        ]);
        let later = did.iter().map(|(days, did)| noted(ago(today, *days), *did, number)).collect();
        maker.plan.add_with(entered, "p3mi", typed, later);
    }
    for (number, advice) in (1..).zip(&ADVICE) {
        recommended(maker, today, number, advice);
    }
    for (days, company, came, reason) in NAMED {
        let day = ago(today, days);
        let mut typed = maker.persons.make(&mut maker.rng, Papers::Nik);
        typed.extend(form(&[
            ("p3mi", company),
            ("dijadwalkan_pada", &day.to_string()),
            ("hadir", came),
            ("nilai_akhir", if came == "ya" { "80" } else { "" }),
            ("alasan_absen", reason),
        ]));
        maker.plan.add(day, "opp", typed);
    }
}

fn noted(day: Day, did: Did, number: u32) -> FollowUp {
    let letter = format!("S-CONTOH-{number:02}/{}", day.year());
    let until = |days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day).to_string();
    match did {
        Licensed => {
            let last = until(700);
            let fields = [("nomor_izin", letter.as_str()), ("izin_sampai", last.as_str())];
            step(day, "perpanjang", &fields, "SIP3MI diperlihatkan (contoh).")
        }
        Suspended => {
            let (ground, last) = ("Tidak mengantar calon ke OPP (contoh)", until(90));
            let fields = [("dasar_skors", ground), ("surat_skors", letter.as_str()), ("skors_sampai", last.as_str())];
            step(day, "skors", &fields, "Surat kementerian diterima (contoh).")
        }
        Revoked => {
            let fields = [("dasar_cabut", "Tidak memenuhi kewajiban (contoh)"), ("surat_cabut", letter.as_str())];
            step(day, "cabut", &fields, "Surat kementerian diterima (contoh).")
        }
    }
}

fn recommended(maker: &mut Maker, today: Day, number: u32, advice: &Advice) {
    let Advice(age, company, kind, sanction, [sent, answered, closed]) = advice;
    let proposed = ago(today, *age);
    let typed = form(&[
        ("p3mi", &format!("P3M-{}-{company:06}", ago(today, ENTERED).year())),
        ("jenis", kind),
        ("bentuk_sanksi", sanction),
        ("dasar", "Hasil pemantauan kantor; berita acara rekaan."),
        ("diusulkan_pada", &proposed.to_string()),
    ]);
    let letter = format!("R-CONTOH-{number:02}/{}", proposed.year());
    let mut later = vec![step(proposed, "tugaskan", &[("petugas", TEAM)], "Diberikan kepada petugas.")];
    // One was written here; the others on paper, before letters were made by Lindung.
    later.extend(sent.filter(|_| number == WRITTEN).map(|days| written(ago(today, days), "rekomendasi", &letter)));
    later.extend(sent.map(|days| step(ago(today, days), "kirim", &[("nomor_surat", &letter)], "Dikirim.")));
    later.extend(answered.map(|days| {
        let fields = [("jawaban", "diterima"), ("isi_jawaban", "Disetujui (contoh)")];
        step(ago(today, days), "catat-jawaban", &fields, "Surat jawaban diterima (contoh).")
    }));
    later.extend(closed.map(|days| {
        step(ago(today, days), "tutup", &[("alasan_tutup", "Akibatnya sudah dicatat (contoh)")], "Ditutup.")
    }));
    maker.plan.add_with(proposed, "rekomendasi-p3mi", typed, later);
}
