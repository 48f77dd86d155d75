//! Names that a register of records knows: brought to its spelling as they come in, and told. One that is not there stays as it was typed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::form::Form;
use kernel::reference::fold;
use kernel::{Ctx, FieldError, KantorId, Result, Tx};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};

use crate::{AnyKind, Spelled};

/// The names of a register by their spellings, folded; none for a spelling that several have.
type Known = BTreeMap<String, Option<String>>;

/// A name as the register has it.
struct Name {
    name: String,
    /// What is told of it, where more than blanks and letter case differ.
    told: Option<String>,
}

/// What a register says of some forms.
#[derive(Default)]
pub(crate) struct Looked {
    names: BTreeMap<(usize, &'static str), Name>,
    /// What is told of each form, by its place.
    pub warnings: Vec<(usize, FieldError)>,
}

impl Looked {
    /// Writes the names into a form as the register has them.
    pub(crate) fn put(&self, at: usize, form: &mut Form) {
        for ((_, field), one) in self.names.range((at, "")..(at + 1, "")) {
            form.insert((*field).to_owned(), one.name.clone());
        }
    }

    /// The forms with the names as the register has them.
    pub(crate) fn forms<'a>(&self, forms: &'a [Form]) -> Cow<'a, [Form]> {
        if self.names.is_empty() {
            return Cow::Borrowed(forms);
        }
        let mut forms = forms.to_vec();
        for (at, form) in forms.iter_mut().enumerate() {
            self.put(at, form);
        }
        Cow::Owned(forms)
    }

    /// Whether any name is written otherwise in the register.
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A reason with what is told of the names in a form.
    pub(crate) fn reason(&self, at: usize, reason: &str) -> String {
        let told = self.names.range((at, "")..(at + 1, "")).filter_map(|(_, one)| one.told.as_deref());
        told.fold(reason.to_owned(), |reason, told| format!("{}. {told}", reason.trim_end_matches('.')))
    }
}

/// Looks up the names in forms of records of an office that a register of the actor's offices may know; its own comes first. One that
/// nobody keeps yet says nothing.
///
/// # Errors
/// Any database error.
pub(crate) async fn look(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    tx: &Tx,
    (office, forms): (KantorId, &[&Form]),
) -> Result<Looked> {
    let mut looked = Looked::default();
    for spelled in kind.info().more.spelled {
        let typed = |(at, form): (usize, &&Form)| Some((at, form.get(spelled.field)?.trim().to_owned()));
        let typed: Vec<(usize, String)> =
            forms.iter().enumerate().filter_map(typed).filter(|(_, text)| !text.is_empty()).collect();
        if typed.is_empty() {
            continue;
        }
        let known = spelled.known(ctx, tx, office).await?;
        if known.is_empty() {
            continue;
        }
        for (at, text) in typed {
            match spelled.said(&known, &text) {
                Said::Known => {}
                Said::Unknown(detail) => looked.warnings.push((at, FieldError::new(spelled.field, detail))),
                Said::Otherwise(one) => {
                    let told = one.told.iter().map(|detail| (at, FieldError::new(spelled.field, detail.clone())));
                    looked.warnings.extend(told);
                    looked.names.insert((at, spelled.field), one);
                }
            }
        }
    }
    Ok(looked)
}

/// What a register says of a text.
enum Said {
    /// It is written so there, or nobody can say which is meant.
    Known,
    /// It is written otherwise there.
    Otherwise(Name),
    /// It is not there: what to do.
    Unknown(String),
}

impl Spelled {
    async fn known(&self, ctx: &Ctx, tx: &Tx, office: KantorId) -> Result<Known> {
        let query = Query::select()
            .columns([self.name, self.others, "kantor_id"])
            .from(self.table)
            .and_where(ctx.of_offices("kantor_id"))
            .and_where(Expr::col("dibatalkan_pada").is_null())
            .order_by("id", Order::Asc)
            .to_owned();
        let rows = tx.query_all(&query).await?;
        let mut own: Vec<(String, Option<String>)> = Vec::new();
        let mut others: Vec<(String, Option<String>)> = Vec::new();
        for row in &rows {
            let of: KantorId = row.try_get("", "kantor_id")?;
            let into = if of == office { &mut own } else { &mut others };
            into.push((row.try_get("", self.name)?, row.try_get("", self.others)?));
        }
        Ok(preferring(&own, &others))
    }

    fn said(&self, known: &Known, typed: &str) -> Said {
        let (title, unknown) = (self.title, self.unknown);
        match known.get(&fold(typed)) {
            None => Said::Unknown(format!(
                "{typed} belum ada di daftar {title}. Tersimpan seperti diketik; periksa ejaannya, atau daftarkan di {unknown}."
            )),
            Some(Some(name)) if name != typed => {
                let told = format!("{title} ditulis {typed}; tersimpan sebagai {name}, menurut daftar {title}.");
                let told = (fold(name) != fold(typed)).then_some(told);
                Said::Otherwise(Name { name: name.clone(), told })
            }
            Some(_) => Said::Known,
        }
    }
}

