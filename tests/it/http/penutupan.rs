//! Closings on the console: what each role sees, and the way from preparing to a revision.

use axum::http::{Method, StatusCode};
use records::{Change, Mode, Outcome};
use serde_json::json;
use testkit::{Answer, Backend, Test, TestApp, form, on_both, on_each, returned};

const FORM: &str = "application/x-www-form-urlencoded";
const TW1: &str = "tahun=2025&tw=1&perjanjian=2025-pok";

/// The console, logged in at an office.
pub(super) async fn console(test: &Test, role: &str, office: &str) -> TestApp {
    let _ = TestApp::login(test, role, office).await;
    let typed = format!("nama={role}.{}&sandi=kata+sandi+uji", office.to_lowercase());
    let entered = TestApp::new(test).send(Method::POST, "/masuk", FORM, typed).await;
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    TestApp::new(test).with_header("cookie", &cookie)
}

async fn send(app: &TestApp, path: &str, body: &str) -> Answer {
    app.send(Method::POST, path, FORM, body.to_owned()).await
}

/// Sends a form that must be taken; where it leads.
async fn taken(app: &TestApp, path: &str, body: &str) -> String {
    let answer = send(app, path, body).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text);
    answer.headers["location"].to_str().unwrap().to_owned()
}

async fn page(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    assert!(!answer.text.contains(" style=") && !answer.text.contains("<script"), "{path}");
    answer.text
}

/// Signs as the console asks it: what is named on the page is sent back.
async fn sign(head: &TestApp, here: &str) -> String {
    let path = format!("{here}/tandatangani");
    let asked = page(head, &path).await;
    let named = asked.split("name=\"sidik\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for text in ["BP3MI Banten", "TW1 2025", "Banyaknya angka", named.as_str(), "Ya, tanda tangani"] {
        assert!(asked.contains(text), "{text}: {asked}");
    }
    taken(head, &path, &format!("sidik={named}")).await
}

async fn two_returns(test: &Test) -> Vec<kernel::CatatanId> {
    let forms = [returned(1, "2025-02-03", "sakit"), returned(2, "2025-02-04", "bermasalah")];
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
    done.outcomes.iter().map(|o| if let Outcome::New(id, _) = o { *id } else { panic!("{o:?}") }).collect()
}

async fn edit(test: &Test, id: kernel::CatatanId, pairs: &[(&str, &str)], reason: &str) {
    test.clock.advance(chrono::TimeDelta::minutes(1));
    let change = Change { id, version: None, reason: reason.to_owned(), happened: None };
    test.lindung.registry.find("kepulangan").unwrap().edit(&test.system(), change, form(pairs)).await.unwrap();
}

