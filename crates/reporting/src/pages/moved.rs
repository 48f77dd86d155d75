//! On the dashboard: which signed figures have changed since, each with the way to what changed.

use std::collections::BTreeMap;

use kernel::{Ctx, Result};
use maud::{Markup, html};
use rust_decimal::Decimal;

use crate::compute::{Known, Value};
use crate::penutupan::entity::{Model, angka};
use crate::penutupan::{self, marks};
use crate::table::{Figure, IkuTable, Line};

/// The periods whose signed figure is another by now, by the number of the item: what they are called, and where the change is told.
pub(super) type Moved = BTreeMap<u32, Vec<(String, String)>>;

/// Of the closings that stand for a table, the figures that are no longer what was signed. As of an earlier day nothing is said.
pub(super) async fn moved(ctx: &Ctx, iku: &IkuTable) -> Result<Moved> {
    let agreement = &iku.agreement;
    let office = ctx.house.offices.by_code(&agreement.office).filter(|_| iku.scope.whole && iku.known == Known::Now);
    let Some(office) = office else { return Ok(Moved::new()) };
    let closings = penutupan::standing(ctx.db(), office.id, &agreement.code, agreement.year).await?;
    let rows = penutupan::figures_of(ctx.db(), &closings).await?;
    let mut moved = Moved::new();
    for line in &iku.lines {
        for closing in &closings {
            let pair = signed(&rows, closing.id, line.indicator.id).zip(figure(line, closing));
            if let Some((row, _)) = pair.filter(|(row, figure)| !stands(row, figure)) {
                let href = format!("{}/perubahan#no-{}", marks::address(closing), row.no);
                moved.entry(line.item.no).or_default().push((marks::period(closing.tw), href));
            }
        }
    }
    Ok(moved)
}

/// The figure that a closing signed for an indicator, under whatever number: a revision of the agreement may number anew.
fn signed<'a>(rows: &'a [angka::Model], closing: uuid::Uuid, indicator: &str) -> Option<&'a angka::Model> {
    rows.iter().find(|row| row.penutupan_id == closing && row.indikator == indicator)
}

/// The figure of a line for the period that a closing closes.
fn figure<'a>(line: &'a Line, closing: &Model) -> Option<&'a Figure> {
    match usize::try_from(closing.tw).ok()?.checked_sub(1) {
        None => Some(&line.year),
        Some(at) => line.quarters.get(at),
    }
}

/// Whether a figure is still what was signed: the same members in number, and the same value.
fn stands(row: &angka::Model, figure: &Figure) -> bool {
    let number = row.nilai.as_ref().and_then(|text| text.parse::<Decimal>().ok());
    let same = match &figure.value {
        Value::NoData => number.is_none() && row.kategori.is_none(),
        Value::Number(value) => number == Some(*value),
        Value::Category(category) => row.kategori.as_ref() == Some(category),
    };
    same && (row.pembilang, row.penyebut) == (figure.numerator, figure.denominator)
}

/// The mark of an item's line.
pub(super) fn mark(moved: &Moved, no: u32) -> Markup {
    html! {
        @for (period, href) in moved.get(&no).into_iter().flatten() {
            small.redefined.since {
                "Berubah sejak ditandatangani, " (period) ": "
                a href=(href) { "apa yang berubah" span.hide { " pada indikator " (no) ", " (period) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Option<&str>, parts: (i64, Option<i64>)) -> angka::Model {
        angka::Model {
            penutupan_id: uuid::Uuid::nil(),
            no: 1,
            indikator: "penanganan-pengaduan".to_owned(),
            judul: String::new(),
            satuan: "persen".to_owned(),
            definisi_versi: 1,
            pembilang: parts.0,
            penyebut: parts.1,
            tidak_dihitung: 0,
            nilai: value.map(str::to_owned),
            kategori: None,
            target: None,
            capaian: None,
            tercapai: None,
            anggota: 0,
            sidik: String::new(),
        }
    }

    fn figure(value: Value, parts: (i64, Option<i64>)) -> Figure {
        Figure {
            definition: 1,
            numerator: parts.0,
            denominator: parts.1,
            not_counted: 0,
            value,
            target: None,
            capaian: None,
            met: None,
        }
    }

    #[test]
    fn a_figure_stands_while_value_and_parts_are_what_was_signed() {
        let half = Value::Number(Decimal::from(50));
        assert!(stands(&row(Some("50"), (1, Some(2))), &figure(half.clone(), (1, Some(2)))));
        assert!(
            !stands(&row(Some("50"), (1, Some(2))), &figure(half.clone(), (2, Some(4)))),
            "the same share of others"
        );
        assert!(!stands(&row(None, (0, Some(0))), &figure(half, (1, Some(2)))));
        assert!(stands(&row(None, (0, Some(0))), &figure(Value::NoData, (0, Some(0)))));
        assert!(!stands(&row(None, (1, None)), &figure(Value::Category("baik".to_owned()), (1, None))));
    }

    #[test]
    fn a_signed_figure_is_found_by_its_indicator() {
        let other = angka::Model { no: 2, indikator: "klaim".to_owned(), ..row(None, (0, None)) };
        let rows = [other, row(Some("50"), (1, Some(2)))];
        let no = |indicator| signed(&rows, uuid::Uuid::nil(), indicator).map(|row| row.no);
        assert_eq!(["penanganan-pengaduan", "klaim", "kearsipan"].map(no), [Some(1), Some(2), None]);
        assert_eq!(signed(&rows, uuid::Uuid::max(), "klaim"), None);
    }

    #[test]
    fn the_mark_leads_to_what_changed() {
        let moved = Moved::from([(6, vec![("TW1".to_owned(), "/penutupan/x/perubahan#no-6".to_owned())])]);
        let text = mark(&moved, 6).into_string();
        assert!(
            text.contains("Berubah sejak ditandatangani, TW1") && text.contains("/penutupan/x/perubahan#no-6"),
            "{text}"
        );
        assert_eq!(mark(&moved, 7).into_string(), "");
    }
}
