//! Who acts, and what they may do.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::{KantorId, PenggunaId};
use crate::problem::{Problem, Result};

use self::Permission as P;

/// A right that an operation requires. [`Role::permissions`] lists the rights of each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Permission {
    /// Read people, masked.
    ReadPeople,
    /// Write people.
    WritePeople,
    /// See identity numbers, contact and health details in full.
    RevealPeople,
    /// See the telephone numbers of people on a list of those to call.
    CallPeople,
    /// Read and write complaints (`pengaduan`).
    Cases,
    /// Read and write telegrams of missions (`brafaks`).
    Correspondence,
    /// Assign a telegram to somebody, with an instruction.
    Disposition,
    /// Read and write arrivals, returns, rehabilitation and empowerment.
    Pemulangan,
    /// Read and write claims (`klaim`).
    Jamsos,
    /// Read and write job seekers and document verifications.
    Supply,
    /// Read and write placements.
    Penempatan,
    /// Read and write cooperation, action plans and activities.
    Kelembagaan,
    /// Read and write scores and budget.
    Perencanaan,
    /// Read and write the problems of the teams (`kendala`).
    Kendala,
    /// Read and write the register of staff.
    Pegawai,
    /// Read the list of due tasks, for the records that the user may read.
    Tasks,
    /// Read figures and the records behind them.
    ReadReports,
    /// Prepare, revise and throw away closings; set up agreements.
    PrepareClosing,
    /// Review a closing that somebody else prepared.
    ReviewClosing,
    /// Sign closings and agreements.
    SignClosing,
    /// Keep the vocabularies, the registers of names and the holidays.
    Words,
    /// Protect the data of people: see who saw whom, give a person all that is held of them, answer their requests.
    DataProtection,
    /// Keep user accounts: create, disable, move, give one-time words.
    ManageUsers,
    /// Ask for what takes two people, and approve what somebody else of the office asked for.
    TwoPeople,
}

/// The role of a user in the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Helpdesk at the airport; often outsourced staff, so it sees only what the desk needs.
    Helpdesk,
    /// Protection team.
    Pelindungan,
    /// Placement and institutional team.
    Penempatan,
    /// Planning and administration.
    Perencana,
    /// Head of the office.
    Kepala,
    /// Keeps the accounts, the words and registers, and that of the staff; sees no cases.
    Admin,
}

/// What the helpdesk may do.
const HELPDESK: &[P] = &[P::ReadPeople, P::WritePeople, P::Pemulangan, P::Tasks];
/// What the protection team may do.
const PELINDUNGAN: &[P] = &[
    P::ReadPeople,
    P::WritePeople,
    P::RevealPeople,
    P::Cases,
    P::Correspondence,
    P::Pemulangan,
    P::Jamsos,
    P::Kendala,
    P::Tasks,
    P::ReadReports,
    P::ReviewClosing,
];
/// What the placement team may do.
const PENEMPATAN: &[P] = &[
    P::ReadPeople,
    P::WritePeople,
    P::CallPeople,
    P::Supply,
    P::Penempatan,
    P::Kelembagaan,
    P::Kendala,
    P::Tasks,
    P::ReadReports,
    P::ReviewClosing,
];
/// What the planner may do.
const PERENCANA: &[P] = &[
    P::Correspondence,
    P::Perencanaan,
    P::Kendala,
    P::Pegawai,
    P::Tasks,
    P::ReadReports,
    P::PrepareClosing,
    P::ReviewClosing,
    P::Words,
];
/// What the head may do.
const KEPALA: &[P] = &[
    P::ReadPeople,
    P::WritePeople,
    P::RevealPeople,
    P::CallPeople,
    P::Cases,
    P::Correspondence,
    P::Disposition,
    P::Pemulangan,
    P::Jamsos,
    P::Supply,
    P::Penempatan,
    P::Kelembagaan,
    P::Perencanaan,
    P::Kendala,
    P::Pegawai,
    P::Tasks,
    P::ReadReports,
    P::PrepareClosing,
    P::ReviewClosing,
    P::SignClosing,
    P::Words,
    P::DataProtection,
    P::TwoPeople,
];
/// What who keeps the accounts may do.
const ADMIN: &[P] = &[P::ManageUsers, P::Words, P::Pegawai, P::TwoPeople];

impl Role {
    /// Every role, in the order of the user guide.
    pub const ALL: [Self; 6] =
        [Self::Helpdesk, Self::Pelindungan, Self::Penempatan, Self::Perencana, Self::Kepala, Self::Admin];

    /// The word stored and typed for the role.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Helpdesk => "helpdesk",
            Self::Pelindungan => "pelindungan",
            Self::Penempatan => "penempatan",
            Self::Perencana => "perencana",
            Self::Kepala => "kepala",
            Self::Admin => "admin",
        }
    }

    /// The role of a stored or typed word.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The rights of each role, all in this one table.
    #[must_use]
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Helpdesk => HELPDESK,
            Self::Pelindungan => PELINDUNGAN,
            Self::Penempatan => PENEMPATAN,
            Self::Perencana => PERENCANA,
            Self::Kepala => KEPALA,
            Self::Admin => ADMIN,
        }
    }
}

/// The user or system on whose behalf a command runs.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account; none for the system itself (jobs, the command line).
    pub user: Option<PenggunaId>,
    /// The login name, which records use to name their officer; none for the system.
    pub login: Option<String>,
    /// The name that history shows.
    pub name: String,
    /// The office that the actor's new records belong to.
    pub office: KantorId,
    /// Its name.
    pub office_name: String,
    /// The offices whose records may be seen: the own one and those below it.
    pub offices: Vec<KantorId>,
    /// The role; none for the system, which may do everything in its offices.
    pub role: Option<Role>,
    /// The session; none for the system and the command line.
    pub session: Option<Uuid>,
}

impl Actor {
    /// The system acting for one office: a job or the command line.
    #[must_use]
    pub fn system(name: &str, office: KantorId, office_name: &str, offices: Vec<KantorId>) -> Self {
        let (name, office_name) = (name.to_owned(), office_name.to_owned());
        Self { user: None, login: None, name, office, office_name, offices, role: None, session: None }
    }

    /// Whether the actor has the right.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.role.is_none_or(|role| role.permissions().contains(&permission))
    }

    /// Refuses unless the actor has the right.
    ///
    /// # Errors
    /// [`Problem::Forbidden`].
    pub fn require(&self, permission: Permission) -> Result<()> {
        if self.may(permission) { Ok(()) } else { Err(Problem::Forbidden(permission)) }
    }
}
