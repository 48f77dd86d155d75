//! The annexes that the published report has: the agreements as signed, the strategic goals, what the other agreements came to, and the
//! photos.

use chrono::{DateTime, Utc};
use kernel::period::spelled;
use web::parts;

use super::angka::period;
use super::{Builder, recounted};
use crate::foto::Shown;
use crate::kalimat::Course;
use crate::model::{Block, Cell, Form, Number, Origin, Photo};
use crate::perjanjian::{Agreed, Earlier, Goal};
use crate::sumber::Line;

impl Builder<'_> {
    pub(super) fn published(&mut self) {
        self.agreements();
        self.goals();
        self.others();
        self.part("Lampiran 4. Data dukung");
        self.papers();
        self.photos();
    }

    /// Lampiran 1: each agreement of the year, with who signed it, as it was signed.
    fn agreements(&mut self) {
        let source = self.source;
        self.part("Lampiran 1. Perjanjian Kinerja");
        for one in &source.beside.agreed {
            self.text(signed(one));
            if !one.earlier.is_empty() {
                self.text(revised(one));
            }
            let quarters = one.agreement.items.iter().any(|item| item.target_quarters.is_some());
            let mut columns = vec![("No", 4), ("Sasaran", 14), ("Indikator Kinerja Utama", 18)];
            if quarters {
                columns.extend([("Target TW1", 6), ("Target TW2", 6), ("Target TW3", 6), ("Target TW4", 6)]);
            }
            columns.push(("Target setahun", 7));
            let periods: &[usize] = if quarters { &[1, 2, 3, 4, 0] } else { &[0] };
            let mut rows = Vec::with_capacity(one.agreement.items.len());
            for item in &one.agreement.items {
                let said = [item.no.to_string(), item.goal.clone(), item.title.clone()];
                let mut row: Vec<Cell> = said.map(Cell::Text).into();
                for tw in periods.iter().copied() {
                    let target = item.target(i64::try_from(tw).unwrap_or_default());
                    row.push(self.agreed((&one.agreement, item), (tw, target)));
                }
                rows.push(row);
            }
            self.table(format!("{}, Tahun {}", one.agreement.title, source.year), &columns, rows);
        }
    }

    /// Lampiran 2: the goals, from the agreements on record.
    fn goals(&mut self) {
        let source = self.source;
        self.part("Lampiran 2. Sasaran Strategis");
        self.text(format!(
            "Sasaran dari perjanjian kinerja tahun {} sampai {} yang tercatat di Lindung, menurut perjanjian yang pertama memuatnya. Tahun \
             tanpa perjanjian yang tercatat tidak ada sasarannya di sini.",
            source.year - 4,
            source.year
        ));
        let columns = [("No", 4), ("Sasaran", 26), ("Perjanjian yang memuatnya", 14)];
        let row = |(number, goal): (usize, &Goal)| {
            vec![Cell::Text(number.to_string()), Cell::from(goal.text.as_str()), Cell::Text(goal.agreements.join(", "))]
        };
        let rows = (1..).zip(&source.beside.goals).map(row).collect();
        self.table("Sasaran strategis menurut perjanjian".to_owned(), &columns, rows);
    }

    /// Lampiran 3: what the other agreements of the year came to.
    fn others(&mut self) {
        let source = self.source;
        self.part("Lampiran 3. Capaian menurut perjanjian lain tahun itu");
        let others: Vec<&Agreed> = source.beside.agreed.iter().filter(|one| !one.lines.is_empty()).collect();
        if others.is_empty() {
            self.text(format!("Tahun {} tidak mempunyai perjanjian lain.", source.year));
        }
        for one in others {
            self.text(format!("Menurut {}; angkanya {}.", one.name(), recounted(source)));
            let columns = [
                ("No", 4),
                ("Indikator Kinerja Utama", 18),
                ("Target setahun", 7),
                ("Realisasi TW1", 7),
                ("Realisasi TW2", 7),
                ("Realisasi TW3", 7),
                ("Realisasi TW4", 7),
                ("Realisasi setahun", 8),
            ];
            let mut rows = Vec::with_capacity(one.lines.len());
            for line in &one.lines {
                let goal = self.agreed((&one.agreement, &line.item), (0, line.figure(0).target.as_deref()));
                let mut row = vec![Cell::Text(line.item.no.to_string()), Cell::Text(line.item.title.clone()), goal];
                row.extend([1, 2, 3, 4, 0].map(|tw| self.of_other(one, line, tw)));
                rows.push(row);
            }
            self.table(format!("Pengukuran {}, Tahun {}", one.agreement.title, source.year), &columns, rows);
        }
    }

    /// What an item of another agreement came to.
    fn of_other(&mut self, other: &Agreed, line: &Line, tw: usize) -> Cell {
        if line.course(tw) == Course::Ahead {
            return Cell::from("belum mulai");
        }
        if line.figure(tw).value == reporting::Value::NoData {
            return Cell::Empty;
        }
        let (source, code) = (self.source, other.agreement.code.as_str());
        let as_of = source.closing.as_ref().map(|_| format!("&per={}", source.known())).unwrap_or_default();
        let origin = self.origin(Origin {
            figure: format!("{code}, butir {}, realisasi {} {}", line.item.no, period(tw), source.year),
            closing: recounted(source),
            indicator: line.indicator.id.to_owned(),
            address: format!("/indikator/{code}/{}?tw={tw}&peran=pembilang{as_of}", line.item.no),
        });
        super::angka::cell(line, &line.figure(tw).value, origin)
    }

    /// Lampiran 4: how many files are attached to the records behind each figure.
    fn papers(&mut self) {
        let source = self.source;
        self.text(
            "Berkas yang terlampir pada catatan yang dihitung, seperti terlampir pada hari laporan ini dibuat. Berkasnya dibuka dari daftar \
             catatannya oleh yang berwenang; yang hanya ada di kertas tidak termasuk.",
        );
        let columns = [("No", 4), ("Indikator", 26), ("Catatan berlampiran", 8), ("Berkas", 8)];
        let mut rows = Vec::with_capacity(source.lines.len());
        for (line, behind) in source.lines.iter().zip(&source.papers) {
            let mut row = vec![Cell::Text(line.item.no.to_string()), Cell::Text(line.item.title.clone())];
            for (what, number) in [("catatan berlampiran", behind.records), ("berkas terlampir", behind.files)] {
                let origin = self.origin(Origin {
                    figure: format!("IKU {}, {what} {}", line.item.no, source.year),
                    closing: "lampiran catatan".to_owned(),
                    indicator: line.indicator.id.to_owned(),
                    address: source.address(line.item.no, 0),
                });
                row.push(Cell::Number(Number { value: number.into(), form: Form::Plain, origin: Some(origin) }));
            }
            rows.push(row);
        }
        self.table("Berkas pendukung setiap indikator".to_owned(), &columns, rows);
    }

    /// Lampiran 4: the photos that were chosen, and those of them that cannot stand.
    fn photos(&mut self) {
        let source = self.source;
        self.section("Foto kegiatan");
        let photos = &source.photos;
        if photos.shown.is_empty() {
            self.text("Belum ada foto kegiatan yang dipilih.");
        } else {
            self.listed(&photos.shown);
        }
        for shown in &photos.shown {
            if let Some(image) = &shown.image {
                let (title, words) = (captioned(shown), format!("Foto. {}", captioned(shown)));
                self.blocks.push(Block::Photo(Photo { title, words, image: image.clone() }));
            }
        }
        for gone in &photos.gone {
            self.text(format!("Peringatan: foto \u{201c}{}\u{201d} tidak dimuat, karena {}.", gone.caption, gone.why));
        }
    }

    /// The photos, without the names of their files: who uploaded them may have called one by a person's name or number.
    fn listed(&mut self, photos: &[Shown]) {
        let columns = [("No", 4), ("Keterangan", 30), ("Hari", 12), ("Catatan", 12)];
        let mut rows = Vec::with_capacity(photos.len());
        for (number, shown) in (1_usize..).zip(photos) {
            let origin = self.origin(Origin {
                figure: format!("Foto {number}: {}", shown.caption),
                closing: "lampiran catatan".to_owned(),
                indicator: String::new(),
                address: shown.address.clone(),
            });
            rows.push(vec![
                Cell::Text(number.to_string()),
                Cell::from(shown.caption.as_str()),
                Cell::Text(shown.day.map(spelled).unwrap_or_default()),
                Cell::Word(shown.number.clone(), Some(origin)),
            ]);
        }
        self.table("Foto kegiatan".to_owned(), &columns, rows);
    }
}

