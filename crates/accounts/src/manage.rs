//! What the keepers of accounts do: each command is one transaction, leaves a line of history, and what the account had open ends with it.

use chrono::{DateTime, Utc};
use kernel::form::legible;
use kernel::{Ctx, FieldError, KantorId, PenggunaId, Permission, Problem, Result, Role, Tx, db};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::entity::pengguna::{Column, Entity, Model};
use crate::entity::{masuk, peristiwa, sesi};
use crate::event::{self, Act, By};
use crate::gate::Accounts;
use crate::office::by_code;
use crate::once;
use crate::second;
use crate::session::{self, Which};
use crate::users::{self, LOCK, NewUser};

/// The most letters of a reason.
const REASON: usize = 300;
/// The field of what is wrong with the account itself.
pub(crate) const ACCOUNT: &str = "akun";
/// The field of a reason.
pub(crate) const WHY: &str = "alasan";

/// An account as lists show it.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: PenggunaId,
    /// The name to log in with.
    pub login: String,
    /// The name that others read.
    pub name: String,
    /// The word of the role.
    pub role: String,
    /// The code of the office.
    pub office: String,
    /// The name of the office.
    pub office_name: String,
    /// Whether it may be used.
    pub active: bool,
    /// Whether it has a second factor.
    pub factor: bool,
    /// Until when its one-time word may be used, if it has one.
    pub word_until: Option<DateTime<Utc>>,
    /// When its user last logged in.
    pub last: Option<DateTime<Utc>>,
    /// How many tries failed since.
    pub failed: i64,
    /// How many sessions it has open.
    pub sessions: usize,
}

/// A one-time word, told once.
#[derive(Debug)]
pub struct Word {
    /// The account.
    pub id: PenggunaId,
    /// The name to log in with.
    pub login: String,
    /// The word.
    pub word: String,
    /// Until when it may be used.
    pub until: DateTime<Utc>,
}

/// An account with its sessions and its history.
pub(crate) struct Whole {
    pub(crate) account: Account,
    pub(crate) sessions: Vec<sesi::Model>,
    pub(crate) past: Vec<peristiwa::Model>,
}

/// The accounts of the actor's offices, by name.
///
/// # Errors
/// [`Problem::Forbidden`]; what the database says.
pub async fn list(ctx: &Ctx) -> Result<Vec<Account>> {
    ctx.actor.require(Permission::ManageUsers)?;
    let seen = Entity::find().filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    let users = seen.order_by_asc(Column::NamaMasuk).all(ctx.db()).await?;
    let sessions = session::open(ctx.db(), ctx.now(), None).await?;
    let mut last = masuk::Entity::find().all(ctx.db()).await?;
    last.sort_by_key(|row| row.pengguna_id);
    let of = |user: Model| {
        let row = last.binary_search_by_key(&user.id, |row| row.pengguna_id).ok().and_then(|at| last.get(at));
        account(ctx, user, row, &sessions)
    };
    Ok(users.into_iter().map(of).collect())
}

fn account(ctx: &Ctx, user: Model, last: Option<&masuk::Model>, sessions: &[sesi::Model]) -> Account {
    let (now, office) = (ctx.now(), ctx.house.offices.by_id(user.kantor_id));
    let own = sessions.iter().filter(|one| one.pengguna_id == user.id);
    Account {
        sessions: own.filter(|one| session::is_alive(now, one, &user)).count(),
        word_until: once::of(&user.sandi).map(|word| word.until),
        factor: user.faktor_sandi.is_some(),
        id: user.id,
        login: user.nama_masuk,
        name: user.nama,
        role: user.peran,
        office: office.map(|office| office.code.clone()).unwrap_or_default(),
        office_name: office.map(|office| office.name.clone()).unwrap_or_default(),
        active: user.aktif,
        last: last.and_then(|row| row.terakhir_pada),
        failed: last.map_or(0, |row| row.gagal),
    }
}

/// An account by its id or the name to log in with.
pub(crate) async fn one(ctx: &Ctx, which: &str) -> Result<Whole> {
    let user = find(ctx, ctx.db(), which).await?;
    whole(ctx, user).await
}

