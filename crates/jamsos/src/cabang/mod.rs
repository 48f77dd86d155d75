//! The log of the branches of BPJS Ketenagakerjaan: how many claims each got, how long each stage took, and what it passed to the
//! centre and why. The report of 2025 names the last as the problem of indicator 8.
//!
//! Branches are told apart by the register (`cabang_bpjs`); one that is not in it, as it was typed. A number and the claims behind it come from
//! the same rows.

mod api;
mod page;

use std::collections::BTreeMap;

use kernel::form::{Form, legible};
use kernel::{Ctx, Problem, Result, Stage};
use records::{AnyKind, Filter};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use web::Routes;

pub use api::describe;

use crate::klaim::Klaim;
use crate::klaim::entity::{COLUMN, Column, Entity, Model};
use crate::klaim::spans::Span;

/// The most claims that are looked at; more are refused, not left out.
const MOST: u64 = 20_000;
/// The most characters of the name of a branch.
const LONGEST: usize = 80;

/// The routes.
pub fn router() -> Routes {
    Routes::new().merge(api::router()).merge(page::router())
}

fn kind() -> &'static dyn AnyKind {
    records::kind::<Klaim>()
}

/// Which of a branch's claims a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Diajukan,
    Berjalan,
    Dilimpahkan,
    Dibayar,
    Ditolak,
}

impl Part {
    const ALL: [Self; 5] = [Self::Diajukan, Self::Berjalan, Self::Dilimpahkan, Self::Dibayar, Self::Ditolak];

    const fn code(self) -> &'static str {
        match self {
            Self::Diajukan => "diajukan",
            Self::Berjalan => "berjalan",
            Self::Dilimpahkan => "dilimpahkan",
            Self::Dibayar => "dibayar",
            Self::Ditolak => "ditolak",
        }
    }

    fn holds(self, claim: &Model) -> bool {
        match self {
            Self::Diajukan => true,
            Self::Berjalan => matches!(claim.status.stage(), Stage::New | Stage::Running),
            Self::Dilimpahkan => claim.dilimpahkan_pada.is_some(),
            Self::Dibayar => claim.dibayar_pada.is_some(),
            Self::Ditolak => claim.ditolak_pada.is_some(),
        }
    }
}

/// What is asked: filed between which days, and which claims are listed below the table.
struct Asked {
    filter: Filter,
    branch: Option<String>,
    part: Part,
}

impl Asked {
    /// Takes the question out of text by key.
    ///
    /// # Errors
    /// As [`Filter::read`]; [`Problem::Malformed`] for another key or an unknown part.
    fn read(ctx: &Ctx, mut typed: Form) -> Result<Self> {
        typed.retain(|_, text| !text.trim().is_empty());
        let part = match typed.remove("tahap") {
            None => Part::Diajukan,
            Some(word) => Part::ALL.into_iter().find(|part| part.code() == word).ok_or_else(|| {
                let known = Part::ALL.map(Part::code).join(", ");
                Problem::Malformed(format!("Tahap tidak dikenal. Yang ada: {known}."))
            })?,
        };
        let branch = typed.remove("cabang");
        if branch.as_ref().is_some_and(|name| name.chars().count() > LONGEST || !legible(name)) {
            return Err(Problem::field("cabang", "Tulis nama cabang seperti di daftar."));
        }
        if typed.keys().any(|key| !["dari", "sampai"].contains(&key.as_str())) {
            let detail = "Saringan tidak dikenal. Yang ada: dari, sampai, cabang, tahap.";
            return Err(Problem::Malformed(detail.to_owned()));
        }
        Ok(Self { filter: Filter::read(ctx, kind(), &typed)?, branch, part })
    }
}

/// What a branch did with its claims.
struct Branch {
    name: String,
    claims: Vec<Model>,
}

impl Branch {
    fn count(&self, part: Part) -> usize {
        self.claims.iter().filter(|claim| part.holds(claim)).count()
    }

    /// The middle one of the days that a stretch took, the lower of two; none where no claim has gone it.
    fn median(&self, span: Span) -> Option<i64> {
        let mut days: Vec<i64> = self.claims.iter().filter_map(|claim| span.days(claim)).collect();
        days.sort_unstable();
        days.get(days.len().saturating_sub(1) / 2).copied()
    }

    /// Why claims were passed to the centre, the most frequent first: code and number.
    fn reasons(&self) -> Vec<(&str, usize)> {
        let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in self.claims.iter().filter(|claim| Part::Dilimpahkan.holds(claim)) {
            *counted.entry(claim.alasan_limpah.as_deref().unwrap_or("tidak_dicatat")).or_default() += 1;
        }
        let mut reasons: Vec<_> = counted.into_iter().collect();
        reasons.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        reasons
    }
}

/// The branches with the claims that were filed there, in the actor's offices; withdrawn ones are left out.
///
/// # Errors
/// [`Problem::Forbidden`]; [`Problem::Malformed`] for more than 20,000 claims; any database error.
async fn branches(ctx: &Ctx, asked: &Asked) -> Result<Vec<Branch>> {
    ctx.actor.require(kind().info().permission)?;
    let mut claims = Entity::find()
        .filter(kind().seen(ctx))
        .filter(COLUMN.dibatalkan_pada.is_null())
        .filter(COLUMN.diajukan_pada.is_not_null());
    if let Some(from) = asked.filter.from {
        claims = claims.filter(Column::DiajukanPada.gte(from));
    }
    if let Some(until) = asked.filter.until {
        claims = claims.filter(Column::DiajukanPada.lte(until));
    }
    let claims = claims.order_by_asc(Column::DiajukanPada).order_by_asc(Column::Id).limit(MOST + 1);
    let claims = claims.all(ctx.db()).await?;
    if claims.len() as u64 > MOST {
        return Err(Problem::Malformed("Terlalu banyak klaim. Persempit dari dan sampai.".to_owned()));
    }
    let mut branches: BTreeMap<String, Vec<Model>> = BTreeMap::new();
    for claim in claims {
        let typed = claim.cabang.as_deref().unwrap_or_default();
        let known = ctx.house.reference.term("cabang_bpjs", typed);
        let name = known.map_or(typed, |term| term.label.as_str()).to_owned();
        branches.entry(name).or_default().push(claim);
    }
    let mut branches: Vec<Branch> = branches.into_iter().map(|(name, claims)| Branch { name, claims }).collect();
    branches.sort_by_key(|branch| (std::cmp::Reverse(branch.claims.len()), branch.name.clone()));
    Ok(branches)
}

/// The claims that a number counts.
fn behind<'a>(branches: &'a [Branch], asked: &Asked) -> Vec<&'a Model> {
    let of = |branch: &&Branch| asked.branch.as_ref().is_some_and(|name| *name == branch.name);
    branches.iter().filter(of).flat_map(|branch| &branch.claims).filter(|claim| asked.part.holds(claim)).collect()
}
