//! Changes the data of a person. A change is drafted first, so that the caller, who knows the person's records, can see what it
//! means for them. It is written afterwards.

use kernel::form::{self, Field, Form, Sensitivity, Values, reread};
use kernel::history::{self, Entry};
use kernel::vault::Key;
use kernel::{Ctx, OrangId, Permission, Problem, Result, Tx};
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

use crate::entity::{Column, Entity, Model};
use crate::name::normalise;
use crate::queries::{find_visible, text};
use crate::tie::{Act, require, tie_of, ties};
use crate::{FIELDS, fill, identity, key, stamp, words};

/// A person as after a change that is not written yet.
pub struct Draft {
    pub(crate) old: Model,
    pub(crate) new: Model,
    pub(crate) changes: serde_json::Map<String, serde_json::Value>,
}

impl Draft {
    pub(crate) fn new(ctx: &Ctx, old: Model, new: Model) -> Result<Self> {
        let changes = differences(&text(ctx, &old)?, &text(ctx, &new)?);
        Ok(Self { old, new, changes })
    }

    /// The person.
    #[must_use]
    pub fn id(&self) -> OrangId {
        self.old.id
    }

    /// When the person was last changed: what is written now must have a later time.
    #[must_use]
    pub fn changed(&self) -> DateTimeUtc {
        self.old.diubah_pada
    }

    /// Whether the change alters facts of the person's records.
    #[must_use]
    pub fn moves_facts(&self) -> bool {
        self.old.dimensions() != self.new.dimensions()
    }

    /// The key that seals what belongs to the person.
    ///
    /// # Errors
    /// [`Problem::NotFound`] once the person has been erased.
    pub fn key(&self, ctx: &Ctx) -> Result<Key> {
        self.old.key(ctx)
    }
}

/// The fields that differ, with old and new text; for protected fields only that they differ.
fn differences(old: &Form, new: &Form) -> serde_json::Map<String, serde_json::Value> {
    let differ = FIELDS.iter().filter(|field| old.get(field.key) != new.get(field.key));
    differ
        .map(|field| {
            let line = match field.sensitivity {
                Sensitivity::Open => serde_json::json!({ "dari": old.get(field.key), "ke": new.get(field.key) }),
                _ => serde_json::json!("berubah"),
            };
            (field.key.to_owned(), line)
        })
        .collect()
}

/// A person of one of the actor's offices who may be changed, in the version that was seen.
///
/// # Errors
/// [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Refused`] when the person has been merged into another.
pub(crate) async fn load(
    tx: &Tx,
    ctx: &Ctx,
    id: OrangId,
    version: Option<i64>,
    command: &'static str,
) -> Result<Model> {
    let model = find_visible(&**tx, ctx, id).await?.ok_or(Problem::NotFound)?;
    if model.digabung_ke.is_some() {
        return Err(Problem::Refused {
            status: "digabung",
            command,
            allowed: Vec::new(),
            detail: "Orang ini sudah digabung ke orang lain. Buka orang itu, lalu ulangi di sana.".to_owned(),
        });
    }
    if model.is_erased() {
        return Err(erased(command));
    }
    if version.is_some_and(|seen| seen != model.versi) {
        return Err(Problem::Stale);
    }
    Ok(model)
}

/// The refusal of a change of somebody whose data was erased, or of a record about them.
#[must_use]
pub fn erased(command: &'static str) -> Problem {
    Problem::Refused {
        status: "dihapus",
        command,
        allowed: Vec::new(),
        detail: "Data orang ini sudah dihapus, jadi orang ini dan catatannya tidak dapat diubah lagi. Bila ia dilayani lagi, \
                 catat sebagai orang baru."
            .to_owned(),
    }
}

