//! One person in the rows of several offices: counted once above them, as known at each instant.

use axum::http::StatusCode;
use kernel::ledger::{AsOf, Members, Part, Side, Year};
use sea_orm::ConnectionTrait;
use serde_json::json;
use server::jobs;
use testkit::{Test, TestApp, on_both};

const NIK: &str = "3204994703920007";
const MEASURE: &str = "pemberdayaan";

/// Records a participant of empowerment; the person.
async fn trained(app: &TestApp, day: &str, number: (&str, &str)) -> String {
    let mut typed = json!({
        "nama": "Siti Contoh", "kegiatan": "Pelatihan", "tanggal": day, "peserta": "purna_pmi", "hadir": true,
    });
    typed[number.0] = json!(number.1);
    let made = app.post("/api/v1/pemberdayaan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["orang_id"].as_str().unwrap().to_owned()
}

/// How many persons an office counts, by every way of counting.
async fn count(test: &Test, office: &str, as_of: AsOf) -> i64 {
    let ctx = test.lindung.system_for(office, "Uji").unwrap();
    let offices = ctx.actor.offices.clone();
    let parts = vec![Part { measure: MEASURE, distinct: true }];
    let period = kernel::Period::year(2025);
    let members = Members { parts, offices: offices.clone(), period, side: Side::Counted, as_of, only: None };
    let counted = members.totals(ctx.db()).await.unwrap().0;
    let listed = members.page(ctx.db(), None, 100).await.unwrap();
    assert_eq!(i64::try_from(listed.len()).unwrap(), counted);
    assert_eq!(members.count_persons(ctx.db()).await.unwrap(), counted);
    assert_eq!(members.count_shared(ctx.db(), &members).await.unwrap(), counted);
    let year = Year { offices, year: 2025, as_of, until: None };
    assert_eq!(year.persons(ctx.db(), &[MEASURE]).await.unwrap().get(MEASURE).map_or(0, |five| five[4]), counted);
    counted
}

#[tokio::test]
async fn rows_of_two_offices_with_one_nik_count_once_above_both() {
    on_both(async |test| {
        let theirs = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let ours = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let centre = TestApp::login(&test, "kepala", "KP2MI").await;
        let first = trained(&theirs, "2025-06-01", ("nik", NIK)).await;
        let second = trained(&ours, "2025-06-02", ("nik", NIK)).await;
        assert_ne!(first, second);
        for office in ["BP3MI-JABAR", "BP3MI-BANTEN", "KP2MI"] {
            assert_eq!(count(&test, office, AsOf::Now).await, 1, "{office}");
        }
        // Each office opens its own row.
        assert_eq!(ours.get(&format!("/api/v1/orang/{second}")).await.status, StatusCode::OK);
        assert_eq!(ours.get(&format!("/api/v1/orang/{first}")).await.status, StatusCode::NOT_FOUND);
        // A NIK put right tells them apart, from then on.
        test.clock.advance(chrono::TimeDelta::minutes(1));
        let before = AsOf::At(test.lindung.house.clock.now());
        let change = json!({ "alasan_perubahan": "Kartunya", "nik": "3204994703920008" });
        assert_eq!(ours.patch(&format!("/api/v1/orang/{second}"), 1, &change).await.status, StatusCode::OK);
        assert_eq!((count(&test, "KP2MI", AsOf::Now).await, count(&test, "KP2MI", before).await), (2, 1));
        // The right one once more, and merged above, they count once; a third office that has the number joins them.
        test.clock.advance(chrono::TimeDelta::minutes(1));
        let back = json!({ "alasan_perubahan": "Kartunya", "nik": NIK });
        assert_eq!(ours.patch(&format!("/api/v1/orang/{second}"), 2, &back).await.status, StatusCode::OK);
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 1);
        let merge = json!({ "ke": first, "alasan": "Orang yang sama" });
        let merged = centre.act(&format!("/api/v1/orang/{second}/gabung"), 3, &merge).await;
        assert_eq!(merged.status, StatusCode::OK, "{}", merged.text);
        let third = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        trained(&third, "2025-06-03", ("nik", NIK)).await;
        assert_eq!((count(&test, "KP2MI", AsOf::Now).await, count(&test, "BP3MI-BANTEN", AsOf::Now).await), (1, 1));
        test
    })
    .await;
}

#[tokio::test]
async fn a_document_joins_rows_where_no_nik_contradicts() {
    on_both(async |test| {
        let theirs = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let ours = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let beside = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        trained(&theirs, "2025-06-01", ("nomor_dokumen", "ZZ770077")).await;
        let own = trained(&ours, "2025-06-02", ("nomor_dokumen", "ZZ770077")).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 1);
        // Alone with a NIK elsewhere, and then known to be the same.
        trained(&beside, "2025-06-03", ("nik", NIK)).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 2);
        let change = json!({ "alasan_perubahan": "Kartunya", "nik": NIK });
        assert_eq!(ours.patch(&format!("/api/v1/orang/{own}"), 1, &change).await.status, StatusCode::OK);
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 1);
        test
    })
    .await;
}

