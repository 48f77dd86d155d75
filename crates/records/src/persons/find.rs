//! The search over everything: people of the actor's offices with their records of every kind, and records by number.

use std::collections::HashSet;

use kernel::form::shape::Text;
use kernel::form::{Shape, seen};
use kernel::{CatatanId, Ctx, FieldError, OrangId, Permission, Problem, Result};
use people::{Shown, Sought};
use serde_json::json;
use web::paging;

use super::file::{self, Entry};
use crate::Registry;
use crate::search::SEARCH;

/// How many people a page shows.
pub(super) const PAGE: u64 = 20;
/// How many records of one person it shows; the person's page has all.
pub(super) const RECORDS: usize = 10;

/// The texts that the search accepts.
pub(super) const TEXT: Shape<'static> = Shape::Text { most: SEARCH, of: Text::Line };

/// A person with their newest records.
pub(super) struct Person {
    /// The person, masked.
    pub shown: Shown,
    /// The records that the actor may read.
    pub records: Vec<Entry>,
    /// How many more there are.
    pub more: usize,
}

/// What a search found.
#[derive(Default)]
pub(super) struct Results {
    /// People.
    pub people: Vec<Person>,
    /// Records whose number was typed and whose people are not in `people`.
    pub records: Vec<Entry>,
    /// Where the next page begins.
    pub next: Option<OrangId>,
}

/// Searches. A text that matches a number gives the results of that number only; other text is searched in names.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::Invalid`] for a text that cannot be searched, or any database error.
pub(super) async fn find(registry: &Registry, ctx: &Ctx, text: &str, before: Option<OrangId>) -> Result<Results> {
    ctx.actor.require(Permission::ReadPeople)?;
    let text = seen(text);
    let text = asked(&text)?;
    let records = by_number(registry, ctx, text).await?;
    let mut ids: Vec<OrangId> = people::numbered(ctx, text).await?;
    ids.extend(records.iter().filter_map(|entry| entry.row.head.person));
    let numbered = Sought { called: None, ids: Some(ids) };
    let mut hits = people::page_of(ctx, &numbered, before, PAGE).await?;
    if hits.is_empty() && records.is_empty() {
        // Also if a number belongs to a person of another office, since that must not be revealed.
        let called = people::called(ctx, text).await?;
        if called.is_nobody() {
            return Ok(Results::default());
        }
        hits = people::page_of(ctx, &Sought { called: Some(called), ids: None }, before, PAGE).await?;
    }
    let next = hits.last().filter(|_| hits.len() as u64 == PAGE).map(|last| last.id);
    let shown: HashSet<OrangId> = hits.iter().map(|person| person.id).collect();
    let people = with_records(registry, ctx, hits).await?;
    let apart = |entry: &Entry| entry.row.head.person.is_none_or(|person| !shown.contains(&person));
    let records = if before.is_none() { records.into_iter().filter(apart).collect() } else { Vec::new() };
    Ok(Results { people, records, next })
}

fn asked(text: &str) -> Result<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::new("cari", "Tulis sebagian nama, atau sebuah nomor.").into());
    }
    TEXT.refuse(true, &json!(text)).map_or(Ok(text), |detail| Err(Problem::field("cari", detail)))
}

async fn by_number(registry: &Registry, ctx: &Ctx, text: &str) -> Result<Vec<Entry>> {
    let mut all = Vec::new();
    for kind in registry.all().iter().copied().filter(|kind| ctx.actor.may(kind.info().permission)) {
        all.extend(kind.by_number(ctx, text).await?.into_iter().map(|row| Entry { kind, row }));
    }
    Ok(all)
}

/// The read of these people was logged when they were found.
async fn with_records(registry: &Registry, ctx: &Ctx, hits: Vec<Shown>) -> Result<Vec<Person>> {
    let ids: Vec<OrangId> = hits.iter().map(|person| person.id).collect();
    let mut all = if ids.is_empty() { Vec::new() } else { file::of(registry, ctx, &ids).await? };
    let mut people = Vec::with_capacity(hits.len());
    for shown in hits {
        let (mut own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| e.row.head.person == Some(shown.id));
        all = others;
        let more = own.len().saturating_sub(RECORDS);
        own.truncate(RECORDS);
        people.push(Person { shown, records: own, more });
    }
    Ok(people)
}

/// The cursor that a client sends back.
///
/// # Errors
/// [`Problem::Malformed`] where it is none.
pub(super) fn cursor(text: Option<&str>) -> Result<Option<OrangId>> {
    let id = text.filter(|text| !text.is_empty()).map(|text| text.parse().map(OrangId)).transpose();
    id.map_err(|_| Problem::Malformed(paging::NO_MARK.to_owned()))
}

impl Entry {
    /// The record's address in the console.
    pub(super) fn href(&self) -> String {
        let id: CatatanId = self.row.head.id;
        format!("/{}/{id}", self.kind.info().name)
    }
}
