//! The steps of a pencegahan as they are offered.

use kernel::form::{Field, FieldKind};
use records::{DAY, OTHER, REMARK, Step, Weight};

use super::entity::KEY;
use super::table::Verb;

const fn plain(verb: Verb, title: &'static str, hint: &'static str) -> Step {
    Step {
        name: verb.code(),
        title,
        hint,
        fields: &[DAY],
        reason: REMARK,
        done: title,
        right: None,
        weight: Weight::Onward,
    }
}

/// The number of a return of that person and day, where the one that is made is another.
pub(super) const BESIDE: Field = Field::asked(OTHER, "Selain kepulangan", FieldKind::Text(40))
    .help("Hanya bila ditanya: nomor kepulangan pada hari itu yang memang kedatangan lain.");

pub(super) const STEPS: &[Step] = &[
    Step {
        fields: &[
            DAY,
            Field::new(KEY.edukasi, "Isi edukasi", FieldKind::Text(500))
                .required()
                .help("Misalnya: prosedur penempatan, bahaya TPPO, tempat melapor."),
        ],
        ..plain(Verb::Edukasi, "Edukasi", "Orang ini diberi tahu cara berangkat yang benar.")
    },
    Step {
        fields: &[DAY, BESIDE],
        ..plain(
            Verb::Pulangkan,
            "Pulangkan",
            "Membuat kepulangannya dengan kategori dicegah; yang dihitung hanya kepulangan itu.",
        )
    },
    Step {
        fields: &[DAY, Field::new(KEY.nomor_laporan, "Nomor laporan polisi", FieldKind::Text(80)).required()],
        weight: Weight::Other,
        ..plain(Verb::ProsesHukum, "Proses hukum", "Difasilitasi penyelesaian hukumnya.")
    },
    Step {
        weight: Weight::Other,
        ..plain(Verb::Tempatkan, "Tempatkan prosedural", "Ditempatkan kembali secara prosedural.")
    },
    Step::note(Verb::Catatan.code()),
];