#[tokio::test]
async fn offices_that_meet_one_person_at_once_make_one_person_of_all_rows() {
    on_both(async |test| {
        let theirs = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        trained(&theirs, "2025-06-01", ("nik", NIK)).await;
        let mut others = Vec::new();
        for office in ["BP3MI-BANTEN", "BP3MI-JATENG", "BP3MI-JATIM", "BP3MI-BALI"] {
            others.push(TestApp::login(&test, "pelindungan", office).await);
        }
        futures_util::future::join_all(others.iter().map(|app| trained(app, "2025-06-02", ("nik", NIK)))).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 1);
        test
    })
    .await;
}

/// What is done by hand, and what is said of the person of the second office.
const DEEDS: [(&str, &str); 5] = [
    ("DELETE FROM identitas WHERE sampai IS NULL", "persamaan orang ini dengan baris lain dihapus di luar Lindung"),
    ("UPDATE identitas SET identitas_id = anggota_id", "persamaan orang ini dengan baris lain diubah di luar Lindung"),
    (
        "UPDATE identitas SET sampai = sejak WHERE sampai IS NULL",
        "persamaan orang ini dengan baris lain diubah di luar Lindung",
    ),
    (
        "INSERT INTO identitas SELECT anggota_id, anggota_id, anggota_id, sejak, sejak FROM identitas WHERE sampai IS NULL",
        "persamaan orang ini dengan baris lain ditambahkan di luar Lindung",
    ),
    ("UPDATE orang SET nama = 'Orang Lain'", "data orang ini diubah di luar Lindung"),
];

#[tokio::test]
async fn what_somebodys_hand_did_to_who_is_one_person_is_named() {
    for (deed, word) in DEEDS {
        on_both(async |test| {
            let theirs = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
            let ours = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
            trained(&theirs, "2025-06-01", ("nik", NIK)).await;
            let own = trained(&ours, "2025-06-02", ("nik", NIK)).await;
            for (version, nik) in [(1, "3204994703920008"), (2, NIK)] {
                test.clock.advance(chrono::TimeDelta::minutes(1));
                let change = json!({ "alasan_perubahan": "Kartunya", "nik": nik });
                assert_eq!(ours.patch(&format!("/api/v1/orang/{own}"), version, &change).await.status, StatusCode::OK);
            }
            let audit = async || {
                let findings = jobs::verify(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap();
                findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
            };
            assert_eq!(audit().await, "");
            test.house().db.execute_unprepared(deed).await.unwrap();
            let (text, word) = (audit().await, format!("orang {own}: {word}"));
            assert!(text.contains(&word), "{deed}: no {word:?} in\n{text}");
            test
        })
        .await;
    }
}

/// Records a participant with NIK and document.
async fn trained_with(app: &TestApp, day: &str, nik: &str, document: &str) -> String {
    let typed = json!({
        "nama": "Siti Contoh", "kegiatan": "Pelatihan", "tanggal": day, "peserta": "purna_pmi", "hadir": true,
        "nik": nik, "nomor_dokumen": document,
    });
    let made = app.post("/api/v1/pemberdayaan", &typed).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    made.json()["orang_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_document_alone_never_makes_one_of_two_with_different_niks() {
    on_both(async |test| {
        let mut offices = Vec::new();
        for office in ["BP3MI-JABAR", "BP3MI-BANTEN", "BP3MI-JATENG", "BP3MI-BALI"] {
            offices.push(TestApp::login(&test, "pelindungan", office).await);
        }
        let [jabar, banten, jateng, bali] = offices.as_slice() else { panic!() };
        // The document alone is like the first; the second, with another NIK, is somebody else.
        trained_with(jabar, "2025-06-01", NIK, "ZZ770077").await;
        trained(banten, "2025-06-02", ("nomor_dokumen", "ZZ770077")).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 1);
        trained_with(jateng, "2025-06-03", "3204994703920099", "ZZ770077").await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 2);
        // Of two, neither can be told.
        trained(bali, "2025-06-04", ("nomor_dokumen", "ZZ770077")).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 3);
        test
    })
    .await;
}

#[tokio::test]
async fn a_nik_that_is_filled_in_leaves_whom_only_the_document_was_like() {
    on_both(async |test| {
        let theirs = TestApp::login(&test, "pelindungan", "BP3MI-JABAR").await;
        let ours = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let beside = TestApp::login(&test, "pelindungan", "BP3MI-JATENG").await;
        trained_with(&theirs, "2025-06-01", NIK, "ZZ770077").await;
        trained(&beside, "2025-06-01", ("nik", "3204994703920099")).await;
        let own = trained(&ours, "2025-06-02", ("nomor_dokumen", "ZZ770077")).await;
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 2);
        // The clock was set back in between: no two identities hold at once all the same.
        test.clock.advance(chrono::TimeDelta::hours(-1));
        let ours = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        assert_eq!(own, trained_with(&ours, "2025-06-03", "3204994703920099", "ZZ770077").await);
        assert_eq!(count(&test, "KP2MI", AsOf::Now).await, 2, "she is the one beside");
        test.clock.advance(chrono::TimeDelta::hours(2));
        for minutes in [0, 30, 59, 60, 61, 120] {
            let at = test.lindung.house.clock.now() - chrono::TimeDelta::minutes(minutes);
            assert!(count(&test, "KP2MI", AsOf::At(at)).await <= 2, "{minutes} minutes ago");
        }
        assert_eq!(jobs::verify(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap(), []);
        test
    })
    .await;
}