/// What stands below a photo.
fn captioned(shown: &Shown) -> String {
    let day = shown.day.map(|day| format!(", {}", spelled(day))).unwrap_or_default();
    format!("{} ({}{day})", shown.caption.trim_end_matches('.'), shown.number)
}

/// Who signed a version, and when.
fn by(signed: Option<&(String, DateTime<Utc>)>) -> String {
    match signed {
        Some((name, at)) => format!("ditandatangani {name} pada {} (WIB)", parts::instant(*at)),
        None => "yang teksnya bawaan Lindung; penandatangan dan waktunya tidak tercatat di sini".to_owned(),
    }
}

/// Which versions it replaces, and why.
fn revised(one: &Agreed) -> String {
    let version = |earlier: &Earlier| {
        format!("versi {} (berlaku sejak {}, {})", earlier.version, spelled(earlier.since), by(earlier.signed.as_ref()))
    };
    let all: Vec<String> = one.earlier.iter().map(version).collect();
    let why = one.reason.as_ref().map(|why| format!(" Alasannya: {}.", why.trim_end_matches('.')));
    format!("Versi ini menggantikan {}.{}", all.join("; "), why.unwrap_or_default())
}

/// Which agreement it is, and who signed it when.
fn signed(one: &Agreed) -> String {
    let agreement = &one.agreement;
    let by = by(one.signed.as_ref());
    let assumed = if agreement.status == "asumsi" { " Hari berlakunya dan batas capaiannya masih asumsi." } else { "" };
    format!("{} ({}), berlaku sejak {}, {by}.{assumed}", agreement.title, one.name(), spelled(agreement.since))
}
