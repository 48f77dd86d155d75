//! The staff of an office as of a day, read from the register (`pegawai`): by unit, position, level, rank, sex and schooling, as the tables
//! 1 to 6 of the annual report have it.
//!
//! An office's staff is what it and the offices below it have recorded. A number and the rows behind it come from the same rows.

mod api;
mod export;
mod model;
mod page;
mod told;

use std::collections::BTreeMap;

use kernel::form::pattern::DAY;
use kernel::{Ctx, Day, Problem, Result};
use records::AnyKind;
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

pub(crate) use api::{describe, router as api_router};
pub use model::Tally;
pub(crate) use model::{FUNCTIONAL, Group};
pub(crate) use page::router as pages_router;
pub use told::{OfficeStaff, office_staff};

use crate::held::Office;
use crate::pegawai::Pegawai;
use crate::pegawai::entity::{COLUMN, Column, Entity, Model};
use model::{Row, Staff, Word};

/// How the words of `tingkat_jabatan` begin that lead others.
const LEADING: &str = "eselon_";

/// The most records that are looked at; more are refused, not left out.
const MOST: u64 = 20_000;

fn kind() -> &'static dyn AnyKind {
    records::kind::<Pegawai>()
}

/// Whose staff is asked for, and as of which day.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Yang menjabat pada hari ini; tanpa ini hari ini.
    #[schemars(length(max = 10), extend("pattern" = DAY.or_none()))]
    pada: Option<String>,
    /// Kode kantor; tanpa ini kantor Anda. Kantor di bawahnya ikut.
    kantor: Option<String>,
}

/// The staff of an office as of a day.
struct View {
    office: Office,
    on: Day,
    staff: Staff,
    /// What is worth a look.
    told: Vec<String>,
}

impl View {
    /// The address of this staff with a table.
    fn address(&self, path: &str, table: Option<usize>) -> String {
        let part = table.map(|no| format!("#tabel-{no}")).unwrap_or_default();
        format!("{path}?pada={}&kantor={}{part}", self.on, self.office.code)
    }
}

/// The staff that is asked for, of an office of the actor and those below it; withdrawn records are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Invalid`] and [`Problem::Malformed`] for what cannot be read; any database error.
async fn view(ctx: &Ctx, asked: &Asked) -> Result<View> {
    ctx.actor.require(kind().info().permission)?;
    let office = Office::asked(ctx, asked.kantor.as_deref())?;
    let on = crate::dipa::day(asked.pada.as_deref())?.unwrap_or_else(|| ctx.today());
    let tree = &ctx.house.offices;
    let units: BTreeMap<String, usize> = tree
        .with_below(office.id)
        .into_iter()
        .filter_map(|id| tree.by_id(id))
        .zip(0..)
        .map(|(unit, at)| (unit.code.clone(), at))
        .collect();
    let rows = standing(ctx, &office).await?.into_iter().map(|record| row(ctx, &units, record)).collect();
    let staff = Staff::on(rows, on);
    let told = worth(&staff);
    Ok(View { office, on, staff, told })
}

/// The records that stand, of an office and those below it.
async fn standing(ctx: &Ctx, office: &Office) -> Result<Vec<Model>> {
    let all = Entity::find()
        .filter(kind().seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(Column::KantorId.is_in(ctx.house.offices.with_below(office.id)))
        .order_by_asc(Column::Kode)
        .order_by_asc(Column::Id)
        .limit(MOST + 1);
    let all = all.all(ctx.db()).await?;
    if all.len() as u64 > MOST {
        return Err(Problem::Malformed(format!("Pegawai yang tercatat lebih dari {MOST}, terlalu banyak.")));
    }
    Ok(all)
}

fn row(ctx: &Ctx, units: &BTreeMap<String, usize>, record: Model) -> Row {
    let office = ctx.house.offices.by_code(&record.unit).map(|unit| unit.name.clone());
    Row {
        id: record.id,
        number: record.nomor,
        code: record.kode,
        unit: Word { at: units.get(&record.unit).copied().unwrap_or(usize::MAX), label: office.unwrap_or(record.unit) },
        position: record.jabatan,
        group: Group::of(&record.kelompok),
        rank: record.golongan.map(|code| word(ctx, "golongan_pegawai", code)),
        leads: record.tingkat.as_deref().is_some_and(|code| code.starts_with(LEADING)),
        level: record.tingkat.map(|code| word(ctx, "tingkat_jabatan", code)),
        function: record.jabatan_fungsional,
        female: record.jenis_kelamin == "P",
        schooling: record.pendidikan.map_or_else(Word::unsaid, |code| word(ctx, "pendidikan", code)),
        since: record.sejak,
        until: record.sampai,
    }
}

/// A word of a vocabulary, placed as it stands there; one that is not offered any more stands behind.
fn word(ctx: &Ctx, vocabulary: &str, code: String) -> Word {
    let reference = &ctx.house.reference;
    let terms = reference.terms(vocabulary);
    let at = terms.iter().position(|term| term.code == code).unwrap_or(terms.len());
    let label = reference.term(vocabulary, &code).map(|term| term.label.clone());
    Word { at, label: label.unwrap_or(code) }
}

/// What is worth a look: codes in several positions, and units that are none of the office.
fn worth(staff: &Staff) -> Vec<String> {
    let double = |(code, rows): (&str, Vec<&Row>)| {
        let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
        format!(
            "Kode {code} tercatat {} kali menjabat pada hari itu dan terhitung semuanya: {}. Isi Sampai di jabatan yang sudah \
             ditinggalkan, atau betulkan kodenya.",
            rows.len(),
            numbers.join(", ")
        )
    };
    let mut all: Vec<String> = staff.doubles().into_iter().map(double).collect();
    let strange: Vec<&str> =
        staff.rows.iter().filter(|row| row.unit.at == usize::MAX).map(|row| row.number.as_str()).collect();
    if !strange.is_empty() {
        all.push(format!(
            "Unit kerja ini bukan kantor yang ditampilkan atau di bawahnya, dan tetap terhitung: {}. Betulkan unit kerjanya.",
            strange.join(", ")
        ));
    }
    all
}
