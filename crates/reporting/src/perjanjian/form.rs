//! What is typed about a draft, as text by key: that of the page and of the api alike.

use kernel::FieldError;
use kernel::form::{Form, parse_day};
use kernel::period::written;

use super::check::{Finding, QUARTERS, kept};
use super::commands::{Draft, ITEMS};
use crate::agreement::{Agreement, Item};
use crate::{render, units};

/// The number of the draft's change from which the form was made.
pub(super) const SEEN: &str = "langkah";
/// The members of an item and how long each may be.
pub(super) const MEMBERS: [(&str, usize); 10] = [
    ("no", 4),
    ("indikator", 60),
    ("sasaran", 500),
    ("judul", 500),
    ("satuan", 40),
    ("target_tahun", 40),
    ("tw1", 40),
    ("tw2", 40),
    ("tw3", 40),
    ("tw4", 40),
];
/// How long the title may be.
pub(super) const TITLE: usize = 300;

/// The key of an item's member.
pub(super) fn key(at: usize, member: &str) -> String {
    format!("b{at}_{member}")
}

/// The key of what is wrong.
pub(super) fn place(finding: &Finding) -> String {
    finding.at.map_or_else(|| finding.key.to_owned(), |at| key(at, finding.key))
}

/// A draft as text by key.
pub(super) fn of(draft: &Agreement, seen: i64) -> Form {
    let mut form = Form::new();
    let mut put = |key: String, text: String| drop(form.insert(key, text));
    put(SEEN.to_owned(), seen.to_string());
    put("judul".to_owned(), draft.title.clone());
    put("berlaku_sejak".to_owned(), written(draft.since));
    put("batas_capaian".to_owned(), draft.cap.map(|cap| cap.to_string()).unwrap_or_default());
    for (at, item) in draft.items.iter().enumerate() {
        let quarter = |tw: usize| {
            let text = item.target_quarters.as_ref().and_then(|all| all.get(tw));
            text.map(|text| render::target(text)).unwrap_or_default()
        };
        let texts = [
            item.no.to_string(),
            item.indicator.clone(),
            item.goal.clone(),
            item.title.clone(),
            item.unit.clone(),
            render::target(&item.target_year),
            quarter(0),
            quarter(1),
            quarter(2),
            quarter(3),
        ];
        for ((member, _), text) in MEMBERS.into_iter().zip(texts) {
            put(key(at, member), text);
        }
    }
    form
}

fn text<'a>(form: &'a Form, key: &str) -> &'a str {
    form.get(key).map_or("", |text| text.trim())
}

/// Whether two texts of a member say the same.
fn same(member: &str, one: &str, other: &str) -> bool {
    match member {
        "berlaku_sejak" => one == other || parse_day(one).is_some_and(|day| parse_day(other) == Some(day)),
        "target_tahun" | "tw1" | "tw2" | "tw3" | "tw4" => kept(one) == kept(other),
        _ => one == other,
    }
}

/// Where what was typed differs from what stands now: at each input both, in the order of the page.
pub(super) fn differ(newest: &Form, typed: &Form) -> Vec<FieldError> {
    let told = |key: &str, member: &str, label: &str| {
        let (now, mine) = (text(newest, key), text(typed, key));
        let or_empty = |said: &str| if said.is_empty() { "kosong".to_owned() } else { format!("“{said}”") };
        let detail = || format!("{label}: yang terbaru {}, isian Anda {}.", or_empty(now), or_empty(mine));
        (!same(member, now, mine)).then(|| FieldError::new(key, detail()))
    };
    let whole = [("judul", "Judul"), ("berlaku_sejak", "Berlaku sejak"), ("batas_capaian", "Batas capaian")];
    let mut all: Vec<FieldError> = whole.into_iter().filter_map(|(key, label)| told(key, key, label)).collect();
    for at in 0..=ITEMS {
        let no = [newest, typed].map(|form| text(form, &key(at, "no"))).into_iter().find(|no| !no.is_empty());
        let Some(no) = no else { continue };
        let label = |member: &str| format!("Butir {no}, {}", member.replace('_', " "));
        all.extend(MEMBERS.into_iter().filter_map(|(member, _)| told(&key(at, member), member, &label(member))));
    }
    all
}

/// Reads a draft.
///
/// # Errors
/// All that cannot be kept, each at its place.
pub(super) fn read(form: &Form) -> Result<Draft, Vec<Finding>> {
    let mut wrong = Vec::new();
    let mut whole = |key: &'static str, text: String| wrong.push(Finding { at: None, key, text });
    let title = text(form, "judul");
    if title.chars().count() > TITLE {
        whole("judul", format!("Terlalu panjang: paling banyak {TITLE} huruf."));
    }
    let since = parse_day(text(form, "berlaku_sejak"));
    if since.is_none() {
        whole("berlaku_sejak", "Tulis tanggal, misalnya 01/01/2026.".to_owned());
    }
    let cap = text(form, "batas_capaian").trim_end_matches('%').trim();
    let read = cap.parse::<u32>().ok().filter(|cap| (100..=1000).contains(cap));
    if !cap.is_empty() && read.is_none() {
        whole("batas_capaian", "Tulis persen dari 100 sampai 1000, atau kosongkan bila tidak dibatasi.".to_owned());
    }
    let mut items = Vec::new();
    for at in 0..=ITEMS {
        match item(form, at) {
            Ok(item) => items.extend(item),
            Err(found) => wrong.extend(found),
        }
    }
    match since {
        Some(since) if wrong.is_empty() => {
            let seen = text(form, SEEN).parse().unwrap_or_default();
            Ok(Draft { seen, title: title.to_owned(), since, cap: read, items })
        }
        _ => Err(wrong),
    }
}

