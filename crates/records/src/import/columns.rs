//! Which column of a file belongs to which field.

use kernel::form::Field;
use kernel::{Problem, Result};
use people::heads::folded;

/// The columns of a file.
pub(super) struct Columns {
    /// For each column its field, if any.
    pub fields: Vec<Option<&'static Field>>,
    /// Heads that match no field.
    pub unknown: Vec<String>,
}

/// Finds the fields that the heads name by key or label.
///
/// # Errors
/// A required field that is missing, or a field that occurs twice.
pub(super) fn find(heads: &[String], all: &[&'static Field]) -> Result<Columns> {
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
            heads.join(", ")
        );
        return Err(Problem::Malformed(detail));
    }
    if let Some(twice) = all.iter().find(|f| has(f) > 1) {
        return Err(Problem::Malformed(format!("Kolom {} ada dua kali. Hapus salah satunya.", twice.key)));
    }
    Ok(columns)
}
