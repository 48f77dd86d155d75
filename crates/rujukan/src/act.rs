//! What becomes of a word: a pure function of the words there are and of what is asked.

use kernel::form::Values;
use kernel::period::written;
use kernel::reference::{REGISTERS, Reference, Term};
use kernel::{Day, FieldError};

use crate::form::{ALSO, Act, BASIS, ENDED, INSTEAD, LABEL, SINCE, spellings};
use crate::needed::{closed, needed};

/// The most characters of a name of a register: that of the narrowest field that reads it.
const NAME: usize = 80;
/// The most characters of a code.
const CODE: usize = 40;

type Decided = Result<Term, Vec<FieldError>>;

fn wrong(field: impl Into<String>, detail: impl Into<String>) -> Vec<FieldError> {
    vec![FieldError::new(field, detail)]
}

/// The word as it is from then on.
///
/// # Errors
/// Why not, at the field that says what to do.
pub(crate) fn decide(
    reference: &Reference,
    (vocabulary, before): (&str, Option<&Term>),
    act: Act,
    values: &Values,
    today: Day,
) -> Decided {
    match (act, before) {
        (Act::Add, _) => add(reference, vocabulary, values, today),
        (_, None) => Err(wrong(LABEL, "Kata itu tidak ada di kamus ini.")),
        (Act::Change, Some(term)) => change(reference, vocabulary, term, (values, today)),
        (Act::End, Some(term)) => end(reference, vocabulary, term, (values, today)),
        (Act::Revive, Some(term)) => revive(term),
    }
}

fn add(reference: &Reference, vocabulary: &str, values: &Values, today: Day) -> Decided {
    if closed(vocabulary) {
        let why = "Kamus ini tidak menerima kata baru: program bergantung pada kata-katanya. Label dan ejaannya dapat \
                   diubah.";
        return Err(wrong(LABEL, why));
    }
    let label = values.need(LABEL).map_err(|error| vec![error])?;
    let also = spellings(&values.get(ALSO).unwrap_or_default());
    fits(reference, vocabulary, "", (&label, &also))?;
    let taken = |code: &str| {
        reference.terms(vocabulary).iter().chain(reference.unused(vocabulary)).any(|term| term.code == code)
    };
    let code = code(&label, taken).ok_or_else(|| wrong(LABEL, "Tulis kata dengan huruf Latin atau angka."))?;
    let since = Some(values.get(SINCE).unwrap_or(today));
    Ok(Term { code, label, basis: values.get(BASIS), also, since, ended: None, instead: None })
}

fn change(reference: &Reference, vocabulary: &str, term: &Term, (values, today): (&Values, Day)) -> Decided {
    let label = values.need(LABEL).map_err(|error| vec![error])?;
    let mut also = spellings(&values.get(ALSO).unwrap_or_default());
    also.retain(|one| *one != label);
    // Who writes the word as before means it still.
    if term.label != label && !also.contains(&term.label) {
        also.push(term.label.clone());
    }
    fits(reference, vocabulary, &term.code, (&label, &also))?;
    let since = values.get(SINCE);
    if since != term.since && term.in_use(today) && since.is_some_and(|day| day > today) {
        return Err(wrong(
            SINCE,
            "Kata ini sudah dipakai, jadi tidak dapat baru berlaku nanti. Tulis hari yang sudah lewat.",
        ));
    }
    if since.zip(term.ended).is_some_and(|(since, ended)| ended < since) {
        return Err(wrong(SINCE, "Tidak mungkin sesudah kata ini berakhir."));
    }
    let changed = Term { label, also, basis: values.get(BASIS), since, ..term.clone() };
    let same = (&changed.label, &changed.also, &changed.basis, changed.since)
        == (&term.label, &term.also, &term.basis, term.since);
    if same { Err(wrong(LABEL, "Tidak ada yang berubah. Ubah salah satu isian, atau batalkan.")) } else { Ok(changed) }
}

