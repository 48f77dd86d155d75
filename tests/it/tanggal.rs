//! Days as people write them: with two digits of the year, in a column whose order nobody says, known only in part.

use axum::http::StatusCode;
use chrono::Datelike;
use kernel::form::order::{Order, settle};
use kernel::form::parse_day;
use kernel::{Ctx, Day};
use proptest::prelude::*;
use records::Mode;
use records::import::{Report, Request, run};
use rust_xlsxwriter::Workbook;
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::{Test, TestApp, on_both};

const HEAD: &str = "nama,nik,tanggal_lahir,jenis_kelamin,tiba_pada,kategori,negara";

async fn import(test: &Test, ctx: &Ctx, kind: &str, bytes: &[u8], mode: Mode) -> Report {
    let kind = test.lindung.registry.find(kind).unwrap();
    run(ctx, kind, Request { name: "uji.csv", bytes, mode, skip_bad: false }, &|_| {}).await.unwrap()
}

/// What is told of cells: row, column and detail.
fn told(cells: &[records::import::CellError]) -> Vec<(usize, &str, &str)> {
    cells.iter().map(|cell| (cell.row, cell.column.as_str(), cell.detail.as_str())).collect()
}

#[tokio::test]
async fn two_digits_of_a_year_are_read_and_told_or_asked_about() {
    on_both(async |test| {
        let ctx = test.system();
        let rows = [
            "Ana Contoh,3603995211870001,12-Nov-87,P,1/6/25,sakit,MY",
            "Budi Contoh,3603991211870002,12/11/87,L,2-Jun-25,sakit,MY",
        ];
        let file = format!("{HEAD}\n{}\n", rows.join("\n"));
        let report = import(&test, &ctx, "kepulangan", file.as_bytes(), Mode::Write).await;
        assert!(report.written && report.errors.is_empty(), "{:?}", report.errors);
        let remarks = told(&report.warnings);
        for (row, column, read) in
            [(2, "tanggal_lahir", "12/11/1987"), (2, "tiba_pada", "01/06/2025"), (3, "tanggal_lahir", "12/11/1987")]
        {
            assert!(remarks.iter().any(|(r, c, says)| (*r, *c) == (row, column) && says.contains(read)), "{remarks:?}");
        }
        let people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        assert!(people.iter().all(|person| person.tanggal_lahir == "1987-11-12".parse().ok()), "{people:?}");
        let open = format!("{HEAD}\nCici Contoh,,12/11/24,P,1/6/2025,sakit,MY\n");
        let report = import(&test, &ctx, "kepulangan", open.as_bytes(), Mode::Write).await;
        let errors = told(&report.errors);
        assert!(!report.written && errors.len() == 1, "{errors:?}");
        assert!(errors[0].2.contains("1924") && errors[0].2.contains("2024") && errors[0].2.contains("empat angka"));
        test
    })
    .await;
}

