//! Tasks follow the records, by whatever road these are written; reminders are given once.

use kernel::form::Form;
use kernel::{CatatanId, Ctx};
use records::tugas::{self, Entity, Model, Whose};
use records::{Change, Mode, Outcome};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, Statement};
use server::{jobs, pagi};
use testkit::{Backend, Test, complaint, form, on_both, returned};

async fn register(test: &Test, ctx: &Ctx, kind: &str, typed: Form) -> CatatanId {
    let kind = test.lindung.registry.find(kind).unwrap();
    let done = kind.register(ctx, &[typed], &[], Mode::Write).await.unwrap();
    let Some(Outcome::New(id, _)) = done.outcomes.first() else { panic!("{done:?}") };
    *id
}

fn change(id: CatatanId) -> Change {
    Change { id, version: None, reason: "Uji".to_owned(), happened: None }
}

async fn tasks(test: &Test) -> Vec<Model> {
    let mut all = Entity::find().all(&test.house().db).await.unwrap();
    all.sort_by_key(|task| task.catatan_id);
    all
}

/// The one task there is: its clock and its day.
async fn only_task(test: &Test) -> Option<(String, String)> {
    let all = tasks(test).await;
    assert!(all.len() < 2, "{all:?}");
    all.first().map(|task| (task.tenggat.clone().unwrap_or_default(), task.jatuh_tempo.to_string()))
}

fn pair(clock: &str, day: &str) -> (String, String) {
    (clock.to_owned(), day.to_owned())
}

#[tokio::test]
async fn a_task_follows_its_record() {
    on_both(async |test| {
        let ctx = test.system();
        register(&test, &ctx, "kepulangan", returned(7, "2025-06-10", "sakit")).await;
        assert_eq!(only_task(&test).await, None);
        let id = register(&test, &ctx, "pengaduan", complaint(1, "2025-06-10")).await;
        assert_eq!(only_task(&test).await, Some(pair("verifikasi", "2025-07-02")));
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        kind.edit(&ctx, change(id), form(&[("diverifikasi_pada", "2025-06-24")])).await.unwrap();
        assert_eq!(only_task(&test).await, Some(pair("klarifikasi_1", "2025-07-04")));
        kind.withdraw(&ctx, change(id)).await.unwrap();
        assert_eq!(only_task(&test).await, None);
        kind.restore(&ctx, change(id)).await.unwrap();
        assert_eq!(only_task(&test).await, Some(pair("klarifikasi_1", "2025-07-04")));
        let linking = test.lindung.registry.linking("pengaduan");
        kind.relocate(&ctx, change(id), "P4MI-SOETTA", &linking).await.unwrap();
        let office = test.house().offices.by_code("P4MI-SOETTA").unwrap().id;
        assert_eq!(tasks(&test).await[0].kantor_id, office);
        kind.edit(&ctx, change(id), form(&[("selesai_pada", "2025-07-01"), ("hasil", "Uji")])).await.unwrap();
        assert_eq!(only_task(&test).await, None);
        test
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_is_refused_leaves_no_task() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("pengaduan").unwrap();
        let forms = [complaint(1, "2025-06-10"), complaint(2, "bukan tanggal")];
        assert!(!kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap().written);
        assert!(tasks(&test).await.is_empty());
        let forms: Vec<Form> = (1..=40).map(|n| complaint(n, "2025-06-10")).collect();
        assert!(kind.register(&ctx, &forms, &[], Mode::Write).await.unwrap().written);
        assert_eq!(tasks(&test).await.len(), 40);
        test
    })
    .await;
}

