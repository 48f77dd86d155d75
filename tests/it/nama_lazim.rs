//! Names whose words many people have: the right people are found, page by page, and the rarest word leads to them.

use axum::http::StatusCode;
use people::{Called, called};
use records::Filter;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, Query, SqliteQueryBuilder};
use serde_json::json;
use testkit::{Backend, Test, TestApp, form, on_both, with};

/// Up to how many entries the words of a name are counted.
const MANY: u32 = 20_000;

async fn named(app: &TestApp, names: &[&str]) {
    for name in names {
        let back =
            with(form(&[("nama", name)]), &[("tiba_pada", "2025-06-01"), ("kategori", "sakit"), ("negara", "MY")]);
        let answer = app.post("/api/v1/kepulangan", &serde_json::to_value(back).unwrap()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    }
}

/// As many words that begin with one as are asked for, all of a person who is called otherwise.
async fn crowd(test: &Test, person: &str, word: &str, many: u32) {
    let numbers = match test.backend {
        Backend::Sqlite => format!(
            "WITH RECURSIVE angka (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM angka WHERE n < {many}) SELECT n FROM angka"
        ),
        Backend::Postgres => format!("SELECT n FROM generate_series(1, {many}) AS angka (n)"),
    };
    let sql = format!(
        "INSERT INTO orang_kata (asal_id, kata, orang_id) \
         SELECT satu.id, '{word}x' || n, satu.id FROM (SELECT id FROM orang WHERE nama = '{person}') AS satu, ({numbers}) AS angka"
    );
    test.house().db.execute_unprepared(&sql).await.unwrap();
}

async fn of(test: &Test, name: &str) -> Called {
    called(&test.system(), name).await.unwrap()
}

/// What a person is asked, as text.
fn condition(called: Called) -> String {
    let cond = called.condition(&Expr::col("id"));
    Query::select().column("id").from("orang").cond_where(cond).to_string(SqliteQueryBuilder)
}

#[tokio::test]
async fn the_rarest_of_several_common_words_leads_to_a_person() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        named(&app, &["Orang Lain", "Orang Jauh", "Wulandari Kencana", "Wulandari Lasmita", "Surti Kencana"]).await;
        crowd(&test, "Orang Lain", "wulandari", MANY / 4).await;
        crowd(&test, "Orang Jauh", "kencana", MANY / 18).await;
        crowd(&test, "Orang Lain", "lasmita", MANY / 18).await;
        let both = of(&test, "wulandari kencana").await;
        assert_eq!(both.common().map(|common| common.near), Some(2_000), "some may be among the newest");
        let asked = condition(both);
        let (rare, other) = (asked.find("'kencana'").unwrap(), asked.find("'wulandari'").unwrap());
        assert!(rare < other, "{asked}");
        assert!(asked[rare..other].contains("EXISTS"), "{asked}");
        let alike = condition(of(&test, "kencana lasmita").await);
        assert!(!alike.contains("EXISTS"), "as many have one as the other: {alike}");
        assert!(of(&test, "wulandari").await.common().is_some(), "one word is gone through at once");
        let list = app.post("/api/v1/kepulangan/cari", &json!({ "cari": "wulandari kencana" })).await.json();
        assert_eq!(list["data"].as_array().unwrap().len(), 1, "{list}");
        test
    })
    .await;
}

#[tokio::test]
async fn several_words_that_very_many_have_find_page_by_page_whom_each_is_part_of() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let names = [
            "Orang Lain",
            "Orang Jauh",
            "Wulandari Kencana",
            "Wulandari Lasmita",
            "Kencana Wulandari",
            "Surti Kencana",
        ];
        named(&app, &names).await;
        named(&app, &["Wulandari Sri Kencana"]).await;
        crowd(&test, "Orang Lain", "wulandari", MANY).await;
        crowd(&test, "Orang Jauh", "kencana", MANY).await;
        let both = of(&test, "wulandari kencana").await;
        assert_eq!(both.common().map(|common| common.near), Some(u64::from(MANY)));
        assert!(people::common_before("wulandari kencana").is_none(), "a whole name is not kept");
        let (ctx, kind) = (test.system(), test.lindung.registry.find("kepulangan").unwrap());
        let filter = Filter::read(&ctx, kind, &form(&[("cari", "wulandari kencana")])).unwrap();
        let (mut found, mut before) = (Vec::new(), None);
        for limit in [1, 1, 1, 1] {
            let page = kind.list(&ctx, &filter, before, limit).await.unwrap();
            before = page.last().map(|row| row.head.id).or(before);
            found.extend(page.into_iter().filter_map(|row| row.name));
        }
        assert_eq!(found, ["Wulandari Sri Kencana", "Kencana Wulandari", "Wulandari Kencana"]);
        let whole = kind.list(&ctx, &filter, None, 50).await.unwrap();
        assert_eq!(whole.len(), 3, "also where the newest records do not fill a page");
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_asked_ahead_counts_only_where_the_name_still_means_the_same() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        named(&app, &["Orang Lain", "Melati Kencana"]).await;
        crowd(&test, "Orang Lain", "melati", MANY / 10).await;
        let (ctx, kind) = (test.system(), test.lindung.registry.find("kepulangan").unwrap());
        let filter = Filter::read(&ctx, kind, &form(&[("cari", "melati")])).unwrap();
        let newest = async || kind.list(&ctx, &filter, None, 1).await.unwrap().remove(0).name.unwrap();
        assert_eq!(newest().await, "Melati Kencana");
        assert!(people::common_before("Melati").is_some());
        named(&app, &["Melati Baru"]).await;
        assert_eq!(newest().await, "Melati Baru", "what is read is of now");
        named(&app, &["Melti Contoh"]).await;
        assert_eq!(newest().await, "Melti Contoh", "a word of which it may be a slip is there now");
        named(&app, &["Melati Lagi"]).await;
        assert_eq!(newest().await, "Melati Lagi");
        test.house().db.execute_unprepared("DELETE FROM orang_kata WHERE kata LIKE 'melatix%'").await.unwrap();
        assert!(of(&test, "melati").await.common().is_some(), "it is not counted again how many have what many had");
        assert!(of(&test, "mlati").await.common().is_some(), "it can only be a slip");
        assert!(people::common_before("mlati").is_none(), "it may be a slip of a rare name");
        let few = kind.list(&ctx, &filter, None, 50).await.unwrap();
        let names: Vec<String> = few.into_iter().filter_map(|row| row.name).collect();
        assert_eq!(names, ["Melati Lagi", "Melti Contoh", "Melati Baru", "Melati Kencana"]);
        test
    })
    .await;
}

