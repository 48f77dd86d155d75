//! The money: what served which item, and what of it was spent (Tabel 23 of the published report).

use kernel::figure;
use kernel::period::spelled;
use reporting::{ItemBudget, YearBudget};
use rust_decimal::Decimal;

use super::Builder;
use super::angka::percent;
use crate::model::{Cell, Form, Number, Origin};

impl Builder<'_> {
    /// The budget in one sentence.
    pub(super) fn money_in_short(&mut self) {
        let source = self.source;
        let Some(budget) = &source.budget else { return };
        self.text(whole(budget, source.year));
    }

    pub(super) fn money(&mut self) {
        let source = self.source;
        let Some(budget) = &source.budget else {
            self.text(if source.may_read_budget {
                "Belum ada catatan anggaran untuk tahun ini, jadi realisasi anggaran tidak dapat dinyatakan."
            } else {
                "Realisasi anggaran tidak dicantumkan, karena laporan ini dibuat oleh akun yang tidak berwenang membaca catatan anggaran."
            });
            return;
        };
        self.text(whole(budget, source.year));
        let columns = [
            ("No", 4),
            ("Indikator Kinerja Utama", 18),
            ("Kegiatan", 16),
            ("Pagu", 11),
            ("Realisasi anggaran", 11),
            ("Serapan", 7),
        ];
        let same = budget.agreement.as_deref() == Some(source.agreement.code.as_str());
        let mut rows = Vec::new();
        if same {
            for line in &source.lines {
                let item = budget.items.iter().find(|item| item.indicator == line.indicator.id);
                let mut row = vec![Cell::Text(line.item.no.to_string()), Cell::Text(line.item.title.clone())];
                row.extend(self.served(item));
                rows.push(row);
            }
        }
        let all = self.amounts("Anggaran, semua kegiatan", &budget.address, Sums::of(budget));
        rows.push([Cell::Empty, Cell::from("Semua kegiatan"), Cell::Empty].into_iter().chain(all).collect());
        self.table(format!("Realisasi Anggaran pada Tahun {}", source.year), &columns, rows);
        self.text(
            "Satu kegiatan dapat melayani beberapa indikator, jadi jumlah baris indikator tidak sama dengan baris semua kegiatan.",
        );
        if !same {
            self.text("Kegiatan mana yang melayani indikator perjanjian ini belum ditetapkan, jadi anggaran tidak dirinci per indikator.");
        } else if budget.items.iter().any(|item| item.assumed) {
            self.text("Hubungan antara kegiatan dan indikator masih asumsi.");
        }
        self.typed("anggaran");
    }

    fn served(&mut self, item: Option<&ItemBudget>) -> Vec<Cell> {
        let Some(item) = item.filter(|item| !item.activities.is_empty()) else {
            return vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        };
        let sums = Sums { ceiling: item.ceiling, spent: item.spent, absorbed: item.absorbed };
        let mut cells = vec![Cell::Text(item.activities.join("; "))];
        cells.extend(self.amounts(&format!("Anggaran IKU {}", item.no), &item.address, sums));
        cells
    }

    fn amounts(&mut self, what: &str, address: &str, sums: Sums) -> [Cell; 3] {
        let mut at = |word: &str| {
            self.origin(Origin {
                figure: format!("{what}, {word}"),
                closing: "catatan anggaran".to_owned(),
                indicator: String::new(),
                address: address.to_owned(),
            })
        };
        let origins = [at("pagu"), at("realisasi"), at("serapan")];
        let [ceiling, spent, absorbed] = origins;
        let rupiah = |amount: Option<i64>, origin: usize| {
            amount.map_or(Cell::Empty, |amount| {
                Cell::Number(Number { value: amount.into(), form: Form::Rupiah, origin: Some(origin) })
            })
        };
        [
            rupiah(sums.ceiling, ceiling),
            rupiah(sums.spent, spent),
            sums.absorbed.map_or(Cell::Empty, |share| percent(figure::round(share, 2), Some(absorbed))),
        ]
    }
}

/// Ceiling, what is spent, and what of the ceiling that is, in percent.
#[derive(Clone, Copy)]
struct Sums {
    ceiling: Option<i64>,
    spent: Option<i64>,
    absorbed: Option<Decimal>,
}

impl Sums {
    fn of(budget: &YearBudget) -> Self {
        Self { ceiling: Some(budget.ceiling), spent: Some(budget.spent), absorbed: budget.absorbed }
    }
}

fn whole(budget: &YearBudget, year: i32) -> String {
    let (ceiling, spent) = (figure::whole(budget.ceiling), figure::whole(budget.spent));
    let share = budget.absorbed.map_or_else(String::new, |share| format!(" atau {}\u{a0}%", figure::decimal(share, 2)));
    format!(
        "Menurut catatan anggaran tahun {year} sampai dengan {}, dari pagu Rp\u{a0}{ceiling} direalisasikan Rp\u{a0}{spent}{share}. Serapan \
         anggaran bukan nilai kinerja anggaran (NKA).",
        spelled(budget.on)
    )
}
