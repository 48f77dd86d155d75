//! The organisation and its staff (Gambar 1 and 2, Tabel 1 to 6 of the published report), counted from the register of staff.

use kernel::period::spelled;
use reporting::{OfficeStaff, Tally};
use rust_decimal::Decimal;

use super::Builder;
use crate::model::{Block, Cell, Chart, Column, Form, Number, Origin, Series, Table};
use crate::pegawai::Staff;

/// The share of the width that a column of text has, beside one of counts.
const TEXT: u32 = 14;
const COUNT: u32 = 6;

impl Builder<'_> {
    /// The positions that lead, and the units with how many work there.
    pub(super) fn structure(&mut self) {
        let source = self.source;
        let Staff::Known(staff) = &source.staff else { return };
        let on = spelled(staff.on);
        if staff.leading.is_empty() {
            self.text(format!("Tidak ada jabatan struktural yang tercatat terisi pada {on}."));
        } else {
            let one = |(position, level): &(String, String)| format!("{position} ({level})");
            let all: Vec<String> = staff.leading.iter().map(one).collect();
            self.text(format!("Jabatan struktural yang terisi pada {on}: {}.", all.join("; ")));
        }
        let (holders, functions) = staff.functional;
        if holders > 0 {
            self.text(format!(
                "Kelompok Jabatan Fungsional beranggotakan {holders} orang dalam {functions} jabatan fungsional."
            ));
        }
        self.text("Garis komando tidak dicatat; gambar berikut menunjukkan unit kerja dengan banyaknya pegawai.");
        let title = format!("Susunan Organisasi {} menurut Unit Kerja per {on}", source.office);
        self.people(title, &staff.units);
    }

    /// The staff: sentences, tables and a chart, then what people wrote. Without a register only what people wrote.
    pub(super) fn staff(&mut self) {
        let source = self.source;
        if matches!(source.staff, Staff::Hidden) {
            self.text("Tabel pegawai tidak dicantumkan, karena laporan ini dibuat oleh akun yang tidak berwenang membaca daftar pegawai.");
        }
        let Staff::Known(staff) = &source.staff else {
            self.typed("pegawai");
            return;
        };
        self.text(format!(
            "Pegawai {} pada {} berjumlah {} orang: {}. Menurut unit kerja: {}.",
            source.office,
            spelled(staff.on),
            staff.many,
            listed(staff.groups.iter().map(|(group, many)| (*group, *many))),
            listed(staff.units.iter().map(|(unit, many)| (unit.as_str(), *many)))
        ));
        for (tally, address) in &staff.tallies {
            self.tally(staff, tally, address);
        }
        let groups: Vec<(String, usize)> =
            staff.groups.iter().map(|(group, many)| ((*group).to_owned(), *many)).collect();
        self.people(format!("Jumlah Pegawai {} per {}", source.office, spelled(staff.on)), &groups);
        if source.texts.get("pegawai").is_some_and(|text| !text.trim().is_empty()) {
            self.typed("pegawai");
        }
    }

    /// A table of counts, each leading to the rows behind it.
    fn tally(&mut self, staff: &OfficeStaff, tally: &Tally, address: &str) {
        let source = self.source;
        let on = spelled(staff.on);
        let title = format!("{} {} per {on}", tally.title, source.office);
        let many = tally.total.last().copied().unwrap_or_default();
        if tally.lines.is_empty() {
            self.text(format!("{title}: tidak ada yang tercatat."));
        } else {
            self.text(format!("{title} berjumlah {many} orang."));
        }
        let origin = self.origin(Origin {
            figure: title.clone(),
            closing: "daftar pegawai".to_owned(),
            indicator: String::new(),
            address: address.to_owned(),
        });
        let mut columns = vec![Column::new("No", 4)];
        columns.extend(tally.heads.iter().map(|head| Column::new(head, TEXT)));
        columns.extend(tally.counted.iter().map(|head| Column::new(head, COUNT)));
        let mut rows = Vec::with_capacity(tally.lines.len() + 1);
        for ((texts, counts), no) in tally.lines.iter().zip(1_usize..) {
            let mut row = vec![Cell::Text(no.to_string())];
            row.extend(texts.iter().map(|text| Cell::from(text.as_str())));
            row.extend(counts.iter().map(|many| counted(*many, origin)));
            rows.push(row);
        }
        let mut last = vec![Cell::Empty, Cell::from("Jumlah")];
        last.resize(tally.heads.len() + 1, Cell::Empty);
        last.extend(tally.total.iter().map(|many| counted(*many, origin)));
        rows.push(last);
        self.blocks.push(Block::Table(Table { title, numbered: true, columns, rows }));
    }

    /// A chart of people.
    fn people(&mut self, title: String, all: &[(String, usize)]) {
        let values = all.iter().map(|(_, many)| Some(number(*many))).collect();
        let categories = all.iter().map(|(name, _)| name.clone()).collect();
        let series = vec![Series { name: "Pegawai".to_owned(), line: false, values }];
        self.blocks.push(Block::Chart(Chart { title, categories, series }));
    }
}

fn number(many: usize) -> Decimal {
    i64::try_from(many).unwrap_or(i64::MAX).into()
}

fn counted(many: usize, origin: usize) -> Cell {
    Cell::Number(Number { value: number(many), form: Form::Plain, origin: Some(origin) })
}

/// Names with how many there are of each.
fn listed<'a>(all: impl Iterator<Item = (&'a str, usize)>) -> String {
    all.map(|(name, many)| format!("{name} {many}")).collect::<Vec<_>>().join(", ")
}