fn end(reference: &Reference, vocabulary: &str, term: &Term, (values, today): (&Values, Day)) -> Decided {
    if let Some(ended) = term.ended {
        let how = if ended > today { "akan berakhir" } else { "sudah berakhir sejak" };
        return Err(wrong(ENDED, format!("Kata ini {how} {}.", written(ended))));
    }
    if needed(vocabulary, &term.code) {
        let why = "Kata ini tidak dapat diakhiri: langkah atau penghitungan program bergantung padanya. Label dan ejaannya \
                   dapat diubah.";
        return Err(wrong(ENDED, why));
    }
    let ended = values.get(ENDED).unwrap_or(today);
    if term.since.is_some_and(|since| ended < since) {
        return Err(wrong(ENDED, "Tidak mungkin sebelum kata ini berlaku."));
    }
    let instead = match values.get(INSTEAD) {
        None => None,
        Some(typed) => match reference.term(vocabulary, &typed) {
            Some(other) if other.code != term.code && other.in_use(today) => Some(other.label.clone()),
            _ => return Err(wrong(INSTEAD, "Pilih kata lain di kamus ini yang masih dipakai, atau kosongkan.")),
        },
    };
    Ok(Term { ended: Some(ended), instead, ..term.clone() })
}

fn revive(term: &Term) -> Decided {
    if term.ended.is_none() {
        return Err(wrong(crate::form::WHY, "Kata ini masih dipakai."));
    }
    Ok(Term { ended: None, instead: None, ..term.clone() })
}

