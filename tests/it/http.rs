//! The program over HTTP.

mod authorisation;
mod login;
mod penutupan;
mod records;
mod wire;
