//! Extractors that refuse with the same problems as everything else. All text from outside comes in through them, and they let
//! no control character pass, see [`kernel::form::legible`].

use axum::Json;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Form, FromRequest, FromRequestParts, Path, Query, RawPathParams, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use kernel::form::{ILLEGIBLE, legible};
use kernel::problem::FieldError;
use kernel::{Problem, Result};
use schemars::JsonSchema;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::Failure;
use crate::strict::Once;

/// A JSON body. Text with control characters is named by its place.
pub struct AppJson<T>(pub T);

/// A JSON body of many pieces, each of which is looked at and answered by itself: one bad piece must not stop the others. Its
/// handler must check the text in it with [`kernel::form::parse`].
pub struct PiecewiseJson<T>(pub T);

/// A form of the console. Text with control characters is named by its field and line.
pub struct AppForm<T>(pub T);

/// The variables of a path.
pub struct AppPath<T>(pub T);

/// The query of an address.
pub struct AppQuery<T>(pub T);

/// A JSON body that may be left out; it is then empty.
pub struct MaybeJson<T>(pub T);

/// The body of an operation that asks for nothing.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// An object inside a body, read by its members' names and never by their order.
#[derive(Debug)]
pub struct Members<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Members<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::<String, Value>::deserialize(deserializer)?;
        serde_json::from_value(Value::Object(members)).map(Self).map_err(D::Error::custom)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for AppJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let value = object(request, state).await?;
        whole(&value)?;
        Ok(Self(of(value)?))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for PiecewiseJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        Ok(Self(of(object(request, state).await?)?))
    }
}

/// The object that a body holds; in none of its objects a member is named twice.
async fn object<S: Send + Sync>(request: Request, state: &S) -> Result<Value, Failure> {
    match Json::<Once>::from_request(request, state).await {
        Ok(Json(Once(value))) if value.is_object() => Ok(value),
        Ok(_) => Err(Problem::Malformed(SHAPE.to_owned()).into()),
        Err(rejection) => Err(refuse(&rejection)),
    }
}

fn of<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|_| Problem::Malformed(SHAPE.to_owned()))
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for MaybeJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if request.body().size_hint().exact() == Some(0) {
            return Ok(Self(T::default()));
        }
        AppJson::from_request(request, state).await.map(|AppJson(body)| Self(body))
    }
}

const SHAPE: &str = "Bentuk JSON tidak sesuai, atau ada isian yang disebut dua kali. Lihat /api/v1/openapi.json.";

/// Refuses control characters in any text of a value, by their places.
fn whole(value: &Value) -> Result<()> {
    let mut errors = Vec::new();
    look("", value, &mut errors);
    if errors.is_empty() { Ok(()) } else { Err(Problem::Invalid(errors)) }
}

fn look(place: &str, value: &Value, errors: &mut Vec<FieldError>) {
    let at = |key: &str| if place.is_empty() { key.to_owned() } else { [place, "/", key].concat() };
    match value {
        Value::String(text) if !legible(text) => errors.push(FieldError::new(place, ILLEGIBLE)),
        Value::Array(items) => {
            for (no, item) in items.iter().enumerate() {
                look(&at(&no.to_string()), item, errors);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                if !legible(key) {
                    errors.push(FieldError::new(place, ILLEGIBLE));
                }
                look(&at(key), member, errors);
            }
        }
        _ => {}
    }
}

fn refuse(rejection: &JsonRejection) -> Failure {
    let detail = match rejection {
        JsonRejection::MissingJsonContentType(_) => "Kirim isian sebagai JSON dengan Content-Type: application/json.",
        JsonRejection::JsonDataError(_) => SHAPE,
        JsonRejection::JsonSyntaxError(_) => "JSON tidak terbaca.",
        other if other.status() == StatusCode::PAYLOAD_TOO_LARGE => "Isian terlalu besar.",
        _ => "Isian tidak terbaca sampai selesai. Kirim ulang.",
    };
    Problem::Malformed(detail.to_owned()).into()
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for AppForm<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let refuse = |rejection: FormRejection| {
            let large = rejection.status() == StatusCode::PAYLOAD_TOO_LARGE;
            let detail =
                if large { "Isian terlalu besar." } else { "Isian formulir tidak terbaca. Muat ulang halamannya." };
            Failure::from(Problem::Malformed(detail.to_owned()))
        };
        let (parts, body) = request.into_parts();
        let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let bytes = bytes.map_err(|rejection| refuse(rejection.into()))?;
        let request = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let Form(typed) = Form::<Vec<(String, String)>>::from_request(request(), state).await.map_err(refuse)?;
        if let Some(place) = typed.iter().find_map(|(key, text)| odd(key, text)) {
            return Err(Problem::Illegible(format!("{place}: {ILLEGIBLE}")).into());
        }
        let Form(value) = Form::<T>::from_request(request(), state).await.map_err(refuse)?;
        Ok(Self(value))
    }
}

