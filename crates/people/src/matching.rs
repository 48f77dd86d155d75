//! Finding the person a row is about, or making a new one: for one row or for a whole manifest in a few statements.

use std::collections::{BTreeSet, HashMap};

use kernel::db::chunk_rows;
use kernel::form::Values;
use kernel::ledger::Dimensions;
use kernel::vault::Key;
use kernel::{Ctx, OrangId, Problem, Result, Tx, history};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::entity::{Column, Entity, Model};
use crate::fill;
use crate::merge::acquaint;
use crate::name::normalise;
use crate::queries::{find_visible, kept};
use crate::score::{Said, Strength, judge};
use crate::{stamp, words};

/// The person of a row.
pub struct Attached {
    /// The person.
    pub id: OrangId,
    /// The key that seals what belongs to the person.
    pub key: Key,
    /// What the ledger keeps of the person.
    pub traits: Dimensions,
}

/// Where a row's person is found again within the batch.
#[derive(Default)]
struct Known {
    nik: HashMap<String, usize>,
    document: HashMap<String, usize>,
}

impl Known {
    fn find(&self, nik: Option<&String>, document: Option<&String>) -> Option<usize> {
        nik.and_then(|k| self.nik.get(k)).or_else(|| document.and_then(|k| self.document.get(k))).copied()
    }

    fn learn(&mut self, at: usize, model: &Model) {
        if let Some(index) = &model.nik_indeks {
            self.nik.entry(index.clone()).or_insert(at);
        }
        if let Some(index) = &model.dokumen_indeks {
            self.document.entry(index.clone()).or_insert(at);
        }
    }
}

/// Finds or makes the person of each row: the one who was chosen; else by NIK, else by document number; without either
/// always a new person, since nobody is matched by name alone. A person that is found gets what was not yet known of it; what is known stays.
/// Writes people that are new or fuller and links all to the office.
///
/// # Errors
/// [`Problem::Invalid`] where the one who was chosen is unknown to the office and not strongly alike either, or has another
/// NIK; or what the database says.
pub async fn attach(tx: &Tx, ctx: &Ctx, rows: &[&Values], chosen: &[Option<OrangId>]) -> Result<Vec<Attached>> {
    let index = |domain: &str, key: &str, row: &Values| row.text(key).map(|v| ctx.house.vault.blind_index(domain, &v));
    let indexes: Vec<(Option<String>, Option<String>)> =
        rows.iter().map(|row| (index("nik", "nik", row), index("dokumen", "nomor_dokumen", row))).collect();
    let (mut people, mut known) = load(tx, &indexes).await?;
    let said: Vec<Said> = rows.iter().zip(&indexes).map(|(row, numbers)| said(row, numbers.clone())).collect();
    let chosen = choose(tx, ctx, &mut people, &said, chosen).await?;
    let old = people.len();
    let mut fuller = BTreeSet::new();
    let mut of_row = Vec::with_capacity(rows.len());
    for ((row, (nik, document)), chosen) in rows.iter().zip(indexes).zip(chosen) {
        let found = known.find(nik.as_ref(), document.as_ref());
        let model = chosen.and_then(|at| people.get(at));
        if model.is_some_and(|model| differs(model, nik.as_ref()))
            || (chosen.is_some() && found.is_some() && found != chosen)
        {
            let detail =
                "Nomor ini milik orang lain, bukan orang yang dipilih. Periksa nomornya, atau pilih orang baru.";
            return Err(Problem::field(if nik.is_some() { "nik" } else { "nomor_dokumen" }, detail));
        }
        let found = chosen.or(found);
        // A NIK that differs is another person, even with the same document number.
        let held = found.and_then(|at| people.get_mut(at).map(|model| (at, model)));
        let at = if let Some((at, model)) = held.filter(|(_, model)| !differs(model, nik.as_ref())) {
            if fill::gaps(ctx, model, row, nik, document)? {
                fuller.insert(at);
            }
            at
        } else {
            people.push(create(tx, ctx, row, nik, document)?);
            people.len() - 1
        };
        if let Some(model) = people.get(at) {
            known.learn(at, model);
        }
        of_row.push(at);
    }
    let (before, new) = people.split_at(old);
    insert(tx, ctx, new).await?;
    let fuller: Vec<&Model> = fuller.into_iter().filter_map(|at| before.get(at)).collect();
    fill::write(tx, ctx, &fuller).await?;
    let ids: Vec<OrangId> = people.iter().map(|person| person.id).collect();
    acquaint(tx, &ids, &[ctx.actor.office]).await?;
    of_row
        .into_iter()
        .filter_map(|at| people.get(at))
        .map(|model| Ok(Attached { id: model.id, key: model.key(ctx)?, traits: model.dimensions() }))
        .collect()
}

/// What a row says of its person.
pub(crate) fn said(row: &Values, (nik, document): (Option<String>, Option<String>)) -> Said {
    let name = row.text("nama").unwrap_or_default();
    Said::new(&name, row.day("tanggal_lahir"), row.text("jenis_kelamin"), row.text("daerah_asal"))
        .with_numbers(nik, document)
}

/// What is on file of a person.
fn known(model: &Model) -> Said {
    Said::new(&model.nama, model.tanggal_lahir, model.jenis_kelamin.clone(), model.daerah_asal.clone())
        .with_numbers(model.nik_indeks.clone(), model.dokumen_indeks.clone())
}

