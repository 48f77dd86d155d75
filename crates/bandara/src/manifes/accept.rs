//! Looking at a manifest, and accepting it.

use std::collections::{HashMap, HashSet};

use chrono::Days;
use kernel::db::{chunk_rows, lock};
use kernel::form::Form;
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::import::Grid;
use records::{Registry, Touch};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::check::{self, Person};
use super::kolom;
use super::line::{Line, Said};
use super::plan::{Fate, Plan, plan};
use super::sheet::Sheet;
use super::{arrival, line};
use pemulangan::baris::{COLUMN, Column, Entity, Model, Status};
use pemulangan::kedatangan::entity::{Entity as Arrivals, Model as Arrival};

/// A manifest as it was sent.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Its cells.
    pub grid: Grid,
    /// What was chosen for columns.
    pub chosen: HashMap<usize, String>,
    /// What fills empty fields of every row.
    pub given: Form,
    /// Lines to take off.
    pub drawn: HashSet<Uuid>,
}

/// A manifest that was looked at.
pub(super) struct Seen {
    /// Its table.
    pub sheet: Sheet,
    /// Its people.
    pub people: Vec<Person>,
    /// The lines held.
    pub held: Vec<Line>,
    /// What it changes.
    pub plan: Plan,
    /// What is odd about it as a whole.
    pub warning: Option<String>,
}

impl Seen {
    /// How many rows have something that stands in the way.
    pub(super) fn bad(&self) -> usize {
        self.people.iter().filter(|person| person.bad()).count()
    }

    /// How many rows are new, changed and the same.
    pub(super) fn tally(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Fate) -> bool| self.plan.fates.iter().filter(|fate| wanted(fate)).count();
        (count(|f| *f == Fate::New), count(|f| matches!(f, Fate::Changed(..))), count(|f| matches!(f, Fate::Same(_))))
    }
}

/// Looks at a manifest without writing.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] for what is no manifest; what the database says.
pub(super) async fn look(ctx: &Ctx, arrival: &Arrival, sent: &Sent) -> Result<Seen> {
    let memory = kolom::remembered(ctx).await?;
    let sheet = Sheet::of(sent.grid.clone(), &sent.chosen, &memory)?;
    let people = check::people(ctx, arrival, &sheet, &sent.given);
    let held = line::lines(ctx, arrival.id).await?;
    let plan = plan(&people, &held);
    let warning = elsewhere(ctx, arrival, &people).await?;
    Ok(Seen { sheet, people, held, plan, warning })
}

/// Says where most of the people are expected already, within three days.
async fn elsewhere(ctx: &Ctx, arrival: &Arrival, people: &[Person]) -> Result<Option<String>> {
    let documents: Vec<&String> = people.iter().filter_map(|person| person.document.as_ref()).collect();
    if documents.len() * 2 <= people.len() {
        return Ok(None);
    }
    let rows = Entity::find()
        .filter(Column::DokumenIndeks.is_in(documents))
        .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
        .filter(Column::KedatanganId.ne(arrival.id))
        .filter(COLUMN.status.ne(Status::Ditarik))
        .all(ctx.db())
        .await?;
    let mut counts: HashMap<CatatanId, usize> = HashMap::new();
    for row in &rows {
        *counts.entry(row.kedatangan_id).or_default() += 1;
    }
    let most = counts.into_iter().filter(|(_, count)| count * 2 > people.len()).max_by_key(|(id, count)| (*count, *id));
    let Some((id, count)) = most else { return Ok(None) };
    let other = Arrivals::find_by_id(id).one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    let near = arrival.tiba_pada.checked_sub_days(Days::new(3))..=arrival.tiba_pada.checked_add_days(Days::new(3));
    Ok(near.contains(&Some(other.tiba_pada)).then(|| {
        format!(
            "{count} dari {} orang ini sudah diharapkan pada {} ({}). Pastikan manifes ini bukan untuk kedatangan itu.",
            people.len(),
            other.nomor,
            other.penerbangan
        )
    }))
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    /// New lines.
    pub new: usize,
    /// Lines that say something else now.
    pub changed: usize,
    /// Lines that were the same.
    pub same: usize,
    /// Lines that were taken off.
    pub drawn: usize,
}

