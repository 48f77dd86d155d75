//! Which column of a file belongs to which field.

use baca::{Paper, Table};
use kernel::form::{Field, Form};
use kernel::{Problem, Result};
use people::heads::{folded, written_out};

use super::cells;
use crate::AnyKind;
use crate::again::NUMBER;

/// The columns of a file.
pub(super) struct Columns {
    /// For each column its field, if any.
    pub fields: Vec<Option<&'static Field>>,
    /// Heads that match no field.
    pub unknown: Vec<String>,
}

/// A table of a file with its columns.
pub(super) struct Headed<'a> {
    /// The table.
    pub table: Table<'a>,
    /// Its columns.
    pub columns: Columns,
}

/// The tables of a file that have what is required, and what was passed over to find them. Sheets without are told.
///
/// `given` fills fields that need no column then. `fields` says which fields the columns may have, by the heads of a table: where one names records, none is required.
///
/// # Errors
/// [`Problem::Malformed`] where no sheet has it, a field stands in two columns, or a column that seems to identify people is not known.
pub(super) fn tables<'a>(
    paper: &'a Paper,
    given: &Form,
    fields: &dyn Fn(&[String]) -> Vec<&'static Field>,
) -> Result<(Vec<Headed<'a>>, Vec<String>)> {
    let all = fields(&[NUMBER.to_owned()]);
    let names = |head: &str| {
        let own = all.iter().any(|field| is_named(field, head) || is_named_shortly(field, head));
        own || people::heads::usual(head).is_some_and(|key| all.iter().any(|field| field.key == key))
    };
    let (tables, sheets) = baca::tables(paper, &names);
    let mut remarks: Vec<String> = paper.remarks.iter().cloned().chain(sheets).collect();
    let (mut good, mut refused) = (Vec::new(), None);
    for table in tables {
        let all = fields(&table.heads);
        let columns = find(&table.heads, &all);
        if let Some(detail) = missing(&table.heads, (&columns.fields, given), &all) {
            remarks.push(format!("Lembar {} tidak dibaca. {detail}", table.on.name));
            refused = refused.or(Some(detail));
            continue;
        }
        asked(&table.heads, &columns.fields, &all).map_err(|detail| {
            let sheet = if table.sheet.is_empty() { String::new() } else { format!("Lembar {}: ", table.sheet) };
            Problem::Malformed(sheet + &detail)
        })?;
        remarks.extend(table.remarks.iter().cloned());
        remarks.extend(cells::headless(&table));
        good.push(Headed { table, columns });
    }
    if good.is_empty() {
        let first = "Baris nama kolom tidak ditemukan. Contoh kolomnya dapat diunduh (di baris perintah: --template)."
            .to_owned();
        return Err(Problem::Malformed(refused.unwrap_or(first)));
    }
    Ok((good, remarks))
}

/// Finds the fields that the heads name by key or label.
fn find(heads: &[String], all: &[&'static Field]) -> Columns {
    let exact = |head: &String| {
        let named = |how: fn(&Field, &str) -> bool| all.iter().copied().find(|field| how(field, head));
        named(is_named).or_else(|| named(is_named_shortly))
    };
    let mut fields: Vec<Option<&'static Field>> = heads.iter().map(exact).collect();
    // Then heads as offices write them, for what no head names as we do; the narrower area before the province.
    let mut left: Vec<usize> = (0..heads.len()).filter(|at| fields.get(*at).is_some_and(Option::is_none)).collect();
    left.sort_by_key(|at| heads.get(*at).is_some_and(|head| folded(head) == "provinsi"));
    for at in left {
        let key = heads.get(at).and_then(|head| people::heads::usual(head));
        let field = key.and_then(|key| all.iter().copied().find(|field| field.key == key));
        let free = field.filter(|field| !fields.iter().flatten().any(|held| held.key == field.key));
        if let Some(place) = fields.get_mut(at) {
            *place = free;
        }
    }
    let unnamed = heads.iter().zip(&fields).filter(|(head, field)| field.is_none() && !head.is_empty());
    Columns { unknown: unnamed.map(|(head, _)| head.clone()).collect(), fields }
}

/// The key of the field that a head names by itself, if any.
#[must_use]
pub fn named_by(kind: &dyn AnyKind, head: &str) -> Option<&'static str> {
    let fields = kind.fields();
    let own = fields.iter().find(|field| is_named(field, head) || is_named_shortly(field, head));
    let usual = || people::heads::usual(head).and_then(|key| fields.iter().find(|field| field.key == key));
    own.or_else(usual).map(|field| field.key)
}

