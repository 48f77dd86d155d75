//! The demo year gives the figures of 2025, and every number is its list.

use kernel::ledger::{Part, Side};
use kernel::{CatatanId, Day, Period, Triwulan};
use records::Change;
use reporting::explain::breakdown::{self, Dimension};
use reporting::explain::compare::compare;
use reporting::indicator::{Definition, Formula, Indicator};
use reporting::penutupan;
use reporting::penutupan::changes::{Direction, Line, of_figure};
use reporting::{Counts, Known, Value, compute, indicators, members, table};
use rust_decimal::Decimal;
use server::{demo, jobs};
use testkit::{Backend, Test, form, returned};

use crate::penutupan::signed;

fn number(text: &str) -> Value {
    Value::Number(text.parse::<Decimal>().unwrap())
}

async fn demo_year(backend: Backend) -> Test {
    let test = Test::open(backend).await;
    let plan = demo::year();
    assert!((29_000..32_000).contains(&plan.len()), "{}", plan.len());
    demo::load(&test.lindung, &test.clock, plan, &|_| {}).await.unwrap();
    test.at("2026-01-05", 9);
    test
}

#[tokio::test]
async fn the_year_on_sqlite() {
    Box::pin(check(demo_year(Backend::Sqlite).await)).await;
}

#[tokio::test]
async fn the_year_on_postgres() {
    Box::pin(check(demo_year(Backend::Postgres).await)).await;
}

async fn check(test: Test) {
    figures(&test).await;
    marks(&test).await;
    jobs::count(&test.lindung).await.unwrap();
    numbers_are_their_lists(&test).await;
    sides_add_up(&test).await;
    two_agreements_are_explained(&test).await;
    as_of(&test).await;
    definitions_change_from_a_day(&test).await;
    assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
    Box::pin(a_closed_quarter_stands(&test)).await;
    test.close().await;
}

/// The figures of the published report that records can bear out, by quarter and year.
async fn figures(test: &Test) {
    let counts: [(&str, [&str; 4], &str); 10] = [
        ("kepulangan", ["3980", "1747", "1593", "1847"], "9167"),
        ("penempatan-nonpemerintah", ["3453", "4247", "4616", "4299"], "16615"),
        ("data-supply", ["19", "75", "383", "22"], "499"),
        ("verifikasi-dokumen", ["10", "1803", "0", "91"], "1904"),
        ("rehabilitasi", ["0", "0", "0", "20"], "20"),
        ("pemberdayaan", ["0", "0", "20", "0"], "20"),
        ("persediaan-cpmi", ["19", "75", "383", "22"], "499"),
        ("kepulangan-pemberdayaan", ["3980", "1747", "1613", "1867"], "9207"),
        ("implementasi-kerja-sama", ["80", "80", "80", "80"], "80"),
        ("klaim-jamsos", ["100", "100", "100", "100"], "100"),
    ];
    let ctx = test.system();
    for (id, quarters, year) in counts {
        let indicator = indicators::find(id).unwrap();
        let strike =
            async |period| compute(ctx.db(), indicator, &ctx.actor.offices, period, Known::Now).await.unwrap().value;
        for (quarter, expected) in Triwulan::ALL.into_iter().zip(quarters) {
            assert_eq!(strike(quarter.period(2025)).await, number(expected), "{id} {}", quarter.label());
        }
        assert_eq!(strike(Period::year(2025)).await, number(year), "{id}");
    }
    for (id, numerator, denominator) in
        [("penanganan-pengaduan", 601, 601), ("penanganan-permasalahan", 601, 601), ("pengaduan-siskop2mi", 410, 601)]
    {
        let indicator = indicators::find(id).unwrap();
        let year = compute(ctx.db(), indicator, &ctx.actor.offices, Period::year(2025), Known::Now).await.unwrap();
        assert_eq!((year.numerator, year.denominator), (numerator, Some(denominator)), "{id}");
    }
}

