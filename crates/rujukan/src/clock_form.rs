//! What is asked for a clock, and what becomes of it: a pure function of the clock there is and of what is asked.

use kernel::calendar::{Certainty, LONGEST, Unit};
use kernel::form::{Field, FieldKind, Form, Key, Values};
use kernel::tenggat::{Change, Holder, Tenggat};
use kernel::{Day, FieldError};

use crate::form::{BASIS, SINCE, WHY};

const N: Key<i64> = Key::new("n");
const UNIT: Key<String> = Key::new("satuan");
const STAGES: Key<String> = Key::new("tahap");
const LEAD: Key<i64> = Key::new("tampil_sebelum");
const HOLDER: Key<String> = Key::new("hak");
pub(crate) const STATUS: Key<String> = Key::new("status");

/// From which day of registration a change holds.
pub(crate) const FROM: Field = Field::new(SINCE, "Untuk catatan sejak", FieldKind::DayAhead).help(
    "Menurut hari catatan diterima; kosong berarti hari ini. Catatan dari sebelumnya memakai tenggatnya yang lama.",
);

/// What a change of a clock asks for.
pub(crate) static CLOCK: [Field; 9] = [
    Field::new(N, "Lamanya", FieldKind::Count)
        .required()
        .help("Hari peristiwa tidak dihitung. 0 hanya dengan hari kalender: hari itu juga."),
    Field::new(UNIT, "Dihitung dalam", FieldKind::Term("satuan_tenggat")).required(),
    Field::new(STAGES, "Tahap", FieldKind::Text(400)).help(
        "Tahap yang menjalankannya, dengan koma di antaranya; kosong berarti selama catatan terbuka. Di tahap tanpa tenggat \
         catatan tidak menjadi tugas.",
    ),
    Field::new(LEAD, "Tampil sebelum (hari)", FieldKind::Count)
        .help("Berapa hari sebelum jatuh temponya menjadi tugas; kosong berarti seketika."),
    Field::new(HOLDER, "Tugas siapa", FieldKind::Term("hak_tenggat"))
        .help("Selama petugasnya belum disebut; kosong berarti siapa saja di kantor itu."),
    Field::new(BASIS, "Dasar", FieldKind::Text(300)).help("Peraturan, surat atau keputusan; untuk asumsi: dari mana."),
    Field::new(STATUS, "Kepastian", FieldKind::Term("dasar_tenggat")).required(),
    FROM,
    Field::new(WHY, "Alasan", FieldKind::Text(300)).required().help("Tercatat di riwayat bersama nama Anda."),
];

/// What a form of a change begins with: the clock as it is. The source of one whose article was read is left out: whoever changes it names
/// what changes it.
pub(crate) fn of(clock: &Tenggat) -> Form {
    let mut form = Form::from([
        (N.name.to_owned(), clock.n.to_string()),
        (UNIT.name.to_owned(), clock.unit.code().to_owned()),
        (STAGES.name.to_owned(), clock.stages.join(", ")),
        (STATUS.name.to_owned(), clock.status.code().to_owned()),
    ]);
    form.extend(clock.lead.map(|days| (LEAD.name.to_owned(), days.to_string())));
    form.extend(clock.holder.map(|holder| (HOLDER.name.to_owned(), holder.code().to_owned())));
    if clock.status == Certainty::Asumsi {
        form.insert(BASIS.name.to_owned(), clock.basis.clone());
    }
    form
}

/// What is to hold from a day on.
///
/// # Errors
/// Everything that is wrong, at the fields that say what to do.
pub(crate) fn decide(before: &Tenggat, known: &[&str], values: &Values, since: Day) -> Result<Change, Vec<FieldError>> {
    let mut errors = Vec::new();
    let unit = unit(values);
    let n = or_told(span(values, unit), &mut errors).unwrap_or(LONGEST);
    let stages = or_told(stages(&values.get(STAGES).unwrap_or_default(), known), &mut errors).unwrap_or_default();
    let lead = or_told(lead(values, before, (n, unit)), &mut errors).flatten();
    let (basis, status) = or_told(basis(values, before), &mut errors).unwrap_or((String::new(), Certainty::Asumsi));
    if !errors.is_empty() {
        return Err(errors);
    }
    let holder = values.get(HOLDER).map(|_| Holder::Disposisi);
    let (kind, code) = (before.kind.clone(), before.code.clone());
    let change = Change { kind, code, since, n, unit, stages, lead, holder, basis, status };
    if change.clone().of(before) == (Tenggat { since, ..before.clone() }) {
        let why = "Tidak ada yang berubah. Ubah salah satu isian, atau batalkan.";
        return Err(vec![FieldError::new(N, why)]);
    }
    Ok(change)
}

