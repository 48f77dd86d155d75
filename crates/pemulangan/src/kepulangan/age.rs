//! Children: a NIK that belongs to an adult is not theirs.

use chrono::{Datelike, Months};
use kernel::form::Values;
use kernel::{Day, FieldError};
use people::key;

use super::entity::KEY;

/// Who is younger is no adult.
const ADULT: u32 = 17;
/// By how many years the owner of a NIK is at least older than the child that is given it by mistake.
const OLDER: u32 = 15;

/// The birth date inside a NIK, taken as the latest that is not after a day.
fn born(nik: &str, by: Day) -> Option<Day> {
    let part = |range: std::ops::Range<usize>| nik.get(range)?.parse::<u32>().ok();
    let (day, month, year) = (part(6..8)?, part(8..10)?, part(10..12)?);
    let day = if day > 40 { day - 40 } else { day };
    let in_century = |century: i32| Day::from_ymd_opt(century + i32::try_from(year).ok()?, month, day);
    in_century(by.year() / 100 * 100).filter(|born| *born <= by).or_else(|| in_century(by.year() / 100 * 100 - 100))
}

fn years_before(day: Day, years: u32) -> Day {
    day.checked_sub_months(Months::new(years * 12)).unwrap_or(day)
}

/// Refuses the NIK of an adult for a child or infant.
///
/// # Errors
/// A [`FieldError`] at the NIK.
pub fn own_nik(values: &Values, arrived: Day) -> Result<(), FieldError> {
    let Some(nik) = values.get(key::NIK).and_then(|nik| born(&nik, arrived)) else { return Ok(()) };
    let group = values.get(KEY.kelompok_usia);
    let latest = match (people::earliest(values), group.as_deref()) {
        (Some(child), _) if child > years_before(arrived, ADULT) => years_before(child, OLDER),
        (None, Some("balita")) => years_before(arrived, OLDER),
        (None, Some("anak")) => years_before(arrived, 18),
        _ => return Ok(()),
    };
    if nik > latest {
        return Ok(());
    }
    let detail = format!(
        "NIK ini milik orang yang lahir {}; kosongkan bila bayi belum punya NIK.",
        kernel::period::written(nik)
    );
    Err(FieldError::new(key::NIK, detail))
}

#[cfg(test)]
mod tests {
    use kernel::form::{Form, parse};
    use kernel::reference::Reference;
    use records::Kind;

    use super::*;
    use crate::kepulangan::Kepulangan;

    fn refusal(nik: &str, birth: &str, group: &str) -> Option<String> {
        let form: Form = [("nama", "Bayi Contoh"), ("nik", nik), ("tanggal_lahir", birth), ("kelompok_usia", group)]
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .into();
        let day = Day::from_ymd_opt(2025, 7, 1).unwrap();
        let fields: Vec<_> =
            people::FIELDS.iter().chain(Kepulangan::FIELDS.iter().filter(|f| f.key == "kelompok_usia")).collect();
        let values = parse(&fields, &form, &Reference::embedded().unwrap(), day).unwrap().values;
        own_nik(&values, day).err().map(|error| error.detail)
    }

    #[test]
    fn an_infant_has_no_nik_of_an_adult() {
        let mother = "3603994101900001";
        let words = "NIK ini milik orang yang lahir 01/01/1990; kosongkan bila bayi belum punya NIK.";
        assert_eq!(refusal(mother, "2025-01-05", "").as_deref(), Some(words));
        assert_eq!(refusal(mother, "", "balita").as_deref(), Some(words));
        assert_eq!(refusal(mother, "", "anak").as_deref(), Some(words));
    }

    #[test]
    fn adults_and_children_with_their_own_are_let_through() {
        assert_eq!(refusal("3603994101900001", "1990-01-01", ""), None);
        assert_eq!(refusal("3603994501250001", "2025-01-05", ""), None);
        assert_eq!(refusal("3603994101120001", "2012-01-01", "anak"), None);
        assert_eq!(refusal("3603994101900001", "", ""), None);
    }
}