/// Where the print disagrees is marked; where it agrees is not.
async fn marks(test: &Test) {
    let agreement = test.lindung.agreements.find("2025-pok").unwrap();
    let ctx = test.system();
    let iku = table::build(&ctx, &test.lindung.agreements, agreement, Known::Now).await.unwrap();
    let marked: Vec<u32> = iku.lines.iter().filter(|l| l.differs()).map(|l| l.item.no).collect();
    assert_eq!(marked, [1, 2, 3, 8, 9, 10, 12, 13]);
    let line = |no: usize| iku.lines.get(no - 1).unwrap();
    let capaian = |no: usize| kernel::figure::decimal(line(no).year.capaian.unwrap(), 2);
    assert_eq!(capaian(6), "270,41");
    assert_eq!(capaian(9), "183,46");
    assert_eq!(capaian(10), "1.904");
    assert_eq!(capaian(12), "105,99");
    assert_eq!(line(12).year.value, number("79.49"));
    assert_eq!(line(13).year.value, Value::NoData);
    assert_eq!(line(6).year.capped(Some(120)), Some(Decimal::from(120)));
    let october = test.lindung.agreements.find("2025-pk-oktober").unwrap();
    let seven = table::build(&ctx, &test.lindung.agreements, october, Known::Now).await.unwrap();
    assert_eq!(seven.lines.len(), 7);
    assert_eq!(seven.lines.get(3).unwrap().year.value, number("9207"));
}

/// For every indicator, quarter, year and side: the number is the length of its list, and no record stands in it twice.
async fn numbers_are_their_lists(test: &Test) {
    let ctx = test.system();
    let together = Counts::take(ctx.db(), indicators::ALL, &ctx.actor.offices, 2025, Known::Now).await.unwrap();
    for indicator in indicators::ALL {
        let mut periods: Vec<Period> = Triwulan::ALL.iter().map(|q| q.period(2025)).collect();
        periods.push(Period::year(2025));
        let counts = Counts::take(ctx.db(), &[*indicator], &ctx.actor.offices, 2025, Known::Now).await.unwrap();
        let year = counts.figures(indicator);
        assert_eq!(together.figures(indicator), year, "{} beside all others", indicator.id);
        for (period, of_year) in periods.into_iter().zip(year) {
            let figure = compute(ctx.db(), indicator, &ctx.actor.offices, period, Known::Now).await.unwrap();
            assert_eq!(figure, of_year, "{} {period:?}", indicator.id);
            let main = indicator.newest().main_side();
            for (side, number) in [
                (main, Some(figure.numerator)),
                (Side::Counted, figure.denominator),
                (Side::NotCounted, Some(figure.not_counted)),
            ] {
                let Some(number) = number else { continue };
                let select = members(indicator, &ctx.actor.offices, period, Known::Now, side);
                let list = whole_list(&ctx, &select).await;
                assert_eq!(i64::try_from(list.len()).unwrap(), number, "{} {period:?} {side:?}", indicator.id);
                assert!(list.iter().all(|m| period.contains(m.hari)), "{}", indicator.id);
                let mut ids: Vec<_> = list.iter().map(|m| m.id).collect();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), list.len(), "{}", indicator.id);
            }
        }
    }
}

/// The list, page by page as the console reads it.
async fn whole_list(ctx: &kernel::Ctx, select: &kernel::ledger::Members) -> Vec<kernel::ledger::Member> {
    let mut all: Vec<kernel::ledger::Member> = Vec::new();
    loop {
        let after = all.last().map(|m| (m.hari, m.id));
        let page = select.page(ctx.db(), after, 3_000).await.unwrap();
        let full = page.len() == 3_000;
        all.extend(page);
        if !full {
            return all;
        }
    }
}