/// What was understood; an error is kept for the end.
fn or_told<T>(read: Result<T, FieldError>, errors: &mut Vec<FieldError>) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

fn unit(values: &Values) -> Unit {
    let word = values.get(UNIT).unwrap_or_default();
    Unit::ALL.into_iter().find(|unit| unit.code() == word).unwrap_or(Unit::Kalender)
}

fn span(values: &Values, unit: Unit) -> Result<u32, FieldError> {
    let n = u32::try_from(values.need(N)?).unwrap_or(u32::MAX);
    if n > LONGEST {
        let detail = format!("Paling lama {LONGEST}. Tulis bilangan yang lebih kecil, atau pilih satuan bulan.");
        return Err(FieldError::new(N, detail));
    }
    if n == 0 && unit != Unit::Kalender {
        let detail = "0 berarti hari itu juga, dan hanya dengan hari kalender. Pilih hari kalender, atau tulis paling sedikit 1.";
        return Err(FieldError::new(N, detail));
    }
    Ok(n)
}

fn stages(text: &str, states: &[&str]) -> Result<Vec<String>, FieldError> {
    let mut all: Vec<String> = Vec::new();
    for one in text.split([',', ';']).map(str::trim).filter(|one| !one.is_empty()) {
        let code = one.to_lowercase().replace(' ', "_");
        if !states.contains(&code.as_str()) {
            let known = states.join(", ");
            return Err(FieldError::new(STAGES, format!("Tahap \"{one}\" tidak dikenal. Pilih dari: {known}.")));
        }
        if !all.contains(&code) {
            all.push(code);
        }
    }
    Ok(all)
}

/// A lead of 0 days is none. Of a clock whose due day stands in the record itself nobody knows how long it is.
fn lead(values: &Values, before: &Tenggat, (n, unit): (u32, Unit)) -> Result<Option<u32>, FieldError> {
    let Some(days) = values.get(LEAD).filter(|days| *days != 0) else { return Ok(None) };
    let days = u32::try_from(days).unwrap_or(u32::MAX);
    if days > LONGEST {
        return Err(FieldError::new(LEAD, format!("Paling banyak {LONGEST} hari. Tulis bilangan yang lebih kecil.")));
    }
    if before.day.is_none() && days > at_most(n, unit) {
        let detail = format!(
            "Lebih lama daripada tenggatnya sendiri ({n} {}). Tulis hari yang lebih sedikit, atau kosongkan agar tampil seketika.",
            unit.words()
        );
        return Err(FieldError::new(LEAD, detail));
    }
    Ok(Some(days))
}

/// How many days a span has at most, without holidays.
fn at_most(n: u32, unit: Unit) -> u32 {
    match unit {
        Unit::Kalender => n,
        Unit::Kerja => n.saturating_mul(7) / 5 + 2,
        Unit::Bulan => n.saturating_mul(31),
    }
}

/// What the law says is changed by what changes the law only, and nothing is called read that names nothing to read.
fn basis(values: &Values, before: &Tenggat) -> Result<(String, Certainty), FieldError> {
    let basis = values.get(BASIS).unwrap_or_default();
    let word = values.get(STATUS).unwrap_or_default();
    let status = Certainty::ALL.into_iter().find(|status| status.code() == word).unwrap_or(Certainty::Asumsi);
    let lawful = before.status == Certainty::Terverifikasi;
    if lawful && (basis.is_empty() || basis == before.basis || unsourced(&basis)) {
        let detail = format!(
            "Tenggat ini berasal dari {}. Sebut peraturan, surat atau keputusan yang mengubahnya.",
            before.basis
        );
        return Err(FieldError::new(BASIS, detail));
    }
    if basis.is_empty() {
        return Err(FieldError::new(BASIS, "Isi dasarnya; untuk asumsi: dari mana lamanya diambil."));
    }
    if status == Certainty::Terverifikasi && (unsourced(&basis) || basis.to_lowercase().contains("belum dibaca")) {
        let detail = "Dasar ini tidak menyebut sumber. Sebut peraturan dan pasalnya, atau pilih kepastian Asumsi.";
        return Err(FieldError::new(BASIS, detail));
    }
    Ok((basis, status))
}

