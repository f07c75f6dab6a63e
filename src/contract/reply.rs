//! The service's reply: a receipt, an error body in one of four formats, or anything that a proxy may send instead.

use super::date;
use super::error::{AggregateReportError, Kind};
use super::secret::{Secret, scrub};
use super::text::{concat, decimal, is_blank, is_control};
use std::time::Duration;

/// The largest reply that is read, in bytes.
pub const MAX_REPLY_BYTES: usize = 1 << 20;

/// The service's answer once it has queued a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Receipt {
    /// The transaction ID, which every callback for this report carries.
    pub txid: String,
    /// `QUEUED` or `COMPLETED`; any other status is unchanged, and an absent one is empty.
    pub status: String,
}

/// A reply, before it is interpreted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status; 0 if the platform hides that of a redirect.
    pub status: u16,
    /// The header `Retry-After`.
    pub retry_after: Option<String>,
    /// The body.
    pub body: Body,
}

/// The body of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Body {
    /// At most [`MAX_REPLY_BYTES`] of text and, if it is a JSON object, its known fields.
    Text(String, Option<ReplyFields>),
    /// More than [`MAX_REPLY_BYTES`]; it was not read to its end.
    TooLarge,
}

/// The fields of a receipt, and of an error body in any of its four formats; `None` if absent or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyFields {
    txid: Option<String>,
    status: Option<String>,
    error_code: Option<String>,
    error_message: Option<String>,
    issues: Option<String>,
}

impl Reply {
    /// A reply with all its parts.
    pub fn new(status: u16, retry_after: Option<String>, body: Body) -> Self {
        Reply { status, retry_after, body }
    }
}

impl ReplyFields {
    /// Reads the fields of a JSON object; of a receipt, only its own two. `text` returns the string at a path such as
    /// `fault.code`, or the digits of a whole number there, up to 2^53. It returns `None` for anything else, because a
    /// reply is never refused for its other contents.
    pub fn read(status: u16, text: impl Fn(&'static str) -> Option<String>) -> Self {
        let first = |paths: &[&'static str]| paths.iter().find_map(|path| text(path).filter(|found| !is_blank(found)));
        if status == 200
            && let Some(txid) = first(&["txid"])
        {
            return ReplyFields { txid: Some(txid), status: first(&["status"]), ..ReplyFields::default() };
        }
        let mut error_message =
            first(&["errorMessage", "message", "fault.message", "fault.description", "error_description"]);
        // The two strings of a fault belong together.
        if first(&["errorMessage", "message"]).is_none()
            && let Some(message) = first(&["fault.message"])
            && let Some(description) = first(&["fault.description"])
        {
            error_message = Some(concat(&[&message, ": ", &description]));
        }
        ReplyFields {
            error_code: first(&["errorCode", "responseCode", "fault.code", "error"]),
            error_message,
            ..ReplyFields::default()
        }
    }

    /// The same with the issues that a gateway lists in such a reply, as one string.
    pub(crate) fn with_issues(mut self, issues: impl FnOnce() -> Option<String>) -> Self {
        if self.error_code.as_deref() == Some("INVALID_PARAMETER") {
            self.issues = issues();
        }
        self
    }

    /// Whether these are the fields of a receipt.
    pub(crate) fn is_receipt(&self) -> bool {
        self.txid.is_some()
    }

    /// The same without any token: a reply may repeat what the request contained.
    fn without<T>(self, secrets: &[(T, Secret)]) -> Self {
        let scrub = |text: Option<String>| text.map(|text| scrub(&text, secrets, may_be_cut(&text)));
        ReplyFields {
            error_code: scrub(self.error_code),
            error_message: scrub(self.error_message),
            issues: scrub(self.issues),
            ..self
        }
    }
}

/// How much of a body in an unknown format is examined, in characters. A platform may provide no more than that, so a
/// text of at least as many bytes may be the beginning of a longer one.
const LONGEST_TEXT: usize = 4000;

fn may_be_cut(text: &str) -> bool {
    text.len() >= LONGEST_TEXT
}

/// Reads the reply to a request that contained these tokens. `now` is when it arrived, since 1970-01-01T00:00Z, for a
/// `Retry-After` with a date.
///
/// # Errors
/// Any reply except a 200 with a transaction ID.
pub fn read_reply<T>(
    reply: Reply,
    secrets: &[(T, Secret)],
    now: Duration,
) -> Result<Receipt, Box<AggregateReportError>> {
    let (fields, excerpt) = match reply.body {
        Body::Text(text, fields) => (fields.unwrap_or_default().without(secrets), excerpt(&text, secrets)),
        Body::TooLarge => (ReplyFields::default(), Some("a body over 1 MiB, which was not read".into())),
    };
    let ReplyFields { txid, status, error_code, error_message, issues } = fields;
    if reply.status == 200
        && let Some(txid) = txid
    {
        return Ok(Receipt { txid, status: known_status(status.unwrap_or_default()) });
    }
    let kind = if issues.is_some() { Kind::Invalid } else { kind(reply.status) };
    let error_message = error_message.or(if error_code.is_none() { excerpt } else { None });
    let message = message(kind, reply.status, error_code.as_deref(), error_message.as_deref());
    let mut error = AggregateReportError::new(kind, message);
    error.status = (reply.status != 0).then_some(reply.status);
    error.may_be_queued = may_be_queued(kind, reply.status, error_message.as_deref());
    error.gateway_issues = issues;
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

/// A 400 may itself say that the request "will be queued"; if the service or its reply failed, nobody can tell. A
/// status that HTTP does not define, such as 600, counts as a 5xx (RFC 9110, section 15).
fn may_be_queued(kind: Kind, status: u16, error_message: Option<&str>) -> bool {
    match kind {
        Kind::BadRequest => error_message.is_some_and(|words| says(words, b"will be queued")),
        Kind::ServerError | Kind::InvalidResponse => true,
        Kind::UnexpectedStatus => !(400..500).contains(&status),
        _ => false,
    }
}

/// Whether a string contains some words, ignoring case.
fn says(text: &str, words: &[u8]) -> bool {
    text.as_bytes().windows(words.len()).any(|window| window.eq_ignore_ascii_case(words))
}

/// The message of an error: who did what, with the status and the service's own words in parentheses, and what to do.
fn message(kind: Kind, status: u16, code: Option<&str>, said: Option<&str>) -> String {
    let (what, advice) = match kind {
        Kind::BadRequest | Kind::Invalid => ("refused the request", "correct what it names"),
        Kind::Unauthorized => (
            "did not accept the tokens",
            "get a new VZ-M2M-Token (it expires after 20 idle minutes) and bearer (it expires after one hour), but remember that five failed logins lock the account",
        ),
        Kind::Forbidden => ("does not allow this", "check that the devices are certified and the user may see them"),
        Kind::NotFound => ("did not find it", "check that the devices are active, and check baseUrl"),
        Kind::Conflict => ("reports a conflict", "check that the account has bought the service"),
        Kind::RateLimited => ("accepts no more requests for now", "wait as long as retryAfter says, and send fewer"),
        Kind::ServerError => {
            ("failed", "the report may be queued all the same: look for its callbacks before sending again")
        }
        Kind::InvalidResponse => (
            "sent no receipt",
            "the report may be queued all the same: check that baseUrl is the service, and look for callbacks before sending again",
        ),
        _ if status == 0 || (300..400).contains(&status) => {
            ("answered with a redirect, which is never followed because the tokens would go with it", "correct baseUrl")
        }
        _ => ("gave an unexpected answer", "check that baseUrl is the service"),
    };
    let status = decimal(status.into());
    let (open, status, close) = if status == "0" { ("", "", "") } else { (" (", &*status, ")") };
    let (space, code) = code.map_or(("", ""), |code| (" ", code));
    let (colon, said) = said.map_or(("", ""), |said| (": ", said));
    let who = if kind == Kind::Invalid { "The gateway " } else { "ThingSpace " };
    concat(&[who, what, open, status, space, code, colon, said, close, ": ", advice, "."])
}

/// `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3), as a wait from now.
fn wait(text: &str, now: Duration) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(seconds(text)));
    }
    let now = date::milliseconds(now);
    let moment = date::read_http(text, now)?;
    Some(Duration::from_millis(moment.saturating_sub(now).try_into().unwrap_or_default()))
}

