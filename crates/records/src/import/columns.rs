//! Which column of a file belongs to which field.

use baca::{Paper, Table};
use kernel::form::Field;
use kernel::{Problem, Result};
use people::heads::folded;

use super::cells;
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
/// `fields` says which fields the columns may have, by the heads of a table: where one names records, none is required.
///
/// # Errors
/// [`Problem::Malformed`] where no sheet has it, or a field stands in two columns.
pub(super) fn tables<'a>(
    paper: &'a Paper,
    fields: &dyn Fn(&[String]) -> Vec<&'static Field>,
) -> Result<(Vec<Headed<'a>>, Vec<String>)> {
    let all = fields(&[NUMBER.to_owned()]);
    let names = |head: &str| {
        let wanted = folded(head);
        let own = all.iter().any(|field| folded(field.key) == wanted || folded(field.label) == wanted);
        own || people::heads::usual(head).is_some_and(|key| all.iter().any(|field| field.key == key))
    };
    let (tables, sheets) = baca::tables(paper, &names);
    let mut remarks: Vec<String> = paper.remarks.iter().cloned().chain(sheets).collect();
    let (mut good, mut refused) = (Vec::new(), None);
    for table in tables {
        match find(&table.heads, &fields(&table.heads)) {
            Ok(columns) => {
                remarks.extend(table.remarks.iter().cloned());
                remarks.extend(cells::headless(&table));
                good.push(Headed { table, columns });
            }
            Err(Problem::Malformed(detail)) => {
                remarks.push(format!("Lembar {} tidak dibaca. {detail}", table.on.name));
                refused = refused.or(Some(detail));
            }
            Err(other) => return Err(other),
        }
    }
    if good.is_empty() {
        let first = "Baris nama kolom tidak ditemukan. Unduh contoh kolom dengan --template.".to_owned();
        return Err(Problem::Malformed(refused.unwrap_or(first)));
    }
    Ok((good, remarks))
}

/// Finds the fields that the heads name by key or label.
///
/// # Errors
/// A required field that is missing, or a field that occurs twice.
fn find(heads: &[String], all: &[&'static Field]) -> Result<Columns> {
    let exact = |head: &String| {
        let wanted = folded(head);
        all.iter().copied().find(|field| folded(field.key) == wanted || folded(field.label) == wanted)
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
    let columns = Columns { unknown: unnamed.map(|(head, _)| head.clone()).collect(), fields };
    let has = |field: &Field| columns.fields.iter().flatten().filter(|f| f.key == field.key).count();
    let missing: Vec<_> = all.iter().filter(|f| f.required && has(f) == 0).map(|f| f.key).collect();
    if !missing.is_empty() {
        let detail = format!(
            "Kolom wajib tidak ada: {}. Kolom yang ada: {}. Lihat contoh kolom dengan --template.",
            missing.join(", "),
            heads.iter().filter(|head| !head.is_empty()).cloned().collect::<Vec<_>>().join(", ")
        );
        return Err(Problem::Malformed(detail));
    }
    if let Some(twice) = all.iter().find(|f| has(f) > 1) {
        return Err(Problem::Malformed(format!("Kolom {} ada dua kali. Hapus salah satunya.", twice.key)));
    }
    Ok(columns)
}
