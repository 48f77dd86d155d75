//! Who knocks: the one place that turns a token or a session into an actor.

use std::net::IpAddr;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use kernel::{Actor, Ctx, House, Problem, Result, Role, Tx};
use uuid::Uuid;
use web::Gate;

use crate::entity::pengguna;
use crate::first::First;
use crate::login;
use crate::password::{Passwords, Strength};
use crate::recent::Recent;
use crate::session;
use crate::token::Tokens;

/// The accounts of a house.
pub struct Accounts {
    pub(crate) house: Arc<House>,
    pub(crate) passwords: Passwords,
    pub(crate) tokens: Tokens,
    pub(crate) recent: Recent,
    pub(crate) first: First,
}

impl Accounts {
    /// Accounts with a key for tokens and a strength of password hashes.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the strength or the key will not do.
    pub fn new(house: Arc<House>, token_seed: &[u8; 32], strength: Strength) -> Result<Self> {
        let (passwords, tokens) = (Passwords::new(strength)?, Tokens::new(token_seed)?);
        Ok(Self { house, passwords, tokens, recent: Recent::default(), first: First::default() })
    }

    /// Begins a write of the house itself: nobody is logged in yet.
    pub(crate) async fn begin(&self) -> Result<Tx> {
        let office = self.house.offices.all().first().ok_or_else(|| Problem::internal("a house without offices"))?;
        let actor = Actor::system("Masuk", office.id, &office.name, Vec::new());
        Ctx::new(Arc::clone(&self.house), actor).begin().await
    }

    /// The actor that a user is, in a session if they have one.
    pub(crate) fn actor(&self, user: pengguna::Model, session: Option<Uuid>) -> Result<Actor> {
        let role = Role::parse(&user.peran).ok_or_else(|| Problem::internal("a user has an unknown role"))?;
        let office = self.house.offices.by_id(user.kantor_id);
        Ok(Actor {
            user: Some(user.id),
            login: Some(user.nama_masuk),
            name: user.nama,
            office: user.kantor_id,
            office_name: office.map(|o| o.name.clone()).unwrap_or_default(),
            offices: self.house.offices.with_below(user.kantor_id),
            role: Some(role),
            session,
        })
    }
}

impl Gate for Accounts {
    fn by_token<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor>> {
        Box::pin(async move {
            let (id, user) = session::by_token(self, token).await?;
            self.actor(user, Some(id))
        })
    }

    fn by_session<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Actor>> {
        Box::pin(async move {
            let (id, user) = session::by_secret(self, secret).await?;
            self.actor(user, Some(id))
        })
    }

    fn owner<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Option<String>>> {
        Box::pin(session::owner(self, secret))
    }

    fn confirm<'a>(&'a self, actor: &'a Actor, password: &'a str, from: IpAddr) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let username = actor.login.as_deref().ok_or(Problem::Unauthenticated)?;
            match login::knows(&self.house, self, username, password, from).await {
                Ok(()) => Ok(()),
                Err(Problem::Unauthenticated) => Err(Problem::field("sandi", "Kata sandi tidak cocok.")),
                Err(other) => Err(other),
            }
        })
    }
}
