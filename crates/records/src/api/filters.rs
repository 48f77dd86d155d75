//! The description of filters, searches and exports, and their reading by the same description.

use kernel::form::Form;
use kernel::form::pattern::{self, PLACE};
use kernel::form::shape::{Shape, Text, Words, YES_OR_NO};
use kernel::reference::Reference;
use kernel::{Ctx, FieldError, Problem, Result};
use serde_json::{Map, Value, json};
use web::openapi::{asked, operation, parameter, shape, with};
use web::paging;

use crate::search::{DUE, ORDER, Order, SEARCH, Start, TEXT};
use crate::surface::schema::content;
use crate::{AnyKind, Filter, Info};

/// The most characters of the code of an office.
pub(super) const OFFICE: usize = 40;

/// A parameter of a list.
#[derive(Clone)]
struct Asked<'a> {
    key: &'static str,
    shape: Shape<'a>,
    text: String,
}

impl<'a> Asked<'a> {
    fn new(key: &'static str, shape: Shape<'a>, text: &str) -> Self {
        Self { key, shape, text: text.to_owned() }
    }

    fn word(key: &'static str, words: Vec<&'a str>, text: &str) -> Self {
        Self::new(key, Shape::Word(Words::new(None, words)), text)
    }
}

const DAY: Shape<'static> = Shape::Text { most: 10, of: Text::Like(&pattern::DAY) };

/// The filters of a list.
fn narrowed<'a>(kind: &'a dyn AnyKind, reference: &'a Reference) -> Vec<Asked<'a>> {
    let info = kind.info();
    let fields = kind.fields();
    let label = fields.iter().find(|field| field.key == info.day.name).map_or("Hari", |field| field.label);
    let mut all = vec![
        Asked::word("status", kind.statuses(), "Status."),
        Asked::new("kantor", Shape::Text { most: OFFICE, of: Text::Line }, "Kode salah satu kantor Anda."),
        Asked::new("dari", DAY, &format!("{label} sejak hari ini.")),
        Asked::new("sampai", DAY, &format!("{label} sampai dengan hari ini.")),
        Asked::word("dibatalkan", YES_OR_NO.to_vec(), "Apakah dibatalkan."),
    ];
    if !kind.steps().is_empty() {
        let codes = DUE.iter().map(|(code, _)| *code).collect();
        all.push(Asked::word("tenggat", codes, "Yang jatuh tempo sampai kapan."));
    }
    if let Some(unique) = info.unique {
        all.push(Asked::word("kosong", vec![unique.name], "Isian yang masih kosong."));
    }
    for key in info.filters {
        let field = fields.iter().find(|field| field.key == *key);
        let shape = field.map_or(Shape::Text { most: SEARCH, of: Text::Line }, |field| stored(field.shape(reference)));
        all.push(Asked::new(key, shape, &field.map_or_else(|| (*key).to_owned(), |field| format!("{}.", field.label))));
    }
    all
}

/// The shape of what is looked for among records: words that may be used no more stand in some.
fn stored(shape: Shape<'_>) -> Shape<'_> {
    match shape {
        Shape::Word(mut words) => {
            words.words.extend(words.unused.iter().map(|term| term.code.as_str()));
            Shape::Word(words)
        }
        other => other,
    }
}

/// The parameter with the search text.
fn sought(info: &Info) -> Asked<'static> {
    let says = if info.person {
        "Bagian nama menurut ejaan mana pun, atau utuh: nomor catatan, nomor dari sistem lain, NIK, paspor atau SPLP, telepon \
         (tiga yang terakhir hanya untuk yang berwenang membuka isian terlindungi)."
    } else {
        "Nomor catatan."
    };
    Asked::new(TEXT, Shape::Text { most: SEARCH, of: Text::Line }, says)
}

/// The requested page of a list.
pub(super) struct Page {
    /// The order, and the place in it where the page begins.
    pub start: Start,
    /// How many records.
    pub limit: u64,
}

/// Removes the page and the filters from `members` and reads them by their description.
///
/// # Errors
/// [`Problem::Malformed`] for a page that cannot exist; [`Problem::Invalid`] for values that do not match the description.
pub(super) fn read(ctx: &Ctx, kind: &dyn AnyKind, mut members: Map<String, Value>) -> Result<(Page, Filter)> {
    let order = line(members.shift_remove(ORDER), "urut: tulis satu kata, misalnya -tanggal.")?;
    let mark = line(members.shift_remove(paging::MARK), paging::NO_MARK)?;
    let page = Page { start: Start::read(kind, &order, &mark)?, limit: paging::limit(members.shift_remove("batas"))? };
    Ok((page, filter(ctx, kind, &members)?))
}

