//! The papers that a record needs: which of them are there, which were asked for, and which file is which paper.
//!
//! What is there stands in a field of the record. A file that is attached as a paper adds it there; when the last such file is
//! removed, the paper is missing again, unless somebody noted it by hand. Who noted what, and who asked for what when, is told by
//! the history.

use std::collections::{BTreeMap, BTreeSet};

use kernel::form::{Field, FieldKind, Form};
use kernel::reference::Reference;
use kernel::{CatatanId, Ctx, Day, Result, Tx, history};
use lampiran::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use crate::files::Attached;
use crate::more::Papers;
use crate::stored::{Boxed, Stored};
use crate::{AnyKind, described};

/// The member of a line of history with the papers that a step noted, also those that were there already.
pub(crate) const SEEN: &str = "dokumen_dilihat";
/// The key of [`field`].
pub(crate) const KEY: &str = "dokumen";
/// The member of a line of history about a file.
const FILE: &str = "lampiran";

/// What happens to a paper with a file.
pub(crate) enum Turn<'a> {
    /// A file was attached as this paper.
    Came(&'a str),
    /// A file that was this paper is removed.
    Gone(&'a str, Uuid),
}

/// A paper of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its word.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// Whether the record is incomplete without it.
    pub needed: bool,
    /// Whether it is there.
    pub there: bool,
    /// When it was asked for last, and by whom, if that is known.
    pub asked: Option<(Day, Option<String>)>,
    /// The attachments that are this paper, oldest first.
    pub files: Vec<Uuid>,
}

/// The field by which a file says which paper it is.
pub(crate) fn field(papers: &Papers) -> Field {
    Field::asked(KEY, "Sebagai dokumen", FieldKind::Term(papers.words))
        .help("Dokumen itu lalu tercatat ada. Kosongkan bila berkas ini bukan salah satunya.")
}

/// The papers of a record in the order of their list, then those that it has beyond the list; none for a kind without papers.
pub(crate) fn list(
    kind: &dyn AnyKind,
    reference: &Reference,
    form: &Form,
    lines: &[history::Model],
    attached: &[Attached],
) -> Vec<Paper> {
    let Some(papers) = kind.info().more.papers else { return Vec::new() };
    let there = codes(form.get(papers.field).map_or("", String::as_str));
    let asked = asked(&papers, form, lines);
    let sometimes =
        |code: &str| papers.sometimes.is_some_and(|words| reference.terms(words).iter().any(|term| term.code == code));
    let mut all: Vec<(String, bool)> = Vec::new();
    for term in reference.terms(kind.offered(papers.field, form).unwrap_or(papers.words)) {
        all.push((term.code.clone(), !sometimes(&term.code)));
    }
    for code in there.iter().chain(asked.keys()) {
        if !all.iter().any(|(known, _)| known == code) {
            all.push((code.clone(), false));
        }
    }
    let paper = |(code, needed): (String, bool)| Paper {
        label: reference.term(papers.words, &code).map_or_else(|| code.clone(), |term| term.label.clone()),
        needed,
        there: there.contains(&code),
        asked: asked.get(&code).cloned(),
        files: attached.iter().filter(|one| one.is(&code)).map(|one| one.id).collect(),
        code,
    };
    all.into_iter().map(paper).collect()
}

/// The record after what happened to a paper with a file: its field of papers, and what the kind makes of that. Where its state refuses
/// the step that notes papers, they stay as they are, and the sentence says why.
///
/// # Errors
/// Any database error; those of the kind.
pub(crate) async fn turned(
    kind: &dyn AnyKind,
    tx: &Tx,
    ctx: &Ctx,
    (old, touched): (&dyn Stored, Boxed),
    turn: Turn<'_>,
) -> Result<(Boxed, Option<&'static str>)> {
    let Some(papers) = kind.info().more.papers else { return Ok((touched, None)) };
    let now = described::open_only(kind, old)?.remove(papers.field).unwrap_or_default();
    let mut there = codes(&now);
    let (moved, came) = match turn {
        Turn::Came(code) => (there.insert(code.to_owned()), true),
        Turn::Gone(code, file) => {
            let stays = stays(tx, old.head().id, (code, file), (papers.field, &now)).await?;
            (!stays && there.remove(code), false)
        }
    };
    if !moved {
        return Ok((touched, None));
    }
    if let Err(why) = kind.verdict(ctx, old, papers.step) {
        return Ok((touched, Some(why)));
    }
    let text = Some(there.into_iter().collect::<Vec<_>>().join(",")).filter(|text| !text.is_empty());
    let new = touched.replaced(vec![(papers.field, text.into())])?;
    Ok((kind.papered(&*new, came, ctx.today(), &ctx.house)?, None))
}

