//! What a row is: new, the same, changed, or in contradiction to what stands.

use records::{Change, Consent};
use reporting::penutupan::{self, changes};
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::on_both;

use super::{SHOWN, UPDATE, bring, kind, select, tally};
use crate::penutupan::signed;

#[tokio::test]
async fn one_more_filled_column_is_the_same_return_and_its_history_names_the_file() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nama,nik,nomor_dokumen,tanggal_lahir,tiba_pada,negara,kategori,keterangan";
        let a = format!("{head}\nLengkap Contoh,3602991211870888,X7000888,,31/08/2024,Malaysia,deportasi,\n");
        let b = a.replace("deportasi,\n", "deportasi,sudah ditemui\n");
        assert_eq!(tally(&bring(&test, &ctx, "kepulangan", &a, SHOWN).await), [1, 0, 0, 0, 0]);
        let shown = bring(&test, &ctx, "kepulangan", &b, SHOWN).await;
        assert_eq!(tally(&shown), [0, 0, 1, 0, 0]);
        let changed = &shown.changed[0];
        assert_eq!((changed.place.row, changed.number.as_str()), (2, "PLG-2024-000001"));
        let fields: Vec<_> = changed.fields.iter().map(|f| (f.label, f.was.as_str(), f.is.as_str())).collect();
        assert_eq!(fields, [("Keterangan", "", "sudah ditemui")]);
        let read = select(&test, "SELECT tindakan FROM jejak_akses WHERE tindakan = 'cocokkan'").await;
        assert_eq!(read.len(), 1, "what is shown of a person on file is logged");
        bring(&test, &ctx, "kepulangan", &b, UPDATE).await;
        let lines =
            select(&test, "SELECT alasan, perubahan FROM riwayat WHERE jenis = 'kepulangan' AND versi = 2").await;
        assert_eq!(lines[0]["alasan"], json!("Diperbarui dari berkas susulan.csv."));
        // What is left out erases nothing.
        let less = "nama,nik,tiba_pada,kategori\nLengkap Contoh,3602991211870888,31/08/2024,deportasi\n";
        assert_eq!(tally(&bring(&test, &ctx, "kepulangan", less, UPDATE).await), [0, 1, 0, 0, 0]);
        let rows = select(&test, "SELECT keterangan, versi FROM kepulangan").await;
        assert_eq!(rows, [json!({ "keterangan": "sudah ditemui", "versi": 2 })]);
        test
    })
    .await;
}

#[tokio::test]
async fn without_a_common_number_it_is_asked_and_each_way_out_is_open() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nomor,nama,nik,dicatat_pada,sumber,berminat,pendidikan";
        let bare = |name: &str| format!("{head}\n,{name},,2025-06-01,job_fair,ya,\n");
        let more = |number: &str| format!("{head}\n{number},Siti Contoh,3603994101900001,2025-06-01,job_fair,ya,SMA\n");
        let fair = async |file: String, consent| bring(&test, &ctx, "pencari-kerja", &file, consent).await;
        assert_eq!(tally(&fair(bare("Siti Contoh"), SHOWN).await), [1, 0, 0, 0, 0]);
        for consent in [SHOWN, UPDATE] {
            let asked = fair(more(""), consent).await;
            assert_eq!((tally(&asked), asked.written), ([0, 0, 0, 1, 0], false));
            let detail = &asked.errors[0].detail;
            assert!(asked.errors[0].column == "nomor" && detail.contains("PKJ-2025-000001"), "{detail}");
        }
        assert_eq!(tally(&fair(bare("Sitti Rekaan"), SHOWN).await), [1, 0, 0, 0, 0], "another name is somebody else");
        assert_eq!(tally(&fair(more("PKJ-2025-000001"), UPDATE).await), [0, 0, 1, 0, 1], "its number says which it is");
        assert_eq!(tally(&fair(more(""), UPDATE).await), [0, 1, 0, 0, 0], "the person has that NIK now");
        let other = format!("{head}\n,Siti Contoh,,2025-06-01,job_fair,ya,SD\n");
        let names = Consent { update: true, namesakes: true };
        assert_eq!(tally(&fair(other.clone(), names).await), [0, 0, 1, 0, 1], "whoever imports may say it of all rows");
        let own = other.replace("\n,Siti", "\nbaru,Siti").replace("SD", "SMP");
        assert_eq!(tally(&fair(own, SHOWN).await), [1, 0, 0, 0, 0], "or that it is somebody of her own");
        let none = fair(more("PKJ-2025-000099"), UPDATE).await;
        assert!(none.errors[0].detail.contains("PKJ-2025-000099 tidak ada"), "{:?}", none.errors);
        let stranger = more("PKJ-2025-000002");
        assert_eq!(fair(stranger, UPDATE).await.errors[0].column, "nama", "a number of somebody else's record");
        let counted =
            format!("{head}\n1,Budi Misalan,,2025-06-01,job_fair,ya,\n2,Nur Umpama,,2025-06-01,job_fair,ya,\n");
        let counted = fair(counted, SHOWN).await;
        assert_eq!((counted.new, counted.unknown.as_slice()), (2, &["Nomor (hanya nomor urut)".to_owned()][..]));
        test
    })
    .await;
}

