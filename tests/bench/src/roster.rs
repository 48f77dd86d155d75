//! A roster of 16,615 placements, pasted as the console takes it, and once more with 200 rows that say otherwise.

use std::fmt::Write;
use std::time::{Duration, Instant};

use kernel::form::Form;
use records::import::{Grid, Report, Sent, WHOLE, pasted_within, run_grid};
use records::{Consent, Mode};
use testkit::Test;

use crate::{compare, copies};

const ROWS: u32 = 16_615;
/// Of so many rows one says another occupation the second time.
const EVERY: u32 = 83;

fn table(changed: bool) -> Grid {
    let mut text = "Nama\tNIK\tTanggal lahir\tNegara\tJabatan\tNomor E-PMI\tTanggal terbit E-PMI\n".to_owned();
    for row in 0..ROWS {
        let (day, month) = (1 + row % 28, 1 + row / 28 % 12);
        let work = if changed && row.is_multiple_of(EVERY) { "Perawat" } else { "Operator" };
        let _ = writeln!(
            text,
            "Budi Contoh {row}\t360399{day:02}{month:02}{:02}{:04}\t19{:02}-{month:02}-{day:02}\tTW\t{work}\tEPMI-CONTOH-{row:06}\t2025-03-{day:02}",
            90 + row / 9_999,
            1 + row % 9_999,
            90 + row / 9_999,
        );
    }
    pasted_within(&text, WHOLE).unwrap()
}

async fn saved(test: &Test, grid: &Grid, update: bool) -> (Report, Duration) {
    let ctx = test.system();
    let kind = test.lindung.registry.find("penempatan").unwrap();
    let given = Form::from([("skema".to_owned(), "p_to_p".to_owned())]);
    let sent = Sent { grid, given: &given, mode: Mode::Write, skip_bad: false };
    let began = Instant::now();
    let consent = Consent { update, ..Consent::default() };
    let report = run_grid(&test.lindung.registry, &ctx, kind, (sent, consent)).await.unwrap();
    (report, began.elapsed())
}

pub(crate) async fn run(test: &Test) {
    let before = copies::rows(test).await;
    let (first, entered) = saved(test, &table(false), false).await;
    assert_eq!(first.new, ROWS as usize, "{:?}", first.errors.first());
    let tables = copies::grown(test, &before).await;
    let bare = copies::beside(test, "a roster of 16,615 placements", entered, &tables).await;
    let (again, updated) = saved(test, &table(true), true).await;
    assert_eq!((again.known + again.updated, again.updated), (ROWS as usize, ROWS.div_ceil(EVERY) as usize));
    println!("{} rows of it say otherwise", again.updated);
    compare("the same again with some 200 changed rows, to the bare insert", updated, bare);
}
