//! The warning that the server's disk fills up, for who can have something done: the head, and the keeper of accounts.

use axum::response::{IntoResponse, Response};
use kernel::figure::decimal;
use kernel::space::{Disk, MEGABYTE};
use kernel::{Ctx, Problem, Role};
use maud::{Markup, html};
use rust_decimal::Decimal;
use web::{App, Failure, MenuItem, Note, layout};

/// The warning; none where there is room, or for who can do nothing about it.
async fn words(ctx: &Ctx) -> Option<String> {
    if !matches!(ctx.actor.role, Some(Role::Kepala | Role::Admin)) {
        return None;
    }
    let space = &ctx.house.space;
    space.short().await.map(|disk| warning(&disk, space.limits().floor(disk.total)))
}

fn warning(disk: &Disk, floor: u64) -> String {
    let (free, total) = (size(disk.free), size(disk.total));
    let then = if disk.free < floor {
        " Lampiran baru ditolak, agar catatan tetap dapat disimpan.".to_owned()
    } else if floor > 0 {
        format!(" Di bawah {} lampiran baru akan ditolak.", size(floor))
    } else {
        String::new()
    };
    format!(
        "Ruang penyimpanan server tinggal {free} dari {total}.{then} Minta pengelola sistem menambah ruang atau memindahkan berkas lain dari sana."
    )
}

/// Bytes as people read them: 812 MB, 1,4 GB.
fn size(bytes: u64) -> String {
    const GIGABYTE: u64 = 1024 * MEGABYTE;
    if bytes < GIGABYTE {
        return format!("{} MB", bytes / MEGABYTE);
    }
    // Cut, not rounded: nobody has more than is told.
    let tenths = i64::try_from(bytes.saturating_mul(10) / GIGABYTE).unwrap_or(i64::MAX);
    format!("{} GB", decimal(Decimal::new(tenths, 1), 1))
}

/// The warning above the dashboard, and above the first page of who keeps accounts.
pub async fn alarm(ctx: &Ctx) -> Markup {
    let words = words(ctx).await;
    html! { @if let Some(words) = words { p.note.bad role="alert" { (words) } } }
}

/// A first page with the warning and the way on, for who begins elsewhere; none without a warning.
pub(super) async fn first(app: &App, ctx: &Ctx, next: &MenuItem) -> Option<Markup> {
    let words = words(ctx).await?;
    let body = html! {
        h1 { "Beranda" }
        p.note.bad role="alert" { (words) }
        p { a.btn.main href=(next.href) { (next.label) } }
    };
    Some(layout::page(app, ctx, "Beranda", "/", &body))
}

/// A refusal with the warning beside it, for who has no page to be warned on.
pub(super) async fn refused(ctx: &Ctx, problem: Problem) -> Response {
    let mut answer = Failure::from(problem).into_response();
    if let Some(words) = words(ctx).await {
        answer.extensions_mut().insert(Note(words));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_says_how_much_is_left_and_what_follows() {
        let disk = |free| Disk { name: "data", free: free * MEGABYTE, total: 40 * 1024 * MEGABYTE };
        let low = warning(&disk(3_000), 1024 * MEGABYTE);
        assert!(low.contains("tinggal 2,9 GB dari 40 GB. Di bawah 1 GB lampiran baru akan ditolak."), "{low}");
        let out = warning(&disk(812), 1024 * MEGABYTE);
        assert!(out.contains("tinggal 812 MB dari 40 GB. Lampiran baru ditolak"), "{out}");
        let unset = warning(&disk(812), 0);
        assert!(unset.contains("dari 40 GB. Minta pengelola sistem"), "{unset}");
    }
}
