//! No file and no list of many people shows a protected field in full, to whoever may open them one by one: what leaves in bulk is shut.

use axum::http::StatusCode;
use kernel::form::Form;
use serde_json::json;
use testkit::{Backend, TestApp, complaint, klaim, on_each, placement, returned, with};

const SHUT: [&str; 3] = ["3603994101900001", "081299990001", "Jalan Contoh 9"];

#[tokio::test]
async fn what_leaves_in_bulk_is_shut() {
    on_each(&[Backend::Sqlite], async |test| {
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let own = [("telepon", "081299990001"), ("alamat", "Jalan Contoh 9")];
        let all: [(&str, Form); 4] = [
            ("pengaduan", complaint(1, "2025-06-01")),
            ("kepulangan", returned(1, "2025-06-02", "sakit")),
            ("klaim", klaim(1, "2025-06-03")),
            ("penempatan", placement(1, "2025-06-04", "p_to_p")),
        ];
        let mut case = String::new();
        for (kind, form) in all {
            let made = head.post(&format!("/api/v1/{kind}"), &serde_json::to_value(with(form, &own)).unwrap()).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
            if kind == "pengaduan" {
                case = made.json()["id"].as_str().unwrap().to_owned();
            }
        }
        let opened = head.get(&format!("/api/v1/pengaduan/{case}?buka=true")).await;
        assert!(opened.text.contains(SHUT[0]), "one by one they open: {}", opened.text);
        let mut found = 0;
        for kind in test.lindung.registry.all().iter().filter(|kind| kind.info().person) {
            let name = kind.info().name;
            for (road, body) in [("ekspor", json!({ "bentuk": "csv" })), ("cari", json!({}))] {
                let answer = head.post(&format!("/api/v1/{name}/{road}"), &body).await;
                let shown = SHUT.iter().find(|field| answer.text.contains(**field));
                assert_eq!(shown, None, "{name}/{road}");
                found += usize::from(answer.text.contains("Siti Contoh 1"));
            }
        }
        assert!(found >= 8, "{found}: the four kinds that hold somebody, both ways");
        test
    })
    .await;
}
