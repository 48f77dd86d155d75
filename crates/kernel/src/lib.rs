//! The kernel of Lindung: the base of every slice, independent of HTTP.
//!
//! Time, ids and the actor reach a command through [`Ctx`]; days and quarters are decided in [`period`]; what
//! counts under which indicator is written to the [`ledger`]; who did what is written to the [`history`].

pub mod access;
pub mod actor;
mod by;
pub mod calendar;
pub mod chain;
pub mod clock;
pub mod ctx;
pub mod db;
pub mod figure;
pub mod form;
pub mod gather;
pub mod history;
pub mod id;
pub mod joined;
pub mod laid;
pub mod ledger;
pub mod live;
pub mod numbering;
pub mod numbers;
pub mod offices;
pub mod period;
pub mod problem;
pub mod reference;
pub mod rules;
pub mod space;
pub mod stage;
pub mod tenggat;
pub mod two;
pub mod vault;

pub use actor::{Actor, Permission, Role};
pub use by::By;
pub use ctx::{Ctx, House, Tx};
pub use id::{CatatanId, KantorId, OrangId, PenggunaId};
pub use period::{Day, Period, Triwulan};
pub use problem::{FieldError, Problem, Result};
pub use stage::Stage;
