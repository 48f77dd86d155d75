//! The audit of the chain. It checks every row against its stamp, every stream against its counter, and every link against its
//! rows. Rows are read in batches; only their numbers and running hashes are kept.

use std::collections::{BTreeMap, HashMap};
use std::pin::pin;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Jakarta;
use futures_util::TryStreamExt;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, StreamTrait};
use sha2::{Digest, Sha256};

use super::link::{self, Model as Link, beginning};
use super::seen::{Gap, Seen};
use super::{Book, stream, streams};
use crate::access::{self, Shown, person};
use crate::ctx::Ctx;
use crate::history;
use crate::id::{CatatanId, KantorId};
use crate::problem::Result;
use crate::vault::hex;

/// Something in the history, the access log or the chain that was changed outside Lindung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is: `riwayat`, `jejak` or `rantai`.
    pub about: &'static str,
    /// The kind of record; `jejak-akses` or `rantai` if it is not about a record.
    pub kind: String,
    /// The record, if it is about one.
    pub record: Option<CatatanId>,
    /// The office; none if it is about all offices.
    pub office: Option<KantorId>,
    /// The id of the record or row, the number of the link, or the name of the stream.
    pub number: String,
    /// What is wrong, in Indonesian.
    pub detail: String,
}

/// Audits the whole chain, of all offices.
///
/// # Errors
/// Any database error.
pub async fn audit(ctx: &Ctx) -> Result<Vec<Fault>> {
    let links = link::all(ctx.db()).await?;
    // Rows numbered up to these counters are committed, so they can be read.
    let heads = streams(ctx.db()).await?;
    let mut faults = chained(ctx, &links);
    let mut history = Check::new(Book::History, &links)?;
    lines(ctx, &mut history, &mut faults).await?;
    let mut access = Check::new(Book::Access, &links)?;
    reads(ctx, &mut access, &mut faults).await?;
    folded(ctx, &mut faults).await?;
    // No row may have a number above its stream's counter.
    let counted = streams(ctx.db()).await?;
    for check in [history, access] {
        faults.extend(check.missing(&heads, &counted));
        faults.extend(check.torn(&links));
    }
    Ok(faults)
}

fn wib(at: DateTime<Utc>) -> String {
    at.with_timezone(&Jakarta).format("%Y-%m-%d %H:%M:%S WIB").to_string()
}

fn of_chain(number: String, detail: impl Into<String>) -> Fault {
    let (kind, detail) = ("rantai".to_owned(), detail.into());
    Fault { about: "rantai", kind, record: None, office: None, number, detail }
}

/// Checks that each link names the one before it, without a gap, and matches its own stamp.
fn chained(ctx: &Ctx, links: &[Link]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut before = beginning();
    for (place, link) in (1..).zip(links) {
        if link.urutan != place || link.sebelum != before {
            faults.push(of_chain(link.urutan.to_string(), "rantai putus: mata rantai sebelumnya hilang atau diubah"));
        }
        if link.meterai != ctx.house.vault.stamp(link, &[]) {
            faults.push(of_chain(link.urutan.to_string(), "mata rantai diubah di luar Lindung"));
        }
        before = link.name();
    }
    faults
}

/// What has been read of a book.
struct Check {
    book: Book,
    seen: BTreeMap<i64, Seen>,
    /// For each link, the counters of the streams, by stream number.
    heads: Vec<HashMap<i64, i64>>,
    /// For each link, the number of its rows and the hash of their stamps.
    links: Vec<(i64, Sha256)>,
}

/// A row's place in the chain.
struct Place<'a> {
    stream: Option<i64>,
    number: Option<i64>,
    stamp: Option<&'a [u8]>,
    at: DateTime<Utc>,
}

impl Check {
    fn new(book: Book, links: &[Link]) -> Result<Self> {
        let heads = links.iter().map(|link| link.heads(book)).collect::<Result<_>>()?;
        Ok(Self { book, seen: BTreeMap::new(), heads, links: vec![(0, Sha256::new()); links.len()] })
    }

