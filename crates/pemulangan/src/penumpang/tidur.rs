//! Beds for many: which are free, who is offered which, and taking in all who are chosen, or nobody.

use std::collections::HashMap;

use kernel::form::Form;
use kernel::{CatatanId, Ctx, KantorId, Problem, Result};
use records::{Change, Step, kind, left_out};

use super::Passenger;
use super::act::{Chosen, GONE, Told};
use crate::kepulangan::Kepulangan;
use crate::layanan::entity::KEY as SERVICE;
use crate::layanan::{Bed, beds, same};

/// How the fields begin that name beds; the rest is the return.
pub(super) const FIELD: &str = "tidur.";
/// How many people are named in a sentence.
const NAMED: usize = 5;

/// Numbers of beds, by return.
pub(super) type Beds = HashMap<CatatanId, String>;

/// Takes the beds out of a form.
pub(super) fn typed(form: &mut Form) -> Beds {
    let one = |(key, text): (&String, &String)| {
        let (id, bed) = (key.strip_prefix(FIELD)?.parse().ok()?, text.trim());
        (!bed.is_empty()).then(|| (CatatanId(id), bed.to_owned()))
    };
    let beds = form.iter().filter_map(one).collect();
    form.retain(|key, _| !key.starts_with(FIELD));
    beds
}

/// The beds of an office's shelter as they are today.
///
/// # Errors
/// As [`beds`].
pub(super) async fn known(ctx: &Ctx, office: KantorId) -> Result<Vec<Bed>> {
    let mut known = beds(ctx, ctx.today()).await?;
    known.retain(|bed| bed.office == office);
    known.sort_by_cached_key(|bed| order(&bed.name));
    Ok(known)
}

/// The numbers of those that are free.
pub(super) fn free(known: &[Bed]) -> Vec<String> {
    known.iter().filter(|bed| bed.given.is_none()).map(|bed| bed.name.clone()).collect()
}

/// By what beds are put in order: A2 comes before A10.
fn order(name: &str) -> (String, u64, String) {
    let first = name.find(|letter: char| letter.is_ascii_digit()).unwrap_or(name.len());
    let (word, rest) = name.split_at(first);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (word.to_owned(), digits.parse().unwrap_or_default(), name.to_owned())
}

/// Who is offered which bed: in the order of the list, as far as there are any.
pub(super) fn offered(people: impl Iterator<Item = CatatanId>, free: &[String]) -> Beds {
    people.zip(free.iter().cloned()).collect()
}

/// What is wrong with beds for people, each with the name: more people than beds, or one bed for two. Pure.
fn wrong(people: &[(CatatanId, &str)], beds: &Beds) -> Option<String> {
    let without: Vec<&str> = people.iter().filter(|(id, _)| !beds.contains_key(id)).map(|(_, name)| *name).collect();
    if !without.is_empty() {
        let (many, given) = (people.len(), people.len() - without.len());
        let named = without.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if without.len() > NAMED { format!(" dan {} lagi", without.len() - NAMED) } else { String::new() };
        return Some(format!(
            "{many} orang dicentang, tetapi hanya {given} yang mendapat tempat tidur. Isi nomor untuk {named}{more}, atau hapus \
             centangnya. Belum ada yang ditampung."
        ));
    }
    let mut given: Vec<(&str, &str)> = Vec::with_capacity(people.len());
    for (id, name) in people {
        let bed = beds.get(id).map_or("", String::as_str);
        if let Some((_, other)) = given.iter().find(|(held, _)| same(held, bed)) {
            return Some(format!(
                "Tempat tidur {bed} diisi untuk {other} dan {name}. Beri masing-masing satu. Belum ada yang ditampung."
            ));
        }
        given.push((bed, *name));
    }
    None
}

fn refused(detail: String) -> Problem {
    Problem::field(SERVICE.nomor_tempat_tidur, detail)
}

/// Takes in all who are chosen, each with the own bed, in one transaction; nobody, where one of them cannot be.
///
/// # Errors
/// [`Problem::Invalid`] at the number of the bed, which says for whom and why; what is no matter of one of them.
pub(super) async fn house(
    ctx: &Ctx,
    all: &[Passenger],
    step: &'static Step,
    (chosen, beds, typed): (&Chosen, &Beds, &Form),
) -> Result<Vec<Told>> {
    let mut people: Vec<(&Passenger, i64)> = Vec::with_capacity(chosen.len());
    for (id, seen) in chosen {
        let one = all.iter().find(|one| one.record.id == *id);
        people.push((one.ok_or_else(|| refused(format!("{GONE} Belum ada yang ditampung.")))?, *seen));
    }
    let named: Vec<(CatatanId, &str)> = people.iter().map(|(one, _)| (one.record.id, one.name.as_str())).collect();
    if let Some(detail) = wrong(&named, beds) {
        return Err(refused(detail));
    }
    let known = match people.first() {
        Some((one, _)) => known(ctx, one.record.kantor_id).await?,
        None => Vec::new(),
    };
    // Whoever takes in the same people meanwhile goes through them in the same order.
    people.sort_by_key(|(one, _)| one.record.id);
    let mut tx = ctx.begin().await?;
    let mut told = Vec::with_capacity(people.len());
    for (one, seen) in people {
        let id = one.record.id;
        let bed = beds.get(&id).map(|bed| {
            // One spelling of a place: that in which it is known.
            known.iter().find(|held| same(&held.name, bed)).map_or_else(|| bed.clone(), |held| held.name.clone())
        });
        let mut form = typed.clone();
        form.extend(bed.map(|bed| (SERVICE.nomor_tempat_tidur.name.to_owned(), bed)));
        let change = Change { id, version: Some(seen), reason: String::new(), happened: None };
        let taken = kind::<Kepulangan>().take_in(&mut tx, ctx, change, (step.name, form)).await;
        if let Some(why) = left_out(taken)? {
            return Err(refused(format!("{}: {why} Belum ada yang ditampung.", one.name)));
        }
        told.push(Told { id, number: one.record.nomor.clone(), name: one.name.clone(), why: None });
    }
    tx.commit().await?;
    Ok(told)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(at: u128) -> CatatanId {
        CatatanId(Uuid::from_u128(at))
    }

    #[test]
    fn beds_are_in_the_order_in_which_people_count() {
        let mut names = ["B1", "A10", "A2", "A1"];
        names.sort_by_cached_key(|name| order(name));
        assert_eq!(names, ["A1", "A2", "A10", "B1"]);
    }

    #[test]
    fn more_people_than_beds_and_a_bed_for_two_are_refused() {
        let people = [(id(1), "Siti Contoh"), (id(2), "Budi Contoh")];
        let free = ["A1".to_owned()];
        let few = offered(people.iter().map(|(id, _)| *id), &free);
        let told = wrong(&people, &few).unwrap();
        assert!(told.starts_with("2 orang dicentang, tetapi hanya 1") && told.contains("untuk Budi Contoh"), "{told}");
        let twice: Beds = [(id(1), "A1".to_owned()), (id(2), "a-1".to_owned())].into();
        assert!(wrong(&people, &twice).unwrap().contains("Siti Contoh dan Budi Contoh"));
        let fine: Beds = [(id(1), "A1".to_owned()), (id(2), "A2".to_owned())].into();
        assert_eq!(wrong(&people, &fine), None);
    }
}