/// Drafts a person with the given fields replaced. Protected fields need [`Permission::RevealPeople`].
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Refused`] once merged or if the table of
/// [`crate::Tie`] does not allow it, [`Problem::Invalid`] also for a NIK that another person has: those two must be merged.
pub async fn draft(tx: &Tx, ctx: &Ctx, id: OrangId, version: Option<i64>, fields: &Form) -> Result<Draft> {
    ctx.actor.require(Permission::WritePeople)?;
    let protected = |field: &Field| field.sensitivity != Sensitivity::Open && fields.contains_key(field.key);
    if FIELDS.iter().any(protected) {
        ctx.actor.require(Permission::RevealPeople)?;
    }
    let old = load(tx, ctx, id, version, "ubah").await?;
    let tie = tie_of(&**tx, ctx, &old).await?;
    require(ctx, &old, tie, Act::Correct)?;
    let before = text(ctx, &old)?;
    let mut form = before.clone();
    form.extend(fields.iter().map(|(key, text)| (key.clone(), text.clone())));
    let all: Vec<&Field> = FIELDS.iter().collect();
    let parsed = reread(&all, &form, &before, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?;
    let values = parsed.values;
    let new = changed(ctx, &old, &values)?;
    if new.nik_indeks != old.nik_indeks || new.dokumen_indeks != old.dokumen_indeks {
        require(ctx, &old, tie, Act::Renumber)?;
    }
    let nik = new.nik_indeks.as_deref().filter(|_| new.nik_indeks != old.nik_indeks);
    if let Some(other) = with_number(tx, ctx, &new, (nik, None)).await?.first() {
        return Err(taken(key::NIK.name, other));
    }
    Draft::new(ctx, old, new)
}

/// The row for the given values. Unchanged protected fields keep their sealed bytes.
fn changed(ctx: &Ctx, old: &Model, values: &Values) -> Result<Model> {
    let key = old.key(ctx)?;
    let was = text(ctx, old)?;
    let seal = |held: &Option<Vec<u8>>, place: &str, field: form::Key<String>| -> Result<Option<Vec<u8>>> {
        let text = values.get(field);
        if text.as_ref() == was.get(field.name) {
            return Ok(held.clone());
        }
        text.map(|text| key.seal(place, text.as_bytes())).transpose()
    };
    // What did not change keeps its index as well: a number in doubt has none.
    let index = |held: &Option<String>, domain: &str, field: form::Key<String>| {
        let text = values.get(field);
        if text.as_ref() == was.get(field.name) {
            return held.clone();
        }
        text.map(|text| ctx.house.vault.blind_index(domain, &text))
    };
    let name = values.need(key::NAMA)?;
    Ok(Model {
        nama_baku: normalise(&name),
        nama: name,
        nik_sandi: seal(&old.nik_sandi, "orang.nik", key::NIK)?,
        nik_indeks: index(&old.nik_indeks, "nik", key::NIK),
        jenis_dokumen: values.get(key::JENIS_DOKUMEN),
        dokumen_sandi: seal(&old.dokumen_sandi, "orang.dokumen", key::NOMOR_DOKUMEN)?,
        dokumen_indeks: index(&old.dokumen_indeks, "dokumen", key::NOMOR_DOKUMEN),
        tanggal_lahir: values.get(key::TANGGAL_LAHIR),
        lahir_sebagian: values.get(key::LAHIR_SEBAGIAN),
        jenis_kelamin: values.get(key::JENIS_KELAMIN),
        daerah_asal: values.get(key::DAERAH_ASAL),
        alamat_sandi: seal(&old.alamat_sandi, "orang.alamat", key::ALAMAT)?,
        telepon_sandi: seal(&old.telepon_sandi, "orang.telepon", key::TELEPON)?,
        ..old.clone()
    })
}

/// The people of the actor's offices who have a number of a row, apart from itself. People whom only other offices know are not
/// included.
pub(crate) async fn sharing(tx: &Tx, ctx: &Ctx, row: &Model) -> Result<Vec<Model>> {
    with_number(tx, ctx, row, (row.nik_indeks.as_deref(), row.dokumen_indeks.as_deref())).await
}

/// As [`sharing`], of the given indexes of NIK and document only.
pub(crate) async fn with_number(
    tx: &Tx,
    ctx: &Ctx,
    row: &Model,
    (nik, document): (Option<&str>, Option<&str>),
) -> Result<Vec<Model>> {
    let numbered = Condition::any()
        .add_option(nik.map(|nik| Column::NikIndeks.eq(nik)))
        .add_option(document.map(|document| Column::DokumenIndeks.eq(document)));
    if numbered.is_empty() {
        return Ok(Vec::new());
    }
    let mut held = Entity::find().filter(numbered).filter(Column::Id.ne(row.id)).all(&**tx).await?;
    let ties = ties(&**tx, ctx, &held.iter().collect::<Vec<_>>()).await?;
    held.retain(|person| ties.get(&person.id).is_some_and(|tie| tie.allows(Act::Meet)));
    Ok(held)
}

/// The error for a number that somebody has already.
pub(crate) fn taken(field: &'static str, by: &Model) -> Problem {
    let number = if field == key::NIK.name { "NIK" } else { "Nomor dokumen" };
    Problem::field(
        field,
        format!(
            "{number} ini milik orang lain yang sudah tercatat (/orang/{}). Bila orangnya sama, kosongkan {number} di sini, lalu \
             gabungkan keduanya.",
            by.id
        ),
    )
}

/// Writes a drafted person, with a line of history.
///
/// # Errors
/// [`Problem::Stale`] when somebody else changed the person first.
pub async fn write(tx: &Tx, ctx: &Ctx, draft: Draft, reason: &str) -> Result<()> {
    let Draft { old, new, changes } = draft;
    let new = stamp::stamped(ctx, Model { versi: old.versi + 1, diubah_pada: tx.at, ..new });
    let found_anew = new.clone();
    let status = if old.digabung_ke.is_some() { "digabung" } else { "tercatat" };
    let line = fill::entry(tx, &new, Some(status), reason, changes.into());
    let line = Entry { facts: stamp::stray(!stamp::holds(ctx, &old)), ..line };
    if !stamp::replaced(tx, new).await? {
        return Err(Problem::Stale);
    }
    words::renew(tx, ctx, &[&found_anew]).await?;
    identity::renumbered(tx, ctx, &old, &found_anew).await?;
    history::append(tx, ctx, vec![line]).await
}
