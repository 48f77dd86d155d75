//! The rows of a shift report, and what is counted over them.

use std::collections::{BTreeMap, HashMap};

use chrono::Days;
use kernel::access::{Read, log};
use kernel::rules::Verdict;
use kernel::{CatatanId, Ctx, Day, FieldError, OrangId, Permission, Result};
use records::related;
use sea_orm::sea_query::{Cond, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::shifts::{Shift, Shifts};
use pemulangan::kedatangan::entity as arrival;
use pemulangan::kepulangan::entity::{Column, Entity, Model};
use pemulangan::kepulangan::measures::KEPULANGAN;

/// The code under which returns without an hour are asked for.
pub(super) const WITHOUT: &str = "tanpa_jam";

/// Which part of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// A shift.
    Shift(Shift),
    /// What was recorded without an hour.
    WithoutHour,
}

impl Which {
    /// The part of a typed code; the shift of now where nothing was typed.
    ///
    /// # Errors
    /// [`kernel::Problem::Invalid`] naming those there are.
    pub fn parse(ctx: &Ctx, shifts: &Shifts, typed: Option<&str>) -> Result<Self> {
        let which = match typed.map(str::trim).filter(|text| !text.is_empty()) {
            None => shifts.at(ctx.now()).map(|(_, shift)| shift),
            Some(WITHOUT) => return Ok(Self::WithoutHour),
            Some(code) => shifts.by_code(code),
        };
        which.cloned().map(Self::Shift).ok_or_else(|| {
            let codes: Vec<&str> = shifts.all().iter().map(|shift| shift.code.as_str()).collect();
            let detail = format!("Giliran ini tidak ada. Pilih salah satu: {}, {WITHOUT}.", codes.join(", "));
            FieldError::new("giliran", detail).into()
        })
    }

    /// All parts of a day.
    #[must_use]
    pub fn all(shifts: &Shifts) -> Vec<Self> {
        shifts.all().iter().cloned().map(Self::Shift).chain([Self::WithoutHour]).collect()
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Shift(shift) => &shift.code,
            Self::WithoutHour => WITHOUT,
        }
    }

    /// As people read it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Shift(shift) => format!("{} ({}–{})", shift.name, shift.from, shift.until),
            Self::WithoutHour => "Tanpa jam".to_owned(),
        }
    }

    /// What has its day and its hour in this part of a day.
    pub(super) fn condition(&self, day: Day, (arrived, at): (&Expr, &Expr)) -> Cond {
        let on = |day: Day| arrived.clone().eq(day);
        let hour = || at.clone();
        match self {
            Self::WithoutHour => Cond::all().add(on(day)).add(hour().is_null()),
            Self::Shift(shift) if shift.crosses_midnight() => {
                let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
                Cond::any()
                    .add(on(day).and(hour().gte(shift.from.as_str())))
                    .add(on(next).and(hour().lt(shift.until.as_str())))
            }
            Self::Shift(shift) => {
                let (from, until) = (hour().gte(shift.from.as_str()), hour().lt(shift.until.as_str()));
                Cond::all().add(on(day)).add(from).add(until)
            }
        }
    }

    /// The returns of a part of a day that the actor's offices see, withdrawn ones left out: counted and listed alike.
    pub(super) fn select(&self, ctx: &Ctx, day: Day) -> Select<Entity> {
        Entity::find()
            .filter(ctx.of_offices(Column::KantorId.as_column_ref()))
            .filter(Column::DibatalkanPada.is_null())
            .filter(self.condition(day, (&Expr::col(Column::TibaPada), &Expr::col(Column::TibaJam))))
    }
}

/// What a report is counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Category of the return.
    Category,
    /// Country of placement.
    Country,
    /// Province of origin.
    Province,
    /// Whether the person wishes to complain, and whether that complaint was taken down.
    Complaint,
}

impl Group {
    /// All, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Category, Self::Country, Self::Province, Self::Complaint];