/// Whether a basis says itself that it is none.
fn unsourced(basis: &str) -> bool {
    let basis = basis.to_lowercase();
    basis.starts_with("asumsi") || ["belum ditemukan", "tidak ada pasal"].iter().any(|words| basis.contains(words))
}

#[cfg(test)]
mod tests {
    use kernel::form::parse;
    use kernel::reference::Reference;
    use kernel::tenggat::Clocks;

    use super::*;

    const STATES: [&str; 3] = ["diterima", "dokumen_kurang", "diverifikasi"];

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn decided((kind, code): (&str, &str), pairs: &[(&str, &str)]) -> Result<Change, Vec<FieldError>> {
        let clocks = Clocks::embedded().unwrap();
        let since = day("2025-07-01");
        let before = clocks.on(kind, code, since).unwrap();
        let mut typed = of(before);
        typed.extend(pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())));
        typed.insert(WHY.name.to_owned(), "Uji".to_owned());
        let fields: Vec<&Field> = CLOCK.iter().collect();
        let values = parse(&fields, &typed, &Reference::embedded().unwrap(), since).unwrap().values;
        decide(before, &STATES, &values, since)
    }

    fn refusal(decided: Result<Change, Vec<FieldError>>) -> String {
        decided.unwrap_err().into_iter().map(|error| error.detail).collect::<Vec<_>>().join(" ")
    }

    const ASSUMED: (&str, &str) = ("pengaduan", "verifikasi");
    const LAWFUL: (&str, &str) = ("pengaduan", "kontak");

    #[test]
    fn what_is_not_said_stays() {
        let change = decided(ASSUMED, &[("n", "10")]).unwrap();
        assert_eq!((change.n, change.unit, change.status), (10, Unit::Kerja, Certainty::Asumsi));
        assert_eq!((change.stages.as_slice(), change.lead), (&["diterima".to_owned()][..], None));
        assert!(refusal(decided(ASSUMED, &[])).contains("Tidak ada yang berubah"));
    }

    #[test]
    fn an_impossible_clock_is_refused_with_what_to_do() {
        let said = |pairs: &[(&str, &str)]| refusal(decided(ASSUMED, pairs));
        assert!(said(&[("n", "0")]).contains("paling sedikit 1"));
        assert!(said(&[("n", "3661")]).contains("Paling lama 3660"));
        assert!(said(&[("tahap", "diterima, entah")]).contains("\"entah\" tidak dikenal. Pilih dari: diterima, "));
        assert!(said(&[("tampil_sebelum", "24")]).contains("tenggatnya sendiri (15 hari kerja)"));
        assert!(said(&[("dasar", "")]).contains("Isi dasarnya"));
        let both = said(&[("n", "0"), ("tahap", "entah")]);
        assert!(both.contains("paling sedikit 1") && both.contains("entah"), "{both}");
    }

    #[test]
    fn a_lead_may_be_as_long_as_the_clock_and_of_a_day_in_the_record_longer() {
        assert_eq!(decided(ASSUMED, &[("tampil_sebelum", "20")]).unwrap().lead, Some(20));
        let ahead = decided(("kerja-sama", "kerja_sama"), &[("tampil_sebelum", "120"), ("tahap", "")]).unwrap();
        assert_eq!((ahead.lead, ahead.stages.len()), (Some(120), 0));
        let none = decided(("kerja-sama", "kerja_sama"), &[("tampil_sebelum", "0"), ("tahap", "")]).unwrap();
        assert_eq!(none.lead, None);
    }

    #[test]
    fn what_the_law_says_changes_with_a_named_source_only() {
        let said = |basis: &str| refusal(decided(LAWFUL, &[("n", "30"), ("tahap", ""), ("dasar", basis)]));
        assert!(said("").contains("Sebut peraturan, surat atau keputusan yang mengubahnya"));
        assert!(said("Asumsi kantor").contains("Perban BP2MI 6/2024"));
        let change =
            decided(LAWFUL, &[("n", "30"), ("tahap", ""), ("dasar", "Peraturan Contoh 1/2025 pasal 2")]).unwrap();
        assert_eq!((change.n, change.status), (30, Certainty::Terverifikasi));
        let claimed = decided(ASSUMED, &[("n", "10"), ("status", "terverifikasi"), ("dasar", "Belum ditemukan")]);
        assert!(refusal(claimed).contains("pilih kepastian Asumsi"));
    }

    #[test]
    fn states_are_read_as_people_write_them_and_each_once() {
        let read = stages("Dokumen kurang; diterima, diterima", &STATES).unwrap();
        assert_eq!(read, ["dokumen_kurang", "diterima"]);
    }
}