    /// Adds a row. Returns whether it has the stamp that it should have and no other row has its number.
    fn add(&mut self, place: &Place<'_>, stamp: &[u8]) -> bool {
        let (Some(stream), Some(number), Some(held)) = (place.stream, place.number, place.stamp) else { return false };
        let first = self.seen.entry(stream).or_default().add(number, place.at);
        let covered = |heads: &HashMap<i64, i64>| heads.get(&stream).is_some_and(|head| number <= *head);
        let link = self.heads.partition_point(|heads| !covered(heads));
        if let Some((count, hash)) = self.links.get_mut(link) {
            hash.update(held);
            *count += 1;
        }
        first && held == stamp
    }

    /// Faults for numbers that were used and are missing, and for counters that were set back.
    fn missing(&self, heads: &[stream::Model], counted: &[stream::Model]) -> Vec<Fault> {
        let counted: BTreeMap<i64, i64> = counted.iter().map(|head| (head.nomor, head.counted(self.book))).collect();
        let linked = self.heads.last();
        let mut faults = Vec::new();
        for head in heads {
            let seen = self.seen.get(&head.nomor);
            let linked = linked.and_then(|heads| heads.get(&head.nomor)).copied().unwrap_or_default();
            let highest = seen.map_or(0, Seen::highest).max(linked);
            if highest > counted.get(&head.nomor).copied().unwrap_or_default() {
                faults.push(of_chain(format!("aliran {}", head.nomor), "penghitung aliran ini diubah di luar Lindung"));
            }
            let none = Seen::default();
            let gaps = seen.unwrap_or(&none).gaps(head.counted(self.book).max(linked));
            faults.extend(gaps.iter().map(|gap| self.gone(head.nomor, gap)));
        }
        let known: Vec<i64> = heads.iter().map(|head| head.nomor).collect();
        for stream in self.seen.keys().filter(|stream| !known.contains(stream)) {
            faults.push(of_chain(format!("aliran {stream}"), "penghitung aliran ini hilang: dihapus di luar Lindung"));
        }
        faults
    }

    fn gone(&self, stream: i64, gap: &Gap) -> Fault {
        let (about, kind, what) = match self.book {
            Book::History => ("riwayat", "riwayat", "baris riwayat"),
            Book::Access => ("jejak", "jejak-akses", "baris jejak akses"),
        };
        let when = match (gap.after.map(wib), gap.before.map(wib)) {
            (Some(after), Some(before)) => format!("ditulis antara {after} dan {before}"),
            (Some(after), None) => format!("ditulis sejak {after}"),
            (None, Some(before)) => format!("ditulis sebelum {before}"),
            (None, None) => "semua yang ada di sana".to_owned(),
        };
        let detail = format!("{} {what} dihapus di luar Lindung, {when}", gap.count);
        Fault { about, kind: kind.to_owned(), record: None, office: None, number: format!("aliran {stream}"), detail }
    }

    /// Faults for links whose rows are no longer those that the link was made over.
    fn torn(self, links: &[Link]) -> Vec<Fault> {
        let (book, what) = (self.book, if self.book == Book::History { "riwayat" } else { "jejak akses" });
        let torn = links.iter().zip(self.links).filter(|(link, (count, hash))| {
            let (tally, print) = link.said(book);
            tally != *count || print != hex(&hash.clone().finalize())
        });
        torn.map(|(link, (count, _))| {
            let (tally, when) = (link.said(book).0, wib(link.pada));
            let detail = format!("{what} yang dikunci {when} tidak lagi sama: {count} baris, saat dikunci {tally}");
            of_chain(link.urutan.to_string(), detail)
        })
        .collect()
    }
}

const LINES: u64 = 2_000;
const READS: u64 = 1_000;

