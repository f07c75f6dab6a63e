//! How to submit.

use super::base_url;
use crate::client::RetryRules;
use crate::contract::{Code, Issue, Issues, Secret, Wire};
use js_sys::Function;
use wasm_bindgen::JsValue;

/// How to submit.
#[derive(Clone, Debug)]
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
    /// An `AbortSignal` that ends the submission.
    pub signal: Option<JsValue>,
    /// The longest that one attempt may take, its body included, in milliseconds, up to 2,147,483,647; 0 is no limit.
    /// Default 30,000.
    pub timeout: f64,
    /// When to send again.
    pub retry: RetryRules,
    /// Called before each attempt with `{ attempt, delay, reason }`.
    pub on_attempt: Option<Function>,
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
            timeout: 30_000.0,
            retry: RetryRules::default(),
            on_attempt: None,
        }
    }
}

/// Where a token comes from.
#[derive(Clone, Debug, PartialEq)]
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
    /// When the token is empty or holds a character that a header cannot carry.
    pub fn fixed(token: impl Into<String>) -> Result<Self, &'static str> {
        Secret::new(token.into()).map(TokenSource::Fixed).map_err(|(_, words)| words)
    }
}

impl Options {
    /// The issue of a token that the service itself needs and nobody gave.
    pub(crate) fn missing_token(&self) -> Issues {
        if self.token.is_none() && base_url::is_service(self.base_url.as_deref()) {
            let message = &["token is missing: ThingSpace takes no request without a VZ-M2M-Token"];
            Issue::option(Code::Missing, "token", message).into()
        } else {
            Issues::default()
        }
    }

    /// The base URL, resolved and checked, without a slash at its end.
    pub(crate) fn url(&self) -> Result<String, Issues> {
        base_url::resolve(self.base_url.as_deref())
            .map_err(|words| Issue::option(Code::Option, "baseUrl", &["baseUrl ", words]).into())
    }
}
