//! Cooperation, action plans, activities, scores and budget.

use kernel::form::Form;
use kernel::{Day, Triwulan};

use super::plan::{Act, FollowUp, Maker, form};

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

/// Activity, first ceiling, ceiling of revision 11, realisation to the end of December (Lampiran 3 of the report).
const BUDGET: [(&str, &str, &str, &str); 12] = [
    ("Penyebarluasan Informasi Penempatan dan Pelindungan PMI", "67500000", "24260000", "23450000"),
    ("Orientasi Pra Pemberangkatan PMI Non Pemerintah", "1580800000", "1829120000", "1095604772"),
    ("Pelayanan Penempatan PMI Pemerintah", "6000000", "6000000", "5950500"),
    ("Layanan Umum", "376753000", "219740000", "213168695"),
    ("Layanan Prasarana Internal", "1500000000", "1500000000", "1491097450"),
    ("Pemberdayaan PMI Purna dan Keluarganya", "98880000", "98880000", "66144500"),
    ("Fasilitasi Rehabilitasi dan Reintegrasi Sosial", "47380000", "47380000", "26609000"),
    ("Penanganan PMI Terkendala, Sakit, Meninggal", "2787900000", "1306900000", "1296876676"),
    ("Pelayanan Pengaduan dan Penyelesaian Kasus", "47400000", "47400000", "31026679"),
    ("Pencegahan CPMI Nonprosedural", "186600000", "147600000", "115093877"),
    ("Penguatan Helpdesk dan Lounge", "923716000", "1555216000", "1486684567"),
    ("Operasional dan Pemeliharaan Kantor", "6280960000", "4882001000", "4782417535"),
];

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

fn budget(maker: &mut Maker) {
    for (activity, first, revised, spent) in BUDGET {
        for (day, kind, revision, amount) in [
            ("2025-01-02", "pagu", "0", first),
            ("2025-11-03", "pagu", "11", revised),
            ("2025-12-31", "realisasi", "", spent),
        ] {
            let line = form(&[
                ("tahun", "2025"),
                ("kegiatan", activity),
                ("jenis", kind),
                ("revisi", revision),
                ("tanggal", day),
                ("jumlah_rp", amount),
            ]);
            maker.plan.add(on(day), "anggaran", line);
        }
    }
}
