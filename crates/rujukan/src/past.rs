//! What was done to words, holidays, clocks and data of offices, on their pages: when, what, why and by whom.

use chrono::{DateTime, Utc};
use kernel::{Ctx, KantorId};
use maud::{Markup, html};
use web::parts;

/// A line of a history.
pub(crate) struct Past<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// To which word, day or clock: what people read first, and what tells it apart.
    pub what: (String, &'a str),
    /// What was done.
    pub act: &'a str,
    /// Why.
    pub why: &'a str,
    /// By whom.
    pub who: &'a str,
    /// Of which office.
    pub office: KantorId,
}

/// A history, newest first; `head` is what its lines are about.
pub(crate) fn history(ctx: &Ctx, head: &str, lines: &[Past<'_>]) -> Markup {
    let office = |id: KantorId| ctx.house.offices.by_id(id).map(|office| office.name.clone());
    html! {
        div.head { h2 { "Riwayat" } }
        @if lines.is_empty() { p.empty { "Belum ada yang diubah dari bawaannya." } } @else {
            div.scroll {
                table.list {
                    thead { tr { th { "Pada" } th { (head) } th { "Tindakan" } th { "Alasan" } th { "Oleh" } } }
                    tbody {
                        @for line in lines {
                            tr {
                                td { (parts::instant(line.at)) }
                                td { (line.what.0) " " small.muted { (line.what.1) } }
                                td { (parts::words(line.act)) }
                                td { (line.why) }
                                td { (line.who) @if let Some(name) = office(line.office) { ", " (name) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
