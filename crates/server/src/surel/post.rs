//! Handing mail to the server of the settings. What may be logged of a failure names no address.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use kernel::{Problem, Result};
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use uuid::Uuid;

use super::settings::{Settings, Shield};

/// How long the server may take for one answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long each part of a mail may take: to connect, to announce it, to send it.
const WHOLE: Duration = Duration::from_mins(1);
/// What is said of a server that lets us wait.
const SILENT: &str = "server tidak menjawab";

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
    host: String,
    port: u16,
    hello: ClientId,
    /// What protects the connection from its first byte.
    wrapper: Option<TlsParameters>,
    /// What protects it once the server has greeted in clear.
    upgrade: Option<TlsParameters>,
    credentials: Option<Credentials>,
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
        let (wrapper, upgrade) = match settings.shield()? {
            Shield::Tanpa => (None, None),
            Shield::Starttls => (None, Some(trusted(settings)?)),
            Shield::Tls => (Some(trusted(settings)?), None),
        };
        let known = !settings.user.is_empty();
        let credentials = if known { Some(Credentials::new(settings.user.clone(), settings.secret()?)) } else { None };
        Ok(Self {
            host: settings.host.clone(),
            port: settings.port,
            hello: ClientId::Domain(sender.email.domain().to_owned()),
            wrapper,
            upgrade,
            credentials,
            sender,
        })
    }

    /// A connection that is protected, and that has let us in.
    async fn connect(&self) -> std::result::Result<AsyncSmtpConnection, Error> {
        let server = (self.host.as_str(), self.port);
        let opened =
            AsyncSmtpConnection::connect_tokio1(server, Some(PATIENCE), &self.hello, self.wrapper.clone(), None);
        let mut line = Box::pin(opened).await?;
        if let Some(parameters) = &self.upgrade {
            Box::pin(line.starttls(parameters.clone(), &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            line.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(line)
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
        match tokio::time::timeout(WHOLE, self.look()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("server memutus sambungan".to_owned()),
            Ok(Err(error)) => Err(told(&error)),
            Err(_) => Err(SILENT.to_owned()),
        }
    }

    async fn look(&self) -> std::result::Result<bool, Error> {
        let mut line = self.connect().await?;
        let there = line.test_connected().await;
        line.quit().await?;
        Ok(there)
    }

    /// Sends a mail. Before its first byte is out nothing is sent, whatever fails; after that an answer of the server decides, and where it is
    /// missing, the mail may have been taken, and is not sent again.
    ///
    /// # Errors
    /// What cannot be a mail.
    pub(crate) async fn send(&self, letter: Letter<'_>, now: DateTime<Utc>, id: Uuid) -> Result<Sent> {
        let message = self.message(letter, now, id)?;
        let mut line = match tokio::time::timeout(WHOLE, self.connect()).await {
            Ok(Ok(line)) => line,
            Ok(Err(error)) => return Ok(Sent::Later(told(&error))),
            Err(_) => return Ok(Sent::Later(SILENT.to_owned())),
        };
        match tokio::time::timeout(WHOLE, announce(&mut line, &message)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) if error.is_permanent() => return Ok(Sent::Over(told(&error))),
            Ok(Err(error)) => return Ok(Sent::Later(told(&error))),
            Err(_) => return Ok(Sent::Later(SILENT.to_owned())),
        }
        let sent = match tokio::time::timeout(WHOLE, line.message(&message.formatted())).await {
            Ok(Ok(_)) => Sent::Taken,
            Ok(Err(error)) if error.is_transient() => Sent::Later(told(&error)),
            Ok(Err(error)) if error.is_permanent() => Sent::Over(told(&error)),
            Ok(Err(_)) | Err(_) => Sent::Over("tidak pasti: sambungan putus sebelum server menjawab".to_owned()),
        };
        if sent == Sent::Taken && tokio::time::timeout(PATIENCE, line.abort()).await.is_err() {
            tracing::debug!("the e-mail server did not answer the farewell");
        }
        Ok(sent)
    }

    /// Sends a mail for who waits at the terminal. Returns whether the server took it, and its words.
    ///
    /// # Errors
    /// What cannot be a mail.
    pub(crate) async fn try_out(&self, letter: Letter<'_>, now: DateTime<Utc>, id: Uuid) -> Result<(bool, String)> {
        let message = self.message(letter, now, id)?;
        Ok(match tokio::time::timeout(WHOLE, self.hand(&message)).await {
            Ok(Ok(answer)) => (true, format!("{} {}", answer.code(), answer.message().collect::<Vec<_>>().join(" "))),
            Ok(Err(error)) => (false, error.to_string()),
            Err(_) => (false, SILENT.to_owned()),
        })
    }

    async fn hand(&self, message: &Message) -> std::result::Result<Response, Error> {
        let mut line = self.connect().await?;
        announce(&mut line, message).await?;
        let answer = line.message(&message.formatted()).await?;
        line.abort().await;
        Ok(answer)
    }
}

/// Says from whom and for whom a mail is, and asks to send it: nothing of it is sent yet.
async fn announce(line: &mut AsyncSmtpConnection, message: &Message) -> std::result::Result<(), Error> {
    let envelope = message.envelope();
    line.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    for to in envelope.to() {
        line.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    line.command(Data).await?;
    Ok(())
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
        None if error.is_timeout() => SILENT.to_owned(),
        None => "server tidak dapat dihubungi".to_owned(),
    }
}
