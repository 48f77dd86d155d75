//! Records that were typed with other particulars than those of the person under whom they stand. Earlier releases kept of what was
//! typed only the keyed fingerprint ([`content_key`](crate::enter::content_key)): whether the person's particulars give it can be
//! tried, what was typed instead cannot be told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use kernel::form::{Field, FieldKind, Form, Sensitivity, reread};
use kernel::{CatatanId, Ctx, KantorId, OrangId, Result, history};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::enter::{content_key, pieces, undated_pieces};
use crate::{AnyKind, Boxed, Registry, described, text};

/// A person with records that were typed otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// The person.
    pub person: OrangId,
    /// The office that owns the person's row.
    pub office: KantorId,
    /// The numbers of the records.
    pub numbers: Vec<String>,
    /// Whether it may be no more than another telephone, address or document.
    pub slight: bool,
}

/// The most ways of typing a person that are tried.
const WAYS: usize = 4_096;
/// How many people are read at a time.
const CHUNK: usize = 500;

/// The people, of all offices, of whose records of a kind some were typed with the person's particulars and others were not. Only
/// records from before `since` are looked at: later ones were asked about when they were entered. Whoever was looked at by somebody
/// (parted, or confirmed) is left out, and so are records that changed hands.
///
/// # Errors
/// Any database error.
pub async fn typed_otherwise(registry: &Registry, ctx: &Ctx, since: DateTime<Utc>) -> Result<Vec<Otherwise>> {
    let mut found = Vec::new();
    for kind in registry.all().iter().copied().filter(|kind| kind.info().person) {
        let people = several(kind, ctx, since).await?;
        for chunk in people.chunks(CHUNK) {
            found.extend(of_chunk(kind, ctx, since, chunk).await?);
        }
    }
    found.sort_by_key(|one| one.person);
    Ok(found)
}

/// The people with more than one record of a kind from before an instant.
async fn several(kind: &dyn AnyKind, ctx: &Ctx, since: DateTime<Utc>) -> Result<Vec<OrangId>> {
    let query = Query::select()
        .column("orang_id")
        .from(kind.info().table)
        .and_where(Expr::col("dibuat_pada").lt(since))
        .group_by_col("orang_id")
        .and_having(Expr::col(Asterisk).count().gt(1))
        .to_owned();
    ctx.db().query_all(&query).await?.iter().map(|row| Ok(row.try_get("", "orang_id")?)).collect()
}

/// Lines of history by what they are about.
type Lines = HashMap<CatatanId, Vec<history::Model>>;

async fn lines(ctx: &Ctx, ids: &[CatatanId]) -> Result<Lines> {
    let mut lines = Lines::new();
    for chunk in ids.chunks(kernel::db::chunk_rows(1)) {
        let rows = history::Entity::find()
            .filter(history::Column::CatatanId.is_in(chunk.iter().copied()))
            .order_by_asc(history::Column::Versi)
            .all(ctx.db())
            .await?;
        for row in rows {
            lines.entry(row.catatan_id).or_default().push(row);
        }
    }
    Ok(lines)
}

async fn of_chunk(kind: &dyn AnyKind, ctx: &Ctx, since: DateTime<Utc>, chunk: &[OrangId]) -> Result<Vec<Otherwise>> {
    let query = kind
        .select()?
        .and_where(Expr::col("orang_id").is_in(chunk.iter().map(|person| person.0)))
        .and_where(Expr::col("dibuat_pada").lt(since))
        .and_where(Expr::col("dibatalkan_pada").is_null())
        .order_by("id", Order::Asc)
        .to_owned();
    let records = kind.all(ctx.db(), &query).await?;
    let ids: Vec<CatatanId> = records.iter().map(|record| record.head().id).collect();
    let ids: Vec<CatatanId> = ids.into_iter().chain(chunk.iter().map(|person| CatatanId(person.0))).collect();
    let lines = lines(ctx, &ids).await?;
    let mut by_person: BTreeMap<OrangId, Vec<Boxed>> = BTreeMap::new();
    for record in records {
        if let Some(person) = record.head().person {
            by_person.entry(person).or_default().push(record);
        }
    }
    let people = people::entity::Entity::find()
        .filter(people::entity::Column::Id.is_in(chunk.iter().copied()))
        .filter(people::entity::Column::DigabungKe.is_null())
        .filter(people::entity::Column::Kunci.is_not_null())
        .all(ctx.db())
        .await?;
    let mut found = Vec::new();
    for person in people {
        let own = lines.get(&CatatanId(person.id.0)).map_or(&[][..], Vec::as_slice);
        let seen =
            |line: &history::Model| ["diperiksa", "dipisahkan"].iter().any(|mark| line.perubahan.get(mark).is_some());
        if own.iter().any(seen) {
            continue;
        }
        let records = by_person.remove(&person.id).unwrap_or_default();
        found.extend(of_person(kind, ctx, (&person, own), (&records, &lines)).await?);
    }
    Ok(found)
}

