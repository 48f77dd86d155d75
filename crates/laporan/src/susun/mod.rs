//! Putting the report together: chapter by chapter, in the order in which the office publishes it. Pure.

mod anggaran;
mod angka;
mod bab;
mod evaluasi;
mod kendala;
mod lampiran;
mod menurut;
mod pegawai;
pub mod tulisan;
mod ucapan;

use kernel::period::spelled;

use crate::model::{Block, Cell, Column, Origin, Report, Table};
use crate::sumber::Source;

/// A report while it is put together.
pub(crate) struct Builder<'a> {
    source: &'a Source,
    blocks: Vec<Block>,
    origins: Vec<Origin>,
}

/// The report that a source makes.
#[must_use]
pub fn report(source: &Source) -> Report {
    let mut builder = Builder { source, blocks: Vec::new(), origins: Vec::new() };
    builder.front();
    builder.introduction();
    builder.planning();
    builder.accountability();
    builder.follow_up();
    builder.annexes();
    Report {
        title: "Laporan Kinerja".to_owned(),
        above: source.above.clone(),
        office: source.office.clone(),
        year: source.year,
        made: source.made,
        draft: source.signed().is_none(),
        replaced: source.replaced.is_some(),
        basis: basis(source),
        blocks: builder.blocks,
        origins: builder.origins,
    }
}

/// Which figures the report tells.
fn basis(source: &Source) -> String {
    match (&source.closing, source.signed()) {
        (_, Some(closing)) => format!(
            "{}Angka dalam laporan ini adalah angka penutupan {}, yang ditandatangani {} pada {} (WIB), dihitung dari catatan seperti \
             diketahui pada {} (WIB).{}{}",
            replaced(source),
            closing.name(),
            closing.ditandatangani_oleh.as_deref().unwrap_or("kepala"),
            closing.ditandatangani_pada.map(web::parts::instant).unwrap_or_default(),
            web::parts::instant(closing.pada),
            closing.same_hands().map(|said| format!(" {said}")).unwrap_or_default(),
            later(source)
        ),
        (Some(closing), None) => format!(
            "KONSEP. Penutupan {} belum ditandatangani; angkanya dihitung dari catatan seperti diketahui pada {} (WIB) dan masih dapat \
             berubah.",
            closing.name(),
            web::parts::instant(closing.pada)
        ),
        (None, None) => format!(
            "KONSEP. Tahun {} belum ditutup menurut {}; angkanya dihitung dari catatan seperti diketahui pada {} dan masih dapat berubah.",
            source.year,
            source.agreement.code,
            spelled(source.made)
        ),
    }
}

/// Which revision replaced the closing.
fn replaced(source: &Source) -> String {
    let Some(newer) = &source.replaced else { return String::new() };
    format!(
        "DIGANTI. Penutupan ini telah diganti {}, yang ditandatangani {} pada {} (WIB); pakai laporan dari penutupan itu. ",
        newer.name(),
        newer.ditandatangani_oleh.as_deref().unwrap_or("kepala"),
        newer.ditandatangani_pada.map(web::parts::instant).unwrap_or_default()
    )
}

/// What was written or chosen after the head had signed: the report is as it was signed.
fn later(source: &Source) -> String {
    let mut changed: Vec<String> = source.later.iter().map(|key| tulisan::title(key, &source.agreement)).collect();
    if source.photos.later {
        changed.push("pilihan foto".to_owned());
    }
    if changed.is_empty() {
        return String::new();
    }
    format!(
        " Tulisan dan foto laporan ini seperti pada waktu tanda tangan itu. Yang diubah sesudahnya belum ditandatangani dan tidak dimuat: {}.",
        changed.join("; ")
    )
}

/// How figures are told that are counted anew and not taken from a closing.
fn recounted(source: &Source) -> String {
    let known = source.closing.as_ref().map(|closing| format!("{} (WIB)", web::parts::instant(closing.pada)));
    format!("dihitung ulang seperti diketahui pada {}", known.unwrap_or_else(|| spelled(source.made)))
}

impl Builder<'_> {
    fn chapter(&mut self, text: &str) {
        self.blocks.push(Block::Chapter(text.to_owned()));
    }

    fn part(&mut self, text: &str) {
        self.blocks.push(Block::Part(text.to_owned()));
    }

    fn section(&mut self, text: &str) {
        self.blocks.push(Block::Section(text.to_owned()));
    }

    fn text(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Text(text.into()));
    }

    /// What people wrote for a section, paragraph by paragraph, each number that is not the record's with the right one; a mark where
    /// nobody has.
    fn typed(&mut self, key: &str) {
        let source = self.source;
        let Some(text) = source.texts.get(key).map(|text| text.trim()).filter(|text| !text.is_empty()) else {
            let title = tulisan::title(key, &source.agreement);
            self.blocks.push(Block::Open(format!("[Belum ditulis: {title}]")));
            return;
        };
        let text = crate::ketikan::marked(source, key, text);
        let paragraphs = text.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
        self.blocks.extend(paragraphs.map(|part| Block::Text(part.to_owned())));
    }

    fn table(&mut self, title: String, columns: &[(&str, u32)], rows: Vec<Vec<Cell>>) {
        let columns = columns.iter().map(|(title, share)| Column::new(title, *share)).collect();
        self.blocks.push(Block::Table(Table { title, numbered: true, columns, rows }));
    }

    /// Takes the number from the table that was put in last.
    fn unnumbered(&mut self) {
        if let Some(Block::Table(table)) = self.blocks.last_mut() {
            table.numbered = false;
        }
    }

    /// Takes an origin in, each once; where it stands.
    fn origin(&mut self, origin: Origin) -> usize {
        if let Some(at) = self.origins.iter().position(|held| *held == origin) {
            return at;
        }
        self.origins.push(origin);
        self.origins.len() - 1
    }
}
