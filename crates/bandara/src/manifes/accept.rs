//! Looking at a manifest, and accepting it.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::Days;
use kernel::db::{chunk_rows, lock};
use kernel::{CatatanId, Ctx, Problem, Result, Tx};
use records::import::Grid;
use records::{Registry, Touch};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::ask::Question;
use super::check::{self, Person};
use super::kolom;
use super::line::{Line, Said};
use super::pilihan::{self, Choices};
use super::plan::{self, Fate, Plan, plan};
use super::sheet::Sheet;
use super::tercatat::{self, Answer, Answers, Standing};
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
    /// What holds for all rows, what was answered, and who was left out of an earlier manifest.
    pub choices: Choices,
    /// Rows that are left out, from 0, each with why.
    pub skipped: BTreeMap<usize, String>,
    /// Lines to take off.
    pub drawn: HashSet<Uuid>,
    /// What was answered about those who were recorded on that day already.
    pub stood: Answers,
}

/// A manifest that was looked at.
pub(super) struct Seen {
    /// Its table.
    pub sheet: Sheet,
    /// Its people.
    pub people: Vec<Person>,
    /// What is asked about many cells at once.
    pub questions: Vec<Question>,
    /// The lines held.
    pub held: Vec<Line>,
    /// What it changes.
    pub plan: Plan,
    /// Who was recorded on that day already.
    pub stood: Vec<Standing>,
    /// What is odd about it as a whole.
    pub warning: Option<String>,
}

impl Seen {
    /// How many rows have something that stands in the way.
    pub(super) fn bad(&self) -> usize {
        self.people.iter().filter(|person| person.bad()).count()
    }

    /// How many rows are left out.
    pub(super) fn skipped(&self) -> usize {
        self.people.iter().filter(|person| person.skipped.is_some()).count()
    }

    /// Whether the line of a row is met by a record that stands already.
    pub(super) fn joined(&self, row: usize) -> bool {
        self.stood.iter().any(|one| one.row == row && one.answer == Some(Answer::Same))
    }

    /// How many rows are new, changed and the same.
    pub(super) fn tally(&self) -> (usize, usize, usize) {
        let kept = || self.people.iter().zip(&self.plan.fates).filter(|(person, _)| person.skipped.is_none());
        let count = |wanted: fn(&Fate) -> bool| kept().filter(|(_, fate)| wanted(fate)).count();
        (count(|f| *f == Fate::New), count(|f| matches!(f, Fate::Changed(..))), count(|f| matches!(f, Fate::Same(_))))
    }
}

/// Looks at a manifest without writing.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] for what is no manifest; what the database says.
pub(super) async fn look(ctx: &Ctx, arrival: &Arrival, sent: &Sent) -> Result<Seen> {
    let memory = kolom::remembered(ctx, ctx.db()).await?;
    let sheet = Sheet::of(sent.grid.clone(), &sent.chosen, &memory)?;
    let (mut people, questions) = check::people(ctx, arrival, &sheet, sent);
    let held = line::lines(ctx, arrival.id).await?;
    let first = plan(&people, &held);
    let stood = tercatat::find(ctx, ctx.db(), arrival, (&people, &held, &first), &sent.stood).await?;
    tercatat::trace(ctx, arrival, &stood).await?;
    tercatat::tell(ctx.today(), &mut people, &stood);
    let plan = plan(&people, &held);
    let warning = elsewhere(ctx, arrival, &people).await?;
    Ok(Seen { sheet, people, questions, held, plan, stood, warning })
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
    /// Lines that were met by a record which stood already.
    pub met: usize,
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
    let chosen = remember(&tx, ctx, arrival, sent, &seen).await?;
    let first = plan(&seen.people, &seen.held);
    seen.stood = tercatat::find(ctx, &*tx, arrival, (&seen.people, &seen.held, &first), &sent.stood).await?;
    let gone = first.gone;
    let (good, left): (Vec<Person>, Vec<Person>) =
        std::mem::take(&mut seen.people).into_iter().partition(|person| !person.bad() && person.skipped.is_none());
    seen.plan = plan(&good, &seen.held);
    seen.people = good;
    let (mut written, lines) = write(&tx, ctx, arrival, &seen).await?;
    written.met = tercatat::join_all(&mut tx, ctx, arrival, (&seen.stood, &lines)).await?;
    let drawn = gone.iter().filter_map(|at| seen.held.get(*at)).map(|line| line.row.id);
    let drawn: Vec<Uuid> = drawn.filter(|id| sent.drawn.contains(id)).collect();
    written.drawn = draw(&tx, &drawn).await?;
    kolom::remember(&tx, ctx, &seen.sheet.choices(&sent.chosen, &kolom::remembered(ctx, &*tx).await?)).await?;
    if chosen || written.new + written.changed + written.drawn + written.met > 0 {
        let reason = told(&written, seen.people.len(), &left);
        let changes =
            serde_json::json!({ "manifes": { "dari": seen.held.len(), "ke": seen.held.len() + written.new } });
        let kind = registry.find("kedatangan").ok_or_else(|| Problem::internal("no kind of arrivals"))?;
        kind.touch(&mut tx, ctx, Touch { id: arrival.id, reason, changes }).await?;
    }
    tx.commit().await?;
    seen.people.extend(left);
    Ok((written, seen))
}

