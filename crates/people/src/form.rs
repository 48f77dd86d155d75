//! The fields of a person, the same in every form and file about a person.

use kernel::form::{Field, FieldKind};

use crate::key;

/// The fields, in the order of the form.
pub const FIELDS: &[Field] = &[
    Field::new(key::NAMA, "Nama lengkap", FieldKind::Name).required().help("Seperti pada dokumen; nama tunggal boleh."),
    Field::new(key::NIK, "NIK", FieldKind::Nik).identity().help("16 angka. Kosongkan bila tidak diketahui."),
    Field::new(key::JENIS_DOKUMEN, "Jenis dokumen perjalanan", FieldKind::Term("jenis_dokumen")),
    Field::new(key::NOMOR_DOKUMEN, "Nomor paspor atau SPLP", FieldKind::Passport).identity(),
    Field::new(key::TANGGAL_LAHIR, "Tanggal lahir", FieldKind::BornAbout)
        .help("Bila hanya tahunnya yang diketahui, tulis tahunnya saja."),
    Field::new(key::JENIS_KELAMIN, "Jenis kelamin", FieldKind::Term("jenis_kelamin")).help("L atau P."),
    Field::new(key::DAERAH_ASAL, "Daerah asal", FieldKind::Area).help("Provinsi atau kabupaten/kota."),
    Field::new(key::ALAMAT, "Alamat", FieldKind::Text(300)).identity(),
    Field::new(key::TELEPON, "Telepon", FieldKind::Phone).identity(),
];