#[tokio::test]
async fn rows_of_one_file_that_are_the_same_happening_are_named() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nama,nik,orang_id,tiba_pada,kategori,negara";
        let file = |rows: &[&str]| format!("{head}\n{}\n", rows.join("\n"));
        let siti = "Siti Contoh,3603994101900001,,2025-06-01,sakit,MY";
        let taiwan = "Siti Contoh,3603994101900001,,2025-06-01,sakit,TW";
        let twice =
            bring(&test, &ctx, "kepulangan", &file(&[siti, "Budi Contoh,,,2025-06-01,sakit,MY", taiwan]), SHOWN).await;
        let named: Vec<_> = twice.errors.iter().map(|e| (e.row, e.column.as_str())).collect();
        assert_eq!((named, twice.written), (vec![(2, "nomor"), (4, "nomor")], false));
        assert!(twice.errors[0].detail.contains("baris 4") && twice.errors[1].detail.contains("baris 2"));
        let bare = ["Nur Contoh,,,2025-06-01,sakit,MY", "Nur Contoh,,,2025-06-01,sakit,TW"];
        assert_eq!(bring(&test, &ctx, "kepulangan", &file(&bare), SHOWN).await.errors.len(), 2);
        let two = bare.map(|row| row.replace(",,,", ",,baru,"));
        let two = file(&[&two[0], &two[1]]);
        assert_eq!(
            tally(&bring(&test, &ctx, "kepulangan", &two, SHOWN).await),
            [2, 0, 0, 0, 0],
            "two people of one name"
        );
        assert_eq!(tally(&bring(&test, &ctx, "kepulangan", &two, SHOWN).await), [0, 2, 0, 0, 0]);
        bring(&test, &ctx, "kepulangan", &file(&[siti]), SHOWN).await;
        for consent in [SHOWN, UPDATE] {
            let both = bring(&test, &ctx, "kepulangan", &file(&[siti, taiwan]), consent).await;
            assert_eq!(both.errors.len(), 2, "also where one of them stands already: {:?}", both.errors);
        }
        test
    })
    .await;
}

#[tokio::test]
async fn what_was_withdrawn_moved_filled_in_by_a_step_or_mended_since_is_left_alone_and_told() {
    on_both(async |test| {
        let ctx = test.lindung.system_for("BP3MI-BANTEN", "Impor").unwrap();
        let head = "nama,nik,diterima_pada,kanal,pelapor,hubungan_pelapor,jenis_kasus,diverifikasi_pada,negara";
        let file = |verified: &str, country: &str| {
            format!("{head}\nSiti Contoh,3603994101900001,2025-06-01,telepon,A Contoh,anak,tppo,{verified},{country}\n")
        };
        let case = async |file: &str, consent| bring(&test, &ctx, "pengaduan", file, consent).await;
        assert_eq!(case(&file("", "MY"), SHOWN).await.new, 1);
        let id = cases::pengaduan::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap().id;
        let edit = async |pairs: &[(&str, &str)]| {
            let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
            kind(&test, "pengaduan").edit(&ctx, change, testkit::form(pairs)).await.unwrap();
        };
        edit(&[("diverifikasi_pada", "2025-06-05")]).await;
        let stepped = case(&file("2025-06-04", "MY"), UPDATE).await;
        assert_eq!((stepped.errors[0].column.as_str(), stepped.written), ("diverifikasi_pada", false));
        let kept = case(&file("", "TW"), UPDATE).await;
        assert_eq!(tally(&kept), [0, 0, 1, 0, 1], "{:?}", kept.errors);
        assert_eq!(select(&test, "SELECT diverifikasi_pada AS hari FROM pengaduan").await, [json!({ "hari": "2025-06-05" })]);
        // Mended by hand since: the file from which it came says nothing new.
        edit(&[("negara", "HK")]).await;
        let old = case(&file("", "TW"), UPDATE).await;
        assert_eq!((tally(&old), old.since.len()), ([0, 1, 0, 0, 0], 1), "{:?}", old.changed);
        assert_eq!(select(&test, "SELECT negara FROM pengaduan").await, [json!({ "negara": "HK" })]);

        let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
        kind(&test, "pengaduan").withdraw(&ctx, change).await.unwrap();
        for consent in [SHOWN, UPDATE] {
            let gone = case(&file("", "SG"), consent).await;
            assert!(gone.errors[0].detail.contains("dibatalkan") && !gone.written, "{:?}", gone.errors);
        }

        let claim = "nama,nik,jenis_klaim,diajukan_pada,cabang\nSiti Contoh,3603994101900001,meninggal_dunia,2025-06-01,Serang\n";
        assert_eq!(bring(&test, &ctx, "klaim", claim, SHOWN).await.new, 1);
        let id = jamsos::klaim::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap().id;
        let all = test.lindung.system_for("KP2MI", "Uji").unwrap();
        let change = Change { id, version: None, reason: "Uji".to_owned(), happened: None };
        kind(&test, "klaim").relocate(&all, change, "BP3MI-JABAR", &[]).await.unwrap();
        let moved = bring(&test, &ctx, "klaim", claim, UPDATE).await;
        assert!(moved.errors[0].detail.contains("BP3MI-JABAR") && !moved.written, "{:?}", moved.errors);
        test
    })
    .await;
}

