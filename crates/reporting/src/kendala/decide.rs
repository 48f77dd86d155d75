//! What a verb makes of a problem: a pure function. Whether it may be done is said by [`super::table`].

use kernel::form::shape::LONG;
use kernel::form::{Key, Values};
use kernel::numbers::number_in;
use kernel::{Day, FieldError, Result};
use records::{ALASAN, Head, TANGGAL, Verbs};
use web::parts;

use super::entity::{KEY, Model};
use super::steps::ISI;
use super::table::Verb;

/// The problem after a verb that its state allows.
///
/// # Errors
/// [`kernel::Problem::Invalid`] for a day before it was noted or before the step before, for a text with what may be a number of a person,
/// and where no further line has room.
pub fn decide(record: &Model, verb: Verb, values: &Values, head: &Head) -> Result<Model> {
    let status = verb.cell(record.status).onward(record.status)?;
    let old = Model { status, versi: head.version, diubah_pada: head.changed, ..record.clone() };
    match verb {
        Verb::Catatan => return Ok(old),
        Verb::Tugaskan => return Ok(Model { petugas: values.get(KEY.petugas), ..old }),
        Verb::TindakLanjut | Verb::Selesaikan | Verb::Teruskan | Verb::BukaKembali => {}
    }
    let day = values.need(TANGGAL)?;
    in_order(&old, verb, day)?;
    let reason = values.get(ALASAN).unwrap_or_default();
    Ok(match verb {
        Verb::TindakLanjut => Model {
            ditindaklanjuti_pada: Some(old.ditindaklanjuti_pada.map_or(day, |first| first.min(day))),
            tindak_lanjut: Some(logged(&old, day, (ISI, &values.need(ISI)?))?),
            ..old
        },
        Verb::Selesaikan => {
            let result = values.need(KEY.hasil)?;
            unnumbered(KEY.hasil, &result)?;
            Model { selesai_pada: Some(day), hasil: Some(result), ..old }
        }
        Verb::Teruskan => {
            let due = values.need(KEY.tenggat)?;
            if due < day {
                return Err(FieldError::new(KEY.tenggat, "Tidak boleh sebelum tanggal diteruskan.").into());
            }
            let line = format!("Diteruskan sampai {}. {reason}", parts::day(due));
            Model {
                tindak_lanjut: Some(logged(&old, day, (ALASAN, &line))?),
                tenggat: Some(due),
                diteruskan_pada: Some(day),
                ..old
            }
        }
        Verb::BukaKembali => {
            let line = format!("Dibuka kembali. {reason}");
            Model {
                tindak_lanjut: Some(logged(&old, day, (ALASAN, &line))?),
                selesai_sebelumnya_pada: old.selesai_pada,
                dibuka_kembali_pada: Some(day),
                selesai_pada: None,
                hasil: None,
                ..old
            }
        }
        Verb::Tugaskan | Verb::Catatan => old,
    })
}

/// Refuses a day before the problem was noted, or before what the verb follows upon.
fn in_order(old: &Model, verb: Verb, day: Day) -> Result<()> {
    let before = match verb {
        Verb::TindakLanjut | Verb::Teruskan | Verb::Tugaskan | Verb::Catatan => [None, None],
        Verb::Selesaikan => [old.ditindaklanjuti_pada, old.dibuka_kembali_pada],
        Verb::BukaKembali => [old.selesai_pada, None],
    };
    if before.into_iter().flatten().chain([old.dicatat_pada]).any(|earlier| day < earlier) {
        return Err(FieldError::new(TANGGAL, "Tidak mungkin sebelum dicatat atau sebelum langkah sebelumnya.").into());
    }
    Ok(())
}

/// What was done, with one more line; that a problem was solved before stands in it with its result.
fn logged(old: &Model, day: Day, (key, text): (Key<String>, &str)) -> Result<String, FieldError> {
    unnumbered(key, text)?;
    let mut lines: Vec<String> = old.tindak_lanjut.iter().cloned().collect();
    if let (Some(solved), Some(result)) = (old.selesai_pada, &old.hasil) {
        lines.push(format!("{}: Selesai. {result}", parts::day(solved)));
    }
    lines.push(format!("{}: {}", parts::day(day), text.trim()));
    let whole = lines.join("\n");
    if whole.chars().count() > LONG {
        let detail = "Tindak lanjut kendala ini sudah penuh (4.000 huruf). Ubah kendalanya dan ringkas isian Tindak lanjut, lalu coba lagi.";
        return Err(FieldError::new(key, detail));
    }
    Ok(whole)
}