/// The account of a user.
pub(crate) async fn whole(ctx: &Ctx, user: Model) -> Result<Whole> {
    let last = masuk::Entity::find_by_id(user.id).one(ctx.db()).await?;
    let mut sessions = session::open(ctx.db(), ctx.now(), Some(user.id)).await?;
    sessions.retain(|one| session::is_alive(ctx.now(), one, &user));
    let past = event::of(ctx, user.id).await?;
    Ok(Whole { account: account(ctx, user, last.as_ref(), &sessions), sessions, past })
}

async fn find(ctx: &Ctx, db: &impl ConnectionTrait, which: &str) -> Result<Model> {
    ctx.actor.require(Permission::ManageUsers)?;
    let which = which.trim().to_lowercase();
    let seen = Entity::find().filter(ctx.of_offices(Column::KantorId.as_column_ref()));
    let named = match which.parse::<PenggunaId>() {
        Ok(id) => seen.filter(Column::Id.eq(id)),
        Err(_) => seen.filter(Column::NamaMasuk.eq(which)),
    };
    named.one(db).await?.ok_or(Problem::NotFound)
}

/// A problem with the fields called as forms and api call them.
pub(crate) fn said(problem: Problem) -> Problem {
    let name = |field: String| match field.as_str() {
        "username" => "nama_masuk".to_owned(),
        "name" => "nama".to_owned(),
        "role" => "peran".to_owned(),
        _ => field,
    };
    match problem {
        Problem::Invalid(errors) => {
            let one = |error: FieldError| FieldError::new(name(error.field), error.detail);
            Problem::Invalid(errors.into_iter().map(one).collect())
        }
        other => other,
    }
}

/// A reason as it is kept, of who may keep accounts.
fn reason<'a>(ctx: &Ctx, why: &'a str) -> Result<&'a str> {
    ctx.actor.require(Permission::ManageUsers)?;
    reasoned(why)
}

/// A reason as it is kept.
pub(crate) fn reasoned(why: &str) -> Result<&str> {
    let why = why.trim();
    if why.is_empty() {
        return Err(Problem::field(WHY, "Tulis alasannya, misalnya nomor surat. Tercatat di riwayat akun."));
    }
    if !legible(why) || why.chars().count() > REASON {
        return Err(Problem::field(WHY, "Tulis alasan paling panjang 300 huruf, tanpa karakter yang tidak terbaca."));
    }
    Ok(why)
}

/// Makes an account with a one-time word; the password of `user` is not looked at.
///
/// # Errors
/// As [`add`](crate::add); [`Problem::Invalid`] for an office that the actor does not see.
pub async fn create(ctx: &Ctx, accounts: &Accounts, user: NewUser<'_>, why: &str) -> Result<Word> {
    ctx.actor.require(Permission::ManageUsers)?;
    if user.name.trim().is_empty() {
        return Err(Problem::field("nama", "Tulis nama lengkapnya; nama ini yang dibaca orang lain."));
    }
    let why = if why.trim().is_empty() { "" } else { reasoned(why)? };
    let mut row = users::checked(&ctx.house, &user).map_err(said)?;
    own_office(ctx, user.office)?;
    let (word, hash) = new_word(accounts).await?;
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let until = tx.at + once::LIFE;
    row.sandi = once::written(until, &hash);
    let (id, login) = (row.id, row.nama_masuk.clone());
    users::insert((tx, &ctx.house), row, why, By::of(&ctx.actor)).await?;
    Ok(Word { id, login, word, until })
}

async fn new_word(accounts: &Accounts) -> Result<(String, String)> {
    let word = once::word()?;
    let hash = accounts.passwords.hash(&once::plain(&word)).await?;
    Ok((word, hash))
}

/// Refuses an office that the actor does not see.
pub(crate) fn own_office(ctx: &Ctx, code: &str) -> Result<KantorId> {
    let office = by_code(&ctx.house, code)?;
    if ctx.actor.offices.contains(&office.id) {
        Ok(office.id)
    } else {
        Err(Problem::field("kantor", "Kantor itu di luar wilayah Anda. Minta pengelola akun kantor itu."))
    }
}

