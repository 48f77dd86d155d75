//! What a newer export leaves out is told, and only that.

use chrono::TimeDelta;
use kernel::Ctx;
use records::import::{Report, Request, run_with};
use records::{Consent, Mode};
use testkit::{Test, on_both};

use super::{SHOWN, UPDATE, bring, kind, tally};

const HEAD: &str =
    "Nama CPMI;NIK;No. E-PMI;Tgl. Penerbitan E-PMI;Skema Penempatan;Negara Tujuan;Jabatan;Nama P3MI;Status Penempatan";
const NAMES: [&str; 10] = ["Ani", "Budi", "Citra", "Dewi", "Eka", "Fitri", "Gita", "Hadi", "Indah", "Joko"];

fn row(number: usize, job: &str) -> String {
    format!(
        "{} Contoh;36039941019{:05};EPMI-UJI-{number};{}/05/2025;p_to_p;Taiwan;{job};PT Contoh;TERBIT",
        NAMES[number],
        910 + number,
        10 + number
    )
}

fn file(rows: &[String]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

fn gone(report: &Report) -> Option<&String> {
    report.remarks.iter().find(|remark| remark.contains("Tidak ada di berkas ini"))
}

#[tokio::test]
async fn rows_that_stand_unchanged_are_in_the_file() {
    on_both(async |test| {
        let ctx = test.system();
        let all: Vec<String> = (0..10).map(|number| row(number, "Perawat")).collect();
        assert_eq!(tally(&bring(&test, &ctx, "penempatan", &file(&all), SHOWN).await), [10, 0, 0, 0, 0]);
        test.clock.advance(TimeDelta::minutes(1));
        let same = |number: usize| (3..7).contains(&number);
        let newer: Vec<String> =
            (0..10).map(|number| row(number, if same(number) { "Perawat" } else { "Juru masak" })).collect();
        let report = bring(&test, &ctx, "penempatan", &file(&newer), UPDATE).await;
        assert_eq!(tally(&report), [0, 4, 6, 0, 6], "{report:?}");
        assert_eq!(gone(&report), None);
        let less: Vec<String> =
            newer.iter().enumerate().filter(|(at, _)| *at != 4).map(|(_, row)| row.clone()).collect();
        let report = bring(&test, &ctx, "penempatan", &file(&less), SHOWN).await;
        assert!(gone(&report).unwrap().contains("1 catatan: PNP-2025-000005."), "{report:?}");
        test
    })
    .await;
}

async fn bring_good(test: &Test, ctx: &Ctx, file: &str) -> Report {
    let request = Request { name: "susulan.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: true };
    let kind = kind(test, "penempatan");
    run_with(&test.lindung.registry, ctx, kind, (request, Consent::default()), &|_| {}).await.unwrap()
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_not_left_out_and_what_is_left_out_beside_a_wrong_one_is_told() {
    on_both(async |test| {
        let ctx = test.system();
        let all: Vec<String> = (0..6).map(|number| row(number, "Perawat")).collect();
        bring(&test, &ctx, "penempatan", &file(&all), SHOWN).await;
        let mut broken = all.clone();
        broken[2].push_str(";satu sel lebih");
        let report = bring_good(&test, &ctx, &file(&broken)).await;
        assert_eq!((report.known, report.errors.is_empty(), gone(&report)), (5, false, None), "{report:?}");
        let mut wrong: Vec<String> = all.iter().take(5).cloned().collect();
        wrong.push(row(7, "Perawat").replace("Taiwan", "Negeri Rekaan"));
        wrong.push(row(8, "Perawat"));
        let report = bring_good(&test, &ctx, &file(&wrong)).await;
        assert_eq!((report.written, report.new), (true, 1), "{report:?}");
        let told = gone(&report).unwrap();
        assert!(told.contains("1 catatan: PNP-2025-000006.") && told.contains("Baris yang ditolak"), "{told}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_row_called_off_without_a_day_is_the_same_row_on_the_next_day() {
    on_both(async |test| {
        let ctx = test.system();
        let rows = "nomor;nama;skema;negara;status\nbaru;Wati Contoh;p_to_p;Taiwan;BATAL\n";
        assert_eq!(tally(&bring(&test, &ctx, "penempatan", rows, SHOWN).await), [1, 0, 0, 0, 0]);
        test.clock.advance(TimeDelta::days(1));
        assert_eq!(tally(&bring(&test, &ctx, "penempatan", rows, SHOWN).await), [0, 1, 0, 0, 0]);
        let stands = rows.replace("BATAL", "");
        let report = bring(&test, &ctx, "penempatan", &stands, SHOWN).await;
        assert_eq!(report.new, 1, "a row that does not say so is another: {report:?}");
        test
    })
    .await;
}
