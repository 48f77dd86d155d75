//! Returns of 27 offices and six years, as many as are wanted.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{Datelike, Days};
use kernel::form::Form;
use kernel::{Ctx, Day};
use records::{AnyKind, Mode};
use testkit::{Test, returned, with};

/// How many are registered in one transaction.
pub(crate) const BATCH: u32 = 2_000;
/// After how many transactions it is told how far it is.
const TOLD: u32 = 50;
const FIRST: [&str; 10] = ["Siti", "Muhammad", "Dewi", "Ahmad", "Sri", "Budi", "Nur", "Eko", "Rina", "Joko"];
const LAST: [&str; 10] =
    ["Aminah", "Yusuf", "Lestari", "Hidayat", "Wahyuni", "Santoso", "Aini", "Prasetyo", "Marlina", "Susilo"];
/// The years in which the records happened.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2025;

/// Registers returns until there are `size`, where `held` are there; either is a multiple of [`BATCH`].
pub(crate) async fn fill(test: &mut Test, held: u32, size: u32) {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let offices: Vec<&str> = test.house().offices.all().iter().map(|office| office.code.as_str()).collect();
    for batch in held / BATCH..size / BATCH {
        // One office has about a fifth of all.
        let office = if batch.is_multiple_of(5) { "BP3MI-BANTEN" } else { offices[batch as usize % offices.len()] };
        let ctx = test.lindung.system_for(office, "Uji").unwrap();
        let forms: Vec<Form> = (batch * BATCH..(batch + 1) * BATCH).map(form).collect();
        let done = kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap();
        assert!(done.written, "{:?}", done.outcomes.first());
        if (batch + 1).is_multiple_of(TOLD) {
            eprintln!("{} are entered", (batch + 1) * BATCH);
        }
    }
    test.reopen().await;
}

/// The first row of those that no size reaches.
static BEYOND: AtomicU32 = AtomicU32::new(99_000_000);

/// Registers one more return, by itself.
pub(crate) async fn one(ctx: &Ctx, kind: &dyn AnyKind) {
    let row = BEYOND.fetch_add(1, Ordering::Relaxed);
    let done = kind.register(ctx, &[form(row)], &[], Mode::Write).await.unwrap();
    assert!(done.written, "{:?}", done.outcomes.first());
}

fn form(row: u32) -> Form {
    let at = |names: &[&'static str; 10], by: u32| names[(row / by % 10) as usize];
    // A longer number would be refused as one that belongs elsewhere.
    let name = format!("{} {} Contoh{}", at(&FIRST, 1), at(&LAST, 10), row % 1_000_000);
    let born = Day::from_ymd_opt(1970, 1, 1).unwrap().checked_add_days(Days::new(u64::from(row / 9_999) % 10_000));
    let born = born.unwrap();
    let nik = format!("369903{:02}{:02}{:02}{:04}", born.day(), born.month(), born.year() % 100, 1 + row % 9_999);
    let years = u32::try_from(YEARS.count()).unwrap();
    let year = YEARS.start() + i32::try_from(row / BATCH % years).unwrap();
    let day = Day::from_ymd_opt(year, 1 + row % 12, 1 + row / 12 % 28).unwrap();
    let category = ["bermasalah", "deportasi", "sakit"][(row % 3) as usize];
    let form = with(returned(row, &day.to_string(), category), &[("nama", &name), ("nik", &nik)]);
    let home = day.checked_add_days(Days::new(1)).unwrap().to_string();
    // Nearly all of them are closed, as those of earlier years are.
    if row.is_multiple_of(50) { form } else { with(form, &[("pulang_pada", &home), ("serah_terima_pada", &home)]) }
}
