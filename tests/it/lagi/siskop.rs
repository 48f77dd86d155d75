//! Exports of SISKOP2MI about placements, imported again and again: new, changed, called off, and left out.

use chrono::TimeDelta;
use testkit::on_both;

use super::{SHOWN, UPDATE, bring, count, select, tally};

const HEAD: &str =
    "Nama CPMI;NIK;No. E-PMI;Tgl. Penerbitan E-PMI;Skema Penempatan;Negara Tujuan;Jabatan;Nama P3MI;Status Penempatan";

fn row(number: u32, job: &str, status: &str) -> String {
    format!(
        "Wati Contoh {number};36039941019{:05};EPMI-UJI-{number};{}/05/2025;p_to_p;Taiwan;{job};PT Contoh;{status}",
        900 + number,
        12 + number
    )
}

fn file(rows: &[String]) -> String {
    format!("{HEAD}\n{}\n", rows.join("\n"))
}

#[tokio::test]
async fn an_export_again_brings_what_is_new_changed_and_called_off_and_the_same_moves_nothing() {
    on_both(async |test| {
        let ctx = test.system();
        let first = file(&[1, 2, 3].map(|number| row(number, "Perawat", "TERBIT")));
        let report = bring(&test, &ctx, "penempatan", &first, SHOWN).await;
        assert_eq!(tally(&report), [3, 0, 0, 0, 0], "{report:?}");
        assert_eq!(report.unknown, Vec::<String>::new(), "all heads are known");
        test.clock.advance(TimeDelta::minutes(1));
        let second = file(&[
            row(1, "Perawat", "TERBIT"),
            row(2, "Perawat", "BATAL"),
            row(3, "Juru masak", "TERBIT"),
            row(4, "Perawat", "TERBIT"),
        ]);
        let report = bring(&test, &ctx, "penempatan", &second, UPDATE).await;
        assert_eq!(tally(&report), [1, 1, 2, 0, 2], "{report:?}");
        assert!(report.warnings.iter().any(|one| one.detail.contains("tanpa tanggal batal")), "{report:?}");
        let stands = "SELECT status, CAST(batal_pada AS text) AS hari FROM penempatan WHERE nomor_epmi = 'EPMI-UJI-2'";
        let called_off = select(&test, stands).await;
        assert_eq!(called_off[0]["status"], "batal", "{called_off:?}");
        let lines = count(&test, "riwayat").await;
        test.clock.advance(TimeDelta::days(1));
        let report = bring(&test, &ctx, "penempatan", &second, UPDATE).await;
        assert_eq!(tally(&report), [0, 4, 0, 0, 0], "{report:?}");
        assert_eq!(count(&test, "riwayat").await, lines, "nothing was written");
        assert_eq!(select(&test, stands).await, called_off, "the day on which it was called off stays");
        let third = file(&[row(1, "Perawat", "TERBIT"), row(2, "Perawat", "TERBIT"), row(4, "Perawat", "TERBIT")]);
        let report = bring(&test, &ctx, "penempatan", &third, UPDATE).await;
        assert_eq!(tally(&report), [0, 3, 0, 0, 0], "{report:?}");
        assert!(report.warnings.iter().any(|one| one.detail.contains("tercatat batal sejak")), "{report:?}");
        let gone = report.remarks.iter().find(|remark| remark.contains("Tidak ada di berkas ini")).unwrap();
        assert!(gone.contains("1 catatan: PNP-2025-000003.") && gone.contains("Tidak ada yang dihapus"), "{gone}");
        assert_eq!(count(&test, "riwayat").await, lines, "what is told is not written");
        test
    })
    .await;
}
