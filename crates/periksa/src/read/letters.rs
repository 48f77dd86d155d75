//! Word documents: their paragraphs and tables are read as the text of a report is.

use baca::{Limits, Piece, Unfit};
use kernel::{Problem, Result};

use super::{Document, Room, text};

/// Bytes of a document once unpacked, with its pictures, and of its texts.
const UNPACKED: u64 = 64 * 1024 * 1024;
const TEXT: usize = 8 * 1024 * 1024;

/// Reads a document: each paragraph and each row of a table is a line, with an empty one before and behind a table.
///
/// # Errors
/// What is no Word document, unpacks to far more than a report holds, or holds more than there is room for.
pub(super) fn read(name: &str, bytes: &[u8], room: &mut Room) -> Result<Document> {
    let limits = Limits { unpacked: UNPACKED, cells: room.cells(), text: TEXT, rows: room.rows() };
    let words = |unfit: Unfit| Problem::Malformed(unfit.words_of_document(&format!("Berkas {name}"), limits));
    if !baca::is_document(bytes) {
        return Err(words(Unfit::Unreadable));
    }
    let pieces = baca::document(bytes, limits).map_err(words)?;
    let document = text::paragraphs(name, &lines(&pieces), room)?;
    Ok(Document {
        remarks: vec![
            "Dokumen Word dibaca alinea demi alinea: baris yang disebut adalah hitungan alinea dan baris tabel dari awal dokumen. Kepala \
             dan kaki halaman, catatan kaki, kotak grafik serta daftar isi tidak dibaca."
                .to_owned(),
        ],
        ..document
    })
}

fn lines(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => text.push_str(paragraph),
            Piece::Table(rows) => {
                text.push('\n');
                for row in rows {
                    text.push_str(&row.join("\t"));
                    // A row of one cell is one of a table too.
                    text.push_str("\t\n");
                }
            }
        }
        text.push('\n');
    }
    text
}
