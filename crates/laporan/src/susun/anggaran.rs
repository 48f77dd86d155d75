//! The money: what served which item, and what of it was spent (Tabel 23 of the published report).

use chrono::{DateTime, Utc};
use kernel::figure;
use kernel::period::spelled;
use reporting::{ItemBudget, YearBudget};
use rust_decimal::Decimal;

use super::Builder;
use super::angka::percent;
use crate::model::{Cell, Form, Number, Said};

/// The budget of the year.
const WHOLE: &str = "Anggaran, semua kegiatan";

impl Builder<'_> {
    /// The budget in one sentence.
    pub(super) fn money_in_short(&mut self) {
        let source = self.source;
        let Some(budget) = &source.budget else { return };
        self.whole(budget);
    }

    /// Ceiling, what is spent and what of the ceiling that is, each with its origin.
    fn whole(&mut self, budget: &YearBudget) {
        let [ceiling, spent, absorbed] = self.money_of(WHOLE, (budget.address.as_str(), budget.at));
        let known = budget.at.map(|at| format!(", seperti diketahui pada {} (WIB)", web::parts::instant(at)));
        let mut said = vec![
            Said::words(format!(
                "Menurut catatan anggaran tahun {} sampai dengan {}{}, dari pagu ",
                self.source.year,
                spelled(budget.on),
                known.unwrap_or_default()
            )),
            Said::figure(rupiah(budget.ceiling), ceiling),
            Said::words(" direalisasikan "),
            Said::figure(rupiah(budget.spent), spent),
        ];
        if let Some(share) = budget.absorbed {
            said.push(Said::words(" atau "));
            said.push(Said::figure(format!("{}\u{a0}%", figure::decimal(share, 2)), absorbed));
        }
        said.push(Said::words(". Serapan anggaran bukan nilai kinerja anggaran (NKA)."));
        self.said(said);
    }

    /// What the records of the budget say now, where they said otherwise at the closing.
    fn changed_since(&mut self, budget: &YearBudget) {
        let Some((ceiling, spent)) = budget.now else { return };
        let held = ("catatan anggaran", budget.address.as_str());
        let of_ceiling = self.noted(format!("{WHOLE}, pagu menurut catatan hari ini"), held);
        let of_spent = self.noted(format!("{WHOLE}, realisasi menurut catatan hari ini"), held);
        self.said(vec![
            Said::words("Catatan anggaran berubah sesudah penutupan; kini pagunya "),
            Said::figure(rupiah(ceiling), of_ceiling),
            Said::words(" dan realisasinya "),
            Said::figure(rupiah(spent), of_spent),
            Said::words(
                ". Angka di laporan ini tetap angka saat penutupan; alamat daftarnya menunjukkan catatan hari ini.",
            ),
        ]);
    }

    pub(super) fn money(&mut self) {
        let source = self.source;
        let Some(budget) = &source.budget else {
            self.text(if source.may_read_budget && source.closing.is_some() {
                "Saat penutupan belum ada catatan anggaran untuk tahun ini, jadi realisasi anggaran tidak dapat dinyatakan."
            } else if source.may_read_budget {
                "Belum ada catatan anggaran untuk tahun ini, jadi realisasi anggaran tidak dapat dinyatakan."
            } else {
                "Realisasi anggaran tidak dicantumkan, karena laporan ini dibuat oleh akun yang tidak berwenang membaca catatan anggaran."
            });
            return;
        };
        self.whole(budget);
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
                row.extend(self.served(item, budget.at));
                rows.push(row);
            }
        }
        let all = self.amounts(WHOLE, (budget.address.as_str(), budget.at), Sums::of(budget));
        rows.push([Cell::Empty, Cell::from("Semua kegiatan"), Cell::Empty].into_iter().chain(all).collect());
        self.table(format!("Realisasi Anggaran pada Tahun {}", source.year), &columns, rows);
        self.text(
            "Satu kegiatan dapat melayani beberapa indikator, jadi jumlah baris indikator tidak sama dengan baris semua kegiatan.",
        );
        self.changed_since(budget);
        if !same {
            self.text("Kegiatan mana yang melayani indikator perjanjian ini belum ditetapkan, jadi anggaran tidak dirinci per indikator.");
        } else if budget.items.iter().any(|item| item.assumed) {
            self.text("Hubungan antara kegiatan dan indikator masih asumsi.");
        }
        self.typed("anggaran");
    }

    fn served(&mut self, item: Option<&ItemBudget>, at: Option<DateTime<Utc>>) -> Vec<Cell> {
        let Some(item) = item.filter(|item| !item.activities.is_empty()) else {
            return vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        };
        let sums = Sums { ceiling: item.ceiling, spent: item.spent, absorbed: item.absorbed };
        let mut cells = vec![Cell::Text(item.activities.join("; "))];
        cells.extend(self.amounts(&format!("Anggaran IKU {}", item.no), (item.address.as_str(), at), sums));
        cells
    }

    /// Where ceiling, what is spent and their share come from.
    fn money_of(&mut self, what: &str, (address, at): (&str, Option<DateTime<Utc>>)) -> [usize; 3] {
        let known = at.map(|at| format!(" seperti diketahui pada {} (WIB)", web::parts::instant(at)));
        let held = format!("catatan anggaran{}", known.unwrap_or_default());
        ["pagu", "realisasi", "serapan"].map(|word| self.noted(format!("{what}, {word}"), (held.as_str(), address)))
    }

    fn amounts(&mut self, what: &str, from: (&str, Option<DateTime<Utc>>), sums: Sums) -> [Cell; 3] {
        let [ceiling, spent, absorbed] = self.money_of(what, from);
        let money = |amount: Option<i64>, origin: usize| {
            amount.map_or(Cell::Empty, |amount| {
                Cell::Number(Number { value: amount.into(), form: Form::Rupiah, origin: Some(origin) })
            })
        };
        [
            money(sums.ceiling, ceiling),
            money(sums.spent, spent),
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

/// An amount as it is printed in a sentence.
fn rupiah(amount: i64) -> String {
    format!("Rp\u{a0}{}", figure::whole(amount))
}
