//! The records behind a figure: number and status for whoever sees the figure, names by right.

use serde_json::json;
use testkit::{TestApp, on_both};

use super::pengaduan::{made, team};
use super::wire::console;

#[tokio::test]
async fn who_sees_a_figure_sees_number_and_status_of_its_records_and_names_only_by_right() {
    on_both(async |test| {
        let record = made(&team(&test).await, 1, &[("nama", "Siti Contoh Anggota")]).await;
        let (id, number) = (record["id"].as_str().unwrap(), record["nomor"].as_str().unwrap());
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let members = planner.get("/api/v1/iku/2025-pok/1/anggota?peran=penyebut").await;
        let member = &members.json()["data"][0];
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