/// An item, if one stands at the place and is not ticked to go.
fn item(form: &Form, at: usize) -> Result<Option<Item>, Vec<Finding>> {
    let said = |member: &str| text(form, &key(at, member));
    let empty = MEMBERS.iter().all(|(member, _)| said(member).is_empty());
    if empty || said("hapus") == "ya" {
        return Ok(None);
    }
    let mut wrong = Vec::new();
    for (member, most) in MEMBERS {
        if said(member).chars().count() > most {
            let text = format!("Terlalu panjang: paling banyak {most} huruf.");
            wrong.push(Finding { at: Some(at), key: member, text });
        }
    }
    let no = said("no").parse::<u32>().ok().filter(|no| (1..=9999).contains(no));
    let Some(no) = no.filter(|_| wrong.is_empty()) else {
        if no.is_none() {
            let text = "Tulis nomor butir, misalnya 14. Butir yang tidak dipakai: tandai hapus.".to_owned();
            wrong.push(Finding { at: Some(at), key: "no", text });
        }
        return Err(wrong);
    };
    let unit = units::read(said("satuan"));
    if !unit.is_empty() && units::known(&unit).is_none() {
        let text = format!("Satuan “{unit}” tidak ada di daftar. Pilih: {}.", units::ALL.join(", "));
        return Err(vec![Finding { at: Some(at), key: "satuan", text }]);
    }
    let quarters = QUARTERS.map(|tw| kept(said(tw)));
    Ok(Some(Item {
        no,
        indicator: said("indikator").to_owned(),
        goal: said("sasaran").to_owned(),
        title: said("judul").to_owned(),
        unit,
        target_year: kept(said("target_tahun")),
        target_quarters: quarters.iter().any(|one| !one.is_empty()).then_some(quarters),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::Agreements;

    #[test]
    fn what_a_form_shows_is_read_as_it_was() {
        let shipped = Agreements::embedded().unwrap();
        for agreement in shipped.all() {
            let draft = read(&of(agreement, 3)).unwrap();
            assert_eq!((draft.seen, draft.since, draft.cap), (3, agreement.since, agreement.cap));
            assert_eq!((&draft.title, &draft.items), (&agreement.title, &agreement.items));
        }
    }

    #[test]
    fn an_item_goes_when_it_is_ticked_and_what_cannot_be_kept_is_told_at_its_place() {
        let shipped = Agreements::embedded().unwrap();
        let mut form = of(shipped.find("2025-pok").unwrap(), 1);
        form.insert("b0_hapus".to_owned(), "ya".to_owned());
        assert_eq!(read(&form).unwrap().items.len(), 12);
        form.insert("b1_no".to_owned(), "dua".to_owned());
        form.insert("b2_satuan".to_owned(), "x".repeat(41));
        form.insert("b3_satuan".to_owned(), "ekor".to_owned());
        form.insert("berlaku_sejak".to_owned(), "awal tahun".to_owned());
        let places: Vec<String> = read(&form).unwrap_err().iter().map(place).collect();
        assert_eq!(places, ["berlaku_sejak", "b1_no", "b2_satuan", "b3_satuan"]);
    }

    #[test]
    fn a_unit_is_kept_as_the_list_has_it() {
        let shipped = Agreements::embedded().unwrap();
        let mut form = of(shipped.find("2025-pok").unwrap(), 1);
        form.insert("b6_satuan".to_owned(), "%".to_owned());
        assert_eq!(read(&form).unwrap().items[6].unit, "persen");
    }

    #[test]
    fn what_differs_from_what_stands_is_told_with_both_and_what_says_the_same_is_not() {
        let shipped = Agreements::embedded().unwrap();
        let newest = of(shipped.find("2025-pok").unwrap(), 2);
        let mut typed = newest.clone();
        typed.insert("berlaku_sejak".to_owned(), "2025-01-01".to_owned());
        typed.insert("b6_target_tahun".to_owned(), "19760".to_owned());
        typed.insert(SEEN.to_owned(), "1".to_owned());
        assert_eq!(differ(&newest, &typed), Vec::new());
        typed.insert("judul".to_owned(), String::new());
        typed.insert("b6_target_tahun".to_owned(), "16.000".to_owned());
        let told: Vec<(String, bool)> = differ(&newest, &typed)
            .into_iter()
            .map(|one| (one.field, one.detail.contains("isian Anda kosong")))
            .collect();
        assert_eq!(told, [("judul".to_owned(), true), ("b6_target_tahun".to_owned(), false)]);
    }
}
