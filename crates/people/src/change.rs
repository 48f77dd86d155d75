//! Changing what is known of a person. It is drafted first, so that the caller, who knows the person's records, can see
//! what it means for them, and written after.

use kernel::form::{Field, Form, Sensitivity, Values, parse};
use kernel::history::{self, Entry};
use kernel::vault::Key;
use kernel::{Ctx, OrangId, Permission, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::entity::{Column, Entity, Model};
use crate::name::normalise;
use crate::queries::{find_visible, is_visible, text};
use crate::{FIELDS, fill, stamp, words};

/// A person as a change will leave it.
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

    /// When the person was last changed: what is written now must carry a later time.
    #[must_use]
    pub fn changed(&self) -> DateTimeUtc {
        self.old.diubah_pada
    }

    /// Whether the facts of the person's records say something else afterwards.
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

/// The fields that differ, with old and new text; of protected ones only that they did.
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
    if version.is_some_and(|seen| seen != model.versi) {
        return Err(Problem::Stale);
    }
    Ok(model)
}

/// Drafts a person with the given fields replaced. Protected fields take [`Permission::RevealPeople`].
///
/// # Errors
/// [`Problem::Forbidden`], [`Problem::NotFound`], [`Problem::Stale`], [`Problem::Refused`] once merged,
/// [`Problem::Invalid`] also for a NIK that another person has: those two are to be merged.
pub async fn draft(tx: &Tx, ctx: &Ctx, id: OrangId, version: Option<i64>, fields: &Form) -> Result<Draft> {
    ctx.actor.require(Permission::WritePeople)?;
    let protected = |field: &Field| field.sensitivity != Sensitivity::Open && fields.contains_key(field.key);
    if FIELDS.iter().any(protected) {
        ctx.actor.require(Permission::RevealPeople)?;
    }
    let old = load(tx, ctx, id, version, "ubah").await?;
    let before = text(ctx, &old)?;
    let mut form = before.clone();
    form.extend(fields.iter().map(|(key, text)| (key.clone(), text.clone())));
    let all: Vec<&Field> = FIELDS.iter().collect();
    let values = parse(&all, &form, &ctx.house.reference, ctx.today()).map_err(Problem::Invalid)?.values;
    let new = changed(ctx, &old, &values)?;
    if new.nik_indeks != old.nik_indeks {
        refuse_taken(tx, ctx, &new).await?;
    }
    Draft::new(ctx, old, new)
}

/// The row that says what the values say. What did not change keeps its seal.
fn changed(ctx: &Ctx, old: &Model, values: &Values) -> Result<Model> {
    let key = old.key(ctx)?;
    let was = text(ctx, old)?;
    let seal = |held: &Option<Vec<u8>>, place: &str, field: &str| -> Result<Option<Vec<u8>>> {
        let text = values.text(field);
        if text.as_ref() == was.get(field) {
            return Ok(held.clone());
        }
        text.map(|text| key.seal(place, text.as_bytes())).transpose()
    };
    let index = |domain: &str, field: &str| values.text(field).map(|v| ctx.house.vault.blind_index(domain, &v));
    let name = values.need_text("nama")?;
    Ok(Model {
        nama_baku: normalise(&name),
        nama: name,
        nik_sandi: seal(&old.nik_sandi, "orang.nik", "nik")?,
        nik_indeks: index("nik", "nik"),
        jenis_dokumen: values.text("jenis_dokumen"),
        dokumen_sandi: seal(&old.dokumen_sandi, "orang.dokumen", "nomor_dokumen")?,
        dokumen_indeks: index("dokumen", "nomor_dokumen"),
        tanggal_lahir: values.day("tanggal_lahir"),
        jenis_kelamin: values.text("jenis_kelamin"),
        daerah_asal: values.text("daerah_asal"),
        alamat_sandi: seal(&old.alamat_sandi, "orang.alamat", "alamat")?,
        telepon_sandi: seal(&old.telepon_sandi, "orang.telepon", "telepon")?,
        ..old.clone()
    })
}

/// Refuses a NIK that another person has. Only somebody whose office knows that person is told who it is.
async fn refuse_taken(tx: &Tx, ctx: &Ctx, new: &Model) -> Result<()> {
    let Some(index) = &new.nik_indeks else { return Ok(()) };
    let held = Entity::find().filter(Column::NikIndeks.eq(index)).filter(Column::Id.ne(new.id)).one(&**tx).await?;
    let Some(other) = held else { return Ok(()) };
    Err(Problem::field(
        "nik",
        if is_visible(&**tx, ctx, other.id).await? {
            format!(
                "NIK ini milik orang lain yang sudah tercatat (/orang/{}). Bila orangnya sama, kosongkan NIK di sini, \
                 lalu gabungkan keduanya.",
                other.id
            )
        } else {
            "NIK ini sudah tercatat di kantor lain. Bila orangnya sama, minta KP2MI menggabungkan keduanya.".to_owned()
        },
    ))
}

/// Writes a drafted person, with a line of history.
///
/// # Errors
/// [`Problem::Stale`] when somebody else was faster.
pub async fn write(tx: &Tx, ctx: &Ctx, draft: Draft, reason: &str) -> Result<()> {
    let Draft { old, new, changes } = draft;
    let new = stamp::stamped(ctx, Model { versi: old.versi + 1, diubah_pada: tx.at, ..new });
    let found_anew = new.clone();
    let line = fill::entry(tx, &new, Some("tercatat"), reason, changes.into());
    let line = Entry { facts: stamp::stray(!stamp::holds(ctx, &old)), ..line };
    let written = Entity::update_many()
        .set(new.into_active_model().reset_all())
        .filter(Column::Id.eq(old.id))
        .filter(Column::Versi.eq(old.versi))
        .exec(&**tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(Problem::Stale);
    }
    words::renew(tx, ctx, &[&found_anew]).await?;
    history::append(tx, ctx, vec![line]).await
}
