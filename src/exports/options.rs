//! The options, of what was read. Whether they are right is for the core to check.

use super::reading::Value;
use crate::contract::{Field, Secret, Wire};
use crate::fetch::{IdempotencyKey, OptionsDraft, RetryDraft, TokenSource};

/// Takes an option, or a name that is none.
pub fn take(draft: &mut OptionsDraft, value: &Value<'_>) {
    match value.name {
        "token" => draft.token = token(value),
        "bearer" => draft.bearer = token(value),
        "portalInitiated" => draft.portal_initiated = value.boolean(),
        "baseUrl" => draft.base_url = value.text(),
        "wire" => draft.wire = wire(value),
        "checkDigit" => draft.check_digit = value.boolean(),
        "fetch" => draft.fetch = value.function(),
        "signal" => draft.signal = value.signal(),
        "timeout" => draft.timeout = value.number(),
        "retry" => draft.retry = retry(value),
        "onAttempt" => draft.on_attempt = value.function(),
        "idempotencyKey" => draft.idempotency_key = idempotency_key(value),
        "maxIssues" => draft.max_issues = value.number(),
        name => draft.unknown.push(name.into()),
    }
}

/// Takes an option that only a fleet has.
pub fn take_of_fleet(draft: &mut OptionsDraft, value: &Value<'_>) {
    let fleet = draft.fleet.get_or_insert_default();
    match value.name {
        "concurrency" => fleet.concurrency = value.number(),
        "devicesPerRequest" => fleet.devices_per_request = value.number(),
        "onProgress" => fleet.on_progress = value.function(),
        name => draft.unknown.push(name.into()),
    }
}

/// Takes a rule of `retry`, or a name that is none.
pub fn take_rule(draft: &mut OptionsDraft, value: &Value<'_>) {
    let Field::Given(RetryDraft::Rules { limit, max_retry_after, resend, unknown }) = &mut draft.retry else {
        return;
    };
    match value.name {
        "limit" => *limit = value.number(),
        "maxRetryAfter" => *max_retry_after = value.number(),
        "resend" => *resend = value.boolean(),
        name => unknown.push(name.into()),
    }
}

fn token(value: &Value<'_>) -> Field<TokenSource> {
    match value.kind {
        "a function" => value.function().map(TokenSource::Provider),
        _ => value.text().map(|token| TokenSource::Fixed(Secret::new(token))),
    }
}

fn wire(value: &Value<'_>) -> Field<Wire> {
    match value.text() {
        Field::Given(wire) if wire == "sdk" => Field::Given(Wire::Sdk),
        Field::Given(wire) if wire == "documented" => Field::Given(Wire::Documented),
        _ => value.wrong(),
    }
}

fn retry(value: &Value<'_>) -> Field<RetryDraft> {
    match value.kind {
        "an object" | "an array" => Field::Given(RetryDraft::Rules {
            limit: Field::Absent,
            max_retry_after: Field::Absent,
            resend: Field::Absent,
            unknown: Vec::new(),
        }),
        _ => value.number().map(RetryDraft::Limit),
    }
}

fn idempotency_key(value: &Value<'_>) -> Field<IdempotencyKey> {
    match value.kind {
        "a boolean" => {
            value.boolean().map(|is_wanted| if is_wanted { IdempotencyKey::Random } else { IdempotencyKey::None })
        }
        _ => value.text().map(IdempotencyKey::Text),
    }
}
