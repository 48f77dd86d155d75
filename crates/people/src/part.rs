//! Parting what was mixed up: a person who holds the records of two people, through a merge or because a number was believed, and
//! the one to whom some of the records go. What concerns the records themselves is done by the caller, who knows their kinds.

use std::collections::BTreeSet;

use kernel::form::{Key as Field, Values};
use kernel::history::{self, Entity as History};
use kernel::vault::Key;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::change::{Draft, load, taken, with_number, write};
use crate::doubt::{doubted, index};
use crate::entity::{Entity, Model};
use crate::merge::reseal;
use crate::new::{create, insert};
use crate::office::{self, Dealings, merged};
use crate::queries::{find_visible, kept, text};
use crate::tie::{Act, require, require_to_join, tie_of};
use crate::{aliases, held, identity, key, words};

/// To whom records go.
#[derive(Debug)]
pub enum Whom {
    /// Somebody new, with these particulars.
    New(Values),
    /// Somebody on record, in the version that was seen; none to accept the newest. Who was merged into the person stands for
    /// themselves again.
    Known(OrangId, Option<i64>),
}

/// What becomes of a number of the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Number {
    /// It stays.
    #[default]
    #[serde(rename = "tetap")]
    Stays,
    /// It goes to the other person.
    #[serde(rename = "ikut")]
    Goes,
    /// It belongs to neither: it is taken off.
    #[serde(rename = "lepas")]
    Nobodys,
}

/// What is asked.
#[derive(Debug)]
pub struct Parting {
    /// The person whose records are parted.
    pub from: OrangId,
    /// The version that was seen; none to accept the newest.
    pub version: Option<i64>,
    /// To whom the records go.
    pub to: Whom,
    /// What becomes of the NIK.
    pub nik: Number,
    /// What becomes of the document.
    pub document: Number,
}

/// Two people as after the parting, not written yet.
pub struct Parted {
    from: Draft,
    to: Other,
}

enum Other {
    New(Box<Model>),
    Known(Box<Draft>),
}

impl Parted {
    /// The person to whom the records go.
    #[must_use]
    pub fn to(&self) -> OrangId {
        match &self.to {
            Other::New(person) => person.id,
            Other::Known(draft) => draft.id(),
        }
    }

    /// The keys of both, for what is sealed in the records.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for a person who has been erased.
    pub fn keys(&self, ctx: &Ctx) -> Result<(Key, Key)> {
        let to = match &self.to {
            Other::New(person) => person.key(ctx),
            Other::Known(draft) => draft.key(ctx),
        };
        Ok((self.from.key(ctx)?, to?))
    }

    /// When they were last changed: what is written now must have a later time.
    #[must_use]
    pub fn changed(&self) -> DateTimeUtc {
        match &self.to {
            Other::New(_) => self.from.changed(),
            Other::Known(draft) => self.from.changed().max(draft.changed()),
        }
    }

    /// Whether the person is merged into the other one, and stands for themselves again.
    #[must_use]
    pub fn restores(&self) -> bool {
        matches!(&self.to, Other::Known(draft) if draft.old.digabung_ke.is_some())
    }

    /// Whether facts of the records that stay change too.
    #[must_use]
    pub fn moves_facts(&self) -> bool {
        self.from.moves_facts()
    }

    /// Writes both people, each with a line of history that says how many records went. Their records must be moved next, then
    /// [`settle`].
    ///
    /// # Errors
    /// [`Problem::Stale`] when somebody else changed one of them first.
    pub async fn write(self, tx: &Tx, ctx: &Ctx, records: usize, reason: &str) -> Result<()> {
        let (from, to) = (self.from.id(), self.to());
        let mut first = self.from;
        first.changes.insert("dipisahkan".to_owned(), json!({ "ke": to, "catatan": records }));
        // Written first, since a NIK must be unique.
        write(tx, ctx, first, &format!("Dipisahkan, {records} catatan ke orang {to}: {reason}")).await?;
        let told = json!({ "dari": from, "catatan": records });
        let reason = format!("Dipisahkan, {records} catatan dari orang {from}: {reason}");
        match self.to {
            Other::New(person) => {
                insert(tx, ctx.into(), (&[*person], &[]), (&reason, json!({ "dipisahkan": told }))).await
            }
            Other::Known(mut draft) => {
                draft.changes.insert("dipisahkan".to_owned(), told);
                write(tx, ctx, *draft, &reason).await
            }
        }
    }
}

