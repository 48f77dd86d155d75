//! Reporting: indicators counted from the ledger, agreements and targets, closings, scores, the worksheet behind one of them, budget,
//! problems of the teams, staff, snapshots, audit.
//!
//! Reporting reads the ledger and nothing else of the slices: it knows their measures by name only.

pub mod agreement;
pub mod anggaran;
pub mod api;
pub mod audit;
mod bare;
pub mod butir_zi;
mod capaian;
pub mod catalogue;
mod chart;
mod compute;
mod dipa;
pub mod explain;
mod held;
pub mod indicator;
pub mod indicators;
pub mod kendala;
mod named;
pub mod nilai;
mod outputs;
pub mod pages;
pub mod pegawai;
pub mod penutupan;
pub mod periksa;
pub mod perjanjian;
mod printed;
mod query;
pub mod render;
mod reported;
mod serving;
pub mod snapshot;
mod susunan;
pub mod table;
mod units;
pub mod years;
mod zi;

pub use agreement::{Agreement, Agreements, Item};
pub use capaian::Capaian;
pub use chart::Scale;
pub use compute::{Computed, Counts, Known, Value, compute, members};
pub use dipa::{ItemBudget, YearBudget, year_budget};
pub use printed::{Comparison, Printed};
pub use reported::Reported;
pub use serving::Serving;
pub use susunan::{OfficeStaff, Tally, office_staff};
pub use table::{Figure, IkuTable, Line, build};

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 5] = [
    &Of::<nilai::Nilai>::new(),
    &Of::<butir_zi::ButirZi>::new(),
    &Of::<anggaran::Anggaran>::new(),
    &Of::<kendala::Kendala>::new(),
    &Of::<pegawai::Pegawai>::new(),
];
