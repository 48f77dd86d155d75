//! Records, fields and lines of history as a copy says them. What names somebody else is masked.

use std::collections::HashMap;

use kernel::form::{Field, Form, mask};
use kernel::{Ctx, PenggunaId, history};
use records::{AnyKind, Shown};
use serde_json::Value;
use web::layout::role_title;
use web::parts;

use super::told::{Baris, Catatan, Isian, Lampiran, Ubahan};
use crate::akun::Akun;

/// By what a copy writes: who has which account, and what the person is called and reached by, which is not masked.
pub(super) struct Writing<'a> {
    pub ctx: &'a Ctx,
    pub accounts: &'a HashMap<PenggunaId, Akun>,
    pub person: &'a Form,
}

impl Writing<'_> {
    /// A field with its content.
    pub(super) fn field(&self, field: &Field, form: &Form) -> Isian {
        let text = form.get(field.key).map_or("", String::as_str);
        let hidden = self.hides(field, text);
        let isi = if hidden { mask(text) } else { parts::readable(&self.ctx.house.reference, field, text) };
        Isian { isian: field.key, nama: field.label, isi, disamarkan: hidden }
    }

    /// Whether a text of a field is masked: it names somebody else, and not the person.
    fn hides(&self, field: &Field, text: &str) -> bool {
        field.other && !text.is_empty() && !self.person.values().any(|own| own.eq_ignore_ascii_case(text.trim()))
    }

    /// A record of a kind.
    pub(super) fn record(&self, kind: &dyn AnyKind, shown: &Shown) -> Catatan {
        let (info, head) = (kind.info(), &shown.head);
        let (_, own) = kind.parted();
        let office = self.ctx.house.offices.by_id(head.office);
        let lampiran = shown.attached.iter().map(|attached| Lampiran {
            nama: attached.name.clone(),
            macam: attached.macam.title(),
            keterangan: attached.remark.clone(),
            diunggah_pada: attached.at,
            dihapus_pada: attached.removed.as_ref().map(|(_, at, _)| *at),
        });
        Catatan {
            jenis: info.name,
            judul: info.title,
            nomor: head.number.clone(),
            kantor: office.map(|office| office.name.clone()).unwrap_or_default(),
            status: parts::words(shown.status),
            dicatat_pada: head.created,
            diubah_pada: head.changed,
            dibatalkan_pada: head.withdrawn,
            isian: own.iter().map(|field| self.field(field, &shown.form)).collect(),
            riwayat: self.history(&kind.fields(), &shown.history),
            lampiran: lampiran.collect(),
        }
    }

    /// Lines of history.
    pub(super) fn history(&self, fields: &[&Field], lines: &[history::Model]) -> Vec<Baris> {
        lines.iter().map(|line| self.line(fields, line)).collect()
    }

    fn line(&self, fields: &[&Field], line: &history::Model) -> Baris {
        let changes = line.perubahan.as_object().into_iter().flatten();
        Baris {
            dicatat_pada: line.dicatat_pada,
            terjadi_pada: line.terjadi_pada,
            dari: line.dari.as_deref().map(parts::words),
            ke: parts::words(&line.ke),
            alasan: line.alasan.clone(),
            oleh: self.by(line.pelaku_id),
            perubahan: changes.map(|(key, change)| self.change(fields, key, change)).collect(),
        }
    }

    /// Who did something, by role and login name.
    fn by(&self, account: Option<PenggunaId>) -> String {
        match account.and_then(|id| self.accounts.get(&id)) {
            Some(Akun { login, role }) => format!("{} ({login})", role_title(*role)),
            None => role_title(None).to_owned(),
        }
    }

    fn change(&self, fields: &[&Field], key: &str, change: &Value) -> Ubahan {
        let field = fields.iter().find(|field| field.key == key);
        let side = |name: &str| {
            let value = change.get(name).filter(|value| !value.is_null())?;
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(match field {
                Some(field) if self.hides(field, &text) => mask(&text),
                Some(field) => parts::readable(&self.ctx.house.reference, field, &text),
                None => text,
            })
        };
        let nama = field.map_or_else(|| parts::words(key), |field| field.label.to_owned());
        Ubahan { nama, dari: side("dari"), ke: side("ke") }
    }
}
