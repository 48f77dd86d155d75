//! Who knocks: the one place that turns a token or a session into an actor.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use kernel::{Actor, House, Problem, Result, Role};
use sea_orm::EntityTrait;
use web::Gate;

use crate::entity::{kantor, pengguna};
use crate::office::with_below;
use crate::password::{Passwords, Strength};
use crate::session;
use crate::token::Tokens;

/// The accounts of a house.
pub struct Accounts {
    pub(crate) house: Arc<House>,
    pub(crate) passwords: Passwords,
    pub(crate) tokens: Tokens,
}

impl Accounts {
    /// Accounts with a key for tokens and a strength of password hashes.
    ///
    /// # Errors
    /// [`Problem::Internal`] when the strength or the key will not do.
    pub fn new(house: Arc<House>, token_seed: &[u8; 32], strength: Strength) -> Result<Self> {
        Ok(Self { house, passwords: Passwords::new(strength)?, tokens: Tokens::new(token_seed)? })
    }

    async fn actor(&self, user: pengguna::Model) -> Result<Actor> {
        let role = Role::parse(&user.peran).ok_or_else(|| Problem::internal("a user has an unknown role"))?;
        let office = kantor::Entity::find_by_id(user.kantor_id).one(&self.house.db).await?;
        Ok(Actor {
            user: Some(user.id),
            name: user.nama,
            office: user.kantor_id,
            office_name: office.map(|o| o.nama).unwrap_or_default(),
            offices: with_below(&self.house, user.kantor_id).await?,
            role: Some(role),
        })
    }
}

impl Gate for Accounts {
    fn by_token<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor>> {
        Box::pin(async move {
            let (user, session) = self.tokens.read(&self.house, token)?;
            let found = session::by_id(&self.house, session).await?;
            if found.id == user { self.actor(found).await } else { Err(Problem::Unauthenticated) }
        })
    }

    fn by_session<'a>(&'a self, secret: &'a str) -> BoxFuture<'a, Result<Actor>> {
        Box::pin(async move {
            let user = session::by_secret(&self.house, secret).await?;
            self.actor(user).await
        })
    }
}
