//! A database in which the release before made one person of several, since it believed every number: `tests/fixtures/sebelum-ditanya.sql`.
//! Ana, Budi and Cici share a NIK of zeros; Bambang was recorded with the NIK of Wati, and Eko with the passport HILANG of Dewi, whose
//! quarter is closed. Gita came twice and is nobody else.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::StatusCode;
use kernel::Triwulan;
use kernel::form::parse;
use kernel::ledger::{AsOf, Members, Part, Side};
use kernel::{Ctx, OrangId};
use people::{Number, Parting, Whom};
use records::persons::{Asked, part};
use reporting::penutupan;
use sea_orm::{ConnectionTrait, Database, EntityTrait};
use serde_json::json;
use server::{Config, Lindung, compose, jobs};
use testkit::{Backend, Test, TestApp, form, on_both};

const ROWS: &str = include_str!("../fixtures/sebelum-ditanya.sql");
/// How many steps its schema had.
const STEPS: u32 = 29;
/// The fingerprint of its closing, as it was signed.
const SIGNED: &str = "e59445ca5346686b9cd8a8b0db560da2a15fdcba9cc423996fe10389691e9803";

fn sql(backend: Backend) -> String {
    let (id, bytes) = if backend == Backend::Sqlite { ("X'", "X'") } else { ("'", "'\\x") };
    [("(U'", "(", id), (" U'", " ", id), (" B'", " ", bytes)]
        .iter()
        .fold(ROWS.to_owned(), |text, (mark, before, own)| text.replace(mark, &[*before, own].concat()))
}

async fn opened(test: &Test) -> Lindung {
    let config =
        Config { data_dir: test.folder().join("lama"), master_key: "c0".repeat(32), ..test.lindung.config.clone() };
    std::fs::create_dir_all(&config.data_dir).unwrap();
    test.clear().await;
    let url = config.database_url();
    migrations::run_to(&url, Some(STEPS)).await.unwrap();
    let db = Database::connect(&url).await.unwrap();
    db.execute_unprepared(&sql(test.backend)).await.unwrap();
    db.close().await.unwrap();
    test.at("2026-12-01", 9);
    Box::pin(compose::open_with(config, Arc::clone(&test.clock) as _)).await.unwrap()
}

/// What the audit says of each person, by name. The name itself is not told.
async fn found(lindung: &Lindung) -> BTreeMap<String, Vec<String>> {
    let people = people::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in jobs::verify(lindung, "2026-11-30".parse().unwrap()).await.unwrap() {
        let person = people.iter().find(|person| person.id.to_string() == finding.number);
        let name = person.map_or(finding.number.clone(), |person| person.nama.clone());
        assert!(people.iter().all(|person| !finding.to_string().contains(&person.nama)), "{finding}");
        all.entry(name).or_default().push(finding.detail);
    }
    all
}

async fn person(lindung: &Lindung, name: &str) -> people::entity::Model {
    let people = people::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    people.into_iter().find(|person| person.nama == name).unwrap()
}

/// The ids of returns by the end of their numbers.
async fn returns(lindung: &Lindung) -> BTreeMap<String, pemulangan::kepulangan::entity::Model> {
    let rows = pemulangan::kepulangan::entity::Entity::find().all(&lindung.house.db).await.unwrap();
    rows.into_iter()
        .map(|row| (row.nomor.rsplit('-').next().unwrap().trim_start_matches('0').to_owned(), row))
        .collect()
}

async fn people_of(ctx: &Ctx, quarter: Triwulan, as_of: AsOf) -> i64 {
    let parts = vec![Part { measure: "kepulangan", distinct: true }];
    let members = Members {
        parts,
        offices: ctx.actor.offices.clone(),
        period: quarter.period(2025),
        side: Side::Counted,
        as_of,
        only: None,
    };
    members.totals(ctx.db()).await.unwrap().0
}

/// Parts records, by the ends of their numbers, to somebody new.
async fn parted(
    lindung: &Lindung,
    ctx: &Ctx,
    from: &str,
    records: &[&str],
    to: &[(&str, &str)],
    numbers: [Number; 2],
) -> OrangId {
    let fields: Vec<_> = people::FIELDS.iter().collect();
    let values = parse(&fields, &form(to), &lindung.house.reference, ctx.today()).unwrap().values;
    let from = person(lindung, from).await;
    let all = returns(lindung).await;
    let [nik, document] = numbers;
    let parting = Parting { from: from.id, version: Some(from.versi), to: Whom::New(values), nik, document };
    let records = records.iter().map(|number| ("kepulangan".to_owned(), all[*number].id)).collect();
    Box::pin(part(&lindung.registry, ctx, &Asked { parting, records, reason: "Tercampur karena nomornya".to_owned() }))
        .await
        .unwrap()
}

