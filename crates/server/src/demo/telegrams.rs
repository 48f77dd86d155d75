//! Telegrams of missions: in the agenda, with somebody, answered, filed.

use chrono::{Datelike, Days};
use kernel::Day;

use super::plan::{Maker, form, step};
use super::weeks::{ONE, OTHER, ago};

/// How many days ago a telegram came, from where, how urgent it is, what it asks, and what was done.
struct Telegram(u64, &'static str, &'static str, &'static str, Done);

/// What was done with a telegram, by days ago.
enum Done {
    Nothing,
    /// Given to an officer, due so many days after it came.
    Given(u64, &'static str, u64),
    /// Given and answered.
    Answered(u64, &'static str, u64),
    /// Given, answered and filed.
    Filed(u64, &'static str, u64, u64),
}

use Done::{Answered, Filed, Given, Nothing};

const ESCORT: &str = "Permohonan penjemputan pekerja sakit di bandara";
const FAMILY: &str = "Permohonan keterangan keluarga pekerja";
const REMAINS: &str = "Pemberitahuan pemulangan jenazah";
const WAGES: &str = "Tindak lanjut pengaduan gaji";

const TELEGRAMS: [Telegram; 12] = [
    Telegram(1, "MY", "sangat_segera", REMAINS, Nothing),
    Telegram(2, "SA", "biasa", FAMILY, Nothing),
    Telegram(7, "TW", "segera", WAGES, Nothing),
    Telegram(5, "MY", "segera", ESCORT, Given(4, ONE, 7)),
    Telegram(3, "AE", "sangat_segera", ESCORT, Given(2, OTHER, 3)),
    Telegram(9, "SA", "biasa", FAMILY, Given(8, ONE, 7)),
    Telegram(2, "HK", "biasa", WAGES, Given(1, OTHER, 5)),
    Telegram(6, "KH", "segera", FAMILY, Given(5, ONE, 7)),
    Telegram(15, "MY", "segera", ESCORT, Answered(14, OTHER, 3)),
    Telegram(20, "SG", "biasa", WAGES, Answered(19, ONE, 12)),
    Telegram(30, "SA", "segera", REMAINS, Filed(29, OTHER, 26, 22)),
    Telegram(40, "QA", "biasa", FAMILY, Filed(38, ONE, 35, 31)),
];

pub(super) fn add(maker: &mut Maker, today: Day) {
    for (number, Telegram(age, country, urgency, subject, done)) in (1..).zip(&TELEGRAMS) {
        let came = ago(today, *age);
        let telegram = form(&[
            ("diterima_pada", &came.to_string()),
            ("nomor_agenda", &format!("AGENDA-CONTOH-{number:02}")),
            ("perwakilan", "Perwakilan RI (contoh)"),
            ("negara", country),
            ("nomor_brafaks", &format!("R-CONTOH-{number:02}/{}", came.year())),
            ("tanggal_brafaks", &ago(came, 1).to_string()),
            ("sifat", urgency),
            ("perihal", &format!("{subject} (contoh)")),
        ]);
        let (given, officer, due, answered, filed) = match done {
            Nothing => (None, "", 3, None, None),
            Given(given, officer, due) => (Some(given), *officer, *due, None, None),
            Answered(given, officer, answered) => (Some(given), *officer, 5, Some(answered), None),
            Filed(given, officer, answered, filed) => (Some(given), *officer, 5, Some(answered), Some(filed)),
        };
        let due = came.checked_add_days(Days::new(due)).unwrap_or(came).to_string();
        let order = [("instruksi", "Tindak lanjuti (contoh)"), ("petugas", officer), ("tenggat", due.as_str())];
        let reply = format!("B-JAWAB-CONTOH-{number:02}");
        let steps = [
            given.map(|days| step(ago(today, *days), "disposisi", &order, "Arahan kepala (contoh).")),
            answered.map(|days| step(ago(today, *days), "jawab", &[("nomor_jawaban", &reply)], "Dijawab.")),
            filed.map(|days| step(ago(today, *days), "arsipkan", &[("kode_arsip", "CONTOH.01")], "Diarsipkan.")),
        ];
        maker.plan.add_with(came, "brafaks", telegram, steps.into_iter().flatten().collect());
    }
}