/// Ends an account: nobody logs in with it, and what it has open ends.
///
/// # Errors
/// [`Problem::NotFound`]; [`Problem::Invalid`] without a reason, for oneself and for the last admin.
pub async fn disable(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini sudah mati."));
    }
    let new = Model { aktif: false, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Disabled, "", why)).await
}

/// Lets an account be used again. What was open before stays ended.
///
/// # Errors
/// As [`disable`].
pub async fn enable(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, old) = begin(ctx, which).await?;
    if old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini sudah hidup."));
    }
    let new = Model { aktif: true, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Enabled, "", why)).await
}

/// Gives an account another role.
///
/// # Errors
/// As [`disable`]; [`Problem::Invalid`] for a word that is no role.
pub async fn role(ctx: &Ctx, accounts: &Accounts, which: &str, (word, why): (&str, &str)) -> Result<()> {
    let (why, role) = (reason(ctx, why)?, users::role(word).map_err(said)?);
    let (tx, old) = begin(ctx, which).await?;
    let detail = another_role(&old, role)?;
    let new = Model { peran: role.code().to_owned(), ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Role, &detail, why)).await
}

/// What the history says of another role; refuses the one that an account has.
fn another_role(old: &Model, role: Role) -> Result<String> {
    if old.peran == role.code() {
        return Err(Problem::field("peran", "Peran itu sudah peran akun ini. Pilih peran lain."));
    }
    Ok(format!("{} menjadi {}", old.peran, role.code()))
}

/// Moves an account to another office.
///
/// # Errors
/// As [`disable`]; [`Problem::Invalid`] for an office that the actor does not see.
pub async fn office(ctx: &Ctx, accounts: &Accounts, which: &str, (code, why): (&str, &str)) -> Result<()> {
    let (why, to) = (reason(ctx, why)?, own_office(ctx, code)?);
    let (tx, old) = begin(ctx, which).await?;
    let detail = another_office(ctx, &old, to)?;
    let new = Model { kantor_id: to, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Office, &detail, why)).await
}

/// What the history says of another office; refuses the one that an account is in.
fn another_office(ctx: &Ctx, old: &Model, to: KantorId) -> Result<String> {
    if old.kantor_id == to {
        return Err(Problem::field("kantor", "Akun ini sudah di kantor itu. Pilih kantor lain."));
    }
    let name = |id| ctx.house.offices.by_id(id).map_or("kantor lain", |office| office.name.as_str());
    Ok(format!("{} menjadi {}", name(old.kantor_id), name(to)))
}

/// Gives an account another role and moves it to another office: both or neither, with a line of history for each.
///
/// # Errors
/// As [`role`] and [`office`].
pub async fn role_and_office(
    ctx: &Ctx,
    accounts: &Accounts,
    which: &str,
    (word, code, why): (&str, &str, &str),
) -> Result<()> {
    let (why, role, to) = (reason(ctx, why)?, users::role(word).map_err(said)?, own_office(ctx, code)?);
    let (tx, old) = begin(ctx, which).await?;
    let (by_role, by_office) = (another_role(&old, role)?, another_office(ctx, &old, to)?);
    event::append((&tx, &ctx.house), old.id, (Act::Role, &by_role, why), By::of(&ctx.actor)).await?;
    let new = Model { peran: role.code().to_owned(), kantor_id: to, ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Office, &by_office, why)).await
}

