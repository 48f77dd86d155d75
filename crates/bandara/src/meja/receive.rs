//! Recording the return of somebody whom a desk received.

use chrono::TimeDelta;
use kernel::form::{Form, day_near};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Tx, period};
use pemulangan::baris::{Met, meet};
use records::{Kind, Mode, OTHER, Outcome, kind};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::op::{Op, Receive};
use super::run::Done;
use super::{combine, receipt};
use crate::manifes;
use crate::terima::{self, Received};
use pemulangan::kepulangan::Kepulangan;
use pemulangan::kepulangan::entity::KEY;

/// How far a desk's clock may be ahead.
const AHEAD: TimeDelta = TimeDelta::minutes(5);

/// The key under which a form says that it is about a record that stands already, by its id: nothing new is recorded.
pub(super) const SAME: &str = "sama";

/// What a form says beside its fields: who it is about, and how it stands to what was recorded before. It is chosen when somebody is
/// received, and not changed afterwards.
pub(super) const CHOSEN: [&str; 4] = ["orang_id", "nama_orang", OTHER, SAME];

/// Records the return with the id that the desk gave it. Where the line of the manifest was met before, or the record is
/// there already, no second one is made: what it leaves empty is filled in, what differs is kept as a task. The same where the desk says
/// that it is a record which stands already; who was recorded on that day is asked about.
///
/// # Errors
/// [`Problem::Invalid`] with everything that is wrong; [`Problem::Busy`] when another desk met the line at this moment.
pub(super) async fn receive(tx: &mut Tx, ctx: &Ctx, op: &Op, asked: &Receive) -> Result<Done> {
    if asked.id.get_version_num() != 7 {
        return Err(Problem::field("id", "Tulis UUID versi 7."));
    }
    ahead(ctx, &asked.isi)?;
    let mut form = asked.isi.clone();
    let line = match asked.manifes {
        Some(line) => Some(line_of(tx, ctx, line).await?),
        None => None,
    };
    if let Some(number) = line.as_ref().and_then(|line| answered(ctx, line))
        && ![OTHER, SAME].iter().any(|key| form.contains_key(*key))
    {
        form.insert(OTHER.to_owned(), number);
    }
    let arrival = match &line {
        Some(line) => Some((number_of(tx, ctx, "kedatangan", line.kedatangan_id.0).await?, Some(line.kedatangan_id))),
        None => arrival(tx, ctx, asked.kedatangan.as_deref()).await?,
    };
    if let Some(id) = arrival.as_ref().and_then(|(_, id)| *id) {
        manifes::under_way(tx, ctx, id).await?;
    }
    form.extend(arrival.map(|(number, _)| ("kedatangan".to_owned(), number)));
    companion(tx, ctx, &mut form).await?;
    let met = line.as_ref().and_then(|line| line.catatan_id);
    if let Some(line) = line.as_ref().filter(|line| line.jenis_catatan.as_deref().is_some_and(|kind| kind != NAME)) {
        let kind = line.jenis_catatan.clone().unwrap_or_default();
        let detail = format!("Orang di baris manifes ini sudah dicatat sebagai {kind}. Buka catatan itu di konsol.");
        return Err(Problem::field("manifes", detail));
    }
    let line = line.map(|line| line.id);
    if let Some(record) = met.or(standing(tx, asked.id).await?) {
        return combine::combine(tx, ctx, op.id, (record, &form)).await;
    }
    if let Some(text) = form.remove(SAME) {
        form.remove(OTHER);
        let record = same(tx, ctx, (&text, &form), line).await?;
        return combine::combine(tx, ctx, op.id, (record, &form)).await;
    }
    once(tx, ctx, &mut form, line).await?;
    let form = (form, Some(asked.id));
    match terima::receive(tx, ctx, kind::<Kepulangan>(), form, line).await? {
        Received::New(id, number) | Received::Known(id, number) | Received::Another(id, number) => {
            Ok(Done { record: Some((id, number)), ..Done::default() })
        }
        // Undone and tried again, it finds the other desk's record.
        Received::Before(_) => Err(Problem::Busy),
    }
}

/// Of which record it was said, when the manifest was accepted, that this line is another arrival.
fn answered(ctx: &Ctx, line: &manifes::Model) -> Option<String> {
    let mut said = manifes::Said::open(ctx, &line.isi_sandi).ok()?;
    said.isi.remove(OTHER)
}

const NAME: &str = Kepulangan::INFO.name;

/// The record that a desk says it is, which must be of that person and day; its line is met by it, unless it was made of another.
async fn same(tx: &Tx, ctx: &Ctx, (text, form): (&str, &Form), line: Option<Uuid>) -> Result<CatatanId> {
    let unknown = || Problem::field(OTHER, "Catatan yang dipilih bukan orang dan hari yang sama. Pilih lagi.");
    let record = receipt::meant(tx, text.parse::<Uuid>().map_err(|_| unknown())?).await?;
    let found = kind::<Kepulangan>().once(ctx, &**tx, &mut form.clone()).await?;
    if !found.iter().any(|one| one.id == record) {
        return Err(unknown());
    }
    if let Some(line) = line
        && !terima::another(tx, record, line).await?
    {
        match meet(tx, ctx, line, (NAME, record)).await? {
            Met::Now => {}
            Met::Before(_) => return Err(Problem::Busy),
        }
    }
    Ok(record)
}