/// What a fingerprint is made of.
type Piece = String;

async fn of_person(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    (person, own): (&people::entity::Model, &[history::Model]),
    (records, lines): (&[Boxed], &Lines),
) -> Result<Option<Otherwise>> {
    // What does not open was changed by hand, which the audit tells by stamp and fingerprint.
    let (Ok(known), Ok(key)) = (people::text(ctx, person), person.key(ctx)) else { return Ok(None) };
    // What was sealed and has changed since cannot be tried.
    let unknown = |line: &history::Model| {
        line.perubahan.as_object().is_some_and(|changes| changes.values().any(|change| change == "berubah"))
    };
    let Some(ways) = ways(ctx, &known, own) else { return Ok(None) };
    let (mut same, mut other) = (false, Vec::new());
    for record in records {
        let head = record.head();
        let Some(history) = lines.get(&head.id) else { continue };
        if described::shown(kind, &**record, Some(&key)).is_err() {
            continue;
        }
        let now = text::own(kind, ctx.db(), &**record, Some(&key)).await?;
        let Some(first) = first(kind, history, now) else { continue };
        let fields: Vec<&Field> = kind.own().iter().collect();
        let Ok(parsed) = reread(&fields, &first, &first, &ctx.house.reference, ctx.today()) else { continue };
        let undated = kind.info().more.called_off.map(|off| undated_pieces(&fields, &parsed.values, &off).concat());
        let rests: Vec<Piece> = undated.into_iter().chain([pieces(&fields, &parsed.values).concat()]).collect();
        let is = |way: &Piece, rest: &Piece| content_key(kind, ctx, &[way.as_str(), rest].concat()) == head.key;
        let fits = |way: &Piece| rests.iter().any(|rest| is(way, rest));
        if ways.iter().any(fits) {
            same = true;
        } else {
            other.push(head.number);
        }
    }
    if !same || other.is_empty() || own.iter().any(unknown) {
        return Ok(None);
    }
    let slight = ["telepon", "alamat", "nomor_dokumen"].iter().any(|field| known.contains_key(*field));
    Ok(Some(Otherwise { person: person.id, office: person.kantor_id, numbers: other, slight }))
}

/// The text of a record's own fields as it was first entered; none if that is not known any more.
fn first(kind: &dyn AnyKind, past: &[history::Model], mut form: Form) -> Option<Form> {
    for line in past.iter().skip(1).rev() {
        if line.perubahan.get("orang_id").is_some() {
            return None;
        }
        for (key, change) in line.perubahan.as_object()? {
            let Some(field) = kind.own().iter().find(|field| field.key == key) else { continue };
            let sealed = field.sensitivity != Sensitivity::Open;
            if sealed || matches!(field.kind, FieldKind::Link(_)) {
                return None;
            }
            match change.get("dari").and_then(|text| text.as_str()) {
                Some(text) => form.insert(key.clone(), text.to_owned()),
                None => form.remove(key),
            };
        }
    }
    Some(form)
}

/// All ways in which a person may have been typed: every field as it is or was, or left empty. None if there are too many to try, or
/// if something cannot be read any more.
fn ways(ctx: &Ctx, held: &Form, own: &[history::Model]) -> Option<Vec<Piece>> {
    let mut ways = vec![Piece::new()];
    for field in people::FIELDS {
        let earlier = own.iter().filter_map(|line| line.perubahan.get(field.key)?.get("dari")?.as_str());
        let texts: BTreeSet<&str> = held.get(field.key).map(String::as_str).into_iter().chain(earlier).collect();
        let mut options = vec![Piece::new()];
        for text in texts {
            let form = Form::from([(field.key.to_owned(), text.to_owned())]);
            let optional = Field { required: false, ..*field };
            let parsed = reread(&[&optional], &form, &form, &ctx.house.reference, ctx.today());
            options.extend(pieces(&[field], &parsed.ok()?.values));
        }
        if ways.len() * options.len() > WAYS {
            return None;
        }
        ways = ways.iter().flat_map(|way| options.iter().map(move |option| [way.as_str(), option].concat())).collect();
    }
    // The fullest way is the likeliest.
    ways.sort_by_key(|way| std::cmp::Reverse(way.len()));
    Some(ways)
}
