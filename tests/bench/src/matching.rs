//! Who may be meant, among 45,000 people of three offices.

use std::time::{Duration, Instant};

use kernel::access::{Read, log};
use kernel::form::{Form, parse};
use kernel::{Ctx, OrangId};
use people::score::Strength;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use testkit::Test;

use crate::timing::{median, plan};

const PEOPLE: u32 = 45_000;
const BATCH: u32 = 2_500;
const QUERIES: u32 = 200;
/// What one match may take.
const MOST: Duration = Duration::from_millis(10);
const OFFICES: [&str; 3] = ["BP3MI-BANTEN", "P4MI-SOETTA", "BP3MI-JABAR"];

/// One in six is called Siti and one in eight Muhammad.
const FIRST: [&str; 24] = [
    "Siti", "Siti", "Siti", "Siti", "Muhammad", "Muhammad", "Muhammad", "Ahmad", "Sri", "Nur", "Dewi", "Eko", "Rina",
    "Joko", "Yuliana", "Kartini", "Bambang", "Endang", "Hendra", "Lilis", "Maria", "Rohayati", "Slamet", "Wahyu",
];
const MIDDLE: [&str; 8] = ["", "", "", "", "Ayu ", "Nurul ", "Abdul ", "Tri "];
const LAST: [&str; 32] = [
    "Aminah",
    "Yusuf",
    "Lestari",
    "Hidayat",
    "Wahyuni",
    "Santoso",
    "Aini",
    "Prasetyo",
    "Marlina",
    "Susilo",
    "Nurhayati",
    "Setiawan",
    "Rahayu",
    "Kurniawan",
    "Handayani",
    "Saputra",
    "Rohmah",
    "Wijaya",
    "Sulastri",
    "Firmansyah",
    "Khotimah",
    "Gunawan",
    "Fatimah",
    "Hakim",
    "Maryam",
    "Nugroho",
    "Suryani",
    "Ramadhan",
    "Wulandari",
    "Iskandar",
    "Zulaikha",
    "Purnomo",
];
const AREAS: [&str; 8] = ["36.03", "36.04", "32.05", "32.12", "33.01", "35.09", "52.02", "53.21"];

/// A number that goes on from another, always in the same way.
fn mixed(row: u32, of: u32) -> u32 {
    let mixed = (u64::from(row) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(of) >> 33;
    u32::try_from(mixed).unwrap()
}

fn of<'a>(list: &[&'a str], number: u32) -> &'a str {
    list[number as usize % list.len()]
}

/// A person on file; of a tenth the day is not known, of another tenth only the year.
fn person(row: u32) -> Form {
    let name = [of(&FIRST, mixed(row, 1)), " ", of(&MIDDLE, mixed(row, 7)), of(&LAST, mixed(row, 13))].concat();
    let year = 1960 + mixed(row, 19) % 46;
    let (month, day) = if row % 10 == 1 { (1, 1) } else { (1 + mixed(row, 23) % 12, 1 + mixed(row, 29) % 28) };
    let nik = format!("36039941{:02}{:02}{:04}", 1 + row / 9_999, row % 90 + 1, 1 + row % 9_999);
    let mut form = testkit::form(&[("nama", &name), ("nik", &nik), ("daerah_asal", of(&AREAS, mixed(row, 31)))]);
    if !row.is_multiple_of(10) {
        form.insert("tanggal_lahir".to_owned(), format!("{year}-{month:02}-{day:02}"));
    }
    form
}

async fn fill(test: &mut Test) {
    let began = Instant::now();
    let fields: Vec<_> = people::FIELDS.iter().collect();
    for batch in 0..PEOPLE / BATCH {
        let ctx = test.lindung.system_for(of(&OFFICES, batch), "Uji").unwrap();
        let read = |row| parse(&fields, &person(row), &ctx.house.reference, ctx.today()).unwrap().values;
        let rows: Vec<_> = (batch * BATCH..(batch + 1) * BATCH).map(read).collect();
        let tx = ctx.begin().await.unwrap();
        let chosen = vec![people::Choice::Unsaid; rows.len()];
        people::attach(&tx, &ctx, &rows.iter().collect::<Vec<_>>(), &chosen).await.unwrap();
        tx.commit().await.unwrap();
    }
    println!("{PEOPLE} people written in {:.1} s", began.elapsed().as_secs_f64());
    test.reopen().await;
}

