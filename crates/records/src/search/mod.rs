//! Finding records: by filters, which may be in an address, and by a free text, which may not. Lists and exports use the same
//! [`Filter`].

mod export;
mod filter;
mod list;
mod matches;
mod order;
mod ordered;
mod page;
mod sought;

pub use crate::found_by::Entity as PhoneEntity;
pub use export::{Format, MOST, file};
pub use filter::Filter;
pub(crate) use filter::TEXT;
pub(crate) use filter::{DUE, SEARCH};
pub use filter::{KEYS, filters_by};
pub use list::Take;
pub(crate) use order::{By, OFFICER, ORDER, Order, Place, Start};