/// Accepts a manifest in one transaction: nothing is written while a row is bad, unless the bad ones are set aside.
///
/// # Errors
/// As [`look`]; [`Problem::Refused`] for an arrival that is done; [`Problem::Invalid`] naming the bad cells.
pub(super) async fn accept(
    ctx: &Ctx,
    registry: &Registry,
    arrival: &Arrival,
    sent: &Sent,
    aside: bool,
) -> Result<(Written, Seen)> {
    arrival::open(ctx, arrival, "manifes")?;
    let mut seen = look(ctx, arrival, sent).await?;
    if seen.bad() > 0 && !aside {
        return Err(Problem::Invalid(super::api::errors(&seen)));
    }
    let mut tx = ctx.begin().await?;
    lock(&tx, &format!("manifes {}", arrival.id)).await?;
    let arrival = &arrival::hold(&tx, arrival, true).await?;
    arrival::open(ctx, arrival, "manifes")?;
    seen.held = held(&tx, ctx, arrival.id).await?;
    let (good, bad): (Vec<Person>, Vec<Person>) = std::mem::take(&mut seen.people).into_iter().partition(|p| !p.bad());
    let gone = plan(&[&good[..], &bad[..]].concat(), &seen.held).gone;
    seen.plan = plan(&good, &seen.held);
    seen.people = good;
    let mut written = write(&tx, ctx, arrival, &seen).await?;
    let drawn = gone.iter().filter_map(|at| seen.held.get(*at)).map(|line| line.row.id);
    let drawn: Vec<Uuid> = drawn.filter(|id| sent.drawn.contains(id)).collect();
    written.drawn = draw(&tx, &drawn).await?;
    kolom::remember(&tx, ctx, &seen.sheet.choices(&sent.chosen, &kolom::remembered(ctx).await?)).await?;
    if written.new + written.changed + written.drawn > 0 {
        let reason = format!(
            "Manifes diterima: {} baris, {} baru, {} berubah, {} ditarik.",
            seen.people.len(),
            written.new,
            written.changed,
            written.drawn
        );
        let changes =
            serde_json::json!({ "manifes": { "dari": seen.held.len(), "ke": seen.held.len() + written.new } });
        let kind = registry.find("kedatangan").ok_or_else(|| Problem::internal("no kind of arrivals"))?;
        kind.touch(&mut tx, ctx, Touch { id: arrival.id, reason, changes }).await?;
    }
    tx.commit().await?;
    seen.people.extend(bad);
    Ok((written, seen))
}

async fn held(tx: &Tx, ctx: &Ctx, arrival: CatatanId) -> Result<Vec<Line>> {
    let rows = Entity::find().filter(Column::KedatanganId.eq(arrival)).order_by_asc(Column::Baris).all(&**tx).await?;
    rows.into_iter().map(|row| Ok(Line { said: Said::open(ctx, &row.isi_sandi)?, row })).collect()
}

async fn write(tx: &Tx, ctx: &Ctx, arrival: &Arrival, seen: &Seen) -> Result<Written> {
    let mut written = Written::default();
    let mut place = seen.held.iter().map(|line| line.row.baris).max().unwrap_or_default();
    let mut new = Vec::new();
    for (person, fate) in seen.people.iter().zip(&seen.plan.fates) {
        match fate {
            Fate::Same(_) => written.same += 1,
            Fate::New => {
                written.new += 1;
                place += 1;
                new.push(row(tx, ctx, arrival, person, place)?.into_active_model().reset_all());
            }
            Fate::Changed(at, _) => {
                written.changed += 1;
                let Some(old) = seen.held.get(*at).map(|line| &line.row) else { continue };
                let fresh = row(tx, ctx, arrival, person, old.baris)?;
                update(tx, old, fresh).await?;
            }
        }
    }
    for chunk in new.chunks(chunk_rows(18)) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(written)
}

fn row(tx: &Tx, ctx: &Ctx, arrival: &Arrival, person: &Person, place: i64) -> Result<Model> {
    Ok(Model {
        id: tx.id(),
        kantor_id: arrival.kantor_id,
        kedatangan_id: arrival.id,
        baris: place,
        nama: person.said.isi.get("nama").cloned().unwrap_or_default(),
        nama_baku: person.name.clone(),
        tanggal_lahir: person.born,
        jenis_kelamin: person.said.isi.get("jenis_kelamin").cloned(),
        nik_indeks: person.nik.clone(),
        dokumen_indeks: person.document.clone(),
        isi_sandi: person.said.seal(ctx)?,
        status: Status::Diharapkan,
        jenis_catatan: None,
        catatan_id: None,
        diambil_oleh: None,
        diambil_pada: None,
        versi: 1,
        dibuat_pada: tx.at,
        diubah_pada: tx.at,
    })
}

/// Brings what a line says up to date; whether its person was met, and who has it, stays.
async fn update(tx: &Tx, old: &Model, new: Model) -> Result<()> {
    let status = if old.status == Status::Ditarik { Status::Diharapkan } else { old.status };
    Entity::update_many()
        .col_expr(Column::Nama, Expr::value(new.nama))
        .col_expr(Column::NamaBaku, Expr::value(new.nama_baku))
        .col_expr(Column::TanggalLahir, Expr::value(new.tanggal_lahir))
        .col_expr(Column::JenisKelamin, Expr::value(new.jenis_kelamin))
        .col_expr(Column::NikIndeks, Expr::value(new.nik_indeks))
        .col_expr(Column::DokumenIndeks, Expr::value(new.dokumen_indeks))
        .col_expr(Column::IsiSandi, Expr::value(new.isi_sandi))
        .col_expr(Column::Versi, Expr::col(Column::Versi).add(1))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(Expr::col(Column::Id).eq(old.id))
        .exec(&**tx)
        .await?;
    if status != old.status {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(status))
            .filter(Expr::col(Column::Id).eq(old.id))
            .filter(COLUMN.status.eq(Status::Ditarik))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Takes lines off, never one whose person was met.
async fn draw(tx: &Tx, lines: &[Uuid]) -> Result<usize> {
    if lines.is_empty() {
        return Ok(0);
    }
    let done = Entity::update_many()
        .col_expr(Column::Status, Expr::value(Status::Ditarik))
        .col_expr(Column::Versi, Expr::col(Column::Versi).add(1))
        .col_expr(Column::DiubahPada, Expr::value(tx.at))
        .filter(Expr::col(Column::Id).is_in(lines.iter().copied()))
        .filter(Column::CatatanId.is_null())
        .exec(&**tx)
        .await?;
    Ok(usize::try_from(done.rows_affected).unwrap_or_default())
}
