//! Preparing a closing: an instant is fixed, and everything is struck as it was known then.

use kernel::history::{self, Entry};
use kernel::{CatatanId, Ctx, Permission, Problem, Result, ledger};
use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::Deserialize;

use super::chain::content;
use super::commands::said;
use super::entity::{self, LENGTHS, Model, angka};
use super::queries::find;
use super::status::{Command, Status};
use super::strike::{Basis, strike};
use super::{KIND, checklist};
use crate::agreement::{Agreement, Agreements};
use crate::compute::Known;
use crate::{query, table};

/// What is to be closed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = web::openapi::uncommented)]
pub struct Asked {
    /// The year.
    #[serde(rename = "tahun")]
    pub year: i32,
    /// The quarter, 1 to 4; 0 for the year.
    #[schemars(range(min = 0, max = 4))]
    pub tw: u8,
    /// The agreement's code.
    #[serde(rename = "perjanjian")]
    pub agreement: String,
}

/// Prepares the first closing of a period.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] for a period that has not ended or an agreement that there is not;
/// [`Problem::Duplicate`] where one stands already.
pub async fn prepare(ctx: &Ctx, agreements: &Agreements, asked: &Asked) -> Result<Model> {
    strike_all(ctx, agreements, asked, 0, None).await
}

/// Prepares a revision of a signed closing: the period struck anew, with a reason.
///
/// # Errors
/// As [`prepare`]; [`Problem::Refused`] for one that is not signed, or that has been revised already.
pub async fn revise(ctx: &Ctx, agreements: &Agreements, id: Uuid, reason: &str) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let old = find(ctx, id).await?;
    old.status.after(Command::Revisi)?;
    let reason = said("alasan", reason)?;
    if reason.is_empty() {
        return Err(Problem::field("alasan", "Tulis mengapa direvisi, misalnya: dua kepulangan menyusul dicatat."));
    }
    let asked = Asked {
        year: i32::try_from(old.tahun).map_err(Problem::internal)?,
        tw: u8::try_from(old.tw).map_err(Problem::internal)?,
        agreement: old.perjanjian,
    };
    strike_all(ctx, agreements, &asked, old.revisi + 1, Some(reason.to_owned())).await
}

/// The agreement of a closing and the offices that it covers.
fn scope<'a>(ctx: &Ctx, agreements: &'a Agreements, asked: &Asked) -> Result<(&'a Agreement, table::Scope)> {
    let unknown = |_| Problem::field("perjanjian", "Perjanjian kinerja ini tidak ada. Pilih dari daftar di dasbor.");
    // By the targets that held on the last day of the period: a later revision does not reach back.
    let last = query::period(asked.year, Some(asked.tw)).ok().and_then(|period| period.until.pred_opt());
    let day = last.map_or_else(|| ctx.today(), |last| last.min(ctx.today()));
    let agreement = agreements.in_force_as_known(&asked.agreement, day, ctx.today()).map_err(unknown)?;
    if agreement.year != asked.year {
        return Err(Problem::field("tahun", format!("Perjanjian ini untuk tahun {}.", agreement.year)));
    }
    if agreement.is_bare() {
        let detail =
            "Tahun ini belum punya perjanjian kinerja yang ditandatangani. Susun dahulu di halaman Perjanjian.";
        return Err(Problem::field("perjanjian", detail));
    }
    let scope = table::scope(ctx, agreement);
    if !scope.whole {
        return Err(Problem::field(
            "perjanjian",
            "Perjanjian ini milik kantor lain; hanya kantor itu yang menutupnya.",
        ));
    }
    let period = query::period(asked.year, Some(asked.tw))
        .map_err(|_| Problem::field("tw", "Tulis 1 sampai 4, atau 0 untuk setahun."))?;
    if ctx.today() < period.until {
        return Err(Problem::field("tw", "Masa ini belum berakhir; tutup setelah hari terakhirnya lewat."));
    }
    Ok((agreement, scope))
}

