//! Lists and searches over 50,000 complaints.

use kernel::{CatatanId, Ctx};
use records::{AnyKind, Filter};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use testkit::Test;

use crate::timing::{beside, judged, median};
use crate::{office, queue};

pub(crate) const PAGE: u64 = 50;

/// One thing that is asked: what, by which filter, after which record.
struct Asked {
    what: &'static str,
    filter: Filter,
    before: Option<CatatanId>,
}

pub(crate) async fn run(test: &mut Test) {
    office::fill(test).await;
    let ctx = test.system();
    let kind = test.lindung.registry.find("pengaduan").unwrap();
    for asked in asks(&ctx, kind).await {
        measure(&ctx, kind, &asked).await;
    }
    let worklist = median(async || {
        kind.waiting(&ctx, &Filter::default(), None, PAGE).await.unwrap();
    });
    println!("{}", judged("first page of those without SISKOP2MI number", worklist.await));
    queue::run(test).await;
}

async fn asks(ctx: &Ctx, kind: &dyn AnyKind) -> Vec<Asked> {
    let filter = |pairs: &[(&str, &str)]| Filter::read(ctx, kind, &testkit::form(pairs)).unwrap();
    let some = filter(&[("jenis_kasus", "phk"), ("dari", "2025-03-01"), ("sampai", "2025-03-10")]);
    let mut ids = Vec::new();
    let mut take = |rows: &[records::Row]| {
        ids.extend(rows.iter().map(|row| row.head.id));
        Ok(())
    };
    kind.export(ctx, &some, &mut take).await.unwrap();
    let deep = ids.get(ids.len() / 2).copied();
    let asked = |what, pairs: &[(&str, &str)]| Asked { what, filter: filter(pairs), before: None };
    vec![
        asked("first page of the list", &[]),
        Asked { before: deep, ..asked("a page deep in the list", &[]) },
        asked("list by kind of case and status", &[("jenis_kasus", "tppo"), ("status", "diterima")]),
        asked("list by officer", &[("petugas", &office::officer(7))]),
        asked(
            "list by days, nothing numbered",
            &[("dari", "2025-03-01"), ("sampai", "2025-03-07"), ("kosong", "nomor_siskop2mi")],
        ),
        asked("two letters of a name", &[("cari", "si")]),
        asked("part of a common name", &[("cari", "moh")]),
        asked("a whole name, misspelt", &[("cari", "mohamad jusuf")]),
        asked("parts of a rare name, misspelt", &[("cari", "contoh4321 jusuf")]),
        asked("a name that nobody has", &[("cari", "kanari")]),
        asked("a rare name with letters swapped", &[("cari", "contoh4321 lestrai")]),
        asked("a common name with a letter missing", &[("cari", "rina marlna")]),
        asked("a name with its degree and another blank", &[("cari", "Drs. Joko Pra Setyo, S.Pd")]),
        asked("a NIK", &[("cari", "3603994103904321")]),
    ]
}

async fn measure(ctx: &Ctx, kind: &dyn AnyKind, asked: &Asked) {
    let count = kind.list(ctx, &asked.filter, asked.before, PAGE).await.unwrap().len();
    let ours = median(async || {
        kind.list(ctx, &asked.filter, asked.before, PAGE).await.unwrap();
    })
    .await;
    let what = format!("{} ({count} rows)", asked.what);
    let Some(mut query) = kind.ids(ctx, &asked.filter).await.unwrap() else {
        println!("{}", judged(&what, ours));
        return;
    };
    query.order_by("id", Order::Desc).limit(PAGE);
    if let Some(before) = asked.before {
        query.and_where(Expr::col("id").lt(before.0));
    }
    beside(ctx, &what, ours, &query).await;
}
