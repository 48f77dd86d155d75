//! Tries to log in. Each is written down before the password is looked at, in the database that all processes share, so that no
//! more are looked at than may be, however many come at once.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{House, PenggunaId, Problem, Result, Tx, db};
use sea_orm::ActiveValue::Set;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};

use crate::entity::{kenal, percobaan};
use crate::gate::Accounts;
use crate::last;

const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// Tries in the window for an account: from each address where its user has logged in before, and from all others together.
const PER_ACCOUNT: usize = 10;
/// How many of those one other address may use up: the rest is for an address that has not failed yet, so that a stranger does
/// not keep a user out who comes from a new place.
const PER_STRANGER: usize = 7;
/// Tries in the window from an address, whatever the account.
const PER_ADDRESS: usize = 50;
/// How long a try is looked at; one that is no further by then was given up, and counts.
const LOOKING: TimeDelta = TimeDelta::seconds(30);
/// How long an address is known after the last login from it.
const KNOWN: TimeDelta = TimeDelta::days(90);
/// How long somebody waits for others' tries to be decided.
const PATIENCE: Duration = Duration::from_secs(5);
const AGAIN: Duration = Duration::from_millis(100);

/// Whoever knocks, by what tries are counted: names and addresses are kept as blind indexes, for people type passwords into the
/// field of the name.
pub(crate) struct Knocker {
    account: String,
    address: String,
    known: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Go,
    /// Others are being looked at; how they end decides.
    Later,
    /// Too many; how many seconds to wait.
    Wait(u64),
}

impl Knocker {
    /// Whoever types a name at an address. An account that does not exist is known where anybody is, so that it is not told
    /// apart by the number of tries.
    pub(crate) async fn new(house: &House, name: &str, user: Option<PenggunaId>, from: IpAddr) -> Result<Self> {
        let address = house.vault.blind_index("masuk.alamat", &web::counted(from).to_string());
        let mut seen = kenal::Entity::find()
            .filter(kenal::Column::Alamat.eq(&address))
            .filter(kenal::Column::Pada.gt(house.clock.now() - KNOWN));
        if let Some(user) = user {
            seen = seen.filter(kenal::Column::PenggunaId.eq(user));
        }
        let known = seen.one(&house.db).await?.is_some();
        Ok(Self { account: house.vault.blind_index("masuk.akun", name), address, known })
    }

    /// Writes a try down; waits a little where that depends on tries that are being looked at.
    ///
    /// # Errors
    /// [`Problem::TooMany`] after too many failures; [`Problem::Busy`] when others take too long.
    pub(crate) async fn reserve(&self, accounts: &Accounts) -> Result<Uuid> {
        let began = tokio::time::Instant::now();
        loop {
            match self.attempt(accounts).await? {
                Ok(id) => return Ok(id),
                Err(Verdict::Wait(seconds)) => return Err(Problem::TooMany(seconds)),
                Err(_) if began.elapsed() >= PATIENCE => return Err(Problem::Busy),
                Err(_) => tokio::time::sleep(AGAIN).await,
            }
        }
    }

    async fn attempt(&self, accounts: &Accounts) -> Result<Result<Uuid, Verdict>> {
        let house = &accounts.house;
        // Whoever is refused anyway does not wait for the right to write.
        let rows = self.rows(&house.db).await?;
        let now = house.clock.now();
        let verdict = self.verdict(&rows, now);
        if verdict != Verdict::Go && rows.iter().all(|row| row.pada <= now) {
            return Ok(Err(verdict));
        }
        let tx = accounts.begin().await?;
        db::lock(&tx, "masuk").await?;
        let now = house.clock.now();
        tidy(&tx, now).await?;
        let verdict = self.verdict(&self.rows(&*tx).await?, now);
        let id = house.ids.next(now);
        if verdict == Verdict::Go {
            let (akun, alamat) = (Set(self.account.clone()), Set(self.address.clone()));
            let (kenal, gagal) = (Set(self.known), Set(false));
            let row = percobaan::ActiveModel { id: Set(id), akun, alamat, kenal, gagal, pada: Set(now) };
            percobaan::Entity::insert(row).exec_without_returning(&*tx).await?;
        }
        tx.commit().await?;
        Ok(if verdict == Verdict::Go { Ok(id) } else { Err(verdict) })
    }