/// What is asked: people on file without their number, every other one misspelt, some without a day, some of nobody.
fn asked(number: u32) -> Form {
    let mut form = person(number * (PEOPLE / QUERIES) + number % 7);
    form.remove("nik");
    let name = form["nama"].clone();
    let written = match number % 4 {
        0 => name,
        1 => name.replace("Muhammad", "Moh.").replace('u', "oe").replace('j', "dj"),
        2 => name.replacen("ra", "ar", 1).replacen("ni", "in", 1),
        _ => name.replace("Siti", "St.").replace('y', "i"),
    };
    form.insert("nama".to_owned(), written);
    if number % 10 == 3 {
        form.remove("tanggal_lahir");
    }
    if number % 20 == 5 {
        form.insert("nama".to_owned(), "Kanari Contoh".to_owned());
    }
    form
}

pub(crate) async fn run(test: &mut Test) {
    fill(test).await;
    let ctx = test.lindung.system_for("BP3MI-BANTEN", "Uji").unwrap();
    let bare = bare(&ctx).await;
    let mut taken: Vec<(Duration, Form)> = Vec::new();
    let (mut strong, mut some) = (0, 0);
    people::proposals(&ctx, &asked(0), 8).await.unwrap();
    for number in 0..QUERIES {
        let form = asked(number);
        let began = Instant::now();
        let proposals = people::proposals(&ctx, &form, 8).await.unwrap();
        taken.push((began.elapsed(), form));
        some += u32::from(!proposals.is_empty());
        strong += u32::from(proposals.first().is_some_and(|one| one.strength >= Strength::Kuat));
    }
    taken.sort_by_key(|(time, _)| *time);
    let at = |share: usize| &taken[(taken.len() * share / 100).min(taken.len() - 1)];
    println!("{QUERIES} matches; {strong} with a strong proposal, {some} with any; the access log is written");
    for (what, share) in [("median", 50), ("p99", 99), ("slowest", 100)] {
        let (time, form) = at(share);
        let mark = if *time > MOST { " OVER 10 ms" } else { "" };
        let ratio = time.as_secs_f64() / bare.as_secs_f64();
        let (name, day) = (&form["nama"], form.get("tanggal_lahir").map_or("no day", String::as_str));
        crate::reached::note(&["a match, ", what].concat(), ratio);
        println!("{what}: {:.2} ms{mark}, ratio {ratio:.0} ({name}, {day})", time.as_secs_f64() * 1e3);
    }
    for (what, number) in [("with a day", 0), ("without a day", 13)] {
        let form = asked(number);
        println!("plans of {} {what}:", form["nama"]);
        let born = form.get("tanggal_lahir").and_then(|day| day.parse().ok());
        for select in people::selects(&form["nama"], born) {
            plan(&ctx, &select).await;
        }
    }
}

/// Reads one row of `orang` by its key, and beside it writes one row of the access log.
async fn bare(ctx: &Ctx) -> Duration {
    let people = people::entity::Entity::find().limit(1).all(ctx.db()).await.unwrap();
    let id: OrangId = people[0].id;
    let bare = median(async || {
        let by_key = people::entity::Entity::find().filter(people::entity::Column::Id.eq(id));
        by_key.one(ctx.db()).await.unwrap();
    })
    .await;
    let logged = median(async || {
        log(ctx, Read { action: "cocokkan", kind: "orang", revealed: false }, vec![id]).await.unwrap();
    })
    .await;
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    println!("bare read by key {:.3} ms; a row of the access log {:.2} ms", milliseconds(bare), milliseconds(logged));
    bare
}
