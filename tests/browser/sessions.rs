//! A verification of 1,803 candidates and an orientation that twelve people stay away from, from the roster to the list for who sent them.

use std::convert::Infallible;

use kernel::form::Form;
use records::{Mode, Outcome};
use testkit::{Test, form};

use crate::complaints::step;
use crate::hand::Hand;
use crate::journey::log_in;
use crate::{PASSWORD, TEAM, user};

const CANDIDATES: u32 = 1_803;
const PARTICIPANTS: u32 = 40;

async fn enter(test: &Test, kind: &str, forms: &[Form]) {
    let kind = test.lindung.registry.find(kind).unwrap();
    let done = kind.register(&test.system(), forms, &[], Mode::Write).await.unwrap();
    assert!(done.outcomes.iter().all(|outcome| matches!(outcome, Outcome::New(..))), "{:?}", done.outcomes.first());
}

fn session(kind: &str, day: &str, room: &str, scheme: &str) -> Form {
    form(&[
        ("jenis_sesi", kind),
        ("tanggal", day),
        ("pukul", "09:00"),
        ("tempat", "Aula contoh"),
        ("kapasitas", room),
        ("skema", scheme),
    ])
}

/// The officer, the sessions, and who is named for them.
pub(crate) async fn prepare(test: &Test) {
    test.at("2026-03-02", 8);
    user(test, "penempatan.uji", "penempatan", TEAM).await;
    let mut sessions = [
        session("verifikasi", "2026-03-02", "2000", "g_to_g"),
        session("opp", "2026-03-02", "40", ""),
        session("opp", "2026-03-10", "40", ""),
    ];
    for typed in &mut sessions {
        typed.retain(|_, text| !text.is_empty());
    }
    enter(test, "sesi", &sessions).await;
    let candidates: Vec<Form> = (1..=CANDIDATES)
        .map(|number| {
            form(&[
                ("nama", &format!("Calon Contoh{number:04}")),
                ("nik", &format!("36039901{:02}99{number:04}", 1 + number % 12)),
                ("sesi", "SES-2026-000001"),
                ("skema", "g_to_g"),
                ("dijadwalkan_pada", "2026-03-02"),
            ])
        })
        .collect();
    enter(test, "verifikasi", &candidates).await;
    let participants: Vec<Form> = (1..=PARTICIPANTS)
        .map(|number| {
            form(&[
                ("nama", &format!("Peserta Contoh{number:02}")),
                ("nik", &format!("36039902{:02}99{number:04}", 1 + number % 12)),
                ("sesi", "SES-2026-000002"),
                ("p3mi", ["PT Contoh A", "PT Contoh B", "PT Contoh C"][number as usize % 3]),
                ("dijadwalkan_pada", "2026-03-02"),
            ])
        })
        .collect();
    enter(test, "opp", &participants).await;
}

/// The whole way; whatever is not as it should be panics where it is seen.
pub(crate) async fn travel(hand: &Hand) -> Result<(), Infallible> {
    hand.go("/").await;
    log_in(hand, "penempatan.uji", PASSWORD).await;
    everybody_is_verified(hand).await;
    twelve_stay_away(hand).await;
    they_are_named_for_another_day(hand).await;
    assert_eq!(hand.complaints().await, [""; 0]);
    Ok(())
}

async fn roster(hand: &Hand, number: &str) {
    hand.open(".rail a", "Sesi").await;
    hand.open(".list a.id", number).await;
    hand.open("a", "Daftar hadir dan hasil").await;
}

/// Marks so many people of the page as away, by the space bar.
async fn mark_away(hand: &Hand, many: usize) {
    for _ in 0..many {
        hand.tab_to("input[name^='t.']", "").await;
        hand.keys(" ").await;
        hand.press(thirtyfour::Key::Tab).await;
    }
}

/// Types what is filled in for all of whom nothing is said yet.
async fn fill(hand: &Hand, fields: &[(&str, &str)]) {
    hand.tab_to("summary", "Isi sekaligus").await;
    hand.keys(" ").await;
    for (field, text) in fields {
        hand.set(field, text).await;
    }
}

async fn everybody_is_verified(hand: &Hand) {
    roster(hand, "SES-2026-000001").await;
    assert_eq!(hand.count("table.roster tbody tr").await, 100, "a page of them");
    assert!(hand.text(".tabs").await.contains("Belum ditandai (1.803)"), "{}", hand.text(".tabs").await);
    mark_away(hand, 3).await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("3 peserta"), "{}", hand.text(".note.ok").await);
    hand.picture("sesi-daftar").await;
    fill(hand, &[("hasil", "Lengkap")]).await;
    hand.access_key('i').await;
    assert!(hand.text("section h2").await.contains("Isi untuk 1.800 peserta"), "{}", hand.text("section h2").await);
    hand.picture("sesi-isi-sekaligus").await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("1.800 peserta"), "{}", hand.text(".note.ok").await);
    assert!(hand.text(".tabs").await.contains("Belum ditandai (0)"));
    hand.open(".crumb a", "SES-2026-000001").await;
    step(hand, "Tutup sesi", &[]).await;
    assert!(hand.text("main").await.contains("Selesai"));
}

async fn twelve_stay_away(hand: &Hand) {
    roster(hand, "SES-2026-000002").await;
    mark_away(hand, 12).await;
    hand.access_key('s').await;
    assert!(hand.text(".tabs").await.contains("Tidak hadir (12)"), "{}", hand.text(".tabs").await);
    fill(hand, &[("nilai_awal", "55"), ("nilai_akhir", "82,5")]).await;
    hand.access_key('i').await;
    hand.access_key('s').await;
    assert!(hand.text(".note.ok").await.starts_with("28 peserta"), "{}", hand.text(".note.ok").await);
}

async fn they_are_named_for_another_day(hand: &Hand) {
    hand.open("a", "Yang tidak hadir").await;
    let groups = hand.texts(".head h2").await;
    assert_eq!(groups, ["PT Contoh A: 4 orang", "PT Contoh B: 4 orang", "PT Contoh C: 4 orang"]);
    assert!(hand.text("#ke").await.contains("SES-2026-000003"));
    hand.access_key('j').await;
    assert!(hand.text(".note.ok").await.contains("12 orang dijadwalkan"), "{}", hand.text(".note.ok").await);
    assert!(hand.text("main").await.contains("10 Mar 2026"), "each has the next day");
    hand.picture("sesi-tidak-hadir").await;
    roster(hand, "SES-2026-000003").await;
    assert!(hand.text(".tabs").await.contains("Semua (12)"), "{}", hand.text(".tabs").await);
}
