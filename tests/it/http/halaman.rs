//! Every route of the console × every role: who lacks the right of a place gets nothing there, and the menu shows what opens.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use kernel::{Permission, Role};
use testkit::{Answer, Backend, Test, TestApp, on_each};

use super::authorisation::{Operation, PUBLIC, is_api, whither};
use super::kata::FORM;

/// The least right that anything under an address takes; none where everybody with an account may be.
fn least(path: &str) -> Option<Permission> {
    use Permission as P;
    let first = path.trim_start_matches('/').split('/').next().unwrap();
    let place = first.split('.').next().unwrap();
    match place {
        "" | "masuk" | "mulai" | "keluar" => None,
        "akun" if ["/akun/saya", "/akun/surel"].iter().any(|own| path.starts_with(own)) => None,
        // What an office asks for is set by its head too.
        "akun" if path == "/akun/faktor" => Some(P::TwoPeople),
        "admin" | "akun" => Some(P::ManageUsers),
        "persetujuan" => Some(P::TwoPeople),
        "pelindungan" => Some(P::DataProtection),
        "orang" if ["/jejak", "/salinan", "/penghapusan", "/penahanan"].iter().any(|road| path.contains(road)) => {
            Some(P::DataProtection)
        }
        "orang" | "cari" => Some(P::ReadPeople),
        "tugas" => Some(P::Tasks),
        "kata" | "libur" | "tenggat" | "kantor" | "templat" => Some(P::Words),
        "dasbor" | "indikator" | "perbandingan" | "laporan-pok" | "penutupan" | "perjanjian" | "periksa" | "lkj"
        | "audit" => Some(P::ReadReports),
        "dipa" => Some(P::Perencanaan),
        "meja" => Some(P::Pemulangan),
        kind => {
            let registry = server::registry();
            Some(registry.find(kind).unwrap_or_else(|| panic!("{path}: say whose it is")).info().permission)
        }
    }
}

async fn console(test: &Test, role: Role) -> TestApp {
    let name = format!("halaman.{}", role.code());
    TestApp::user(test, &name, role.code(), "BP3MI-BANTEN").await;
    TestApp::console(test, &name).await
}

/// The answer, or that of the page to which whoever reads an address is led that is only sent to.
async fn knock(app: &TestApp, method: &Method, path: &str) -> Answer {
    let answer = app.send(method.clone(), path, FORM, "").await;
    match whither(&answer) {
        Some(to) if method == Method::GET => app.get(&to).await,
        _ => answer,
    }
}

#[tokio::test]
async fn who_lacks_the_right_of_a_place_gets_nothing_there_by_any_route() {
    on_each(&[Backend::Sqlite], async |test| {
        let routes = test.lindung.routes();
        let (mut refused, mut found) = (0, Vec::new());
        for role in Role::ALL {
            let app = console(&test, role).await;
            for route in routes.all().iter().filter(|route| !is_api(route) && !PUBLIC.contains(&route.1.as_str())) {
                let Operation { method, path } = Operation::of(route);
                let Some(right) = least(&path).filter(|right| !role.permissions().contains(right)) else { continue };
                let status = knock(&app, &method, &path).await.status;
                // What has an id may be answered as if there were none, or as none that can be read; what is sent may be refused by its form first.
                let told = match method {
                    Method::GET => {
                        [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST].contains(&status)
                    }
                    _ => status.is_client_error(),
                };
                refused += usize::from(status == StatusCode::FORBIDDEN);
                if !told {
                    found.push(format!("{} {method} {path} without {right:?}: {status}", role.code()));
                }
            }
        }
        assert_eq!(found, [""; 0]);
        assert!(refused > 300, "{refused}");
        test
    })
    .await;
}

#[tokio::test]
async fn the_menu_shows_what_opens_and_nothing_else_does() {
    on_each(&[Backend::Sqlite], async |test| {
        let mut menus = Vec::new();
        for role in Role::ALL {
            let app = console(&test, role).await;
            let page = app.get("/akun/saya").await;
            assert_eq!(page.status, StatusCode::OK, "{}", role.code());
            let links = page.text.split("href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#', '?']).next());
            // The start leads everybody to a page of their own, and the desk's page holds nothing.
            let links = links.map(|link| format!("/{link}")).filter(|link| !["/", "/meja/"].contains(&link.as_str()));
            menus.push((role, app, links.collect::<BTreeSet<String>>()));
        }
        let all: BTreeSet<String> = menus.iter().flat_map(|(.., links)| links.clone()).collect();
        assert!(all.len() > 30, "{all:?}");
        for place in ["/admin", "/akun", "/persetujuan", "/pelindungan/kebocoran", "/lkj", "/pegawai", "/meja/papan"] {
            assert!(all.contains(place), "{place}: {all:?}");
        }
        for (role, app, own) in &menus {
            for link in &all {
                let status = app.get(link).await.status;
                let opens = status.is_success() || status.is_redirection();
                assert_eq!(opens, own.contains(link), "{} {link}: {status}", role.code());
                assert!(opens || status == StatusCode::FORBIDDEN, "{} {link}: {status}", role.code());
            }
        }
        test
    })
    .await;
}
