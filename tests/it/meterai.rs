//! What somebody's hand did in the database to history, people, accounts, attachments or the access log is named, and nothing
//! that is done afterwards hides it.

use std::path::Path;

use chrono::TimeDelta;
use kernel::access::{Read, log};
use kernel::{CatatanId, OrangId, chain, history};
use records::{Change, Mode, Outcome};
use reporting::audit::Finding;
use reporting::penutupan;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    Statement,
};
use server::{compose, jobs};
use testkit::{Backend, Test, TestApp, complaint, form, on_both, on_each, returned};

use crate::penutupan::signed;

mod lama;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

/// A house that has been worked in: two returns, one of them changed; a complaint with an attachment; an account of the desk;
/// five reads.
struct House {
    returns: Vec<CatatanId>,
    person: OrangId,
}

async fn house(test: &Test) -> House {
    let ctx = test.system();
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let person = testkit::with(returned(1, "2025-02-01", "bermasalah"), &[("alamat", "Jalan Contoh 1")]);
    let done = kind.register(&ctx, &[person, returned(2, "2025-02-02", "cuti")], &[], Mode::Write).await.unwrap();
    let id = |outcome: &Outcome| if let Outcome::New(id, _) = outcome { *id } else { panic!("{outcome:?}") };
    let returns: Vec<CatatanId> = done.outcomes.iter().map(id).collect();
    test.clock.advance(TimeDelta::minutes(5));
    edit(test, returns[1], "kategori", "sakit").await;
    TestApp::user(test, "meja.contoh", "helpdesk", "P4MI-SOETTA").await;
    let app = TestApp::login(test, "pelindungan", "BP3MI-BANTEN").await;
    let made = app.post("/api/v1/pengaduan", &serde_json::to_value(complaint(3, "2025-06-01")).unwrap()).await;
    let list = format!("/api/v1/pengaduan/{}/lampiran", made.json()["id"].as_str().unwrap());
    assert_eq!(app.upload(&list, ("surat.pdf", PDF), "").await.status.as_u16(), 201);
    let person = kind.head(&ctx, returns[0]).await.unwrap().0.person.unwrap();
    for _ in 0..5 {
        test.clock.advance(TimeDelta::minutes(5));
        log(&ctx, Read { action: "lihat", kind: "orang", revealed: false }, vec![person]).await.unwrap();
    }
    House { returns, person }
}

async fn edit(test: &Test, id: CatatanId, field: &'static str, value: &str) {
    test.clock.advance(TimeDelta::minutes(5));
    let change = Change { id, version: None, reason: "Suntingan biasa".to_owned(), happened: None };
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    kind.edit(&test.system(), change, form(&[(field, value)])).await.unwrap();
}

