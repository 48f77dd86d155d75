//! Which of the passengers are asked for, and how many there are of each kind.

use std::collections::BTreeMap;

use kernel::Ctx;
use schemars::JsonSchema;
use serde::Deserialize;
use web::parts;

use super::Passenger;

/// Stands for what is not known.
const NONE: &str = "-";

/// What is asked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Kode provinsi daerah asal; - bila belum diketahui.
    pub asal: Option<String>,
    /// Kode provinsi tujuan: yang dicatat, atau daerah asalnya; - bila belum diketahui.
    pub tujuan: Option<String>,
    /// Kode kantor penerima; - bila belum diketahui.
    pub kantor: Option<String>,
    /// Status kepulangan.
    pub status: Option<String>,
}

/// By what passengers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The state of the return.
    Status,
    /// The province of origin.
    Province,
    /// The province to which they travel.
    Destination,
    /// The office that receives.
    Office,
}

impl Group {
    /// All.
    pub(super) const ALL: [Self; 4] = [Self::Status, Self::Province, Self::Destination, Self::Office];

    /// Its key in addresses.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Province => "asal",
            Self::Destination => "tujuan",
            Self::Office => "kantor",
        }
    }

    /// Its title.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Province => "Daerah asal",
            Self::Destination => "Tujuan",
            Self::Office => "Kantor penerima",
        }
    }

    /// What a passenger has of it, by code.
    pub(super) fn of(self, ctx: &Ctx, one: &Passenger) -> String {
        match self {
            Self::Status => one.record.status.code().to_owned(),
            Self::Province => one.province().unwrap_or(NONE).to_owned(),
            Self::Destination => one.destination().and_then(|area| area.get(..2)).unwrap_or(NONE).to_owned(),
            Self::Office => one.receiving(ctx).unwrap_or_else(|| NONE.to_owned()),
        }
    }

    /// A code as people read it.
    pub(super) fn words(self, ctx: &Ctx, code: &str) -> String {
        let reference = &ctx.house.reference;
        let known = match self {
            Self::Status => Some(parts::words(code)),
            Self::Province | Self::Destination => reference.area(code).map(|area| area.name.clone()),
            Self::Office => reference.office(code).map(|office| office.name.clone()),
        };
        known.unwrap_or_else(|| "Belum diketahui".to_owned())
    }

    /// How many there are of each, the most first.
    pub(super) fn counts(self, ctx: &Ctx, all: &[Passenger]) -> Vec<(String, usize)> {
        let mut many: BTreeMap<String, usize> = BTreeMap::new();
        for one in all {
            *many.entry(self.of(ctx, one)).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = many.into_iter().collect();
        counts.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
        counts
    }
}

impl Asked {
    /// What is asked of a group.
    pub(super) fn of(&self, group: Group) -> Option<&str> {
        let typed = match group {
            Group::Status => &self.status,
            Group::Province => &self.asal,
            Group::Destination => &self.tujuan,
            Group::Office => &self.kantor,
        };
        typed.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The question of an address that asks the same but for one group.
    pub(super) fn with(&self, group: Group, code: Option<&str>) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for one in Group::ALL {
            let code = if one == group { code } else { self.of(one) };
            text.extend_pairs(code.map(|code| (one.key(), code)));
        }
        text.finish()
    }

    /// The same question as an address has it.
    pub(super) fn question(&self) -> String {
        self.with(Group::Status, self.of(Group::Status))
    }

    /// Those who are asked for.
    pub(super) fn narrow(&self, ctx: &Ctx, mut all: Vec<Passenger>) -> Vec<Passenger> {
        all.retain(|one| Group::ALL.iter().all(|group| self.of(*group).is_none_or(|code| group.of(ctx, one) == code)));
        all
    }
}