#[tokio::test]
async fn a_birth_date_that_is_known_in_part_is_kept_as_that_and_compared_as_that() {
    on_both(async |test| {
        let ctx = test.system();
        let rows = [
            "Ana Contoh,3603995211870001,1987,P,2025-06-01,sakit,MY",
            "Budi Contoh,3603991211870002,11/1987,L,2025-06-02,sakit,MY",
        ];
        let file = format!("{HEAD}\n{}\n", rows.join("\n"));
        let report = import(&test, &ctx, "kepulangan", file.as_bytes(), Mode::Write).await;
        assert!(report.written && report.errors.is_empty(), "{:?}", report.errors);
        let again = import(&test, &ctx, "kepulangan", file.as_bytes(), Mode::Write).await;
        assert_eq!((again.new, again.known), (0, 2), "{:?}", again.errors);
        let mut people = people::entity::Entity::find().all(&test.house().db).await.unwrap();
        people.sort_by(|one, other| one.nama.cmp(&other.nama));
        let known: Vec<_> =
            people.iter().map(|person| (person.tanggal_lahir, person.lahir_sebagian.as_deref())).collect();
        assert_eq!(known, [(None, Some("1987")), (None, Some("1987-11"))]);

        // The same number with a day in that year is the same person; in another year it is asked about.
        let whole = format!("{HEAD}\nAna Contoh,3603995211870001,12/11/1987,P,2025-06-05,sakit,MY\n");
        let report = import(&test, &ctx, "kepulangan", whole.as_bytes(), Mode::Write).await;
        assert!(report.written && report.errors.is_empty(), "{:?}", report.errors);
        let other = whole.replace("12/11/1987", "1960").replace("2025-06-05", "2025-06-06");
        let report = import(&test, &ctx, "kepulangan", other.as_bytes(), Mode::Write).await;
        assert!(told(&report.errors).iter().any(|(_, column, _)| *column == "tanggal_lahir"), "{:?}", report.errors);

        let app = TestApp::login(&test, "helpdesk", "BP3MI-BANTEN").await;
        let path = format!("/api/v1/orang/{}", people[0].id);
        assert_eq!(app.get(&path).await.json()["tanggal_lahir"], "1987");
        let made = app.post("/api/v1/orang", &json!({ "nama": "Dodi Contoh", "tanggal_lahir": "1990-05" })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
        let refused = app.post("/api/v1/orang", &json!({ "nama": "Eka Contoh", "tanggal_lahir": "90" })).await;
        assert!(refused.status.is_client_error(), "{}", refused.text);
        let proposed = json!({ "nama": "Ana Contoh", "tanggal_lahir": "1987" });
        let proposed = app.post("/api/v1/orang/cocokkan", &proposed).await;
        assert!(proposed.text.contains("tahun lahir sama"), "{}", proposed.text);
        assert_eq!(people::altered(&ctx, &people.iter().map(|person| person.id).collect()).await.unwrap().len(), 0);
        test
    })
    .await;
}

#[tokio::test]
async fn day_and_month_are_decided_for_the_whole_column() {
    on_both(async |test| {
        let ctx = test.system();
        let file = |days: &[&str]| {
            let rows: Vec<String> = days
                .iter()
                .enumerate()
                .map(|(at, day)| format!("Orang {} Contoh,,,,{day},sakit,MY", ["Ana", "Budi", "Cici"][at]))
                .collect();
            format!("{HEAD}\n{}\n", rows.join("\n"))
        };
        let american =
            import(&test, &ctx, "kepulangan", file(&["06/02/2025", "06/13/2025"]).as_bytes(), Mode::Write).await;
        assert!(american.written && american.errors.is_empty(), "{:?}", american.errors);
        assert!(told(&american.warnings).iter().any(|(row, _, says)| *row == 3 && says.contains("bulan/hari/tahun")));
        let rows = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
        let mut days: Vec<String> = rows.iter().map(|row| row.tiba_pada.to_string()).collect();
        days.sort();
        assert_eq!(days, ["2025-06-02", "2025-06-13"]);
        let mixed = import(
            &test,
            &ctx,
            "kepulangan",
            file(&["13/06/2025", "06/14/2025", "05/06/2025"]).as_bytes(),
            Mode::Write,
        )
        .await;
        let errors = told(&mixed.errors);
        assert!(!mixed.written);
        assert_eq!(
            errors.iter().map(|(row, column, _)| (*row, *column)).collect::<Vec<_>>(),
            [(3, "tiba_pada"), (4, "tiba_pada")]
        );
        assert!(errors[0].2.contains("baris 2") && errors[0].2.contains("baris 3"), "{errors:?}");
        test
    })
    .await;
}

#[tokio::test]
async fn numbers_are_plain_or_asked_and_what_excel_lost_is_told() {
    on_both(async |test| {
        let ctx = test.system();
        let money = "nama,jenis_klaim,diajukan_pada,cabang,jumlah_rp";
        for (text, fine) in [
            ("\"Rp 1.250.000,-\"", true),
            ("\"1,250,000.00\"", true),
            ("\"1,25 juta\"", true),
            ("\"1.250 juta\"", false),
        ] {
            let file = format!("{money}\nSiti Contoh,meninggal_dunia,2025-06-01,Serang,{text}\n");
            let report = import(&test, &ctx, "klaim", file.as_bytes(), Mode::DryRun).await;
            assert_eq!(report.errors.is_empty(), fine, "{text}: {:?}", report.errors);
        }
        let nik = format!("{HEAD}\nAna Contoh,3.60299121187E+15,,P,2025-06-01,sakit,MY\n");
        let report = import(&test, &ctx, "kepulangan", nik.as_bytes(), Mode::DryRun).await;
        let errors = told(&report.errors);
        assert!(errors[0].1 == "nik" && errors[0].2.contains("ilmiah") && errors[0].2.contains("teks"), "{errors:?}");
        let wide = format!("{HEAD}\nAna Contoh,３６０３９９５２１１８７０００１,,P,2025-06-01,sakit,MY\n");
        let report = import(&test, &ctx, "kepulangan", wide.as_bytes(), Mode::DryRun).await;
        assert!(report.errors.is_empty(), "{:?}", report.errors);

        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, head) in (0..).zip(["nama", "nomor_dokumen", "tiba_pada", "kategori"]) {
            sheet.write(0, at, head).unwrap();
        }
        sheet.write(1, 0, "Ana Contoh").unwrap().write(1, 1, 1_234_987).unwrap();
        sheet.write(1, 2, "2025-06-01").unwrap().write(1, 3, "sakit").unwrap();
        let report = import(&test, &ctx, "kepulangan", &book.save_to_buffer().unwrap(), Mode::DryRun).await;
        let remarks = told(&report.warnings);
        assert!(
            report.errors.is_empty() && remarks[0].1 == "nomor_dokumen" && remarks[0].2.contains("angka 0"),
            "{remarks:?}"
        );
        test
    })
    .await;
}