async fn found(test: &Test) -> Vec<Finding> {
    jobs::verify(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap()
}

async fn text(test: &Test) -> String {
    found(test).await.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

async fn by_hand(test: &Test, deed: &str) {
    let off = if test.backend == Backend::Sqlite { "PRAGMA foreign_keys = OFF;" } else { "" };
    test.house().db.execute_unprepared(&[off, deed].concat()).await.unwrap();
}

/// The id of a row of the access log, as SQL, by its place among all.
async fn read(test: &Test, place: usize) -> String {
    let rows = kernel::access::Entity::find().all(&test.house().db).await.unwrap();
    let mut ids: Vec<_> = rows.iter().filter(|row| row.jenis == "orang").map(|row| row.id).collect();
    ids.sort_unstable();
    match test.backend {
        Backend::Sqlite => format!("X'{}'", ids[place].simple()),
        Backend::Postgres => format!("'{}'", ids[place]),
    }
}

/// What is done by hand, and words of which each must stand in what is found. `{person}` is the person of the first return.
const DEEDS: [(&str, &[&str]); 13] = [
    (
        "UPDATE riwayat SET pelaku = 'Orang Lain' WHERE jenis = 'kepulangan' AND versi = 2",
        &["kepulangan PLG-2025-000002: baris riwayat versi 2 diubah di luar Lindung"],
    ),
    (
        "UPDATE riwayat SET alasan = 'Lain' WHERE jenis = 'kepulangan' AND versi = 2",
        &["kepulangan PLG-2025-000002: baris riwayat versi 2 diubah di luar Lindung"],
    ),
    (
        "UPDATE riwayat SET sidik = NULL, meterai = NULL WHERE jenis = 'kepulangan' AND versi = 2",
        &["kepulangan PLG-2025-000002: baris riwayat versi 2 ditambahkan atau diubah di luar Lindung"],
    ),
    (
        "DELETE FROM fakta; DELETE FROM riwayat WHERE jenis = 'kepulangan' AND versi = 2",
        &[
            "kepulangan PLG-2025-000002: versi catatan tidak sama",
            "1 baris riwayat dihapus di luar Lindung, ditulis antara",
        ],
    ),
    (
        "UPDATE orang SET nama = 'Orang Lain' WHERE nama LIKE '%1'",
        &["orang {person}: data orang ini diubah di luar Lindung"],
    ),
    (
        "UPDATE orang SET alamat_sandi = kunci WHERE alamat_sandi IS NOT NULL",
        &["orang {person}: data orang ini diubah di luar Lindung"],
    ),
    (
        "UPDATE pengguna SET peran = 'admin' WHERE nama_masuk = 'meja.contoh'",
        &["pengguna meja.contoh: akun ini diubah di luar Lindung", "peran"],
    ),
    (
        "INSERT INTO pengguna SELECT catatan_id, kantor_id, 'tambahan.contoh', 'Uji', 'admin', 'x', true, 1, dicatat_pada, NULL, NULL \
         FROM riwayat WHERE jenis = 'kepulangan' AND versi = 2",
        &["pengguna tambahan.contoh: akun ini ditambahkan atau diubah"],
    ),
    ("DELETE FROM lampiran", &["pengaduan PGD-2025-000001: lampiran catatan ini dihapus di luar Lindung"]),
    (
        "UPDATE lampiran SET dihapus_pada = diunggah_pada, dihapus_oleh = 'Lain', alasan = 'Lain'",
        &["pengaduan PGD-2025-000001: penghapusan lampiran catatan ini diubah"],
    ),
    (
        "DELETE FROM jejak_akses WHERE id = {read}",
        &["jejak-akses aliran ", ": 1 baris jejak akses dihapus di luar Lindung, ditulis antara 2025-07-01 12:2"],
    ),
    (
        "UPDATE jejak_akses SET orang = (SELECT orang FROM jejak_akses WHERE id <> {read} AND orang IS NOT NULL LIMIT 1) || orang WHERE id = {read}",
        &["jejak-akses", "atau daftar orang yang dilihat, diubah di luar Lindung"],
    ),
    (
        "UPDATE jejak_akses SET orang = NULL WHERE id = {read}",
        &["jejak-akses", "atau daftar orang yang dilihat, diubah di luar Lindung"],
    ),
];

#[tokio::test]
async fn each_deed_is_named_with_record_person_account_or_time() {
    for (deed, words) in &DEEDS {
        on_both(async |test| {
            let house = house(&test).await;
            assert_eq!(found(&test).await, []);
            let person = house.person.to_string();
            by_hand(&test, &deed.replace("{read}", &read(&test, 2).await)).await;
            let text = text(&test).await;
            for word in *words {
                let word = word.replace("{person}", &person);
                assert!(text.contains(&word), "{deed}: no {word:?} in\n{text}");
            }
            test
        })
        .await;
    }
}

#[tokio::test]
async fn an_attachment_that_a_copied_folder_lacks_is_named_with_its_record() {
    on_each(&[Backend::Sqlite], async |test| {
        house(&test).await;
        let copy = tempfile::TempDir::new().unwrap();
        let whole = "VACUUM INTO $1";
        let file = copy.path().join("lindung.db").to_string_lossy().into_owned();
        let db = &test.house().db;
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), whole, [file.into()])).await.unwrap();
        let key = std::fs::read(test.folder().join("kunci")).unwrap();
        std::fs::write(copy.path().join("kunci"), key).unwrap();
        copied(&test.folder().join("lampiran"), &copy.path().join("lampiran"));
        let opened = async || {
            let config = server::Config { data_dir: copy.path().to_owned(), ..test.lindung.config.clone() };
            let lindung = compose::open_with(config, std::sync::Arc::clone(&test.clock) as _).await.unwrap();
            let findings = jobs::verify(&lindung, "2025-07-02".parse().unwrap()).await.unwrap();
            let nightly = jobs::audit(&lindung, "2025-07-02".parse().unwrap()).await.unwrap();
            lindung.close().await.unwrap();
            assert_eq!(findings, nightly);
            findings.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(opened().await, Vec::<String>::new());
        std::fs::remove_dir_all(copy.path().join("lampiran")).unwrap();
        let lines = opened().await;
        assert!(
            lines.len() == 1 && lines[0].contains("berkas lampiran hilang (lampiran catatan PGD-2025-000001)"),
            "{lines:?}"
        );
        test
    })
    .await;
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn neither_an_edit_nor_a_repost_makes_good_what_was_done() {
    /// The deed, whether the records are reposted beside the edit, and the words that stay.
    const DEEDS: [(&str, &str); 4] = [
        (
            "UPDATE kepulangan SET kategori = 'cuti', versi = versi + 1 WHERE nomor = 'PLG-2025-000001'",
            "PLG-2025-000001",
        ),
        (
            "UPDATE kepulangan SET kategori = 'cuti' WHERE nomor = 'PLG-2025-000001'; \
             UPDATE riwayat SET sidik = NULL WHERE jenis = 'kepulangan' AND versi = 1",
            "PLG-2025-000001: baris riwayat versi 1 diubah",
        ),
        ("UPDATE orang SET jenis_kelamin = 'L', tanggal_lahir = '1950-01-01'", "orang {person}: data orang ini diubah"),
        ("UPDATE orang SET jenis_kelamin = 'L'; UPDATE riwayat SET pelaku = 'Lain'", "PLG-2025-000001: baris riwayat"),
    ];
    for (deed, word) in DEEDS {
        on_both(async |test| {
            let house = house(&test).await;
            let word = word.replace("{person}", &house.person.to_string());
            by_hand(&test, deed).await;
            let facts = || async { kernel::ledger::Entity::find().count(&test.house().db).await.unwrap() };
            let before = facts().await;
            assert_eq!(jobs::repost(&test.lindung, "Aturan berubah").await.unwrap(), 0, "{deed}");
            assert_eq!(facts().await, before, "{deed}");
            assert!(text(&test).await.contains(&word), "{deed}");
            edit(&test, house.returns[0], "keterangan", "Uji").await;
            let left = text(&test).await;
            assert!(left.contains(&word), "{deed}: no {word:?} in\n{left}");
            test
        })
        .await;
    }
}

#[tokio::test]
async fn a_person_who_was_changed_by_hand_stays_named_after_being_filled_in_and_edited() {
    on_both(async |test| {
        let house = house(&test).await;
        let ctx = test.system();
        by_hand(&test, "UPDATE orang SET daerah_asal = '36.04' WHERE alamat_sandi IS NOT NULL").await;
        // The same person again, now with a telephone: what was not known is filled in.
        let again = testkit::with(returned(1, "2025-03-01", "sakit"), &[("telepon", "081200000001")]);
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        kind.register(&ctx, &[again], &[], Mode::Write).await.unwrap();
        let word = format!("orang {}: data orang ini pernah diubah di luar Lindung, lalu disunting lagi", house.person);
        let left = text(&test).await;
        assert!(left.contains(&word), "{left}");
        let mut tx = ctx.begin().await.unwrap();
        let draft = people::draft(&tx, &ctx, house.person, None, &form(&[("nama", "Siti Contoh")])).await.unwrap();
        tx.not_before(draft.changed());
        people::write(&tx, &ctx, draft, "Betul").await.unwrap();
        tx.commit().await.unwrap();
        let left = text(&test).await;
        assert!(left.contains(&word), "{left}");
        test
    })
    .await;
}

#[tokio::test]
async fn who_has_the_key_cannot_change_what_a_link_holds_nor_take_away_its_end() {
    on_both(async |test| {
        house(&test).await;
        let ctx = test.system();
        test.at("2025-07-02", 9);
        let signed = signed(&test, 1).await;
        let links = chain::all(ctx.db()).await.unwrap();
        assert_eq!(signed.jangkar, links.last().map(chain::Link::name));
        jobs::run(&test.lindung, "2025-07-01".parse().unwrap()).await.unwrap();
        assert_eq!(found(&test).await, []);
        assert_eq!(chain::all(ctx.db()).await.unwrap().len(), links.len() + 1);

        // A line of history stamped anew.
        let query = history::Entity::find()
            .filter(history::Column::Jenis.eq("kepulangan"))
            .filter(history::Column::Versi.eq(2));
        let old = query.one(ctx.db()).await.unwrap().unwrap();
        let mut forged = history::Model { alasan: "Lain".to_owned(), ..old.clone() };
        forged.meterai = Some(test.house().vault.stamp(&forged, &[]));
        forged.into_active_model().reset_all().update(ctx.db()).await.unwrap();
        let seen = text(&test).await;
        assert!(seen.contains("rantai") && seen.contains("riwayat yang dikunci"), "{seen}");
        old.into_active_model().reset_all().update(ctx.db()).await.unwrap();
        assert_eq!(found(&test).await, []);

        // The newest reads, and the counter set back.
        let (last, one) = (read(&test, 4).await, "UPDATE aliran SET jejak = jejak - 1 WHERE jejak > 0");
        let deed = format!("DELETE FROM jejak_akses WHERE id = {last}; {one}");
        by_hand(&test, &deed).await;
        let seen = text(&test).await;
        assert!(seen.contains("baris jejak akses dihapus") && seen.contains("penghitung aliran"), "{seen}");
        test
    })
    .await;
}

#[tokio::test]
async fn a_closing_names_its_link() {
    on_both(async |test| {
        house(&test).await;
        let ctx = test.system();
        test.at("2025-07-02", 9);
        signed(&test, 1).await;
        for (deed, word) in [
            ("UPDATE penutupan SET jangkar = NULL", "sidik rantai tidak cocok"),
            ("UPDATE penutupan SET cara = NULL", "isi penutupan ini tidak lagi sama"),
            (
                "DELETE FROM rantai WHERE sebab = 'penutupan'",
                "mata rantai riwayat dan jejak akses yang disebut penutupan ini",
            ),
            ("UPDATE rantai SET jejak = jejak + 1 WHERE sebab = 'penutupan'", "mata rantai diubah di luar Lindung"),
        ] {
            let undo = penutupan::entity::Entity::find().one(ctx.db()).await.unwrap().unwrap();
            let links = chain::all(ctx.db()).await.unwrap();
            by_hand(&test, deed).await;
            let seen = text(&test).await;
            assert!(seen.contains(word), "{deed}: no {word:?} in\n{seen}");
            undo.into_active_model().reset_all().update(ctx.db()).await.unwrap();
            chain::LinkEntity::delete_many().exec(ctx.db()).await.unwrap();
            let rows = links.into_iter().map(|link| link.into_active_model().reset_all());
            chain::LinkEntity::insert_many(rows).exec_without_returning(ctx.db()).await.unwrap();
            assert_eq!(found(&test).await, [], "{deed}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn many_who_write_and_read_at_once_and_what_is_undone_leave_no_gap() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let work = async |number: u32| {
            let new = returned(number, "2025-02-01", "sakit");
            let tx = ctx.begin().await.unwrap();
            let done = kind.register_in(&tx, &ctx, std::slice::from_ref(&new), &[], records::Mode::Write).await;
            // Every third one is undone after it was written.
            match done {
                Ok(_) if !number.is_multiple_of(3) => tx.commit().await.unwrap(),
                _ => drop(tx),
            }
            let read = Read { action: "lihat", kind: "orang", revealed: false };
            log(&ctx, read, vec![OrangId(uuid::Uuid::nil())]).await.unwrap();
        };
        for round in 0..6 {
            let at_once = (0..8).map(|place| work(1 + round * 8 + place));
            let (_, seen) = tokio::join!(futures_util::future::join_all(at_once), chain::audit(&ctx));
            assert_eq!(seen.unwrap(), [], "while others write");
            chain::strike(&ctx, chain::Cause::Night).await.unwrap();
        }
        assert_eq!(found(&test).await, []);
        test
    })
    .await;
}
