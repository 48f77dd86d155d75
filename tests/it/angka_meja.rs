//! The numbers of the airport desk: shift report and board, and that they agree with what IKU 4, 5 and 6 count.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use bandara::giliran::{Shifts, Which, read};
use bandara::manifes::{self, Said, Status};
use bandara::papan::{Flight, board};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Day, Triwulan};
use records::{Mode, Outcome};
use reporting::{Known, Value, compute, indicators};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use testkit::{Backend, Test, TestApp, form, on_both, on_each, returned, with};

async fn register(ctx: &Ctx, test: &Test, kind: &str, forms: &[Form]) -> Vec<(CatatanId, String)> {
    let kind = test.lindung.registry.find(kind).unwrap();
    let done = kind.register(ctx, forms, &[], Mode::Write).await.unwrap();
    let made = |outcome| match outcome {
        Outcome::New(id, number) => (id, number),
        other => panic!("{other:?}"),
    };
    done.outcomes.into_iter().map(made).collect()
}

async fn figure(ctx: &Ctx, id: &str, quarter: Triwulan) -> Value {
    let indicator = indicators::find(id).unwrap();
    compute(ctx.db(), indicator, &ctx.actor.offices, quarter.period(2025), Known::Now).await.unwrap().value
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Returns of every category at every kind of hour, on the days at the ends of the second quarter and in its middle.
fn many() -> Vec<Form> {
    let categories = [
        "bermasalah",
        "deportasi",
        "sakit",
        "meninggal",
        "tppo",
        "dicegah",
        "habis_kontrak",
        "cuti",
        "anak",
        "repatriasi",
    ];
    let hours = ["00:00", "00:30", "06:59", "07:00", "14:59", "15:00", "22:59", "23:00", "23:59", ""];
    let days = ["2025-03-31", "2025-04-01", "2025-05-17", "2025-06-30", "2025-07-01"];
    let mut forms = Vec::new();
    for (number, category) in (1u32..).zip(categories) {
        for (at, day) in (0u32..).zip(days) {
            let row = number * 10 + at;
            let hour = hours[(number as usize + at as usize) % hours.len()];
            let form = with(returned(row, day, category), &[("tiba_jam", hour)]);
            forms.push(form.into_iter().filter(|(_, text)| !text.is_empty()).collect());
        }
    }
    forms
}

#[tokio::test]
async fn the_shifts_of_a_quarter_add_up_to_iku_6() {
    on_both(async |test| {
        test.at("2025-07-02", 9);
        let ctx = test.system();
        register(&ctx, &test, "kepulangan", &many()).await;
        let quarter = Triwulan::Tw2.period(2025);
        let mut seen: BTreeMap<CatatanId, bool> = BTreeMap::new();
        let mut left_out: BTreeMap<String, u32> = BTreeMap::new();
        // The night of the last day before the quarter ends on its first.
        let days = day("2025-03-31").iter_days().take_while(|day| *day < quarter.until);
        for day in days {
            for which in Which::all(&test.lindung.shifts) {
                for came in read(&ctx, day, which).await.unwrap().came {
                    if !quarter.contains(came.day) {
                        continue;
                    }
                    assert!(seen.insert(came.id, came.counted()).is_none(), "{} stands in two shifts", came.number);
                    if !came.counted() {
                        *left_out.entry(came.category).or_default() += 1;
                    }
                }
            }
        }
        assert_eq!(seen.len(), 30);
        let counted = seen.values().filter(|counted| **counted).count();
        assert_eq!(figure(&ctx, "kepulangan", Triwulan::Tw2).await, Value::Number(counted.into()));
        let expected = ["anak", "cuti", "habis_kontrak"].map(|category| (category.to_owned(), 3));
        assert_eq!(left_out, expected.into());
        test
    })
    .await;
}

#[tokio::test]
async fn every_number_of_the_report_opens_its_list() {
    on_both(async |test| {
        test.at("2025-07-02", 2);
        let ctx = test.lindung.system_for("P4MI-SOETTA", "Uji").unwrap();
        let hour = |number, day: &str, category: &str, hour: &str| {
            with(returned(number, day, category), &[("tiba_jam", hour), ("cara_pulang", "mandiri")])
        };
        let forms = [
            hour(1, "2025-07-01", "bermasalah", "23:10"),
            hour(2, "2025-07-02", "cuti", "00:40"),
            hour(3, "2025-07-02", "cuti", "01:00"),
            hour(4, "2025-07-01", "sakit", "22:59"),
        ];
        register(&ctx, &test, "kepulangan", &forms).await;
        let app = TestApp::login(&test, "helpdesk", "P4MI-SOETTA").await;
        let other = TestApp::login(&test, "helpdesk", "P4MI-TANGERANG").await;
        // At two in the morning the shift of now is the night of the day before.
        let road = "/api/v1/kepulangan/laporan";
        let report = app.get(road).await.json();
        assert_eq!((&report["tanggal"], &report["giliran"]), (&"2025-07-01".into(), &"malam".into()));
        assert_eq!((&report["jumlah"], &report["dihitung"]), (&3.into(), &1.into()));
        assert_eq!(report["menurut"]["kategori"][0]["jumlah"], 2);
        assert_eq!(report["petugas"][0]["dicatat"], 3, "{}", report["petugas"]);
        assert_eq!(report["menurut"]["provinsi"][0]["nama"], "Banten");
        for group in ["kategori", "negara", "provinsi"] {
            for part in report["menurut"][group].as_array().unwrap() {
                let list = app.get(&format!("{road}?{group}={}", part["kode"].as_str().unwrap())).await.json();
                assert_eq!(serde_json::Value::from(list["data"].as_array().unwrap().len()), part["jumlah"]);
            }
        }
        assert_eq!(other.get(road).await.json()["jumlah"], 0);
        for wrong in ["giliran=sore", "tanggal=kemarin"] {
            let answer = app.get(&format!("{road}?{wrong}")).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
        }
        TestApp::user(&test, "uji.meja", "helpdesk", "P4MI-SOETTA").await;
        let console = TestApp::console(&test, "uji.meja").await;
        let page = console.get("/meja/laporan?tanggal=01/07/2025&giliran=malam").await.text;
        assert!(page.contains("kategori=cuti#daftar") && page.contains("Siti Contoh 2"), "{page}");
        assert!(page.contains("tidak dihitung: PMI yang cuti akan kembali bekerja"), "{page}");
        assert!(!page.contains("Siti Contoh 4"), "{page}");
        let file = console.get("/meja/laporan.xlsx?tanggal=01/07/2025&giliran=malam").await;
        let book = baca::read(&file.bytes, records::import::SENT).unwrap();
        let rows = |name: &str| book.sheets.iter().find(|sheet| sheet.name == name).map_or(0, |sheet| sheet.rows.len());
        assert_eq!(rows("Orang"), 4);
        assert!(rows("Ringkasan") > 5);
        assert_eq!((rows("Petugas"), rows("Penerbangan"), rows("Tempat tidur")), (2, 1, 1));
        let paper = console.get("/meja/laporan.pdf?tanggal=01/07/2025&giliran=malam").await;
        assert_eq!(paper.headers["content-type"], "application/pdf");
        assert!(paper.bytes.starts_with(b"%PDF-1.") && paper.bytes.len() > 5_000);
        test
    })
    .await;
}

#[tokio::test]
async fn an_office_may_have_other_shifts() {
    on_each(&[Backend::Sqlite], async |test| {
        let two = "[[giliran]]\nkode = \"terang\"\nnama = \"Terang\"\ndari = \"06:00\"\nsampai = \"18:00\"\n\
            [[giliran]]\nkode = \"gelap\"\nnama = \"Gelap\"\ndari = \"18:00\"\nsampai = \"06:00\"\n";
        std::fs::write(test.folder().join("giliran.toml"), two).unwrap();
        assert_eq!(Shifts::load(Some(test.folder())).unwrap().all().len(), 2);
        std::fs::write(test.folder().join("giliran.toml"), two.replace("18:00", "19:00").replacen("19:00", "18:00", 1))
            .unwrap();
        let Err(refusal) = Shifts::load(Some(test.folder())) else { panic!("a gap was taken") };
        assert!(refusal.to_string().contains("giliran.toml"), "{refusal}");
        test
    })
    .await;
}

async fn line(ctx: &Ctx, arrival: CatatanId, at: i64) -> sea_orm::prelude::Uuid {
    let id = ctx.house.ids.next(ctx.now());
    let row = manifes::Model {
        id,
        kantor_id: ctx.actor.office,
        kedatangan_id: arrival,
        baris: at,
        nama: format!("Contoh {at}"),
        nama_baku: format!("contoh {at}"),
        tanggal_lahir: None,
        jenis_kelamin: None,
        nik_indeks: None,
        dokumen_indeks: None,
        isi_sandi: Said::default().seal(ctx).unwrap(),
        status: Status::Diharapkan,
        jenis_catatan: None,
        catatan_id: None,
        diambil_oleh: None,
        diambil_pada: None,
        versi: 1,
        dibuat_pada: ctx.now(),
        diubah_pada: ctx.now(),
    };
    row.into_active_model().reset_all().insert(ctx.db()).await.unwrap();
    id
}

#[tokio::test]
async fn the_board_counts_flights_and_people_and_names_nobody() {
    on_both(async |test| {
        test.at("2025-07-01", 12);
        let ctx = test.lindung.system_for("P4MI-SOETTA", "Uji").unwrap();
        let flight = |name: &str, day: &str, hour: &str| {
            form(&[("penerbangan", name), ("tiba_pada", day), ("tiba_jam", hour), ("jumlah_diharapkan", "7")])
        };
        let flights = [flight("XX 200", "2025-07-01", "15:00"), flight("XX 100", "2025-07-01", "09:30")];
        let made = register(&ctx, &test, "kedatangan", &flights).await;
        register(&ctx, &test, "kedatangan", &[flight("XX 300", "2025-07-02", "08:00")]).await;
        let (arrival, number) = &made[1];
        let mut lines = Vec::new();
        for at in 1..=4 {
            lines.push(line(&ctx, *arrival, at).await);
        }
        let came = |number_of: u32, more: &[(&str, &str)]| {
            with(with(returned(number_of, "2025-07-01", "bermasalah"), &[("kedatangan", number)]), more)
        };
        let forms =
            [came(1, &[]), came(2, &[("pulang_pada", "2025-07-01")]), came(3, &[("dirawat_pada", "2025-07-01")])];
        let returns = register(&ctx, &test, "kepulangan", &forms).await;
        let old = [("ditampung_pada", "2025-03-01")];
        register(
            &ctx,
            &test,
            "kepulangan",
            &[
                with(returned(4, "2025-03-01", "sakit"), &old),
                returned(5, "2025-03-01", "sakit"),
                with(returned(6, "2025-07-01", "sakit"), &[("serah_terima_pada", "2025-07-01")]),
            ],
        )
        .await;
        let tx = ctx.begin().await.unwrap();
        for (line, (id, _)) in lines.iter().zip(&returns).take(2) {
            manifes::meet(&tx, &ctx, *line, ("kepulangan", *id)).await.unwrap();
        }
        manifes::absent(&tx, &ctx, lines[2], true).await.unwrap();
        tx.commit().await.unwrap();
        let shown = board(&ctx).await.unwrap();
        let names: Vec<&str> = shown.today.iter().map(|flight| flight.name.as_str()).collect();
        assert_eq!(names, ["XX 100", "XX 200"]);
        let Flight { expected, met, extra, absent, .. } = shown.today[0];
        assert_eq!((expected, met, extra, absent), (4, 2, 1, 1));
        assert_eq!((shown.today[1].expected, shown.tomorrow.len()), (7, 1));
        assert_eq!((shown.waiting, shown.hospital, shown.shelter, shown.away), (1, 1, 1, 1));
        TestApp::user(&test, "uji.meja", "helpdesk", "P4MI-SOETTA").await;
        let console = TestApp::console(&test, "uji.meja").await;
        let page = console.get("/meja/papan").await;
        assert_eq!(page.headers["refresh"], "20", "nobody operates it");
        assert!(page.text.contains("XX 100") && page.text.contains("Berhenti memperbarui"), "{}", page.text);
        assert!(!page.text.contains("Siti"), "{}", page.text);
        let still = console.get("/meja/papan?diam=ya").await;
        assert!(!still.headers.contains_key("refresh") && still.text.contains("XX 100"), "{}", still.text);
        test
    })
    .await;
}

#[tokio::test]
async fn a_rule_of_the_office_changes_iku_6_and_says_so_in_the_history() {
    const RULES: &str = "
        [[aturan]]\nukuran = \"kepulangan\"\nkategori = \"dicegah\"\ndihitung = false\nalasan = \"Uji: belum berangkat.\"
        dasar_hukum = \"-\"\nberlaku_sejak = \"2025-01-01\"\nstatus = \"asumsi\"
        [[aturan]]\nukuran = \"kepulangan\"\nkategori = \"anak\"\ndihitung = true\nalasan = \"Uji: anak dihitung.\"
        dasar_hukum = \"-\"\nberlaku_sejak = \"2025-05-01\"\nstatus = \"asumsi\"\n";
    on_both(async |test| {
        let ctx = test.system();
        let of = |number, day, category| returned(number, day, category);
        let forms = [
            of(1, "2025-04-30", "dicegah"),
            of(2, "2025-04-30", "habis_kontrak"),
            of(3, "2025-04-30", "cuti"),
            of(4, "2025-04-30", "anak"),
            of(5, "2025-05-01", "anak"),
            of(6, "2025-05-01", "deportasi"),
        ];
        let made = register(&ctx, &test, "kepulangan", &forms).await;
        assert_eq!(figure(&ctx, "kepulangan", Triwulan::Tw2).await, Value::Number(2.into()), "dicegah, deportasi");
        std::fs::write(test.folder().join("aturan.toml"), RULES).unwrap();
        let config = server::Config { iku_dir: test.folder().to_owned(), ..test.lindung.config.clone() };
        let ruled = server::compose::open_with(config, std::sync::Arc::clone(&test.clock) as _).await.unwrap();
        test.clock.advance(chrono::TimeDelta::hours(1));
        assert_eq!(server::jobs::repost(&ruled, "Aturan berubah (uji)").await.unwrap(), 2);
        assert_eq!(server::jobs::reconcile(&ruled).await.unwrap(), []);
        assert_eq!(figure(&ctx, "kepulangan", Triwulan::Tw2).await, Value::Number(2.into()), "anak of May, deportasi");
        for (at, lines) in [(0, 2), (1, 1), (2, 1), (3, 1), (4, 2), (5, 1)] {
            let history = kernel::history::of(&ctx, "kepulangan", made[at].0).await.unwrap();
            assert_eq!(history.len(), lines, "{at}");
            assert!(lines == 1 || history.iter().any(|line| line.alasan == "Aturan berubah (uji)"), "{at}");
        }
        ruled.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn iku_4_and_5_count_each_person_once() {
    on_both(async |test| {
        let ctx = test.system();
        let who = |number: u32| {
            let whole = returned(number, "2025-06-01", "sakit");
            whole.into_iter().filter(|(key, _)| ["nama", "nik"].contains(&key.as_str())).collect::<Form>()
        };
        let cared = |number, day: &str, more: &[(&str, &str)]| {
            with(with(who(number), &[("didata_pada", day), ("bermasalah", "ya")]), more)
        };
        register(
            &ctx,
            &test,
            "rehabilitasi",
            &[
                cared(1, "2025-04-02", &[("pelaksanaan_pada", "2025-04-10")]),
                cared(1, "2025-05-02", &[("pelaksanaan_pada", "2025-05-10")]),
                cared(2, "2025-04-02", &[]),
                cared(3, "2025-04-02", &[("pelaksanaan_pada", "2025-04-10"), ("bermasalah", "tidak")]),
                cared(4, "2025-04-02", &[("pelaksanaan_pada", "2025-06-30")]),
            ],
        )
        .await;
        let trained = |number, day: &str, came: &str| {
            let more = [("kegiatan", "Pelatihan contoh"), ("tanggal", day), ("peserta", "purna_pmi"), ("hadir", came)];
            with(who(number), &more)
        };
        register(
            &ctx,
            &test,
            "pemberdayaan",
            &[
                trained(1, "2025-04-02", "ya"),
                trained(1, "2025-05-02", "ya"),
                trained(2, "2025-04-02", "tidak"),
                trained(3, "2025-06-30", "ya"),
            ],
        )
        .await;
        assert_eq!(figure(&ctx, "rehabilitasi", Triwulan::Tw2).await, Value::Number(2.into()));
        assert_eq!(figure(&ctx, "pemberdayaan", Triwulan::Tw2).await, Value::Number(2.into()));
        test
    })
    .await;
}
