//! The content of a bundle and its order.

use kernel::form::{Field, FieldKind, Sensitivity};
use kernel::history;
use kernel::period::day_of;
use kernel::{Ctx, KantorId};
use naskah::{Document, Style};
use web::parts;

use super::Bundle;
use crate::Shown;
use crate::surface::file::bytes;
use crate::surface::timeline::act;

type Row = (String, String);

pub(super) fn document(ctx: &Ctx, bundle: Bundle<'_>, along: Option<Bundle<'_>>) -> Document {
    let Bundle { kind, shown, .. } = bundle;
    let info = kind.info();
    let printed = format!("Dicetak oleh {} pada {} WIB", ctx.actor.name, parts::instant(ctx.now()));
    let title = format!("Berkas {} {}", info.title, shown.head.number);
    let mut document = Document::new(&title, &format!("{} · {printed}", shown.head.number));
    cover(ctx, &mut document, &bundle, along.as_ref(), &printed);
    body(ctx, &mut document, bundle);
    if let Some(along) = along {
        document.page_break();
        document.paragraph(Style::Title, &format!("LAMPIRAN: {}", along.kind.info().title.to_uppercase()));
        document.paragraph(Style::Subtitle, &format!("Nomor {}", along.shown.head.number));
        body(ctx, &mut document, along);
    }
    document
}

/// The fields of a record, its history and its documents.
fn body(ctx: &Ctx, document: &mut Document, bundle: Bundle<'_>) {
    let Bundle { kind, shown, pictures } = bundle;
    let info = kind.info();
    let (person, own) = kind.parted();
    let mut part = Parts::default();
    if info.person {
        part.heading(document, "Orang");
        stated(ctx, document, &person, shown);
    }
    part.heading(document, info.title);
    stated(ctx, document, &own, shown);
    part.heading(document, "Kronologi");
    chronology(document, &kind.fields(), &shown.history);
    part.heading(document, "Daftar dokumen");
    documents(document, shown);
    if !pictures.is_empty() {
        part.heading(document, "Gambar");
    }
    for (attached, picture) in pictures {
        let number = standing(shown).position(|other| other.id == attached.id).unwrap_or_default() + 1;
        let remark = attached.remark.as_ref().map(|remark| format!(". {remark}")).unwrap_or_default();
        document.picture(picture, &format!("Dokumen {number}: {}{remark}", attached.name));
    }
}

/// Numbers the parts of a document.
#[derive(Default)]
struct Parts(usize);

impl Parts {
    fn heading(&mut self, document: &mut Document, text: &str) {
        self.0 += 1;
        document.paragraph(Style::Heading, &format!("{}. {text}", self.0));
    }
}

fn standing(shown: &Shown) -> impl Iterator<Item = &crate::attached::Attached> {
    shown.attached.iter().filter(|attached| attached.removed.is_none())
}

fn cover(ctx: &Ctx, document: &mut Document, bundle: &Bundle<'_>, along: Option<&Bundle<'_>>, printed: &str) {
    letterhead(ctx, document, bundle.shown.head.office);
    let (info, shown) = (bundle.kind.info(), bundle.shown);
    document.paragraph(Style::Title, &format!("BERKAS {}", info.title.to_uppercase()));
    document.paragraph(Style::Subtitle, &format!("Nomor {}", shown.head.number));
    document.paragraph(Style::Text, "");
    let mut rows: Vec<Row> = vec![("Jenis catatan".to_owned(), info.title.to_owned())];
    let people = [Some(bundle), along].into_iter().flatten().find(|one| one.kind.info().person);
    if let Some(name) = people.and_then(|one| one.shown.form.get("nama")) {
        rows.push(("Nama".to_owned(), name.clone()));
    }
    let status = match shown.head.withdrawn {
        Some(at) => format!("{}; dibatalkan {}", parts::words(shown.status), parts::instant(at)),
        None => parts::words(shown.status),
    };
    rows.push(("Status".to_owned(), status));
    rows.push(("Dicatat".to_owned(), format!("{} WIB", parts::instant(shown.head.created))));
    rows.push(("Terakhir diubah".to_owned(), format!("{} WIB", parts::instant(shown.head.changed))));
    if let Some(along) = along {
        let what = format!("{} {}", along.kind.info().title, along.shown.head.number);
        rows.push(("Lampiran".to_owned(), what));
    }
    let attached = standing(shown).count() + along.map_or(0, |along| standing(along.shown).count());
    rows.push(("Dokumen terlampir".to_owned(), attached.to_string()));
    if people.is_some() {
        let state = if shown.revealed { "dibuka" } else { "disamarkan" };
        rows.push(("Isian terlindungi".to_owned(), state.to_owned()));
    }
    document.facts(&rows);
    document.paragraph(Style::Text, &format!("{printed}."));
    document.paragraph(
        Style::Text,
        "Berkas ini memuat data pribadi. Serahkan hanya kepada yang berwenang, dan musnahkan bila tidak diperlukan lagi.",
    );
    document.page_break();
}

