//! Striking the figures of a closing: from the ledger as it was known at the closing's instant, and nothing else.

use kernel::ledger::{Rule, Side};
use kernel::{KantorId, Period, Problem, Result};
use sea_orm::{ConnectionTrait, StreamTrait};
use uuid::Uuid;

use super::entity::{Model, angka};
use crate::agreement::Item;
use crate::compute::{Known, Value, compute_by, members_by};
use crate::indicator::{Definition, Indicator};
use crate::indicators;
use crate::query;
use crate::table::judge;

/// What a figure is struck from.
pub(super) struct Basis<'a> {
    pub indicator: &'static Indicator,
    pub definition: &'static Definition,
    pub offices: &'a [KantorId],
    pub period: Period,
    pub known: Known,
    /// How the members are hashed.
    pub rule: Rule,
}

impl Model {
    /// The days that it closes.
    ///
    /// # Errors
    /// [`Problem::Malformed`] for a quarter that does not exist.
    pub fn period(&self) -> Result<Period> {
        let year = i32::try_from(self.tahun).map_err(Problem::internal)?;
        query::period(year, Some(u8::try_from(self.tw).map_err(Problem::internal)?))
    }

    /// The offices whose records it counts.
    ///
    /// # Errors
    /// [`Problem::Internal`] where the row was altered.
    pub fn offices(&self) -> Result<Vec<KantorId>> {
        serde_json::from_value(self.lingkup.clone()).map_err(Problem::internal)
    }
}

impl angka::Model {
    /// The indicator and definition by which it was struck; none where the program no longer has them.
    #[must_use]
    pub fn definition(&self) -> Option<(&'static Indicator, &'static Definition)> {
        let indicator = indicators::find(&self.indikator)?;
        let definition = indicator.version(u32::try_from(self.definisi_versi).ok()?)?;
        Some((indicator, definition))
    }
}

/// Strikes the figure of an item, with the fingerprint of its members.
///
/// # Errors
/// What the database says.
pub(super) async fn strike(
    db: &(impl ConnectionTrait + StreamTrait),
    closing: Uuid,
    item: &Item,
    target: Option<&str>,
    basis: &Basis<'_>,
) -> Result<angka::Model> {
    let computed = compute_by(db, basis.definition, basis.offices, basis.period, basis.known).await?;
    let select = members_by(basis.definition, basis.offices, basis.period, basis.known, Side::Any);
    let (members, proof) = select.digest_by(db, basis.rule).await?;
    let figure = judge(basis.indicator, computed, target);
    let (number, category) = match &figure.value {
        Value::NoData => (None, None),
        Value::Number(number) => (Some(number.normalize().to_string()), None),
        Value::Category(category) => (None, Some(category.clone())),
    };
    Ok(angka::Model {
        penutupan_id: closing,
        no: item.no.into(),
        indikator: item.indicator.clone(),
        judul: item.title.clone(),
        satuan: item.unit.clone(),
        definisi_versi: basis.definition.number.into(),
        pembilang: figure.numerator,
        penyebut: figure.denominator,
        tidak_dihitung: figure.not_counted,
        nilai: number,
        kategori: category,
        target: figure.target,
        capaian: figure.capaian.map(|c| c.normalize().to_string()),
        tercapai: figure.met,
        anggota: members,
        sidik: proof,
    })
}
