//! Who hands out accounts could be anybody who opens people: where an office asks for a second factor, it asks them too.

use axum::http::{Method, StatusCode};
use testkit::{TestApp, on_both};

use super::faktor::{console, is_in, knock, set_up};
use super::kata::FORM;

const REQUIRED: &str = "/akun/faktor";

#[tokio::test]
async fn who_hands_out_accounts_is_asked_for_one_too() {
    on_both(async |test| {
        for (name, role) in [("satu.pengelola", "admin"), ("dua.pengelola", "admin"), ("desk.uji", "helpdesk")] {
            TestApp::user(&test, name, role, "BP3MI-BANTEN").await;
        }
        let one = console(&test, "satu.pengelola").await;
        let (_, _, one) = set_up(&test, &one).await;
        let (bare, desk) = (console(&test, "dua.pengelola").await, console(&test, "desk.uji").await);
        let body = "kantor=BP3MI-BANTEN&wajib=ya&alasan=SK+contoh+4";
        let done = one.send(Method::POST, REQUIRED, FORM, body).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(one.get("/akun").await.status, StatusCode::OK, "who has one works on");
        assert_eq!(bare.get("/akun").await.status, StatusCode::SEE_OTHER, "who has none does not");
        assert_eq!(desk.get("/akun/saya").await.status, StatusCode::OK, "the desk opens nobody");
        let page = knock(&test, "dua.pengelola").await;
        assert!(page.text.contains("Pasang faktor kedua") && !is_in(&page), "{}", page.text);
        test
    })
    .await;
}
