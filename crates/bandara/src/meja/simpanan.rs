//! What a desk keeps is never lost with one password: the house seals the key of each store too, and that form of it lies in the
//! browser. The house keeps no key, and opens one to its owner, or to a colleague of the same office who says why.

use axum::Json;
use kernel::access::{Read, log_unfiled};
use kernel::vault::hex;
use kernel::{Ctx, KantorId, PenggunaId, Permission, Problem, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Api, AppJson, Failure, unhex};

use super::takeover;

/// For which place the vault seals.
const PLACE: &str = "kunci simpanan meja";
/// How long a key is, in hexadecimal digits.
const LENGTH: usize = 64;
/// The least and the most of a reason.
const WHY: (usize, usize) = (5, 200);

/// The key of a store.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Key {
    /// 32 byte, dalam heksadesimal.
    #[serde(default)]
    #[schemars(!default, extend("pattern" = "^[0-9a-f]{64}$"))]
    kunci: String,
}

/// The form of it that only the house opens.
#[derive(Serialize, JsonSchema)]
pub(super) struct Entrusted {
    titipan: String,
}

/// What is asked to be opened.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Yang dijawab saat kunci dititipkan.
    #[serde(default)]
    #[schemars(!default)]
    titipan: String,
    /// Wajib bila simpanan itu milik orang lain.
    #[serde(default)]
    #[schemars(length(max = 200))]
    alasan: String,
}

/// An opened key.
#[derive(Serialize, JsonSchema)]
pub(super) struct Opened {
    petugas: String,
    kunci: String,
}

/// What is sealed: the key, and whose it is.
#[derive(Serialize, Deserialize)]
struct Held {
    pemilik: PenggunaId,
    kantor: KantorId,
    petugas: String,
    kunci: String,
}

fn may(ctx: &Ctx) -> Result<(PenggunaId, String)> {
    ctx.actor.require(Permission::Pemulangan)?;
    ctx.actor.require(Permission::WritePeople)?;
    let both = ctx.actor.user.zip(ctx.actor.login.clone());
    both.ok_or(Problem::Unauthenticated)
}

/// Seals the key of the sender's own store.
pub(super) async fn entrust(Api(ctx): Api, key: Result<AppJson<Key>, Failure>) -> Result<Json<Entrusted>, Failure> {
    let (pemilik, petugas) = may(&ctx)?;
    let AppJson(key) = key?;
    let digits = key.kunci.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if key.kunci.len() != LENGTH || !digits {
        return Err(Problem::field("kunci", "Kunci simpanan tidak terbaca. Muat ulang halaman meja.").into());
    }
    let held = Held { pemilik, kantor: ctx.actor.office, petugas, kunci: key.kunci };
    let text = serde_json::to_vec(&held).map_err(Problem::internal)?;
    Ok(Json(Entrusted { titipan: hex(&ctx.house.vault.seal(PLACE, &text)?) }))
}

/// Opens a key: to its owner, or to a colleague, which is written down with the reason.
pub(super) async fn open(Api(ctx): Api, asked: Result<AppJson<Asked>, Failure>) -> Result<Json<Opened>, Failure> {
    let (user, _) = may(&ctx)?;
    let AppJson(asked) = asked?;
    let sealed = unhex(&asked.titipan).and_then(|sealed| ctx.house.vault.open(PLACE, &sealed).ok());
    let held: Option<Held> = sealed.and_then(|text| serde_json::from_slice(&text).ok());
    // A store of another office is told apart from none at all by nobody.
    let held = held.filter(|held| held.kantor == ctx.actor.office).ok_or_else(|| {
        Problem::field("titipan", "Simpanan ini bukan dari kantor Anda. Buka dengan kata sandi pemiliknya.")
    })?;
    if held.pemilik != user {
        takeover::record(&ctx, held.pemilik, reason(&asked.alasan)?).await?;
        log_unfiled(&ctx, Read { action: "ambil_alih", kind: "meja", revealed: true }).await?;
    }
    Ok(Json(Opened { petugas: held.petugas, kunci: held.kunci }))
}

fn reason(typed: &str) -> Result<&str> {
    let why = typed.trim();
    let long = why.chars().count();
    if long < WHY.0 || long > WHY.1 {
        return Err(Problem::field(
            "alasan",
            "Tulis alasan mengambil alih, 5 sampai 200 huruf, misalnya: giliran berganti, Ayu sudah pulang.",
        ));
    }
    Ok(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        assert_eq!(reason(" giliran berganti ").unwrap(), "giliran berganti");
        for odd in ["", "    x    ", "x".repeat(201).as_str()] {
            assert!(reason(odd).is_err(), "{odd}");
        }
    }
}
