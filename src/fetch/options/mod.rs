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
/// Whatever is out of its range is refused before anything is sent, by the same rules that JavaScript's options go by.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The `VZ-M2M-Token`. Required when `base_url` is the service's own.
    pub token: Option<TokenSource>,
    /// The OAuth access token for `Authorization`.
    pub bearer: Option<TokenSource>,
    /// `X-Portal-Initiated`, the service's "flag for using a listener". Default `true`.
    pub portal_initiated: bool,
    /// Where the service is, or a gateway that speaks like it: `https:`, or `http:` on loopback only, or a path where
    /// there is an origin; no credentials, query or fragment. Absent: the service's own.
    pub base_url: Option<String>,
    /// Which of the two published forms of the call to speak.
    pub wire: Wire,
    /// Whether an IMEI's last digit must be its Luhn check digit. Default `true`.
    pub check_digit: bool,
    /// Any function shaped like `fetch`. Absent: the global one.
    pub fetch: Option<Function>,
    /// Aborting it ends the submission, and a wait before a retry.
    pub signal: Option<AbortSignal>,
    /// The longest that one attempt may take, from asking for tokens to the end of the reply, up to 2,147,483,647 ms.
    /// `None` is no limit. Default 30 seconds.
    pub timeout: Option<Duration>,
    /// When to send again. The limit is at most 100, the longest wait at most 2,147,483,647 ms.
    pub retry: RetryRules,
    /// Called before each attempt with `{ attempt, delay, reason }`.
    pub on_attempt: Option<Function>,
    /// The `Idempotency-Key` for a gateway. Absent: a random one if `base_url` is a path, and none otherwise.
    pub idempotency_key: Option<IdempotencyKey>,
    /// How many issues are listed at most, 1 to 10,000. Default 100.
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
    /// A JavaScript function `({ attempt, rejected }) => string | Promise<string>`, asked before each attempt.
    Provider(Function),
}

impl TokenSource {
    /// A token that is always the same.
    ///
    /// # Errors
    /// When the token is empty, over 16,384 bytes, or contains a character that a header cannot carry.
    pub fn fixed(token: impl Into<String>) -> Result<Self, InvalidToken> {
        let secret = Secret::new(token);
        secret.check().map_err(|(_, words)| InvalidToken(words))?;
        Ok(TokenSource::Fixed(secret))
    }
}

/// Why a token was refused. It does not hold the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidToken(&'static str);

impl fmt::Display for InvalidToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "The token{}.", self.0)
    }
}

impl Error for InvalidToken {}

/// What to send as `Idempotency-Key`, by which a gateway knows a submission that it has seen before. With a key, network
/// failures, timeouts, 500, 502, 503 and 504 are tried again as with [`RetryRules::resend`], and so is a 200 without a
/// receipt: a gateway that honours keys queues nothing twice. ThingSpace itself knows no keys and never gets one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdempotencyKey {
    /// No key.
    None,
    /// A random key for each submission, the same on each of its attempts.
    Random,
    /// This key: 1 to 255 characters of visible ASCII.
    Text(String),
}
