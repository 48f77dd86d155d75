//! Registering records from forms: one from a page or thousands from a file, in one transaction, never twice.

use std::borrow::Cow;

use kernel::form::{Field, Form, Parsed, Values, parse};
use kernel::{By, Ctx, FieldError, OrangId, Result, Tx};
use people::{Choice, Plan};
use uuid::Uuid;

use crate::AnyKind;
use crate::enter::{Draft, Entering, content_key, key_of, pieces};
use crate::outcome::{Mode, Outcome, Registered};
use crate::spelled::{self, Looked};

impl dyn AnyKind + '_ {
    /// Registers forms in a transaction of its own; `ids` are ids that the client chose. If any row is wrong, nothing is written
    /// and every error of every row is returned.
    ///
    /// # Errors
    /// [`kernel::Problem::Forbidden`], or any database error.
    pub async fn register(&self, ctx: &Ctx, forms: &[Form], ids: &[Option<Uuid>], mode: Mode) -> Result<Registered> {
        let tx = if forms.len() > 1 { ctx.begin().await? } else { ctx.begin_short().await? };
        match self.register_in(&tx, ctx, forms, ids, mode).await {
            Ok(done) if done.written => tx.commit().await.map(|()| done),
            refused => tx.refuse(ctx, refused).await,
        }
    }

    /// As [`register`](Self::register), in an open transaction.
    ///
    /// # Errors
    /// As [`register`](Self::register).
    pub async fn register_in(
        &self,
        tx: &Tx,
        ctx: &Ctx,
        forms: &[Form],
        ids: &[Option<Uuid>],
        mode: Mode,
    ) -> Result<Registered> {
        ctx.actor.require(self.info().permission)?;
        permitted(self, tx, ctx.into(), (forms, ids), mode).await
    }
}

/// Why, for the history of a new record.
pub(crate) const RECORDED: &str = "Dicatat.";

/// Registers forms in the actor's office. The caller must have checked that the actor may. Of several people's forms all are written, or none:
/// each must be a new record about a person of its own.
///
/// # Errors
/// Any database error.
pub(crate) async fn permitted(
    kind: &dyn AnyKind,
    tx: &Tx,
    by: By<'_>,
    (forms, ids): (&[Form], &[Option<Uuid>]),
    mode: Mode,
) -> Result<Registered> {
    let office = by.actor.office;
    let looked = spelled::look(kind, &by, tx, (office, &forms.iter().collect::<Vec<_>>())).await?;
    let mut understood = understand(kind, &by, (&looked.forms(forms), &looked));
    understood.result.warnings.extend(looked.warnings);
    entered(kind, tx, by, (understood, ids), mode).await
}

/// Forms as they were read, each without errors a draft; what there is to say of the others is in the result.
pub(crate) struct Understood {
    drafts: Vec<Draft>,
    result: Registered,
}

/// Reads forms before a transaction begins; none where the kind asks the database for the spelling of names.
pub(crate) fn ahead(kind: &dyn AnyKind, ctx: &Ctx, forms: &[Form]) -> Option<Understood> {
    kind.info().more.spelled.is_empty().then(|| understand(kind, ctx, (forms, &Looked::default())))
}

/// As [`permitted`], of forms that were read.
///
/// # Errors
/// As [`permitted`].
pub(crate) async fn entered(
    kind: &dyn AnyKind,
    tx: &Tx,
    by: By<'_>,
    (understood, ids): (Understood, &[Option<Uuid>]),
    mode: Mode,
) -> Result<Registered> {
    let Understood { drafts, mut result } = understood;
    let (ctx, sent): (&Ctx, usize) = (&by, result.outcomes.len());
    let entering = Entering { kind, tx, ctx: by, office: ctx.actor.office, reason: RECORDED };
    let drafts = entering.fresh(drafts, &mut result).await?;
    let plan = if kind.info().person {
        let rows: Vec<&Values> = drafts.iter().map(|draft| &draft.values).collect();
        let chosen: Vec<Choice> = drafts.iter().map(|draft| draft.person).collect();
        let mut plan = people::plan(tx, ctx, &rows, &chosen).await?;
        for contradiction in std::mem::take(&mut plan.contradictions) {
            let at = drafts.get(contradiction.at).map_or(contradiction.at, |draft| draft.at);
            result.set(at, Outcome::Contradicts(contradiction.errors));
        }
        Some(plan)
    } else {
        None
    };
    if by.is_several() {
        let repeated = plan.as_ref().map(Plan::repeated).unwrap_or_default();
        result.repeated = repeated.into_iter().filter_map(|row| Some(drafts.get(row)?.at)).collect();
    }
    let all = !by.is_several() || (drafts.len() == sent && result.repeated.is_empty());
    if mode == Mode::DryRun || result.outcomes.iter().any(Outcome::stops) || !all {
        return Ok(result);
    }
    let people = match plan {
        Some(plan) => plan.write(tx, by).await?.into_iter().map(Some).collect(),
        None => drafts.iter().map(|_| None).collect(),
    };
    entering.write((drafts, ids, people), mode, &mut result).await?;
    Ok(result)
}

