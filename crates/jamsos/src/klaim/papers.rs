//! The documents of a claim: which a kind of claim needs, and which of them are not there.

use std::collections::BTreeSet;

use kernel::reference::{Reference, Term};

/// All documents of claims, of whatever kind.
pub const ALL: &str = "dokumen_klaim";
/// Those that only some claims need, such as the letter of leave of somebody who died on leave.
pub const SOMETIMES: &str = "dokumen_klaim_bila_perlu";

/// The vocabulary of the documents that a kind of claim needs (Permenaker 4/2023 articles 50 and 57; assumed where no article was read).
#[must_use]
pub fn of(kind: &str) -> &'static str {
    match kind {
        "meninggal_dunia" => "dokumen_klaim_meninggal",
        "kecelakaan_kerja" => "dokumen_klaim_kecelakaan",
        "phk_sepihak" => "dokumen_klaim_phk",
        "gagal_berangkat" => "dokumen_klaim_gagal",
        _ => "dokumen_klaim_lainnya",
    }
}

/// What a claim of a kind cannot be filed without, and is not among `there`: codes with commas between.
#[must_use]
pub fn missing<'a>(reference: &'a Reference, kind: &str, there: Option<&str>) -> Vec<&'a Term> {
    let there: BTreeSet<&str> = there.into_iter().flat_map(|codes| codes.split(',')).collect();
    let sometimes: BTreeSet<&str> = reference.terms(SOMETIMES).iter().map(|term| term.code.as_str()).collect();
    let absent = |term: &&Term| !there.contains(term.code.as_str()) && !sometimes.contains(term.code.as_str());
    reference.terms(of(kind)).iter().filter(absent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(terms: Vec<&Term>) -> Vec<&str> {
        terms.into_iter().map(|term| term.code.as_str()).collect()
    }

    #[test]
    fn a_claim_is_complete_without_what_only_some_need() {
        let reference = Reference::embedded().unwrap();
        let all = "kartu_peserta,kk,ktp_ahli_waris,ktp_paspor,rekening_ahli_waris,surat_ahli_waris,surat_kematian";
        assert!(missing(&reference, "meninggal_dunia", Some(all)).is_empty());
        let left = all.replace(",kk", "");
        assert_eq!(codes(missing(&reference, "meninggal_dunia", Some(&left))), ["kk"]);
        assert!(!missing(&reference, "meninggal_dunia", None).is_empty());
    }

    #[test]
    fn every_kind_of_claim_has_documents_that_can_be_ticked() {
        let reference = Reference::embedded().unwrap();
        let all: BTreeSet<&str> = reference.terms(ALL).iter().map(|term| term.code.as_str()).collect();
        for kind in reference.terms("jenis_klaim") {
            let needed = codes(missing(&reference, &kind.code, None));
            assert!(!needed.is_empty() && needed.iter().all(|code| all.contains(code)), "{}: {needed:?}", kind.code);
        }
        for code in reference.terms(SOMETIMES) {
            assert!(all.contains(code.code.as_str()), "{}", code.code);
        }
    }
}
