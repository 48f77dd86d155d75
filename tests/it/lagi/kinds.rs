//! What holds for every kind.

use people::heads::folded;
use records::Mode;
use records::import::{Request, run_with};
use serde_json::json;
use server::jobs;
use testkit::{TestApp, on_both};

use super::corrected::{CORRECTED, files};
use super::{SHOWN, UPDATE, bring, count, exported, facts, kind, recorded, tally};

/// By its natural key a kind says which rows of files are the same happening; it is told where people and programs look.
#[test]
fn every_kind_has_a_natural_key_and_tells_it() {
    let registry = server::registry();
    let reference = kernel::reference::Reference::embedded().unwrap();
    let described = server::openapi::document(&registry, &reference).to_string();
    for kind in registry.all() {
        let info = kind.info();
        assert!(!info.same.is_empty(), "{}: say by which fields two rows are the same", info.name);
        let field = |key: &str| kind.own().iter().find(|field| field.key == key);
        for key in info.same {
            let field = field(key).unwrap_or_else(|| panic!("{}: {key}", info.name));
            assert_eq!(field.sensitivity, kernel::form::Sensitivity::Open, "{}: {key} is sealed", info.name);
            assert!(kind.sameness().contains(field.label), "{}: {}", info.name, kind.sameness());
        }
        let first = field(info.same[0]).unwrap();
        assert!(first.required, "{}: records are looked up by {}", info.name, first.key);
        assert!(info.person || !first.kind.is_day(), "{}: {} tells too few apart", info.name, first.key);
        assert_eq!(kind.sameness().contains("orang"), info.person, "{}", info.name);
        let beside = ["nomor", "kantor", "status", "dibatalkan"].map(str::to_owned);
        let mut heads: Vec<String> = beside.into_iter().chain(kind.fields().iter().map(|f| folded(f.label))).collect();
        for field in kind.fields() {
            let of = |other: &&&kernel::form::Field| folded(other.key) == folded(field.label) && other.key != field.key;
            assert!(kind.fields().iter().find(of).is_none(), "{}: two fields under {}", info.name, field.label);
        }
        let all = heads.len();
        heads.sort();
        heads.dedup();
        assert_eq!(heads.len(), all, "{}: a head of its exports stands for two fields", info.name);
        assert!(described.contains(&json!(kind.sameness()).to_string()), "{}", info.name);
        let template = records::import::write(&reference, *kind, false).unwrap();
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(template)).unwrap();
        let mut texts = String::new();
        std::io::Read::read_to_string(&mut book.by_name("xl/sharedStrings.xml").unwrap(), &mut texts).unwrap();
        let told = texts.contains(&kind.sameness());
        assert!(told, "{}: the template says which rows are the same", info.name);
    }
}

#[tokio::test]
async fn import_correct_import_is_one_right_file_whatever_the_kind() {
    on_both(async |test| {
        let [here, there] =
            ["BP3MI-BANTEN", "BP3MI-JABAR"].map(|office| test.lindung.system_for(office, "Impor").unwrap());
        let by_hand =
            test.lindung.registry.all().iter().map(|kind| kind.info()).filter(|info| info.more.made_by.is_none());
        for info in by_hand {
            assert!(
                CORRECTED.iter().any(|(kind, ..)| *kind == info.name),
                "{}: add a row and what it corrects",
                info.name
            );
        }
        for (at, corrected) in CORRECTED.iter().enumerate() {
            let (name, info) = (corrected.0, kind(&test, corrected.0).info());
            let (right, wrong) = files(at, corrected, info.person);
            let first = bring(&test, &here, name, &wrong, SHOWN).await;
            assert_eq!(tally(&first), [1, 0, 0, 0, 0], "{name}: {:?}", first.errors);
            let before = facts(&test, &here, name).await;
            let shown = bring(&test, &here, name, &right, SHOWN).await;
            assert_eq!(tally(&shown), [0, 0, 1, 0, 0], "{name}: {:?}", shown.errors);
            assert_eq!(facts(&test, &here, name).await, before, "{name}: what is only shown moves nothing");
            let (lines, asked) = (count(&test, "riwayat").await, bring(&test, &here, name, &right, UPDATE).await);
            assert_eq!(tally(&asked), [0, 0, 1, 0, 1], "{name}: {:?}", asked.errors);
            assert!(count(&test, "riwayat").await > lines, "{name}");

            let once = bring(&test, &there, name, &right, SHOWN).await;
            assert_eq!(tally(&once), [1, 0, 0, 0, 0], "{name}: {:?}", once.errors);
            let moved = facts(&test, &here, name).await;
            assert_eq!(moved, facts(&test, &there, name).await, "{name}: the figures are those of one right file");
            assert!(info.measures.is_empty() || !moved.is_empty(), "{name}");
            assert_eq!(count(&test, info.table).await, 2, "{name}: one record in each office");

            let lines = count(&test, "riwayat").await;
            let same = bring(&test, &here, name, &right, UPDATE).await;
            assert_eq!(tally(&same), [0, 1, 0, 0, 0], "{name}: {:?} {:?}", same.errors, same.changed);
            let back = bring(&test, &here, name, &wrong, SHOWN).await;
            assert_eq!(back.new, 0, "{name}: the first file again counts nobody twice");
            assert_eq!(count(&test, "riwayat").await, lines, "{name}: nothing was written");
        }
        assert_eq!(jobs::reconcile(&test.lindung).await.unwrap(), []);
        test
    })
    .await;
}

#[tokio::test]
async fn an_own_export_is_read_back_whatever_the_kind() {
    on_both(async |test| {
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Impor").unwrap();
        let app = TestApp::login(&test, "kepala", "BP3MI-BANTEN").await;
        for name in recorded(&test, &ctx).await {
            for format in ["csv", "xlsx"] {
                let bytes = exported(&app, name, format).await;
                let request = Request { name: "ekspor", bytes: &bytes, mode: Mode::Write, skip_bad: false };
                let read = run_with(&test.lindung.registry, &ctx, kind(&test, name), (request, UPDATE), &|_| {});
                let read = read.await.unwrap();
                assert_eq!(tally(&read), [0, 1, 0, 0, 0], "{name} {format}: {:?} {:?}", read.errors, read.changed);
                assert!(
                    read.unknown.is_empty() && read.warnings.is_empty(),
                    "{name}: {:?} {:?}",
                    read.unknown,
                    read.warnings
                );
            }
        }
        // A masked cell says nothing; one that is not of this record says that rows have slipped.
        let head = "Nomor;Nama;NIK;Negara penempatan";
        let masked = |nik: &str| format!("{head}\nPLG-2025-000001;Siti Contoh;{nik};Taiwan\n");
        let kept = bring(&test, &ctx, "kepulangan", &masked("36••••••••••••05"), UPDATE).await;
        assert_eq!(tally(&kept), [0, 0, 1, 0, 1], "{:?}", kept.errors);
        assert_eq!(kept.changed[0].fields.len(), 1);
        let slipped = bring(&test, &ctx, "kepulangan", &masked("36••••••••••••77"), UPDATE).await;
        assert_eq!(slipped.errors[0].column, "nik");
        let nobody = masked("36••••••••••••05").replace("PLG-2025-000001", "");
        assert_eq!(bring(&test, &ctx, "kepulangan", &nobody, UPDATE).await.errors[0].column, "nik");
        test
    })
    .await;
}
