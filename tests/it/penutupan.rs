//! A closed figure stays what it was, whatever becomes of the records; what has changed can be named and taken over.

use kernel::{CatatanId, Ctx, Problem};
use records::{Change, Mode, Outcome};
use reporting::penutupan::changes::{self, Direction, Place};
use reporting::penutupan::entity::Model;
use reporting::penutupan::{self, Asked, Shown};
use testkit::{Backend, Test, TestApp, complaint, form, on_both, on_each, returned};

fn tw1() -> Asked {
    Asked { year: 2025, tw: 1, agreement: "2025-pok".to_owned() }
}

/// A quarter of 2025 that one person prepared, another reviewed and a third signed.
pub(crate) async fn signed(test: &Test, tw: u8) -> Model {
    let [one, two, three] =
        ["Perencana Contoh", "Peninjau Contoh", "Kepala Contoh"].map(|who| test.lindung.system(who).unwrap());
    let closing = penutupan::prepare(&one, &test.lindung.agreements, &Asked { tw, ..tw1() }).await.unwrap();
    penutupan::review(&two, closing.id, Some("Sudah dicocokkan")).await.unwrap();
    penutupan::sign(&three, closing.id).await.unwrap()
}

async fn record(test: &Test, ctx: &Ctx, kind: &str, form: kernel::form::Form) -> CatatanId {
    let kind = test.lindung.registry.find(kind).unwrap();
    let done = kind.register(ctx, &[form], &[], Mode::Write).await.unwrap();
    match done.outcomes.first() {
        Some(Outcome::New(id, _)) => *id,
        other => panic!("{other:?}"),
    }
}

async fn edit(test: &Test, ctx: &Ctx, kind: &str, id: CatatanId, pairs: &[(&str, &str)], reason: &str) {
    test.clock.advance(chrono::TimeDelta::minutes(1));
    let change = Change { id, version: None, reason: reason.to_owned(), happened: None };
    test.lindung.registry.find(kind).unwrap().edit(ctx, change, form(pairs)).await.unwrap();
}

/// Prepares, reviews and signs TW1 of 2025.
async fn close(test: &Test) -> Shown {
    let preparer = test.lindung.system("Perencana Contoh").unwrap();
    let reviewer = test.lindung.system("Peninjau Contoh").unwrap();
    let closing = penutupan::prepare(&preparer, &test.lindung.agreements, &tw1()).await.unwrap();
    assert!(matches!(penutupan::review(&preparer, closing.id, None).await, Err(Problem::Refused { .. })));
    assert!(matches!(penutupan::sign(&preparer, closing.id).await, Err(Problem::Refused { .. })));
    penutupan::review(&reviewer, closing.id, Some("Sudah dicocokkan")).await.unwrap();
    penutupan::sign(&test.lindung.system("Kepala Contoh").unwrap(), closing.id).await.unwrap();
    penutupan::show(&preparer, closing.id).await.unwrap()
}

async fn members(ctx: &Ctx, shown: &Shown, which: &str, role: &str) -> Vec<CatatanId> {
    let select = shown.members(shown.figure(which).unwrap(), Some(role)).unwrap();
    select.page(ctx.db(), None, 10_000).await.unwrap().into_iter().map(|m| m.catatan_id).collect()
}

