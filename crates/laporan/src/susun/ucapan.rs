//! Sentences with figures as paragraphs of the report: each figure with where it comes from.

use reporting::OfficeStaff;

use super::angka::period;
use super::{Builder, recounted};
use crate::kalimat::{Course, Of, Sentence};
use crate::model::{Block, Origin, Said};
use crate::sumber::{Closed, Line, Past};

/// What holds the counts of staff.
pub(super) const HELD: &str = "daftar pegawai";

/// The period with which a sentence compares its own.
#[derive(Clone, Copy)]
pub(super) enum Against<'a> {
    /// None.
    Nothing,
    /// The quarter before, 1 to 4.
    Quarter(usize),
    /// A year that was signed.
    Year(&'a Past),
}

impl Builder<'_> {
    /// A paragraph of stretches; words that follow each other become one.
    pub(super) fn said(&mut self, said: Vec<Said>) {
        let mut joined: Vec<Said> = Vec::with_capacity(said.len());
        for one in said {
            match joined.last_mut() {
                Some(last) if last.origin.is_none() && one.origin.is_none() => last.text.push_str(&one.text),
                _ => joined.push(one),
            }
        }
        self.blocks.push(Block::Told(joined));
    }

    /// The pieces of a sentence about a period of an item, each figure with its origin.
    pub(super) fn spoken(
        &mut self,
        (line, tw): (&Line, usize),
        against: Against<'_>,
        sentence: &Sentence,
    ) -> Vec<Said> {
        let mut said = Vec::with_capacity(sentence.pieces().len());
        for (text, of) in sentence.pieces() {
            let origin = of.map(|of| self.origin_of((line, tw), against, of));
            said.push(Said { text: text.clone(), origin });
        }
        said
    }

    fn origin_of(&mut self, (line, tw): (&Line, usize), against: Against<'_>, of: Of) -> usize {
        let source = self.source;
        match (of, against) {
            (Of::Goal, _) => self.target_of((&source.agreement, &line.item), tw),
            (Of::Capaian, _) => self.struck(line, tw, "capaian"),
            (Of::Gap, _) => self.struck(line, tw, "selisih realisasi dengan target"),
            (Of::Before, Against::Year(past)) => self.signed_then(line, past),
            (Of::Before, Against::Quarter(before)) => self.struck(line, before, "realisasi"),
            (Of::Change, Against::Year(past)) => {
                self.struck(line, tw, &format!("selisih realisasi dengan tahun {}", past.year))
            }
            (Of::Change, Against::Quarter(before)) => {
                self.struck(line, tw, &format!("selisih realisasi dengan {}", period(before)))
            }
            (Of::Items, _) => self.judged(),
            (Of::Reached, _) | (Of::Before | Of::Change, Against::Nothing) => self.struck(line, tw, "realisasi"),
        }
    }

    /// How many items of the agreement met their targets.
    pub(super) fn judged(&mut self) -> usize {
        let source = self.source;
        let address = match &source.closing {
            Some(closing) => format!("/penutupan/{}", closing.id),
            None => source.beside.address(&source.agreement),
        };
        self.origin(Origin {
            figure: format!("Banyaknya indikator menurut penilaian targetnya, setahun {}", source.year),
            closing: source.closing_name(),
            indicator: String::new(),
            address,
        })
    }

    /// A figure that stands in no table of the closing.
    pub(super) fn noted(&mut self, figure: String, (held, address): (&str, &str)) -> usize {
        let (closing, address) = (held.to_owned(), address.to_owned());
        self.origin(Origin { figure, closing, indicator: String::new(), address })
    }

    /// A count of the staff.
    pub(super) fn of_staff(&mut self, staff: &OfficeStaff, what: &str) -> usize {
        let source = self.source;
        let address = staff.tallies.first().map(|(_, address)| address.clone()).unwrap_or_default();
        let figure = format!("Pegawai {}, {what}", source.office);
        self.noted(figure, (HELD, address.as_str()))
    }

    /// A sentence that the signed closing of a quarter prints another figure than is counted now.
    pub(super) fn otherwise(&mut self, line: &Line, closed: &Closed, (then, now): (String, String)) {
        let before = self.origin(Origin {
            figure: format!("IKU {}, realisasi {} menurut penutupannya", line.item.no, period(closed.tw)),
            closing: closed.name.clone(),
            indicator: line.indicator.id.to_owned(),
            address: closed.address.clone(),
        });
        let counted = self.struck(line, closed.tw, "realisasi");
        let told = recounted(self.source);
        self.said(vec![
            Said::words(format!("Penutupan {} yang ditandatangani menyebut ", closed.name)),
            Said::figure(then, before),
            Said::words(format!(" untuk {}, sedangkan {told} angkanya ", period(closed.tw))),
            Said::figure(now, counted),
            Said::words("."),
        ]);
    }
}

/// Whether a figure missed its target, of a period that is over.
pub(super) fn missed(line: &Line, tw: usize) -> bool {
    line.course(tw) == Course::Over && line.figure(tw).met == Some(false)
}
