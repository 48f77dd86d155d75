//! People are matched by number, never by name, and never lose what was said of them.

use kernel::form::Form;
use records::{Mode, Outcome};
use sea_orm::{EntityTrait, PaginatorTrait};
use testkit::{Test, form, on_both, with};

async fn record(test: &Test, person: &[(&str, &str)], day: &str) {
    let typed: Form = with(form(person), &[("tiba_pada", day), ("kategori", "bermasalah")]);
    let kind = test.lindung.registry.find("kepulangan").unwrap();
    let done = kind.register(&test.system(), &[typed], &[], Mode::Write).await.unwrap();
    assert!(matches!(done.outcomes[0], Outcome::New(..)), "{:?}", done.outcomes);
}

async fn count(test: &Test) -> u64 {
    people::entity::Entity::find().count(&test.house().db).await.unwrap()
}

const NIK: (&str, &str) = ("nik", "3603994101900001");
const PASSPORT: (&str, &str) = ("nomor_dokumen", "ZZ000001");

#[tokio::test]
async fn a_name_alone_is_never_the_same_person() {
    on_both(async |test| {
        record(&test, &[("nama", "Siti Contoh"), ("tanggal_lahir", "1990-01-01")], "2025-06-01").await;
        record(&test, &[("nama", "Siti Contoh"), ("tanggal_lahir", "1990-01-01")], "2025-06-02").await;
        assert_eq!(count(&test).await, 2);
        test
    })
    .await;
}

#[tokio::test]
async fn what_is_learnt_later_is_filled_in_and_what_is_known_stays() {
    on_both(async |test| {
        record(&test, &[("nama", "Siti Contoh"), PASSPORT], "2025-06-01").await;
        record(&test, &[("nama", "Siti C."), PASSPORT, NIK, ("telepon", "+628000000001")], "2025-06-02").await;
        record(&test, &[("nama", "Siti Contoh"), NIK, ("telepon", "+628000000002")], "2025-06-03").await;
        assert_eq!(count(&test).await, 1);
        let ctx = test.system();
        let model = people::entity::Entity::find().one(&test.house().db).await.unwrap().unwrap();
        let shown = people::show(&ctx, model.id, true).await.unwrap();
        assert_eq!(shown.form["nama"], "Siti Contoh");
        assert_eq!(shown.form["nik"], NIK.1);
        assert_eq!(shown.form["telepon"], "+628000000001");
        let history = kernel::history::of(&ctx, "orang", kernel::CatatanId(model.id.0)).await.unwrap();
        assert_eq!(history.len(), 2);
        test
    })
    .await;
}

#[tokio::test]
async fn two_niks_are_two_people_even_with_one_passport() {
    on_both(async |test| {
        record(&test, &[("nama", "Siti Contoh"), NIK, PASSPORT], "2025-06-01").await;
        record(&test, &[("nama", "Budi Contoh"), ("nik", "3603990101900002"), PASSPORT], "2025-06-02").await;
        assert_eq!(count(&test).await, 2);
        test
    })
    .await;
}

#[tokio::test]
async fn another_master_key_is_refused_before_anything_is_written() {
    on_both(async |test| {
        record(&test, &[("nama", "Siti Contoh"), NIK], "2025-06-01").await;
        let mut config = test.lindung.config.clone();
        config.master_key = "ab".repeat(32);
        config.database.url = config.database_url();
        let Err(kernel::Problem::Malformed(refusal)) = server::open(config).await else {
            panic!("a wrong key was taken")
        };
        assert!(refusal.contains("Kunci induk"), "{refusal}");
        test
    })
    .await;
}