fn days() -> impl Strategy<Value = Vec<(Day, bool)>> {
    prop::collection::vec((0_i64..20_000, any::<bool>()), 1..30).prop_map(|all| {
        let start = Day::from_ymd_opt(1960, 1, 1).unwrap();
        all.into_iter().map(|(days, padded)| (start + chrono::Days::new(days.unsigned_abs()), padded)).collect()
    })
}

proptest! {
    #[test]
    fn a_column_of_one_order_comes_back_or_nobody_can_tell(all in days(), american in any::<bool>(), sign in prop::sample::select(vec!['/', '-', '.'])) {
        let form = |(day, padded): &(Day, bool)| {
            let parts = if american { ("%m", "%d") } else { ("%d", "%m") };
            let pad = |part: &str| if *padded { part.to_owned() } else { part.replace('%', "%-") };
            day.format(&format!("{}{sign}{}{sign}%Y", pad(parts.0), pad(parts.1))).to_string()
        };
        let texts: Vec<String> = all.iter().map(form).collect();
        let settled = settle("Tanggal", texts.iter().enumerate().map(|(at, text)| (at, text.as_str()))).unwrap();
        let tells = all.iter().any(|(day, _)| day.day() > 12);
        if american && tells {
            prop_assert_eq!(settled.order, Order::MonthFirst);
            prop_assert!(settled.remark.is_some());
        } else {
            prop_assert_eq!(settled.order, Order::DayFirst);
        }
        if tells || !american {
            for ((day, _), text) in all.iter().zip(&texts) {
                prop_assert_eq!(parse_day(&settled.text(text)), Some(*day));
            }
        }
    }

    #[test]
    fn a_mixed_column_is_refused_and_every_row_is_told(all in days(), marks in prop::collection::vec(any::<bool>(), 30)) {
        let american = |at: usize| marks[at % marks.len()];
        let form = |(at, (day, _)): (usize, &(Day, bool))| day.format(if american(at) { "%m/%d/%Y" } else { "%d/%m/%Y" }).to_string();
        let texts: Vec<String> = all.iter().enumerate().map(form).collect();
        let tells = |wanted: bool| all.iter().enumerate().any(|(at, (day, _))| day.day() > 12 && american(at) == wanted);
        let done = settle("Tanggal", texts.iter().enumerate().map(|(at, text)| (at, text.as_str())));
        prop_assert_eq!(done.is_err(), tells(true) && tells(false));
        if let Err(mixed) = done {
            for (at, (day, _)) in all.iter().enumerate() {
                let told = mixed.rows().any(|row| row == at) || mixed.day_first.contains(&at);
                prop_assert!(told || day.day() == day.month(), "{at}");
            }
        }
    }

    #[test]
    fn no_text_is_too_odd(head in ".*", texts in prop::collection::vec(".*", 0..5)) {
        if let Ok(settled) = settle(&head, texts.iter().enumerate().map(|(at, text)| (at, text.as_str()))) {
            for text in &texts {
                let _ = settled.text(text);
            }
        }
    }
}
