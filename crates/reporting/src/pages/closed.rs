//! Above the dashboard: whether the audit is quiet, and which periods are closed.

use kernel::period::day_of;
use kernel::{Ctx, Result};
use maud::{Markup, html};
use web::parts;

use crate::penutupan::{self, Status, marks};
use crate::table::IkuTable;
use crate::{audit, query};

const PERIODS: [u8; 5] = [1, 2, 3, 4, 0];

/// The alarm of the newest audit; nothing where it found nothing.
pub(super) async fn alarm(ctx: &Ctx) -> Result<Markup> {
    let count = audit::open_findings(ctx).await?;
    Ok(html! {
        @if count > 0 {
            p.note.bad role="alert" {
                b { "Audit malam terakhir menemukan " (kernel::figure::whole(count)) " hal." }
                " Ada data yang diubah tanpa lewat Lindung, atau belum disesuaikan dengan aturan yang berubah. " a href="/audit" { "Lihat temuan" }
            }
        }
    })
}

/// How far the closing of each period is.
pub(super) async fn strip(ctx: &Ctx, iku: &IkuTable) -> Result<Markup> {
    let agreement = &iku.agreement;
    if !iku.scope.whole {
        return Ok(html! {});
    }
    let mut closings = penutupan::all(ctx, Some(agreement.year)).await?;
    closings.retain(|closing| closing.perjanjian == agreement.code);
    let of = |tw: u8| closings.iter().filter(move |closing| closing.tw == i64::from(tw));
    let list = format!("/penutupan?tahun={}&perjanjian={}", agreement.year, agreement.code);
    Ok(html! {
        ul.closed aria-label="Penutupan" {
            @for tw in PERIODS {
                @let signed = of(tw).find(|closing| closing.status == Status::Ditandatangani);
                @match signed.or_else(|| of(tw).next()) {
                    Some(closing) => li {
                        a href=(marks::address(closing)) { (marks::period(closing.tw)) } " " (marks::state(closing))
                        @if let Some(at) = closing.ditandatangani_pada { " " small { (parts::day(day_of(at))) @if closing.revisi > 0 { ", revisi " (closing.revisi) } } }
                    },
                    None => li { a href=(list) { (marks::period(tw.into())) } " " span.badge.off { (untouched(ctx, agreement.year, tw)) } },
                }
            }
        }
    })
}

fn untouched(ctx: &Ctx, year: i32, tw: u8) -> &'static str {
    let ended = query::period(year, Some(tw)).is_ok_and(|period| ctx.today() >= period.until);
    if ended { "Belum ditutup" } else { "Belum berakhir" }
}