/// In seconds: longer than anyone would wait, and in milliseconds still a number that JavaScript represents exactly.
const LONGEST_WAIT: u64 = 9_000_000_000_000;

#[expect(clippy::arithmetic_side_effects, reason = "the number stays below ten times the longest wait")]
fn seconds(digits: &str) -> u64 {
    digits.bytes().fold(0, |number, digit| (number * 10 + u64::from(digit - b'0')).min(LONGEST_WAIT))
}

/// The first words of a body in an unknown format, without tags, control characters and tokens.
fn excerpt<T>(text: &str, secrets: &[(T, Secret)]) -> Option<String> {
    const LONGEST: usize = 200;
    let words = scrub(&visible_text(text), secrets, may_be_cut(text));
    let mut excerpt = String::new();
    for character in words.trim_end_matches(' ').chars() {
        if excerpt.len() >= LONGEST {
            excerpt.push('…');
            break;
        }
        excerpt.push(character);
    }
    (!excerpt.is_empty()).then_some(excerpt)
}

/// A string without tags, with one space for each run of invisible characters.
fn visible_text(text: &str) -> String {
    let mut words = String::new();
    let mut in_tag = false;
    for character in text.chars().take(LONGEST_TEXT) {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => continue,
            _ if !character.is_whitespace() && !is_control(character) => {
                words.push(character);
                continue;
            }
            _ => {}
        }
        if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error of a reply with this code, in which a gateway lists issues that repeat a token.
    fn refused(code: &str) -> AggregateReportError {
        let fields = ReplyFields::read(400, |path| (path == "errorCode").then(|| code.into()))
            .with_issues(|| Some("what abc holds".into()));
        let reply = Reply::new(400, None, Body::Text("{}".into(), Some(fields)));
        *read_reply(reply, &[((), Secret::new("abc"))], Duration::ZERO).unwrap_err()
    }

    #[test]
    fn a_gateways_issues_are_told_without_a_token() {
        let error = refused("INVALID_PARAMETER");
        assert_eq!(error.kind, Kind::Invalid);
        assert_eq!(error.gateway_issues.as_deref(), Some("what [token] holds"));
    }

    #[test]
    fn only_a_refused_parameter_comes_with_issues() {
        let error = refused("INVALID_ACCESS");
        assert_eq!((error.kind, error.gateway_issues), (Kind::BadRequest, None));
    }
}
