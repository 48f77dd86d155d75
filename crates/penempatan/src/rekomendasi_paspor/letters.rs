//! The letter that answers a request for a passport recommendation. Its wording is an assumption, to be replaced by the office's template.

use records::Letter;

use super::table::Verb;

pub(super) const LETTERS: &[Letter] = &[Letter {
    code: "rekomendasi",
    title: "Surat rekomendasi paspor",
    steps: &[Verb::Terbitkan.code()],
    opening: &[
        "Yth. Kepala {{kantor_imigrasi}}",
        "Sehubungan dengan permintaan tanggal {{diminta_pada}}, kami merekomendasikan penerbitan paspor bagi yang tersebut di bawah ini.",
    ],
    facts: &[
        ("Nama", "{{nama}}"),
        ("NIK", "{{nik}}"),
        ("Tanggal lahir", "{{tanggal_lahir}}"),
        ("Daerah asal", "{{daerah_asal}}"),
        ("Alamat", "{{alamat}}"),
        ("Keperluan", "{{keperluan}}"),
        ("Negara tujuan", "{{negara}}"),
        ("Skema", "{{skema}}"),
    ],
    closing: &["Demikian rekomendasi ini dibuat untuk dipergunakan sebagaimana mestinya."],
    signed: &["{{kantor}}"],
}];
