//! The records behind a figure: number and status for whoever sees the figure, names by right.

use serde_json::json;
use testkit::{Backend, TestApp, on_both, on_each};

use super::pengaduan::{done, made, path, team};
use super::wire::console;

#[tokio::test]
async fn who_sees_a_figure_sees_number_and_status_of_its_records_and_names_only_by_right() {
    on_both(async |test| {
        let record = made(&team(&test).await, 1, &[("nama", "Siti Contoh Anggota")]).await;
        let (id, number) = (record["id"].as_str().unwrap(), record["nomor"].as_str().unwrap());
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let members = planner.get("/api/v1/iku/2025-pok/1/anggota?peran=penyebut").await;
        let member = members.json()["data"][0].clone();
        assert_eq!((&member["nomor"], &member["status"]), (&record["nomor"], &record["status"]), "{}", members.text);
        assert_eq!(member["catatan_id"], json!(id));
        assert!(!members.text.contains("Siti"), "{}", members.text);
        let list = "/indikator/2025-pok/1?peran=penyebut";
        let link = format!("href=\"/pengaduan/{id}\"");
        let seen = console(&test, "perencana").await.get(list).await.text;
        assert!(seen.contains(number) && seen.contains("Pengaduan") && seen.contains("class=\"badge"), "{seen}");
        assert!(!seen.contains("Siti") && !seen.contains(&link), "{seen}");
        let read = console(&test, "pelindungan").await.get(list).await.text;
        assert!(read.contains(number) && read.contains("Siti Contoh Anggota") && read.contains(&link), "{read}");
        // What another office has is behind no figure of this one.
        let other = TestApp::login(&test, "perencana", "BP3MI-JABAR").await;
        assert_eq!(other.get("/api/v1/iku/2025-pok/1/anggota?peran=penyebut").await.json()["data"], json!([]));
        test
    })
    .await;
}

#[tokio::test]
async fn a_verified_complaint_is_in_the_numerator_and_nowhere_said_to_be_over() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[]).await;
        done(&app, &path("pengaduan", &record), "verifikasi", json!({ "tanggal": "2025-06-03" })).await;
        let console = console(&test, "pelindungan").await;
        let page = console.get(&format!("/pengaduan/{}", record["id"].as_str().unwrap())).await.text;
        assert!(page.contains("masuk pembilang pada 3 Jun 2025, diverifikasi"), "{page}");
        assert!(!page.contains(", selesai "), "{page}");
        let list = console.get("/indikator/2025-pok/1?peran=pembilang").await.text;
        assert!(list.contains("<th scope=\"col\">Masuk pembilang</th>") && !list.contains(">Selesai<"), "{list}");
        test
    })
    .await;
}
