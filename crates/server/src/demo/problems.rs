//! Problems of the teams in every state, noted in 2024 and 2025, with what was done about them: Bab IV of the report of the year.

use kernel::Day;

use super::plan::{FollowUp, Maker, form, step};

/// What was done about a problem.
enum Did {
    Followed(&'static str),
    Solved(&'static str),
    /// With the new deadline.
    Carried(&'static str),
    Reopened(&'static str),
}

use Did::{Carried, Followed, Reopened, Solved};

/// A problem: its team, what it is, the indicator, who answers for it, when it was noted, by when it is to be solved, and on which days what
/// was done about it.
struct Problem(
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 2],
    &'static [(&'static str, Did)],
);

/// What was entered at the beginning of the year, of the year before; and the problems of the year.
const PROBLEMS: [Problem; 9] = [
    Problem(
        "subbag_tu",
        "Arsip inaktif belum dipindahkan (contoh)",
        "nilai-kearsipan",
        "Kepala Subbagian Tata Usaha (contoh)",
        ["2024-09-02", "2025-06-30"],
        &[
            ("2025-02-10", Followed("Daftar arsip inaktif disusun (contoh).")),
            ("2025-05-19", Solved("Arsip inaktif sudah di unit kearsipan (contoh).")),
        ],
    ),
    Problem(
        "tim_penempatan",
        "Laman layanan sering mati (contoh)",
        "",
        "Ketua Tim Penempatan (contoh)",
        ["2024-11-12", "2025-03-31"],
        &[
            ("2025-01-20", Followed("Helpdesk pusat dihubungi (contoh).")),
            ("2025-03-28", Carried("2025-12-31")),
            ("2025-12-22", Carried("2026-12-31")),
        ],
    ),
    Problem(
        "tim_pelindungan",
        "Disposisi surat perwakilan terlambat (contoh)",
        "",
        "Ketua Tim Pelindungan (contoh)",
        ["2024-10-07", "2025-04-30"],
        &[("2025-04-14", Solved("Alur disposisi disepakati dengan tata usaha (contoh)."))],
    ),
    Problem(
        "subbag_tu",
        "Penyerapan anggaran lambat (contoh)",
        "nilai-nka",
        "Kepala Subbagian Tata Usaha (contoh)",
        ["2025-04-07", "2025-12-15"],
        &[
            ("2025-05-12", Followed("Rencana penarikan disusun ulang (contoh).")),
            ("2025-08-11", Followed("Koordinasi dengan KPPN (contoh).")),
            ("2025-12-12", Solved("Sisa anggaran sudah direvisi (contoh).")),
        ],
    ),
    Problem(
        "tim_kelembagaan",
        "Pejabat mitra berganti sebelum naskah ditandatangani (contoh)",
        "implementasi-kerja-sama",
        "Ketua Tim Kelembagaan (contoh)",
        ["2025-03-10", "2025-11-28"],
        &[("2025-07-21", Followed("Bertemu pejabat yang baru (contoh)."))],
    ),
    Problem(
        "tim_kelembagaan",
        "Lembaga pelatihan bahasa belum banyak (contoh)",
        "",
        "Ketua Tim Kelembagaan (contoh)",
        ["2025-10-06", "2026-06-30"],
        &[],
    ),
    Problem(
        "tim_penempatan",
        "Calon pekerja tidak hadir di OPP (contoh)",
        "pemahaman-opp",
        "Ketua Tim Penempatan (contoh)",
        ["2025-02-17", "2025-09-30"],
        &[
            ("2025-03-17", Followed("P3MI ditanya penyebabnya; dijadwalkan ulang (contoh).")),
            ("2025-06-16", Solved("Semua yang dijadwalkan ulang hadir (contoh).")),
            ("2025-10-20", Reopened("Ketidakhadiran naik lagi (contoh).")),
            ("2025-11-10", Followed("Undangan dikirim seminggu sebelumnya (contoh).")),
        ],
    ),
    Problem(
        "tim_pelindungan",
        "Cara pelimpahan ke pusat berubah (contoh)",
        "penanganan-pengaduan",
        "Ketua Tim Pelindungan (contoh)",
        ["2025-05-05", "2025-10-31"],
        &[
            ("2025-06-02", Followed("Pusat ditanya tata cara yang baru (contoh).")),
            ("2025-10-13", Solved("Tata cara yang baru dipakai (contoh).")),
        ],
    ),
    Problem(
        "tim_pelindungan",
        "Rehabilitasi belum terlaksana (contoh)",
        "rehabilitasi",
        "Ketua Tim Pelindungan (contoh)",
        ["2025-08-04", "2025-12-19"],
        &[("2025-12-08", Solved("Dilaksanakan pada bulan Desember (contoh)."))],
    ),
];

/// The day on which problems of the year before were entered.
const ENTERED: &str = "2025-01-13";

fn on(text: &str) -> Day {
    text.parse().unwrap_or_default()
}

pub(super) fn add(maker: &mut Maker) {
    for Problem(team, what, indicator, who, [noted, due], did) in &PROBLEMS {
        let typed = form(&[
            ("tim", team),
            ("masalah", what),
            ("iku", indicator),
            ("penanggung_jawab", who),
            ("dicatat_pada", noted),
            ("tenggat", due),
        ]);
        let later = did.iter().map(|(day, did)| follow_up(on(day), did)).collect();
        maker.plan.add_with(on(noted).max(on(ENTERED)), "kendala", typed, later);
    }
}

fn follow_up(day: Day, did: &Did) -> FollowUp {
    match did {
        Followed(what) => step(day, "tindak-lanjut", &[("isi", what)], "Dicatat."),
        Solved(result) => step(day, "selesaikan", &[("hasil", result)], "Selesai."),
        Carried(until) => step(day, "teruskan", &[("tenggat", until)], "Belum dijawab pusat (contoh)."),
        Reopened(why) => step(day, "buka-kembali", &[], why),
    }
}
