//! Fifty thousand complaints of three offices, with twenty officers who work on them.

use std::time::Instant;

use chrono::Days;
use kernel::Day;
use kernel::form::Form;
use records::Mode;
use server::pagi;
use testkit::{Test, TestApp, complaint, with};

pub(crate) const ROWS: u32 = 50_000;
const BATCH: u32 = 2_500;
const OFFICERS: u32 = 20;
/// Of ten batches, how many each office gets.
const OFFICES: [(&str, u32); 3] = [("BP3MI-BANTEN", 6), ("P4MI-SOETTA", 3), ("P4MI-TANGERANG", 1)];

const FIRST: [&str; 10] = ["Siti", "Muhammad", "Dewi", "Ahmad", "Sri", "Budi", "Nur", "Eko", "Rina", "Joko"];
const LAST: [&str; 10] =
    ["Aminah", "Yusuf", "Lestari", "Hidayat", "Wahyuni", "Santoso", "Aini", "Prasetyo", "Marlina", "Susilo"];

/// The name to log in with of an officer.
pub(crate) fn officer(number: u32) -> String {
    format!("petugas{:02}.contoh", number % OFFICERS)
}

/// Fills an empty house, and does the work of its morning.
pub(crate) async fn fill(test: &mut Test) {
    let began = Instant::now();
    for number in 0..OFFICERS {
        TestApp::user(test, &officer(number), "pelindungan", "BP3MI-BANTEN").await;
    }
    let kind = test.lindung.registry.find("pengaduan").unwrap();
    for batch in 0..ROWS / BATCH {
        let ctx = test.lindung.system_for(office(batch % 10), "Uji").unwrap();
        let forms: Vec<Form> = (batch * BATCH..(batch + 1) * BATCH).map(form).collect();
        let done = kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap();
        assert!(done.written, "{:?}", done.outcomes.first());
    }
    println!("{ROWS} complaints registered in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    pagi::catch_up(&test.lindung).await.unwrap();
    println!("the work of a morning: {:.1} s", began.elapsed().as_secs_f64());
    test.reopen().await;
}

fn office(batch: u32) -> &'static str {
    let mut before = 0;
    let office = OFFICES.iter().find(|(_, many)| {
        before += many;
        batch < before
    });
    office.unwrap().0
}

fn form(row: u32) -> Form {
    let at = |names: &[&'static str; 10], by: u32| names[(row / by % 10) as usize];
    let name = format!("{} {} Contoh{row}", at(&FIRST, 1), at(&LAST, 10));
    let nik = format!("36039941{:02}90{:04}", 1 + row / 9_999, 1 + row % 9_999);
    let day = Day::from_ymd_opt(2025, 1 + row % 6, 1 + row / 6 % 28).unwrap();
    let case = ["gaji_tidak_dibayar", "tppo", "phk"][(row % 3) as usize];
    let urgency = match row % 50 {
        0 => "nyawa",
        1..6 => "mendesak",
        _ => "biasa",
    };
    let mut form = with(
        complaint(row, &day.to_string()),
        &[("nama", &name), ("nik", &nik), ("jenis_kasus", case), ("kegentingan", urgency)],
    );
    if row % 10 != 9 {
        form.insert("petugas".to_owned(), officer(row / 10));
    }
    form.extend(stage(row / 7 % 10, day));
    form
}

/// The days that say how far a complaint is: received, documents missing, verified, heard, brought together, solved.
fn stage(step: u32, day: Day) -> Form {
    let day = day.checked_add_days(Days::new(2)).unwrap().to_string();
    let chain = ["diverifikasi_pada", "klarifikasi_1_pada", "klarifikasi_2_pada", "mediasi_pada"];
    let reached = match step {
        0..3 => 0,
        3 => return testkit::form(&[("dokumen_kurang_pada", &day), ("dokumen_kurang", "Surat kuasa (contoh)")]),
        4..6 => 1,
        6..9 => step as usize - 4,
        _ => return testkit::form(&[("diverifikasi_pada", &day), ("selesai_pada", &day), ("hasil", "Contoh")]),
    };
    chain.iter().take(reached).map(|field| ((*field).to_owned(), day.clone())).collect()
}
