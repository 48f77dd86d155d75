//! Which closings a report is made of: that of its year, and those of the years before.

use kernel::{Ctx, KantorId, Problem, Result};
use reporting::penutupan::entity::Model as Closing;
use reporting::penutupan::{self, Shown, Status};
use reporting::{Agreement, Agreements};
use uuid::Uuid;

use crate::sumber::{Asked, Past};

/// The closings of a whole year of an office, the newest first.
///
/// # Errors
/// [`Problem::Forbidden`], or what the database says.
pub(crate) async fn closings(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Closing>> {
    let mut all = penutupan::all(ctx, Some(year)).await?;
    all.retain(|closing| closing.tw == 0 && closing.kantor_id == office);
    Ok(all)
}

/// The agreements of an office for a year, the one that began first before the others.
pub(crate) fn agreements<'a>(all: &'a Agreements, office: &str, year: i32) -> Vec<&'a Agreement> {
    let begun = |code: &str| all.all().iter().filter(|one| one.code == code).map(|one| one.since).min();
    let of_office = all.of_year(year).into_iter().filter(|one| one.office.eq_ignore_ascii_case(office));
    let mut found: Vec<&Agreement> = of_office.collect();
    found.sort_by_key(|one| begun(&one.code));
    found
}

/// The agreement of an office that began first in a year: by it a report is made unless another is asked for.
pub(crate) fn first<'a>(all: &'a Agreements, office: &str, year: i32) -> Option<&'a Agreement> {
    agreements(all, office, year).into_iter().next()
}

/// The closing that is asked for; without a name the newest signed one of the first agreement, else its newest.
pub(crate) async fn chosen(ctx: &Ctx, all: &Agreements, office: KantorId, asked: &Asked) -> Result<Option<Shown>> {
    let mut there = closings(ctx, office, asked.year).await?;
    let code = ctx.house.offices.by_id(office).map(|one| one.code.as_str()).unwrap_or_default();
    let named = said(asked.closing.as_deref());
    let usual = first(all, code, asked.year).map(|one| one.code.as_str()).filter(|_| named.is_none());
    if let Some(agreement) = said(asked.agreement.as_deref()).or(usual) {
        there.retain(|closing| closing.perjanjian == agreement);
    }
    let found = match named {
        Some(text) => Some(by_name(&there, text, asked.year)?),
        None => there.iter().find(|one| is_signed(one)).or_else(|| there.first()).map(|one| one.id),
    };
    match found {
        Some(id) => Ok(Some(penutupan::show(ctx, id).await?)),
        None => Ok(None),
    }
}

/// The closing of a year by an agreement that is not signed yet, if there is one: for its report people write.
pub(crate) async fn open(ctx: &Ctx, (office, year): (KantorId, i32), agreement: &str) -> Result<Option<Uuid>> {
    let open = |one: &Closing| !is_signed(one) && one.perjanjian == agreement;
    Ok(closings(ctx, office, year).await?.into_iter().find(open).map(|one| one.id))
}

/// The newest signed revision of a closing of a year, if it is another.
pub(crate) async fn replacing(ctx: &Ctx, old: &Closing) -> Result<Option<Closing>> {
    let year = i32::try_from(old.tahun).map_err(Problem::internal)?;
    let newer = |one: &Closing| is_signed(one) && one.perjanjian == old.perjanjian && one.revisi > old.revisi;
    Ok(closings(ctx, old.kantor_id, year).await?.into_iter().find(newer))
}

/// The closings that stand for the quarters of an agreement.
pub(crate) async fn quarters(ctx: &Ctx, office: KantorId, agreement: &Agreement) -> Result<Vec<Shown>> {
    let mut found = Vec::new();
    for closing in penutupan::standing(ctx.db(), office, &agreement.code, agreement.year).await? {
        if closing.tw > 0 {
            found.push(penutupan::show(ctx, closing.id).await?);
        }
    }
    Ok(found)
}

fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn is_signed(closing: &Closing) -> bool {
    closing.status == Status::Ditandatangani
}