/// Asks about who was surely recorded on the same day, unless the desk said that this is another arrival. The same content again is that
/// record, and what is wrong with the form is said first.
async fn once(tx: &Tx, ctx: &Ctx, form: &mut Form, line: Option<Uuid>) -> Result<()> {
    let kind = kind::<Kepulangan>();
    let Some(before) = kind.once(ctx, &**tx, form).await?.into_iter().find(|one| one.sure) else { return Ok(()) };
    if let Some(line) = line
        && line_of(tx, ctx, line).await?.catatan_id.is_some()
    {
        // Met at this moment by another desk: tried again, it is brought together.
        return Err(Problem::Busy);
    }
    let tried = kind.register_in(tx, ctx, std::slice::from_ref(form), &[], Mode::DryRun).await?;
    if !matches!(tried.outcomes.first(), Some(Outcome::Fresh)) {
        return Ok(());
    }
    let detail = format!("{}. Buka catatan itu, atau pilih kedatangan lain.", before.told(ctx.today()));
    Err(Problem::field(OTHER, detail))
}

/// Refuses an hour that has not come: the day alone is looked at by the form.
pub(super) fn ahead(ctx: &Ctx, form: &Form) -> Result<()> {
    let day = form.get("tiba_pada").and_then(|text| day_near(text, ctx.today()));
    let clock = form.get("tiba_jam").and_then(|text| {
        let (hour, minute) = text.trim().split_once([':', '.'])?;
        Some(TimeDelta::minutes(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?))
    });
    let Some((day, clock)) = day.zip(clock) else { return Ok(()) };
    let now = ctx.now();
    if day == ctx.today() && period::start_of(day) + clock > now + AHEAD {
        let passed = now - period::start_of(day);
        let time = format!("{:02}.{:02}", passed.num_hours(), passed.num_minutes() % 60);
        let detail = format!("Jam ini belum tiba (jam server {time} WIB). Periksa jam komputer, lalu betulkan jamnya.");
        return Err(FieldError::new(KEY.tiba_jam, detail).into());
    }
    Ok(())
}

async fn line_of(tx: &Tx, ctx: &Ctx, line: Uuid) -> Result<manifes::Model> {
    let own = manifes::Entity::find_by_id(line).filter(ctx.of_offices(pemulangan::baris::Column::KantorId));
    let unknown = || Problem::field("manifes", "Baris manifes ini tidak ada di kantor Anda. Muat ulang manifesnya.");
    own.one(&**tx).await?.ok_or_else(unknown)
}

/// The record of an id, if there is one.
async fn standing(tx: &Tx, id: Uuid) -> Result<Option<CatatanId>> {
    let row = pemulangan::kepulangan::entity::Entity::find_by_id(CatatanId(id)).one(&**tx).await?;
    Ok(row.map(|record| record.id))
}

/// The arrival that a desk names by its id or by its number: the number, and the id where it is there.
async fn arrival(tx: &Tx, ctx: &Ctx, named: Option<&str>) -> Result<Option<(String, Option<CatatanId>)>> {
    use pemulangan::kedatangan::entity::{Column, Entity};
    match named.map(|text| (text, text.parse::<Uuid>())) {
        None => Ok(None),
        Some((_, Ok(id))) => Ok(Some((number_of(tx, ctx, "kedatangan", id).await?, Some(CatatanId(id))))),
        Some((number, Err(_))) => {
            let own = Entity::find().filter(Column::KantorId.eq(ctx.actor.office)).filter(Column::Nomor.eq(number));
            Ok(Some((number.to_owned(), own.one(&**tx).await?.map(|row| row.id))))
        }
    }
}

/// Puts numbers in place of the ids by which the desk knows records: that of the adult, and that of an earlier arrival.
pub(super) async fn companion(tx: &Tx, ctx: &Ctx, form: &mut Form) -> Result<()> {
    for key in ["pendamping", OTHER] {
        if let Some(Ok(id)) = form.get(key).map(|text| text.parse::<Uuid>()) {
            let record = receipt::meant(tx, id).await?;
            form.insert(key.to_owned(), number_of(tx, ctx, key, record.0).await?);
        }
    }
    Ok(())
}

/// The number of an arrival, or of a return, that one of the actor's offices has.
async fn number_of(tx: &Tx, ctx: &Ctx, field: &'static str, id: Uuid) -> Result<String> {
    let table = if field == "kedatangan" { "kedatangan" } else { "kepulangan" };
    let query = Query::select()
        .column("nomor")
        .from(table)
        .and_where(Expr::col("id").eq(id))
        .and_where(ctx.of_offices("kantor_id"))
        .to_owned();
    match tx.query_one(&query).await? {
        Some(row) => Ok(row.try_get("", "nomor")?),
        None => {
            Err(Problem::field(field, "Catatan ini tidak ada di kantor Anda. Muat ulang halaman, lalu pilih lagi."))
        }
    }
}
