//! The organisation and its staff (Gambar 1 and 2, Tabel 1 to 6 of the published report), counted from the register of staff.

use kernel::period::spelled;
use reporting::{OfficeStaff, Tally};
use rust_decimal::Decimal;

use super::Builder;
use super::ucapan::HELD;
use crate::model::{Block, Cell, Chart, Column, Form, Look, Number, Point, Said, Series, Table};
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
            let people = self.of_staff(staff, "pemangku jabatan fungsional");
            let kinds = self.of_staff(staff, "jabatan fungsional yang terisi");
            self.said(vec![
                Said::words("Kelompok Jabatan Fungsional beranggotakan "),
                Said::figure(holders.to_string(), people),
                Said::words(" orang dalam "),
                Said::figure(functions.to_string(), kinds),
                Said::words(" jabatan fungsional."),
            ]);
        }
        self.text("Garis komando tidak dicatat; gambar berikut menunjukkan unit kerja dengan banyaknya pegawai.");
        let title = format!("Susunan Organisasi {} menurut Unit Kerja per {on}", source.office);
        self.people(staff, (title, "Unit kerja"), &staff.units);
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
        self.all_staff(staff);
        for (tally, address) in &staff.tallies {
            self.tally(staff, tally, address);
        }
        let groups: Vec<(String, usize)> =
            staff.groups.iter().map(|(group, many)| ((*group).to_owned(), *many)).collect();
        let title = format!("Jumlah Pegawai {} per {}", source.office, spelled(staff.on));
        self.people(staff, (title, "Kelompok pegawai"), &groups);
        if source.texts.get("pegawai").is_some_and(|text| !text.trim().is_empty()) {
            self.typed("pegawai");
        }
    }

    /// How many they are, by group and by unit.
    fn all_staff(&mut self, staff: &OfficeStaff) {
        let source = self.source;
        let whole = self.of_staff(staff, "semua");
        let mut said = vec![
            Said::words(format!("Pegawai {} pada {} berjumlah ", source.office, spelled(staff.on))),
            Said::figure(staff.many.to_string(), whole),
            Said::words(" orang: "),
        ];
        said.extend(self.listed_staff(staff, staff.groups.iter().map(|(group, many)| (*group, *many))));
        said.push(Said::words(". Menurut unit kerja: "));
        said.extend(self.listed_staff(staff, staff.units.iter().map(|(unit, many)| (unit.as_str(), *many))));
        said.push(Said::words("."));
        self.said(said);
    }

    /// Names with how many there are of each.
    fn listed_staff<'n>(&mut self, staff: &OfficeStaff, all: impl Iterator<Item = (&'n str, usize)>) -> Vec<Said> {
        let mut said = Vec::new();
        for (name, many) in all {
            let before = if said.is_empty() { "" } else { ", " };
            said.push(Said::words(format!("{before}{name} ")));
            said.push(Said::figure(many.to_string(), self.of_staff(staff, name)));
        }
        said
    }

    /// A table of counts, each leading to the rows behind it.
    fn tally(&mut self, staff: &OfficeStaff, tally: &Tally, address: &str) {
        let source = self.source;
        let on = spelled(staff.on);
        let title = format!("{} {} per {on}", tally.title, source.office);
        let many = tally.total.last().copied().unwrap_or_default();
        let origin = self.noted(title.clone(), (HELD, address));
        if tally.lines.is_empty() {
            self.text(format!("{title}: tidak ada yang tercatat."));
        } else {
            let many = Said::figure(many.to_string(), origin);
            self.said(vec![Said::words(format!("{title} berjumlah ")), many, Said::words(" orang.")]);
        }
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
    fn people(&mut self, staff: &OfficeStaff, (title, along): (String, &str), all: &[(String, usize)]) {
        let mut points = Vec::with_capacity(all.len());
        for (name, many) in all {
            let origin = self.of_staff(staff, name);
            points.push(Point { value: Some(number(*many)), missed: false, origin: Some(origin) });
        }
        self.blocks.push(Block::Chart(Chart {
            title,
            along: along.to_owned(),
            unit: "orang".to_owned(),
            percent: false,
            categories: all.iter().map(|(name, _)| name.clone()).collect(),
            series: vec![Series { name: "Pegawai".to_owned(), look: Look::Bars, points }],
        }));
    }
}

fn number(many: usize) -> Decimal {
    i64::try_from(many).unwrap_or(i64::MAX).into()
}

fn counted(many: usize, origin: usize) -> Cell {
    Cell::Number(Number { value: number(many), form: Form::Plain, origin: Some(origin) })
}
