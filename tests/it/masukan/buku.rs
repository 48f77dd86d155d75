//! Files of Excel 97–2003 and of `LibreOffice` as they are: `tests/fixtures/buku`.

use std::path::PathBuf;

use records::Mode;
use records::import::{Report, Request, grid, run};
use sea_orm::EntityTrait;
use testkit::{Test, on_both};

use super::names;

fn file(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/buku").join(name)).unwrap()
}

async fn import(test: &Test, kind: &str, name: &str, skip_bad: bool) -> Report {
    let kind = test.lindung.registry.find(kind).unwrap();
    let bytes = file(name);
    let request = Request { name, bytes: &bytes, mode: Mode::Write, skip_bad };
    run(&test.system(), kind, request, &|_| {}).await.unwrap()
}

#[tokio::test]
async fn workbooks_of_other_programs_are_read_as_people_see_them() {
    for name in ["kepulangan.xls", "kepulangan.ods"] {
        on_both(async |test| {
            let report = import(&test, "kepulangan", name, true).await;
            let errors: Vec<_> = report.errors.iter().map(|e| (e.sheet.as_str(), e.row, e.column.as_str())).collect();
            let wanted = [("TW2", 2, "keterangan"), ("TW2", 3, "nama"), ("TW2", 3, "nik"), ("TW2", 4, "nama")];
            assert_eq!(errors, wanted, "{name}: {:?}", report.errors);
            assert!(report.written && report.new == 2, "{name}: {report:?}");
            let told: Vec<_> = report.warnings.iter().map(|w| (w.row, w.column.as_str())).collect();
            assert_eq!(told, [(4, "telepon"), (5, "nomor_dokumen")], "{name}: {:?}", report.warnings);
            for said in [
                "Lembar Sampul tidak dibaca",
                "Lembar TW1: baris 1 dilewati: di atas nama kolom",
                "Lembar TW1: baris 5 tersembunyi",
                "Lembar TW1: baris 7 dilewati: jumlah",
                "Lembar TW1: baris 8–9 dilewati: penutup",
            ] {
                assert!(report.remarks.iter().any(|one| one.starts_with(said)), "{name} {said}: {:?}", report.remarks);
            }
            assert_eq!(names(&test).await, ["Ana Contoh", "Budi Contoh"]);
            let mut people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
            people.sort_by(|one, other| one.nama.cmp(&other.nama));
            let said: Vec<_> = people.iter().map(|person| people::text(&test.system(), person).unwrap()).collect();
            let of = |at: usize, key: &str| said[at].get(key).map_or("", String::as_str);
            assert_eq!((of(0, "tanggal_lahir"), of(0, "telepon")), ("1990-01-01", "081299000001"), "{name}");
            assert_eq!(
                (of(1, "tanggal_lahir"), of(1, "nik"), of(1, "jenis_kelamin")),
                ("1987-11-12", "", "L"),
                "{name}"
            );
            let returns = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
            let ana = returns.iter().find(|one| one.orang_id == people[0].id).unwrap();
            assert_eq!((ana.tiba_pada.to_string().as_str(), ana.tiba_jam.as_deref()), ("2025-02-03", Some("22:31")));
            test
        })
        .await;
    }
}

#[tokio::test]
async fn shares_are_read_as_per_cent_whatever_wrote_them() {
    for name in ["nilai.xls", "nilai.ods"] {
        on_both(async |test| {
            let report = import(&test, "nilai", name, false).await;
            assert!(report.written && report.errors.is_empty() && report.remarks.is_empty(), "{name}: {report:?}");
            let mut all: Vec<i64> = reporting::nilai::entity::Entity::find()
                .all(&test.house().db)
                .await
                .unwrap()
                .into_iter()
                .map(|one| one.nilai)
                .collect();
            all.sort_unstable();
            assert_eq!(all, [794_900, 805_000, 812_500], "{name}: in ten-thousandths");
            test
        })
        .await;
    }
}

/// A manifest is read from the same files by the same room.
#[test]
fn a_manifest_of_such_a_file_has_every_sheet() {
    for name in ["kepulangan.xls", "kepulangan.ods"] {
        let grid = grid(&file(name)).unwrap();
        let texts: Vec<&str> = grid.rows.iter().flatten().map(String::as_str).collect();
        for seen in ["Ana Contoh", "1990-01-01", "22:31", "81299000001", "≈3603994101900002", "#N/A", "="] {
            assert!(texts.contains(&seen), "{name} {seen}: {texts:?}");
        }
        assert!(grid.remarks.iter().any(|one| one.starts_with("Lembar TW2 dibaca juga")), "{:?}", grid.remarks);
        assert!(!grid.merged.is_empty(), "{name}");
    }
}
