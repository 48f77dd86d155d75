//! The program over HTTP.

mod authorisation;
mod login;
mod records;
mod wire;
