//! The operations that a desk sends.

use kernel::form::Form;
use kernel::{Ctx, FieldError};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

/// What an operation does.
#[derive(Debug)]
pub(super) enum Act {
    /// Records the return of somebody.
    Receive(Receive),
    /// Marks a line of a manifest.
    Mark(Mark),
    /// Changes what was recorded.
    Amend(Amend),
}

/// The return of somebody.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Receive {
    /// The id of the record to be.
    pub id: Uuid,
    /// The flight or group: its id or its number.
    #[serde(default)]
    pub kedatangan: Option<String>,
    /// The line of its manifest.
    #[serde(default)]
    pub manifes: Option<Uuid>,
    /// The form, of person and return.
    pub isi: Form,
}

/// A mark on a line of a manifest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    /// The line.
    pub manifes: Uuid,
    /// Whether the person did not come.
    pub tidak_datang: bool,
}

/// A change of fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Amend {
    /// The record, by the id that the desk gave it.
    pub catatan: Uuid,
    /// What the desk saw in the fields before.
    pub dasar: Form,
    /// What they shall say.
    pub isi: Form,
}

/// An operation as it is sent. What it holds is read by what it does.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "OperasiMeja")]
pub(super) struct Sent {
    /// UUID versi 7 buatan meja; dikirim lagi, hasilnya sama.
    id: Uuid,
    #[schemars(extend("enum" = ["terima", "tandai", "ubah"]))]
    jenis: String,
    #[serde(default)]
    setelah: Vec<Uuid>,
    #[schemars(with = "serde_json::Map<String, Value>")]
    isi: Value,
}

/// An operation.
#[derive(Debug)]
pub(super) struct Op {
    /// Its id, made by the desk.
    pub id: Uuid,
    /// The operations that must have been applied before.
    pub after: Vec<Uuid>,
    /// The word for what it does.
    pub kind: &'static str,
    /// What it does.
    pub act: Act,
    /// The keyed fingerprint of its content.
    pub print: String,
}

impl Op {
    /// Reads an operation.
    ///
    /// # Errors
    /// What cannot be read of it, with its id where that can.
    pub(super) fn read(ctx: &Ctx, value: &Value) -> Result<Self, (Option<String>, FieldError)> {
        let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
        let sent: Sent = serde_json::from_value(value.clone()).map_err(|_| {
            (id.clone(), FieldError::new("operasi", "Bentuk kiriman tidak terbaca. Muat ulang halaman meja."))
        })?;
        let unread =
            |_| (id.clone(), FieldError::new("isi", "Isi kiriman tidak terbaca. Betulkan isian ini, lalu kirim lagi."));
        if sent.id.get_version_num() != 7 {
            return Err((id, FieldError::new("id", "Tulis UUID versi 7.")));
        }
        let (kind, act) = match sent.jenis.as_str() {
            "terima" => ("terima", Act::Receive(of(sent.isi.clone()).map_err(unread)?)),
            "tandai" => ("tandai", Act::Mark(of(sent.isi.clone()).map_err(unread)?)),
            "ubah" => ("ubah", Act::Amend(of(sent.isi.clone()).map_err(unread)?)),
            _ => return Err((id, FieldError::new("jenis", "Jenis kiriman tidak dikenal."))),
        };
        let content = format!("{kind}\n{}", sorted(sent.isi));
        let print = ctx.house.vault.address("operasi", content.as_bytes());
        Ok(Self { id: sent.id, after: sent.setelah, kind, act, print })
    }

    /// The record that it asks for.
    pub(super) fn asked(&self) -> Option<Uuid> {
        match &self.act {
            Act::Receive(receive) => Some(receive.id),
            Act::Mark(_) | Act::Amend(_) => None,
        }
    }

    /// Whether it changes a person, which is done beside nobody else.
    pub(super) fn about_person(&self) -> bool {
        matches!(&self.act, Act::Amend(amend) if people::FIELDS.iter().any(|f| amend.isi.contains_key(f.key)))
    }
}

fn of<T: DeserializeOwned>(value: Value) -> serde_json::Result<T> {
    serde_json::from_value(value)
}

/// The same members in one order, whoever wrote them.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut all: Vec<(String, Value)> = members.into_iter().map(|(key, one)| (key, sorted(one))).collect();
            all.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(all.into_iter().collect())
        }
        other => other,
    }
}