/// The closing of a number or an id. Each agreement counts its revisions for itself, so a number may be that of several.
fn by_name(all: &[Closing], text: &str, year: i32) -> Result<Uuid> {
    let (number, id) = (text.parse::<i64>().ok(), text.parse::<Uuid>().ok());
    let hits: Vec<&Closing> = all.iter().filter(|one| Some(one.revisi) == number || Some(one.id) == id).collect();
    let mut codes: Vec<&str> = hits.iter().map(|one| one.perjanjian.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    if let [code, _, ..] = codes.as_slice() {
        let detail = format!(
            "Nomor {text} dipakai penutupan setahun {year} dari beberapa perjanjian: {}. Sebut juga perjanjiannya, misalnya \
             --agreement {code} di baris perintah atau perjanjian={code} di API.",
            codes.join(", ")
        );
        return Err(Problem::field("penutupan", detail));
    }
    hits.first().map(|one| one.id).ok_or_else(|| {
        let mut there: Vec<String> = all.iter().map(|one| one.revisi.to_string()).collect();
        there.sort();
        there.dedup();
        let known = if there.is_empty() {
            format!("Belum ada penutupan setahun untuk {year}; siapkan dahulu di halaman Penutupan.")
        } else {
            format!("Nomor yang ada: {} (0 penutupan pertama, 1 revisi pertama).", there.join(", "))
        };
        Problem::field("penutupan", format!("Tidak ada penutupan setahun {year} dengan nomor atau id itu. {known}"))
    })
}

/// The signed closings of the two years before: of each agreement the newest revision.
pub(crate) async fn earlier(ctx: &Ctx, office: KantorId, year: i32) -> Result<Vec<Shown>> {
    let mut found = Vec::new();
    for year in [year.saturating_sub(2), year.saturating_sub(1)] {
        let mut held: Vec<String> = Vec::new();
        for closing in closings(ctx, office, year).await? {
            if is_signed(&closing) && !held.contains(&closing.perjanjian) {
                found.push(penutupan::show(ctx, closing.id).await?);
                held.push(closing.perjanjian);
            }
        }
    }
    Ok(found)
}

/// The kind of an agreement, as its code says it beside the year: `2025-pok` is of the kind `pok`.
fn stem(code: &str) -> &str {
    code.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
}

/// One figure of each year, the oldest first; of several that of the same kind of agreement as `code`.
pub(crate) fn of_years(code: &str, mut all: Vec<(&str, Past)>) -> Vec<Past> {
    // The sort is stable, so where no agreement is of the kind the newest closing stays first.
    all.sort_by_key(|(theirs, past)| (past.year, stem(theirs) != stem(code)));
    let mut found: Vec<Past> = all.into_iter().map(|(_, past)| past).collect();
    found.dedup_by_key(|past| past.year);
    found
}

#[cfg(test)]
mod tests {
    use reporting::Value;

    use super::*;

    fn past(year: i32, closing: &str) -> Past {
        let (closing, address) = (closing.to_owned(), String::new());
        Past { year, value: Value::NoData, definition: 1, target: None, closing, address }
    }

    #[test]
    fn of_each_year_the_same_kind_of_agreement_is_taken_and_else_any_that_has_the_indicator() {
        let all = || {
            vec![
                ("2023-pk-oktober", past(2023, "c")),
                ("2024-pk-oktober", past(2024, "b")),
                ("2024-pok", past(2024, "a")),
            ]
        };
        let told = |code| of_years(code, all()).into_iter().map(|past| past.closing).collect::<Vec<_>>();
        assert_eq!(told("2025-pok"), ["c", "a"]);
        assert_eq!(told("2025-pk-oktober"), ["c", "b"]);
        assert_eq!(told("2025-lain"), ["c", "b"]);
    }

    #[test]
    fn the_agreement_that_began_first_is_the_usual_one() {
        let all = Agreements::embedded().unwrap();
        assert_eq!(first(&all, "bp3mi-banten", 2025).unwrap().code, "2025-pok");
        assert!(first(&all, "BP3MI-HANTU", 2025).is_none());
    }
}
