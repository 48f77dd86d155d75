//! Handing mail to the server of the settings. What may be logged of a failure names no address.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use kernel::{Problem, Result};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{Address, AsyncTransport, Tokio1Executor};
use uuid::Uuid;

use super::settings::{Settings, Shield};

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a whole mail may take.
const WHOLE: Duration = Duration::from_mins(1);

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// The server has it.
    Taken,
    /// Surely not sent, and worth another try.
    Later(String),
    /// Refused for good, or perhaps sent: not tried again.
    Over(String),
}

/// The way to the server.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

/// Whom a mail is for, and what it says.
pub(crate) struct Letter<'a> {
    pub(crate) to: &'a str,
    pub(crate) subject: String,
    pub(crate) text: String,
}

impl Post {
    /// The way to the server of these settings. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Problem::Malformed`] naming the setting that will not do.
    pub fn new(settings: &Settings) -> Result<Self> {
        settings.check()?;
        let sender = settings.mailbox()?;
        let tls = match settings.shield()? {
            Shield::Tanpa => Tls::None,
            Shield::Starttls => Tls::Required(trusted(settings)?),
            Shield::Tls => Tls::Wrapper(trusted(settings)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.as_str())
            .port(settings.port)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::Domain(sender.email.domain().to_owned()))
            .tls(tls);
        if !settings.user.is_empty() {
            builder = builder.credentials(Credentials::new(settings.user.clone(), settings.secret()?));
        }
        Ok(Self { transport: builder.build(), sender })
    }

    /// The mail as it goes out.
    fn message(&self, letter: Letter<'_>, now: DateTime<Utc>, id: Uuid) -> Result<Message> {
        let to: Address = letter.to.parse().map_err(Problem::internal)?;
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject)
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{id}@{}>", self.sender.email.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .singlepart(SinglePart::plain(letter.text))
            .map_err(Problem::internal)
    }

    /// Whether the server answers, protects the connection and lets us in: what fails here has sent nothing.
    pub(crate) async fn ready(&self) -> std::result::Result<(), String> {
        match tokio::time::timeout(WHOLE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("server memutus sambungan".to_owned()),
            Ok(Err(error)) => Err(told(&error)),
            Err(_) => Err("server tidak menjawab".to_owned()),
        }
    }

    /// Sends a mail. An answer of the server decides; where it is missing, the mail may have been taken, and is not sent again.
    ///
    /// # Errors
    /// What cannot be a mail.
    pub(crate) async fn send(&self, letter: Letter<'_>, now: DateTime<Utc>, id: Uuid) -> Result<Sent> {
        let message = self.message(letter, now, id)?;
        Ok(match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => Sent::Taken,
            Ok(Err(error)) if error.is_transient() => Sent::Later(told(&error)),
            Ok(Err(error)) if error.is_permanent() => Sent::Over(told(&error)),
            Ok(Err(_)) | Err(_) => Sent::Over("tidak pasti: sambungan putus sebelum server menjawab".to_owned()),
        })
    }

    /// Sends a mail for who waits at the terminal. Returns whether the server took it, and its words.
    ///
    /// # Errors
    /// What cannot be a mail.
    pub(crate) async fn try_out(&self, letter: Letter<'_>, now: DateTime<Utc>, id: Uuid) -> Result<(bool, String)> {
        let message = self.message(letter, now, id)?;
        Ok(match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(answer)) => (true, format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" "))),
            Ok(Err(error)) => (false, error.to_string()),
            Err(_) => (false, "server tidak menjawab".to_owned()),
        })
    }
}

/// Whom the connection trusts: the roots that are part of the program, and those of the settings.
fn trusted(settings: &Settings) -> Result<TlsParameters> {
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = settings.certificates()? {
        let more = Certificate::from_pem(&pem)
            .map_err(|_| Problem::Malformed("Setelan surel.ca_file: bukan sertifikat PEM.".to_owned()))?;
        parameters = parameters.add_root_certificate(more);
    }
    parameters
        .build()
        .map_err(|error| Problem::Malformed(format!("Setelan surel: TLS tidak dapat disiapkan: {error}.")))
}

/// What may be kept and logged of a failure: the code, never the server's words, which may hold an address.
fn told(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("server menjawab {code}"),
        None if error.is_tls() => "sambungan aman (TLS) gagal".to_owned(),
        None if error.is_timeout() => "server tidak menjawab".to_owned(),
        None => "server tidak dapat dihubungi".to_owned(),
    }
}