#[tokio::test]
async fn a_closed_figure_is_moved_by_nothing_and_a_revision_takes_over() {
    on_both(async |test| {
        let ctx = test.system();
        let mut ids = Vec::new();
        for (number, category) in [(1, "bermasalah"), (2, "sakit"), (3, "cuti"), (4, "meninggal")] {
            ids.push(record(&test, &ctx, "kepulangan", returned(number, "2025-02-03", category)).await);
        }
        let shown = close(&test).await;
        let closed = shown.figure("iku-06").unwrap().clone();
        assert_eq!((closed.pembilang, closed.tidak_dihitung, closed.anggota), (3, 1, 4));
        let list = members(&ctx, &shown, "iku-06", "pembilang").await;

        edit(&test, &ctx, "kepulangan", ids[0], &[("kategori", "cuti")], "Ternyata cuti").await;
        edit(&test, &ctx, "kepulangan", ids[2], &[("kategori", "sakit")], "Surat dokter menyusul").await;
        edit(&test, &ctx, "kepulangan", ids[1], &[("tiba_pada", "2025-04-02")], "Salah tanggal").await;
        edit(&test, &ctx, "kepulangan", ids[3], &[("negara", "TW")], "Negara keliru").await;
        let late = record(&test, &ctx, "kepulangan", returned(5, "2025-03-30", "deportasi")).await;

        let again = penutupan::show(&ctx, shown.closing.id).await.unwrap();
        assert_eq!(again.figures, shown.figures);
        assert_eq!(penutupan::verify(&ctx, &again.closing).await.unwrap(), []);
        assert_eq!(members(&ctx, &again, "iku-06", "pembilang").await, list);

        let changed = changes::of_figure(&ctx, &again, again.figure("6").unwrap()).await.unwrap();
        assert_eq!(changed.now.numerator, 3);
        let named: Vec<_> = changed
            .lines
            .iter()
            .map(|l| {
                (l.record, l.direction, l.places, l.causes.iter().map(|c| c.line.alasan.as_str()).collect::<Vec<_>>())
            })
            .collect();
        let expected = [
            (ids[0], Direction::Keluar, (Place::Pembilang, Place::TidakDihitung), vec!["Ternyata cuti"]),
            (ids[1], Direction::Keluar, (Place::Pembilang, Place::TidakAda), vec!["Salah tanggal"]),
            (ids[2], Direction::Masuk, (Place::TidakDihitung, Place::Pembilang), vec!["Surat dokter menyusul"]),
            (ids[3], Direction::Berubah, (Place::Pembilang, Place::Pembilang), vec!["Negara keliru"]),
            (late, Direction::Masuk, (Place::TidakAda, Place::Pembilang), vec!["Dicatat."]),
        ];
        assert_eq!(named.len(), expected.len(), "{named:?}");
        for line in expected {
            assert!(named.contains(&line), "{line:?} in {named:?}");
        }

        assert!(matches!(penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await, Err(Problem::Duplicate(_))));
        assert!(penutupan::revise(&ctx, &test.lindung.agreements, shown.closing.id, " ").await.is_err());
        let revision = penutupan::revise(&ctx, &test.lindung.agreements, shown.closing.id, "Empat catatan diperbaiki")
            .await
            .unwrap();
        assert_eq!(revision.revisi, 1);
        let revised = penutupan::show(&ctx, revision.id).await.unwrap();
        assert_eq!(revised.figure("iku-06").unwrap().pembilang, 3);
        assert!(members(&ctx, &revised, "iku-06", "pembilang").await.contains(&late));
        penutupan::review(&test.lindung.system("Peninjau").unwrap(), revision.id, None).await.unwrap();
        let signed = penutupan::sign(&ctx, revision.id).await.unwrap();
        assert_eq!((signed.urutan, signed.rantai_sebelum), (Some(2), shown.closing.rantai.clone()));
        assert_eq!(members(&ctx, &again, "iku-06", "pembilang").await, list);
        assert_eq!(penutupan::verify_all(&ctx).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn a_period_that_runs_and_a_second_closing_are_refused() {
    on_both(async |test| {
        let ctx = test.system();
        let running = Asked { tw: 3, ..tw1() };
        assert!(matches!(penutupan::prepare(&ctx, &test.lindung.agreements, &running).await, Err(Problem::Invalid(_))));
        let closing = penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await.unwrap();
        let second = penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await;
        assert!(matches!(second, Err(Problem::Duplicate(_))));
        penutupan::discard(&ctx, closing.id, "Masih ada yang belum dicatat").await.unwrap();
        penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn the_api_closes_with_three_people_and_each_only_in_their_part() {
    on_both(async |test| {
        let ctx = test.system();
        record(&test, &ctx, "pengaduan", complaint(1, "2025-01-15")).await;
        let planner = TestApp::login(&test, "perencana", "BP3MI-BANTEN").await;
        let team = TestApp::login(&test, "pelindungan", "BP3MI-BANTEN").await;
        let head = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        let asked = serde_json::json!({ "tahun": 2025, "tw": 1, "perjanjian": "2025-pok" });
        assert_eq!(team.post("/api/v1/penutupan", &asked).await.status, 403);
        let made = planner.post("/api/v1/penutupan", &asked).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let of = |what: &str| format!("/api/v1/penutupan/{id}{what}");
        let nothing = serde_json::json!({});
        assert_eq!(head.post(&of("/tandatangani"), &nothing).await.status, 409);
        assert_eq!(planner.post(&of("/tinjau"), &nothing).await.status, 409);
        assert_eq!(team.post(&of("/tinjau"), &nothing).await.status, 200);
        assert_eq!(planner.post(&of("/tandatangani"), &nothing).await.status, 403);
        let signed = head.post(&of("/tandatangani"), &nothing).await;
        assert_eq!(signed.status, 200, "{}", signed.text);
        assert_eq!(signed.json()["status"], "ditandatangani");
        assert_eq!(signed.json()["angka"][0]["penyebut"], 1);
        assert_eq!(signed.json()["rantai"].as_str().unwrap().len(), 64);
        let list = head.get(&of("/anggota?indikator=iku-01&peran=penyebut")).await;
        assert_eq!(list.json()["data"].as_array().unwrap().len(), 1, "{}", list.text);
        assert_eq!(head.get(&of("/anggota?indikator=iku-99")).await.status, 400);
        let changed = head.get(&of("/perubahan")).await;
        assert_eq!(changed.json()["angka"][0]["perubahan"], serde_json::json!([]), "{}", changed.text);
        let file = head.get(&of("/perubahan?format=csv")).await;
        assert!(file.text.contains("indikator;arah"), "{}", file.text);
        let other = TestApp::login(&test, "kepala", "BP3MI-NTB").await;
        assert_eq!(other.get(&of("")).await.status, 404);
        test
    })
    .await;
}

#[tokio::test]
async fn a_period_is_judged_by_the_targets_of_its_last_day() {
    on_both(async |test| {
        let revised = include_str!("../../config/iku/2025-pok.toml")
            .replace("versi = 1", "versi = 2")
            .replace("berlaku_sejak = \"2025-01-01\"", "berlaku_sejak = \"2025-05-01\"")
            .replace("\"19760\"", "\"16000\"")
            .replace("\"4940\"", "\"4000\"");
        std::fs::write(test.folder().join("pok-2.toml"), revised).unwrap();
        let config = server::Config { iku_dir: test.folder().to_owned(), ..test.lindung.config.clone() };
        let house = server::compose::open_with(config, std::sync::Arc::clone(&test.clock) as _).await.unwrap();
        let ctx = house.system("Uji").unwrap();
        for (tw, version, target) in [(1, 1, "4940"), (2, 2, "4000")] {
            let closing = penutupan::prepare(&ctx, &house.agreements, &Asked { tw, ..tw1() }).await.unwrap();
            assert_eq!(closing.perjanjian_versi, version);
            let shown = penutupan::show(&ctx, closing.id).await.unwrap();
            assert_eq!(shown.figure("iku-07").unwrap().target.as_deref(), Some(target));
        }
        house.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn a_score_is_told_by_its_value_and_not_by_how_many_there_are() {
    on_both(async |test| {
        let ctx = test.system();
        let score = form(&[
            ("jenis_nilai", "kearsipan"),
            ("tanggal", "2025-02-10"),
            ("nilai", "70"),
            ("penilai", "Penilai Contoh"),
            ("bukti", "Surat contoh"),
        ]);
        let id = record(&test, &ctx, "nilai", score).await;
        server::jobs::keep(&test.lindung, "2025-07-01".parse().unwrap()).await.unwrap();
        let point = async |test: &Test| {
            let closing = penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await.unwrap();
            let points = closing.daftar_periksa.as_array().unwrap().clone();
            let point = points.into_iter().find(|point| point["kode"] == "beda-cuplikan").unwrap();
            (closing, point["banyak"].as_i64().unwrap())
        };
        test.at("2025-07-02", 9);
        let (same, count) = point(&test).await;
        assert_eq!(count, 0);
        penutupan::discard(&ctx, same.id, "Uji").await.unwrap();
        edit(&test, &ctx, "nilai", id, &[("nilai", "79,49")], "Surat penilai menyusul").await;
        let (closing, count) = point(&test).await;
        assert_eq!(count, 1, "{}", closing.daftar_periksa);
        edit(&test, &ctx, "nilai", id, &[("nilai", "80")], "Pembulatan penilai").await;
        let shown = penutupan::show(&ctx, closing.id).await.unwrap();
        let changed = changes::of_figure(&ctx, &shown, shown.figure("iku-12").unwrap()).await.unwrap();
        assert_eq!(changed.moved(), "79,49 → 80");
        test
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_once_ran_ahead_moves_nobody_elses_time() {
    on_both(async |test| {
        let ctx = test.system();
        test.at("2026-07-01", 9);
        let ahead = record(&test, &ctx, "kepulangan", returned(1, "2025-02-01", "sakit")).await;
        test.at("2025-07-02", 9);
        record(&test, &ctx, "kepulangan", returned(2, "2025-02-01", "sakit")).await;
        test.clock.advance(chrono::TimeDelta::minutes(1));
        let closing = penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await.unwrap();
        assert_eq!(kernel::period::day_of(closing.pada).to_string(), "2025-07-02");
        let shown = penutupan::show(&ctx, closing.id).await.unwrap();
        let changed = changes::of_figure(&ctx, &shown, shown.figure("iku-06").unwrap()).await.unwrap();
        assert_eq!((shown.figure("iku-06").unwrap().pembilang, changed.now.numerator), (1, 2));
        assert!(changed.lines.iter().any(|line| line.record == ahead && line.direction == Direction::Masuk));
        test
    })
    .await;
}

#[tokio::test]
async fn who_waits_to_be_alone_gives_way_to_a_long_writer() {
    on_each(&[Backend::Postgres], async |test| {
        let ctx = test.system();
        let import = ctx.begin().await.unwrap();
        let alone = penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await;
        assert!(matches!(alone, Err(Problem::Busy)), "{alone:?}");
        import.commit().await.unwrap();
        penutupan::prepare(&ctx, &test.lindung.agreements, &tw1()).await.unwrap();
        test
    })
    .await;
}
