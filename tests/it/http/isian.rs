//! What was typed is not lost when somebody else was faster, and what is corrected is judged as it was when it was entered.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{Answer, Backend, TestApp, on_both, on_each};

use super::pengaduan::{done, made, path, step, team};
use super::wire::console;

/// Sends a form of the console.
async fn send(console: &TestApp, road: &str, typed: &str) -> Answer {
    console.send(Method::POST, road, "application/x-www-form-urlencoded", typed.to_owned()).await
}

#[tokio::test]
async fn who_closes_second_keeps_the_words_and_may_leave_them_as_a_note() {
    on_both(async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[]).await;
        let page = format!("/pengaduan/{}", record["id"].as_str().unwrap());
        let console = console(&test, "kepala").await;
        done(&app, &path("pengaduan", &record), "cabut", json!({ "alasan": "Contoh" })).await;
        let typed = "versi=1&tanggal=01/07/2025&dasar_penutupan=di_luar_kewenangan&alasan=Keluarga+pindah+alamat";
        let late = send(&console, &format!("{page}/langkah/tutup"), typed).await.text;
        for text in ["tidak dapat dilakukan sekarang", "Isian Anda, belum tersimpan", "Alasan: Keluarga pindah alamat"]
        {
            assert!(late.contains(text), "{text}: {late}");
        }
        assert!(late.contains("/langkah/catatan") && late.contains("name=\"versi\" value=\"2\""), "{late}");
        let noted = send(&console, &format!("{page}/langkah/catatan"), "versi=2&alasan=Keluarga+pindah+alamat").await;
        assert_eq!(noted.status, StatusCode::SEE_OTHER, "{}", noted.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_change_that_was_overtaken_comes_back_and_names_what_differs() {
    on_each(&[Backend::Sqlite], async |test| {
        let app = team(&test).await;
        let record = made(&app, 1, &[("kronologi", "Cerita lama")]).await;
        let page = format!("/pengaduan/{}", record["id"].as_str().unwrap());
        let console = console(&test, "kepala").await;
        let change = json!({ "kronologi": "Cerita dari rekan", "alasan_perubahan": "Uji" });
        assert_eq!(app.patch(&path("pengaduan", &record), 1, &change).await.status, StatusCode::OK);
        let typed = "versi=1&diterima_pada=01/06/2025&kanal=telepon&pelapor=Budi+Contoh&hubungan_pelapor=suami_istri\
                     &jenis_kasus=gaji_tidak_dibayar&negara=Malaysia&kronologi=Cerita+saya&alasan_perubahan=Uji";
        let late = send(&console, &format!("{page}/ubah"), typed).await.text;
        for text in
            ["sudah diubah orang lain", "Cerita saya", "tersimpan “Cerita dari rekan”", "name=\"versi\" value=\"2\""]
        {
            assert!(late.contains(text), "{text}: {late}");
        }
        assert!(!late.contains("tersimpan “Budi Contoh”"), "what is the same is not named: {late}");
        let again = send(&console, &format!("{page}/ubah"), &typed.replace("versi=1", "versi=2")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
        // Officers are offered by name where one is asked for.
        for road in ["/pengaduan".to_owned(), format!("{page}/ubah")] {
            let list = console.get(&road).await.text;
            assert!(
                list.contains("datalist id=\"daftar-petugas\"") && list.contains("pelindungan.bp3mi-banten"),
                "{road}"
            );
        }
        // A withdrawal that was overtaken keeps its reason.
        let late = send(&console, &format!("{page}/batalkan"), "versi=1&alasan=Salah+orang").await.text;
        assert!(late.contains("sudah diubah orang lain") && late.contains("Salah orang"), "{late}");
        test
    })
    .await;
}

#[tokio::test]
async fn who_enters_one_after_the_other_is_told_each_number() {
    on_each(&[Backend::Sqlite], async |test| {
        let console = console(&test, "pelindungan").await;
        let typed = "lagi=1&nama=Siti+Contoh&diterima_pada=01/06/2025&kanal=telepon&pelapor=Budi+Contoh\
                     &hubungan_pelapor=suami_istri&jenis_kasus=gaji_tidak_dibayar&negara=Malaysia";
        let saved = send(&console, "/pengaduan/baru", typed).await;
        let next = saved.headers["location"].to_str().unwrap().to_owned();
        let page = console.get(&next).await.text;
        assert!(page.contains("Tersimpan: ") && page.contains(">PGD-2025-000001<"), "{next}: {page}");
        // Where the person may be known already, the wish to go on is still there with the question.
        let again = typed.replace("Siti+Contoh", "Siti+Contoh&tanggal_lahir=02/03/1990").replace("01/06", "02/06");
        send(&console, "/pengaduan/baru", &again).await;
        let asked = send(&console, "/pengaduan/baru", &again.replace("02/06", "03/06")).await.text;
        assert!(asked.contains("Mungkin sudah tercatat") && asked.contains("name=\"lagi\" value=\"1\""), "{asked}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_closing_is_corrected_as_it_could_have_been_made() {
    on_both(async |test| {
        test.clock.advance(chrono::TimeDelta::days(90));
        let app = team(&test).await;
        let here = path("pengaduan", &made(&app, 1, &[]).await);
        let close = json!({ "dasar_penutupan": "di_luar_kewenangan", "alasan": "Contoh", "tanggal": "2025-06-10" });
        done(&app, &here, "tutup", close).await;
        let correct = async |version: i64, members: serde_json::Value| {
            let mut members = members;
            members["alasan_perubahan"] = json!("Salah ketik");
            app.patch(&here, version, &members).await
        };
        // Nobody had tried to reach anybody for 60 days.
        let never = correct(2, json!({ "dasar_penutupan": "pengadu_tidak_dapat_dihubungi" })).await;
        assert_eq!(never.json()["errors"][0]["pointer"], "/dasar_penutupan", "{}", never.text);
        let both = json!({ "dasar_penutupan": "pengadu_tidak_dapat_dihubungi", "ditutup_pada": "2025-09-01" });
        assert_eq!(correct(2, both).await.status, StatusCode::OK);
        // A day that was typed wrongly can be put right, as long as the ground held on it.
        assert_eq!(correct(3, json!({ "ditutup_pada": "2025-09-02" })).await.status, StatusCode::OK);
        let early = correct(4, json!({ "ditutup_pada": "2025-07-02" })).await;
        assert_eq!(early.json()["errors"][0]["pointer"], "/dasar_penutupan", "{}", early.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_promise_of_the_second_clarification_ends_within_seven_days_under_the_rules_of_2025() {
    on_each(&[Backend::Sqlite], async |test| {
        test.clock.advance(chrono::TimeDelta::days(150));
        let app = team(&test).await;
        for (number, received, refused) in [(1, "2025-10-08", true), (2, "2025-10-07", false)] {
            let here = path("pengaduan", &made(&app, number, &[("diterima_pada", received)]).await);
            let heard =
                |day: &str, until: &str| json!({ "alasan": "Contoh", "tanggal": day, "komitmen_sampai": until });
            done(&app, &here, "verifikasi", json!({ "tanggal": "2025-10-09" })).await;
            done(&app, &here, "klarifikasi", heard("2025-10-10", "2025-10-31")).await;
            let long = step(&app, &here, "klarifikasi", heard("2025-11-03", "2025-11-11")).await;
            if refused {
                assert_eq!(long.json()["errors"][0]["pointer"], "/komitmen_sampai", "{}", long.text);
                assert!(long.text.contains("paling lambat 10/11/2025"), "{}", long.text);
                let kept = done(&app, &here, "klarifikasi", heard("2025-11-03", "2025-11-10")).await;
                let longer = json!({ "komitmen_sampai": "2025-11-11", "alasan_perubahan": "Contoh" });
                let longer = app.patch(&here, kept["versi"].as_i64().unwrap(), &longer).await;
                assert_eq!(longer.json()["errors"][0]["pointer"], "/komitmen_sampai", "{}", longer.text);
            } else {
                assert_eq!(long.status, StatusCode::OK, "{}", long.text);
            }
        }
        test
    })
    .await;
}