/// Refuses a spelling that another word of the vocabulary has, and a name too long for its fields.
fn fits(
    reference: &Reference,
    vocabulary: &str,
    own: &str,
    (label, also): (&str, &[String]),
) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    if REGISTERS.contains(&vocabulary) && label.chars().count() > NAME {
        errors.push(FieldError::new(LABEL, format!("Terlalu panjang: paling banyak {NAME} huruf.")));
    }
    for (field, spelling) in [(LABEL, label)].into_iter().chain(also.iter().map(|one| (ALSO, one.as_str()))) {
        if let Some(other) = reference.another(vocabulary, spelling, own) {
            let ended = if other.ended.is_some() {
                " yang tidak dipakai lagi; hidupkan kata itu bila itu yang dimaksud"
            } else {
                ""
            };
            errors.push(FieldError::new(field, format!("\"{spelling}\" sudah dipakai kata {}{ended}.", other.label)));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// The code of a new word: made of its label, and of no other word, also of none that ended.
fn code(label: &str, taken: impl Fn(&str) -> bool) -> Option<String> {
    let plain: String =
        label.chars().map(|one| if one.is_ascii_alphanumeric() { one.to_ascii_lowercase() } else { ' ' }).collect();
    let whole = plain.split_whitespace().collect::<Vec<_>>().join("_");
    let cut: String = whole.chars().take(CODE).collect();
    let base = cut.trim_end_matches('_');
    if base.is_empty() {
        return None;
    }
    let numbered = |number: u32| if number == 1 { base.to_owned() } else { format!("{base}_{number}") };
    (1..10_000).map(numbered).find(|code| !taken(code))
}

#[cfg(test)]
mod tests {
    use kernel::form::{Form, parse};

    use super::*;
    use crate::form;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn values(act: Act, pairs: &[(&str, &str)], before: Option<&Term>) -> Values {
        let mut typed = before.filter(|_| act == Act::Change).map(form::of).unwrap_or_default();
        typed.extend(pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
        typed.insert("alasan".to_owned(), "Uji".to_owned());
        let typed: Form = typed;
        let fields: Vec<_> = act.fields().iter().collect();
        parse(&fields, &typed, &Reference::embedded().unwrap(), day("2025-07-01")).unwrap().values
    }

    fn done(reference: &Reference, (vocabulary, code): (&str, &str), act: Act, pairs: &[(&str, &str)]) -> Decided {
        let before = reference.term(vocabulary, code);
        decide(reference, (vocabulary, before), act, &values(act, pairs, before), day("2025-07-01"))
    }

    fn refusal(decided: Decided) -> String {
        decided.unwrap_err().into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_new_word_has_a_code_of_its_label_and_no_spelling_of_another() {
        let reference = Reference::embedded().unwrap();
        let add = |pairs: &[(&str, &str)]| done(&reference, ("cabang_bpjs", ""), Act::Add, pairs);
        let word = add(&[("label", "Cilegon (Kota)"), ("juga", "KC Cilegon; KC  Cilegon;;Cilegon")]).unwrap();
        assert_eq!((word.code.as_str(), word.since), ("cilegon_kota", Some(day("2025-07-01"))));
        assert_eq!(word.also, ["KC Cilegon", "Cilegon"]);
        assert!(refusal(add(&[("label", "kc serang")])).contains("sudah dipakai kata Serang"));
        let both = refusal(add(&[("label", "Cilegon"), ("juga", "Serang; Tangerang")]));
        assert!(both.contains("kata Serang") && both.contains("kata Tangerang"), "{both}");
        assert!(refusal(add(&[("label", "—!")])).contains("huruf Latin"));
        assert!(refusal(add(&[("label", &"x".repeat(81))])).contains("paling banyak 80"));
        let closed = done(&reference, ("jenis_kelamin", ""), Act::Add, &[("label", "Lainnya")]);
        assert!(refusal(closed).contains("tidak menerima kata baru"));
    }

    #[test]
    fn a_code_is_never_given_twice() {
        assert_eq!(code("A/B", |code| ["a_b", "a_b_2"].contains(&code)).unwrap(), "a_b_3");
    }

    #[test]
    fn a_label_that_changes_is_a_spelling_from_then_on() {
        let reference = Reference::embedded().unwrap();
        let change = |pairs: &[(&str, &str)]| done(&reference, ("cabang_bpjs", "serang"), Act::Change, pairs);
        let word = change(&[("label", "Serang Raya")]).unwrap();
        assert_eq!((word.code.as_str(), word.also.last().unwrap().as_str()), ("serang", "Serang"));
        assert!(word.also.len() > 1, "the other spellings stay");
        assert!(refusal(change(&[])).contains("Tidak ada yang berubah"));
        assert!(refusal(change(&[("berlaku_sejak", "2025-08-01")])).contains("sudah dipakai"));
        assert!(refusal(change(&[("label", "Tangerang")])).contains("kata Tangerang"));
    }

    #[test]
    fn a_word_ends_unless_the_program_needs_it() {
        let reference = Reference::embedded().unwrap();
        let end = |code: &str, pairs: &[(&str, &str)]| done(&reference, ("cabang_bpjs", code), Act::End, pairs);
        let word = end("serang", &[("pengganti", "KC Tangerang")]).unwrap();
        assert_eq!((word.ended, word.instead.as_deref()), (Some(day("2025-07-01")), Some("Tangerang")));
        assert!(refusal(end("serang", &[("pengganti", "Serang")])).contains("kata lain"));
        assert!(refusal(end("serang", &[("pengganti", "Cilegon")])).contains("kata lain"));
        let needed = done(&reference, ("kategori_pulang", "sakit"), Act::End, &[]);
        assert!(refusal(needed).contains("bergantung padanya"));
        assert!(refusal(revive(reference.term("cabang_bpjs", "serang").unwrap())).contains("masih dipakai"));
        assert_eq!(revive(&word).unwrap().ended, None);
        let end_again = |at: &str| {
            let twice = Term { ended: Some(day(at)), ..word.clone() };
            let asked = values(Act::End, &[], None);
            refusal(decide(&reference, ("cabang_bpjs", Some(&twice)), Act::End, &asked, day("2025-07-01")))
        };
        assert!(end_again("2025-07-01").contains("sudah berakhir sejak 01/07/2025"));
        assert!(end_again("2025-09-01").contains("akan berakhir 01/09/2025"));
    }
}
