//! What a digest says: numbers and two links, nothing of a record.

use kernel::Day;
use records::tugas::{Overview, Whose};
use web::parts;

/// The subject: what is most pressing, in numbers.
pub(crate) fn subject(overview: &Overview) -> String {
    let counts = &overview.counts;
    format!("Lindung: {} tugas terlambat, {} jatuh tempo hari ini", counts.late, counts.today)
}

/// The text, for a day.
pub(crate) fn digest(overview: &Overview, today: Day, console: &str) -> String {
    let counts = &overview.counts;
    let whose = match overview.whose {
        Whose::Saya => "Tugas Anda",
        Whose::Tim => "Tidak ada tugas Anda sendiri. Tugas tim",
    };
    let console = console.trim_end_matches('/');
    let lines = [
        ("Seluruhnya", counts.all),
        ("Terlambat", counts.late),
        ("Jatuh tempo hari ini", counts.today),
        ("Tujuh hari berikutnya", counts.soon),
        ("Menunggu tanda tangan atau disposisi", counts.waiting),
        ("Terlambat atau segera, belum ada petugasnya", overview.unassigned),
    ];
    let numbers: Vec<String> = lines.iter().map(|(label, many)| format!("  {label}: {many}")).collect();
    let numbers = numbers.join("\n");
    format!(
        "{whose}, {}:\n\n{numbers}\n\nBuka daftarnya di {console}/tugas\n\nSurat ini dibuat otomatis oleh Lindung dan hanya memuat \
         jumlah.\nJangan membalasnya.\nMengubah alamat atau berhenti menerimanya:\n{console}/akun/surel\n",
        parts::day(today),
    )
}

/// The text of a trial.
pub(crate) fn trial() -> String {
    "Surel percobaan dari Lindung. Bila Anda membaca ini, setelan surel sudah benar.\n".to_owned()
}

#[cfg(test)]
mod tests {
    use records::tugas::Counts;

    use super::*;

    #[test]
    fn a_digest_is_numbers_and_links() {
        let counts = Counts { all: 9, life: 1, late: 3, today: 2, soon: 4, waiting: 1 };
        let overview = Overview { whose: Whose::Saya, counts, unassigned: 5 };
        let text = digest(&overview, Day::from_ymd_opt(2025, 7, 1).unwrap(), "https://lindung.contoh.go.id/");
        for line in ["Tugas Anda, 1 Jul 2025:", "  Terlambat: 3\n", "  Jatuh tempo hari ini: 2\n", "petugasnya: 5\n"] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(text.contains("https://lindung.contoh.go.id/tugas\n"), "{text}");
        assert_eq!(subject(&overview), "Lindung: 3 tugas terlambat, 2 jatuh tempo hari ini");
    }
}