    /// Its key in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Category => "kategori",
            Self::Country => "negara",
            Self::Province => "provinsi",
            Self::Complaint => "mengadu",
        }
    }

    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Category => "Kategori",
            Self::Country => "Negara penempatan",
            Self::Province => "Provinsi asal",
            Self::Complaint => "Ingin mengadu",
        }
    }

    /// What a return has of it; `-` where it is not known.
    #[must_use]
    pub fn of(self, came: &Came) -> &str {
        match self {
            Self::Category => &came.category,
            Self::Country => came.country.as_deref().unwrap_or("-"),
            Self::Province => came.province.as_deref().unwrap_or("-"),
            Self::Complaint => came.complaint.code(),
        }
    }

    /// A code as people read it.
    #[must_use]
    pub fn words(self, ctx: &Ctx, code: &str) -> String {
        let reference = &ctx.house.reference;
        let label = match self {
            Self::Complaint => {
                Complaint::ALL.into_iter().find(|one| one.code() == code).map(|one| one.words().to_owned())
            }
            _ if code == "-" => Some("Belum diketahui".to_owned()),
            Self::Category => reference.term("kategori_pulang", code).map(|term| term.label.clone()),
            Self::Country => reference.country(code).map(|country| country.name.clone()),
            Self::Province => reference.area(code).map(|area| area.name.clone()),
        };
        label.unwrap_or_else(|| code.to_owned())
    }
}

/// Whether somebody wishes to complain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complaint {
    /// Asked, or not asked, and no wish said.
    NoWish,
    /// Wished for, and no complaint is there yet.
    Open,
    /// Taken down.
    Taken,
}

impl Complaint {
    const ALL: [Self; 3] = [Self::NoWish, Self::Open, Self::Taken];

    fn of(wish: Option<bool>, taken: bool) -> Self {
        match (wish, taken) {
            (_, true) => Self::Taken,
            (Some(true), false) => Self::Open,
            _ => Self::NoWish,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::NoWish => "tidak",
            Self::Open => "belum",
            Self::Taken => "dicatat",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::NoWish => "Tidak, atau belum ditanya",
            Self::Open => "Ya, pengaduannya belum dicatat",
            Self::Taken => "Pengaduannya sudah dicatat",
        }
    }
}

/// Which of the rows are asked for: by group what stands in it.
pub type Narrow = BTreeMap<&'static str, String>;

/// Somebody who came.
#[derive(Clone, Debug)]
pub struct Came {
    /// The return.
    pub id: CatatanId,
    /// Its number.
    pub number: String,
    /// The person.
    pub person: OrangId,
    /// The name; none for an actor who may not read people.
    pub name: Option<String>,
    /// Day of arrival.
    pub day: Day,
    /// Hour at which the person was met.
    pub hour: Option<String>,
    /// Category of the return.
    pub category: String,
    /// Whether the rules in force on that day count it in IKU 6, and if not why.
    pub verdict: Verdict,
    /// Country of placement.
    pub country: Option<String>,
    /// Province of origin.
    pub province: Option<String>,
    /// The flight.
    pub flight: Option<String>,
    /// How the person goes on.
    pub onward: Option<String>,
    /// Whether the person wishes to complain.
    pub complaint: Complaint,
}

impl Came {
    /// Whether it is counted in IKU 6.
    #[must_use]
    pub fn counted(&self) -> bool {
        self.verdict == Verdict::Counted
    }
}

/// One line of a group: a code, and how many have it.
pub type Part = (String, usize);

/// The report of a part of a day.
#[derive(Clone, Debug)]
pub struct Report {
    /// The day; of a night that on which it began.
    pub day: Day,
    /// The part.
    pub which: Which,
    /// All who came in it, by hour.
    pub came: Vec<Came>,
}

