//! Lists that officers name: their own, those of their office, and what is refused.

use axum::http::{Method, StatusCode};
use sea_orm::ConnectionTrait;
use testkit::{Answer, Test, TestApp, on_both};

use super::pengaduan::{made, team};

const FORM: &str = "application/x-www-form-urlencoded";
const HERE: &str = "/pengaduan/saringan";

async fn send(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(fields);
    app.send(Method::POST, path, FORM, form.finish()).await
}

/// Somebody of the team of an office, in the console.
async fn officer(test: &Test, login: &str, office: &str) -> TestApp {
    TestApp::user(test, login, "pelindungan", office).await;
    TestApp::console(test, login).await
}

/// Saves a list, and returns its id.
async fn saved(app: &TestApp, name: &str) -> String {
    let fields = [("nama_saringan", name), ("status", "diterima"), ("urut", "tenggat")];
    let answer = send(app, HERE, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let to = answer.headers["location"].to_str().unwrap();
    to.strip_prefix("/pengaduan?saringan=").unwrap().to_owned()
}

#[tokio::test]
async fn a_named_list_is_its_owners_and_the_offices_if_it_is_shared() {
    on_both(async |test| {
        made(&team(&test).await, 1, &[]).await;
        let ani = officer(&test, "ani.contoh", "BP3MI-BANTEN").await;
        let budi = officer(&test, "budi.contoh", "BP3MI-BANTEN").await;
        let cici = officer(&test, "cici.contoh", "BP3MI-JABAR").await;
        let id = saved(&ani, "Baru masuk").await;
        let link = format!("/pengaduan?saringan={id}");
        let list = ani.get(&link).await.text;
        for told in [
            "PGD-2025-000001",
            "aria-sort=\"ascending\"",
            "aria-current=\"true\"",
            "Status: Diterima",
            "menurut tenggat",
        ] {
            assert!(list.contains(told), "{told}: {list}");
        }
        assert!(ani.get("/pengaduan").await.text.contains("Baru masuk"));
        for other in [&budi, &cici] {
            assert_eq!(other.get(&link).await.status, StatusCode::NOT_FOUND, "it is not shared");
            assert!(!other.get("/pengaduan").await.text.contains("Baru masuk"));
        }
        let change = format!("{HERE}/{id}");
        let shared = [("nama_saringan", "Yang baru"), ("bagikan_saringan", "ya"), ("aksi", "ubah")];
        assert_eq!(send(&ani, &change, &shared).await.status, StatusCode::SEE_OTHER);
        let seen = budi.get("/pengaduan").await.text;
        assert!(seen.contains("Yang baru") && seen.contains("dari Uji Contoh"), "{seen}");
        assert_eq!(budi.get(&link).await.status, StatusCode::OK);
        assert_eq!(cici.get(&link).await.status, StatusCode::NOT_FOUND, "another office");
        let theirs = budi.get(HERE).await.text;
        assert!(theirs.contains("dibagikan ke kantor") && !theirs.contains("value=\"hapus\""), "{theirs}");
        for other in [&budi, &cici] {
            assert_eq!(send(other, &change, &shared).await.status, StatusCode::NOT_FOUND);
            assert_eq!(send(other, &change, &[("aksi", "hapus")]).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(send(&ani, &change, &[("aksi", "hapus")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(ani.get(&link).await.status, StatusCode::NOT_FOUND);
        saved(&ani, "Yang baru").await;
        test
    })
    .await;
}

#[tokio::test]
async fn what_may_name_a_person_is_not_saved_and_each_refusal_says_why() {
    on_both(async |test| {
        let ani = officer(&test, "ani.contoh", "BP3MI-BANTEN").await;
        let long = "x".repeat(61);
        for (fields, told) in [
            (vec![("nama_saringan", "Siti"), ("cari", "siti")], "Pencarian nama atau nomor tidak dapat disimpan"),
            (vec![("nama_saringan", "NIK"), ("petugas", "3603994101900001")], "angka seperti NIK atau telepon"),
            (vec![("nama_saringan", "3603994101900001"), ("status", "diterima")], "angka seperti nomor seseorang"),
            (vec![("nama_saringan", ""), ("status", "diterima")], "Beri nama saringan ini"),
            (vec![("nama_saringan", &*long), ("status", "diterima")], "paling banyak 60 huruf"),
            (vec![("nama_saringan", "Semua")], "Belum ada saringan atau urutan"),
            (vec![("nama_saringan", "Kemarin"), ("dari", "kemarin")], "Bukan tanggal"),
        ] {
            let answer = send(&ani, HERE, &fields).await;
            assert!(answer.status == StatusCode::OK && answer.text.contains(told), "{told}: {}", answer.text);
        }
        assert!(ani.get(HERE).await.text.contains("Belum ada."), "nothing was saved");
        let unknown = send(&ani, HERE, &[("nama_saringan", "Nik"), ("urut", "nik")]).await;
        assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
        test
    })
    .await;
}

#[tokio::test]
async fn names_are_taken_once_and_there_are_at_most_thirty() {
    on_both(async |test| {
        let ani = officer(&test, "ani.contoh", "BP3MI-BANTEN").await;
        let budi = officer(&test, "budi.contoh", "BP3MI-BANTEN").await;
        let first = saved(&ani, "Baru masuk").await;
        saved(&budi, "Baru masuk").await;
        let again = send(&ani, HERE, &[("nama_saringan", "BARU masuk"), ("status", "diterima")]).await;
        assert!(again.text.contains("Anda sudah punya saringan bernama Baru masuk"), "{}", again.text);
        for number in 2..=30 {
            saved(&ani, &format!("Daftar {number}")).await;
        }
        let more = send(&ani, HERE, &[("nama_saringan", "Satu lagi"), ("status", "diterima")]).await;
        assert!(more.text.contains("Anda sudah punya 30 saringan"), "{}", more.text);
        let change = format!("{HERE}/{first}");
        let taken = send(&ani, &change, &[("nama_saringan", "daftar 2"), ("aksi", "ubah")]).await;
        assert!(taken.text.contains("bernama Daftar 2") && taken.text.contains("value=\"daftar 2\""), "{}", taken.text);
        let same = send(&ani, &change, &[("nama_saringan", "baru MASUK"), ("aksi", "ubah")]).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER, "its own name is not taken");
        test
    })
    .await;
}

#[tokio::test]
async fn a_shared_list_goes_with_its_owner_and_the_head_may_delete_it() {
    on_both(async |test| {
        let ani = officer(&test, "ani.contoh", "BP3MI-BANTEN").await;
        let budi = officer(&test, "budi.contoh", "BP3MI-BANTEN").await;
        TestApp::user(&test, "kepala.contoh", "kepala", "BP3MI-BANTEN").await;
        let head = TestApp::console(&test, "kepala.contoh").await;
        assert!(ani.get("/pengaduan?status=diterima").await.text.contains("tanpa nama atau nomor orang"));
        let shared = async |name: &str| {
            let change = format!("{HERE}/{}", saved(&ani, name).await);
            let fields = [("nama_saringan", name), ("bagikan_saringan", "ya"), ("aksi", "ubah")];
            assert_eq!(send(&ani, &change, &fields).await.status, StatusCode::SEE_OTHER);
            change
        };
        let first = shared("Baru masuk").await;
        assert_eq!(send(&budi, &first, &[("aksi", "hapus")]).await.status, StatusCode::NOT_FOUND);
        assert!(head.get(HERE).await.text.contains("value=\"hapus\""));
        assert_eq!(send(&head, &first, &[("aksi", "hapus")]).await.status, StatusCode::SEE_OTHER);
        assert!(!budi.get(HERE).await.text.contains("Baru masuk"));
        let own = format!("{HERE}/{}", saved(&ani, "Punya sendiri").await);
        assert_eq!(send(&head, &own, &[("aksi", "hapus")]).await.status, StatusCode::NOT_FOUND, "it is not shared");
        shared("Yang lama").await;
        assert!(budi.get(HERE).await.text.contains("Yang lama"));
        let left = "UPDATE pengguna SET aktif = FALSE WHERE nama_masuk = 'ani.contoh'";
        test.house().db.execute_unprepared(left).await.unwrap();
        assert!(!budi.get(HERE).await.text.contains("Yang lama"), "who left shares nothing");
        test
    })
    .await;
}

#[tokio::test]
async fn the_login_of_an_officer_may_be_a_long_number() {
    on_both(async |test| {
        let ani = officer(&test, "ani.contoh", "BP3MI-BANTEN").await;
        TestApp::user(&test, "198501012010011001", "pelindungan", "BP3MI-BANTEN").await;
        let fields = [("nama_saringan", "Pekerjaan rekan"), ("petugas", "198501012010011001")];
        let answer = send(&ani, HERE, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        test
    })
    .await;
}
