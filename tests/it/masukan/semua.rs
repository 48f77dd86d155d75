//! Every cell of the table by every way, and two people with one number.

use std::collections::BTreeSet;

use kernel::form::Form;
use sea_orm::EntityTrait;
use serde_json::json;
use testkit::{Test, form, on_both, with};

use super::jalan::{ALL, HANDS, Sender, Way};
use super::names;
use super::tabel::{CELLS, Cell, Comes};

/// What the records say that nobody has seen yet, each of its person and of itself.
async fn fresh(test: &Test, seen: &mut BTreeSet<kernel::CatatanId>) -> Vec<Form> {
    let (db, ctx) = (&test.house().db, test.system());
    let mut all = Vec::new();
    for record in pemulangan::kepulangan::entity::Entity::find().all(db).await.unwrap() {
        if !seen.insert(record.id) {
            continue;
        }
        let person = people::entity::Entity::find_by_id(record.orang_id).one(db).await.unwrap().unwrap();
        let mut said = people::text(&ctx, &person).unwrap();
        said.insert("tiba_pada".to_owned(), record.tiba_pada.to_string());
        for (key, text) in [("tiba_jam", record.tiba_jam), ("keterangan", record.keterangan), ("negara", record.negara)]
        {
            said.insert(key.to_owned(), text.unwrap_or_default());
        }
        all.push(said);
    }
    all
}

/// A return of somebody whom no other case has, with the cell of this one.
fn row(at: usize, (_, field, text, ..): &Cell) -> Form {
    let day = kernel::Day::from_ymd_opt(2025, 1, 1).unwrap() + chrono::Days::new(u64::try_from(at).unwrap());
    let letters = [at / 26, at % 26].map(|n| char::from(b'a' + u8::try_from(n).unwrap()));
    let name = format!("Orang{}{} Contoh", letters[0], letters[1]);
    let plain =
        form(&[("nama", &name), ("tiba_pada", &day.to_string()), ("kategori", "deportasi"), ("negara", "Malaysia")]);
    with(plain, &[(field, text)])
}

/// What became otherwise than it must.
async fn wrong(test: &Test, sender: &mut Sender<'_>, way: Way) -> Vec<String> {
    let (mut wrong, mut seen) = (Vec::new(), BTreeSet::new());
    // The api takes one form of each, and says which where it is sent another that people write.
    let exact = |cell: &Cell| way == Way::Api && !cell.3.contains(&way) && cell.3.contains(&Way::Page);
    for (at, cell) in CELLS.iter().enumerate().filter(|(_, cell)| cell.3.contains(&way) || exact(cell)) {
        let (case, field, typed, _, must) = *cell;
        let must = if exact(cell) { Comes::Refused("") } else { must };
        // The page asks about people whose names are alike, as those of this test are.
        let new = if way == Way::Page { &[("orang_id", "baru")][..] } else { &[] };
        let sent = sender.send(way, &with(row(at, cell), new)).await;
        let new = fresh(test, &mut seen).await;
        let is =
            |expected: &str| matches!(new.as_slice(), [said] if said.get(field).map_or("", String::as_str) == expected);
        let table = !HANDS.contains(&way);
        let fine = match must {
            Comes::Read(expected) => sent.wrong.is_empty() && is(expected),
            Comes::Told(expected, words) => {
                sent.wrong.is_empty() && is(expected) && (!table || sent.tells(field, words))
            }
            Comes::Refused(words) => new.is_empty() && sent.refuses(field, words),
            Comes::RefusedAs(other, words) => new.is_empty() && sent.refuses(other, words),
        };
        if !fine {
            let page = sent.wrong.iter().map(|(one, text)| (one, text.chars().take(300).collect::<String>()));
            wrong.push(format!(
                "{case} {field} {typed:?} by {way:?}: {:?} {:?} {new:?}",
                page.collect::<Vec<_>>(),
                sent.told
            ));
        }
    }
    wrong
}

#[tokio::test]
async fn every_cell_comes_to_what_it_must_by_every_way() {
    for way in ALL {
        on_both(async |test| {
            let mut sender = Sender::new(&test).await;
            let wrong = wrong(&test, &mut sender, *way).await;
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            // A11: whoever looks for the number types its 0, or the country.
            for typed in ["081299000001", "+62 812-9900-0001", "81299000001"] {
                let found = sender.api().post("/api/v1/kepulangan/cari", &json!({ "cari": typed })).await.json();
                assert_eq!(found["data"].as_array().unwrap().len(), 1, "{way:?} {typed}");
            }
            test
        })
        .await;
    }
}

#[tokio::test]
async fn one_number_of_two_people_is_asked_about_by_every_way() {
    let nik = "3603994101870001";
    let wati =
        [("nama", "Wati Contoh"), ("jenis_kelamin", "P"), ("tanggal_lahir", "01/01/1987"), ("tiba_pada", "2025-06-01")];
    let bambang = [
        ("nama", "Bambang Misalan"),
        ("jenis_kelamin", "L"),
        ("tanggal_lahir", "17/05/1960"),
        ("tiba_pada", "2025-06-02"),
    ];
    let rest = [("nik", nik), ("kategori", "sakit"), ("negara", "Malaysia")];
    for way in ALL {
        on_both(async |test| {
            let mut sender = Sender::new(&test).await;
            let (wati, bambang) = (with(form(&wati), &rest), with(form(&bambang), &rest));
            let first = sender.send(*way, &wati).await;
            assert!(first.wrong.is_empty(), "{way:?}: {first:?}");
            let asked = sender.send(*way, &bambang).await;
            let told = asked.refuses("orang_id", "") || asked.refuses("", "pilih dahulu siapa orangnya");
            assert!(told, "{way:?}: {asked:?}");
            assert_eq!(names(&test).await, ["Wati Contoh"], "{way:?}");
            let said = sender.send(*way, &with(bambang, &[("orang_id", "baru")])).await;
            assert!(said.wrong.is_empty(), "{way:?}: {said:?}");
            assert_eq!(names(&test).await, ["Bambang Misalan", "Wati Contoh"], "{way:?}");
            test
        })
        .await;
    }
}
