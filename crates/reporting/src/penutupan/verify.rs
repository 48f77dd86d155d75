//! Verifying a closing: everything it says, found again from the ledger as it was known then.

use std::collections::HashSet;

use kernel::{Ctx, KantorId, Result};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use super::chain::{BEGINNING, content, link};
use super::entity::{self, Model, angka};
use super::queries::figures;
use super::status::Status;
use super::strike::{Basis, strike};
use crate::agreement::Item;
use crate::compute::Known;

/// What is wrong with a closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The closing.
    pub closing: Uuid,
    /// The office.
    pub office: KantorId,
    /// The closing as people name it.
    pub name: String,
    /// The item of the agreement, if it is about one.
    pub no: Option<i64>,
    /// What is wrong, in Indonesian.
    pub detail: String,
}

impl Model {
    /// The closing as people name it.
    #[must_use]
    pub fn name(&self) -> String {
        let period = if self.tw == 0 { "setahun".to_owned() } else { format!("TW{}", self.tw) };
        let revision = if self.revisi == 0 { String::new() } else { format!(" revisi {}", self.revisi) };
        format!("{} {period} {}{revision}", self.perjanjian, self.tahun)
    }

    fn broken(&self, no: Option<i64>, detail: impl Into<String>) -> Broken {
        Broken { closing: self.id, office: self.kantor_id, name: self.name(), no, detail: detail.into() }
    }
}

/// Strikes every figure of a closing again and compares it, its members and its fingerprints.
///
/// # Errors
/// What the database says.
pub async fn verify(ctx: &Ctx, closing: &Model) -> Result<Vec<Broken>> {
    let rows = figures(ctx.db(), closing.id).await?;
    let mut broken = Vec::new();
    for row in &rows {
        broken.extend(figure(ctx, closing, row).await?);
    }
    if content(closing, &rows) != closing.sidik {
        broken.push(closing.broken(None, "isi penutupan ini tidak lagi sama dengan sidiknya"));
    }
    Ok(broken)
}

async fn figure(ctx: &Ctx, closing: &Model, row: &angka::Model) -> Result<Option<Broken>> {
    let Some((indicator, definition)) = row.definition() else {
        let detail = format!("definisi {} versi {} tidak dikenal program ini", row.indikator, row.definisi_versi);
        return Ok(Some(closing.broken(Some(row.no), detail)));
    };
    let (offices, period) = (closing.offices()?, closing.period()?);
    let known = Known::At(closing.pada);
    let basis = Basis { indicator, definition, offices: &offices, period, known, rule: closing.rule() };
    let item = Item {
        no: u32::try_from(row.no).unwrap_or_default(),
        indicator: row.indikator.clone(),
        goal: String::new(),
        title: row.judul.clone(),
        unit: row.satuan.clone(),
        target_year: String::new(),
        target_quarters: None,
    };
    let again = strike(ctx.db(), closing.id, &item, row.target.as_deref(), &basis).await?;
    Ok(if again == *row {
        None
    } else if again.anggota == row.anggota && again.sidik == row.sidik {
        Some(closing.broken(Some(row.no), format!("{}: angka yang tersimpan bukan angka dari anggotanya", row.judul)))
    } else {
        let detail = format!(
            "{}: anggota di balik angka tidak lagi sama ({} fakta, saat ditutup {})",
            row.judul, again.anggota, row.anggota
        );
        Some(closing.broken(Some(row.no), detail))
    })
}

/// Verifies all closings of the actor's offices that were not thrown away, and the chains of the signed ones.
///
/// # Errors
/// What the database says.
pub async fn verify_all(ctx: &Ctx) -> Result<Vec<Broken>> {
    let closings = entity::Entity::find()
        .filter(ctx.of_offices(entity::Column::KantorId.as_column_ref()))
        .filter(entity::Column::Status.ne(Status::Dibuang))
        .order_by_asc(entity::Column::KantorId)
        .order_by_asc(entity::Column::Urutan)
        .all(ctx.db())
        .await?;
    let mut broken = Vec::new();
    for closing in &closings {
        broken.extend(verify(ctx, closing).await?);
    }
    let mut signed: Vec<&Model> = closings.iter().filter(|c| c.status == Status::Ditandatangani).collect();
    signed.sort_by_key(|c| (c.kantor_id, c.urutan));
    for office in signed.chunk_by(|a, b| a.kantor_id == b.kantor_id) {
        broken.extend(chain(office));
    }
    broken.extend(missing(ctx, &closings).await?);
    broken.extend(adrift(ctx, &signed).await?);
    Ok(broken)
}

/// Each signed closing carries the one before it, without a gap.
fn chain(signed: &[&Model]) -> Vec<Broken> {
    let mut broken = Vec::new();
    let mut before = BEGINNING.to_owned();
    for (place, closing) in (1..).zip(signed) {
        if closing.urutan != Some(place) || closing.rantai_sebelum.as_deref() != Some(before.as_str()) {
            broken.push(closing.broken(None, "rantai penutupan putus: yang sebelumnya hilang atau diubah"));
        }
        if closing.rantai.as_deref()
            != Some(link(closing.rantai_sebelum.as_deref().unwrap_or_default(), closing).as_str())
        {
            broken.push(closing.broken(None, "sidik rantai tidak cocok: tinjauan atau tanda tangan diubah"));
        }
        before = closing.rantai.clone().unwrap_or_default();
    }
    broken
}

/// Signed closings whose link over history and access log is there no more.
async fn adrift(ctx: &Ctx, signed: &[&Model]) -> Result<Vec<Broken>> {
    let links: HashSet<String> = kernel::chain::all(ctx.db()).await?.iter().map(kernel::chain::Link::name).collect();
    let adrift = signed.iter().filter(|closing| closing.jangkar.as_ref().is_some_and(|anchor| !links.contains(anchor)));
    let detail = "mata rantai riwayat dan jejak akses yang disebut penutupan ini hilang atau diubah";
    Ok(adrift.map(|closing| closing.broken(None, detail)).collect())
}

/// Signed closings of which only the history is left.
async fn missing(ctx: &Ctx, closings: &[Model]) -> Result<Vec<Broken>> {
    use kernel::history;
    let lines = history::Entity::find()
        .filter(history::COLUMN.jenis.eq(super::KIND))
        .filter(history::COLUMN.ke.eq(Status::Ditandatangani.code()))
        .filter(ctx.of_offices(history::Column::KantorId.as_column_ref()))
        .all(ctx.db())
        .await?;
    let gone = lines.iter().filter(|line| !closings.iter().any(|c| c.id == line.catatan_id.0));
    Ok(gone
        .map(|line| Broken {
            closing: line.catatan_id.0,
            office: line.kantor_id,
            name: line.alasan.clone(),
            no: None,
            detail: "penutupan yang sudah ditandatangani ini hilang".to_owned(),
        })
        .collect())
}
