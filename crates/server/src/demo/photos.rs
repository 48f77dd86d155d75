//! Made-up photos of the newest activities, most of them chosen for the annual report of their year.

use std::collections::BTreeMap;

use chrono::Datelike;
use kernel::{Day, Problem, Result};
use laporan::foto::{self, Pick};
use records::Filter;
use records::attached::{Came, Upload, attach};

use crate::compose::Lindung;

/// The pictures, which were drawn, not taken.
const PICTURES: [(&str, &[u8]); 3] = [
    ("foto-1.png", include_bytes!("foto-1.png")),
    ("foto-2.png", include_bytes!("foto-2.png")),
    ("foto-3.png", include_bytes!("foto-3.png")),
];
/// How many activities have one.
const MANY: u64 = 6;

/// Attaches a photo to each of the newest activities, and chooses all but the last of each year.
///
/// # Errors
/// What the database or the disk says.
pub async fn photos(lindung: &Lindung) -> Result<()> {
    let ctx = lindung.system("Perencana Contoh")?;
    let kind = lindung.registry.find("kegiatan").ok_or_else(|| Problem::internal("no kind kegiatan"))?;
    let newest = kind.list(&ctx, &Filter::default(), None, MANY).await?;
    let mut chosen: BTreeMap<i32, Vec<Pick>> = BTreeMap::new();
    for (row, (name, bytes)) in newest.iter().rev().zip(PICTURES.iter().cycle()) {
        let (name, bytes) = ((*name).to_owned(), bytes.to_vec());
        let sent = Upload { name, bytes, remark: "Gambar rekaan.".to_owned(), ..Upload::default() };
        let (Came::New(attached, _) | Came::Known(attached)) =
            attach(&ctx, kind, &lindung.store, (row.head.id, sent)).await?;
        let day = row.form.get("tanggal").and_then(|text| text.parse::<Day>().ok());
        let title = row.form.get("judul").cloned().unwrap_or_default();
        if let Some(day) = day {
            let caption = format!("{title}: suasana kegiatan (gambar rekaan)");
            chosen.entry(day.year()).or_default().push(Pick { id: attached.id, caption });
        }
    }
    for (year, mut picks) in chosen {
        picks.truncate(picks.len().saturating_sub(1).max(1));
        foto::save(&ctx, &lindung.album(), (ctx.actor.office, year), 0, &picks).await?;
    }
    Ok(())
}