    async fn rows(&self, db: &impl ConnectionTrait) -> Result<Vec<percobaan::Model>> {
        let (akun, alamat) = (percobaan::Column::Akun, percobaan::Column::Alamat);
        let mine = Condition::any().add(akun.eq(&self.account)).add(alamat.eq(&self.address));
        Ok(percobaan::Entity::find().filter(mine).all(db).await?)
    }

    /// What the tries on file mean for one more.
    fn verdict(&self, rows: &[percobaan::Model], now: DateTime<Utc>) -> Verdict {
        let here = |row: &&percobaan::Model| row.alamat == self.address;
        let account = || rows.iter().filter(|row| row.akun == self.account);
        let address = judge(rows.iter().filter(here), PER_ADDRESS, now);
        let own = if self.known {
            judge(account().filter(here), PER_ACCOUNT, now)
        } else {
            let failed_here = account().filter(here).any(|row| age(row, now) < WINDOW);
            let most = if failed_here { PER_STRANGER } else { PER_ACCOUNT };
            judge(account().filter(|row| !row.kenal), most, now)
        };
        match (address, own) {
            (Verdict::Wait(one), Verdict::Wait(other)) => Verdict::Wait(one.max(other)),
            (wait @ Verdict::Wait(_), _) | (_, wait @ Verdict::Wait(_)) => wait,
            (Verdict::Later, _) | (_, Verdict::Later) => Verdict::Later,
            (Verdict::Go, Verdict::Go) => Verdict::Go,
        }
    }

    /// Gives a try back that was right, if there was one, and remembers the address.
    pub(crate) async fn welcome(&self, accounts: &Accounts, id: Option<Uuid>, user: PenggunaId) -> Result<()> {
        let tx = accounts.begin().await?;
        let now = accounts.house.clock.now();
        if let Some(id) = id {
            percobaan::Entity::delete_by_id(id).exec(&*tx).await?;
        }
        kenal::Entity::delete_many()
            .filter(kenal::Column::PenggunaId.eq(user))
            .filter(kenal::Column::Pada.lt(now - KNOWN))
            .exec(&*tx)
            .await?;
        let row = kenal::ActiveModel { pengguna_id: Set(user), alamat: Set(self.address.clone()), pada: Set(now) };
        let mut again = OnConflict::columns([kenal::Column::PenggunaId, kenal::Column::Alamat]);
        again.update_column(kenal::Column::Pada);
        kenal::Entity::insert(row).on_conflict(again).exec_without_returning(&*tx).await?;
        last::entered(&tx, user).await?;
        tx.commit().await
    }
}

/// A try is over and failed.
pub(crate) async fn failed(house: &House, id: Uuid) -> Result<()> {
    percobaan::Entity::update_many()
        .col_expr(percobaan::Column::Gagal, Expr::value(true))
        .filter(percobaan::Column::Id.eq(id))
        .exec(&house.db)
        .await?;
    Ok(())
}

/// A try whose password was never looked at does not count.
pub(crate) async fn withdraw(house: &House, id: Uuid) -> Result<()> {
    percobaan::Entity::delete_by_id(id).exec(&house.db).await?;
    Ok(())
}

/// Brings tries from a time that is still to come, as after the host's clock was set back, to the present: from now on they count
/// for as long as any other. Those that count no more go.
async fn tidy(tx: &Tx, now: DateTime<Utc>) -> Result<()> {
    percobaan::Entity::update_many()
        .col_expr(percobaan::Column::Pada, Expr::value(now))
        .filter(percobaan::Column::Pada.gt(now))
        .exec(&**tx)
        .await?;
    percobaan::Entity::delete_many().filter(percobaan::Column::Pada.lte(now - WINDOW)).exec(&**tx).await?;
    Ok(())
}

