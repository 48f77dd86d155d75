//! What stands before and after the evaluation: foreword, summary, Bab I, Bab II, Bab IV and the annexes.

use kernel::period::spelled;

use super::Builder;
use super::angka::met;
use super::ucapan::Against;
use crate::kalimat::{self, Of};
use crate::model::{Block, Cell, Said};

impl Builder<'_> {
    pub(super) fn front(&mut self) {
        let source = self.source;
        self.chapter("KATA PENGANTAR");
        self.typed("pengantar");
        self.text(super::basis(source));
        let (head, name) = (format!("Kepala {}", source.office), source.signed());
        let name = name.and_then(|closing| closing.ditandatangani_oleh.clone());
        let below = name.unwrap_or_else(|| "(nama kepala)".to_owned());
        let above = vec![format!("Dibuat pada {}", spelled(source.made)), head];
        self.blocks.push(Block::Sign(above, vec![below]));
        self.blocks.push(Block::Lists);
        self.chapter("RINGKASAN EKSEKUTIF");
        self.overall();
        self.summary(format!("Ringkasan Capaian Kinerja {} Tahun {}", source.office, source.year));
        self.unnumbered();
        self.money_in_short();
        for line in &source.lines {
            let period = format!("tahun {}", source.year);
            let told = line.told(0, &period);
            let mut said = vec![Said::words(format!("{}. {}: ", line.item.no, line.item.title))];
            said.extend(self.spoken((line, 0), Against::Nothing, &told.result()));
            if let Some(verdict) = told.verdict() {
                said.push(Said::words(" "));
                said.extend(self.spoken((line, 0), Against::Nothing, &verdict));
            }
            self.said(said);
        }
    }

    fn overall(&mut self) {
        let all: Vec<Option<bool>> = self.source.lines.iter().map(|line| line.year.met).collect();
        let judged = self.judged();
        let sentence = kalimat::overall(&all, self.source.year, self.source.course());
        let piece = |(text, of): &(String, Option<Of>)| Said { text: text.clone(), origin: of.map(|_| judged) };
        self.said(sentence.pieces().iter().map(piece).collect());
    }

    /// Each item with what was agreed and what was reached in the year.
    pub(super) fn summary(&mut self, title: String) {
        let limited = self.source.agreement.cap.map(|cap| format!("Capaian dibatasi {cap}\u{a0}%"));
        let mut columns = vec![
            ("No", 4),
            ("Sasaran", 13),
            ("Indikator Kinerja Utama", 16),
            ("Target", 7),
            ("Realisasi", 8),
            ("Capaian", 8),
        ];
        if let Some(limited) = &limited {
            columns.push((limited.as_str(), 8));
        }
        columns.push(("Penilaian", 8));
        let source = self.source;
        let mut rows = Vec::with_capacity(source.lines.len());
        for line in &source.lines {
            let mut row = vec![
                Cell::Text(line.item.no.to_string()),
                Cell::Text(line.item.goal.clone()),
                Cell::Text(line.item.title.clone()),
                self.target(line, 0),
                self.reached(line, 0),
                self.capaian(line, 0),
            ];
            if limited.is_some() {
                row.push(self.capped(line, 0));
            }
            row.push(met(line));
            rows.push(row);
        }
        self.table(title, &columns, rows);
    }

    pub(super) fn introduction(&mut self) {
        self.chapter("BAB I PENDAHULUAN");
        self.part("A. Latar Belakang");
        self.typed("latar");
        self.part("B. Tugas Pokok dan Fungsi");
        self.typed("tugas");
        self.part("C. Struktur Organisasi");
        self.organisation();
        self.structure();
        self.part("D. Sumber Daya Manusia");
        self.staff();
        self.part("E. Potensi dan Permasalahan");
        self.typed("potensi");
        self.part("F. Sistematika Pelaporan");
        self.text(
            "Bab I memuat pendahuluan, Bab II perencanaan kinerja, Bab III akuntabilitas kinerja dengan evaluasi setiap indikator dan \
             realisasi anggaran, Bab IV permasalahan dan tindak lanjut. Asal setiap angka tercantum di lampiran.",
        );
    }

    fn organisation(&mut self) {
        let source = self.source;
        if let Some(above) = source.above.last() {
            self.text(format!("{} berada di bawah {above}.", source.office));
        }
        if source.below.is_empty() {
            self.text(format!("Tidak ada kantor lain yang tercatat di bawah {}.", source.office));
        } else {
            self.text(format!("Di bawah {} tercatat {}.", source.office, source.below.join(", ")));
        }
    }

    pub(super) fn planning(&mut self) {
        let source = self.source;
        self.chapter("BAB II PERENCANAAN KINERJA");
        self.part("A. Rencana Strategis");
        self.typed("renstra");
        self.part("B. Perjanjian Kinerja");
        let agreement = &source.agreement;
        let assumed =
            if agreement.status == "asumsi" { " Hari berlakunya dan batas capaiannya masih asumsi." } else { "" };
        let held = format!("perjanjian versi {}", agreement.version);
        let address = source.beside.address(agreement);
        let items = self.noted(format!("{}, banyaknya butir", agreement.code), (held.as_str(), address.as_str()));
        let begun = format!(
            "Kinerja tahun {} diukur menurut {} (versi {}), yang berlaku sejak {} dan memuat ",
            source.year,
            agreement.title,
            agreement.version,
            spelled(agreement.since)
        );
        let many = Said::figure(agreement.items.len().to_string(), items);
        self.said(vec![Said::words(begun), many, Said::words(format!(" indikator.{assumed}"))]);
        let columns = [
            ("No", 4),
            ("Sasaran", 14),
            ("Indikator Kinerja Utama", 18),
            ("Target TW1", 6),
            ("Target TW2", 6),
            ("Target TW3", 6),
            ("Target TW4", 6),
            ("Target setahun", 7),
        ];
        let mut rows = Vec::with_capacity(source.lines.len());
        for line in &source.lines {
            let mut row = vec![
                Cell::Text(line.item.no.to_string()),
                Cell::Text(line.item.goal.clone()),
                Cell::Text(line.item.title.clone()),
            ];
            row.extend([1, 2, 3, 4, 0].map(|tw| self.target(line, tw)));
            rows.push(row);
        }
        self.table(format!("Perjanjian Kinerja {} Tahun {}", source.office, source.year), &columns, rows);
    }

    pub(super) fn follow_up(&mut self) {
        let source = self.source;
        self.chapter("BAB IV PERMASALAHAN DAN TINDAK LANJUT");
        self.part("A. Permasalahan");
        let missed: Vec<&str> = source
            .lines
            .iter()
            .filter(|line| line.year.met == Some(false))
            .map(|line| line.item.title.as_str())
            .collect();
        if let Some(state) = source.course().words() {
            self.text(format!(
                "Pada hari angka ini dihitung, tahun {} {state}, jadi belum dinilai indikator mana yang tidak mencapai target.",
                source.year
            ));
        } else if missed.is_empty() {
            self.text("Tidak ada indikator yang targetnya terukur belum tercapai.");
        } else {
            self.text(format!("Belum mencapai target tahun {}: {}.", source.year, missed.join("; ")));
        }
        self.problems_in_short();
        self.typed("masalah");
        self.part("B. Upaya Tindak Lanjut");
        self.problems();
        self.problems_of_last_year();
        self.typed("tindak-lanjut");
        self.part("C. Saran");
        self.typed("saran");
    }

    pub(super) fn annexes(&mut self) {
        let source = self.source;
        self.chapter("LAMPIRAN");
        self.published();
        self.part("Lampiran 5. Definisi indikator");
        self.text(
            "Setiap indikator dihitung menurut definisi berikut, yang sama untuk semua triwulan kecuali disebut lain.",
        );
        let columns = [("No", 4), ("Indikator", 12), ("Yang dihitung", 24), ("Yang dikeluarkan", 18), ("Versi", 4)];
        let row = |line: &crate::sumber::Line| {
            vec![
                Cell::Text(line.item.no.to_string()),
                Cell::from(line.indicator.title),
                Cell::from(line.definition.what),
                Cell::from(line.definition.left_out),
                Cell::Text(line.definition.number.to_string()),
            ]
        };
        let rows = source.lines.iter().map(row).collect();
        self.table("Definisi indikator".to_owned(), &columns, rows);
    }
}
