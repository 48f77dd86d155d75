//! The table of a kind for the documents.

use std::fmt::Write;

use crate::AnyKind;
use crate::workflow::{Cell, Place};

impl dyn AnyKind + '_ {
    /// The table as a page of the documents; none for a kind without steps.
    #[must_use]
    pub fn stages(&self) -> Option<String> {
        let (places, beside) = (self.cells(), self.beside());
        let mut text = format!(
            "# Tahap {}\n\nDibuat dari kode oleh `cargo xtask docs`. Untuk setiap keadaan dan langkah: ke mana, atau mengapa tidak, \
             dan aturan di baliknya.{}{beside}\n",
            self.info().name,
            if beside.is_empty() { "" } else { " Di luar tabel: " },
        );
        for rows in places.chunk_by(|one, two| one.status == two.status) {
            let status = rows.first()?.status;
            let _ = write!(text, "\n## {status}\n\n| langkah | menjadi | aturan atau alasan |\n| --- | --- | --- |\n");
            for Place { verb, cell, .. } in rows {
                let (to, rule) = match cell {
                    Cell::To(to, rule) => (*to, rule),
                    Cell::Stays(rule) => ("tetap", rule),
                    Cell::Back(rule) => ("tahap menurut tanggalnya", rule),
                    // Not `ditolak`: that is the name of a state too.
                    Cell::No(why) => ("tidak dapat", why),
                };
                let _ = writeln!(text, "| {verb} | {to} | {rule} |");
            }
        }
        (!places.is_empty()).then_some(text)
    }
}
