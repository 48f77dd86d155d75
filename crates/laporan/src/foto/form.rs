//! The form of a choice: of each photo whether it is ticked, its place, and its caption.

use std::collections::BTreeMap;

use kernel::form::Form;
use kernel::{Problem, Result};
use uuid::Uuid;

use super::{FIELD, Pick};

/// What is typed beside a photo.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// Whether it is ticked.
    pub picked: bool,
    /// Its place, as typed.
    pub place: String,
    /// Its caption.
    pub caption: String,
}

/// What is typed, by photo.
pub(super) type All = BTreeMap<Uuid, Typed>;

/// What a form says.
pub(super) fn read(form: &Form) -> All {
    let mut all = All::new();
    for (key, text) in form {
        let Some((what, id)) = key.split_once('-') else { continue };
        let Ok(id) = Uuid::parse_str(id) else { continue };
        let one = all.entry(id).or_default();
        match what {
            "pilih" => one.picked = true,
            "urut" => text.trim().clone_into(&mut one.place),
            "keterangan" => one.caption = text.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => {}
        }
    }
    all
}

/// What the form of a choice says.
pub(super) fn of(picks: &[Pick]) -> All {
    let one = |(place, pick): (usize, &Pick)| {
        (pick.id, Typed { picked: true, place: place.to_string(), caption: pick.caption.clone() })
    };
    (1..).zip(picks).map(one).collect()
}

/// The choice that a form makes, by place; those without a place stand last.
///
/// # Errors
/// [`Problem::Invalid`] for a place that is no number.
pub(super) fn picks(all: &All) -> Result<Vec<Pick>> {
    let mut placed: Vec<(u32, Pick)> = Vec::new();
    for (id, typed) in all.iter().filter(|(_, typed)| typed.picked) {
        let place = if typed.place.is_empty() { Ok(u32::MAX) } else { typed.place.parse() };
        let place = place.map_err(|_| {
            let text: String = typed.place.chars().take(20).collect();
            Problem::field(FIELD, format!("Urutan {text} tidak terbaca. Tulis angka, misalnya 1."))
        })?;
        placed.push((place, Pick { id: *id, caption: typed.caption.clone() }));
    }
    placed.sort_by_key(|(place, _)| *place);
    Ok(placed.into_iter().map(|(_, pick)| pick).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, u128, &str)]) -> Form {
        let key = |what: &str, id: u128| format!("{what}-{}", Uuid::from_u128(id));
        pairs.iter().map(|(what, id, text)| (key(what, *id), (*text).to_owned())).collect()
    }

    #[test]
    fn a_choice_is_what_is_ticked_in_its_order() {
        let all = read(&form(&[
            ("pilih", 1, "ya"),
            ("urut", 1, " 2 "),
            ("keterangan", 1, "Dua\n kata"),
            ("pilih", 2, "ya"),
            ("urut", 2, "1"),
            ("urut", 3, "7"),
            ("keterangan", 3, "Tidak dipilih"),
            ("pilih", 4, "ya"),
        ]));
        let chosen = picks(&all).unwrap();
        let told: Vec<(u128, &str)> = chosen.iter().map(|pick| (pick.id.as_u128(), pick.caption.as_str())).collect();
        assert_eq!(told, [(2, ""), (1, "Dua kata"), (4, "")]);
        assert_eq!(picks(&of(&chosen)).unwrap(), chosen, "a form of what was chosen says the same");
        assert!(picks(&read(&form(&[("pilih", 1, "ya"), ("urut", 1, "atas")]))).is_err());
    }
}