const BAMBANG: [(&str, &str); 3] =
    [("nama", "Bambang Misalan"), ("jenis_kelamin", "L"), ("tanggal_lahir", "1960-05-17")];
const EKO: [(&str, &str); 3] = [("nama", "Eko Misalan"), ("jenis_kelamin", "L"), ("tanggal_lahir", "1985-07-15")];

#[tokio::test]
async fn who_was_mixed_up_is_named_and_parted_and_what_was_closed_stays() {
    on_both(async |test| {
        let lindung = opened(&test).await;
        let ctx = lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
        let told = found(&lindung).await;
        assert_eq!(told.keys().collect::<Vec<_>>(), ["Ana Contoh", "Dewi Contoh", "Wati Contoh"], "{told:?}");
        let says = |name: &str, what: &str| told[name].iter().any(|detail| detail.contains(what));
        assert!(
            says("Ana Contoh", "NIK orang ini nomor pengisi") && says("Ana Contoh", "PLG-2025-000008, PLG-2025-000009")
        );
        assert!(says("Dewi Contoh", "nomor dokumen orang ini nomor pengisi") && says("Dewi Contoh", "PLG-2025-000004"));
        assert!(says("Dewi Contoh", "jenis kelamin dan tanggal lahir lain"));
        assert!(says("Wati Contoh", "PLG-2025-000002 (mungkin orang lain)"), "{told:?}");
        let closing = penutupan::all(&ctx, None).await.unwrap().remove(0);
        let figures =
            async |as_of| [people_of(&ctx, Triwulan::Tw2, as_of).await, people_of(&ctx, Triwulan::Tw3, as_of).await];
        assert_eq!(figures(AsOf::Now).await, [3, 1]);

        let bambang = parted(&lindung, &ctx, "Wati Contoh", &["2"], &BAMBANG, [Number::Stays, Number::Stays]).await;
        parted(&lindung, &ctx, "Dewi Contoh", &["4"], &EKO, [Number::Goes, Number::Nobodys]).await;
        let (budi, cici) = ([("nama", "Budi Contoh")], [("nama", "Cici Contoh")]);
        parted(&lindung, &ctx, "Ana Contoh", &["8"], &budi, [Number::Nobodys, Number::Stays]).await;
        parted(&lindung, &ctx, "Ana Contoh", &["9"], &cici, [Number::Stays, Number::Stays]).await;

        assert_eq!(found(&lindung).await, BTreeMap::new());
        assert_eq!(figures(AsOf::Now).await, [5, 3]);
        assert_eq!(figures(AsOf::At(closing.pada)).await, [3, 1], "what was closed was closed so");
        assert_eq!(penutupan::all(&ctx, None).await.unwrap().remove(0).sidik, SIGNED);
        let eko = person(&lindung, "Eko Misalan").await;
        let dewi = person(&lindung, "Dewi Contoh").await;
        let text = |person| people::text(&ctx, person).unwrap();
        assert_eq!(text(&eko)["nik"], "3603991507850002");
        assert!(!text(&dewi).contains_key("nik") && !text(&dewi).contains_key("nomor_dokumen"));
        assert!(!text(&eko).contains_key("nomor_dokumen"), "HILANG is nobody's");
        // What was sealed for Wati opens for Bambang.
        let record = returns(&lindung).await["2"].id;
        let kind = lindung.registry.find("kepulangan").unwrap();
        let shown = kind.read(&ctx, record, true).await.unwrap();
        assert_eq!((shown.head.person, shown.form["kesehatan"].as_str()), (Some(bambang), "Rahasia contoh Bambang"));
        lindung.close().await.unwrap();
        test
    })
    .await;
}

#[tokio::test]
async fn who_looked_and_found_one_person_is_not_told_again() {
    on_both(async |test| {
        let lindung = opened(&test).await;
        let app = TestApp::of(lindung.router());
        let login = json!({ "username": "kepala.contoh", "password": "kata sandi contoh 2025" });
        let token = app.post("/api/v1/auth/login", &login).await.json()["access_token"].as_str().unwrap().to_owned();
        let app = app.with_token(&token);
        let wati = person(&lindung, "Wati Contoh").await;
        let road = format!("/api/v1/orang/{}/pastikan", wati.id);
        let sure = json!({ "isian": "catatan", "alasan": "Berkasnya sama" });
        assert_eq!(app.act(&road, wati.versi + 7, &sure).await.status, StatusCode::PRECONDITION_FAILED);
        let done = app.act(&road, wati.versi, &sure).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(!found(&lindung).await.contains_key("Wati Contoh"));
        lindung.close().await.unwrap();
        test
    })
    .await;
}