/// Where a typed text has a control character, if it has one: the field, and the line where it has several.
fn odd(key: &str, text: &str) -> Option<String> {
    let name = short(key);
    if !legible(key) {
        return Some(name);
    }
    let line = text.lines().position(|line| !legible(line)).or_else(|| (!legible(text)).then_some(0))?;
    Some(if text.contains('\n') { format!("{name}, baris {}", line + 1) } else { name })
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for AppPath<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let text = RawPathParams::from_request_parts(parts, state).await;
        if text.is_ok_and(|text| text.iter().any(|(_, value)| !legible(value))) {
            return Err(Problem::NotFound.into());
        }
        let path: Result<Path<T>, PathRejection> = Path::from_request_parts(parts, state).await;
        path.map(|Path(value)| Self(value)).map_err(|_| Problem::NotFound.into())
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for AppQuery<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let refuse = |rejection: QueryRejection| Problem::Malformed(unread(&rejection.body_text())).into();
        let text = Query::<Vec<(String, String)>>::from_request_parts(parts, state).await;
        if text.is_ok_and(|Query(pairs)| pairs.iter().any(|(key, value)| !(legible(key) && legible(value)))) {
            return Err(Problem::Illegible(ILLEGIBLE.to_owned()).into());
        }
        let query = Query::<T>::from_request_parts(parts, state).await;
        query.map(|Query(value)| Self(value)).map_err(refuse)
    }
}

/// A name from outside, cut to what may be told.
fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

/// Which parameter of an address cannot be read, from what the reader says of it.
fn unread(reason: &str) -> String {
    let unknown = reason.split_once("unknown field `").and_then(|(_, rest)| rest.split_once('`'));
    let named = reason.rsplit_once("query string: ").and_then(|(_, rest)| rest.split_once(": ")).map(|(name, _)| name);
    match (unknown, named) {
        (Some((name, _)), _) => {
            format!("Parameter {} tidak dikenal di alamat ini. Hapus dari alamatnya.", short(name))
        }
        (None, Some(name)) => format!("Parameter {} tidak terbaca. Periksa tulisannya di alamat.", short(name)),
        (None, None) => "Parameter alamat tidak dikenal atau tidak terbaca.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Asked {
        #[expect(dead_code, reason = "only whether it is read is looked at")]
        batas: Option<u64>,
    }

    #[tokio::test]
    async fn a_parameter_that_is_not_read_is_named() {
        for (query, sentence) in
            [("hantu=1", "Parameter hantu tidak dikenal"), ("batas=x", "Parameter batas tidak terbaca")]
        {
            let (mut parts, ()) = Request::get(format!("/?{query}")).body(()).unwrap().into_parts();
            let failure = AppQuery::<Asked>::from_request_parts(&mut parts, &()).await.err().unwrap();
            assert!(failure.0.to_string().contains(sentence), "{query}: {}", failure.0);
        }
    }

    fn places(json: &str) -> Vec<String> {
        match whole(&serde_json::from_str(json).unwrap()) {
            Ok(()) => Vec::new(),
            Err(Problem::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn control_characters_are_named_by_their_place_and_nothing_else_is() {
        assert_eq!(places(r#"{"a":"x\u0000","b":["y",{"c":"\u001b["}],"d":"\f"}"#), ["a", "b/1/c", "d"]);
        assert_eq!(places("{\"a\":\"\u{7f}\",\"b\":\"\u{85}\"}"), ["a", "b"]);
        assert_eq!(places(r#"{"a":"\\u0000 \\b","b":"baris\r\n\tlagi","c":"\u00e9\u2013 ©"}"#), [""; 0]);
        assert_eq!(places(r#"{"k\u0000":1}"#), [""]);
        assert_eq!(places(r#""\u0000""#), [""]);
    }
}