async fn strike_all(
    ctx: &Ctx,
    agreements: &Agreements,
    asked: &Asked,
    revision: i64,
    reason: Option<String>,
) -> Result<Model> {
    ctx.actor.require(Permission::PrepareClosing)?;
    let (agreement, scope) = scope(ctx, agreements, asked)?;
    let office = *scope.offices.first().ok_or_else(|| Problem::internal("a scope without offices"))?;
    refuse_second(ctx, office, asked, revision).await?;
    let at = ledger::tally::fix_instant(ctx).await?;
    let mut closing = Model {
        id: ctx.house.ids.next(at),
        kantor_id: office,
        lingkup: serde_json::to_value(&scope.offices).map_err(Problem::internal)?,
        perjanjian: agreement.code.clone(),
        perjanjian_versi: agreement.version.into(),
        batas_capaian: agreement.cap.map(i64::from),
        tahun: agreement.year.into(),
        tw: asked.tw.into(),
        revisi: revision,
        alasan: reason,
        status: Status::Disiapkan,
        versi: 1,
        pada: at,
        daftar_periksa: serde_json::json!([]),
        disiapkan_id: ctx.actor.user,
        disiapkan_oleh: ctx.actor.name.clone(),
        ditinjau_id: None,
        ditinjau_oleh: None,
        ditinjau_pada: None,
        catatan_tinjauan: None,
        ditandatangani_id: None,
        ditandatangani_oleh: None,
        ditandatangani_pada: None,
        sidik: String::new(),
        urutan: None,
        rantai_sebelum: None,
        rantai: None,
        cara: Some(LENGTHS),
        jangkar: None,
    };
    let rows = figures(ctx, agreement, &closing).await?;
    let points = checklist::look(ctx, &closing, &rows).await?;
    closing.daftar_periksa = serde_json::to_value(points).map_err(Problem::internal)?;
    closing.sidik = content(&closing, &rows);
    write(ctx, &closing, rows).await?;
    Ok(closing)
}

async fn figures(ctx: &Ctx, agreement: &Agreement, closing: &Model) -> Result<Vec<angka::Model>> {
    let (offices, period) = (closing.offices()?, closing.period()?);
    let mut rows = Vec::with_capacity(agreement.items.len());
    for item in &agreement.items {
        let indicator = item.indicator()?;
        let definition = indicator.definition(period);
        let known = Known::At(closing.pada);
        let basis = Basis { indicator, definition, offices: &offices, period, known, rule: closing.rule() };
        rows.push(strike(ctx.db(), closing.id, item, item.target(closing.tw), &basis).await?);
    }
    rows.sort_by_key(|row| row.no);
    Ok(rows)
}

/// There is one closing of a period and revision at a time.
async fn refuse_second(ctx: &Ctx, office: kernel::KantorId, asked: &Asked, revision: i64) -> Result<()> {
    let standing = entity::Entity::find()
        .filter(entity::Column::KantorId.eq(office))
        .filter(entity::COLUMN.perjanjian.eq(asked.agreement.as_str()))
        .filter(entity::COLUMN.tahun.eq(i64::from(asked.year)))
        .filter(entity::COLUMN.tw.eq(i64::from(asked.tw)))
        .filter(entity::COLUMN.revisi.gte(revision))
        .filter(entity::Column::Status.ne(Status::Dibuang))
        .one(ctx.db())
        .await?;
    match standing {
        None => Ok(()),
        Some(one) if one.status == Status::Ditandatangani => Err(Problem::Duplicate(format!(
            "{} sudah ditutup dan ditandatangani. Buat revisi dari penutupan itu.",
            one.name()
        ))),
        Some(one) => Err(Problem::Duplicate(format!(
            "Penutupan {} sudah disiapkan oleh {}. Lanjutkan yang itu, atau buang dahulu.",
            one.name(),
            one.disiapkan_oleh
        ))),
    }
}

async fn write(ctx: &Ctx, closing: &Model, rows: Vec<angka::Model>) -> Result<()> {
    let tx = ctx.begin().await?;
    let inserted =
        entity::Entity::insert(closing.clone().into_active_model().reset_all()).exec_without_returning(&*tx).await;
    inserted.map_err(|error| match error.sql_err() {
        Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
            Problem::Duplicate("Penutupan ini baru saja disiapkan orang lain. Muat ulang.".to_owned())
        }
        _ => error.into(),
    })?;
    let rows = rows.into_iter().map(|row| row.into_active_model().reset_all());
    angka::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    history::append(&tx, ctx, vec![entry(&tx, closing, None, closing.alasan.as_deref().unwrap_or("Disiapkan."))])
        .await?;
    tx.commit().await
}

/// A line of a closing's history.
pub(super) fn entry(tx: &kernel::Tx, closing: &Model, from: Option<Status>, reason: &str) -> Entry {
    Entry {
        id: tx.id(),
        kind: KIND,
        record: CatatanId(closing.id),
        office: closing.kantor_id,
        version: closing.versi,
        from: from.map(Status::code),
        to: closing.status.code(),
        reason: reason.to_owned(),
        changes: serde_json::json!({ "sidik": closing.sidik, "rantai": closing.rantai }),
        happened: None,
        proof: None,
        facts: None,
    }
}
