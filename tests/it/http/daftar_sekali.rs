//! Lists whose statement is made once, for several offices, one of them, and one without records.

use axum::http::StatusCode;
use kernel::form::Form;
use testkit::{Test, TestApp, on_both, returned};

/// Returns of an office and of one below it, by turns, and of one that is not seen.
async fn world(test: &Test) {
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    for number in 1..=14_u32 {
        let office = ["BP3MI-BANTEN", "P4MI-SOETTA", "BP3MI-JABAR"][number as usize % 3];
        let ctx = test.lindung.system_for(office, "Uji").unwrap();
        let category = if number.is_multiple_of(4) { "sakit" } else { "bermasalah" };
        let forms: [Form; 1] = [returned(number, "2025-06-01", category)];
        assert!(kind.register(&ctx, &forms, &[], records::Mode::Write).await.unwrap().written);
    }
}

/// What a list answers, as text, so that the order of the members counts too.
async fn told(app: &TestApp, query: &str) -> String {
    let answer = app.get(&format!("/api/v1/kepulangan?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text);
    answer.text
}

fn many(told: &str) -> usize {
    let told: serde_json::Value = serde_json::from_str(told).unwrap();
    told["data"].as_array().unwrap().len()
}

/// Nothing is withdrawn, so a filter that asks for what is not finds the same; its statement is made for the request.
#[tokio::test]
async fn the_statement_that_is_made_once_gives_what_one_for_the_request_gives() {
    on_both(async |test| {
        world(&test).await;
        let above = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let below = TestApp::login(&test, "pelindungan", "P4MI-SOETTA").await;
        let without = TestApp::login(&test, "pelindungan", "P4MI-TANGERANG").await;
        let first = above.get("/api/v1/kepulangan?batas=3").await.json();
        let mark = first["berikutnya"].as_str().unwrap();
        let (behind, both) = (format!("sebelum={mark}"), format!("status=tiba&sebelum={mark}"));
        let office = ["kantor=BP3MI-BANTEN", "kantor=P4MI-SOETTA&status=tiba", "kantor=P4MI-TANGERANG"];
        let status = ["", "status=tiba", "status=selesai"];
        for query in status.into_iter().chain([behind.as_str(), both.as_str()]).chain(office) {
            // The second time the statement is there, the second limit is another text.
            for limit in ["batas=50", "batas=50", "batas=2"] {
                let once = told(&above, &format!("{query}&{limit}")).await;
                assert_eq!(once, told(&above, &format!("{query}&{limit}&dibatalkan=tidak")).await, "{query}&{limit}");
            }
        }
        let counted = async |app: &TestApp, query: &str| many(&told(app, query).await);
        assert_eq!((counted(&above, "").await, counted(&below, "").await, counted(&without, "").await), (9, 5, 0));
        assert_eq!((counted(&above, &behind).await, counted(&above, "kantor=P4MI-SOETTA").await), (6, 5));
        assert_eq!((counted(&above, "kantor=BP3MI-BANTEN").await, counted(&below, &behind).await), (4, 3));
        test
    })
    .await;
}
