//! Access tokens: short-lived JWTs, signed with Ed25519.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use kernel::{House, PenggunaId, Problem, Result, vault};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ed25519;

/// How many seconds an access token lives.
pub(crate) const LIFE: i64 = 15 * 60;
const ISSUER: &str = "lindung";
const AUDIENCE: &str = "lindung-api";
const TYPE: &str = "at+jwt";

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// What a token says.
pub(crate) struct Read {
    pub(crate) user: PenggunaId,
    pub(crate) session: Uuid,
    /// When it ends, in seconds since 1970.
    pub(crate) until: i64,
}

/// Signs and reads access tokens.
pub(crate) struct Tokens {
    kid: String,
    sign: EncodingKey,
    verify: DecodingKey,
}

impl Tokens {
    /// Keys made from a seed: processes that share the master key know each other's tokens.
    pub(crate) fn new(seed: &[u8; 32]) -> Result<Self> {
        ed25519::install();
        let broken = |_| Problem::internal("the token key cannot be made");
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(broken)?;
        let public = pair.public_key().as_ref();
        Ok(Self {
            kid: vault::fingerprint(public).chars().take(16).collect(),
            sign: EncodingKey::from_ed_der(seed),
            verify: DecodingKey::from_ed_der(public),
        })
    }

    /// A token for a user's session.
    pub(crate) fn issue(&self, house: &House, user: PenggunaId, session: Uuid) -> Result<String> {
        let now = house.clock.now().timestamp();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: user.0,
            sid: session,
            iat: now,
            exp: now + LIFE,
        };
        let header =
            Header { typ: Some(TYPE.to_owned()), kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, &claims, &self.sign).map_err(Problem::internal)
    }

    /// What a token says.
    ///
    /// # Errors
    /// [`Problem::Unauthenticated`] for any that is not exactly ours and in time.
    pub(crate) fn read(&self, house: &House, token: &str) -> Result<Read> {
        let refuse = |_| Problem::Unauthenticated;
        let header = decode_header(token).map_err(refuse)?;
        let ours = header.alg == Algorithm::EdDSA
            && header.kid.as_deref() == Some(&self.kid)
            && header.typ.as_deref() == Some(TYPE)
            && header.jwk.is_none()
            && header.jku.is_none();
        if !ours {
            return Err(Problem::Unauthenticated);
        }
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The time is compared below, with the house's clock.
        validation.validate_exp = false;
        let claims = decode::<Claims>(token, &self.verify, &validation).map_err(refuse)?.claims;
        let now = house.clock.now().timestamp();
        if now >= claims.exp || claims.iat > now + 60 {
            return Err(Problem::Unauthenticated);
        }
        Ok(Read { user: PenggunaId(claims.sub), session: claims.sid, until: claims.exp })
    }
}
