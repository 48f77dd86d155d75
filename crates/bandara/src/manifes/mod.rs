//! Manifes: the people whom a flight or a list announces, line by line. A line is no record yet: one is made of it, once, when
//! its person is met.

mod accept;
mod api;
mod arrival;
mod ask;
mod cell;
mod check;
mod claim;
mod columns;
mod days;
mod describe;
mod intake;
pub mod kolom;
mod line;
mod names;
mod pages;
pub mod pilihan;
mod plan;
mod resolve;
mod sheet;
mod tercatat;
mod told;

pub(crate) use arrival::{STOPPED, under_way};
pub use describe::describe;
pub use line::{Line, Said, lines};
pub use pemulangan::baris::{Entity, Met, Model, Status, absent, meet};

use kernel::{CatatanId, Ctx, Result};
use records::Registry;
use web::Routes;

/// The most lines of a manifest.
pub const MOST: usize = 1_000;

/// Accepts a manifest that is pasted as text, where nothing is wrong with it.
///
/// # Errors
/// [`Problem::Invalid`] naming the bad cells, [`Problem::Malformed`] for what is no manifest, [`Problem::Refused`] for an arrival
/// that is done.
pub async fn take_in(ctx: &Ctx, registry: &Registry, arrival: CatatanId, text: &str) -> Result<()> {
    let arrival = arrival::load(ctx, arrival).await?;
    let sent = accept::Sent { grid: records::import::pasted(text)?, ..accept::Sent::default() };
    accept::accept(ctx, registry, &arrival, &sent, false).await.map(|_| ())
}

/// The routes.
pub fn router(registry: &Registry) -> Routes {
    let style = include_str!("../../assets/manifes.css");
    Routes::new().merge(api::router(registry)).merge(pages::router(registry)).style(style)
}
