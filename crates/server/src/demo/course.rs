//! What becomes of the complaints of the year: heard, brought together, referred and answered.

use chrono::Days;
use fastrand::Rng;
use kernel::Day;

use super::plan::{FollowUp, answer, step};

/// Decides what becomes of complaints, by chances of its own, so that who complains does not depend on it.
pub(super) struct Course {
    rng: Rng,
    last: Day,
}

/// A complaint that is closed unsolved.
pub(super) fn closed(day: Day) -> FollowUp {
    step(day, "tutup", &[("dasar_penutupan", "di_luar_kewenangan")], "Ditutup.")
}

fn solved(day: Day) -> FollowUp {
    step(day, "selesaikan", &[("hasil", "Hak terpenuhi (contoh)")], "Selesai.")
}

fn heard_on(day: Day) -> FollowUp {
    step(day, "klarifikasi", &[], "Perekrut didengar; berita acara rekaan.")
}

impl Course {
    /// What happens before a day.
    pub(super) fn until(until: Day) -> Self {
        Self { rng: Rng::with_seed(601), last: until.pred_opt().unwrap_or(until) }
    }

    fn after(&mut self, day: Day, days: std::ops::Range<u64>) -> Day {
        day.checked_add_days(Days::new(self.rng.u64(days))).unwrap_or(day).min(self.last)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    /// Solved at the end; some after the one complained about was heard, fewer after both sides came together.
    pub(super) fn heard(&mut self, verified: Day, end: Day) -> Vec<FollowUp> {
        let third = u64::try_from((end - verified).num_days() / 3).unwrap_or_default();
        let at = |part: u64| verified.checked_add_days(Days::new(part * third)).unwrap_or(end);
        let mut steps = Vec::new();
        if third >= 2 && self.chance(60) {
            steps.push(heard_on(at(1)));
            if self.chance(60) {
                steps.push(heard_on(at(2)));
                if self.chance(50) {
                    steps.push(step(end, "mediasi", &[], "Para pihak dipertemukan (contoh)."));
                }
            }
        }
        steps.push(solved(end));
        steps
    }

    /// Referred: mostly accepted, now and then refused or given back, and in the end solved or closed.
    pub(super) fn referred(&mut self, day: Day, to: &'static str, letter: &str) -> Vec<FollowUp> {
        let sent = step(day, "limpahkan", &[("dilimpahkan_ke", to), ("surat_limpah", letter)], "Dilimpahkan ke pusat.");
        let answered = self.after(day, 1..5);
        let end = self.after(answered, 6..28);
        let accepted = answer(answered, "terima", &[("nomor_terima", "AGENDA-CONTOH")], "Diterima pusat.");
        match self.rng.u32(0..100) {
            0..8 => vec![sent, answer(answered, "tolak", &[], "Bukan kewenangan yang dituju (contoh)."), solved(end)],
            8..14 => {
                let back = answer(end, "kembalikan", &[], "Dikembalikan dengan hasil (contoh).");
                vec![sent, accepted, back, solved(end)]
            }
            14..90 => vec![sent, accepted, solved(end)],
            _ => vec![sent, accepted, closed(end)],
        }
    }

    /// Solved after many weeks; what was verified late in the year is still open at its end.
    pub(super) fn slow(&mut self, verified: Day) -> Vec<FollowUp> {
        let end = self.after(verified, 20..70);
        if end == self.last {
            return Vec::new();
        }
        let mut steps = vec![heard_on(end.pred_opt().unwrap_or(end).max(verified))];
        steps.push(solved(end));
        steps
    }
}
