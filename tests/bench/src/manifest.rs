//! A manifest of 9,167 rows, beside a bare bulk insert of the rows that it becomes.

use std::time::{Duration, Instant};

use records::Mode;
use records::import::{self, Request};
use testkit::Test;

use crate::copies::{beside, grown, rows};

const ROWS: u32 = 9_167;

fn file() -> Vec<u8> {
    let mut text = String::from(
        "nama,nik,jenis_dokumen,nomor_dokumen,tanggal_lahir,jenis_kelamin,daerah_asal,tiba_pada,kategori,negara,cara_pulang\n",
    );
    for row in 0..ROWS {
        let day = 1 + row % 28;
        let line = format!(
            "Siti Contoh {row},36039941{:02}90{:04},paspor,ZZ{:06},1990-01-{day:02},P,36.03,2025-03-{day:02},bermasalah,MY,mandiri\n",
            1 + row / 9_999,
            1 + row % 9_999,
            1 + row,
        );
        text.push_str(&line);
    }
    text.into_bytes()
}

async fn import_manifest(test: &Test) -> Duration {
    let ctx = test.system();
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let bytes = file();
    let began = Instant::now();
    let request = Request { name: "manifes.csv", bytes: &bytes, mode: Mode::Write, skip_bad: false };
    let report = import::run(&ctx, kind, request, &|_| {}).await.unwrap();
    let took = began.elapsed();
    assert_eq!(report.new, ROWS as usize, "{:?}", report.errors.first());
    took
}

pub(crate) async fn run(test: &Test) {
    let before = rows(test).await;
    let ours = import_manifest(test).await;
    let tables = grown(test, &before).await;
    println!("it fills {}", tables.join(", "));
    beside(test, "import of a manifest of 9,167 rows", ours, &tables).await;
}
