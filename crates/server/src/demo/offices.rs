//! Cooperation, action plans, activities, scores, the ZI worksheet and budget.

use chrono::{Datelike, Days};
use kernel::form::Form;
use kernel::{Day, Period, Triwulan};

use super::plan::{Act, FollowUp, Maker, form, step};
use super::weeks::ago;

const PARTNERS: [(&str, &str); 7] = [
    ("Kabupaten contoh A", "pemda_kabupaten_kota"),
    ("Kabupaten contoh B", "pemda_kabupaten_kota"),
    ("Kabupaten contoh C", "pemda_kabupaten_kota"),
    ("Kota contoh D", "pemda_kabupaten_kota"),
    ("Kota contoh E", "pemda_kabupaten_kota"),
    ("Universitas contoh F", "perguruan_tinggi"),
    ("Kantor Imigrasi contoh G", "kementerian_lembaga"),
];
/// Items of action plans due in each quarter, and how many of them were carried out by its end.
const DUE: usize = 5;
const DONE: usize = 4;

/// Activity, first ceiling, ceiling of revision 11, realisation to the end of December and that of December alone (Lampiran 3 of the
/// report).
const BUDGET: [(&str, i64, i64, i64, i64); 12] = [
    ("Penyebarluasan Informasi Penempatan dan Pelindungan PMI", 67_500_000, 24_260_000, 23_450_000, 0),
    (
        "Orientasi Pra Pemberangkatan (OPP) Penempatan PMI Non Pemerintah",
        1_580_800_000,
        1_829_120_000,
        1_095_604_772,
        492_766_772,
    ),
    ("Pelayanan Penempatan PMI Pemerintah", 6_000_000, 6_000_000, 5_950_500, 0),
    ("Layanan Umum", 376_753_000, 219_740_000, 213_168_695, 12_724_200),
    ("Layanan Prasarana Internal", 1_500_000_000, 1_500_000_000, 1_491_097_450, 1_097_817_738),
    ("Pemberdayaan Pekerja Migran Indonesia Purna dan Keluarganya", 98_880_000, 98_880_000, 66_144_500, 0),
    ("Fasilitasi Rehabilitasi dan Reintegrasi Sosial Purna PMI", 47_380_000, 47_380_000, 26_609_000, 26_609_000),
    ("Penanganan PMI Terkendala, Sakit, Meninggal", 2_787_900_000, 1_306_900_000, 1_296_876_676, 151_087_931),
    ("Pelayanan Pengaduan dan penyelesaian kasus CPMI/PMI", 47_400_000, 47_400_000, 31_026_679, 15_272_679),
    (
        "Pencegahan dan Penanganan CPMI yang akan ditempatkan secara nonprosedural",
        186_600_000,
        147_600_000,
        115_093_877,
        84_020_283,
    ),
    ("Penguatan Helpdesk dan Lounge", 923_716_000, 1_555_216_000, 1_486_684_567, 702_793_469),
    ("Operasional dan Pemeliharaan Kantor", 6_280_960_000, 4_882_001_000, 4_782_417_535, 330_653_124),
];
/// Items of a ZI worksheet that nobody has: working group, code, weight, the share that is met, and whether it was verified. They weigh 100.
const WORKSHEET: [(&str, &str, &str, &str, bool); 8] = [
    ("manajemen_perubahan", "1.a", "8", "100", true),
    ("tata_laksana", "2.a", "7", "75", true),
    ("sdm_aparatur", "3.a", "10", "100", false),
    ("penguatan_akuntabilitas", "4.a", "10", "67", false),
    ("penguatan_pengawasan", "5.a", "15", "80", false),
    ("pelayanan_publik", "6.a", "6", "100", false),
    ("pelayanan_publik", "6.b", "4", "", false),
    ("komponen_hasil", "7.a", "40", "", false),
];
/// How much of what was spent before December is made up to have been spent until the end of each month, in per cent.
const SPENT: [i64; 11] = [2, 6, 12, 20, 28, 37, 47, 58, 70, 84, 100];

fn on(text: &str) -> Day {
    text.parse().unwrap_or_default()
}

pub(super) fn add(maker: &mut Maker) {
    cooperation(maker);
    activities(maker);
    scores(maker);
    budget(maker);
}

fn cooperation(maker: &mut Maker) {
    for (at, (partner, kind)) in (1..).zip(PARTNERS) {
        let agreement = form(&[
            ("mitra", partner),
            ("jenis_mitra", kind),
            ("nomor_naskah", &format!("PKS-CONTOH-{at:02}/2025")),
            ("mulai_pada", "2025-01-02"),
            ("sampai_pada", "2027-12-31"),
        ]);
        maker.plan.add(on("2025-01-02"), "kerja-sama", agreement);
    }
    for quarter in Triwulan::ALL {
        let period = quarter.period(maker.year);
        for at in 0..DUE {
            let due = maker.after(period.from, 20 + 14 * at as u64, period.until);
            let item = form(&[
                ("kerja_sama", &format!("KSM-2025-{:06}", at + 1)),
                ("butir", &format!("Sosialisasi bersama {}-{} (contoh)", quarter.label(), at + 1)),
                ("jatuh_tempo", &due.to_string()),
            ]);
            let mut later = Vec::new();
            if at < DONE {
                let form = form(&[("dilaksanakan_pada", &due.to_string()), ("bukti", "Laporan kegiatan contoh")]);
                later.push(FollowUp { day: due, act: Act::Edit(form), reason: "Dilaksanakan." });
            }
            maker.plan.add_with(on("2025-01-06"), "rencana-aksi", item, later);
        }
    }
}

