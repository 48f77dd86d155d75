//! Attaching a file to a record, and removing it.

use std::sync::Arc;

use kernel::form::{Field, FieldKind, Form, parse};
use kernel::{CatatanId, Ctx, FieldError, Problem, Result, Tx};
use lampiran::{Accepted, ActiveModel, Column, Entity, MAX_FILES, Macam, Model, Store};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Select};
use uuid::Uuid;

use super::Attached;
use crate::letter_numbers::{self, Numbered};
use crate::paper::{self, KEY as PAPER, Turn};
use crate::touch::{Touch, touch_paper};
use crate::{AnyKind, Info, change, work};

/// The remark on an attachment.
pub(crate) const REMARK: Field = Field::asked("keterangan", "Keterangan", FieldKind::Text(300))
    .help("Boleh kosong. Misalnya: surat kuasa, halaman 1.");

/// A file that was sent.
#[derive(Debug, Default)]
pub struct Upload {
    /// The name that the client states.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The remark on it.
    pub remark: String,
    /// Which paper of the record it is; empty for none.
    pub paper: String,
    /// What the history says of it, if it is not a file that somebody chose.
    pub told: Option<String>,
    /// The number that it is given, if it is a letter of the office.
    pub numbered: Option<Numbered>,
}

/// The result of attaching a file.
#[derive(Debug)]
pub enum Came {
    /// It was attached; what is told of it, where it is a paper that could not be noted any more.
    New(Attached, Option<String>),
    /// The record already has an attachment with the same content.
    Known(Attached),
}

/// The file to attach, and the number of bytes that were sent.
struct Sent {
    name: String,
    macam: Macam,
    remark: Option<String>,
    /// The word of the paper that it is.
    paper: Option<String>,
    /// The reason in the history.
    reason: String,
    /// The content that is stored, and its address.
    content: Arc<Vec<u8>>,
    address: String,
    /// Bytes that were sent.
    bytes: u64,
    /// The number that it is given.
    numbered: Option<Numbered>,
}

/// Attaches a file. The file is durable before the row is; the row, the line of history, the record's version and what the user
/// sent today are one transaction. The same content again gives the existing attachment and does not count towards the daily
/// quota.
///
/// # Errors
/// [`Problem::Invalid`] for a file that is not accepted, [`Problem::Refused`] when the record is withdrawn or has
/// [`MAX_FILES`]; [`Problem::Duplicate`] when another letter has its number; [`Problem::NoRoom`], [`Problem::Quota`], [`Problem::Forbidden`], [`Problem::NotFound`]. Nothing is left
/// behind.
pub async fn attach(ctx: &Ctx, kind: &dyn AnyKind, store: &Store, (id, sent): (CatatanId, Upload)) -> Result<Came> {
    let (head, status) = kind.head(ctx, id).await?;
    if head.withdrawn.is_some() {
        return Err(change::withdrawn(status));
    }
    let bytes = sent.bytes.len() as u64;
    let (told, numbered) = (sent.told.clone(), sent.numbered.clone());
    let (Accepted { name, macam, bytes: kept }, remark, paper) = understood(ctx, kind.info(), sent)?;
    let title = paper.as_deref().map(|code| format!(" sebagai {}", label(ctx, kind.info(), code))).unwrap_or_default();
    let reason = told.unwrap_or_else(|| format!("Lampiran {} diunggah{title}.", macam.title()));
    let content = Arc::new(kept);
    // A client that sends again because the answer was lost gets the same answer.
    if standing(id, &store.address(&content)).one(ctx.db()).await?.is_none() {
        store.quota().left(ctx, bytes).await?;
    }
    let address = store.put(Arc::clone(&content)).await?;
    let sent = Sent { name, macam, remark, paper, reason, content, address, bytes, numbered };
    let came = enter(ctx, kind, store, (id, status), &sent).await;
    // If the database does not answer, it is unknown whether a row names the file, so the nightly job removes it if needed.
    if came.as_ref().is_err_and(|problem| !matches!(problem, Problem::Busy | Problem::Internal(_)))
        && let Err(error) = store.let_go(ctx, &sent.address).await
    {
        tracing::warn!(%error, "a file that was not attached is left to the night");
    }
    came
}

