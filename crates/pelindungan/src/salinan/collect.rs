//! Collects all that the actor's offices hold of a person, as it stands at one moment.
//!
//! Records are read one after the other, so that one of them may be changed meanwhile. Their versions are compared before and after: where
//! one moved, everything is read once more.

use std::collections::{BTreeMap, HashMap};

use chrono::DateTime;
use kernel::access::{self, Read, log};
use kernel::form::FieldKind;
use kernel::period::day_of;
use kernel::{CatatanId, Ctx, OrangId, Problem, Result, history};
use people::{FIELDS, aliases};
use records::{AnyKind, Registry, Shown};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use web::parts;

use super::told::{Hitungan, Kiriman, Salinan};
use super::written::Writing;
use crate::akun;
use crate::jejak::{Line, Look, Whose, named};

/// How often it is read at most.
const TRIES: usize = 3;
/// The most looks in a copy.
const LOOKS: usize = 100_000;

/// The versions of what is held: of the rows of the person, and of records by their kind's place in the registry.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    people: BTreeMap<OrangId, i64>,
    records: BTreeMap<(usize, CatatanId), i64>,
}

/// All that is held of a person, in clear. It is logged as opening all of it.
///
/// # Errors
/// [`Problem::Forbidden`] for who may not read each kind, or may not open protected fields; [`Problem::Busy`] where the records are changed
/// faster than they are read.
pub(super) async fn collect(ctx: &Ctx, registry: &Registry, whose: &Whose) -> Result<Salinan> {
    let read = Read { action: "salinan", kind: "orang", revealed: true };
    log(ctx, read, whose.rows.clone()).await?;
    for _ in 0..TRIES {
        let before = standing(ctx, registry, whose).await?;
        let copy = copy(ctx, registry, whose, &before).await?;
        if standing(ctx, registry, whose).await? == before {
            return Ok(copy);
        }
    }
    Err(Problem::Busy)
}

async fn standing(ctx: &Ctx, registry: &Registry, whose: &Whose) -> Result<Standing> {
    let people = people::models(ctx.db(), &whose.rows).await?;
    let people = people.into_iter().map(|(id, model)| (id, model.versi)).collect();
    let mut records = BTreeMap::new();
    for (at, kind) in registry.all().iter().enumerate() {
        if !kind.info().person {
            continue;
        }
        let rows = kind.of_people(ctx, &whose.rows).await?;
        let own = rows.into_iter().filter(|row| ctx.actor.offices.contains(&row.head.office));
        let own: Vec<(CatatanId, i64)> = own.map(|row| (row.head.id, row.head.version)).collect();
        let ids: Vec<CatatanId> = own.iter().map(|(id, _)| *id).collect();
        records.extend(own.into_iter().map(|(id, version)| ((at, id), version)));
        records.extend(made(ctx, registry, *kind, &ids).await?);
    }
    Ok(Standing { people, records })
}

/// The records about nobody that steps made of some records, such as the referral of a complaint, with their versions.
async fn made(
    ctx: &Ctx,
    registry: &Registry,
    kind: &dyn AnyKind,
    ids: &[CatatanId],
) -> Result<Vec<((usize, CatatanId), i64)>> {
    let mut found = Vec::new();
    for (at, other) in registry.all().iter().enumerate() {
        let info = other.info();
        if ids.is_empty() || info.person || info.more.made_by.is_none() {
            continue;
        }
        for field in other.own() {
            if field.kind != FieldKind::Link(kind.info().name) {
                continue;
            }
            let query = Query::select()
                .columns(["id", "versi"])
                .from(info.table)
                .and_where(Expr::col(format!("{}_id", field.key)).is_in(ids.iter().map(|id| id.0)))
                .and_where(other.seen(ctx))
                .to_owned();
            for row in ctx.db().query_all(&query).await? {
                found.push(((at, CatatanId(row.try_get("", "id")?)), row.try_get("", "versi")?));
            }
        }
    }
    Ok(found)
}