/// One agreement that ends soon, and one that was ended.
pub(super) fn ending(maker: &mut Maker, today: Day) {
    let until = today.checked_add_days(Days::new(50)).unwrap_or(today).to_string();
    for (partner, letter, begun, last, ended) in [
        ("Kabupaten contoh H", "PKS-CONTOH-08", ago(today, 680), until, String::new()),
        ("Kabupaten contoh I", "PKS-CONTOH-09", ago(today, 700), String::new(), ago(today, 45).to_string()),
    ] {
        let agreement = form(&[
            ("mitra", partner),
            ("jenis_mitra", "pemda_kabupaten_kota"),
            ("nomor_naskah", letter),
            ("mulai_pada", &begun.to_string()),
            ("sampai_pada", &last),
            ("diakhiri_pada", &ended),
        ]);
        maker.plan.add(ago(today, 40), "kerja-sama", agreement);
    }
}

/// The item of the worksheet that was assessed again, and the share that it was found to have met first.
const AGAIN: (&str, &str) = ("3.a", "60");

/// The worksheet of the running year, with items in every state.
pub(super) fn worksheet(maker: &mut Maker, today: Day) {
    let (drawn, seen) = (ago(today, 30), ago(today, 10));
    let first = Some(ago(today, 100)).filter(|day| day.year() == drawn.year()).unwrap_or(drawn);
    for (group, code, weight, share, verified) in WORKSHEET {
        let on = |filled: bool, day: Day| if filled { day.to_string() } else { String::new() };
        let again = code == AGAIN.0;
        let item = form(&[
            ("tahun", &drawn.year().to_string()),
            ("tanggal", &drawn.to_string()),
            ("pokja", group),
            ("kode", code),
            ("butir", &format!("Butir rekaan {code} (contoh)")),
            ("bobot", weight),
            ("terpenuhi", if again { AGAIN.1 } else { share }),
            ("dinilai_pada", &on(!share.is_empty(), if again { first } else { drawn })),
        ]);
        let mut later = Vec::new();
        if again {
            later.push(step(seen, "nilai-ulang", &[("terpenuhi", share)], "Dinilai ulang."));
        }
        if verified {
            let form =
                form(&[("diverifikasi_pada", &on(true, seen)), ("verifikator", "Tim Penilai Internal (contoh)")]);
            later.push(FollowUp { day: seen, act: Act::Edit(form), reason: "Diverifikasi." });
        }
        maker.plan.add_with(drawn, "butir-zi", item, later);
    }
}

fn activities(maker: &mut Maker) {
    for at in 1..=9u64 {
        let day = maker.after(on("2025-01-20"), at * 36, on("2026-01-01"));
        let activity: Form = form(&[
            ("jenis_kegiatan", if at % 4 == 0 { "job_fair" } else { "sosialisasi" }),
            ("judul", &format!("Kegiatan contoh {at}")),
            ("tanggal", &day.to_string()),
            ("daerah", "36.03"),
            ("kerja_sama", &format!("KSM-2025-{:06}", 1 + at % 7)),
            ("jumlah_peserta", &(40 + at * 7).to_string()),
        ]);
        maker.plan.add(day, "kegiatan", activity);
    }
}

fn scores(maker: &mut Maker) {
    for (day, number) in [("2025-03-27", 1), ("2025-06-26", 2), ("2025-09-25", 3), ("2025-12-18", 4)] {
        let score = form(&[
            ("jenis_nilai", "zi"),
            ("tanggal", day),
            ("nilai", "100"),
            ("terpenuhi", "8"),
            ("syarat", "8"),
            ("penilai", "Tim Penilai Internal (contoh)"),
            ("bukti", &format!("Lembar kerja ZI contoh {number}")),
        ]);
        maker.plan.add(on(day), "nilai", score);
    }
    let archives = form(&[
        ("jenis_nilai", "kearsipan"),
        ("tanggal", "2025-11-20"),
        ("nilai", "79,49"),
        ("kategori", "BB"),
        ("penilai", "Unit kearsipan (contoh)"),
        ("bukti", "Surat hasil pengawasan contoh"),
    ]);
    maker.plan.add(on("2025-11-20"), "nilai", archives);
}

/// A year's budget with one revision; the revisions between were not published.
fn budget(maker: &mut Maker) {
    let year = maker.year;
    for (activity, first, revised, spent, december) in BUDGET {
        line(maker, activity, on("2025-01-02"), ("pagu", "0"), first);
        line(maker, activity, on("2025-11-03"), ("pagu", "11"), revised);
        let earlier = spent - december;
        let mut until = 0;
        for (month, share) in (1..).zip(SPENT) {
            let now = earlier * share / 100;
            line(maker, activity, end(year, month), ("realisasi", ""), now - until);
            until = now;
        }
        line(maker, activity, end(year, 12), ("realisasi", ""), december);
    }
}

/// The last day of a month.
fn end(year: i32, month: u32) -> Day {
    let month = Period::month(year, month);
    month.until.pred_opt().unwrap_or(month.from)
}

fn line(maker: &mut Maker, activity: &str, day: Day, (kind, revision): (&str, &str), amount: i64) {
    if amount == 0 {
        return;
    }
    let line = form(&[
        ("tahun", "2025"),
        ("kegiatan", activity),
        ("jenis", kind),
        ("revisi", revision),
        ("tanggal", &day.to_string()),
        ("jumlah_rp", &amount.to_string()),
    ]);
    maker.plan.add(day, "anggaran", line);
}
