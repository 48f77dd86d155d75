use kernel::figure::{self, percent};
use uuid::Uuid;

use super::super::checks::{Level, checks};
use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Rows in the order in which they are recorded.
fn rows(all: &[(&str, What, &str, i64)]) -> Vec<Row> {
    let row = |(no, (activity, what, on, amount)): (u128, &(&str, What, &str, i64))| Row {
        id: CatatanId(Uuid::from_u128(no)),
        number: format!("AGR-2026-{no:06}"),
        activity: (*activity).to_owned(),
        what: *what,
        day: day(on),
        amount: *amount,
    };
    let mut rows: Vec<Row> = (1..).zip(all).map(row).collect();
    rows.sort_by_key(|row| (row.day, row.id));
    rows
}

fn budget(on: &str, all: &[(&str, What, &str, i64)]) -> Budget {
    Budget::of(rows(all), 2026, day(on), None)
}

fn codes(budget: &Budget) -> Vec<&'static str> {
    checks(budget).iter().map(|check| check.code).collect()
}

/// What a budget says under a code.
fn said(budget: &Budget, code: &str) -> String {
    checks(budget).into_iter().find(|check| check.code == code).map(|check| check.text).unwrap_or_default()
}

use What::{Ceiling, Spent};

#[test]
fn the_newest_revision_stands_from_its_day() {
    let all = [
        ("Contoh A", Ceiling(0), "2026-01-02", 1_000),
        ("Contoh A", Ceiling(1), "2026-06-01", 700),
        ("Contoh A", Spent, "2026-03-31", 300),
        ("Contoh A", Spent, "2026-07-31", 200),
    ];
    let amount = |on: &str, part| budget(on, &all).total(part).amount;
    assert_eq!((amount("2026-05-31", Part::Ceiling), amount("2026-06-01", Part::Ceiling)), (1_000, 700));
    assert_eq!((amount("2026-12-31", Part::Spent), amount("2026-12-31", Part::Left)), (500, 200));
    assert_eq!((amount("2026-12-31", Part::Month(7)), amount("2026-12-31", Part::Until(6))), (200, 300));
    assert_eq!(budget("2026-05-31", &all).later, 2);
    let before = Budget::of(rows(&all), 2026, day("2026-12-31"), Some(0));
    assert_eq!((before.total(Part::Ceiling).amount, before.revisions.len()), (1_000, 1));
    assert_eq!(absorbed(500, 700).unwrap().round_dp(6).to_string(), "0.714286");
    assert_eq!(absorbed(500, 0), None);
}

#[test]
fn every_number_is_the_sum_of_its_rows() {
    let whole = budget(
        "2026-12-31",
        &[
            ("Contoh A", Ceiling(0), "2026-01-02", 1_000),
            ("contoh  a", Spent, "2026-02-28", 400),
            ("Contoh B", Ceiling(0), "2026-01-02", 500),
            ("Contoh B", Spent, "2026-02-28", 100),
        ],
    );
    for part in [Part::Revision(0), Part::Ceiling, Part::Spent, Part::Month(2), Part::Until(12)] {
        let total = whole.total(part);
        assert_eq!(total.amount, total.rows.iter().map(|row| row.amount).sum::<i64>(), "{part:?}");
        assert_eq!(total.amount, whole.activities.iter().map(|one| one.sum(part).amount).sum::<i64>(), "{part:?}");
        assert_eq!(Part::read(&part.code()), Some(part));
    }
    assert_eq!(whole.total(Part::Left).rows.len(), 4);
    assert_eq!(whole.activities.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["Contoh A", "Contoh B"]);
    assert!(said(&whole, "dua-ejaan").contains("\"contoh  a\""));
    for wrong in ["", "bulan", "bulan-0", "bulan-13", "revisi", "revisi-x", "pagu-1", "hantu"] {
        assert_eq!(Part::read(wrong), None, "{wrong}");
    }
}

#[test]
fn spending_beyond_the_ceiling_is_told_with_its_month() {
    let over = [
        ("Contoh A", Ceiling(0), "2026-01-02", 1_000),
        ("Contoh A", Spent, "2026-01-31", 600),
        ("Contoh A", Spent, "2026-03-31", 500),
    ];
    let now = budget("2026-03-31", &over);
    let text = said(&now, "lebih-pagu");
    assert!(text.contains("Maret 2026 Rp 1.100 melewati pagu Rp 1.000 (revisi 0), lebih Rp 100"), "{text}");
    assert!(text.contains("masih lebih Rp 100"), "{text}");
    assert_eq!(checks(&now)[0].level, Level::Salah);
    assert_eq!(codes(&budget("2026-02-28", &over)), ["bulan-kosong"]);
    let raised = [&over[..], &[("Contoh A", Ceiling(1), "2026-04-01", 2_000)]].concat();
    let text = said(&budget("2026-12-31", &raised), "lebih-pagu");
    assert!(text.contains("Pagu yang berlaku sekarang menutupnya."), "{text}");
}

#[test]
fn spending_without_a_ceiling_is_told() {
    let bare = budget("2026-01-31", &[("Contoh A", Spent, "2026-01-31", 1)]);
    assert!(said(&bare, "tanpa-pagu").contains("tidak punya pagu"));
    let early =
        budget("2026-02-28", &[("Contoh A", Spent, "2026-01-31", 1), ("Contoh A", Ceiling(0), "2026-02-02", 5)]);
    assert!(said(&early, "tanpa-pagu").contains("mendahului pagunya, yang berlaku sejak 02/02/2026"));
    let late = budget("2027-02-01", &[("Contoh A", Spent, "2027-01-31", 7)]);
    assert!(said(&late, "luar-tahun").contains("Rp 7"));
    assert_eq!(late.total(Part::Spent).amount, 0);
}

