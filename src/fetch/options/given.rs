//! One option as its author gave it, before it was checked.

use super::check::{DOCUMENTED, SDK};
use super::{IdempotencyKey, Options, OptionsCheck, TokenSource};
use crate::contract::Wire;
use crate::fetch::milliseconds;
use js_sys::Function;
use wasm_bindgen::JsValue;

/// An option that is there, of whatever type: what JavaScript hands over, or one of [`Options`]. It may be a token, so
/// that it has no `Debug`.
pub(crate) struct Given<'a> {
    /// Whether it is one of the rules that `retry` holds.
    pub is_of_retry: bool,
    /// Its name, as JavaScript spells it.
    pub name: &'a str,
    /// What it is, in words.
    pub kind: &'a str,
    /// What it is.
    pub value: OptionValue<'a>,
}

/// What an option can be. Numbers are in milliseconds or counts, and may be any number at all.
pub(crate) enum OptionValue<'a> {
    Text(&'a str),
    /// A string that is not well-formed Unicode.
    IllFormed,
    Boolean(bool),
    Number(f64),
    Function(Function),
    Signal(JsValue),
    /// An object, such as `retry`, whose rules are given after it.
    Object,
    /// There is no option of this name. The names that there are, separated by `", "`.
    Unknown(&'a str),
    /// What no option is.
    Other,
}

impl From<Options> for OptionsCheck {
    fn from(options: Options) -> Self {
        let mut check = OptionsCheck::default();
        let mut take = |is_of_retry, name, value| {
            if let Some(value) = value {
                check.take(Given { is_of_retry, name, kind: "another type", value });
            }
        };
        take(false, "token", options.token.as_ref().map(token));
        take(false, "bearer", options.bearer.as_ref().map(token));
        take(false, "portalInitiated", Some(OptionValue::Boolean(options.portal_initiated)));
        take(false, "baseUrl", options.base_url.as_deref().map(OptionValue::Text));
        take(false, "wire", Some(OptionValue::Text(wire(options.wire))));
        take(false, "checkDigit", Some(OptionValue::Boolean(options.check_digit)));
        take(false, "fetch", options.fetch.map(OptionValue::Function));
        take(false, "signal", options.signal.map(|signal| OptionValue::Signal(signal.into())));
        // JavaScript's 0 is no limit, so that a limit of less than a millisecond must not become one.
        let timeout = options.timeout.map_or(0.0, |limit| milliseconds(limit).max(1.0));
        take(false, "timeout", Some(OptionValue::Number(timeout)));
        take(true, "limit", Some(OptionValue::Number(options.retry.limit.into())));
        take(true, "maxRetryAfter", Some(OptionValue::Number(milliseconds(options.retry.max_retry_after))));
        take(true, "resend", Some(OptionValue::Boolean(options.retry.resend)));
        take(false, "onAttempt", options.on_attempt.map(OptionValue::Function));
        take(false, "idempotencyKey", options.idempotency_key.as_ref().map(idempotency_key));
        take(false, "maxIssues", Some(OptionValue::Number(options.max_issues as f64)));
        check
    }
}

fn wire(wire: Wire) -> &'static str {
    match wire {
        Wire::Documented => DOCUMENTED,
        Wire::Sdk => SDK,
    }
}

fn token(source: &TokenSource) -> OptionValue<'_> {
    match source {
        TokenSource::Fixed(secret) => OptionValue::Text(secret.reveal()),
        TokenSource::Provider(provider) => OptionValue::Function(provider.clone()),
    }
}

fn idempotency_key(key: &IdempotencyKey) -> OptionValue<'_> {
    match key {
        IdempotencyKey::None => OptionValue::Boolean(false),
        IdempotencyKey::Random => OptionValue::Boolean(true),
        IdempotencyKey::Text(text) => OptionValue::Text(text),
    }
}
