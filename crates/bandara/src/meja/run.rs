//! Applying what a desk sent: each operation in a transaction of its own, with its receipt.

use kernel::{CatatanId, Ctx, FieldError, Problem, Result};
use records::Registry;
use serde_json::{Map, Value, json};

use super::differing::Differing;
use super::op::{Act, Op};
use super::{amend, mark, receipt, receive};

/// How often an operation is tried that another one is in the way of.
const TRIES: usize = 4;

/// What an operation did.
#[derive(Default)]
pub(super) struct Done {
    /// The record that it came to, with its number.
    pub record: Option<(CatatanId, String)>,
    /// What both sides filled in differently.
    pub differing: Vec<Differing>,
}

impl Done {
    /// What the receipt keeps and the desk is told.
    fn told(&self) -> Map<String, Value> {
        let mut members = Map::new();
        if let Some((id, number)) = &self.record {
            members.insert("catatan".to_owned(), json!(id));
            members.insert("nomor".to_owned(), json!(number));
        }
        let differing =
            self.differing.iter().map(|one| json!({ "isian": one.field, "id": one.id, "nomor": one.number }));
        members.insert("selisih".to_owned(), differing.collect());
        members
    }
}

/// What is answered to an operation.
enum Answer {
    Applied(Map<String, Value>),
    Before(Value),
    Wait,
}

/// Applies operations one after the other; the answers stand in the same order.
///
/// # Errors
/// Only what concerns them all: who asks may not.
pub(super) async fn all(ctx: &Ctx, registry: &Registry, sent: &[Value]) -> Result<Vec<Value>> {
    let mut answers = Vec::with_capacity(sent.len());
    for value in sent {
        answers.push(match Op::read(ctx, value) {
            Ok(op) => one(ctx, registry, &op).await?,
            Err((id, error)) => json!({ "id": id, "hasil": "salah", "kesalahan": wrong(&[error]) }),
        });
    }
    Ok(answers)
}

async fn one(ctx: &Ctx, registry: &Registry, op: &Op) -> Result<Value> {
    let mut tried = attempt(ctx, registry, op).await;
    for _ in 1..TRIES {
        // Another desk was at the same line, person or record: seen again, it stands already.
        if !matches!(tried, Err(Problem::Busy | Problem::Stale | Problem::Duplicate(_))) {
            break;
        }
        tried = attempt(ctx, registry, op).await;
    }
    let id = op.id;
    Ok(match tried {
        Ok(Answer::Applied(mut members)) => {
            let word =
                if members.get("selisih").is_some_and(|all| all != &json!([])) { "selisih" } else { "diterapkan" };
            members.insert("id".to_owned(), json!(id));
            members.insert("hasil".to_owned(), json!(word));
            members.into()
        }
        Ok(Answer::Before(mut before)) => {
            if let Some(members) = before.as_object_mut() {
                members.insert("id".to_owned(), json!(id));
                members.insert("hasil".to_owned(), json!("sudah"));
            }
            before
        }
        Ok(Answer::Wait) => json!({ "id": id, "hasil": "tunggu" }),
        Err(Problem::Unauthenticated) => return Err(Problem::Unauthenticated),
        Err(problem) => refused(op, problem),
    })
}

/// What cannot be applied goes back to the desk to be mended; what is in the way for now is sent again.
fn refused(op: &Op, problem: Problem) -> Value {
    let errors = match problem {
        Problem::Invalid(errors) => errors,
        Problem::Internal(cause) => {
            tracing::error!(operation = %op.id, kind = op.kind, %cause, "an operation of a desk failed");
            return json!({ "id": op.id, "hasil": "tunggu" });
        }
        Problem::Busy | Problem::NoRoom | Problem::Unlogged | Problem::Stale | Problem::Duplicate(_) => {
            return json!({ "id": op.id, "hasil": "tunggu" });
        }
        other => vec![FieldError::new("kiriman", other.to_string())],
    };
    json!({ "id": op.id, "hasil": "salah", "kesalahan": wrong(&errors) })
}

fn wrong(errors: &[FieldError]) -> Value {
    errors.iter().map(|error| json!({ "isian": error.field, "rincian": error.detail })).collect()
}

async fn attempt(ctx: &Ctx, registry: &Registry, op: &Op) -> Result<Answer> {
    let mut tx = if op.about_person() { ctx.begin_alone().await? } else { ctx.begin().await? };
    if let Some(before) = receipt::earlier(&tx, ctx, op).await? {
        return Ok(Answer::Before(before));
    }
    if !receipt::came(&tx, ctx, &op.after).await? {
        return Ok(Answer::Wait);
    }
    let done = match &op.act {
        Act::Receive(asked) => receive::receive(&mut tx, ctx, op, asked).await,
        Act::Mark(asked) => mark::mark(&tx, ctx, asked).await,
        Act::Amend(asked) => amend::amend(&mut tx, ctx, registry, (op, asked)).await,
    };
    let done = match done {
        Ok(done) => done,
        Err(problem) => return tx.refuse(ctx, Err(problem)).await,
    };
    let members = done.told();
    receipt::keep(&tx, ctx, op, done.record.map(|(id, _)| id), Value::Object(members.clone())).await?;
    tx.commit().await?;
    Ok(Answer::Applied(members))
}