/// Refuses a text with what may be a number of a person: it is printed in the report.
pub(super) fn unnumbered(key: Key<String>, text: &str) -> Result<(), FieldError> {
    let Some(piece) = number_in(text) else { return Ok(()) };
    let detail = format!(
        "Tulisan ini memuat {piece}, yang tampak seperti NIK, nomor paspor atau telepon seseorang. Hapus nomor itu, lalu simpan lagi."
    );
    Err(FieldError::new(key, detail))
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable;
    use strum::IntoEnumIterator;

    use super::super::Status;
    use super::super::sample::{noted, on};
    use super::*;

    fn told(day: &str, key: Key<String>, text: &str) -> Values {
        Values::default().with(TANGGAL, Some(on(day))).with(key, Some(text.to_owned()))
    }

    fn taken(record: &Model, verb: Verb, values: &Values) -> Result<Model> {
        decide(record, verb, values, &records::Record::head(record))
    }

    #[test]
    fn each_state_takes_its_own_steps_only() {
        for status in Status::iter() {
            let expected: &[&str] = match status {
                Status::Tercatat | Status::Ditindaklanjuti | Status::DibukaKembali => {
                    &["tindak-lanjut", "selesaikan", "teruskan", "tugaskan", "catatan"]
                }
                Status::Selesai => &["buka-kembali", "catatan"],
            };
            let taken: Vec<_> =
                Verb::iter().filter(|verb| verb.cell(status).verdict().is_ok()).map(Verb::code).collect();
            assert_eq!(taken, expected, "{status:?}");
        }
    }

    #[test]
    fn from_the_first_word_to_the_second_end_nothing_is_lost() {
        let first = taken(&noted(), Verb::TindakLanjut, &told("2025-04-01", ISI, "Menghubungi helpdesk.")).unwrap();
        let earlier = taken(&first, Verb::TindakLanjut, &told("2025-03-20", ISI, "Rapat.")).unwrap();
        assert_eq!(earlier.ditindaklanjuti_pada, Some(on("2025-03-20")));
        let next = told("2025-12-20", ALASAN, "Belum dijawab.").with(KEY.tenggat, Some(on("2026-03-31")));
        let carried = taken(&earlier, Verb::Teruskan, &next).unwrap();
        assert_eq!((carried.status, carried.tenggat), (Status::Ditindaklanjuti, Some(on("2026-03-31"))));
        let solved = taken(&carried, Verb::Selesaikan, &told("2026-02-02", KEY.hasil, "Server baru.")).unwrap();
        assert_eq!((solved.status, solved.selesai_pada), (Status::Selesai, Some(on("2026-02-02"))));
        let again = taken(&solved, Verb::BukaKembali, &told("2026-05-05", ALASAN, "Mati lagi.")).unwrap();
        assert_eq!((again.status, again.selesai_pada, &again.hasil), (Status::DibukaKembali, None, &None));
        assert_eq!(again.selesai_sebelumnya_pada, Some(on("2026-02-02")));
        let lines = "1 Apr 2025: Menghubungi helpdesk.\n20 Mar 2025: Rapat.\n20 Des 2025: Diteruskan sampai 31 Mar 2026. Belum \
                     dijawab.\n2 Feb 2026: Selesai. Server baru.\n5 Mei 2026: Dibuka kembali. Mati lagi.";
        assert_eq!(again.tindak_lanjut.as_deref(), Some(lines));
    }

    #[test]
    fn what_cannot_be_is_refused_at_its_field() {
        let solved = Model { status: Status::Selesai, selesai_pada: Some(on("2025-06-06")), ..noted() };
        let backwards = told("2025-04-01", ALASAN, "x").with(KEY.tenggat, Some(on("2025-03-31")));
        for (record, verb, values, field) in [
            (noted(), Verb::TindakLanjut, told("2025-03-02", ISI, "x"), "tanggal"),
            (solved, Verb::BukaKembali, told("2025-06-05", ALASAN, "x"), "tanggal"),
            (noted(), Verb::Teruskan, backwards, "tenggat"),
            (noted(), Verb::TindakLanjut, told("2025-04-01", ISI, "Telepon 081200001111"), "isi"),
            (noted(), Verb::Selesaikan, told("2025-04-01", KEY.hasil, "NIK 9999994101900001"), "hasil"),
            (noted(), Verb::TindakLanjut, told("2025-04-01", ISI, &"x".repeat(LONG)), "isi"),
        ] {
            let refused = format!("{:?}", taken(&record, verb, &values).unwrap_err());
            assert!(refused.contains(&format!("\"{field}\"")), "{verb:?}: {refused}");
        }
    }
}
