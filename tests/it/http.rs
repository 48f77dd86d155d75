//! The program over HTTP.

mod authorisation;
mod login;
mod perbaikan;
mod records;
mod wire;
