//! What the developer verbs and the tests share: programs of the distribution, a throwaway `PostgreSQL` server.
#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

pub mod packages;
pub mod postgres;
pub mod run;
pub mod schema;