impl Report {
    /// How many came of each, the most first.
    #[must_use]
    pub fn by(&self, group: Group) -> Vec<Part> {
        let mut many: BTreeMap<&str, usize> = BTreeMap::new();
        for came in &self.came {
            *many.entry(group.of(came)).or_default() += 1;
        }
        let mut parts: Vec<Part> = many.into_iter().map(|(code, many)| (code.to_owned(), many)).collect();
        parts.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        parts
    }

    /// How many are counted in IKU 6.
    #[must_use]
    pub fn counted(&self) -> usize {
        self.came.iter().filter(|came| came.counted()).count()
    }

    /// Those who are asked for.
    #[must_use]
    pub fn narrowed(&self, narrow: &Narrow) -> Vec<&Came> {
        let asked = |came: &&Came| {
            Group::ALL.iter().all(|group| narrow.get(group.key()).is_none_or(|code| group.of(came) == code))
        };
        self.came.iter().filter(asked).collect()
    }
}

/// Reads the report of a part of a day, and leaves a trace for each person in it.
///
/// # Errors
/// [`kernel::Problem::Forbidden`], or what the database says.
pub async fn read(ctx: &Ctx, day: Day, which: Which) -> Result<Report> {
    ctx.actor.require(Permission::Pemulangan)?;
    let select = which.select(ctx, day);
    let order = select.order_by_asc(Column::TibaPada).order_by_asc(Column::TibaJam).order_by_asc(Column::Id);
    let rows = order.all(ctx.db()).await?;
    let people: Vec<OrangId> = rows.iter().map(|row| row.orang_id).collect();
    let may = ctx.actor.may(Permission::ReadPeople);
    let names = if may { people::names(ctx, people.clone()).await? } else { HashMap::default() };
    let dimensions = people::dimensions(ctx.db(), people.clone()).await?;
    if may {
        log(ctx, Read { action: "laporan", kind: "kepulangan", revealed: false }, people).await?;
    }
    let flights = flights(ctx, &rows).await?;
    let taken = related::with(ctx.db(), &rows.iter().map(|row| row.id).collect::<Vec<_>>(), "pengaduan").await?;
    let came = rows.into_iter().map(|row| Came {
        id: row.id,
        number: row.nomor,
        person: row.orang_id,
        name: names.get(&row.orang_id).cloned(),
        day: row.tiba_pada,
        hour: row.tiba_jam,
        verdict: ctx.house.rules.verdict(KEPULANGAN, &row.kategori, row.tiba_pada),
        category: row.kategori,
        country: row.negara,
        province: dimensions.get(&row.orang_id).and_then(|traits| traits.province.clone()),
        flight: row.kedatangan_id.and_then(|id| flights.get(&id).cloned()),
        onward: row.cara_pulang,
        complaint: Complaint::of(row.ingin_mengadu, taken.contains(&row.id)),
    });
    Ok(Report { day, which, came: came.collect() })
}

async fn flights(ctx: &Ctx, rows: &[Model]) -> Result<BTreeMap<Uuid, String>> {
    let ids = rows.iter().filter_map(|row| row.kedatangan_id.map(CatatanId));
    let pairs: Vec<(CatatanId, String)> = arrival::Entity::find()
        .select_only()
        .columns([arrival::Column::Id, arrival::Column::Penerbangan])
        .filter(arrival::Column::Id.is_in(ids))
        .into_tuple()
        .all(ctx.db())
        .await?;
    Ok(pairs.into_iter().map(|(id, flight)| (id.0, flight)).collect())
}

/// How many came in each part of a day.
///
/// # Errors
/// What the database says.
pub(super) async fn counts(ctx: &Ctx, shifts: &Shifts, day: Day) -> Result<Vec<(Which, u64)>> {
    let mut counts = Vec::new();
    for which in Which::all(shifts) {
        let many = which.select(ctx, day).count(ctx.db()).await?;
        counts.push((which, many));
    }
    Ok(counts)
}