fn standing(id: CatatanId, address: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::CatatanId.eq(id))
        .filter(Column::Alamat.eq(address))
        .filter(Column::DihapusPada.is_null())
}

/// Writes the row of an attachment and all that belongs to it.
async fn enter(
    ctx: &Ctx,
    kind: &dyn AnyKind,
    store: &Store,
    (id, status): (CatatanId, &'static str),
    sent: &Sent,
) -> Result<Came> {
    let mut tx = ctx.begin().await?;
    store.hold(&tx, &sent.content, &sent.address).await?;
    if let Some(row) = standing(id, &sent.address).one(&*tx).await? {
        return known(Attached::of(ctx, row)?, sent.paper.as_deref());
    }
    let attachment = tx.id();
    let changes = serde_json::json!({ "lampiran": { "dari": null, "ke": attachment } });
    let reason = sent.reason.clone();
    let turn = sent.paper.as_deref().map(Turn::Came);
    let (head, told) = touch_paper(kind, &mut tx, ctx, Touch { id, reason, changes }, turn).await?;
    room(&tx, id, status).await?;
    if let Some(numbered) = &sent.numbered {
        letter_numbers::keep(&tx, ctx, id, numbered).await?;
    }
    store.quota().spend(&tx, ctx, sent.bytes).await?;
    let row = Model {
        id: attachment,
        jenis: kind.info().name.to_owned(),
        catatan_id: id,
        kantor_id: head.office,
        nama_sandi: Model::seal_name(ctx, &sent.name)?,
        macam: sent.macam.code().to_owned(),
        ukuran: i64::try_from(sent.content.len()).map_err(Problem::internal)?,
        alamat: sent.address.clone(),
        keterangan_sandi: sent.remark.as_deref().map(|remark| Model::seal_remark(ctx, remark)).transpose()?,
        diunggah_id: ctx.actor.user,
        diunggah_oleh: ctx.actor.name.clone(),
        diunggah_pada: tx.at,
        dihapus_oleh: None,
        dihapus_pada: None,
        alasan: None,
        dokumen: sent.paper.clone(),
    };
    let active: ActiveModel = row.clone().into();
    Entity::insert(active.reset_all()).exec_without_returning(&*tx).await?;
    work::proved(kind, &tx, &ctx.house, id).await?;
    tx.commit().await?;
    Ok(Came::New(Attached::of(ctx, row)?, told))
}

/// The file that a record has already. It is not made another paper in silence.
fn known(attached: Attached, paper: Option<&str>) -> Result<Came> {
    if paper.is_none() || paper == attached.paper.as_deref() {
        return Ok(Came::Known(attached));
    }
    let detail = format!(
        "Berkas ini sudah terlampir dengan nama {}. Hapus lampiran itu dahulu, lalu unggah lagi sebagai dokumen ini.",
        attached.name
    );
    Err(Problem::field(PAPER, detail))
}

/// What people call a paper.
fn label<'a>(ctx: &'a Ctx, info: &Info, code: &'a str) -> &'a str {
    let term = info.more.papers.and_then(|papers| ctx.house.reference.term(papers.words, code));
    term.map_or(code, |term| term.label.as_str())
}

/// The file as it is stored, the remark on it, and which paper it is; the errors of all are reported at once.
fn understood(ctx: &Ctx, info: &Info, sent: Upload) -> Result<(Accepted, Option<String>, Option<String>)> {
    let Upload { name, bytes, remark, paper, told: _, numbered: _ } = sent;
    let remark = Form::from([(REMARK.key.to_owned(), remark)]);
    let remark = parse(&[&REMARK], &remark, &ctx.house.reference, ctx.today())
        .map(|parsed| parsed.values.text(&REMARK).map(str::to_owned));
    let paper = which(ctx, info, paper);
    match (lampiran::accept(&name, bytes), remark, paper) {
        (Ok(accepted), Ok(remark), Ok(paper)) => Ok((accepted, remark, paper)),
        (accepted, remark, paper) => {
            let wrong = match accepted {
                Ok(_) => Vec::new(),
                Err(Problem::Invalid(errors)) => errors,
                Err(problem) => return Err(problem),
            };
            let rest = remark.err().into_iter().chain(paper.err()).flatten();
            Err(Problem::Invalid(wrong.into_iter().chain(rest).collect()))
        }
    }
}

/// The paper that a file is said to be.
fn which(ctx: &Ctx, info: &Info, typed: String) -> Result<Option<String>, Vec<FieldError>> {
    let Some(papers) = info.more.papers else {
        let detail = format!("{} tidak punya daftar dokumen. Kosongkan isian ini.", info.title);
        return if typed.trim().is_empty() { Ok(None) } else { Err(vec![FieldError::new(PAPER, detail)]) };
    };
    let field = paper::field(&papers);
    let form = Form::from([(PAPER.to_owned(), typed)]);
    let parsed = parse(&[&field], &form, &ctx.house.reference, ctx.today())?;
    Ok(parsed.values.text(&field).map(str::to_owned))
}

/// Refuses if the record has the maximum number of attachments. The record's row is locked, so that the count cannot change.
async fn room(tx: &Tx, id: CatatanId, status: &'static str) -> Result<()> {
    let standing = Entity::find().filter(Column::CatatanId.eq(id)).filter(Column::DihapusPada.is_null());
    if standing.count(&**tx).await? < MAX_FILES {
        return Ok(());
    }
    Err(Problem::Refused {
        status,
        command: "lampirkan",
        allowed: vec!["hapus"],
        detail: format!(
            "Catatan ini sudah berlampiran {MAX_FILES}. Hapus yang tidak perlu, atau gabungkan menjadi satu PDF."
        ),
    })
}

/// Marks an attachment as removed. Its file stays, but it can no longer be downloaded.
///
/// # Errors
/// [`Problem::Invalid`] without a reason, [`Problem::Refused`] when it is removed already or the record is withdrawn;
/// [`Problem::Forbidden`], [`Problem::NotFound`].
pub async fn detach(ctx: &Ctx, kind: &dyn AnyKind, (id, attachment): (CatatanId, Uuid), reason: &str) -> Result<()> {
    let (head, status) = kind.head(ctx, id).await?;
    if !ctx.actor.offices.contains(&head.office) {
        return Err(Problem::Refused {
            status,
            command: "hapus",
            allowed: vec!["lampirkan"],
            detail: "Catatan ini milik kantor lain. Hanya kantor itu yang dapat menghapus lampirannya.".to_owned(),
        });
    }
    let query =
        Entity::find_by_id(attachment).filter(Column::Jenis.eq(kind.info().name)).filter(Column::CatatanId.eq(id));
    let row = query.one(ctx.db()).await?.ok_or(Problem::NotFound)?;
    let reason = change::reason(ctx, reason)?;
    let mut tx = ctx.begin().await?;
    let changes = serde_json::json!({ "lampiran": { "dari": attachment, "ke": null } });
    // What was removed already is refused below.
    let turn = row.dokumen.as_deref().filter(|_| row.dihapus_pada.is_none()).map(|code| Turn::Gone(code, attachment));
    touch_paper(kind, &mut tx, ctx, Touch { id, reason: reason.clone(), changes }, turn).await?;
    let written = Entity::update_many()
        .col_expr(Column::DihapusOleh, Expr::value(ctx.actor.name.clone()))
        .col_expr(Column::DihapusPada, Expr::value(tx.at))
        .col_expr(Column::Alasan, Expr::value(reason))
        .filter(Column::Id.eq(attachment))
        .filter(Column::DihapusPada.is_null())
        .exec(&*tx)
        .await?;
    if written.rows_affected != 1 {
        return Err(Problem::Refused {
            status,
            command: "hapus",
            allowed: vec!["lampirkan"],
            detail: "Lampiran ini sudah dihapus.".to_owned(),
        });
    }
    work::proved(kind, &tx, &ctx.house, id).await?;
    tx.commit().await
}