/// The names of an office's own register, and where it says nothing those of others.
fn preferring(own: &[(String, Option<String>)], others: &[(String, Option<String>)]) -> Known {
    let mut known = by_spelling(others);
    known.extend(by_spelling(own));
    known
}

/// Names of a register, each with its other spellings, by all of them. A name is itself, whoever else is written so; none where two
/// are written otherwise only by their capitals.
fn by_spelling(names: &[(String, Option<String>)]) -> Known {
    let mut own = Known::new();
    for (name, _) in names {
        let held = own.entry(fold(name)).or_insert_with(|| Some(name.clone()));
        if held.as_ref().is_some_and(|held| held != name) {
            *held = None;
        }
    }
    let mut known = own.clone();
    for (name, others) in names {
        let spellings = others.iter().flat_map(|others| others.lines()).map(fold);
        for spelling in spellings.filter(|spelling| !spelling.is_empty() && !own.contains_key(spelling)) {
            let held = known.entry(spelling).or_insert_with(|| Some(name.clone()));
            if held.as_ref().is_some_and(|held| held != name) {
                *held = None;
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPANY: Spelled = Spelled {
        field: "p3mi",
        table: "p3mi",
        title: "P3MI",
        name: "nama",
        others: "ejaan_lain",
        unknown: "/p3mi/belum-terdaftar",
    };

    fn known() -> Known {
        let names = [("PT Contoh Satu", Some("PT. Contoh Satu\nCS (contoh)")), ("PT Contoh Dua", Some("CS (contoh)"))];
        by_spelling(&names.map(|(name, others)| (name.to_owned(), others.map(str::to_owned))))
    }

    #[test]
    fn a_spelling_that_the_register_knows_becomes_its_name_and_is_told() {
        let Said::Otherwise(one) = COMPANY.said(&known(), "pt.  contoh satu") else { panic!("it is known") };
        assert_eq!(one.name, "PT Contoh Satu");
        assert!(one.told.unwrap().contains("tersimpan sebagai PT Contoh Satu"));
        let Said::Otherwise(one) = COMPANY.said(&known(), "PT CONTOH SATU") else { panic!("it is known") };
        assert_eq!((one.name.as_str(), one.told), ("PT Contoh Satu", None), "blanks and letter case are not told");
        assert!(matches!(COMPANY.said(&known(), "PT Contoh Dua"), Said::Known));
    }

    #[test]
    fn what_two_companies_are_called_and_what_none_is_stay_as_typed() {
        assert!(matches!(COMPANY.said(&known(), "CS (contoh)"), Said::Known));
        let Said::Unknown(detail) = COMPANY.said(&known(), "PT Lain Contoh") else { panic!("it is not known") };
        assert!(detail.contains("/p3mi/belum-terdaftar") && detail.contains("seperti diketik"), "{detail}");
    }

    #[test]
    fn the_register_of_the_own_office_comes_first() {
        let register = |name: &str, others: Option<&str>| (name.to_owned(), others.map(str::to_owned));
        let own = [register("PT Contoh Satu", None)];
        let others = [
            register("PT CONTOH SATU", Some("Satu (contoh)")),
            register("PT Contoh Dua", None),
            register("PT contoh dua", None),
        ];
        let known = preferring(&own, &others);
        assert!(matches!(COMPANY.said(&known, "PT Contoh Satu"), Said::Known), "it is not written as elsewhere");
        let Said::Otherwise(one) = COMPANY.said(&known, "satu (contoh)") else { panic!("it is known") };
        assert_eq!(one.name, "PT CONTOH SATU");
        assert!(matches!(COMPANY.said(&known, "pt contoh dua"), Said::Known), "two others: it stays as typed");
    }

    #[test]
    fn a_reason_says_how_the_name_was_typed() {
        let told = Some("P3MI ditulis A; tersimpan sebagai B.".to_owned());
        let names = BTreeMap::from([((1, "p3mi"), Name { name: "B".to_owned(), told })]);
        let looked = Looked { names, warnings: Vec::new() };
        assert_eq!(looked.reason(0, "Dicatat."), "Dicatat.");
        assert_eq!(looked.reason(1, "Dicatat."), "Dicatat. P3MI ditulis A; tersimpan sebagai B.");
        let forms = [Form::new(), Form::from([("p3mi".to_owned(), "A".to_owned())])];
        let forms = looked.forms(&forms);
        assert_eq!((forms[0].len(), forms[1]["p3mi"].as_str()), (0, "B"));
    }
}