/// The office and those above it.
fn letterhead(ctx: &Ctx, document: &mut Document, office: KantorId) {
    let offices = &ctx.house.offices;
    let office = offices.by_id(office);
    let mut above = Vec::new();
    let mut at = office.and_then(|office| office.parent);
    while let Some(parent) = at.and_then(|id| offices.by_id(id)) {
        above.push(parent.name.to_uppercase());
        at = parent.parent;
    }
    for name in above.iter().rev() {
        document.paragraph(Style::Subtitle, name);
    }
    document.paragraph(Style::Title, &office.map(|office| office.name.to_uppercase()).unwrap_or_default());
    document.rule();
}

/// The content of fields; long texts come after the others, over the whole width.
fn stated(ctx: &Ctx, document: &mut Document, fields: &[&Field], shown: &Shown) {
    let fact = |field: &Field| {
        let text = shown.form.get(field.key)?;
        let open = field.sensitivity == Sensitivity::Open || shown.revealed;
        let text = if open { parts::readable(&ctx.house.reference, field, text) } else { text.clone() };
        Some((field.label.to_owned(), text))
    };
    let (long, short): (Vec<&&Field>, Vec<&&Field>) = fields.iter().partition(|f| matches!(f.kind, FieldKind::Long));
    let rows: Vec<Row> = short.into_iter().filter_map(|field| fact(field)).collect();
    document.facts(&rows);
    for (label, text) in long.into_iter().filter_map(|field| fact(field)) {
        document.facts(&[(label, text)]);
    }
}

fn chronology(document: &mut Document, fields: &[&Field], lines: &[history::Model]) {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let mut at = parts::instant(line.dicatat_pada);
            if day_of(line.terjadi_pada) != day_of(line.dicatat_pada) {
                at = format!("{at}\n(terjadi {})", parts::day(day_of(line.terjadi_pada)));
            }
            vec![at, event(fields, line), line.alasan.clone(), line.pelaku.clone()]
        })
        .collect();
    document.table(&[("Waktu (WIB)", 21), ("Peristiwa", 31), ("Alasan", 31), ("Oleh", 17)], &rows);
}

/// What happened according to a line of history.
fn event(fields: &[&Field], line: &history::Model) -> String {
    if let Some(act) = act(line) {
        return act;
    }
    let to = parts::words(&line.ke);
    match &line.dari {
        None => to,
        Some(from) if *from != line.ke => format!("{} → {to}", parts::words(from)),
        Some(_) => {
            let label =
                |key: &String| fields.iter().find(|f| f.key == key).map_or(key.as_str(), |f| f.label).to_owned();
            let changed: Vec<String> =
                line.perubahan.as_object().into_iter().flatten().map(|(key, _)| label(key)).collect();
            if changed.is_empty() { "Diubah".to_owned() } else { format!("Diubah: {}", changed.join(", ")) }
        }
    }
}

fn documents(document: &mut Document, shown: &Shown) {
    let rows: Vec<Vec<String>> = (1..)
        .zip(standing(shown))
        .map(|(number, attached): (usize, _)| {
            vec![
                number.to_string(),
                attached.name.clone(),
                format!("{}, {}", attached.macam.title(), bytes(attached.size)),
                attached.remark.clone().unwrap_or_default(),
                format!("{}, {}", attached.by, parts::instant(attached.at)),
            ]
        })
        .collect();
    if rows.is_empty() {
        document.paragraph(Style::Text, "Tidak ada dokumen terlampir.");
        return;
    }
    let columns = [("No", 6), ("Nama", 29), ("Macam", 16), ("Keterangan", 25), ("Diunggah", 24)];
    document.table(&columns, &rows);
}
