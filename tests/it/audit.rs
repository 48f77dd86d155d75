//! The nightly audit names what was changed, added or deleted behind the product's back.

use kernel::CatatanId;
use records::{Change, Mode, Outcome};
use reporting::audit::{self, Finding};
use sea_orm::ConnectionTrait;
use server::jobs;
use testkit::{Test, form, on_both, returned};

use crate::penutupan::signed;

/// Two returns, the second of them changed once, and a signed closing of TW1.
async fn house(test: &Test) -> Vec<CatatanId> {
    let ctx = test.system();
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let forms = [returned(1, "2025-02-01", "bermasalah"), returned(2, "2025-02-02", "cuti")];
    let done = kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap();
    let ids: Vec<CatatanId> = done
        .outcomes
        .iter()
        .map(|outcome| if let Outcome::New(id, _) = outcome { *id } else { panic!("{outcome:?}") })
        .collect();
    test.clock.advance(chrono::TimeDelta::minutes(5));
    let change = Change { id: ids[1], version: None, reason: "Uji".to_owned(), happened: None };
    kind.edit(&ctx, change, form(&[("kategori", "sakit")])).await.unwrap();
    for tw in [1, 2] {
        test.at("2025-07-02", 9 + i64::from(tw));
        signed(test, tw).await;
    }
    ids
}

async fn found(test: &Test) -> Vec<Finding> {
    jobs::audit(&test.lindung, "2025-07-02".parse().unwrap()).await.unwrap()
}

/// What is done by hand, and words of which each must stand in some finding.
const DEEDS: [(&str, &[&str]); 13] = [
    (
        "UPDATE kepulangan SET keterangan = 'lain' WHERE nomor = 'PLG-2025-000001'",
        &["PLG-2025-000001", "isi catatan diubah"],
    ),
    (
        "UPDATE kepulangan SET kategori = 'cuti' WHERE nomor = 'PLG-2025-000002'",
        &["PLG-2025-000002", "isi catatan diubah"],
    ),
    ("UPDATE kepulangan SET versi = versi + 1", &["PLG-2025-000001", "versi catatan tidak sama"]),
    ("DELETE FROM kepulangan WHERE nomor = 'PLG-2025-000002'", &["dihapus di luar Lindung"]),
    (
        "UPDATE fakta SET negara = 'TW' WHERE dihitung AND kategori = 'bermasalah'",
        &[
            "PLG-2025-000001",
            "fakta diubah di luar Lindung",
            "2025-pok TW1 2025, iku-06",
            "anggota di balik angka tidak lagi sama",
        ],
    ),
    ("UPDATE fakta SET hari = '2025-02-03' WHERE dicatat_sampai IS NOT NULL", &["PLG-2025-000002", "fakta diubah"]),
    ("DELETE FROM fakta WHERE dicatat_sampai IS NOT NULL", &["PLG-2025-000002", "fakta hilang dari buku fakta"]),
    ("DELETE FROM fakta WHERE dicatat_sampai IS NULL AND kategori = 'sakit'", &["PLG-2025-000002", "iku-06"]),
    (
        "INSERT INTO fakta SELECT catatan_id, jenis, catatan_id, ukuran, kantor_id, orang_id, \
         hari, hari_akhir, dihitung, alasan, jumlah, kategori, negara, kelamin, provinsi, dicatat_dari, dicatat_sampai, \
         riwayat_id, riwayat_akhir_id, kelompok_umur FROM fakta WHERE kategori = 'bermasalah'",
        &["PLG-2025-000001", "fakta ditambahkan di luar Lindung"],
    ),
    ("UPDATE penutupan_angka SET pembilang = 3 WHERE no = 6", &["iku-06", "bukan angka dari anggotanya"]),
    ("UPDATE penutupan SET perjanjian_versi = 9 WHERE tw = 1", &["2025-pok TW1 2025", "sidiknya"]),
    (
        "UPDATE penutupan SET ditandatangani_oleh = 'Lain' WHERE tw = 1",
        &["2025-pok TW1 2025", "sidik rantai tidak cocok"],
    ),
    ("DELETE FROM penutupan_angka; DELETE FROM penutupan WHERE tw = 1", &["rantai penutupan putus", "ini hilang"]),
];

#[tokio::test]
async fn each_deed_behind_the_products_back_is_named() {
    for (deed, words) in &DEEDS {
        on_both(async |test| {
            house(&test).await;
            assert_eq!(found(&test).await, []);
            let off = if test.backend == testkit::Backend::Sqlite { "PRAGMA foreign_keys = OFF;" } else { "" };
            test.house().db.execute_unprepared(&[off, deed].concat()).await.unwrap();
            let findings = found(&test).await;
            let text = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            for word in *words {
                assert!(text.contains(word), "{deed}: no {word:?} in\n{text}");
            }
            assert_eq!(audit::list(&test.system()).await.unwrap().len(), findings.len());
            test
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_put_right_is_found_no_more() {
    on_both(async |test| {
        house(&test).await;
        let db = &test.house().db;
        db.execute_unprepared("UPDATE kepulangan SET kategori = 'cuti' WHERE nomor = 'PLG-2025-000002'").await.unwrap();
        assert!(!found(&test).await.is_empty());
        assert!(audit::open_findings(&test.system()).await.unwrap() > 0);
        db.execute_unprepared("UPDATE kepulangan SET kategori = 'sakit' WHERE nomor = 'PLG-2025-000002'")
            .await
            .unwrap();
        assert_eq!(found(&test).await, []);
        assert_eq!(audit::open_findings(&test.system()).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn a_later_edit_and_a_repost_do_not_hide_what_was_done() {
    on_both(async |test| {
        let ids = house(&test).await;
        let (db, ctx) = (&test.house().db, test.system());
        db.execute_unprepared("UPDATE kepulangan SET kategori = 'cuti' WHERE nomor = 'PLG-2025-000001'").await.unwrap();
        assert_eq!(jobs::repost(&test.lindung, "Aturan berubah").await.unwrap(), 0);
        assert!(
            found(&test).await.iter().any(|f| f.number == "PLG-2025-000001" && f.detail.contains("diubah di luar"))
        );
        test.clock.advance(chrono::TimeDelta::minutes(5));
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let change = Change { id: ids[0], version: None, reason: "Suntingan biasa".to_owned(), happened: None };
        kind.edit(&ctx, change, form(&[("keterangan", "Uji")])).await.unwrap();
        let named = found(&test).await;
        assert!(named.iter().any(|f| f.number == "PLG-2025-000001" && f.detail.contains("pernah diubah")), "{named:?}");
        let beside = test.lindung.system_for("BP3MI-NTB", "Uji").unwrap();
        assert!(audit::list(&beside).await.unwrap().is_empty());
        assert_eq!(audit::open_findings(&beside).await.unwrap(), 0);
        test
    })
    .await;
}
