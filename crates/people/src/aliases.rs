//! Other names of people (`orang_nama`): what was typed as the name where it differs from the person's name, with the record in
//! which it was typed. People are found and matched by them as by their names.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use kernel::reference::fold;
use kernel::{CatatanId, Ctx, KantorId, OrangId, Problem, Result, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder, QuerySelect};

use crate::entity::{self, Model as Person};
use crate::{key, words};

/// A name as it was typed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orang_nama")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The person.
    pub orang_id: OrangId,
    /// The name.
    pub nama: String,
    /// The office that typed it.
    pub kantor_id: KantorId,
    /// The kind of the record in which it was typed; none if it was the person's name before, or typed in no record.
    pub jenis: Option<String>,
    /// The record.
    pub catatan_id: Option<CatatanId>,
    /// When it was recorded.
    pub pada: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// A name that was typed for a person.
#[derive(Clone, Debug)]
pub struct Typed<'a> {
    /// The person.
    pub person: OrangId,
    /// The name.
    pub name: &'a str,
    /// The office that typed it.
    pub office: KantorId,
    /// The kind and id of the record in which it was typed.
    pub record: Option<(&'static str, CatatanId)>,
}

/// Whether a typed name is another than the person's, letter case and blanks aside.
pub(crate) fn differs(typed: &str, name: &str) -> bool {
    fold(typed) != fold(name)
}

/// Keeps names as they were typed; the people are found by them from now on.
///
/// # Errors
/// Any database error.
pub async fn keep(tx: &Tx, typed: &[Typed<'_>]) -> Result<()> {
    if typed.is_empty() {
        return Ok(());
    }
    for chunk in typed.chunks(kernel::db::chunk_rows(7)) {
        let row = |typed: &Typed<'_>| Model {
            id: tx.id(),
            orang_id: typed.person,
            nama: typed.name.to_owned(),
            kantor_id: typed.office,
            jenis: typed.record.map(|(kind, _)| kind.to_owned()),
            catatan_id: typed.record.map(|(_, id)| id),
            pada: tx.at,
        };
        let rows = chunk.iter().map(|typed| row(typed).into_active_model().reset_all());
        tx.add(Entity::insert_many(rows), chunk.len(), || Problem::Busy).await?;
    }
    words::add(tx, &typed.iter().map(|typed| (typed.person, typed.name)).collect::<Vec<_>>()).await
}

/// The other names of people.
///
/// # Errors
/// Any database error.
pub(crate) async fn of(db: &impl ConnectionTrait, people: &[OrangId]) -> Result<HashMap<OrangId, Vec<String>>> {
    let mut names: HashMap<OrangId, Vec<String>> = HashMap::new();
    for chunk in people.chunks(kernel::db::chunk_rows(1)) {
        let rows: Vec<(OrangId, String)> = Entity::find()
            .select_only()
            .columns([Column::OrangId, Column::Nama])
            .filter(Column::OrangId.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for (person, name) in rows {
            names.entry(person).or_default().push(name);
        }
    }
    Ok(names)
}

/// What stands between the names of [`of_row`]; no name has a line break.
const BREAK: &str = "\n";

/// The other names of the person of a row, as a column of a select of people; see [`parted`].
pub(crate) fn of_row() -> Expr {
    let names = Func::cust("string_agg").arg(Expr::col((Entity, Column::Nama))).arg(BREAK);
    let select = Query::select()
        .expr(names)
        .from(Entity)
        .and_where(Expr::col((Entity, Column::OrangId)).equals((entity::Entity, entity::Column::Id)))
        .to_owned();
    Expr::SubQuery(None, Box::new(select.into()))
}

/// The names in the column of [`of_row`].
pub(crate) fn parted(column: &str) -> Vec<String> {
    column.split(BREAK).map(str::to_owned).collect()
}

/// Another name of a person, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The name.
    pub name: String,
    /// The record in which it was first typed, if the actor's offices have that record: its kind and id.
    pub record: Option<(String, CatatanId)>,
    /// When it was first recorded.
    pub at: DateTime<Utc>,
}

