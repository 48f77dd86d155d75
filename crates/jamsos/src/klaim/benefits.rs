//! In which phase of the work abroad a benefit is given. Permenaker 4/2023 articles 27 (before and after) and 34 (during) list them; the
//! words of `manfaat_jamsos` that stand in neither list as it was read have all phases.

/// Before, during and after, as `fase_klaim` has them.
const ANY: &[&str] = &["sebelum", "selama", "sesudah"];

/// The phases in which a benefit is given.
#[must_use]
pub fn phases(benefit: &str) -> &'static [&'static str] {
    match benefit {
        "pengobatan"
        | "phk_sepihak"
        | "phk_akibat_kecelakaan"
        | "tidak_sesuai_perjanjian"
        | "gagal_ditempatkan"
        | "biaya_pulang_bermasalah"
        | "biaya_pulang_kecelakaan" => &["selama"],
        "gagal_berangkat" => &["sebelum"],
        "kerugian_pulang" => &["sesudah"],
        _ => ANY,
    }
}

#[cfg(test)]
mod tests {
    use kernel::reference::Reference;

    use super::*;

    #[test]
    fn the_phases_are_those_that_can_be_chosen() {
        let reference = Reference::embedded().unwrap();
        let known: Vec<&str> = reference.terms("fase_klaim").iter().map(|term| term.code.as_str()).collect();
        assert_eq!(known, ANY);
        let narrow = reference.terms("manfaat_jamsos").iter().filter(|term| phases(&term.code).len() == 1).count();
        assert_eq!(narrow, 9, "a benefit that is named here stands in the vocabulary");
    }
}