#[tokio::test]
async fn of_a_word_that_some_have_all_are_read_and_of_one_that_many_have_the_newest_are_asked() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        // What was meant is kept for the program, and so for both databases.
        let word = if test.backend == Backend::Sqlite { "cempaka" } else { "kenanga" };
        let other = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        named(&app, &["Orang Lain", &format!("{word} Wangi"), "Orang Jauh"]).await;
        named(&other, &[&format!("Surti {word}"), "Surti Contoh"]).await;
        named(&app, &[&format!("{word} Contoh"), "Orang Sini"]).await;
        crowd(&test, "Orang Lain", word, MANY / 20).await;
        let is_listed = async || of(&test, word).await.common().unwrap().is_listed();
        let check = async || {
            for limit in [1, 2, 3, 50] {
                let (own, any) = both_ways(&test, word, &[], limit).await;
                assert_eq!(own, any, "{limit}");
                assert_eq!(
                    own,
                    [format!("{word} Contoh"), format!("Surti {word}"), format!("{word} Wangi"), "Orang Lain".into()]
                );
            }
        };
        assert_eq!(is_listed().await, test.backend == Backend::Postgres);
        check().await;
        let fewer = async |digit: u8| {
            let sql = format!("DELETE FROM orang_kata WHERE kata LIKE '{word}x{digit}%'");
            test.house().db.execute_unprepared(&sql).await.unwrap();
        };
        fewer(1).await;
        let common = of(&test, word).await.common();
        assert_eq!(
            common.is_none(),
            test.backend == Backend::Postgres,
            "it is counted again how many have what some had"
        );
        check().await;
        crowd(&test, "Orang Jauh", word, MANY / 10).await;
        assert!(!is_listed().await);
        let (own, any) = both_ways(&test, word, &[], 50).await;
        assert_eq!((own.len(), own), (5, any));
        test
    })
    .await;
}

/// The same names by the way of all other filters: a day before all is asked for too.
async fn both_ways(test: &Test, name: &str, more: &[(&str, &str)], limit: u64) -> (Vec<String>, Vec<String>) {
    let (ctx, kind) = (test.system(), test.lindung.registry.find("kepulangan").unwrap());
    let mut ways = Vec::new();
    for from in [None, Some(("dari", "2020-01-01"))] {
        let typed: Vec<_> = [("cari", name)].into_iter().chain(more.iter().copied()).chain(from).collect();
        let filter = Filter::read(&ctx, kind, &form(&typed)).unwrap();
        let (mut found, mut before) = (Vec::new(), None);
        loop {
            let page = kind.list(&ctx, &filter, before, limit).await.unwrap();
            before = page.last().map(|row| row.head.id);
            let full = page.len() as u64 == limit;
            found.extend(page.into_iter().filter_map(|row| row.name));
            if !full {
                break;
            }
        }
        ways.push(found);
    }
    let other = ways.pop().unwrap();
    (ways.pop().unwrap(), other)
}

#[tokio::test]
async fn a_rare_name_finds_by_its_own_statement_whom_it_finds_by_any() {
    on_both(async |test| {
        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let names = [
            "Orang Lain",
            "Melati Kencana",
            "Melati Kencana Contoh",
            "Kencana Wulan Melati",
            "Melty Kencana",
            "M. Hasan Contoh",
            "Muhammad Hasan",
            "Nur Hasanah Contoh",
            "Nurhasanah Melati",
            "Kencana Contoh",
        ];
        named(&app, &names).await;
        crowd(&test, "Orang Lain", "contoh", MANY / 18).await;
        let mut all = 0;
        let sought = [
            "melati",
            "melati kencana",
            "kencana melati contoh",
            "hasan",
            "m hasan",
            "nur hasanah",
            "nurhasanah",
            "mlati",
            "kencana w",
            "tidak ada",
            "contoh hasan",
            "mel",
            "melati melati",
        ];
        for name in sought {
            for more in [&[][..], &[("status", "tiba")], &[("status", "selesai")], &[("kantor", "BP3MI-BANTEN")]] {
                for limit in [1, 2, 50] {
                    let (own, any) = both_ways(&test, name, more, limit).await;
                    assert_eq!(own, any, "{name} {more:?} {limit}");
                    all += own.len();
                }
            }
        }
        assert!(all > 100, "{all} were found");
        let ids = of(&test, "kencana contoh").await;
        assert!(ids.few(&Expr::col("id"), test.house().db.get_database_backend()).is_some(), "one word is rare");
        test
    })
    .await;
}