/// Parses every form; the errors of a row are put into its outcome.
fn understand(kind: &dyn AnyKind, ctx: &Ctx, (forms, looked): (&[Form], &Looked)) -> Understood {
    let fields = kind.fields();
    let (mut drafts, mut result) = (Vec::with_capacity(forms.len()), Registered::default());
    for (at, form) in forms.iter().enumerate() {
        result.outcomes.push(Outcome::Fresh);
        match read(kind, ctx, &fields, form) {
            Ok((Parsed { values, warnings }, person)) => {
                result.warnings.extend(warnings.into_iter().map(|warning| (at, warning)));
                let (key, reason) = another(kind, ctx, form, &values);
                drafts.push(Draft { at, values, person, key, reason: Some(looked.reason(at, &reason)) });
            }
            Err(errors) => result.set(at, Outcome::Wrong(errors)),
        }
    }
    Understood { drafts, result }
}

/// The key of a form's values, and why it is recorded: where the form says that it is another happening than that of a record with the same
/// day and person, it is one also with the same content, and its history says so.
fn another(kind: &dyn AnyKind, ctx: &Ctx, form: &Form, values: &Values) -> (String, Cow<'static, str>) {
    let (info, fields) = (kind.info(), kind.fields());
    let number = form.get(OTHER).map(|number| number.trim()).filter(|number| number.starts_with(info.prefix));
    let Some((number, word)) = number.zip(info.more.once) else {
        return (key_of(kind, ctx, values), Cow::Borrowed(RECORDED));
    };
    let mark = [OTHER, "\u{1f}", number, "\u{1e}"].concat();
    let text = [pieces(&fields, values).concat(), mark].concat();
    let reason = format!("Dicatat sebagai {} selain {number}.", word.to_lowercase());
    (content_key(kind, ctx, &text), Cow::Owned(reason))
}

/// Reads a form, with the person who was chosen for it. Which record it is another happening than is read by [`another`].
///
/// # Errors
/// All that is wrong with it.
pub(crate) fn read(
    kind: &dyn AnyKind,
    ctx: &Ctx,
    fields: &[&'static Field],
    form: &Form,
) -> Result<(Parsed, Choice), Vec<FieldError>> {
    let (mut form, person) = chosen(kind, form).map_err(|error| vec![error])?;
    if kind.info().more.once.is_some() && form.contains_key(OTHER) {
        form.to_mut().remove(OTHER);
    }
    let parsed = parse(fields, &form, &ctx.house.reference, ctx.today())?;
    let errors = kind.check(&parsed.values);
    if errors.is_empty() { Ok((parsed, person)) } else { Err(errors) }
}

/// The key under which a form says which person it is about: an id, or `baru` for somebody new.
pub(crate) const PERSON: &str = "orang_id";
/// The key under which a form says what becomes of a name that is typed otherwise than that of the person who was chosen: another
/// name of theirs (`lain`, as when nothing is said), or their name from now on ([`CORRECTED`]).
pub(crate) const NAMED: &str = "nama_orang";
/// See [`NAMED`].
pub(crate) const CORRECTED: &str = "betulkan";

/// The key under which a form says that it is another happening than that of a record with the same day and person, by that record's
/// number.
pub const OTHER: &str = "selain";

/// A form without the person that was chosen, and that person.
pub(crate) fn chosen<'a>(kind: &dyn AnyKind, form: &'a Form) -> Result<(Cow<'a, Form>, Choice), FieldError> {
    if !kind.info().person || !(form.contains_key(PERSON) || form.contains_key(NAMED)) {
        return Ok((Cow::Borrowed(form), Choice::Unsaid));
    }
    let typed = form.get(PERSON).map_or("", String::as_str);
    let mut rest = form.clone();
    rest.remove(PERSON);
    let corrected = match rest.remove(NAMED).as_deref().map(str::trim) {
        None | Some("" | "lain") => false,
        Some(CORRECTED) => true,
        Some(_) => return Err(FieldError::new(NAMED, "Tulis lain atau betulkan, atau kosongkan.")),
    };
    match typed.trim() {
        "" => Ok((Cow::Owned(rest), Choice::Unsaid)),
        "baru" => Ok((Cow::Owned(rest), Choice::New)),
        id => match id.parse() {
            Ok(id) if corrected => Ok((Cow::Owned(rest), Choice::Corrected(OrangId(id)))),
            Ok(id) => Ok((Cow::Owned(rest), Choice::Known(OrangId(id)))),
            Err(_) => Err(FieldError::new(PERSON, "Pilih orangnya dari daftar, atau pilih orang baru.")),
        },
    }
}
