//! The demo's protection team has a day: work in every state, with its officers, and nothing of it in the published year.

use std::collections::BTreeMap;

use kernel::{Ctx, Day};
use records::tugas::{self, Whose};
use sea_orm::{ConnectionTrait, Statement};
use server::{demo, pagi};
use testkit::{Test, on_both};

/// How many rows of a table stand in each state.
async fn states(test: &Test, table: &str) -> BTreeMap<String, i64> {
    let db = &test.house().db;
    let sql = format!("SELECT status, COUNT(*) AS banyak FROM {table} GROUP BY status");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| (row.try_get("", "status").unwrap(), row.try_get("", "banyak").unwrap())).collect()
}

fn count(states: &[(&str, i64)]) -> BTreeMap<String, i64> {
    states.iter().map(|(state, many)| ((*state).to_owned(), *many)).collect()
}

async fn tasks(test: &Test, ctx: &Ctx, whose: Whose) -> Vec<tugas::Item> {
    tugas::list(ctx, &tugas::kinds(ctx, &test.lindung.registry), whose, None, 200).await.unwrap().items
}

async fn requests_and_sessions(test: &Test) {
    let requests = count(&[("diminta", 2), ("dijelaskan", 2), ("diterbitkan", 1), ("ditolak", 1), ("selesai", 2)]);
    assert_eq!(states(test, "rekomendasi_paspor").await, requests);
    let data = count(&[("diterima", 1), ("dikerjakan", 1), ("dijawab", 1), ("ditolak", 1)]);
    assert_eq!(states(test, "permintaan_data").await, data);
    assert_eq!(states(test, "sesi").await, count(&[("dijadwalkan", 3), ("selesai", 3), ("batal", 1)]));
}

async fn companies_in_every_state(test: &Test) {
    let companies = count(&[("terdaftar", 1), ("berizin", 2), ("diskors", 1), ("dicabut", 1)]);
    assert_eq!(states(test, "p3mi").await, companies);
    let advice = count(&[("diusulkan", 1), ("dikirim", 1), ("dijawab", 1), ("ditutup", 1)]);
    assert_eq!(states(test, "rekomendasi_p3mi").await, advice);
    assert_eq!(states(test, "kerja_sama").await, count(&[("berlaku", 1), ("berakhir", 1)]));
    let items = count(&[("belum_dinilai", 2), ("dinilai", 4), ("diverifikasi", 2)]);
    assert_eq!(states(test, "butir_zi").await, items);
}

async fn seekers_of_two_events(test: &Test) {
    let seekers = count(&[("tercatat", 7), ("terdaftar_siapkerja", 2), ("terdaftar_gtog", 3)]);
    assert_eq!(states(test, "pencari_kerja").await, seekers);
    assert_eq!(states(test, "penempatan").await, count(&[("terbit", 1)]));
}

fn apart_from_the_desk(team: &[tugas::Item]) -> usize {
    let desk = ["kepulangan", "pencegahan", "layanan", "kedatangan", "rehabilitasi"];
    team.iter().filter(|item| !desk.contains(&item.task.jenis.as_str())).count()
}

#[tokio::test]
async fn the_protection_team_has_a_day() {
    on_both(async |test| {
        let today: Day = "2026-11-24".parse().unwrap();
        let plan = demo::weeks(today);
        assert!(plan.0.keys().all(|day| *day < today && *day > "2026-01-01".parse().unwrap()));
        demo::users(&test.lindung, "kata sandi uji").await.unwrap();
        demo::load(&test.lindung, &test.clock, plan, &|_| {}).await.unwrap();
        test.at("2026-11-24", 9);
        let complaints = count(&[
            ("diterima", 6),
            ("dokumen_kurang", 3),
            ("diverifikasi", 8),
            ("klarifikasi_1", 4),
            ("klarifikasi_2", 2),
            ("mediasi", 2),
            ("dilimpahkan", 5),
            ("selesai", 1),
            ("ditutup", 1),
            ("dicabut", 1),
        ]);
        assert_eq!(states(&test, "pengaduan").await, complaints);
        let referrals = count(&[("dikirim", 3), ("diterima", 3), ("ditolak", 1), ("dikembalikan", 1)]);
        assert_eq!(states(&test, "pelimpahan").await, referrals);
        let telegrams = count(&[("diagenda", 3), ("didisposisi", 5), ("dijawab", 2), ("diarsipkan", 2)]);
        assert_eq!(states(&test, "brafaks").await, telegrams);
        let claims = count(&[
            ("dilaporkan", 2),
            ("lengkap", 1),
            ("diajukan", 2),
            ("perlu_dilengkapi", 1),
            ("dilimpahkan", 2),
            ("disetujui", 1),
            ("ditolak", 1),
            ("keberatan", 1),
            ("dibayar", 1),
            ("selesai", 1),
            ("ditutup", 1),
        ]);
        assert_eq!(states(&test, "klaim").await, claims);
        requests_and_sessions(&test).await;
        companies_in_every_state(&test).await;
        seekers_of_two_events(&test).await;
        assert_eq!(states(&test, "manifes").await, count(&[("diharapkan", 24)]));
        let stopped = count(&[("diterima", 1), ("diedukasi", 1), ("selesai", 4)]);
        assert_eq!(states(&test, "pencegahan").await, stopped);
        assert_eq!(states(&test, "kepulangan").await.values().sum::<i64>(), 24 + 2, "and two who were sent home");
        assert_eq!(pagi::derive(&test.lindung).await.unwrap(), 0);

        let mut ctx = test.system();
        ctx.actor.login = Some("pelindungan.contoh".to_owned());
        let own = tasks(&test, &ctx, Whose::Saya).await;
        assert!(own.len() > 15 && own[0].task.kegentingan == 0, "{}", own.len());
        for due in [|day, today| day < today, |day, today| day == today, |day, today| day > today] {
            let due: fn(Day, Day) -> bool = due;
            assert!(own.iter().any(|item| item.task.due().is_some_and(|day| due(day, today))));
        }
        let team = tasks(&test, &ctx, Whose::Tim).await;
        assert_eq!(apart_from_the_desk(&team), 30 + 6 + 10 + 10 + 3 + 3 + 5 + 3 + 3 + 1 + 6 + 2);
        assert!(team.iter().any(|item| item.task.petugas.is_none()));
        test
    })
    .await;
}

/// The problems of the year alone: noted in 2024 and 2025, in every state.
#[tokio::test]
async fn the_year_has_problems_in_every_state() {
    on_both(async |test| {
        let mut plan = demo::year();
        plan.0.values_mut().for_each(|events| events.retain(|event| event.kind == "kendala"));
        plan.0.retain(|_, events| !events.is_empty());
        demo::load(&test.lindung, &test.clock, plan, &|_| {}).await.unwrap();
        let all = count(&[("tercatat", 1), ("ditindaklanjuti", 2), ("selesai", 5), ("dibuka_kembali", 1)]);
        assert_eq!(states(&test, "kendala").await, all);
        test
    })
    .await;
}