/// Where the people who were chosen stand among those at hand; who is not there yet joins them. Somebody whom only other
/// offices know may be chosen where the row itself says so: whoever has an id but not the particulars gets nothing.
async fn choose(
    tx: &Tx,
    ctx: &Ctx,
    people: &mut Vec<Model>,
    said: &[Said],
    chosen: &[Option<OrangId>],
) -> Result<Vec<Option<usize>>> {
    let mut places = Vec::with_capacity(chosen.len());
    for (said, id) in said.iter().zip(chosen) {
        let Some(id) = id else {
            places.push(None);
            continue;
        };
        let unknown =
            || Problem::field("orang_id", "Orang ini tidak dikenal di kantor Anda. Pilih lagi, atau pilih orang baru.");
        let model = match find_visible(&**tx, ctx, *id).await? {
            Some(model) => kept(&**tx, model).await?,
            None => elsewhere(tx, *id, said).await?.ok_or_else(unknown)?,
        };
        let at = people.iter().position(|person| person.id == model.id).unwrap_or_else(|| {
            people.push(model);
            people.len() - 1
        });
        places.push(Some(at));
    }
    Ok(places)
}

/// Somebody whom only other offices know, where what is said is strongly about them.
async fn elsewhere(tx: &Tx, id: OrangId, said: &Said) -> Result<Option<Model>> {
    let Some(model) = Entity::find().filter(Column::Id.eq(id)).one(&**tx).await? else { return Ok(None) };
    let model = kept(&**tx, model).await?;
    let strong = judge(said, &known(&model)).is_some_and(|judged| judged.strength >= Strength::Kuat);
    Ok(Some(model).filter(|model| strong && model.kunci.is_some()))
}

fn differs(model: &Model, nik: Option<&String>) -> bool {
    matches!((model.nik_indeks.as_ref(), nik), (Some(held), Some(given)) if held != given)
}

/// The people whom the indexes name. Who was merged into another leads to the one who was kept.
async fn load(tx: &Tx, indexes: &[(Option<String>, Option<String>)]) -> Result<(Vec<Model>, Known)> {
    let niks: Vec<_> = indexes.iter().filter_map(|(nik, _)| nik.clone()).collect();
    let documents: Vec<_> = indexes.iter().filter_map(|(_, document)| document.clone()).collect();
    let mut found = Vec::new();
    for (column, values) in [(Column::NikIndeks, niks), (Column::DokumenIndeks, documents)] {
        for chunk in values.chunks(chunk_rows(1)) {
            found.extend(Entity::find().filter(column.is_in(chunk)).all(&**tx).await?);
        }
    }
    // Oldest first, so that a number that stands twice always leads to the same person.
    found.sort_by_key(|model| model.id);
    found.dedup_by_key(|model| model.id);
    let (mut people, mut known) = (Vec::<Model>::new(), Known::default());
    for named in found {
        let kept = if named.digabung_ke.is_some() { kept(&**tx, named.clone()).await? } else { named.clone() };
        let at = people.iter().position(|person| person.id == kept.id).unwrap_or(people.len());
        if at == people.len() {
            people.push(kept);
        }
        known.learn(at, &named);
    }
    for (at, person) in people.iter().enumerate() {
        known.learn(at, person);
    }
    Ok((people, known))
}

fn create(tx: &Tx, ctx: &Ctx, row: &Values, nik: Option<String>, document: Option<String>) -> Result<Model> {
    let (key, wrapped) = ctx.house.vault.new_key()?;
    let seal = |place: &str, field: &str| row.text(field).map(|v| key.seal(place, v.as_bytes())).transpose();
    let name = row.need_text("nama")?;
    Ok(Model {
        id: OrangId(tx.id()),
        kantor_id: ctx.actor.office,
        nama_baku: normalise(&name),
        nama: name,
        kunci: Some(wrapped),
        nik_sandi: seal("orang.nik", "nik")?,
        nik_indeks: nik,
        jenis_dokumen: row.text("jenis_dokumen"),
        dokumen_sandi: seal("orang.dokumen", "nomor_dokumen")?,
        dokumen_indeks: document,
        tanggal_lahir: row.day("tanggal_lahir"),
        jenis_kelamin: row.text("jenis_kelamin"),
        daerah_asal: row.text("daerah_asal"),
        alamat_sandi: seal("orang.alamat", "alamat")?,
        telepon_sandi: seal("orang.telepon", "telepon")?,
        versi: 1,
        dibuat_pada: tx.at,
        diubah_pada: tx.at,
        digabung_ke: None,
        meterai: None,
    })
}

async fn insert(tx: &Tx, ctx: &Ctx, models: &[Model]) -> Result<()> {
    for chunk in models.chunks(chunk_rows(20)) {
        let rows = chunk.iter().cloned().map(|model| stamp::stamped(ctx, model).into_active_model().reset_all());
        let written = Entity::insert_many(rows).exec_without_returning(&**tx).await;
        written.map_err(|error| match error.sql_err() {
            // Another desk has just recorded the same NIK: tried again, this one finds that person.
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Problem::Busy,
            _ => error.into(),
        })?;
    }
    words::insert(tx, ctx, &models.iter().collect::<Vec<_>>()).await?;
    let entries = models.iter().map(|model| fill::entry(tx, model, None, "Dicatat.", serde_json::json!({}))).collect();
    history::append(tx, ctx, entries).await?;
    Ok(())
}