async fn copy(ctx: &Ctx, registry: &Registry, whose: &Whose, standing: &Standing) -> Result<Salinan> {
    let now = ctx.now();
    let person = people::show(ctx, whose.person.id, true).await?;
    let names = aliases::shown(ctx, &person).await?;
    let mut past = Vec::new();
    for row in &whose.rows {
        past.extend(history::of(ctx, "orang", CatatanId(row.0)).await?);
    }
    past.sort_by_key(|line| (line.dicatat_pada, line.versi));
    let records = opened(ctx, registry, standing).await?;
    let lines = past.iter().chain(records.iter().flat_map(|(_, shown)| &shown.history));
    let accounts = akun::of(ctx.db(), lines.filter_map(|line| line.pelaku_id).collect()).await?;
    let writing = Writing { ctx, accounts: &accounts, person: &person.form };
    let mut looks = access::seen_page(ctx.db(), &whose.rows, (DateTime::UNIX_EPOCH, now), (None, LOOKS + 1)).await?;
    let cut = looks.len() > LOOKS;
    looks.truncate(LOOKS);
    let looks = named(ctx, looks).await?;
    let mut sent: Vec<Kiriman> = records.iter().flat_map(|(kind, shown)| sent(ctx, *kind, shown)).collect();
    sent.extend(asked(ctx, registry, whose).await?);
    Ok(Salinan {
        orang_id: whose.person.id,
        dibuat_pada: now,
        kantor: ctx.actor.office_name.clone(),
        data_diri: FIELDS.iter().map(|field| writing.field(field, &person.form)).collect(),
        nama_lain: names.into_iter().map(|other| other.name).collect(),
        riwayat: writing.history(&FIELDS.iter().collect::<Vec<_>>(), &past),
        catatan: records.iter().map(|(kind, shown)| writing.record(*kind, shown)).collect(),
        dikirim: sent,
        dilihat: counts(ctx, &looks),
        jejak: looks.iter().map(|line| Look::of(ctx, registry, line)).collect(),
        jejak_terpotong: cut,
    })
}

/// The records with all their fields opened; each is logged.
async fn opened(ctx: &Ctx, registry: &Registry, standing: &Standing) -> Result<Vec<(&'static dyn AnyKind, Shown)>> {
    let mut all = Vec::new();
    for (at, id) in standing.records.keys() {
        if let Some(kind) = registry.all().get(*at).copied() {
            all.push((kind, kind.read(ctx, *id, true).await?));
        }
    }
    Ok(all)
}

/// To which offices a record was sent: those that its fields name.
fn sent(ctx: &Ctx, kind: &dyn AnyKind, shown: &Shown) -> Vec<Kiriman> {
    let offices = kind.own().iter().filter(|field| field.kind == FieldKind::Office);
    let sent = offices.filter_map(|field| {
        let text = shown.form.get(field.key)?;
        Some(Kiriman {
            jenis: kind.info().title,
            nomor: shown.head.number.clone(),
            kepada: parts::readable(&ctx.house.reference, field, text),
            status: parts::words(shown.status),
            pada: day_of(shown.head.created),
        })
    });
    sent.collect()
}

/// The offices that asked to read the person.
async fn asked(ctx: &Ctx, registry: &Registry, whose: &Whose) -> Result<Vec<Kiriman>> {
    let Some(kind) = registry.find("izin") else { return Ok(Vec::new()) };
    let query = Query::select()
        .column("izin_id")
        .from("izin_orang")
        .and_where(Expr::col("milik_id").is_in(whose.rows.iter().map(|row| row.0)))
        .to_owned();
    let mut ids = Vec::new();
    for row in ctx.db().query_all(&query).await? {
        ids.push(CatatanId(row.try_get("", "izin_id")?));
    }
    let mut rows: Vec<_> = kind.labels(ctx, &ids).await?.into_values().collect();
    rows.sort_by_key(|row| row.head.id);
    let asked = rows.into_iter().map(|row| Kiriman {
        jenis: kind.info().title,
        nomor: row.head.number,
        kepada: ctx.house.offices.by_id(row.head.office).map(|office| office.name.clone()).unwrap_or_default(),
        status: parts::words(row.status),
        pada: day_of(row.head.created),
    });
    Ok(asked.collect())
}

/// How often whom looked, by day, the newest first.
fn counts(ctx: &Ctx, looks: &[Line]) -> Vec<Hitungan> {
    let mut many: HashMap<(kernel::Day, String), (usize, usize)> = HashMap::new();
    for line in looks {
        let office = || ctx.house.offices.by_id(line.look.kantor_id).map(|office| office.name.clone());
        let by = line.login.clone().or_else(|| line.name.clone()).or_else(office).unwrap_or_default();
        let (all, opened) = many.entry((day_of(line.look.pada), by)).or_default();
        *all += 1;
        *opened += usize::from(line.look.dibuka);
    }
    let count = |((hari, oleh), (banyak, dibuka))| Hitungan { hari, oleh, banyak, dibuka };
    let mut counts: Vec<Hitungan> = many.into_iter().map(count).collect();
    counts.sort_by(|one, other| other.hari.cmp(&one.hari).then_with(|| one.oleh.cmp(&other.oleh)));
    counts
}
