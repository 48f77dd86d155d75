//! The history of a record or a person.

use kernel::form::Field;
use kernel::history;
use maud::{Markup, html};
use web::parts;

/// The label of a changed field.
fn label<'a>(fields: &[&'a Field], key: &'a str) -> &'a str {
    let own = fields.iter().find(|f| f.key == key).map(|f| f.label);
    own.unwrap_or(match key {
        "nama_tertulis" => "nama seperti ditulis",
        "dokumen_dilihat" => "dokumen yang dilihat",
        "diperiksa" => "semua catatan diperiksa",
        other => other,
    })
}

/// The action in a line of history, if it was more than a change of fields.
pub(crate) fn act(line: &history::Model) -> Option<String> {
    let side = |key: &str, side: &str| line.perubahan.get(key)?.get(side)?.as_str();
    if line.perubahan.get("dibatalkan").is_some() {
        let withdrawn = side("dibatalkan", "ke").is_some();
        return Some(if withdrawn { "Dibatalkan" } else { "Dipulihkan" }.to_owned());
    }
    if let (Some(from), Some(to)) = (side("kantor", "dari"), side("kantor", "ke")) {
        let numbers = side("nomor", "dari").zip(side("nomor", "ke"));
        let numbers = numbers.map(|(old, new)| format!(" ({old} → {new})")).unwrap_or_default();
        return Some(format!("Dipindahkan: {from} → {to}{numbers}"));
    }
    if let Some(other) = side("terkait", "ke") {
        return Some(format!("Dikaitkan dengan {other}"));
    }
    if let (Some(_), Some(outcome)) = (side("cara_kontak", "ke"), side("hasil_kontak", "ke")) {
        return Some(format!("Kontak: {}", parts::words(outcome).to_lowercase()));
    }
    if line.perubahan.get("lampiran").is_some() {
        let added = side("lampiran", "ke").is_some();
        return Some(if added { "Lampiran ditambahkan" } else { "Lampiran dihapus" }.to_owned());
    }
    if line.perubahan.get("dihapus").is_some() {
        return Some("Data pribadi dihapus".to_owned());
    }
    if line.perubahan.get("dipisahkan").is_some() {
        return Some("Dipisahkan".to_owned());
    }
    side("orang_id", "ke").or_else(|| side("digabung_ke", "ke")).map(|_| "Digabung".to_owned())
}

/// The lines of a history, newest first.
pub(crate) fn timeline(fields: &[&Field], history: &[history::Model]) -> Markup {
    html! {
        ol.timeline {
            @for line in history.iter().rev() {
                @let act = act(line);
                li {
                    time datetime=(line.dicatat_pada.to_rfc3339()) { (parts::instant(line.dicatat_pada)) }
                    @match (&act, &line.dari) {
                        (Some(act), _) => { b { (act) } }
                        (None, Some(from)) if *from != line.ke => { (parts::words(from)) " → " b { (parts::words(&line.ke)) } }
                        (None, Some(_)) => "Diubah",
                        (None, None) => { b { (parts::words(&line.ke)) } }
                    }
                    small { (line.pelaku) ". " (line.alasan) }
                    @if let Some(changes) = line.perubahan.as_object().filter(|c| !c.is_empty() && act.is_none()) {
                        small { "Isian: " (changes.keys().map(|key| label(fields, key)).collect::<Vec<_>>().join(", ")) }
                    }
                }
            }
        }
    }
}