/// As of the end of June the first half stands and the second is not yet there.
async fn as_of(test: &Test) {
    let ctx = test.system();
    let june = Known::AtEndOf(Day::from_ymd_opt(2025, 6, 30).unwrap());
    let returns = indicators::find("kepulangan").unwrap();
    let strike = async |period| compute(ctx.db(), returns, &ctx.actor.offices, period, june).await.unwrap().value;
    assert_eq!(strike(Triwulan::Tw2.period(2025)).await, number("1747"));
    assert_eq!(strike(Triwulan::Tw3.period(2025)).await, number("0"));
    assert_eq!(strike(Period::year(2025)).await, number("5727"));
    // Claims that were paid within their quarter had not all been paid in the middle of it.
    let claims = indicators::find("klaim-jamsos").unwrap();
    let february = Known::AtEndOf(Day::from_ymd_opt(2025, 2, 10).unwrap());
    let early = compute(ctx.db(), claims, &ctx.actor.offices, Period::year(2025), february).await.unwrap();
    assert!(early.numerator < early.denominator.unwrap());
    // What is counted together is what is counted one by one, of that day too.
    let together = Counts::take(ctx.db(), indicators::ALL, &ctx.actor.offices, 2025, june).await.unwrap();
    let periods = Triwulan::ALL.iter().map(|quarter| quarter.period(2025)).chain([Period::year(2025)]);
    for (at, period) in periods.enumerate() {
        for indicator in indicators::ALL {
            let figure = compute(ctx.db(), indicator, &ctx.actor.offices, period, june).await.unwrap();
            assert_eq!(together.figures(indicator)[at], figure, "{} {period:?}", indicator.id);
        }
    }
}

/// From whichever side a figure is looked at, the cells are the figure.
async fn sides_add_up(test: &Test) {
    let ctx = test.system();
    for indicator in indicators::ALL {
        for (period, side) in [
            (Period::year(2025), indicator.newest().main_side()),
            (Triwulan::Tw3.period(2025), Side::Counted),
            (Period::year(2025), Side::NotCounted),
        ] {
            let select = members(indicator, &ctx.actor.offices, period, Known::Now, side);
            let (count, _) = select.totals(ctx.db()).await.unwrap();
            for dimension in Dimension::ALL {
                let cells = breakdown::cells(&ctx, &select, dimension).await.unwrap();
                let sum: i64 = cells.iter().filter_map(|cell| cell.banyak).sum();
                // A person who counts once in all may count in each of two offices.
                if dimension == Dimension::Kantor {
                    assert!(sum >= count, "{} {dimension:?}", indicator.id);
                } else {
                    assert_eq!(sum, count, "{} {dimension:?}", indicator.id);
                }
                let outside = breakdown::suppressed(cells);
                assert!(outside.iter().all(|cell| cell.banyak.is_none_or(|n| n >= breakdown::SMALLEST)));
            }
        }
    }
}

/// The October agreement counts returns, empowerment and rehabilitation together, and that is said with the numbers.
async fn two_agreements_are_explained(test: &Test) {
    let ctx = test.system();
    let find = |code| test.lindung.agreements.find(code).unwrap();
    let pairs = compare(&ctx, find("2025-pok"), find("2025-pk-oktober"), Known::Now).await.unwrap();
    let pair = |one, two| pairs.iter().find(|p| (p.satu.no, p.dua.no) == (one, two)).unwrap();
    let returns = pair(6, 4);
    assert_eq!(
        (returns.satu.nilai.as_str(), returns.dua.nilai.as_str(), returns.sama),
        ("9.167", "9.207", Some(false))
    );
    let sentences = returns.penjelasan.join(" ");
    for words in ["juga menghitung pemberdayaan: 20.", "juga menghitung rehabilitasi: 20.", "3.390 dan 3.430"] {
        assert!(sentences.contains(words), "{words} in {sentences}");
    }
    assert_eq!(pair(1, 3).sama, Some(true));
}

/// An indicator whose definition changed in October: each period is counted by the definition in force on its last day.
async fn definitions_change_from_a_day(test: &Test) {
    const COUNTS: [Formula; 2] = [
        Formula::Count(&[Part { measure: "kepulangan", distinct: false }]),
        Formula::Count(&[Part { measure: "verifikasi-dokumen", distinct: false }]),
    ];
    const fn definition(number: u32, since: &'static str, formula: Formula) -> Definition {
        Definition { number, since, note: "Uji.", what: "Uji.", left_out: "Uji.", formula }
    }
    static CHANGED: Indicator = Indicator {
        definitions: &[definition(1, "2025-01-01", COUNTS[0]), definition(2, "2025-10-08", COUNTS[1])],
        ..*indicators::ALL[5]
    };
    let ctx = test.system();
    let counts = Counts::take(ctx.db(), &[&CHANGED], &ctx.actor.offices, 2025, Known::Now).await.unwrap();
    let figures = counts.figures(&CHANGED);
    let struck: Vec<(u32, i64)> = figures.iter().map(|f| (f.definition, f.numerator)).collect();
    assert_eq!(struck, [(1, 3980), (1, 1747), (1, 1593), (2, 91), (2, 1904)]);
}

