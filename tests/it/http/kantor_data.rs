//! What stands on the letters of offices, kept by the office: in force on another server on the same database, and explained.

use axum::http::{Method, StatusCode};
use serde_json::json;
use server::segar;
use testkit::{TestApp, on_both};

use super::kata::{FORM, beside, planner, refused};

const ROAD: &str = "/api/v1/kantor/BP3MI-BANTEN/ubah";
const PAGE: &str = "/kantor/BP3MI-BANTEN";

#[tokio::test]
async fn data_of_an_office_are_in_force_from_their_day_on_all_servers() {
    on_both(async |test| {
        let other = beside(&test).await;
        let app = planner(&test).await;
        let id = test.house().offices.by_code("BP3MI-BANTEN").unwrap().id;
        let head = |server: &server::Lindung| server.house.letterheads.get(&id).and_then(|data| data.head.clone());
        let body = json!({ "alamat": "Jalan Contoh 1", "kepala": "Kepala Contoh", "alasan": "Baru (contoh)" });
        let made = app.post(ROAD, &body).await;
        assert_eq!((made.status, &made.json()["kepala"]), (StatusCode::OK, &json!("Kepala Contoh")), "{}", made.text);
        assert_eq!((head(&test.lindung), head(&other)), (Some("Kepala Contoh".to_owned()), None));
        segar::look(&other, 0).await.unwrap();
        assert_eq!(head(&other), Some("Kepala Contoh".to_owned()));
        let next =
            json!({ "kepala": "Pengganti Contoh", "berlaku_sejak": "2025-08-01", "alasan": "Serah terima (contoh)" });
        let planned = app.post(ROAD, &next).await;
        assert_eq!((planned.status, &planned.json()["alamat"]), (StatusCode::OK, &json!("Jalan Contoh 1")));
        segar::look(&other, 0).await.unwrap();
        assert_eq!(head(&other), Some("Kepala Contoh".to_owned()), "not before its day");
        let told = app.get("/api/v1/kantor/BP3MI-BANTEN").await.json();
        let line = &told["riwayat"][1];
        assert_eq!((&line["alasan"], &line["pelaku"]), (&json!("Baru (contoh)"), &json!("Uji Contoh")), "{told}");
        test.clock.set("2025-08-01T01:00:00Z".parse().unwrap());
        segar::look(&other, 0).await.unwrap();
        assert_eq!(head(&other), Some("Pengganti Contoh".to_owned()));
        other.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_said_of_an_office_is_refused() {
    on_both(async |test| {
        let app = planner(&test).await;
        refused(&app.post(ROAD, &json!({ "alamat": "Jalan Contoh 1" })).await, "/alasan");
        refused(&app.post(ROAD, &json!({ "alasan": "Uji" })).await, "Tidak ada yang berubah");
        assert_eq!(
            app.post(ROAD, &json!({ "alamat": "Jalan Contoh 1", "alasan": "Uji" })).await.status,
            StatusCode::OK
        );
        let wrong = json!({ "kepala": "Kepala Contoh", "kepala_nip": "99990101 202001 1", "alasan": "Uji" });
        refused(&app.post(ROAD, &wrong).await, "NIP terdiri dari 18 angka");
        let right = json!({ "kepala_nip": "99990101 202001 1 001", "alasan": "Uji" });
        let right = app.post(ROAD, &right).await.json();
        assert_eq!(right["kepala_nip"], "999901012020011001", "{right}");
        let early = json!({ "alamat": "Jalan Contoh 2", "berlaku_sejak": "2025-06-30", "alasan": "Uji" });
        refused(&app.post(ROAD, &early).await, "Tulis 01/07/2025 atau hari sesudahnya");
        for office in ["ENTAH", "BP3MI-BALI"] {
            let road = format!("/api/v1/kantor/{office}/ubah");
            let answer = app.post(&road, &json!({ "alamat": "Jalan Contoh 1", "alasan": "Uji" })).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{office}: {}", answer.text);
        }
        let console = TestApp::console(&test, "perencana.bp3mi-banten").await;
        assert!(console.get("/kantor").await.text.contains("Jalan Contoh 1"));
        let wrong = console.send(Method::POST, PAGE, FORM, "alamat=Jalan+Contoh+3&alasan=").await;
        assert!(wrong.text.contains("value=\"Jalan Contoh 3\""), "what was typed comes back: {}", wrong.text);
        let right = console.send(Method::POST, PAGE, FORM, "alamat=Jalan+Contoh+3&alasan=Uji&dilihat=2").await;
        assert_eq!(right.status, StatusCode::SEE_OTHER, "{}", right.text);
        let late = console.send(Method::POST, PAGE, FORM, "alamat=Jalan+Contoh+4&alasan=Uji&dilihat=1").await;
        assert!(late.text.contains("sesudah Anda membukanya"), "{}", late.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_planned_change_takes_nothing_back_and_is_not_taken_back() {
    on_both(async |test| {
        let app = planner(&test).await;
        let id = test.house().offices.by_code("BP3MI-BANTEN").unwrap().id;
        for body in [
            json!({ "alamat": "Jalan Contoh 1", "kepala": "Kepala Contoh", "alasan": "Uji" }),
            json!({ "kepala": "Pengganti Contoh", "berlaku_sejak": "2025-08-01", "alasan": "Serah terima (contoh)" }),
            json!({ "alamat": "Jalan Contoh 2", "alasan": "Pindah (contoh)" }),
        ] {
            let answer = app.post(ROAD, &body).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        }
        let console = TestApp::console(&test, "perencana.bp3mi-banten").await;
        let page = console.get(PAGE).await.text;
        assert!(page.contains("Yang sudah direncanakan") && page.contains("1 Agu 2025"), "{page}");
        assert!(page.contains("name=\"isi_per\" value=\"2025-07-01\""), "{page}");
        let typed = "alamat=Jalan+Contoh+3&kepala=Kepala+Contoh&kontak=&berlaku_sejak=15%2F08%2F2025&alasan=Uji\
                     &dilihat=3&isi_per=2025-07-01";
        let kept = console.send(Method::POST, PAGE, FORM, typed).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        for (day, address, head) in [
            ("2025-07-31", "Jalan Contoh 2", "Kepala Contoh"),
            ("2025-08-01", "Jalan Contoh 2", "Pengganti Contoh"),
            ("2025-08-15", "Jalan Contoh 3", "Pengganti Contoh"),
        ] {
            test.at(day, 8);
            test.lindung.rujukan.refresh().await.unwrap();
            let data = test.house().letterheads.get(&id).cloned().unwrap();
            assert_eq!((data.address.as_deref(), data.head.as_deref()), (Some(address), Some(head)), "{day}");
        }
        test
    })
    .await;
}
