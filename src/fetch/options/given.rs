//! An option as the caller gave it, before it was checked.

use super::check::{DOCUMENTED, SDK};
use super::{IdempotencyKey, Options, OptionsCheck, TokenSource};
use crate::contract::Wire;
use crate::fetch::milliseconds;
use js_sys::Function;
use wasm_bindgen::JsValue;

/// An option of any type: what JavaScript handed over, or one of [`Options`]. It has no `Debug`, because it may be a
/// token.
pub(crate) struct Given<'a> {
    /// Whether it is a field of `retry`.
    pub in_retry: bool,
    /// Its name, as JavaScript spells it.
    pub name: &'a str,
    /// Its type, in words such as `"a number"`.
    pub kind: &'a str,
    /// Its value.
    pub value: OptionValue<'a>,
}

/// The value of an option. A number is in milliseconds or a count, and is not checked yet.
pub(crate) enum OptionValue<'a> {
    Text(&'a str),
    /// A string that is not well-formed Unicode.
    IllFormed,
    Boolean(bool),
    Number(f64),
    Function(Function),
    Signal(JsValue),
    /// An object, such as `retry`, whose fields are given after it.
    Object,
    /// There is no option of this name. Contains the known names, separated by `", "`.
    Unknown(&'a str),
    /// A value of a type that no option has.
    Other,
}

impl From<Options> for OptionsCheck {
    fn from(options: Options) -> Self {
        let mut check = OptionsCheck::default();
        let mut take = |in_retry, name, value| {
            if let Some(value) = value {
                check.take(Given { in_retry, name, kind: "another type", value });
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
        // In JavaScript, 0 means no limit, so a limit of less than a millisecond must not become 0.
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
