//! The fields of a person, as they stand in every form and file about one.

use kernel::form::{Field, FieldKind};

/// The fields, in the order in which they are asked.
pub const FIELDS: &[Field] = &[
    Field::new("nama", "Nama lengkap", FieldKind::Text(200))
        .required()
        .help("Seperti pada dokumen; nama tunggal boleh."),
    Field::new("nik", "NIK", FieldKind::Nik).identity().help("16 angka. Kosongkan bila tidak diketahui."),
    Field::new("jenis_dokumen", "Jenis dokumen perjalanan", FieldKind::Term("jenis_dokumen")),
    Field::new("nomor_dokumen", "Nomor paspor atau SPLP", FieldKind::Passport).identity(),
    Field::new("tanggal_lahir", "Tanggal lahir", FieldKind::Day),
    Field::new("jenis_kelamin", "Jenis kelamin", FieldKind::Term("jenis_kelamin")).help("L atau P."),
    Field::new("daerah_asal", "Daerah asal", FieldKind::Area).help("Provinsi atau kabupaten/kota."),
    Field::new("alamat", "Alamat", FieldKind::Text(300)).identity(),
    Field::new("telepon", "Telepon", FieldKind::Phone).identity(),
];