/// The other names of a person who is shown, each once, the oldest first.
///
/// # Errors
/// Any database error.
pub async fn shown(ctx: &Ctx, person: &crate::Shown) -> Result<Vec<Shown>> {
    let name = person.form.get(key::NAMA.name).map_or("", String::as_str);
    let rows = Entity::find()
        .filter(Column::OrangId.eq(person.id))
        .order_by_asc(Column::Pada)
        .order_by_asc(Column::Id)
        .all(ctx.db())
        .await?;
    let mut met: HashSet<String> = HashSet::from([fold(name)]);
    let fresh = rows.into_iter().filter(|row| met.insert(fold(&row.nama)));
    let own = |row: &Model| ctx.actor.offices.contains(&row.kantor_id);
    let show = |row: Model| {
        let record = own(&row).then(|| row.jenis.clone().zip(row.catatan_id)).flatten();
        Shown { name: row.nama, record, at: row.pada }
    };
    Ok(fresh.map(show).collect())
}

/// The names as typed in records, where they differed from the person's name. The caller must have checked that the actor may see
/// the records.
///
/// # Errors
/// Any database error.
pub async fn in_records(db: &impl ConnectionTrait, records: &[CatatanId]) -> Result<HashMap<CatatanId, String>> {
    let mut names = HashMap::new();
    for chunk in records.chunks(kernel::db::chunk_rows(1)) {
        let rows = Entity::find().filter(Column::CatatanId.is_in(chunk.iter().copied())).all(db).await?;
        names.extend(rows.into_iter().filter_map(|row| Some((row.catatan_id?, row.nama))));
    }
    Ok(names)
}

/// Gives the names of a person who is merged away to the one who is kept. Each record of theirs was typed under the name they had.
pub(crate) async fn inherit(
    tx: &Tx,
    gone: &Person,
    kept: &Person,
    records: &[(&'static str, CatatanId, KantorId)],
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::OrangId, Expr::value(kept.id.0))
        .filter(Column::OrangId.eq(gone.id))
        .exec(&**tx)
        .await?;
    if !differs(&gone.nama, &kept.nama) {
        return Ok(());
    }
    let named = in_records(&**tx, &records.iter().map(|(_, id, _)| *id).collect::<Vec<_>>()).await?;
    let typed = |record, office| Typed { person: kept.id, name: &gone.nama, office, record };
    let unnamed = records.iter().filter(|(_, id, _)| !named.contains_key(id));
    let mut all: Vec<_> = unnamed.map(|(kind, id, office)| typed(Some((*kind, *id)), *office)).collect();
    if records.is_empty() {
        all.push(typed(None, gone.kantor_id));
    }
    keep(tx, &all).await
}

/// Gives the names that were typed in records to the person to whom the records go; what became the name of that person without a
/// record goes as well.
pub(crate) async fn follow(tx: &Tx, from: &Person, to: &Person, records: &[CatatanId]) -> Result<()> {
    for chunk in records.chunks(kernel::db::chunk_rows(2)) {
        Entity::update_many()
            .col_expr(Column::OrangId, Expr::value(to.id.0))
            .filter(Column::OrangId.eq(from.id))
            .filter(Column::CatatanId.is_in(chunk.iter().copied()))
            .exec(&**tx)
            .await?;
    }
    let loose =
        Entity::find().filter(Column::OrangId.eq(from.id)).filter(Column::CatatanId.is_null()).all(&**tx).await?;
    let own = loose.iter().filter(|row| !differs(&row.nama, &to.nama)).map(|row| row.id);
    Entity::update_many()
        .col_expr(Column::OrangId, Expr::value(to.id.0))
        .filter(Column::Id.is_in(own))
        .exec(&**tx)
        .await?;
    Ok(())
}
