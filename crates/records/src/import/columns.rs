//! Which column of a file belongs to which field.

use kernel::form::Field;
use kernel::{Problem, Result};

/// The columns of a file.
pub(super) struct Columns {
    /// For each column its field, if any.
    pub fields: Vec<Option<&'static Field>>,
    /// Heads that match no field.
    pub unknown: Vec<String>,
}

fn plain(text: &str) -> String {
    let spaced: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("_")
}

/// Finds the fields that the heads name by key or label.
///
/// # Errors
/// A required field that is missing, or a field that occurs twice.
pub(super) fn find(heads: &[String], all: &[&'static Field]) -> Result<Columns> {
    let mut columns = Columns { fields: Vec::new(), unknown: Vec::new() };
    for head in heads {
        let wanted = plain(head);
        let field = all.iter().copied().find(|f| f.key == wanted || plain(f.label) == wanted);
        if field.is_none() && !head.is_empty() {
            columns.unknown.push(head.clone());
        }
        columns.fields.push(field);
    }
    let has = |field: &Field| columns.fields.iter().flatten().filter(|f| f.key == field.key).count();
    let missing: Vec<_> = all.iter().filter(|f| f.required && has(f) == 0).map(|f| f.key).collect();
    if !missing.is_empty() {
        let detail = format!(
            "Kolom wajib tidak ada: {}. Kolom yang ada: {}. Lihat contoh kolom dengan --template.",
            missing.join(", "),
            heads.join(", ")
        );
        return Err(Problem::Malformed(detail));
    }
    if let Some(twice) = all.iter().find(|f| has(f) > 1) {
        return Err(Problem::Malformed(format!("Kolom {} ada dua kali. Hapus salah satunya.", twice.key)));
    }
    Ok(columns)
}
