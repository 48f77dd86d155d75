//! The program over HTTP.

mod authorisation;
mod login;
mod periksa;
mod records;
mod wire;