/// TW1 of the year is closed; then records are edited, backdated, added, withdrawn and merged: what was closed stays, each
/// deed is named, and a revision takes them over.
async fn a_closed_quarter_stands(test: &Test) {
    let (ctx, registry) = (test.system(), &test.lindung.registry);
    let closing = signed(test, 1).await;
    let shown = penutupan::show(&ctx, closing.id).await.unwrap();
    let row = shown.figure("iku-06").unwrap().clone();
    assert_eq!(row.pembilang, 3980);
    let list = async || whole_list(&ctx, &shown.members(&row, None).unwrap()).await;
    let closed = list().await;

    let kind = registry.find("kepulangan").unwrap();
    let reason = |id, reason: &str| Change { id, version: None, reason: reason.to_owned(), happened: None };
    let record = |at: usize| closed[at].catatan_id;
    test.clock.advance(chrono::TimeDelta::minutes(5));
    kind.edit(&ctx, reason(record(0), "Ternyata cuti"), form(&[("kategori", "cuti")])).await.unwrap();
    kind.edit(&ctx, reason(record(1), "Tanggal keliru"), form(&[("tiba_pada", "2024-12-30")])).await.unwrap();
    kind.withdraw(&ctx, reason(record(2), "Tercatat dua kali")).await.unwrap();
    let late = returned(7_001, "2025-03-31", "sakit");
    kind.register(&ctx, &[late], &[], records::Mode::Write).await.unwrap();
    let (from, to) = (closed[3].orang_id.unwrap(), closed[4].orang_id.unwrap());
    let nik_gone = Change { id: CatatanId(from.0), ..reason(record(3), "NIK keliru") };
    ::records::persons::edit(registry, &ctx, nik_gone, &form(&[("nik", "")])).await.unwrap();
    let asked = people::Merging { from, from_version: None, to, to_version: None };
    ::records::persons::merge(registry, &ctx, &asked, "Orang yang sama").await.unwrap();

    assert_eq!(list().await, closed);
    assert_eq!(penutupan::verify(&ctx, &shown.closing).await.unwrap(), []);
    assert_eq!(penutupan::show(&ctx, closing.id).await.unwrap().figures, shown.figures);
    let changes = of_figure(&ctx, &shown, &row).await.unwrap();
    assert_eq!(changes.now.numerator, 3980 - 3 + 1);
    let reasons = |line: &Line| line.causes.iter().map(|c| c.line.alasan.clone()).collect::<Vec<_>>().join("; ");
    for (at, direction, words) in [
        (Some(record(0)), Direction::Keluar, "Ternyata cuti"),
        (Some(record(1)), Direction::Keluar, "Tanggal keliru"),
        (Some(record(2)), Direction::Keluar, "Tercatat dua kali"),
        (Some(record(3)), Direction::Berubah, "Orang yang sama"),
        (None, Direction::Masuk, "Dicatat."),
    ] {
        let named =
            |l: &&Line| at.is_none_or(|id| l.record == id) && l.direction == direction && reasons(l).contains(words);
        assert!(changes.lines.iter().any(|l| named(&l)), "{words}: {:?}", changes.lines);
    }
    let revision = penutupan::revise(&ctx, &test.lindung.agreements, closing.id, "Lima perbaikan").await.unwrap();
    let revised = penutupan::show(&ctx, revision.id).await.unwrap();
    assert_eq!(revised.figure("iku-06").unwrap().pembilang, changes.now.numerator);
    assert_eq!(penutupan::verify_all(&ctx).await.unwrap(), []);
}
