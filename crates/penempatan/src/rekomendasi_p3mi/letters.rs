//! The letter with which a recommendation about a company is sent. Its wording is an assumption, to be replaced by the office's template.

use records::Letter;

use super::table::Verb;

pub(super) const LETTERS: &[Letter] = &[Letter {
    code: "rekomendasi",
    title: "Surat rekomendasi tentang P3MI",
    steps: &[Verb::Kirim.code()],
    opening: &[
        "Bersama ini kami sampaikan rekomendasi tentang perusahaan penempatan sebagai berikut, untuk diputuskan.",
    ],
    facts: &[
        ("Nomor P3MI di Lindung", "{{p3mi}}"),
        ("Jenis rekomendasi", "{{jenis}}"),
        ("Bentuk sanksi", "{{bentuk_sanksi}}"),
        ("Diusulkan pada", "{{diusulkan_pada}}"),
        ("Dasar dan uraian", "{{dasar}}"),
    ],
    closing: &["Mohon pemberitahuan atas keputusannya."],
    signed: &["{{kantor}}"],
}];