#[tokio::test]
async fn all_tasks_can_be_derived_anew() {
    on_both(async |test| {
        let ctx = test.system();
        for (number, day) in [(1, "2025-06-10"), (2, "2025-05-01"), (3, "2025-06-30")] {
            register(&test, &ctx, "pengaduan", complaint(number, day)).await;
        }
        let right = tasks(&test).await;
        assert_eq!(pagi::derive(&test.lindung).await.unwrap(), 0);
        let db = &test.house().db;
        for sql in [
            "DELETE FROM daftar_tugas WHERE jatuh_tempo = '2025-07-02'",
            "UPDATE daftar_tugas SET jatuh_tempo = '2025-01-01' WHERE jatuh_tempo = '2025-07-21'",
            "INSERT INTO daftar_tugas SELECT '0190a5de-0000-7000-8000-000000000000', jenis, kantor_id, petugas, tenggat, \
             kegentingan, jatuh_tempo FROM daftar_tugas WHERE jatuh_tempo = '2025-05-26'",
        ] {
            assert_eq!(db.execute_unprepared(sql).await.unwrap().rows_affected(), 1, "{sql}");
        }
        assert_eq!(pagi::derive(&test.lindung).await.unwrap(), 3);
        assert_eq!(tasks(&test).await, right);
        assert_eq!(pagi::derive(&test.lindung).await.unwrap(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn tasks_follow_a_clock_and_a_calendar_that_changed() {
    const CLOCK: &str = "[[tenggat]]\nkode = \"verifikasi\"\njenis = \"pengaduan\"\ntahap = [\"diterima\"]\nn = 1\n\
        satuan = \"kerja\"\ndari = [\"diterima_pada\"]\nuntuk = \"Uji\"\ndasar_hukum = \"Uji\"\n\
        berlaku_sejak = \"2025-01-01\"\nstatus = \"asumsi\"\n";
    const CALENDAR: &str = "[[libur]]\ntanggal = \"2025-06-11\"\nnama = \"Uji\"\njenis = \"nasional\"\n\
        dasar_hukum = \"Uji\"\nstatus = \"asumsi\"\n";
    on_both(async |test| {
        register(&test, &test.system(), "pengaduan", complaint(1, "2025-06-10")).await;
        std::fs::write(test.folder().join("tenggat.toml"), CLOCK).unwrap();
        std::fs::write(test.folder().join("libur.toml"), CALENDAR).unwrap();
        let config = server::Config { iku_dir: test.folder().to_owned(), ..test.lindung.config.clone() };
        let other = server::compose::open_with(config.clone(), std::sync::Arc::clone(&test.clock) as _).await.unwrap();
        assert_eq!(pagi::derive(&other).await.unwrap(), 1);
        other.close().await.unwrap();
        assert_eq!(only_task(&test).await, Some(pair("verifikasi", "2025-06-12")));
        std::fs::write(test.folder().join("tenggat.toml"), CLOCK.replace("kerja", "minggu")).unwrap();
        let refused = server::compose::open_with(config, std::sync::Arc::clone(&test.clock) as _).await.err().unwrap();
        assert!(refused.to_string().contains("tenggat.toml"), "{refused}");
        test
    })
    .await;
}

/// A deadline of five working days from Wednesday 4 June 2025: Iduladha and its cuti bersama (6 and 9 June) lie within.
#[tokio::test]
async fn one_holiday_more_or_less_moves_a_deadline_by_one_working_day() {
    const CLOCK: &str = "[[tenggat]]\nkode = \"verifikasi\"\njenis = \"pengaduan\"\ntahap = [\"diterima\"]\nn = 5\n\
        satuan = \"kerja\"\ndari = [\"diterima_pada\"]\nuntuk = \"Uji\"\ndasar_hukum = \"Uji\"\n\
        berlaku_sejak = \"2025-01-01\"\nstatus = \"asumsi\"\n";
    const MORE: &str = "[[libur]]\ntanggal = \"2025-06-11\"\nnama = \"Uji\"\njenis = \"nasional\"\ndasar_hukum = \"Uji\"\n\
        status = \"asumsi\"\n";
    const LESS: &str = "[[bukan_libur]]\ntanggal = \"2025-06-09\"\ndasar_hukum = \"Uji\"\n";
    on_both(async |test| {
        register(&test, &test.system(), "pengaduan", complaint(1, "2025-06-04")).await;
        std::fs::write(test.folder().join("tenggat.toml"), CLOCK).unwrap();
        let config = server::Config { iku_dir: test.folder().to_owned(), ..test.lindung.config.clone() };
        for (file, due) in [
            (String::new(), "2025-06-13"),
            (MORE.to_owned(), "2025-06-16"),
            (LESS.to_owned(), "2025-06-12"),
            ([MORE, LESS].concat(), "2025-06-13"),
        ] {
            std::fs::write(test.folder().join("libur.toml"), &file).unwrap();
            let other =
                server::compose::open_with(config.clone(), std::sync::Arc::clone(&test.clock) as _).await.unwrap();
            pagi::derive(&other).await.unwrap();
            other.close().await.unwrap();
            assert_eq!(only_task(&test).await, Some(pair("verifikasi", due)), "{file}");
        }
        test
    })
    .await;
}

async fn reminders(test: &Test) -> u64 {
    tugas::pengingat::Entity::find().count(&test.house().db).await.unwrap()
}

#[tokio::test]
async fn a_reminder_is_given_once() {
    on_both(async |test| {
        let ctx = test.system();
        // Due tomorrow, late, and in three weeks.
        for (number, day) in [(1, "2025-06-10"), (2, "2025-05-01"), (3, "2025-06-30")] {
            register(&test, &ctx, "pengaduan", complaint(number, day)).await;
        }
        assert!(pagi::catch_up(&test.lindung).await.unwrap());
        assert_eq!(reminders(&test).await, 2);
        assert!(!pagi::catch_up(&test.lindung).await.unwrap());
        // Also where the run died after its reminders were given.
        let dead = "UPDATE pekerjaan SET selesai_pada = NULL, sewa_sampai = dimulai_pada WHERE nama = 'pagi'";
        test.house().db.execute_unprepared(dead).await.unwrap();
        test.at("2025-07-01", 13);
        assert!(pagi::catch_up(&test.lindung).await.unwrap());
        assert_eq!(reminders(&test).await, 2);
        test.at("2025-07-02", 1);
        assert!(pagi::catch_up(&test.lindung).await.unwrap());
        assert_eq!(reminders(&test).await, 2);
        test.at("2025-07-20", 1);
        assert!(pagi::catch_up(&test.lindung).await.unwrap());
        assert_eq!(reminders(&test).await, 3);
        test
    })
    .await;
}

#[tokio::test]
async fn two_processes_remind_once() {
    on_both(async |test| {
        register(&test, &test.system(), "pengaduan", complaint(1, "2025-06-10")).await;
        let (one, two) = (test.lindung.clone(), test.lindung.clone());
        let (first, second) =
            tokio::join!(async { pagi::catch_up(&one).await.unwrap() }, async { pagi::catch_up(&two).await.unwrap() });
        assert!(first != second, "{first} {second}");
        let (ctx, today) = (test.system(), test.system().today());
        let (a, b) = tokio::join!(tugas::remind(&ctx, today), tugas::remind(&ctx, today));
        assert_eq!((a.unwrap(), b.unwrap(), reminders(&test).await), (0, 0, 1));
        assert!(jobs::last_done(&test.lindung).await.unwrap().is_none());
        test
    })
    .await;
}

/// How the database would answer a question.
async fn plan(test: &Test, ctx: &Ctx, whose: Whose) -> String {
    let db = &test.house().db;
    let after = "1_2025-07-02_0190a5de-0000-7000-8000-000000000000".parse().unwrap();
    let question = tugas::question(ctx, whose, &["pengaduan"], Some(after), 51);
    let asked: Statement = db.get_database_backend().build(&question);
    let explain = match test.backend {
        Backend::Sqlite => "EXPLAIN QUERY PLAN ",
        Backend::Postgres => "EXPLAIN ",
    };
    let asked = Statement { sql: format!("{explain}{}", asked.sql), ..asked };
    let tx = kernel::db::begin_write(db).await.unwrap();
    if test.backend == Backend::Postgres {
        tx.execute_unprepared("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off").await.unwrap();
    }
    let rows = tx.query_all_raw(asked).await.unwrap();
    let column = if test.backend == Backend::Sqlite { "detail" } else { "QUERY PLAN" };
    rows.iter().map(|row| row.try_get::<String>("", column).unwrap()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn tasks_are_read_along_an_index() {
    on_both(async |test| {
        let mut ctx = test.system();
        ctx.actor.login = Some("siti.contoh".to_owned());
        ctx.actor.offices.truncate(1);
        for (whose, index) in [(Whose::Saya, "ix_daftar_tugas_petugas"), (Whose::Tim, "ix_daftar_tugas_kantor")] {
            let plan = plan(&test, &ctx, whose).await;
            assert!(plan.contains(index), "{plan}");
            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{plan}");
        }
        // Of a team of several offices each is walked along, and the first of their first are taken.
        let team = test.system();
        let plan = plan(&test, &team, Whose::Tim).await;
        assert!(team.actor.offices.len() > 1);
        assert_eq!(plan.matches("ix_daftar_tugas_kantor").count(), team.actor.offices.len(), "{plan}");
        assert!(!plan.contains("SCAN daftar_tugas") && !plan.contains("Seq Scan"), "{plan}");
        test
    })
    .await;
}

/// States of kinds with clocks in which none runs. A new state is named in `tahap` or `jeda` of `tenggat.toml`, or here: for most the
/// work has ended; where it has not, it is known when somebody else moves next.
const WITHOUT_CLOCK: &[(&str, &[&str])] = &[
    ("pengaduan", &["selesai", "ditutup", "dicabut"]),
    ("pelimpahan", &["ditolak", "dikembalikan", "selesai"]),
    ("brafaks", &["diarsipkan"]),
    ("izin", &["disetujui", "ditolak", "dicabut", "berakhir"]),
    ("kepulangan", &["tiba", "dirawat", "dipulangkan", "selesai"]),
    ("selisih", &["selesai"]),
    ("klaim", &["ditolak", "dibayar", "selesai", "ditutup"]),
    ("verifikasi", &["terjadwal", "tidak_hadir", "terverifikasi"]),
    ("sesi", &["selesai", "batal"]),
    ("p3mi", &["terdaftar", "dicabut"]),
    ("rekomendasi-p3mi", &["ditutup"]),
    ("rekomendasi-paspor", &["ditolak", "selesai"]),
    ("kerja-sama", &["berakhir"]),
    ("rencana-aksi", &["dilaksanakan"]),
    ("kendala", &["selesai"]),
    ("butir-zi", &["belum_dinilai"]),
    ("permintaan-data", &["dijawab", "ditolak"]),
];

#[test]
fn every_state_of_a_kind_with_clocks_is_in_one_or_known_to_be_in_none() {
    let clocks = kernel::tenggat::Clocks::embedded().unwrap();
    let mut without = Vec::new();
    for kind in server::compose::registry().all() {
        let name = kind.info().name;
        let own: Vec<_> = clocks.all().iter().filter(|clock| clock.kind == name && !clock.stages.is_empty()).collect();
        let named =
            |status: &str| own.iter().flat_map(|clock| clock.stages.iter().chain(&clock.pauses)).any(|s| s == status);
        let mut left = kind.statuses();
        left.retain(|status| !own.is_empty() && !named(status));
        if !left.is_empty() {
            without.push((name, left));
        }
    }
    let known: Vec<_> = WITHOUT_CLOCK.iter().map(|(kind, states)| (*kind, states.to_vec())).collect();
    assert_eq!(without, known);
}
