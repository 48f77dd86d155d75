//! The problems of the teams: from the first word to the end and back, and what Bab IV of the annual report tells of them.

use axum::http::StatusCode;
use kernel::form::Form;
use records::Mode;
use serde_json::{Value, json};
use testkit::{Backend, Test, TestApp, form, on_both, with};

use super::lkj::{file, parts, text, year};
use super::pengaduan::{done, path, step};
use super::wire::console;

async fn planner(test: &Test) -> TestApp {
    TestApp::login(test, "perencana", "BP3MI-BANTEN").await
}

fn noted(what: &str, team: &str, day: &str) -> Form {
    let all = [("masalah", what), ("tim", team), ("dicatat_pada", day), ("penanggung_jawab", "Ketua tim contoh")];
    form(&all)
}

async fn made(app: &TestApp, typed: Form) -> Value {
    let answer = app.post("/api/v1/kendala", &serde_json::to_value(typed).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.json()
}

#[tokio::test]
async fn a_problem_goes_from_its_first_word_to_its_end_and_back() {
    on_both(async |test| {
        let app = planner(&test).await;
        let typed = with(
            noted("Server sering mati (contoh)", "tim_penempatan", "2025-06-02"),
            &[("tenggat", "2025-09-30"), ("iku", "pemahaman-opp")],
        );
        let entered = made(&app, typed).await;
        assert_eq!((&entered["status"], &entered["nomor"]), (&json!("tercatat"), &json!("KDL-2025-000001")));
        let here = path("kendala", &entered);
        assert_eq!(app.get("/api/v1/tugas?siapa=tim&jenis=kendala").await.json()["data"][0]["petugas"], Value::Null);
        done(&app, &here, "tugaskan", json!({ "petugas": "perencana.bp3mi-banten" })).await;
        let task = app.get("/api/v1/tugas?jenis=kendala").await.json()["data"][0].clone();
        assert_eq!(
            (&task["tenggat"], &task["jatuh_tempo"], &task["asumsi"]),
            (&json!("kendala"), &json!("2025-09-30"), &json!(true)),
            "it is a task of its officer: {task}"
        );
        let again = step(&app, &here, "buka-kembali", json!({ "tanggal": "2025-06-05", "alasan": "Contoh" })).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
        assert!(again.text.contains("belum selesai"), "{}", again.text);
        let early = step(&app, &here, "tindak-lanjut", json!({ "tanggal": "2025-06-01", "isi": "Rapat." })).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
        let person = json!({ "tanggal": "2025-06-10", "isi": "Telepon 081200001111." });
        let person = step(&app, &here, "tindak-lanjut", person).await;
        assert!(person.text.contains("memuat 081200001111") && person.text.contains("/isi"), "{}", person.text);
        let followed = json!({ "tanggal": "2025-06-10", "isi": "Rapat dengan pusat (contoh)." });
        assert_eq!(done(&app, &here, "tindak-lanjut", followed).await["status"], "ditindaklanjuti");
        let carried =
            json!({ "tanggal": "2025-06-20", "tenggat": "2026-03-31", "alasan": "Belum dijawab (contoh)." });
        let carried = done(&app, &here, "teruskan", carried).await;
        assert_eq!((&carried["status"], &carried["tenggat"]), (&json!("ditindaklanjuti"), &json!("2026-03-31")));
        let solved = json!({ "tanggal": "2025-06-27", "hasil": "Server diganti (contoh)." });
        assert_eq!(done(&app, &here, "selesaikan", solved).await["status"], "selesai");
        assert_eq!(app.get("/api/v1/tugas?jenis=kendala").await.json()["data"], json!([]));
        let back = json!({ "tanggal": "2025-06-30", "alasan": "Mati lagi (contoh)." });
        let back = done(&app, &here, "buka-kembali", back).await;
        assert_eq!((&back["status"], &back["selesai_sebelumnya_pada"]), (&json!("dibuka_kembali"), &json!("2025-06-27")));
        let lines = "10 Jun 2025: Rapat dengan pusat (contoh).\n20 Jun 2025: Diteruskan sampai 31 Mar 2026. Belum dijawab \
                     (contoh).\n27 Jun 2025: Selesai. Server diganti (contoh).\n30 Jun 2025: Dibuka kembali. Mati lagi \
                     (contoh).";
        assert_eq!(back["tindak_lanjut"], lines);
        assert_eq!(app.get("/api/v1/tugas?jenis=kendala").await.json()["data"].as_array().map(Vec::len), Some(1));
        test
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_and_who_may_not_is_told() {
    on_both(async |test| {
        let app = planner(&test).await;
        let ghost = with(noted("Contoh", "tim_penempatan", "2025-06-02"), &[("iku", "hantu")]);
        let refused = app.post("/api/v1/kendala", &serde_json::to_value(ghost).unwrap()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert!(refused.text.contains("/iku") && refused.text.contains("penanganan-pengaduan"), "{}", refused.text);
        let person = noted("NIK 3603994101900001 ditolak (contoh)", "tim_penempatan", "2025-06-02");
        let refused = app.post("/api/v1/kendala", &serde_json::to_value(person).unwrap()).await;
        assert!(refused.text.contains("/masalah"), "{} {}", refused.status, refused.text);
        made(&app, noted("Server sering mati (contoh)", "tim_penempatan", "2025-06-02")).await;
        let page = console(&test, "penempatan").await.get("/kendala?tim=tim_penempatan").await;
        assert!(page.text.contains("Server sering mati (contoh)"), "every team sees them: {}", page.text);
        let desk = console(&test, "helpdesk").await.get("/kendala").await;
        assert_eq!(desk.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

/// One of 2024 that was solved in 2025, one of 2024 that nobody has solved, and one of 2025 that is solved after the year.
fn problems() -> [Form; 3] {
    let solved = [
        ("selesai_pada", "2025-04-14"),
        ("hasil", "Alur disepakati (contoh)."),
        ("ditindaklanjuti_pada", "2025-02-03"),
        ("tindak_lanjut", "3 Feb 2025: Rapat (contoh)."),
    ];
    let late = [
        ("iku", "kepulangan"),
        ("selesai_pada", "2026-01-05"),
        ("hasil", "Kendaraan ada (contoh)."),
        ("ditindaklanjuti_pada", "2025-09-01"),
        ("tindak_lanjut", "1 Sep 2025: Diusulkan (contoh).\n4 Jan 2026: Dikirim (contoh)."),
    ];
    [
        with(noted("Disposisi terlambat (contoh)", "subbag_tu", "2024-10-07"), &solved),
        noted("Server sering mati (contoh)", "tim_penempatan", "2024-11-12"),
        with(noted("Kendaraan kurang (contoh)", "tim_pelindungan", "2025-08-04"), &late),
    ]
}

#[tokio::test]
async fn bab_iv_tells_the_problems_of_the_year_and_what_became_of_those_before() {
    on_both(async |test| {
        year(&test).await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let body = text(&parts(&file(&head, "format=docx").await), "word/document.xml");
        assert!(body.contains("Tidak ada kendala yang tercatat untuk tahun 2025."), "{body}");
        let (start, end) = ("Kendala yang dicatat sendiri oleh P4MI ", " tidak termasuk di sini.");
        assert!(body.contains(start) && body.contains(end), "what offices below have noted is theirs: {body}");
        let kind = test.lindung.registry.find("kendala").unwrap();
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        assert!(kind.register(&ctx, &problems(), &[], Mode::Write).await.unwrap().written);
        let body = text(&parts(&file(&head, "format=docx").await), "word/document.xml");
        for told in [
            "Kendala menurut Tim pada Tahun 2025, per 31 Desember 2025",
            "Kendala dan Tindak Lanjut Subbagian Tata Usaha pada Tahun 2025",
            "Kendala dan Tindak Lanjut Tim Penempatan pada Tahun 2025",
            "Kendala dan Tindak Lanjut Tim Pelindungan dan Pemberdayaan pada Tahun 2025",
            "Kendala Tahun 2024 dan Kelanjutannya",
            "Selesai 14 April 2025",
            "Hasil: Alur disepakati (contoh).",
            "Belum ditindaklanjuti; diteruskan ke tahun 2025",
            "Belum ditindaklanjuti; diteruskan ke tahun 2026",
            "Ditindaklanjuti; diteruskan ke tahun 2026",
            "1 September 2025: Diusulkan (contoh).",
            "IKU 6",
            "KDL-2024-000001",
            "/kendala?kantor=BP3MI-BANTEN&amp;tim=subbag_tu&amp;sampai=2025-12-31",
        ] {
            assert!(body.contains(told), "{told}: {body}");
        }
        for later in ["Dikirim (contoh)", "Kendaraan ada (contoh)", "[Belum ditulis: Bab IV: permasalahan, per tim"] {
            assert!(!body.contains(later), "the year ends on its last day: {later}");
        }
        // What is printed is made of the same report, whichever the database: once is enough.
        let forms: &[&str] = if test.backend == Backend::Sqlite { &["xlsx", "pdf"] } else { &["xlsx"] };
        for form in forms {
            assert!(file(&head, &format!("format={form}")).await.len() > 5_000, "{form}");
        }
        test
    })
    .await;
}
