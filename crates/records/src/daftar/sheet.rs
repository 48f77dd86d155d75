//! A roster as it stands: the record whose it is, and its people by name.

use kernel::form::Field;
use kernel::{CatatanId, Ctx, Day, Problem, Result, Stage};
use sea_orm::sea_query::{Expr, ExprTrait};

use super::Rolls;
use crate::open::Origin;
use crate::{AnyKind, Roster, Row, listed};

/// Which people of a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All.
    Semua,
    /// Neither came nor stayed away, as far as anybody said.
    Belum,
    /// Came.
    Hadir,
    /// Came, and has no result yet.
    TanpaHasil,
    /// Did not come.
    TidakHadir,
}

impl Part {
    pub(super) const ALL: [Self; 5] = [Self::Semua, Self::Belum, Self::Hadir, Self::TanpaHasil, Self::TidakHadir];

    /// The word in addresses.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Semua => "semua",
            Self::Belum => "belum",
            Self::Hadir => "hadir",
            Self::TanpaHasil => "tanpa-hasil",
            Self::TidakHadir => "tidak-hadir",
        }
    }

    /// What people read.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Semua => "Semua",
            Self::Belum => "Belum ditandai",
            Self::Hadir => "Hadir",
            Self::TanpaHasil => "Hadir, belum ada hasil",
            Self::TidakHadir => "Tidak hadir",
        }
    }

    /// The part of a word; all without one.
    ///
    /// # Errors
    /// [`Problem::Malformed`] that names the words.
    pub(super) fn read(word: Option<&str>) -> Result<Self> {
        let word = word.map(str::trim).filter(|word| !word.is_empty());
        let Some(word) = word else { return Ok(Self::Semua) };
        Self::ALL.into_iter().find(|part| part.code() == word).ok_or_else(|| {
            let known = Self::ALL.map(Self::code).join(", ");
            Problem::Malformed(format!("Bagian tidak dikenal. Yang ada: {known}."))
        })
    }
}

/// A roster.
pub(super) struct Sheet {
    /// The kind whose roster it is.
    pub of: &'static dyn AnyKind,
    /// The record whose roster it is.
    pub origin: Row,
    /// The kind of its people's records.
    pub kind: &'static dyn AnyKind,
    /// How they are a roster.
    pub roster: Roster,
    /// Its people, in the order of their names; withdrawn records are left out.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// The roster of a record. The caller must log the people that are shown.
    ///
    /// # Errors
    /// [`Problem::Forbidden`], [`Problem::NotFound`], or any database error.
    pub(super) async fn load(ctx: &Ctx, rolls: &Rolls, id: CatatanId) -> Result<Self> {
        let Origin { kind: of, row: origin } = Origin::at(rolls.of, ctx, id).await?;
        let fits = |(_, roster): &&(&'static dyn AnyKind, Roster)| {
            origin.form.get(roster.when.0).is_some_and(|word| word == roster.when.1)
        };
        let (kind, roster) = rolls.kinds.iter().find(fits).copied().ok_or(Problem::NotFound)?;
        ctx.actor.require(kind.info().permission)?;
        let mut query = kind.select_seen(ctx)?;
        query
            .and_where(Expr::col(format!("{}_id", roster.of)).eq(id.0))
            .and_where(Expr::col("dibatalkan_pada").is_null());
        let mut rows = listed::all(kind, ctx.db(), &listed::beside(kind, query)).await?;
        rows.sort_by(|one, other| (&one.name, &one.head.number).cmp(&(&other.name, &other.head.number)));
        Ok(Self { of, origin, kind, roster, rows })
    }

    /// Where its pages are.
    pub(super) fn address(&self) -> String {
        format!("/{}/{}", self.of.info().name, self.origin.head.id)
    }

    /// The day of the record whose roster it is.
    pub(super) fn day(&self) -> Option<Day> {
        self.origin.form.get(self.of.info().day.name).and_then(|text| text.parse().ok())
    }

    /// Whether its record was withdrawn or called off.
    pub(super) fn is_off(&self) -> bool {
        self.origin.head.withdrawn.is_some() || self.origin.stage == Stage::Dropped
    }

    /// Refuses results of what was called off, is closed, or has not been yet.
    ///
    /// # Errors
    /// [`Problem::Refused`] that says what to do.
    pub(super) fn takes_results(&self, ctx: &Ctx) -> Result<()> {
        let detail = if self.is_off() {
            "Sudah dibatalkan, jadi tidak ada hasil yang diisi. Jadwalkan ulang pesertanya."
        } else if self.origin.stage == Stage::Done {
            "Sudah ditutup. Buka kembali dahulu bila ada hasil yang tertinggal."
        } else if self.day().is_some_and(|day| day > ctx.today()) {
            "Harinya belum tiba. Kehadiran dan hasil diisi pada atau sesudah harinya."
        } else {
            return Ok(());
        };
        let status = self.origin.status;
        Err(Problem::Refused { status, command: "daftar", allowed: Vec::new(), detail: detail.to_owned() })
    }

    /// The keys of what is entered for a person.
    pub(super) fn entered(&self) -> impl Iterator<Item = &'static str> {
        [self.roster.came, self.roster.absence].into_iter().chain(self.roster.marks.iter().copied())
    }

    /// How many people it has room for.
    pub(super) fn room(&self) -> Option<usize> {
        self.origin.form.get("kapasitas").and_then(|text| text.parse().ok())
    }

    /// A field of its people's records.
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.kind.own().iter().find(|field| field.key == key)
    }

    /// The fields that are filled in of who came.
    pub(super) fn marks(&self) -> Vec<&'static Field> {
        self.roster.marks.iter().filter_map(|key| self.field(key)).collect()
    }

    /// Whether somebody belongs to a part.
    pub(super) fn holds(&self, part: Part, row: &Row) -> bool {
        let came = row.form.get(self.roster.came).map(String::as_str);
        match part {
            Part::Semua => true,
            Part::Belum => came.is_none(),
            Part::Hadir => came == Some("ya"),
            Part::TanpaHasil => came == Some("ya") && !row.form.contains_key(self.roster.result),
            Part::TidakHadir => came == Some("tidak"),
        }
    }

    /// The people of a part.
    pub(super) fn part(&self, part: Part) -> Vec<&Row> {
        self.rows.iter().filter(|row| self.holds(part, row)).collect()
    }
}