#[tokio::test]
async fn three_people_close_a_quarter_and_a_later_edit_is_named_and_taken_over() {
    on_both(async |test| {
        let ids = two_returns(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let team = console(&test, "pelindungan", "BP3MI-BANTEN").await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;

        let list = page(&planner, "/penutupan").await;
        assert_eq!(list.matches("Siapkan<").count(), 2, "TW1 and TW2 have ended: {list}");
        assert!(!page(&team, "/penutupan").await.contains("Siapkan<"));
        let here = taken(&planner, "/penutupan", TW1).await;
        let shown = page(&planner, &here).await;
        assert!(shown.contains("Menunggu orang kedua") && shown.contains("Buang penutupan ini"), "{shown}");
        assert!(!shown.contains("Tandatangani<"));
        let refused = send(&planner, &format!("{here}/tinjau"), "catatan=").await;
        assert_eq!(refused.status, StatusCode::OK);
        assert!(refused.text.contains("Peninjau harus orang lain"), "{}", refused.text);

        taken(&team, &format!("{here}/tinjau"), "catatan=Sudah+dicocokkan").await;
        let shown = page(&head, &here).await;
        assert!(shown.contains("“Sudah dicocokkan”") && shown.contains("Tandatangani<"), "{shown}");
        assert_eq!(send(&team, &format!("{here}/tandatangani"), "").await.status, StatusCode::FORBIDDEN);
        let bare = send(&head, &format!("{here}/tandatangani"), "").await;
        assert!(bare.status == StatusCode::OK && bare.text.contains("Periksa sekali lagi"), "{}", bare.text);
        assert_eq!(sign(&head, &here).await, here);
        let shown = page(&head, &here).await;
        assert!(shown.contains("badge done\">Ditandatangani") && shown.contains("Buat revisi"), "{shown}");
        assert!(page(&head, "/").await.contains(&format!("{here}\">TW1")));

        assert!(page(&head, &format!("{here}/perubahan")).await.contains("Tidak ada yang berubah"));
        assert!(!page(&head, "/").await.contains("Berubah sejak ditandatangani"));
        edit(&test, ids[0], &[("kategori", "cuti")], "Ternyata cuti").await;
        let changed = page(&head, &format!("{here}/perubahan")).await;
        for text in ["PLG-2025-000001", "Ternyata cuti", "Isian: Kategori", "Keluar", "tidak dihitung", "12 angka lain"]
        {
            assert!(changed.contains(text), "{text}: {changed}");
        }
        let dashboard = page(&head, "/").await;
        assert_eq!(dashboard.matches("Berubah sejak ditandatangani").count(), 1, "{dashboard}");
        assert!(dashboard.contains(&format!("{here}/perubahan#no-6")), "{dashboard}");
        let members = page(&head, &format!("{here}/anggota/6")).await;
        assert!(members.contains("PLG-2025-000001") && members.contains("Seperti diketahui pada"), "{members}");
        for (format, kind) in [("csv", "text/csv"), ("xlsx", "application/vnd")] {
            let file = head.get(&format!("{here}/perubahan.{format}")).await;
            assert!(file.headers["content-type"].to_str().unwrap().starts_with(kind));
        }

        let bare = send(&planner, &format!("{here}/revisi"), "alasan=+").await;
        assert!(bare.text.contains("Tulis mengapa direvisi") && bare.text.contains("aria-invalid"), "{}", bare.text);
        let revised = taken(&planner, &format!("{here}/revisi"), "alasan=Satu+kepulangan+dibetulkan").await;
        let shown = page(&planner, &revised).await;
        assert!(shown.contains("revisi 1") && shown.contains("Satu kepulangan dibetulkan"), "{shown}");
        assert!(page(&head, &here).await.contains("sudah disiapkan lagi"));
        assert!(page(&head, "/penutupan").await.contains("masih berlaku"));
        test
    })
    .await;
}

#[tokio::test]
async fn every_page_of_a_closing_opens_for_who_reads_figures_and_nobody_else() {
    on_each(&[Backend::Sqlite], async |test| {
        two_returns(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let here = taken(&planner, "/penutupan", TW1).await;
        let mut pages = vec![here.clone(), format!("{here}/perubahan"), format!("{here}/perubahan.csv")];
        pages.extend(["penutupan.pdf", "penutupan.xlsx", "anggota/6/daftar.xlsx"].map(|file| format!("{here}/{file}")));
        for no in 1..=13 {
            for role in ["pembilang", "penyebut", "tidak-dihitung"] {
                pages.push(format!("{here}/anggota/{no}?peran={role}"));
            }
        }
        let general = ["/penutupan", "/penutupan?tahun=2025&perjanjian=2025-pk-oktober", "/audit"].map(str::to_owned);
        for role in ["pelindungan", "penempatan", "perencana", "kepala", "helpdesk", "admin"] {
            let app = console(&test, role, "BP3MI-BANTEN").await;
            let expected = if ["helpdesk", "admin"].contains(&role) { StatusCode::FORBIDDEN } else { StatusCode::OK };
            for page in pages.iter().chain(&general) {
                assert_eq!(app.get(page).await.status, expected, "{role} {page}");
            }
        }
        let other = console(&test, "kepala", "BP3MI-NTB").await;
        for page in &pages {
            assert_eq!(other.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        }
        assert_eq!(other.get("/penutupan").await.status, StatusCode::OK);
        assert_eq!(send(&other, &format!("{here}/buang"), "alasan=uji").await.status, StatusCode::NOT_FOUND);
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        assert_eq!(planner.get(&format!("{here}/anggota/99")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(planner.get(&format!("{here}/entah")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(planner.get(&format!("{here}/tinjau")).await.status, StatusCode::SEE_OTHER);
        test
    })
    .await;
}

#[tokio::test]
async fn a_refused_closing_says_so_on_its_page_and_a_thrown_away_one_leaves_the_list() {
    on_each(&[Backend::Sqlite], async |test| {
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let running = send(&planner, "/penutupan", &TW1.replace("tw=1", "tw=3")).await;
        assert!(running.text.contains("Masa ini belum berakhir"), "{}", running.text);
        let here = taken(&planner, "/penutupan", TW1).await;
        let second = send(&planner, "/penutupan", TW1).await;
        assert!(second.text.contains("sudah disiapkan oleh Uji Contoh"), "{}", second.text);
        let bare = send(&planner, &format!("{here}/buang"), "alasan=").await;
        assert!(bare.text.contains("Tulis mengapa dibuang") && bare.text.contains("<details class=\"box do\" open>"));
        let list = taken(&planner, &format!("{here}/buang"), "alasan=Masih+ada+yang+kurang").await;
        assert!(!page(&planner, &list).await.contains(&here));
        assert!(page(&planner, &here).await.contains("dibuang dan tidak berlaku"));
        let helpdesk = console(&test, "helpdesk", "BP3MI-BANTEN").await;
        assert_eq!(send(&helpdesk, "/penutupan", TW1).await.status, StatusCode::FORBIDDEN);
        test
    })
    .await;
}

#[tokio::test]
async fn what_an_audit_found_is_alarmed_on_the_dashboard_and_listed() {
    on_each(&[Backend::Sqlite], async |test| {
        let ids = two_returns(&test).await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        assert!(page(&head, "/audit").await.contains("Tidak ada temuan"));
        assert!(!page(&head, "/").await.contains("/audit"));
        let finding = reporting::audit::Finding {
            about: "catatan",
            kind: "kepulangan".to_owned(),
            office: None,
            record: Some(ids[0]),
            number: "PLG-2025-000001".to_owned(),
            measure: Some("kepulangan".to_owned()),
            detail: "baris tidak sama dengan sidiknya".to_owned(),
        };
        reporting::audit::keep(&test.system(), test.system().today(), &[finding]).await.unwrap();
        assert!(page(&head, "/").await.contains("menemukan 1 hal"));
        let link = format!("/kepulangan/{}", ids[0]);
        let list = page(&head, "/audit").await;
        assert!(list.contains(&link) && list.contains("baris tidak sama dengan sidiknya"), "{list}");
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let list = page(&planner, "/audit").await;
        assert!(list.contains("PLG-2025-000001") && !list.contains(&link), "{list}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_closing_is_a_task_of_a_second_person_and_then_of_the_head() {
    on_both(async |test| {
        two_returns(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let team = console(&test, "pelindungan", "BP3MI-BANTEN").await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let above = console(&test, "kepala", "KP2MI").await;
        let here = taken(&planner, "/penutupan", TW1).await;
        let (mine, yours) = ("/tugas?siapa=saya", "Yang menunggu Anda");
        for second in [&team, &head] {
            let shown = page(second, mine).await;
            for text in [yours, "Tinjau penutupan", "dari 1<", here.as_str()] {
                assert!(shown.contains(text), "{text}: {shown}");
            }
        }
        // Neither who prepared it nor the head of the office above has it; both see that it waits.
        for other in [&planner, &above] {
            assert!(!page(other, mine).await.contains(yours));
            let shown = page(other, "/tugas").await;
            assert!(shown.contains("Tidak ada tugas Anda sendiri") && shown.contains("Yang menunggu<"), "{shown}");
        }
        assert!(page(&head, "/").await.contains("1 penutupan</b> menunggu Anda"));
        let api = TestApp::again(&test, "pelindungan", "BP3MI-BANTEN").await;
        let told = api.get("/api/v1/tugas").await.json();
        assert_eq!((&told["lain"][0]["alamat"], &told["lain"][0]["status"]), (&json!(here), &json!("disiapkan")));
        assert_eq!(api.get("/api/v1/tugas?jenis=brafaks").await.json()["lain"].as_array().map(Vec::len), Some(0));

        taken(&team, &format!("{here}/tinjau"), "catatan=").await;
        assert!(!page(&team, mine).await.contains(yours));
        assert!(page(&head, mine).await.contains("Tanda tangani penutupan"));
        sign(&head, &here).await;
        assert!(!page(&head, "/tugas?siapa=tim").await.contains("Yang menunggu"));
        assert!(!page(&head, "/").await.contains("menunggu Anda"));
        test
    })
    .await;
}

#[tokio::test]
async fn who_reviews_and_signs_alike_is_named_and_signing_twice_is_done_once() {
    on_both(async |test| {
        two_returns(&test).await;
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let head = console(&test, "kepala", "BP3MI-BANTEN").await;
        let here = taken(&planner, "/penutupan", TW1).await;
        assert!(page(&head, &here).await.contains("Anda juga yang menandatangani"));
        taken(&head, &format!("{here}/tinjau"), "catatan=").await;
        let said = "Yang meninjau dan yang menandatangani penutupan ini orang yang sama.";
        let path = format!("{here}/tandatangani");
        assert!(page(&head, &path).await.contains(said));
        sign(&head, &here).await;
        assert!(page(&planner, &here).await.contains(said));
        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        assert_eq!(api.get(&format!("/api/v1{here}")).await.json()["orang_sama"], json!(said));
        // The same click again, and the page again: it is signed once, and leads to the closing.
        assert_eq!(taken(&head, &path, "sidik=").await, here);
        assert_eq!(head.get(&path).await.status, StatusCode::SEE_OTHER);
        assert_eq!(api.get(&format!("/api/v1{here}")).await.json()["versi"], 3);
        test
    })
    .await;
}

#[tokio::test]
async fn what_left_the_denominator_is_never_said_to_stand_as_it_did() {
    on_each(&[Backend::Sqlite], async |test| {
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        let forms = [testkit::complaint(1, "2025-01-15"), testkit::complaint(2, "2025-01-16")];
        let done = kind.register(&test.system(), &forms, &[], Mode::Write).await.unwrap();
        let Some(Outcome::New(id, _)) = done.outcomes.first() else { panic!("{:?}", done.outcomes) };
        let planner = console(&test, "perencana", "BP3MI-BANTEN").await;
        let here = taken(&planner, "/penutupan", TW1).await;
        test.clock.advance(chrono::TimeDelta::minutes(1));
        let change = Change { id: *id, version: None, reason: "Salah bulan".to_owned(), happened: None };
        kind.edit(&test.system(), change, form(&[("diterima_pada", "2025-04-15")])).await.unwrap();
        let changed = page(&planner, &format!("{here}/perubahan")).await;
        for text in ["Keluar dari penyebut", "belum masuk pembilang", "tidak ada di masa ini", "Salah bulan"] {
            assert!(changed.contains(text), "{text}: {changed}");
        }
        assert!(!changed.contains("hitungan tetap") && !changed.contains("tidak masuk dan tidak keluar"), "{changed}");
        let api = TestApp::again(&test, "perencana", "BP3MI-BANTEN").await;
        let told = api.get(&format!("/api/v1{here}/perubahan?indikator=iku-01")).await.json();
        assert_eq!(told["angka"][0]["perubahan"][0]["arah"], "keluar-penyebut", "{told}");
        test
    })
    .await;
}
