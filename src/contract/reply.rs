//! The service's reply: a receipt, or one of four shapes of error body, or anything that a proxy may send instead.

use super::date;
use super::error::{AggregateReportError, Kind};
use super::text::{Secret, concat, decimal, is_blank, is_control};

/// The largest reply that is read, in bytes.
pub const MAX_REPLY_BYTES: usize = 1 << 20;

/// What the service answers when it has queued a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The transaction id, by which the callbacks name this report.
    pub txid: String,
    /// `QUEUED` or `COMPLETED`; any other status is kept as it came, and an absent one is empty.
    pub status: String,
}

/// A reply as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status; 0 where the platform hides a redirect.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The body.
    pub body: Body,
}

/// The body of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// At most [`MAX_REPLY_BYTES`] of text and, if it is a JSON object, the fields we know in it.
    Text(String, Option<ReplyFields>),
    /// More than [`MAX_REPLY_BYTES`]; it was not read to its end.
    TooLarge,
}

/// The fields of a receipt, and of an error body in any of its four shapes; an absent or empty one is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyFields {
    txid: Option<String>,
    status: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
}

impl Body {
    /// Takes a token out of all that may end up in an error: a reply may repeat what it was sent.
    pub fn scrub(&mut self, secret: &Secret) {
        if let Body::Text(text, fields) = self {
            *text = secret.scrub(text);
            if let Some(fields) = fields {
                fields.error_code = fields.error_code.take().map(|code| secret.scrub(&code));
                fields.error_message = fields.error_message.take().map(|message| secret.scrub(&message));
            }
        }
    }
}

impl ReplyFields {
    /// Reads the fields of a JSON object. `text` answers the text at a path such as `fault.code`, or a whole number
    /// there as text, or nothing: a reply is never refused for what it holds beside the fields we need.
    pub fn read(text: impl Fn(&'static str) -> Option<String>) -> Self {
        let first = |paths: &[&'static str]| paths.iter().find_map(|path| text(path).filter(|found| !is_blank(found)));
        ReplyFields {
            txid: first(&["txid"]),
            status: first(&["status"]),
            error_code: first(&["errorCode", "responseCode", "fault.code", "error"]),
            error_message: first(&[
                "errorMessage",
                "message",
                "fault.description",
                "fault.message",
                "error_description",
            ]),
        }
    }
}

/// Reads a reply. `now` is the present in milliseconds since 1970-01-01T00:00Z, for a `Retry-After` with a date.
///
/// # Errors
/// Any reply but a 200 with a transaction id.
pub fn read_reply(reply: Reply, now: f64) -> Result<Receipt, Box<AggregateReportError>> {
    let (fields, excerpt) = match reply.body {
        Body::Text(text, fields) => (fields.unwrap_or_default(), excerpt(&text)),
        Body::TooLarge => (ReplyFields::default(), Some("a body over 1 MiB, which was not read".into())),
    };
    let ReplyFields { txid, status, error_code, error_message } = fields;
    if reply.status == 200
        && let Some(txid) = txid
    {
        return Ok(Receipt { txid, status: known_status(status.unwrap_or_default()) });
    }
    let kind = kind(reply.status);
    let error_message = error_message.or(if error_code.is_none() { excerpt } else { None });
    let words = words(kind, reply.status, error_code.as_deref(), error_message.as_deref());
    let mut error = AggregateReportError::new(kind, words);
    error.status = (reply.status != 0).then_some(reply.status);
    error.may_be_queued = may_be_queued(kind, reply.status, error_message.as_deref());
    error.error_code = error_code;
    error.error_message = error_message;
    error.retry_after = reply.retry_after.and_then(|text| wait(&text, now));
    Err(error)
}

fn known_status(status: String) -> String {
    for known in ["QUEUED", "COMPLETED"] {
        if status.eq_ignore_ascii_case(known) {
            return known.into();
        }
    }
    status
}

fn kind(status: u16) -> Kind {
    match status {
        200 => Kind::InvalidResponse,
        400 => Kind::BadRequest,
        401 => Kind::Unauthorized,
        403 => Kind::Forbidden,
        404 => Kind::NotFound,
        409 => Kind::Conflict,
        429 => Kind::RateLimited,
        500..=599 => Kind::ServerError,
        _ => Kind::UnexpectedStatus,
    }
}

/// A 400 may say itself that the request "will be queued"; of what failed on the way back, nobody can tell.
fn may_be_queued(kind: Kind, status: u16, error_message: Option<&str>) -> bool {
    match kind {
        Kind::BadRequest => error_message.is_some_and(|words| says(words, b"will be queued")),
        Kind::ServerError | Kind::InvalidResponse => true,
        Kind::UnexpectedStatus => status < 400,
        _ => false,
    }
}

/// Whether some words stand in a text, whatever the case of their letters.
fn says(text: &str, words: &[u8]) -> bool {
    text.as_bytes().windows(words.len()).any(|window| window.eq_ignore_ascii_case(words))
}

fn words(kind: Kind, status: u16, code: Option<&str>, said: Option<&str>) -> String {
    let (what, advice) = match kind {
        Kind::BadRequest => ("refused the request", "correct what it names"),
        Kind::Unauthorized => (
            "did not accept the tokens",
            "get a new VZ-M2M-Token (it dies after 20 idle minutes) and bearer (it lives one hour), but mind that five failed logins lock the account",
        ),
        Kind::Forbidden => ("does not allow this", "check that the devices are certified and the user may see them"),
        Kind::NotFound => ("did not find it", "check that the devices are active, and check baseUrl"),
        Kind::Conflict => ("reports a conflict", "check that the account has bought the service"),
        Kind::RateLimited => ("takes no more requests for now", "wait as long as retryAfter says, and send fewer"),
        Kind::ServerError => {
            ("failed", "the report may be queued all the same: look for its callbacks before sending again")
        }
        Kind::InvalidResponse => (
            "sent no receipt",
            "the report may be queued all the same: check that baseUrl is the service, and look for callbacks before sending again",
        ),
        _ if status == 0 || (300..400).contains(&status) => (
            "answered with a redirect, which is never followed since it would take the tokens along",
            "correct baseUrl",
        ),
        _ => ("gave an unexpected answer", "check that baseUrl is the service"),
    };
    let status = decimal(status.into());
    let (open, status, close) = if status == "0" { ("", "", "") } else { (" (", &*status, ")") };
    let (space, code) = code.map_or(("", ""), |code| (" ", code));
    let (colon, said) = said.map_or(("", ""), |said| (": ", said));
    concat(&["ThingSpace ", what, open, status, space, code, colon, said, close, ": ", advice, "."])
}

/// `Retry-After` in seconds or as an HTTP date (RFC 9110), as milliseconds from now.
fn wait(text: &str, now: f64) -> Option<f64> {
    if let Some(seconds) = date::read_digits(text.as_bytes()).filter(|_| (1..=9).contains(&text.len())) {
        return Some(seconds as f64 * 1000.0);
    }
    date::read_http(text).map(|moment| (moment as f64 - now).max(0.0))
}

/// The first words of a body that is none of the shapes we know: no tags, no control characters.
fn excerpt(text: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let mut words = String::new();
    let mut in_tag = false;
    for character in text.chars().take(20 * LONGEST) {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => continue,
            _ if !character.is_whitespace() && !is_control(character) => {
                words.push(character);
                if words.len() >= LONGEST {
                    words.push('…');
                    break;
                }
                continue;
            }
            _ => {}
        }
        if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if words.ends_with(' ') {
        words.pop();
    }
    (!words.is_empty()).then_some(words)
}