async fn lines(ctx: &Ctx, check: &mut Check, faults: &mut Vec<Fault>) -> Result<()> {
    use history::{Column, Entity};
    let mut after: Option<Uuid> = None;
    loop {
        let query = Entity::find().order_by_asc(Column::Id).limit(LINES);
        let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
        let rows = query.all(ctx.db()).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        let erased = history::erased::marks(ctx.db(), after, last.id).await?;
        after = Some(last.id);
        for row in &rows {
            let (stream, number, stamp) = (row.aliran, row.urutan, row.meterai.as_deref());
            let place = Place { stream, number, stamp, at: row.dicatat_pada };
            // A line of an erased person keeps its stamp for the links, and has another over what is left of it.
            let left = erased.get(&row.id).is_some_and(|mark| history::erased::holds(&ctx.house.vault, row, mark));
            let expected = match stamp {
                Some(stamp) if left => stamp.to_vec(),
                _ => ctx.house.vault.stamp(row, &[]),
            };
            if check.add(&place, &expected) {
                continue;
            }
            let deed = if stamp.is_none() { "ditambahkan atau diubah" } else { "diubah" };
            faults.push(Fault {
                about: "riwayat",
                kind: row.jenis.clone(),
                record: Some(row.catatan_id),
                office: Some(row.kantor_id),
                number: row.catatan_id.to_string(),
                detail: format!("baris riwayat versi {} {deed} di luar Lindung", row.versi),
            });
        }
    }
}

async fn reads(ctx: &Ctx, check: &mut Check, faults: &mut Vec<Fault>) -> Result<()> {
    use access::{Column, Entity};
    let mut after: Option<Uuid> = None;
    loop {
        let query = Entity::find().order_by_asc(Column::Id).limit(READS);
        let query = after.iter().fold(query, |query, after| query.filter(Column::Id.gt(*after)));
        let rows = query.all(ctx.db()).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        let old = rows.iter().any(|row| row.orang.is_none());
        let mut beside = if old { shown(ctx.db(), after, last.id).await? } else { HashMap::new() };
        after = Some(last.id);
        for row in &rows {
            let (stream, number, stamp) = (row.aliran, row.urutan, row.meterai.as_deref());
            let place = Place { stream, number, stamp, at: row.pada };
            let people = row.shown().unwrap_or_else(|| beside.remove(&row.id).unwrap_or_default());
            let expected = people.stamp(&ctx.house.vault, row);
            if check.add(&place, &expected) {
                continue;
            }
            let deed = if stamp.is_none() { "ditambahkan atau diubah" } else { "diubah" };
            faults.push(Fault {
                about: "jejak",
                kind: "jejak-akses".to_owned(),
                record: None,
                office: Some(row.kantor_id),
                number: row.id.to_string(),
                detail: format!(
                    "jejak akses {} (permintaan {}), atau daftar orang yang dilihat, {deed} di luar Lindung",
                    wib(row.pada),
                    row.permintaan
                ),
            });
        }
    }
}

/// Faults of the index of who saw whom.
async fn folded(ctx: &Ctx, faults: &mut Vec<Fault>) -> Result<()> {
    let (wrong, missing) = access::unsound(ctx).await?;
    let fault = |number: String, detail: &str| Fault {
        about: "jejak",
        kind: "jejak-akses".to_owned(),
        record: None,
        office: None,
        number,
        detail: detail.to_owned(),
    };
    faults
        .extend(wrong.iter().map(|fold| fault(fold.to_string(), "daftar siapa dilihat siapa diubah di luar Lindung")));
    faults.extend(
        missing
            .then(|| fault("lipatan".to_owned(), "daftar siapa dilihat siapa tidak lengkap: dihapus di luar Lindung")),
    );
    Ok(())
}

/// The people shown by the requests after `after`, up to and including `until`, read as a stream.
pub(super) async fn shown(
    db: &(impl ConnectionTrait + StreamTrait),
    after: Option<Uuid>,
    until: Uuid,
) -> Result<HashMap<Uuid, Shown>> {
    let query = person::Entity::find().filter(person::Column::JejakId.lte(until));
    let query = after.iter().fold(query, |query, after| query.filter(person::Column::JejakId.gt(*after)));
    let query = query.order_by_asc(person::Column::JejakId).order_by_asc(person::Column::OrangId);
    let mut rows = pin!(query.stream(db).await?);
    let mut shown: HashMap<Uuid, Shown> = HashMap::new();
    while let Some(row) = rows.try_next().await? {
        shown.entry(row.jejak_id).or_default().add(row.orang_id);
    }
    Ok(shown)
}
