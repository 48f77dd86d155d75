//! What the keepers of accounts do: each command is one transaction, leaves a line of history, and what the account had open ends with it.

mod account;
mod change;
mod posting;
mod said;
mod standing;
mod words;

pub use account::{Account, list};
pub(crate) use account::{Whole, one, whole};
pub use posting::{office, role, role_and_office};
pub(crate) use said::{ACCOUNT, WHY, own_office, reasoned, said};
pub(crate) use standing::end;
pub use standing::{disable, enable};
pub use words::{Word, create, factor_off, word};
