//! Pelimpahan: the referral of a complaint to somebody else. The complaint stays where it is until the other side accepts.

pub mod decide;
pub mod entity;
mod follow;
mod kind;
mod status;
mod steps;
mod table;

pub use kind::Pelimpahan;
pub use status::Status;
