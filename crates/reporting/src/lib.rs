//! Reporting: indicators counted from the ledger, agreements and targets, scores, budget, snapshots.
//!
//! Reporting reads the ledger and nothing else of the slices: it knows their measures by name only.

pub mod agreement;
pub mod anggaran;
pub mod api;
pub mod audit;
mod bare;
mod capaian;
pub mod catalogue;
mod chart;
mod compute;
mod dipa;
pub mod explain;
pub mod indicator;
pub mod indicators;
mod named;
pub mod nilai;
mod outputs;
pub mod pages;
pub mod penutupan;
pub mod periksa;
pub mod perjanjian;
mod printed;
mod query;
pub mod render;
mod reported;
mod serving;
pub mod snapshot;
pub mod table;
pub mod years;

pub use agreement::{Agreement, Agreements, Item};
pub use capaian::Capaian;
pub use compute::{Computed, Counts, Known, Value, compute, members};
pub use dipa::{ItemBudget, YearBudget, year_budget};
pub use printed::{Comparison, Printed};
pub use reported::Reported;
pub use serving::Serving;
pub use table::{Figure, IkuTable, Line, build};

use records::{AnyKind, Of};

/// The kinds of record of this slice.
pub const KINDS: [&dyn AnyKind; 2] = [&Of::<nilai::Nilai>::new(), &Of::<anggaran::Anggaran>::new()];
