//! The register of placement companies: who they are, how their name is spelled, and how their licence stands.

pub mod decide;
pub mod entity;
mod kind;
mod remarks;
pub mod status;
mod steps;
mod table;

pub use kind::P3mi;
pub(crate) use remarks::unregistered;
pub use status::Status;

use entity::KEY;
use records::Spelled;

/// The field of records that name a company as text: it is brought to the spelling of the register.
pub(crate) const NAMED: Spelled = Spelled {
    field: "p3mi",
    table: "p3mi",
    title: "P3MI",
    name: KEY.nama.name,
    others: KEY.ejaan_lain.name,
    unknown: "/p3mi/belum-terdaftar",
};