/// Remembers what was chosen; whether other people are left out than before.
async fn remember(tx: &Tx, ctx: &Ctx, arrival: &Arrival, sent: &Sent, seen: &Seen) -> Result<bool> {
    let before = pilihan::remembered(ctx, &**tx, arrival.id).await?;
    let now = sent.choices.clone().with_people(&before, &seen.people);
    if now == before {
        return Ok(false);
    }
    pilihan::remember(tx, ctx, arrival, &now).await?;
    Ok(now.lewati != before.lewati)
}

/// The line of history: how many rows, and which were left out and why.
fn told(written: &Written, rows: usize, left: &[Person]) -> String {
    let Written { new, changed, drawn, .. } = written;
    let mut text = format!("Manifes diterima: {rows} baris, {new} baru, {changed} berubah, {drawn} ditarik.");
    if written.met > 0 {
        text = format!("{text} {} sudah dicatat hari itu: barisnya ditemui dengan catatan yang ada.", written.met);
    }
    let skipped: Vec<String> = left
        .iter()
        .filter_map(|person| {
            let reason = person.skipped.as_ref()?;
            let why = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            Some(format!("{}{why}", person.at + 1))
        })
        .collect();
    if !skipped.is_empty() {
        let some = skipped.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = if skipped.len() > 20 { format!(" dan {} lagi", skipped.len() - 20) } else { String::new() };
        text = format!("{text} Dilewati: baris {some}{more}.");
    }
    text
}

async fn held(tx: &Tx, ctx: &Ctx, arrival: CatatanId) -> Result<Vec<Line>> {
    let rows = Entity::find().filter(Column::KedatanganId.eq(arrival)).order_by_asc(Column::Baris).all(&**tx).await?;
    rows.into_iter().map(|row| Ok(Line { said: Said::open(ctx, &row.isi_sandi)?, row })).collect()
}

/// Writes the lines; with the line of each row.
async fn write(tx: &Tx, ctx: &Ctx, arrival: &Arrival, seen: &Seen) -> Result<(Written, HashMap<usize, Uuid>)> {
    let (mut written, mut lines) = (Written::default(), HashMap::new());
    let mut place = seen.held.iter().map(|line| line.row.baris).max().unwrap_or_default();
    let mut new = Vec::new();
    for (person, fate) in seen.people.iter().zip(&seen.plan.fates) {
        match fate {
            Fate::Same(at) => {
                written.same += 1;
                lines.extend(seen.held.get(*at).map(|line| (person.at, line.row.id)));
            }
            Fate::New => {
                written.new += 1;
                place += 1;
                let fresh = row(tx, ctx, arrival, person, place)?;
                lines.insert(person.at, fresh.id);
                new.push(fresh.into_active_model().reset_all());
            }
            Fate::Changed(at, _) => {
                written.changed += 1;
                let Some(line) = seen.held.get(*at) else { continue };
                let fresh = row(tx, ctx, arrival, &over(line, person), line.row.baris)?;
                update(tx, &line.row, fresh).await?;
                lines.insert(person.at, line.row.id);
            }
        }
    }
    for chunk in new.chunks(chunk_rows(18)) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok((written, lines))
}

/// Somebody with what stood already and the manifest does not carry.
fn over(line: &Line, person: &Person) -> Person {
    let born = person.said.isi.contains_key("tanggal_lahir");
    Person {
        said: plan::laid(&line.said, person),
        born: if born { person.born } else { line.row.tanggal_lahir },
        nik: person.nik.clone().or_else(|| line.row.nik_indeks.clone()),
        document: person.document.clone().or_else(|| line.row.dokumen_indeks.clone()),
        ..person.clone()
    }
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