/// What is told of a file that changed no papers.
pub(crate) fn unmoved(why: &str) -> String {
    format!("Daftar dokumen tidak berubah: {why}")
}

/// Whether a paper is there without one of its files: by another file, or because somebody noted it by hand.
async fn stays(tx: &Tx, id: CatatanId, (code, file): (&str, Uuid), (field, now): (&'static str, &str)) -> Result<bool> {
    let other = Entity::find()
        .filter(Column::CatatanId.eq(id))
        .filter(Column::Dokumen.eq(code))
        .filter(Column::Id.ne(file))
        .filter(Column::DihapusPada.is_null())
        .one(&**tx)
        .await?;
    if other.is_some() {
        return Ok(true);
    }
    let lines = history::Entity::find()
        .filter(history::Column::CatatanId.eq(id))
        .order_by_asc(history::Column::Versi)
        .all(&**tx)
        .await?;
    Ok(by_hand(field, now, &lines).contains(code))
}

/// The words in a text with commas between.
fn codes(text: &str) -> BTreeSet<String> {
    text.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// One side of what a line of history tells of a field; none if it does not tell of it.
fn side<'a>(line: &'a history::Model, field: &str, side: &str) -> Option<&'a str> {
    Some(line.perubahan.get(field)?.get(side).and_then(Value::as_str).unwrap_or_default())
}

/// What a field said before the first line of history that tells of it.
fn first<'a>(field: &str, now: &'a str, lines: &'a [history::Model]) -> &'a str {
    lines.iter().find_map(|line| side(line, field, "dari")).unwrap_or(now)
}

/// The papers that somebody noted without a file.
fn by_hand(field: &str, now: &str, lines: &[history::Model]) -> BTreeSet<String> {
    let mut noted = codes(first(field, now, lines));
    for line in lines.iter().filter(|line| line.perubahan.get(FILE).is_none()) {
        let (was, is) =
            (codes(side(line, field, "dari").unwrap_or_default()), codes(side(line, field, "ke").unwrap_or_default()));
        noted.retain(|code| is.contains(code) || !was.contains(code));
        noted.extend(is.difference(&was).cloned());
        noted.extend(codes(side(line, SEEN, "ke").unwrap_or_default()));
    }
    noted
}

/// When each paper was asked for last, and by whom. What came in asked for has a day, and nobody's name.
fn asked(papers: &Papers, form: &Form, lines: &[history::Model]) -> BTreeMap<String, (Day, Option<String>)> {
    let Some((what, on)) = papers.asked else { return BTreeMap::new() };
    let now = |key: &str| form.get(key).map_or("", String::as_str);
    let mut asked = BTreeMap::new();
    let mut open = codes(first(what, now(what), lines));
    let mut day = first(on, now(on), lines).parse::<Day>().ok();
    if let Some(day) = day {
        asked.extend(open.iter().map(|code| (code.clone(), (day, None))));
    }
    for line in lines {
        let again = side(line, on, "ke").map(|text| text.parse::<Day>().ok());
        let next = side(line, what, "ke").map_or_else(|| open.clone(), codes);
        day = again.unwrap_or(day);
        if let Some(day) = day {
            let new = next.iter().filter(|code| again.is_some() || !open.contains(*code));
            asked.extend(new.map(|code| (code.clone(), (day, Some(line.pelaku.clone())))));
        }
        open = next;
    }
    asked
}

#[cfg(test)]
mod tests;
