//! The options as their author wrote them, before they were checked.

use super::{IdempotencyKey, Options, TokenSource};
use crate::client::RetryRules;
use crate::contract::{Field, Wire};
use crate::fetch::milliseconds;
use js_sys::Function;
use wasm_bindgen::JsValue;

/// The options of one submission, as JavaScript spells them.
pub(crate) const NAMES: &str = "token, bearer, portalInitiated, baseUrl, wire, checkDigit, fetch, signal, timeout, retry, onAttempt, idempotencyKey, maxIssues";

/// The options of a fleet: those of each of its submissions, and its own at the end.
pub(crate) const FLEET_NAMES: &str = "token, bearer, portalInitiated, baseUrl, wire, checkDigit, fetch, signal, timeout, retry, onAttempt, idempotencyKey, maxIssues, concurrency, devicesPerRequest, onProgress";

/// What `retry` holds when it is an object.
pub(crate) const RETRY_NAMES: &str = "limit, maxRetryAfter, resend";

/// Options of whatever types: what JavaScript hands over, or [`Options`]. Numbers are in milliseconds or counts, and may
/// be any number at all.
#[derive(Clone, Debug, Default)]
pub(crate) struct OptionsDraft {
    pub token: Field<TokenSource>,
    pub bearer: Field<TokenSource>,
    pub portal_initiated: Field<bool>,
    pub base_url: Field<String>,
    /// Another text than the two known ones is `Wrong`, too.
    pub wire: Field<Wire>,
    pub check_digit: Field<bool>,
    pub fetch: Field<Function>,
    pub signal: Field<JsValue>,
    pub timeout: Field<f64>,
    pub retry: Field<RetryDraft>,
    pub on_attempt: Field<Function>,
    pub idempotency_key: Field<IdempotencyKey>,
    pub max_issues: Field<f64>,
    /// The options of a fleet, where they are allowed.
    pub fleet: Option<FleetDraft>,
    /// The names of options that do not exist.
    pub unknown: Vec<String>,
}

/// What only a fleet has.
#[derive(Clone, Debug, Default)]
pub(crate) struct FleetDraft {
    pub concurrency: Field<f64>,
    pub devices_per_request: Field<f64>,
    pub on_progress: Field<Function>,
}

/// When to send again.
#[derive(Clone, Debug)]
pub(crate) enum RetryDraft {
    /// A number, short for the limit.
    Limit(f64),
    /// An object.
    Rules { limit: Field<f64>, max_retry_after: Field<f64>, resend: Field<bool>, unknown: Vec<String> },
}

impl From<Options> for OptionsDraft {
    fn from(options: Options) -> Self {
        OptionsDraft {
            token: options.token.into(),
            bearer: options.bearer.into(),
            portal_initiated: Field::Given(options.portal_initiated),
            base_url: options.base_url.into(),
            wire: Field::Given(options.wire),
            check_digit: Field::Given(options.check_digit),
            fetch: options.fetch.into(),
            signal: options.signal.map(JsValue::from).into(),
            // JavaScript's 0 is no limit, so that a limit of less than a millisecond must not become one.
            timeout: Field::Given(options.timeout.map_or(0.0, |limit| milliseconds(limit).max(1.0))),
            retry: Field::Given(options.retry.into()),
            on_attempt: options.on_attempt.into(),
            idempotency_key: options.idempotency_key.into(),
            max_issues: Field::Given(options.max_issues as f64),
            fleet: None,
            unknown: Vec::new(),
        }
    }
}

impl From<RetryRules> for RetryDraft {
    fn from(rules: RetryRules) -> Self {
        RetryDraft::Rules {
            limit: Field::Given(rules.limit.into()),
            max_retry_after: Field::Given(milliseconds(rules.max_retry_after)),
            resend: Field::Given(rules.resend),
            unknown: Vec::new(),
        }
    }
}
