//! What two sides filled in differently is never overwritten: it becomes a task.

use axum::http::StatusCode;
use bandara::selisih;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use testkit::{TestApp, on_both};

use super::{Desk, OFFICE, amend, count, flight, id, receive, returned, with};

#[tokio::test]
async fn two_desks_at_one_line_make_one_record_and_what_differs_is_a_task() {
    on_both(async |test| {
        let one = Desk::open(&test, "helpdesk", OFFICE).await;
        let two = Desk::open(&test, "pelindungan", OFFICE).await;
        let (_, lines) = flight(&test, OFFICE, 1).await;
        let mut first = returned(1);
        first.as_object_mut().unwrap().remove("nik");
        let made = one.one(receive(1, first, Some(lines[0]))).await;
        let other =
            with(returned(1), &[("nama", "SITI  contoh 1"), ("kategori", "deportasi"), ("cara_pulang", "mandiri")]);
        let other = with(other, &[("tiba_jam", "09:20")]);
        let met = two.one(receive(2, other.clone(), Some(lines[0]))).await;
        assert_eq!(met["hasil"], "selisih", "{met}");
        assert_eq!((&met["catatan"], &met["nomor"]), (&made["catatan"], &made["nomor"]));
        let differing = met["selisih"].as_array().unwrap();
        assert_eq!(differing.len(), 1, "{met}");
        assert_eq!(differing[0]["isian"], "kategori");
        assert_eq!(count(&test).await, 1);
        let path = format!("/api/v1/kepulangan/{}?buka=true", made["catatan"].as_str().unwrap());
        let record = two.app.get(&path).await.json();
        // What was empty is filled in, what differs stays, and the first clock has the say.
        assert_eq!(record["nik"], "3603994101900001");
        assert_eq!((&record["cara_pulang"], &record["kategori"]), (&json!("mandiri"), &json!("sakit")));
        assert_eq!(record["tiba_jam"], "09:15");
        // The same again makes no second task.
        assert_eq!(two.one(receive(2, other, Some(lines[0]))).await["hasil"], "sudah");
        let tasks = one.app.get("/api/v1/tugas?siapa=tim").await.json();
        assert_eq!(tasks["data"].as_array().unwrap().len(), 1, "{tasks}");
        assert_eq!(
            (&tasks["data"][0]["jenis"], &tasks["data"][0]["nomor"]),
            (&json!("selisih"), &differing[0]["nomor"])
        );
        // A change by the desk that came second goes to the record that both share.
        let change = amend(3, 2, json!({ "cara_pulang": "mandiri" }), json!({ "cara_pulang": "difasilitasi" }));
        let changed = two.one(change).await;
        assert_eq!((&changed["hasil"], &changed["catatan"]), (&json!("diterapkan"), &made["catatan"]), "{changed}");
        decide(&one.app, &differing[0], "pakai-diajukan").await;
        let record = two.app.get(&path).await.json();
        assert_eq!((&record["kategori"], &record["cara_pulang"]), (&json!("deportasi"), &json!("difasilitasi")));
        assert_eq!(one.app.get("/api/v1/tugas?siapa=tim").await.json()["data"], json!([]));
        test
    })
    .await;
}

async fn decide(app: &TestApp, differing: &Value, step: &str) {
    let path = format!("/api/v1/selisih/{}", differing["id"].as_str().unwrap());
    let done = app.act(&format!("{path}/{step}"), 1, &json!({})).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert_eq!(done.json()["status"], "selesai");
    assert_eq!(app.act(&format!("{path}/{step}"), 2, &json!({})).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_field_that_both_sides_changed_is_never_overwritten() {
    on_both(async |test| {
        let desk = Desk::open(&test, "helpdesk", OFFICE).await;
        let office = Desk::open(&test, "pelindungan", OFFICE).await;
        desk.one(receive(1, with(returned(1), &[("kesehatan", "Demam contoh")]), None)).await;
        let path = format!("/api/v1/kepulangan/{}", id(1001));
        let change = json!({ "alasan_perubahan": "Uji", "kategori": "deportasi", "kesehatan": "Sehat contoh" });
        assert_eq!(office.app.patch(&path, 1, &change).await.status, StatusCode::OK);
        let base = json!({ "kategori": "sakit", "kesehatan": "Demam contoh", "negara": "Malaysia", "cara_pulang": "" });
        let isi =
            json!({ "kategori": "tppo", "kesehatan": "Patah contoh", "negara": "Taiwan", "cara_pulang": "mandiri" });
        let answer = desk.one(amend(2, 1, base, isi)).await;
        assert_eq!(answer["hasil"], "selisih", "{answer}");
        let record = office.app.get(&format!("{path}?buka=true")).await.json();
        assert_eq!((&record["negara"], &record["cara_pulang"]), (&json!("TW"), &json!("mandiri")));
        assert_eq!((&record["kategori"], &record["kesehatan"]), (&json!("deportasi"), &json!("Sehat contoh")));
        let differing = answer["selisih"].as_array().unwrap();
        assert_eq!(differing.len(), 2);
        for one in differing {
            let shown = desk.app.get(&format!("/api/v1/selisih/{}", one["id"].as_str().unwrap())).await;
            assert!(!shown.text.contains("Patah") && !shown.text.contains("Demam"), "{}", shown.text);
            let kept = selisih::entity::Entity::find().all(&test.house().db).await.unwrap();
            assert!(kept.iter().all(|row| !row.uraian.contains("contoh")), "{kept:?}");
            let step = if one["isian"] == "kesehatan" { "pakai-diajukan" } else { "pertahankan" };
            decide(&office.app, one, step).await;
        }
        let record = office.app.get(&format!("{path}?buka=true")).await.json();
        assert_eq!((&record["kategori"], &record["kesehatan"]), (&json!("deportasi"), &json!("Patah contoh")));
        // Both sides saying the same is no difference.
        let same = amend(3, 1, json!({ "kategori": "sakit" }), json!({ "kategori": "Deportasi" }));
        assert_eq!(desk.one(same).await["hasil"], "diterapkan");
        // A name is changed in the person; a number on file is not the desk's to change.
        let name = amend(4, 1, json!({ "nama": "Siti Contoh 1" }), json!({ "nama": "Siti Aminah Contoh" }));
        assert_eq!(desk.one(name).await["hasil"], "diterapkan");
        let nik = amend(5, 1, json!({ "nik": "3603994101900001" }), json!({ "nik": "3603994101900002" }));
        let refused = desk.one(nik).await;
        assert_eq!(
            (&refused["hasil"], &refused["kesalahan"][0]["isian"]),
            (&json!("salah"), &json!("nik")),
            "{refused}"
        );
        test
    })
    .await;
}