fn age(row: &percobaan::Model, now: DateTime<Utc>) -> TimeDelta {
    (now - row.pada).max(TimeDelta::zero())
}

/// What tries mean of which there may be `most` in the window.
fn judge<'a>(rows: impl Iterator<Item = &'a percobaan::Model>, most: usize, now: DateTime<Utc>) -> Verdict {
    let recent: Vec<_> = rows.filter(|row| age(row, now) < WINDOW).collect();
    if recent.len() < most {
        return Verdict::Go;
    }
    let mut over: Vec<_> = recent
        .iter()
        .map(|row| (row.gagal, age(row, now)))
        .filter(|(failed, age)| *failed || *age >= LOOKING)
        .collect();
    over.sort_by_key(|(_, age)| *age);
    // The oldest of the newest `most`: when that no longer counts, there is one fewer than may be.
    let Some((_, oldest)) = most.checked_sub(1).and_then(|at| over.get(at)) else { return Verdict::Later };
    let left = u64::try_from((WINDOW - *oldest).num_seconds()).unwrap_or_default();
    Verdict::Wait(left.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(akun: &str, alamat: &str, (kenal, gagal): (bool, bool), ago: i64) -> percobaan::Model {
        let pada = DateTime::UNIX_EPOCH - TimeDelta::seconds(ago);
        percobaan::Model { id: Uuid::nil(), akun: akun.to_owned(), alamat: alamat.to_owned(), kenal, gagal, pada }
    }

    fn verdict(rows: &[percobaan::Model], account: &str, address: &str, known: bool) -> Verdict {
        let knocker = Knocker { account: account.to_owned(), address: address.to_owned(), known };
        knocker.verdict(rows, DateTime::UNIX_EPOCH)
    }

    const FAILED: (bool, bool) = (false, true);

    #[test]
    fn a_stranger_keeps_nobody_out_who_comes_from_elsewhere() {
        let rows: Vec<_> = (0..7).map(|at| row("a", "asing", FAILED, at)).collect();
        assert_eq!(verdict(&rows, "a", "asing", false), Verdict::Wait(294));
        assert_eq!(verdict(&rows, "a", "baru", false), Verdict::Go);
        assert_eq!(verdict(&rows, "b", "asing", false), Verdict::Go);
        // Many strangers use up what all unknown addresses have; the user's own are beside that.
        let rows: Vec<_> = (0..10).map(|at| row("a", &format!("asing {at}"), FAILED, at)).collect();
        assert_eq!(verdict(&rows, "a", "baru", false), Verdict::Wait(291));
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Go);
        let rows: Vec<_> = (0..10).map(|at| row("a", "kantor", (true, true), at)).collect();
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Wait(291));
        assert_eq!(verdict(&rows, "a", "baru", false), Verdict::Go);
        let rows: Vec<_> = (0..50).map(|at| row(&at.to_string(), "asing", FAILED, 0)).collect();
        assert_eq!(verdict(&rows, "b", "asing", true), Verdict::Wait(300));
    }

    #[test]
    fn what_is_being_looked_at_counts_until_it_is_decided() {
        let looked = (true, false);
        let rows: Vec<_> = (0..10).map(|_| row("a", "kantor", looked, 1)).collect();
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Later);
        let rows: Vec<_> = (0..10).map(|_| row("a", "kantor", looked, 30)).collect();
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Wait(270));
    }

    #[test]
    fn no_clock_makes_the_wait_longer_than_the_window() {
        let rows: Vec<_> = (0..10).map(|_| row("a", "kantor", (true, true), -43_803)).collect();
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Wait(300));
        let rows: Vec<_> = (0..10).map(|_| row("a", "kantor", (true, true), 300)).collect();
        assert_eq!(verdict(&rows, "a", "kantor", true), Verdict::Go);
    }
}