#[tokio::test]
async fn a_signed_closing_stays_and_what_a_file_moved_is_named() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nama,nik,tiba_pada,kategori";
        let row = |name: &str, nik: u32, category: &str| format!("{name},36039941019{nik:05},2025-02-03,{category}");
        let file = |category: &str| {
            format!("{head}\n{}\n{}\n", row("Siti Contoh", 1, category), row("Budi Misalan", 2, "sakit"))
        };
        assert_eq!(bring(&test, &ctx, "kepulangan", &file("sakit"), SHOWN).await.new, 2);
        let closing = signed(&test, 1).await;
        test.clock.advance(chrono::TimeDelta::minutes(1));
        assert_eq!(tally(&bring(&test, &ctx, "kepulangan", &file("cuti"), UPDATE).await), [0, 1, 1, 0, 1]);
        let shown = penutupan::show(&ctx, closing.id).await.unwrap();
        let figure = shown.figure("iku-06").unwrap();
        assert_eq!((figure.pembilang, figure.tidak_dihitung), (2, 0), "what was signed stays");
        assert_eq!(penutupan::verify(&ctx, &shown.closing).await.unwrap(), []);
        let changed = changes::of_figure(&ctx, &shown, figure).await.unwrap();
        let causes: Vec<_> =
            changed.lines.iter().flat_map(|line| &line.causes).map(|c| c.line.alasan.as_str()).collect();
        assert_eq!((changed.now.numerator, causes), (1, vec!["Diperbarui dari berkas susulan.csv."]));
        test
    })
    .await;
}

#[tokio::test]
async fn a_birth_date_tells_who_it_is_and_two_rows_say_the_same_of_one_person() {
    on_both(async |test| {
        let ctx = test.system();
        let head = "nama,nik,tanggal_lahir,tiba_pada,kategori,negara";
        let file = |rows: &[&str]| format!("{head}\n{}\n", rows.join("\n"));
        let bare = file(&["Siti Contoh,,1990-01-02,2025-06-01,sakit,MY"]);
        assert_eq!(bring(&test, &ctx, "kepulangan", &bare, SHOWN).await.new, 1);
        let full = file(&["Siti Contoh,3603994201900001,1990-01-02,2025-06-01,sakit,TW"]);
        assert_eq!(tally(&bring(&test, &ctx, "kepulangan", &full, UPDATE).await), [0, 0, 1, 0, 1]);
        let other = file(&["Siti Contoh,,1991-05-05,2025-06-01,sakit,MY"]);
        assert_eq!(
            tally(&bring(&test, &ctx, "kepulangan", &other, SHOWN).await),
            [1, 0, 0, 0, 0],
            "born on another day"
        );
        let second = file(&["Siti Contoh,3603994201900001,1990-01-02,2025-06-20,sakit,TW"]);
        let near = bring(&test, &ctx, "kepulangan", &second, SHOWN).await;
        assert_eq!(tally(&near), [1, 0, 0, 0, 0]);
        assert!(near.warnings[0].detail.contains("PLG-2025-000001"), "{:?}", near.warnings);
        let apart = file(&[
            "Siti Contoh,3603994201900001,1990-01-02,2025-06-01,sakit,HK",
            "Siti Contoh,3603994201900001,1990-01-03,2025-06-20,sakit,HK",
        ]);
        let differ = bring(&test, &ctx, "kepulangan", &apart, UPDATE).await;
        assert!(!differ.errors.is_empty() && !differ.written, "{:?}", differ.changed);
        test
    })
    .await;
}