/// What is said where a required field has no column.
fn missing(
    heads: &[String],
    (fields, given): (&[Option<&'static Field>], &Form),
    all: &[&'static Field],
) -> Option<String> {
    let has = |field: &Field| given.contains_key(field.key) || fields.iter().flatten().any(|f| f.key == field.key);
    let missing: Vec<_> = all.iter().filter(|f| f.required && !has(f)).map(|f| f.key).collect();
    (!missing.is_empty()).then(|| {
        format!(
            "Kolom wajib tidak ada: {}. Kolom yang ada: {}. Contoh kolomnya dapat diunduh (di baris perintah: --template).",
            missing.join(", "),
            heads.iter().filter(|head| !head.is_empty()).cloned().collect::<Vec<_>>().join(", ")
        )
    })
}

/// Whether a head is a field's key or label.
fn is_named(field: &Field, head: &str) -> bool {
    let wanted = folded(head);
    folded(field.key) == wanted || folded(field.label) == wanted
}

/// The same where words are short and brackets explain: `Tgl Tiba (dd/mm/yyyy)`. "No" alone counts the rows.
fn is_named_shortly(field: &Field, head: &str) -> bool {
    let wanted = written_out(head);
    wanted != NUMBER && (written_out(field.key) == wanted || written_out(field.label) == wanted)
}

/// What is said of a field that stands in two columns.
fn doubled(heads: &[String], fields: &[Option<&'static Field>], twice: &Field) -> String {
    let of = fields.iter().enumerate().filter(|(_, field)| field.is_some_and(|one| one.key == twice.key));
    let places: Vec<String> = of.map(|(at, _)| named(heads, at)).collect();
    format!(
        "Kolom {} ada dua kali: {}. Sisakan satu. Bila itu dua tabel yang bersebelahan, pindahkan yang kedua ke lembar lain.",
        twice.key,
        places.join(" dan ")
    )
}

/// A column by its letter and head.
fn named(heads: &[String], at: usize) -> String {
    format!("{} ({})", baca::column_name(at), heads.get(at).map_or("", String::as_str))
}

/// Asks about a field in two columns, and about a column that seems to hold what identifies a person under a head that is not known, or the same a second time in other
/// words: its content would be lost.
fn asked(
    heads: &[String],
    fields: &[Option<&'static Field>],
    all: &[&'static Field],
) -> std::result::Result<(), String> {
    let has = |field: &Field| fields.iter().flatten().filter(|f| f.key == field.key).count();
    if let Some(twice) = all.iter().find(|f| has(f) > 1) {
        return Err(doubled(heads, fields, twice));
    }
    for (at, head) in heads.iter().enumerate().filter(|(at, _)| fields.get(*at).is_some_and(Option::is_none)) {
        let Some(key) = people::heads::resembles(head).filter(|key| all.iter().any(|field| field.key == *key)) else {
            continue;
        };
        let place = named(heads, at);
        let held = fields.iter().position(|field| field.is_some_and(|field| field.key == key));
        let detail = match held {
            // Two heads for sex say the same; two numbers do not.
            Some(_) if !matches!(key, "nik" | "nomor_dokumen") => continue,
            Some(held) => format!(
                "Kolom {place} dan {} sama-sama tampak berisi {key}. Gabungkan menjadi satu kolom, atau hapus yang tidak dipakai.",
                named(heads, held)
            ),
            None => format!(
                "Kolom {place} tampak berisi {key}, tetapi judulnya tidak dikenal. Ganti judulnya menjadi {key} dan isinya menurut \
                 contoh kolomnya, atau hapus kolomnya bila tidak dipakai."
            ),
        };
        return Err(detail);
    }
    Ok(())
}
