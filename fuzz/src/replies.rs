//! A reply, whatever it holds: the kind of failure, what is said of it, how long to wait, and that no token is repeated.

use crate::moments::{NOW, http};
use crate::script::{Platform, Scene, TOKENS};
use serde_json::Value;
use std::time::Duration;
use thingspace_aggregate::client::RetryRules;
use thingspace_aggregate::contract::{AggregateReportError, Body, Receipt, Reply, ReplyFields};

const STATUSES: [u16; 16] = [0, 101, 200, 201, 204, 301, 400, 401, 403, 404, 409, 418, 429, 500, 503, 599];

/// What a platform hands over of a body in a form that nobody knows, in characters.
const LONGEST_EXCERPT: usize = 4000;

/// A byte for the status, a line for `Retry-After`, and the body, in which 1 and 2 stand for the tokens.
pub fn fuzz(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let Ok(text) = str::from_utf8(rest) else { return };
    let status = STATUSES[usize::from(first % 16)];
    let (retry_after, body) = text.split_once('\n').unwrap_or(("", text));
    let [(_, token), (_, bearer)] = TOKENS;
    let body = body.replace('\u{1}', token).replace('\u{2}', bearer);
    let json = serde_json::from_str(&body).ok().filter(|json: &Value| json.is_object() || json.is_array());
    let fields = json.as_ref().map(|json| ReplyFields::read(status, |path| text_at(json, path)));
    let excerpt = body.chars().take(LONGEST_EXCERPT).collect();
    let reply = Reply::new(status, Some(retry_after.to_owned()), Body::Text(excerpt, fields));

    let mut once = RetryRules::default();
    once.limit = 0;
    let platform = Platform::new([Scene::Reply(reply)], false);
    match platform.submit(&once, false) {
        Ok(receipt) => assert_receipt(&receipt, status, json.as_ref()),
        Err(ending) => assert_error(ending.error().expect("a failure"), status, retry_after, json.as_ref()),
    }
}

/// As fetch.js reads JSON.
fn text_at(json: &Value, path: &str) -> Option<String> {
    let found = path.split('.').try_fold(json, |value, name| value.get(name))?;
    match found {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let number: i64 = number.to_string().parse().ok()?;
            (number.unsigned_abs() < 1 << 53).then(|| number.to_string())
        }
        _ => None,
    }
}

fn assert_receipt(receipt: &Receipt, status: u16, json: Option<&Value>) {
    assert_eq!(status, 200);
    let given = |name| json.and_then(|json| text_at(json, name)).filter(|text| !text.trim().is_empty());
    assert_eq!(Some(&receipt.txid), given("txid").as_ref());
    let status = given("status").unwrap_or_default();
    assert!(receipt.status == status || receipt.status == status.to_ascii_uppercase());
}

fn assert_error(error: &AggregateReportError, status: u16, retry_after: &str, json: Option<&Value>) {
    let has_txid = json.and_then(|json| text_at(json, "txid")).is_some_and(|txid| !txid.trim().is_empty());
    assert!(status != 200 || !has_txid, "a receipt was refused");
    assert_eq!(error.kind.as_str(), kind(status));
    assert_eq!(error.status, (status != 0).then_some(status));
    assert_eq!(error.attempts, 1);
    let said = error.error_message.as_deref().unwrap_or_default();
    let may_be_queued = match status {
        400 => said.to_ascii_lowercase().contains("will be queued"),
        200 | 500..=599 => true,
        401 | 403 | 404 | 409 | 429 => false,
        _ => status < 400,
    };
    assert_eq!(error.may_be_queued, may_be_queued);
    assert_eq!(error.retry_after, wait(retry_after));
    let shown = format!("{error} {error:?}");
    assert!(TOKENS.iter().all(|(_, token)| !shown.contains(token)), "a token in {shown}");
}

fn kind(status: u16) -> &'static str {
    match status {
        200 => "invalid_response",
        400 => "bad_request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not_found",
        409 => "conflict",
        429 => "rate_limited",
        500..=599 => "server_error",
        _ => "unexpected_status",
    }
}

/// Seconds of any number of digits, or a date; nobody waits for more than these many.
fn wait(text: &str) -> Option<Duration> {
    const LONGEST: u64 = 9_000_000_000_000;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = text.parse::<u128>().unwrap_or(u128::MAX);
        return Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(LONGEST).min(LONGEST)));
    }
    let now = i64::try_from(NOW.as_millis()).expect("a present that can be counted");
    Some(Duration::from_millis(u64::try_from(http(text)? - now).unwrap_or(0)))
}
