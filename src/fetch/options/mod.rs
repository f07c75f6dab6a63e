//! How to submit.

mod check;
mod given;

use crate::client::RetryRules;
use crate::contract::{LISTED_ISSUES, Secret, Wire};
use js_sys::Function;
use std::error::Error;
use std::fmt;
use std::time::Duration;
use web_sys::AbortSignal;

pub(crate) use check::{CheckedOptions, OptionsCheck, Purpose, Settings, check};
pub(crate) use given::{Given, OptionValue};

/// How to submit. Start from [`Options::default`] or [`Options::with_token`] and set what differs.
///
/// A value that is out of range is refused before anything is sent, by the same rules as for JavaScript.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The `VZ-M2M-Token`. Required if `base_url` is on the service's own host.
    pub token: Option<TokenSource>,
    /// The OAuth access token for `Authorization`.
    pub bearer: Option<TokenSource>,
    /// `X-Portal-Initiated`, the service's "flag for using a listener". The default is `true`.
    pub portal_initiated: bool,
    /// The address of the service, or of a gateway with the same interface: an `https:` URL, an `http:` URL on loopback
    /// only, or a path if there is an origin; without credentials, query or fragment. The default is the service's.
    pub base_url: Option<String>,
    /// Which of the two published formats of the request to use.
    pub wire: Wire,
    /// Whether an IMEI's last digit must be its Luhn check digit. The default is `true`.
    pub check_digit: bool,
    /// A function with the signature of `fetch`. The default is the global one.
    pub fetch: Option<Function>,
    /// Aborting it ends the submission, even during a wait before a retry.
    pub signal: Option<AbortSignal>,
    /// The time limit for one attempt, from asking for tokens to the end of the reply: at most 2,147,483,647 ms, which
    /// is the limit of timers. `None` means no limit. The default is 30 seconds.
    pub timeout: Option<Duration>,
    /// When to retry: `limit` is at most 100, `max_retry_after` at most 2,147,483,647 ms.
    pub retry: RetryRules,
    /// Called before each attempt with `{ attempt, delay, reason }`.
    pub on_attempt: Option<Function>,
    /// The `Idempotency-Key` for a gateway. By default it is random if `base_url` is a path; otherwise none is sent.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The largest number of issues to list: 1 to 10,000. The default is 100.
    pub max_issues: usize,
}

impl Options {
    /// The default options, with a token.
    pub fn with_token(token: TokenSource) -> Self {
        Options { token: Some(token), ..Options::default() }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            token: None,
            bearer: None,
            portal_initiated: true,
            base_url: None,
            wire: Wire::Documented,
            check_digit: true,
            fetch: None,
            signal: None,
            timeout: Some(Duration::from_secs(30)),
            retry: RetryRules::default(),
            on_attempt: None,
            idempotency_key: None,
            max_issues: LISTED_ISSUES,
        }
    }
}

/// Where a token comes from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenSource {
    /// Always the same.
    Fixed(Secret),
    /// A JavaScript function `({ attempt, rejected }) => string | Promise<string>`, called before each attempt.
    Provider(Function),
}

impl TokenSource {
    /// A token that is always the same.
    ///
    /// # Errors
    /// If the token is empty, is longer than 16,384 bytes, or contains a character that a header cannot carry.
    pub fn fixed(token: impl Into<String>) -> Result<Self, InvalidToken> {
        let secret = Secret::new(token);
        secret.check().map_err(|(_, words)| InvalidToken(words))?;
        Ok(TokenSource::Fixed(secret))
    }
}

/// Why a token was refused. It does not contain the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidToken(&'static str);

impl fmt::Display for InvalidToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "The token{}.", self.0)
    }
}

impl Error for InvalidToken {}

/// What to send as `Idempotency-Key`, by which a gateway recognises a submission that it has already seen. With a key,
/// network failures, timeouts, 500, 502, 503 and 504 are retried as with [`RetryRules::resend`], and so is a 200
/// without a receipt, because a gateway that honours keys queues nothing twice. ThingSpace itself does not support keys
/// and never gets one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdempotencyKey {
    /// No key.
    None,
    /// A random key for each submission, the same for all its attempts.
    Random,
    /// This key: 1 to 255 characters of visible ASCII.
    Text(String),
}
