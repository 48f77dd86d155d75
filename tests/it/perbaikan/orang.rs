//! Correcting and merging people.

use chrono::TimeDelta;
use kernel::form::Form;
use kernel::ledger::{AsOf, Side};
use kernel::{CatatanId, Problem};
use people::Merging;
use records::Mode;
use sea_orm::EntityTrait;
use testkit::{complaint, form, on_both, returned, with};

use super::{change, count, person_of, put, sound};

#[tokio::test]
async fn two_people_who_are_one_count_once_and_keep_what_was_sealed() {
    on_both(async |test| {
        let ctx = test.system();
        let kind = test.lindung.registry.find("kepulangan").unwrap();
        let nik = [("nik", "3603994101900001")];
        let (sealed, plain) = (("kesehatan", "Rahasia contoh"), ("nomor_dokumen", "ZZ000001"));
        let returned = |person: &[(&str, &str)], day: &str| {
            let own = [("nama", "Siti Contoh"), ("tiba_pada", day), ("kategori", "sakit")];
            with(form(&own), person)
        };
        let one = put(&test, "kepulangan", returned(&[plain, sealed], "2025-06-01")).await;
        let two = put(&test, "kepulangan", returned(&nik, "2025-06-02")).await;
        let person = async |id| kind.read(&ctx, id, true).await.unwrap().head.person.unwrap();
        let (from, to) = (person(one).await, person(two).await);
        assert_ne!(from, to);
        let people = async || count(&ctx, "kepulangan", true, Side::Counted, AsOf::Now).await;
        assert_eq!(people().await, 2);
        let asked = Merging { from, from_version: Some(1), to, to_version: Some(1) };
        records::persons::merge(&test.lindung.registry, &ctx, &asked, "Orang yang sama").await.unwrap();
        assert_eq!(people().await, 1);
        let shown = kind.read(&ctx, one, true).await.unwrap();
        assert_eq!((shown.head.person, &*shown.form["kesehatan"]), (Some(to), "Rahasia contoh"));
        assert_eq!(&*shown.form["nomor_dokumen"], "ZZ000001");
        // The document leads to the kept person at the next import.
        test.clock.advance(TimeDelta::minutes(1));
        let three = put(&test, "kepulangan", returned(&[plain], "2025-06-03")).await;
        assert_eq!(person(three).await, to);
        assert_eq!(people::show(&ctx, from, false).await.unwrap().id, to);
        assert_eq!(people::list(&ctx, None, 10).await.unwrap().len(), 1);
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn a_person_put_right_changes_what_all_their_records_say() {
    on_both(async |test| {
        let ctx = test.system();
        let registry = &test.lindung.registry;
        let one = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        let other = put(&test, "pengaduan", complaint(1, "2025-06-01")).await;
        registry.find("pengaduan").unwrap().withdraw(&ctx, change(other)).await.unwrap();
        let person = person_of(&test, "kepulangan", one).await;
        let correct = async |fields: &[(&str, &str)]| {
            test.clock.advance(TimeDelta::minutes(1));
            records::persons::edit(registry, &ctx, change(CatatanId(person.0)), &form(fields)).await.unwrap();
        };
        correct(&[("nama", "Siti Betul")]).await;
        let version =
            async |kind: &str, id| registry.find(kind).unwrap().read(&ctx, id, false).await.unwrap().head.version;
        assert_eq!((version("kepulangan", one).await, version("pengaduan", other).await), (1, 2));
        correct(&[("jenis_kelamin", "L"), ("daerah_asal", "32.04"), ("tanggal_lahir", "1990-06-02")]).await;
        assert_eq!((version("kepulangan", one).await, version("pengaduan", other).await), (2, 3));
        for id in [one, other] {
            for fact in kernel::ledger::open_rows(ctx.db(), id).await.unwrap() {
                let traits = (fact.kelamin.as_deref(), fact.provinsi.as_deref(), fact.kelompok_umur.as_deref());
                assert_eq!(traits, (Some("L"), Some("32"), Some("25-34")));
            }
        }
        let line = kernel::history::of(&ctx, "kepulangan", one).await.unwrap().pop().unwrap();
        assert_eq!(line.alasan, "Data orang diubah: Salah catat");
        sound(&test).await;
        test
    })
    .await;
}

/// A participant of empowerment known by some number.
fn trained(number: (&str, &str), day: &str) -> Form {
    let fields = [
        ("nama", "Siti Contoh"),
        ("kegiatan", "Pelatihan"),
        ("tanggal", day),
        ("peserta", "purna_pmi"),
        ("hadir", "ya"),
    ];
    with(form(&fields), &[number])
}

#[tokio::test]
async fn chains_of_merged_people_lead_to_the_last_and_iku_5_counts_one() {
    on_both(async |test| {
        let ctx = test.system();
        let numbers = [("nomor_dokumen", "ZZ000001"), ("nomor_dokumen", "ZZ000002"), ("nik", "3603994101900003")];
        let mut people = Vec::new();
        for (number, day) in numbers.iter().zip(["2025-06-01", "2025-06-02", "2025-06-03"]) {
            let id = put(&test, "pemberdayaan", trained(*number, day)).await;
            people.push(person_of(&test, "pemberdayaan", id).await);
        }
        let iku = async || count(&ctx, "pemberdayaan", true, Side::Counted, AsOf::Now).await;
        for (step, left) in [(0, 2), (1, 1)] {
            test.clock.advance(TimeDelta::minutes(1));
            let asked = Merging { from: people[step], from_version: None, to: people[step + 1], to_version: None };
            records::persons::merge(&test.lindung.registry, &ctx, &asked, "Orang yang sama").await.unwrap();
            assert_eq!(iku().await, left);
        }
        assert_eq!(people::show(&ctx, people[0], false).await.unwrap().id, people[2]);
        test.clock.advance(TimeDelta::minutes(1));
        for (number, day) in numbers.iter().zip(["2025-06-04", "2025-06-05", "2025-06-06"]) {
            let id = put(&test, "pemberdayaan", trained(*number, day)).await;
            assert_eq!(person_of(&test, "pemberdayaan", id).await, people[2], "{number:?}");
        }
        assert_eq!(iku().await, 1);
        sound(&test).await;
        test
    })
    .await;
}

/// Fields and what stands in them.
type Pairs = &'static [(&'static str, &'static str)];

#[tokio::test]
async fn every_sealed_field_opens_with_the_kept_persons_key() {
    on_both(async |test| {
        let ctx = test.system();
        let registry = &test.lindung.registry;
        let person = [("nama", "Siti Contoh"), ("nomor_dokumen", "ZZ000001")];
        let differs: Pairs = &[
            ("kepulangan", "PLG-2025-000001"),
            ("isian", "kesehatan"),
            ("uraian", "Uji"),
            ("dicatat_pada", "2025-06-01"),
        ];
        let own: [(&str, &str, Pairs); 7] = [
            ("kepulangan", "kesehatan", &[("tiba_pada", "2025-06-01"), ("kategori", "sakit")]),
            (
                "klaim",
                "rekening",
                &[("jenis_klaim", "meninggal_dunia"), ("diajukan_pada", "2025-06-01"), ("cabang", "Serang")],
            ),
            ("rehabilitasi", "kebutuhan", &[("didata_pada", "2025-06-01"), ("bermasalah", "ya")]),
            (
                "pengaduan",
                "telepon_pelapor",
                &[
                    ("diterima_pada", "2025-06-01"),
                    ("kanal", "telepon"),
                    ("pelapor", "Budi Contoh"),
                    ("hubungan_pelapor", "anak"),
                    ("jenis_kasus", "tppo"),
                ],
            ),
            ("selisih", "tersimpan", differs),
            ("selisih", "diajukan", differs),
            ("klaim", "telepon_pelapor", &[("jenis_klaim", "lainnya"), ("dilaporkan_pada", "2025-06-01")]),
        ];
        // Every field that any kind seals is tried.
        let sealed = |kind: &&'static dyn records::AnyKind| {
            let fields = kind.fields().into_iter().filter(|f| f.sensitivity != kernel::form::Sensitivity::Open);
            fields.filter(|f| !people::FIELDS.iter().any(|p| p.key == f.key)).count()
        };
        assert_eq!(registry.all().iter().map(sealed).sum::<usize>(), own.len());
        let mut held = Vec::new();
        for (kind, field, fields) in own {
            let form = with(with(form(&person), fields), &[(field, "+6280000001")]);
            held.push((kind, field, put(&test, kind, form).await));
        }
        let kept = put(&test, "kepulangan", returned(1, "2025-06-02", "sakit")).await;
        let (from, to) = (person_of(&test, "klaim", held[1].2).await, person_of(&test, "kepulangan", kept).await);
        let asked = Merging { from, from_version: None, to, to_version: None };
        records::persons::merge(registry, &ctx, &asked, "Orang yang sama").await.unwrap();
        for (kind, field, id) in held {
            let shown = registry.find(kind).unwrap().read(&ctx, id, true).await.unwrap();
            assert_eq!((shown.head.person, &*shown.form[field]), (Some(to), "+6280000001"), "{kind}");
        }
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn who_cannot_be_one_is_not_merged() {
    on_both(async |test| {
        let ctx = test.system();
        let registry = &test.lindung.registry;
        let one = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        let other = put(&test, "kepulangan", returned(2, "2025-06-01", "sakit")).await;
        let (from, to) = (person_of(&test, "kepulangan", one).await, person_of(&test, "kepulangan", other).await);
        let asked = Merging { from, from_version: None, to, to_version: None };
        let merge = async || records::persons::merge(registry, &ctx, &asked, "Orang yang sama").await;
        let refused = merge().await;
        assert!(matches!(&refused, Err(Problem::Refused { detail, .. }) if detail.contains("NIK")), "{refused:?}");
        let wrong = form(&[("nik", "")]);
        records::persons::edit(registry, &ctx, change(CatatanId(from.0)), &wrong).await.unwrap();
        test.clock.advance(TimeDelta::minutes(1));
        assert_eq!(merge().await.unwrap(), to);
        assert!(matches!(merge().await, Err(Problem::Refused { .. })));
        sound(&test).await;
        test
    })
    .await;
}

#[tokio::test]
async fn nothing_is_written_for_somebody_who_is_just_going() {
    on_both(async |test| {
        let ctx = test.system();
        let registry = &test.lindung.registry;
        let passport = [("nama", "Siti Contoh"), ("nomor_dokumen", "ZZ000001"), ("kategori", "sakit")];
        let row = |day: u8| with(form(&passport), &[("tiba_pada", &format!("2025-06-{day:02}"))]);
        let one = put(&test, "kepulangan", row(1)).await;
        let other = put(&test, "kepulangan", returned(1, "2025-06-01", "sakit")).await;
        let (from, to) = (person_of(&test, "kepulangan", one).await, person_of(&test, "kepulangan", other).await);
        let asked = Merging { from, from_version: Some(1), to, to_version: Some(1) };
        let kind = registry.find("kepulangan").unwrap();
        let register = async |day| kind.register(&ctx, &[row(day)], &[], Mode::Write).await.unwrap();
        let merge = async || records::persons::merge(registry, &ctx, &asked, "Orang yang sama").await;
        let back = async || {
            let asked = Merging { from: to, from_version: Some(1), to: from, to_version: Some(1) };
            records::persons::merge(registry, &ctx, &asked, "Orang yang sama").await
        };
        let (_, _, there, here, _) = tokio::join!(
            Box::pin(register(2)),
            Box::pin(register(3)),
            Box::pin(merge()),
            Box::pin(back()),
            Box::pin(register(4))
        );
        assert!(there.is_ok() != here.is_ok(), "{there:?} {here:?}");
        let gone = if there.is_ok() { from } else { to };
        let records = pemulangan::kepulangan::entity::Entity::find().all(&test.house().db).await.unwrap();
        assert_eq!(records.len(), 5);
        assert!(records.iter().all(|record| record.orang_id != gone));
        sound(&test).await;
        test
    })
    .await;
}
