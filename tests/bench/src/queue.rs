//! The lists of tasks over 50,000 complaints: of one officer, of the team of three offices, and of the whole agency.

use kernel::Ctx;
use records::tugas::{self, Cursor, Whose};
use sea_orm::ConnectionTrait;
use testkit::{Test, TestApp};

use crate::office::officer;
use crate::search::PAGE;
use crate::timing::{beside, median};

const KINDS: [&str; 1] = ["pengaduan"];

pub(crate) async fn run(test: &Test) {
    let mut own = test.system();
    own.actor.login = Some(officer(7));
    let all = test.lindung.system_for("KP2MI", "Uji").unwrap();
    for (what, ctx, whose, deep) in [
        ("tasks of an officer", &own, Whose::Saya, 1_500),
        ("tasks of the team of three offices", &own, Whose::Tim, 35_000),
        ("tasks of all offices", &all, Whose::Tim, 35_000),
    ] {
        for (page, after) in [("first page", None), ("a page deep in", Some(place(ctx, whose, deep).await))] {
            measure(test, ctx, &format!("{what}, {page}"), (whose, after)).await;
        }
    }
    let console = TestApp::console(test, &officer(7)).await;
    for whose in [Whose::Saya, Whose::Tim] {
        let address = format!("/tugas?siapa={}", whose.code());
        let page = median(async || {
            assert!(console.get(&address).await.text.contains("terlambat"));
        });
        let question = tugas::question(&own, whose, &KINDS, None, PAGE);
        beside(&own, &format!("{address}, the whole page with counts and reminders"), page.await, &question).await;
    }
}

/// The place of the task at a number.
async fn place(ctx: &Ctx, whose: Whose, number: u64) -> Cursor {
    let rows = ctx.db().query_all(&tugas::question(ctx, whose, &KINDS, None, number)).await.unwrap();
    let row = rows.get(usize::try_from(number).unwrap() - 1).unwrap();
    let (urgency, due): (i64, kernel::Day) =
        (row.try_get("", "kegentingan").unwrap(), row.try_get("", "jatuh_tempo").unwrap());
    let record: kernel::CatatanId = row.try_get("", "catatan_id").unwrap();
    format!("{urgency}_{due}_{record}").parse().unwrap()
}

async fn measure(test: &Test, ctx: &Ctx, what: &str, (whose, after): (Whose, Option<Cursor>)) {
    let registry = &test.lindung.registry;
    let ours = median(async || {
        assert!(!tugas::list(ctx, &tugas::kinds(ctx, registry), whose, after, PAGE).await.unwrap().items.is_empty());
    });
    beside(ctx, what, ours.await, &tugas::question(ctx, whose, &KINDS, after, PAGE)).await;
}
