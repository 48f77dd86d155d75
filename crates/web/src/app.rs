//! The state that every handler can reach.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use kernel::{Actor, CatatanId, Ctx, House, Permission, Result, Stage};

use crate::heavy::Queue;
use crate::logged::Answers;
use crate::proxies::Proxies;

/// Authenticates requests. `accounts` implements it.
pub trait Gate: Send + Sync {
    /// The actor of an access token of the api.
    fn by_token<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor>>;
    /// The actor of a console session.
    fn by_session<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Actor>>;
    /// The login name of the user of a console session, also of one that is over; none if it is not known.
    fn owner<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Option<String>>>;
    /// Checks the password of a logged-in user again. Tries are counted and slowed down as for a login.
    fn confirm<'a>(&'a self, actor: &'a Actor, password: &'a str, from: IpAddr) -> BoxFuture<'a, Result<()>>;
}

/// How a record is named in a list of another slice.
#[derive(Clone, Debug)]
pub struct Label {
    /// Its human number.
    pub number: String,
    /// The person's name, or another text that identifies the record.
    pub title: String,
    /// Its status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
}

/// What whoever sees a figure may know of a record behind it, of any kind: nothing of a person.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its human number.
    pub number: String,
    /// Its status.
    pub status: &'static str,
    /// How far it is.
    pub stage: Stage,
}

/// Names records of any kind. `records` implements it.
pub trait Directory: Send + Sync {
    /// Labels of the records of a kind that the actor may read; the others are absent.
    fn labels<'a>(
        &'a self,
        ctx: &'a Ctx,
        kind: &'a str,
        ids: &'a [CatatanId],
    ) -> BoxFuture<'a, Result<HashMap<CatatanId, Label>>>;
    /// Numbers and states of records of a kind in the offices that the actor sees, also of a kind that the actor may not read:
    /// for who sees a figure that they are behind.
    fn marks<'a>(
        &'a self,
        ctx: &'a Ctx,
        kind: &'a str,
        ids: &'a [CatatanId],
    ) -> BoxFuture<'a, Result<HashMap<CatatanId, Mark>>>;
    /// The title of a kind.
    fn title(&self, kind: &str) -> &'static str;
    /// The label of a field of a kind; none if there is no such field.
    fn field(&self, kind: &str, key: &str) -> Option<&'static str>;
}

/// A group of the menu.
pub struct MenuGroup {
    /// Its heading; none for the first.
    pub title: Option<&'static str>,
    /// Its entries.
    pub items: Vec<MenuItem>,
}

/// An entry of the menu.
pub struct MenuItem {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: &'static str,
    /// The right that it needs.
    pub permission: Permission,
}

/// The state.
#[derive(Clone)]
pub struct App {
    /// The house.
    pub house: Arc<House>,
    /// Authenticates requests.
    pub gate: Arc<dyn Gate>,
    /// The proxies whose statements about client addresses are trusted.
    pub proxies: Proxies,
    /// Names of records.
    pub directory: Arc<dyn Directory>,
    /// The menu.
    pub menu: Arc<Vec<MenuGroup>>,
    /// The queue for heavy work.
    pub heavy: Arc<Queue>,
    /// How many requests were answered.
    pub answers: Arc<Answers>,
    /// What is missing so that one lost file does not lose everything, for who can see to it; none where nothing is.
    pub custody: Option<&'static str>,
}
