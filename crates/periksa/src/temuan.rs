//! What a check finds.

use schemars::JsonSchema;
use serde::Serialize;

/// A contradiction: where it stands, what is printed there, what it should be, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Temuan {
    /// The rule that is broken, as a stable name.
    #[schemars(description = "Aturan yang dilanggar, misalnya `capaian`.")]
    pub aturan: &'static str,
    /// Where it stands: file, table or row, figure. Several places are parted by semicolons.
    #[schemars(description = "Berkas, tabel, baris dan angkanya; beberapa tempat dipisah titik koma.")]
    pub tempat: String,
    /// As printed.
    #[schemars(description = "Yang tercetak.")]
    pub tercetak: String,
    /// Recomputed, or printed elsewhere; a dash where nothing can be computed.
    #[schemars(description = "Hasil hitung ulang, atau yang tercetak di tempat lain.")]
    pub dihitung: String,
    /// What is wrong and what to do, in a sentence.
    #[schemars(description = "Apa yang salah dan apa yang harus dilakukan.")]
    pub pesan: String,
    #[serde(skip)]
    about: String,
}

impl Temuan {
    /// A finding of a rule about something: findings about the same thing are told once.
    #[must_use]
    pub fn new(aturan: &'static str, about: &str, tempat: impl Into<String>) -> Self {
        let dash = "—".to_owned();
        let tempat = tempat.into();
        Self { aturan, tempat, tercetak: dash.clone(), dihitung: dash, pesan: String::new(), about: about.to_owned() }
    }

    /// With what is printed.
    #[must_use]
    pub fn printed(mut self, text: impl Into<String>) -> Self {
        self.tercetak = text.into();
        self
    }

    /// With what it should be.
    #[must_use]
    pub fn computed(mut self, text: impl Into<String>) -> Self {
        self.dihitung = text.into();
        self
    }

    /// With the sentence for people.
    #[must_use]
    pub fn says(mut self, text: impl Into<String>) -> Self {
        self.pesan = text.into();
        self
    }
}

/// A cell that looks like a figure and could not be read: nothing is known about it, neither that it is right nor that it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TakTerbaca {
    /// The file.
    #[schemars(description = "Nama berkasnya.")]
    pub berkas: String,
    /// The sheet, or the table of a text; empty where the file is one table.
    #[schemars(description = "Lembar buku kerja atau tabel dalam teks; kosong bila berkasnya satu tabel.")]
    pub tabel: String,
    /// The row in the file.
    #[schemars(description = "Baris dalam berkas.")]
    pub baris: usize,
    /// What stands above it.
    #[schemars(description = "Judul kolomnya.")]
    pub kolom: String,
    /// What stands there.
    #[schemars(description = "Yang tertulis di sel itu.")]
    pub isi: String,
    /// Why it was not read, and what to do.
    #[schemars(description = "Mengapa tidak terbaca, dan apa yang harus dilakukan.")]
    pub pesan: String,
}

impl TakTerbaca {
    pub(crate) fn new(baris: usize, kolom: String, isi: &str, pesan: &str) -> Self {
        let isi = isi.chars().take(120).collect();
        Self { berkas: String::new(), tabel: String::new(), baris, kolom, isi, pesan: pesan.to_owned() }
    }

    /// Where it stands, in words.
    #[must_use]
    pub fn tempat(&self) -> String {
        let table = if self.tabel.is_empty() { String::new() } else { format!(", {}", self.tabel) };
        format!("{}{table}, baris {}, kolom {}", self.berkas, self.baris, self.kolom)
    }
}

/// A print without its notation: 16,373,000 and 16.373.000 are the same print.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Tells what is found in several places once, with all the places.
#[must_use]
pub(crate) fn merge(findings: Vec<Temuan>) -> Vec<Temuan> {
    let mut merged: Vec<Temuan> = Vec::with_capacity(findings.len());
    for temuan in findings {
        let same = merged.iter_mut().find(|m| {
            let printed = bare(&m.tercetak) == bare(&temuan.tercetak);
            m.aturan == temuan.aturan && m.about == temuan.about && printed && m.dihitung == temuan.dihitung
        });
        match same {
            Some(first) if first.tempat.split("; ").any(|place| place == temuan.tempat) => {}
            Some(first) => {
                first.tempat.push_str("; ");
                first.tempat.push_str(&temuan.tempat);
                if temuan.pesan.len() > first.pesan.len() {
                    first.pesan = temuan.pesan;
                }
            }
            None => merged.push(temuan),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_is_told_once_with_all_its_places() {
        let one = |place: &str| Temuan::new("capaian", "iku", place).printed("184%").computed("183,46%");
        let merged = merge(vec![one("a.csv"), one("b.csv"), one("a.csv"), one("c.csv").printed("185%")]);
        assert_eq!(merged.iter().map(|t| t.tempat.as_str()).collect::<Vec<_>>(), ["a.csv; b.csv", "c.csv"]);
    }
}
