//! Erasing what records say of a person: what may name anybody is replaced, the history loses its words, and attachments lose name and file.
//! Days, words of vocabularies and amounts stay, and so do the facts: figures do not change.

use kernel::history::erased::{ERASED, Stays, scrub};
use kernel::history::{self, Entry};
use kernel::{CatatanId, Ctx, OrangId, Result, Stage, Tx};
use lampiran::{Column as File, Entity as Files, Model as Row};
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Value};
use serde_json::json;

use crate::{AnyKind, Head, Stored, described, found_by, proof, trace, work};

/// A record that is erased, and what else is set in it.
pub struct Erasing<'a> {
    /// The record.
    pub id: CatatanId,
    /// Why, for its history.
    pub reason: &'a str,
    /// Further columns: the answer to the request by which it is erased.
    pub more: Vec<(&'static str, Value)>,
}

/// What must be done once an erasure is durable.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// The addresses of files that no attachment of the record names any more.
    pub files: Vec<String>,
}

/// The members of lines of history that name no field and say nothing about who somebody is: ids, numbers of records, codes of offices.
const MEMBERS: [&str; 11] = [
    "dibatalkan",
    "digabung_ke",
    "dihapus",
    "dipisahkan",
    "dokumen_dilihat",
    "kantor",
    "lampiran",
    "nomor",
    "orang_id",
    "salinan",
    "terkait",
];

/// What stays of the history of a kind; without one, of a person.
#[must_use]
pub fn stays(kind: Option<&'static dyn AnyKind>) -> impl Stays {
    Told(kind)
}

struct Told(Option<&'static dyn AnyKind>);

impl Stays for Told {
    fn stays(&self, _: &str, key: &str) -> bool {
        let own = self.0.map_or(&[][..], |kind| kind.own());
        match own.iter().find(|field| field.key == key) {
            Some(field) => !field.is_personal(),
            None => MEMBERS.contains(&key),
        }
    }
}

impl dyn AnyKind {
    /// The records of people, withdrawn ones too, in all offices: the common columns, the state, and how far each is.
    ///
    /// # Errors
    /// Any database error.
    pub async fn standing_of(
        &self,
        db: &impl ConnectionTrait,
        people: &[OrangId],
    ) -> Result<Vec<(Head, &'static str, Stage)>> {
        if !self.info().person {
            return Ok(Vec::new());
        }
        let of_them = Expr::col("orang_id").is_in(people.iter().map(|person| person.0));
        let query = self.select()?.and_where(of_them).order_by("id", Order::Asc).to_owned();
        let records = self.all(db, &query).await?;
        Ok(records.iter().map(|record| (record.head(), record.status(), record.stage())).collect())
    }

    /// Erases what a record says of its person. Nothing of its facts is touched.
    ///
    /// # Errors
    /// [`kernel::Problem::NotFound`], [`kernel::Problem::Stale`], or any database error.
    pub async fn erase(&'static self, tx: &Tx, ctx: &Ctx, erasing: Erasing<'_>) -> Result<Erased> {
        let old = self.any(tx, erasing.id).await?;
        let before = old.head();
        let left = history::of_version(&**tx, before.id, before.version).await?;
        let strange = left.is_none_or(|left| !trace::left(&left, &*old));
        scrub(tx, ctx, &[before.id], &stays(Some(self))).await?;
        let attached = Files::find().filter(File::Jenis.eq(self.info().name)).filter(File::CatatanId.eq(before.id));
        let attached = attached.all(&**tx).await?;
        let mut lines: Vec<Entry> = Vec::new();
        let standing = attached.iter().filter(|row| row.dihapus_pada.is_none());
        for (version, row) in (before.version + 1..).zip(standing) {
            let changes = json!({ "lampiran": { "dari": row.id, "ke": null } });
            lines.push(line(self, tx, &*old, (version, erasing.reason, changes)));
        }
        let version = lines.last().map_or(before.version, |line| line.version) + 1;
        let mut columns = described::erased(self, &*old)?;
        let key = ctx.house.vault.address("dihapus", before.id.0.as_bytes());
        columns.extend([("kunci_isi", key.into()), ("versi", version.into()), ("diubah_pada", tx.at.into())]);
        columns.extend(erasing.more);
        let new = old.replaced(columns)?;
        self.update(tx, &*old, &*new).await?;
        found_by::forget(tx, before.id).await?;
        let last = line(self, tx, &*new, (version, erasing.reason, json!({ "dihapus": true })));
        let facts = strange.then(|| json!({ "buka": [], "tutup": [], "asing": proof(&*old) }));
        lines.push(Entry { from: Some(old.status()), proof: Some(proof(&*new)), facts, ..last });
        history::append(tx, ctx, lines).await?;
        work::write(self, tx, &ctx.house, &[&*new], false).await?;
        Ok(Erased { files: emptied(tx, ctx, attached).await? })
    }
}

/// A line of a record's history that changes no state.
fn line(
    kind: &dyn AnyKind,
    tx: &Tx,
    record: &dyn Stored,
    (version, reason, changes): (i64, &str, serde_json::Value),
) -> Entry {
    let head = record.head();
    Entry {
        id: tx.id(),
        kind: kind.info().name,
        record: head.id,
        office: head.office,
        version,
        from: Some(record.status()),
        to: record.status(),
        reason: reason.to_owned(),
        changes,
        happened: None,
        proof: None,
        facts: None,
    }
}

/// Takes name, remark and file off attachments; what stood is removed. Returns where the files lay.
async fn emptied(tx: &Tx, ctx: &Ctx, attached: Vec<Row>) -> Result<Vec<String>> {
    let mut files = Vec::with_capacity(attached.len());
    for row in attached {
        let id = row.id;
        let new = Row {
            nama_sandi: Row::seal_name(ctx, ERASED)?,
            keterangan_sandi: None,
            alamat: Row::erased_address(ctx, id),
            dihapus_oleh: row.dihapus_oleh.or_else(|| Some(ctx.actor.name.clone())),
            dihapus_pada: row.dihapus_pada.or(Some(tx.at)),
            alasan: Some(ERASED.to_owned()),
            ..row
        };
        // The old address is where the file still lies.
        files.push(row.alamat);
        Files::update_many().set(new.into_active_model().reset_all()).filter(File::Id.eq(id)).exec(&**tx).await?;
    }
    Ok(files)
}
