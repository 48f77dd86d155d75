//! The letters about a complaint. That a second clarification has a statement and minutes, and what the statement says, is Permen P2MI
//! 23/2025 art. 18; the wording is an assumption, to be replaced by the office's own templates.

use records::Letter;

use super::table::Verb;

const WORKER: (&str, &str) = ("Nama pekerja", "{{nama}}");
const COUNTRY: (&str, &str) = ("Negara penempatan", "{{negara}}");
const COMPANY: (&str, &str) = ("P3MI atau perekrut", "{{p3mi}}");
const EMPLOYER: (&str, &str) = ("Pemberi kerja", "{{pemberi_kerja}}");

pub(super) const LETTERS: &[Letter] = &[
    Letter {
        code: "pelimpahan",
        title: "Surat pelimpahan pengaduan",
        steps: &[Verb::Limpahkan.code()],
        opening: &[
            "Yth. {{dilimpahkan_ke}} {{limpah_kantor}}",
            "Bersama ini kami limpahkan penanganan pengaduan nomor {{nomor_catatan}}, yang kami terima pada {{diterima_pada}}, \
             dengan rincian sebagai berikut.",
        ],
        facts: &[
            ("Nama pekerja", "{{nama}}"),
            ("NIK", "{{nik}}"),
            ("Nomor dokumen", "{{nomor_dokumen}}"),
            ("Pelapor", "{{pelapor}} ({{hubungan_pelapor}})"),
            ("Negara penempatan", "{{negara}}"),
            ("Jenis kasus", "{{jenis_kasus}}"),
            ("P3MI atau perekrut", "{{p3mi}}"),
            ("Nomor SISKOP2MI", "{{nomor_siskop2mi}}"),
            ("Kronologi", "{{kronologi}}"),
            ("Tuntutan", "{{tuntutan}}"),
        ],
        closing: &["Mohon penanganan lebih lanjut dan pemberitahuan perkembangannya kepada kami."],
        signed: &["{{kantor}}"],
    },
    Letter {
        code: "undangan-klarifikasi",
        title: "Undangan klarifikasi",
        steps: &[Verb::Klarifikasi.code()],
        opening: &[
            "Yth. Pimpinan {{p3mi}}",
            "Sehubungan dengan pengaduan nomor {{nomor_catatan}}, kami mengundang Saudara untuk memberikan klarifikasi.",
        ],
        facts: &[
            WORKER,
            COUNTRY,
            ("Jenis kasus", "{{jenis_kasus}}"),
            ("Hari dan jam", "…………………"),
            ("Tempat", "{{kantor}}"),
            ("Petugas", "{{petugas}}"),
        ],
        closing: &["Mohon membawa dokumen penempatan pekerja tersebut dan surat tugas bila diwakilkan."],
        signed: &["{{kantor}}"],
    },
    Letter {
        code: "pernyataan-1",
        title: "Surat pernyataan klarifikasi kesatu",
        steps: &[Verb::Klarifikasi.code()],
        opening: &[
            "Yang bertanda tangan di bawah ini: nama …………………, jabatan …………………, alamat …………………, telepon …………………, mewakili pihak \
             yang diadukan, pada klarifikasi kesatu tanggal {{klarifikasi_1_pada}} menyatakan sebagai berikut tentang pengaduan nomor \
             {{nomor_catatan}}.",
        ],
        facts: &[
            WORKER,
            COUNTRY,
            COMPANY,
            EMPLOYER,
            ("Penjelasan", "…………………"),
            ("Komitmen penyelesaian", "…………………"),
            ("Paling lambat", "{{komitmen_sampai}}"),
        ],
        closing: &["Pernyataan ini dibuat dengan sebenarnya; salinannya diberikan kepada pengadu."],
        signed: &["Yang menyatakan", "Petugas: {{petugas}}"],
    },
    Letter {
        code: "pernyataan-2",
        title: "Surat pernyataan klarifikasi kedua",
        steps: &[Verb::Klarifikasi.code()],
        opening: &[
            "Yang bertanda tangan di bawah ini: nama …………………, jabatan …………………, alamat …………………, telepon …………………, mewakili pihak \
             yang diadukan, pada klarifikasi kedua tanggal {{klarifikasi_2_pada}} menyatakan sebagai berikut tentang pengaduan nomor \
             {{nomor_catatan}}.",
        ],
        facts: &[
            WORKER,
            COUNTRY,
            COMPANY,
            EMPLOYER,
            ("Penjelasan", "…………………"),
            ("Tindak lanjut", "…………………"),
            ("Kendala komitmen kesatu", "…………………"),
            ("Komitmen penyelesaian", "…………………"),
            ("Paling lambat", "{{komitmen_sampai}}"),
        ],
        closing: &["Pernyataan ini dibuat dengan sebenarnya; salinannya diberikan kepada pengadu."],
        signed: &["Yang menyatakan", "Petugas: {{petugas}}"],
    },
    Letter {
        code: "berita-acara",
        title: "Berita acara klarifikasi",
        steps: &[Verb::Klarifikasi.code(), Verb::Mediasi.code()],
        opening: &[
            "Pada {{tanggal_surat}} di {{kantor}} telah dilakukan klarifikasi atas pengaduan nomor {{nomor_catatan}}, yang diterima pada \
             {{diterima_pada}} dari {{pelapor}} ({{hubungan_pelapor}}).",
        ],
        facts: &[
            WORKER,
            COUNTRY,
            COMPANY,
            EMPLOYER,
            ("Tuntutan", "{{tuntutan}}"),
            ("Yang hadir", "…………………"),
            ("Penjelasan pihak yang diadukan", "…………………"),
            ("Kesepakatan", "…………………"),
            ("Paling lambat", "{{komitmen_sampai}}"),
        ],
        closing: &["Berita acara ini dibuat untuk dipergunakan sebagaimana mestinya."],
        signed: &["Pengadu", "Pihak yang diadukan", "Petugas: {{petugas}}"],
    },
];
