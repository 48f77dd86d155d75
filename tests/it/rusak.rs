//! Any rows of a file may be damaged: every row is either recorded right or named.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Problem;
use records::Mode;
use records::import::{Request, run};
use sea_orm::EntityTrait;
use testkit::{Test, on_both};

/// What happens to a row on its way here.
const DAMAGE: [&str; 12] = [
    "utuh",
    "utuh",
    "utuh",
    "galat",
    "rumus",
    "tanggal",
    "isian pengganti",
    "sel lebih",
    "kutip",
    "nama",
    "kosong",
    "kategori",
];

fn name(at: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("Ana{}{} Contoh", letter(at / 26), letter(at))
}

/// A row, and whether it should be recorded.
fn row(at: usize, damage: &str) -> (String, bool) {
    let whole = format!("{},,2025-02-{:02},sakit,Malaysia,\"upah, lembur\"", name(at), at % 28 + 1);
    match damage {
        "galat" => (whole.replace("sakit", "#N/A"), false),
        "rumus" => (whole.replace("Malaysia", "=B2"), false),
        "tanggal" => (whole.replace("2025-02-", "2025-13-"), false),
        "isian pengganti" => (whole.replacen(",,", ",0000000000000000,", 1), false),
        "sel lebih" => (whole.replace("\"upah, lembur\"", "upah, lembur, makan"), false),
        "kutip" => (whole.replace("\"upah, lembur\"", "kata \"upah\""), true),
        "nama" => (whole.replace(&name(at), "-"), false),
        "kosong" => (whole.replace(&name(at), ""), false),
        "kategori" => (whole.replace("sakit", "entah"), false),
        _ => (whole, true),
    }
}

async fn names(test: &Test) -> BTreeSet<String> {
    let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
    people.into_iter().map(|person| person.nama).collect()
}

#[tokio::test]
async fn every_row_of_a_damaged_file_is_recorded_right_or_named() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let mut random = fastrand::Rng::with_seed(13);
        for round in 0..12_usize {
            let rows: BTreeMap<usize, (String, bool)> =
                (0..20_usize).map(|at| (at + 2, row(round * 20 + at, DAMAGE[random.usize(..DAMAGE.len())]))).collect();
            let end = ["\n", "\r\n", "\r"][round % 3];
            let head = "nama,nik,tiba_pada,kategori,negara,keterangan";
            let file: String = std::iter::once(head)
                .chain(rows.values().map(|(row, _)| row.as_str()))
                .flat_map(|row| [row, end])
                .collect();
            let before = names(&test).await;
            let request = Request { name: "rusak.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: true };
            let report = run(&ctx, kind, request, &|_| {}).await.unwrap();
            let named: BTreeSet<usize> = report.errors.iter().map(|error| error.row).collect();
            let bad: BTreeSet<usize> = rows.iter().filter(|(_, (_, good))| !good).map(|(at, _)| *at).collect();
            assert_eq!(named, bad, "{:?}\n{file}", report.errors);
            let good: BTreeSet<String> =
                rows.iter().filter(|(_, (_, good))| *good).map(|(at, _)| name(round * 20 + at - 2)).collect();
            let new: BTreeSet<String> = names(&test).await.difference(&before).cloned().collect();
            assert_eq!(new, good, "{file}");
        }
        test
    })
    .await;
}

#[tokio::test]
async fn a_quote_that_never_closes_is_named_and_swallows_nobody() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        for broken in 0..5_usize {
            let row = |at: usize| {
                let remark = if at == broken { "\"belum ditutup" } else { "\"baik\"" };
                format!("{},,2025-02-01,sakit,Malaysia,{remark}\n", name(at))
            };
            let rows: String = (0..5).map(row).collect();
            let file = format!("nama,nik,tiba_pada,kategori,negara,keterangan\n{rows}");
            let request = Request { name: "kutip.csv", bytes: file.as_bytes(), mode: Mode::Write, skip_bad: true };
            let Err(Problem::Malformed(refusal)) = run(&ctx, kind, request, &|_| {}).await else { panic!("{file}") };
            // The next quote closes it: the letters behind that one give it away, or nothing closes it at all.
            let line = if broken == 4 { 6 } else { broken + 3 };
            assert!(refusal.contains(&format!("baris {line} ")), "{broken}: {refusal}");
        }
        assert!(names(&test).await.is_empty());
        test
    })
    .await;
}
