//! The assessments of an item before the newest: each is of another quarter, and quarters that ended are counted by them.

use kernel::form::{Key, Values, gather};
use kernel::{Day, FieldError, Triwulan};

use super::entity::{KEY, Model};
use super::measures::WHOLE;

/// Where they are kept, oldest first: day and share.
pub(super) const KEPT: [(Key<Day>, Key<i64>); 3] = [
    (KEY.penilaian_1_pada, KEY.penilaian_1),
    (KEY.penilaian_2_pada, KEY.penilaian_2),
    (KEY.penilaian_3_pada, KEY.penilaian_3),
];

impl Model {
    /// The earlier assessments, oldest first: day and share.
    #[must_use]
    pub fn earlier(&self) -> Vec<(Day, i64)> {
        let kept = [
            self.penilaian_1_pada.zip(self.penilaian_1),
            self.penilaian_2_pada.zip(self.penilaian_2),
            self.penilaian_3_pada.zip(self.penilaian_3),
        ];
        kept.into_iter().flatten().collect()
    }

    /// All assessments, that which holds last.
    #[must_use]
    pub fn assessments(&self) -> Vec<(Day, i64)> {
        let mut all = self.earlier();
        all.extend(self.dinilai_pada.map(|day| (day, self.terpenuhi.unwrap_or_default())));
        all
    }
}

/// What is wrong with them.
pub(super) fn check(values: &Values) -> Vec<FieldError> {
    let late = "Tidak boleh sebelum penilaian sebelumnya.";
    let mut errors = gather([
        values.in_order(KEY.penilaian_1_pada, KEY.penilaian_2_pada, late),
        values.in_order(KEY.penilaian_2_pada, KEY.penilaian_3_pada, late),
    ]);
    for (day, share) in KEPT {
        errors.extend(gather([
            values.together(day, share, "Isi bagian yang terpenuhi menurut penilaian itu."),
            values.together(share, day, "Isi tanggal penilaian itu."),
            values.together(day, KEY.dinilai_pada, "Isi tanggal dinilai, atau kosongkan penilaian sebelumnya."),
            values.in_order(day, KEY.dinilai_pada, late),
            whole(values, share),
        ]));
    }
    errors
}

/// A share is at most all of it.
pub(super) fn whole(values: &Values, share: Key<i64>) -> Result<(), FieldError> {
    match values.get(share) {
        Some(met) if met > WHOLE => Err(FieldError::new(share, "Tulis 0 sampai 100.")),
        _ => Ok(()),
    }
}

/// Refuses to move an assessment into a later quarter by a correction: the quarters before would be counted without it.
pub(super) fn moved(old: &Model, new: &Model) -> Result<(), FieldError> {
    match (old.dinilai_pada, new.dinilai_pada) {
        (Some(before), Some(after))
            if old.tahun == new.tahun
                && Triwulan::of(before) < Triwulan::of(after)
                && old.earlier() == new.earlier() =>
        {
            let detail = "Penilaian di triwulan kemudian dicatat lewat langkah Nilai ulang, agar angka triwulan sebelumnya tetap.";
            Err(FieldError::new(KEY.dinilai_pada, detail))
        }
        _ => Ok(()),
    }
}