#[test]
fn revisions_that_jump_go_back_or_stand_twice_are_told() {
    let odd = budget(
        "2026-12-31",
        &[
            ("Contoh A", Ceiling(1), "2026-05-01", 1_000),
            ("Contoh A", Ceiling(4), "2026-04-01", 1_200),
            ("Contoh A", Ceiling(4), "2026-04-02", 1_300),
            ("Contoh B", Ceiling(1), "2026-05-01", 10),
        ],
    );
    assert!(said(&odd, "tanpa-pagu-awal").contains("revisi 1"));
    assert!(said(&odd, "revisi-melompat").contains("revisi 2 sampai 3 tidak tercatat"));
    assert!(said(&odd, "revisi-mundur").contains("Revisi 4 bertanggal 01/04/2026, sebelum revisi 1 (01/05/2026)"));
    assert!(said(&odd, "revisi-berbeda-tanggal").contains("Revisi 4"));
    assert!(said(&odd, "pagu-ganda").contains("Yang dipakai yang terakhir, Rp 1.300"));
    assert!(said(&odd, "tidak-disebut").starts_with("Contoh B: tidak disebut di revisi 4"));
    assert_eq!(odd.total(Part::Ceiling).amount, 1_310);
}

#[test]
fn a_revision_says_what_it_changes() {
    let all = [
        ("Contoh A", Ceiling(0), "2026-01-02", 1_000),
        ("Contoh B", Ceiling(0), "2026-01-02", 500),
        ("Contoh A", Ceiling(1), "2026-02-02", 800),
        ("Contoh B", Ceiling(1), "2026-02-02", 550),
    ];
    let text = said(&budget("2026-02-02", &all), "revisi-mengubah");
    let whole = "Revisi 1 mengubah jumlah pagu dari Rp 1.500 menjadi Rp 1.350, kurang Rp 150";
    assert_eq!(text, format!("{whole}: Contoh A kurang Rp 200; Contoh B lebih Rp 50."));
    let moved = [&all[..3], &[("Contoh B", Ceiling(1), "2026-02-02", 700)]].concat();
    let text = said(&budget("2026-02-02", &moved), "revisi-mengubah");
    assert!(text.contains("menggeser pagu antarkegiatan; jumlahnya tetap Rp 1.500"), "{text}");
}

/// Lampiran 3 of the report of 2025: first ceiling, revision 11, December, to the end of December.
const PRINTED: [(&str, i64, i64, i64, i64); 12] = [
    ("Penyebarluasan Informasi", 67_500_000, 24_260_000, 0, 23_450_000),
    ("Orientasi Pra Pemberangkatan", 1_580_800_000, 1_829_120_000, 492_766_772, 1_095_604_772),
    ("Pelayanan Penempatan PMI Pemerintah", 6_000_000, 6_000_000, 0, 5_950_500),
    ("Layanan Umum", 376_753_000, 219_740_000, 12_724_200, 213_168_695),
    ("Layanan Prasarana Internal", 1_500_000_000, 1_500_000_000, 1_097_817_738, 1_491_097_450),
    ("Pemberdayaan", 98_880_000, 98_880_000, 0, 66_144_500),
    ("Rehabilitasi", 47_380_000, 47_380_000, 26_609_000, 26_609_000),
    ("Penanganan PMI Terkendala", 2_787_900_000, 1_306_900_000, 151_087_931, 1_296_876_676),
    ("Pelayanan Pengaduan", 47_400_000, 47_400_000, 15_272_679, 31_026_679),
    ("Pencegahan", 186_600_000, 147_600_000, 84_020_283, 115_093_877),
    ("Helpdesk dan Lounge", 923_716_000, 1_555_216_000, 702_793_469, 1_486_684_567),
    ("Operasional dan Pemeliharaan", 6_280_960_000, 4_882_001_000, 330_653_124, 4_782_417_535),
];

/// The report prints 14,172,889,000, 13,632,913,000, 3,715,884,938 and 1,054,574,381 below these rows; they add up to other sums.
#[test]
fn the_printed_rows_add_up_to_what_they_are() {
    let mut all = Vec::new();
    for (name, first, revised, december, until) in PRINTED {
        all.push((name, Ceiling(0), "2025-01-02", first));
        all.push((name, Ceiling(11), "2025-12-11", revised));
        all.push((name, Spent, "2025-11-30", until - december));
        all.push((name, Spent, "2025-12-31", december));
    }
    let whole = Budget::of(rows(&all), 2025, day("2025-12-31"), None);
    for (part, amount) in [
        (Part::Revision(0), 13_903_889_000),
        (Part::Revision(11), 11_664_497_000),
        (Part::Ceiling, 11_664_497_000),
        (Part::Month(12), 2_913_745_196),
        (Part::Spent, 10_634_124_251),
        (Part::Left, 1_030_372_749),
    ] {
        assert_eq!(whole.total(part).amount, amount, "{part:?}");
    }
    let share = percent(10_634_124_251_i64.into(), 11_664_497_000_i64.into()).unwrap();
    assert_eq!(figure::decimal(share, 2), "91,17", "the report prints 90.96 %");
    let complaints = &whole.activities[8];
    assert_eq!(complaints.sum(Part::Left).amount, 16_373_321, "the report prints 16,373,000");
    assert!(said(&whole, "revisi-melompat").contains("revisi 1 sampai 10"));
    assert!(!codes(&whole).contains(&"lebih-pagu"));
}
