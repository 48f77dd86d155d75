//! All indicators, one file each. A new one is its file and one line here.

use crate::indicator::Indicator;

macro_rules! indicators {
    ($($file:ident),* $(,)?) => {
        $(mod $file;)*

        /// All indicators.
        pub const ALL: &[&Indicator] = &[$(&$file::INDICATOR),*];
    };
}

indicators!(
    iku_01_penanganan_pengaduan,
    iku_02_pengaduan_siskop2mi,
    iku_03_kerja_sama,
    iku_04_rehabilitasi,
    iku_05_pemberdayaan,
    iku_06_kepulangan,
    iku_07_penempatan,
    iku_08_klaim,
    iku_09_data_supply,
    iku_10_verifikasi,
    iku_11_zi,
    iku_12_kearsipan,
    iku_13_nka,
    pk_01_persediaan_cpmi,
    pk_02_pemahaman_opp,
    pk_03_penanganan_permasalahan,
    pk_04_kepulangan_pemberdayaan,
    pk_05_akip,
    pk_07_nka,
);

/// The indicator of a name.
#[must_use]
pub fn find(id: &str) -> Option<&'static Indicator> {
    ALL.iter().copied().find(|indicator| indicator.id == id)
}

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn names_are_unique_and_definitions_dated() {
        for (at, one) in ALL.iter().enumerate() {
            assert!(ALL.iter().skip(at + 1).all(|other| other.id != one.id), "{}", one.id);
            assert!(!one.definitions.is_empty());
            for pair in one.definitions.windows(2) {
                assert!(pair[0].since < pair[1].since && pair[0].number < pair[1].number, "{}", one.id);
            }
        }
    }
}