/// Drafts a parting.
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`]; [`Problem::Refused`] for a person who is merged or another
/// office's; [`Problem::Invalid`] for somebody to whom the records cannot go, or a number that cannot.
pub async fn parting(tx: &Tx, ctx: &Ctx, asked: &Parting) -> Result<Parted> {
    require_to_join(ctx)?;
    let from = load(tx, ctx, asked.from, asked.version, "pisahkan").await?;
    require(ctx, &from, tie_of(&**tx, ctx, &from).await?, Act::Merge)?;
    let mut left = from.clone();
    let (before, mut to) = match &asked.to {
        Whom::New(values) => (None, somebody_new(tx, ctx, values, &from)?),
        Whom::Known(id, version) => {
            let other = other(tx, ctx, &from, (*id, *version)).await?;
            if other.digabung_ke.is_some() {
                unfill(tx, ctx, &mut left, &other).await?;
            }
            (Some(other.clone()), Model { digabung_ke: None, ..other })
        }
    };
    nik(ctx, asked.nik, (&from, &mut left), &mut to)?;
    document(ctx, asked.document, (&from, &mut left), &mut to)?;
    if let Some(nik) =
        to.nik_indeks.as_deref().filter(|nik| before.as_ref().is_none_or(|b| b.nik_indeks.as_deref() != Some(*nik)))
    {
        let mut others = with_number(tx, ctx, &to, (Some(nik), None)).await?;
        others.retain(|other| other.id != from.id || left.nik_indeks.as_deref() == Some(nik));
        if let Some(other) = others.first() {
            return Err(taken(key::NIK.name, other));
        }
    }
    let to = match before {
        None => Other::New(Box::new(to)),
        Some(before) => {
            let merged = before.digabung_ke;
            let mut draft = Draft::new(ctx, before, to)?;
            if merged.is_some() {
                draft.changes.insert("digabung_ke".to_owned(), json!({ "dari": merged, "ke": null }));
            }
            Other::Known(Box::new(draft))
        }
    };
    Ok(Parted { from: Draft::new(ctx, from, left)?, to })
}

/// Somebody new, of the office that owns the row of the person.
fn somebody_new(tx: &Tx, ctx: &Ctx, values: &Values, from: &Model) -> Result<Model> {
    let blind = |domain: &str, field: Field<String>| {
        values.get(field).map(|number| ctx.house.vault.blind_index(domain, &number))
    };
    let new = create(tx, ctx, values, blind("nik", key::NIK), blind("dokumen", key::NOMOR_DOKUMEN))?;
    Ok(Model { kantor_id: from.kantor_id, ..new })
}

/// Somebody on record to whom records may go: of an office of the actor, and merged into nobody but the person.
async fn other(tx: &Tx, ctx: &Ctx, from: &Model, (id, version): (OrangId, Option<i64>)) -> Result<Model> {
    const FIELD: &str = "orang_id";
    if id == from.id {
        return Err(Problem::field(FIELD, "Ini orang yang sama. Pilih orang lain, atau orang baru."));
    }
    let unknown = || Problem::field(FIELD, "Orang ini tidak ditemukan di kantor Anda. Periksa alamatnya.");
    let other = find_visible(&**tx, ctx, id).await?.ok_or_else(unknown)?;
    if other.digabung_ke.is_some() && kept(&**tx, other.clone()).await?.id != from.id {
        return Err(Problem::field(FIELD, "Orang ini sudah digabung ke orang lain lagi. Pilih orang itu."));
    }
    if version.is_some_and(|seen| seen != other.versi) {
        return Err(Problem::Stale);
    }
    require(ctx, &other, tie_of(&**tx, ctx, &other).await?, Act::Merge)?;
    Ok(other)
}

/// Takes off what the person was given when the other one was merged into it and has kept since: birth date, sex, origin, address
/// and telephone. Numbers are decided about one by one.
async fn unfill(tx: &Tx, ctx: &Ctx, left: &mut Model, gone: &Model) -> Result<()> {
    let lines = |person: OrangId| History::find().filter(history::Column::CatatanId.eq(CatatanId(person.0)));
    let merge = lines(gone.id).filter(history::Column::Versi.eq(gone.versi)).one(&**tx).await?;
    let Some(merge) = merge.filter(|line| line.perubahan.get("digabung_ke").is_some()) else { return Ok(()) };
    let given = lines(left.id).filter(history::Column::DicatatPada.eq(merge.dicatat_pada)).one(&**tx).await?;
    let Some(given) = given else { return Ok(()) };
    let (own, theirs) = (text(ctx, left)?, text(ctx, gone)?);
    let filled = |field: &str| {
        let empty = given.perubahan.get(field).is_some_and(|line| line.get("dari").is_none_or(Value::is_null));
        empty && own.contains_key(field) && own.get(field) == theirs.get(field)
    };
    left.tanggal_lahir = left.tanggal_lahir.filter(|_| !filled(key::TANGGAL_LAHIR.name));
    left.lahir_sebagian = left.lahir_sebagian.take().filter(|_| !filled(key::TANGGAL_LAHIR.name));
    left.jenis_kelamin = left.jenis_kelamin.take().filter(|_| !filled(key::JENIS_KELAMIN.name));
    left.daerah_asal = left.daerah_asal.take().filter(|_| !filled(key::DAERAH_ASAL.name));
    left.alamat_sandi = left.alamat_sandi.take().filter(|_| !filled(key::ALAMAT.name));
    left.telepon_sandi = left.telepon_sandi.take().filter(|_| !filled(key::TELEPON.name));
    Ok(())
}

/// The index of a number for the person to whom it goes: what was in doubt stays in doubt.
fn going(ctx: &Ctx, from: &Model, to: OrangId, field: &'static str, held: &str) -> Result<String> {
    let form = text(ctx, from)?;
    let in_doubt = doubted(ctx, from, &form).contains(&field);
    let number = form.get(field).filter(|_| in_doubt);
    Ok(number.map_or_else(|| held.to_owned(), |number| index(ctx, to, number)))
}

fn nik(ctx: &Ctx, what: Number, (from, left): (&Model, &mut Model), to: &mut Model) -> Result<()> {
    if what == Number::Stays {
        return Ok(());
    }
    let Some(held) = &from.nik_indeks else { return Err(without(key::NIK.name)) };
    if what == Number::Goes && to.nik_indeks.as_ref() != Some(held) {
        if to.nik_indeks.is_some() {
            return Err(has(key::NIK.name));
        }
        to.nik_sandi = reseal("orang.nik", from.nik_sandi.as_ref(), &from.key(ctx)?, &to.key(ctx)?)?;
        to.nik_indeks = Some(going(ctx, from, to.id, key::NIK.name, held)?);
    }
    (left.nik_sandi, left.nik_indeks) = (None, None);
    Ok(())
}

fn document(ctx: &Ctx, what: Number, (from, left): (&Model, &mut Model), to: &mut Model) -> Result<()> {
    if what == Number::Stays {
        return Ok(());
    }
    let Some(held) = &from.dokumen_indeks else { return Err(without(key::NOMOR_DOKUMEN.name)) };
    if what == Number::Goes && to.dokumen_indeks.as_ref() != Some(held) {
        if to.dokumen_indeks.is_some() {
            return Err(has(key::NOMOR_DOKUMEN.name));
        }
        to.dokumen_sandi = reseal("orang.dokumen", from.dokumen_sandi.as_ref(), &from.key(ctx)?, &to.key(ctx)?)?;
        to.dokumen_indeks = Some(going(ctx, from, to.id, key::NOMOR_DOKUMEN.name, held)?);
        to.jenis_dokumen.clone_from(&from.jenis_dokumen);
    }
    (left.dokumen_sandi, left.dokumen_indeks, left.jenis_dokumen) = (None, None, None);
    Ok(())
}

fn without(field: &'static str) -> Problem {
    Problem::field(field, "Orang ini tidak punya nomor itu. Muat ulang halaman, lalu pilih lagi.")
}

fn has(field: &'static str) -> Problem {
    Problem::field(field, "Orang yang dituju sudah punya nomor sendiri. Pilih tetap, atau lepaskan nomornya.")
}

/// Puts right what hangs on two people once the records have moved: the names that were typed in them, what they are found by, which
/// offices know them, what holds them, and that figures count them as two.
///
/// # Errors
/// Any database error.
pub async fn settle(
    tx: &Tx,
    ctx: &Ctx,
    (from, to): (OrangId, OrangId),
    (records, moved): (&[CatatanId], &BTreeSet<KantorId>),
    (remaining, now): (&BTreeSet<KantorId>, &BTreeSet<KantorId>),
) -> Result<()> {
    let (from, to) = (crate::queries::one(&**tx, from).await?, crate::queries::one(&**tx, to).await?);
    aliases::follow(tx, &from, &to, records).await?;
    held::follow(tx, from.id, to.id).await?;
    let led = merged(&**tx, to.id).await?;
    let led = Entity::find().filter(crate::entity::Column::Id.is_in(led)).all(&**tx).await?;
    words::renew(tx, ctx, &led.iter().chain([&from]).collect::<Vec<_>>()).await?;
    office::part(tx, &from, &to, &Dealings { moved, from: remaining, to: now }).await?;
    identity::part(tx, ctx, &from, &to).await
}