/// Gives an account a one-time word in place of its password.
///
/// # Errors
/// As [`disable`].
pub async fn word(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<Word> {
    let why = reason(ctx, why)?;
    // Whether there is such an account is told before a hash is made.
    find(ctx, ctx.db(), which).await?;
    let (word, hash) = new_word(accounts).await?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif {
        return Err(Problem::field(ACCOUNT, "Akun ini mati. Hidupkan dahulu, lalu buat kata sekali pakai."));
    }
    let until = tx.at + once::LIFE;
    let new = Model { sandi: once::written(until, &hash), ..old.clone() };
    change((tx, ctx, accounts), (&old, new), (Act::Word, "", why)).await?;
    Ok(Word { id: old.id, login: old.nama_masuk, word, until })
}

/// Takes the second factor of an account off, as for a lost telephone, and gives a one-time word in place of the password.
///
/// # Errors
/// As [`disable`]; [`Problem::Invalid`] for an account without one.
pub async fn factor_off(ctx: &Ctx, accounts: &Accounts, which: &str, why: &str) -> Result<Word> {
    let why = reason(ctx, why)?;
    find(ctx, ctx.db(), which).await?;
    let (word, hash) = new_word(accounts).await?;
    let (tx, old) = begin(ctx, which).await?;
    if !old.aktif || old.faktor_sandi.is_none() {
        return Err(Problem::field(ACCOUNT, "Akun ini mati, atau tidak punya faktor kedua. Tidak ada yang dilepas."));
    }
    let until = tx.at + once::LIFE;
    let new = Model { sandi: once::written(until, &hash), faktor_sandi: None, ..old.clone() };
    second::clear(&tx, old.id).await?;
    change((tx, ctx, accounts), (&old, new), (Act::FactorOff, "dengan kata sekali pakai", why)).await?;
    Ok(Word { id: old.id, login: old.nama_masuk, word, until })
}

/// Ends one session of an account, or all.
pub(crate) async fn end(ctx: &Ctx, accounts: &Accounts, which: &str, (one, why): (Option<Uuid>, &str)) -> Result<()> {
    let why = reason(ctx, why)?;
    let (tx, user) = begin(ctx, which).await?;
    let (ended, detail) = match one {
        Some(id) => (session::end_of(&tx, user.id, Which::One(id)).await?, "satu sesi"),
        None => (session::end_of(&tx, user.id, Which::All).await?, "semua sesi"),
    };
    if ended == 0 {
        return Err(Problem::field(ACCOUNT, "Tidak ada sesi yang masih berjalan."));
    }
    event::append((&tx, &ctx.house), user.id, (Act::Sessions, detail, why), By::of(&ctx.actor)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}

/// Begins a change of an account, as it stands under the lock.
async fn begin(ctx: &Ctx, which: &str) -> Result<(Tx, Model)> {
    let tx = ctx.begin().await?;
    db::lock(&tx, LOCK).await?;
    let user = find(ctx, &*tx, which).await?;
    Ok((tx, user))
}

/// Writes a changed account with a line of history, ends what it has open, and commits.
async fn change(
    (tx, ctx, accounts): (Tx, &Ctx, &Accounts),
    (old, mut new): (&Model, Model),
    (act, detail, why): (Act, &str, &str),
) -> Result<()> {
    if ctx.actor.user == Some(old.id) && act != Act::Enabled {
        let detail = "Ini akun Anda sendiri. Minta pengelola akun lain; kata sandi sendiri diganti di Akun saya.";
        return Err(Problem::field(ACCOUNT, detail));
    }
    let admin = |user: &Model| user.aktif && user.peran == Role::Admin.code();
    if admin(old) && !admin(&new) && !other_admins(&tx, old.id).await? {
        let detail = "Ini pengelola akun terakhir yang hidup. Buat atau hidupkan pengelola akun lain dahulu.";
        return Err(Problem::field(ACCOUNT, detail));
    }
    new.generasi = old.generasi + 1;
    users::replace((&tx, &ctx.house), old, new).await?;
    session::end_of(&tx, old.id, Which::All).await?;
    event::append((&tx, &ctx.house), old.id, (act, detail, why), By::of(&ctx.actor)).await?;
    tx.commit().await?;
    accounts.recent.forget();
    Ok(())
}

/// Whether another account keeps accounts, anywhere.
async fn other_admins(tx: &Tx, user: PenggunaId) -> Result<bool> {
    let others = Entity::find().filter(Column::Id.ne(user)).filter(Column::Aktif.eq(true));
    Ok(others.filter(Column::Peran.eq(Role::Admin.code())).one(&**tx).await?.is_some())
}