/// A text, or nothing, that is no filter.
fn line(value: Option<Value>, refusal: &str) -> Result<String> {
    match value {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            Err(Problem::Malformed(refusal.to_owned()))
        }
    }
}

/// Reads the filters in `members` by their description.
///
/// # Errors
/// [`Problem::Malformed`] for an unknown one; [`Problem::Invalid`] for values that do not match the description.
pub(super) fn filter(ctx: &Ctx, kind: &dyn AnyKind, members: &Map<String, Value>) -> Result<Filter> {
    let mut all = narrowed(kind, &ctx.house.reference);
    all.push(sought(kind.info()));
    let (mut typed, mut errors) = (Form::new(), Vec::new());
    for (key, value) in members {
        let known = all.iter().find(|asked| asked.key == key);
        // No filter is a list or a number.
        let refused = known.and_then(|asked| asked.shape.refuse(false, value));
        errors.extend(refused.map(|detail| FieldError::new(key, detail)));
        typed.insert(key.clone(), kernel::form::shape::typed(value).unwrap_or_default());
    }
    let filter = Filter::read(ctx, kind, &typed);
    match filter {
        // The reader of the typed text gives the better error message.
        Ok(_) if !errors.is_empty() => Err(Problem::Invalid(errors)),
        other => other,
    }
}

/// The parameter with the order.
fn order(kind: &dyn AnyKind) -> Asked<'_> {
    let says = "Urutan; terbaru dahulu bila kosong, dengan tanda minus dari yang terbesar. Yang kosong selalu di akhir: tanpa tenggat, \
                tanpa petugas. Petugas menurut nama penggunanya.";
    Asked::word(ORDER, Order::words(kind), says)
}

/// The schema of a cursor: in an address a text, in a body perhaps null.
fn mark() -> Value {
    json!({ "type": "string", "pattern": PLACE.or_none() })
}

/// The parameters of a list.
pub(super) fn parameters(kind: &dyn AnyKind, reference: &Reference) -> Value {
    let all = narrowed(kind, reference);
    let all = [order(kind)].into_iter().chain(all);
    let own = all.map(|one| parameter("query", one.key, &asked(&one.shape), &one.text));
    paging::parameters(&mark()).into_iter().chain(own).collect()
}

/// Search and export.
pub(super) fn describe(kind: &dyn AnyKind, reference: &Reference, many: &Value, paths: &mut Map<String, Value>) {
    let info = kind.info();
    let mut shared = vec![sought(info)];
    shared.extend(narrowed(kind, reference));
    let body = |more: Vec<(&'static str, Value)>| {
        let described = |one: &Asked<'_>| (one.key, with(shape(&one.shape, false), "description", json!(one.text)));
        let all = more.into_iter().chain(shared.iter().map(described));
        let properties: Map<String, Value> = all.map(|(key, schema)| (key.to_owned(), schema)).collect();
        content(&json!({ "type": "object", "additionalProperties": false, "properties": properties }))
    };
    let base = format!("/api/v1/{}", info.name);
    let search = operation(&format!("cari-{}", info.name), info.title, "Cari, saring dan urutkan", (200, many));
    let maybe = with(mark(), "type", json!(["string", "null"]));
    let sorts = order(kind);
    let sorted = with(shape(&sorts.shape, false), "description", json!(sorts.text));
    let search =
        with(search, "requestBody", body(vec![(paging::MARK, maybe), ("batas", paging::count()), (ORDER, sorted)]));
    paths.insert(format!("{base}/cari"), json!({ "post": search }));
    let format = Shape::Word(Words::new(None, vec!["csv", "xlsx"]));
    let format = ("bentuk", with(shape(&format, false), "description", json!("Bentuk berkas; csv bila kosong.")));
    let summary = "Berkas dari daftar yang sama, paling banyak 10.000 catatan, isian terlindungi tertutup";
    let bytes = json!({ "type": "string" });
    let mut export = operation(&format!("ekspor-{}", info.name), info.title, summary, (200, &bytes));
    if let Some(done) = export.pointer_mut("/responses/200/content") {
        *done = json!({ "text/csv": { "schema": bytes },
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { "schema": bytes } });
    }
    paths.insert(format!("{base}/ekspor"), json!({ "post": with(export, "requestBody", body(vec![format])) }));
}
