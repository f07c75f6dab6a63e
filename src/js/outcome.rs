//! Outcomes for JavaScript: plain objects, with nothing of ours behind them.

use super::value::object;
use crate::contract::{AggregateReportError, Issue, Issues, Receipt};
use js_sys::Array;
use wasm_bindgen::JsValue;

/// `{ txid, status }`.
pub fn receipt(receipt: &Receipt) -> JsValue {
    object([("txid", (&*receipt.txid).into()), ("status", (&*receipt.status).into())])
}

/// The fields of an `AggregateReportError`, those that there are.
pub fn failure(error: &AggregateReportError, cause: Option<JsValue>) -> JsValue {
    let is_invalid = !error.issues.is_empty();
    let fields = [
        ("kind", error.kind.as_str().into()),
        ("message", (&*error.message).into()),
        ("attempts", error.attempts.into()),
        ("mayBeQueued", error.may_be_queued.into()),
        ("issues", if is_invalid { listed(&error.issues) } else { JsValue::UNDEFINED }),
        ("issueCount", is_invalid.then_some(error.issues.count()).into()),
        ("status", error.status.into()),
        ("errorCode", error.error_code.as_deref().into()),
        ("errorMessage", error.error_message.as_deref().into()),
        ("retryAfter", error.retry_after.into()),
        ("cause", cause.into()),
    ];
    object(fields.into_iter().filter(|(_, value)| !value.is_undefined()))
}

/// `{ issues, issueCount }`.
pub fn issues(issues: &Issues) -> JsValue {
    object([("issues", listed(issues)), ("issueCount", issues.count().into())])
}

fn listed(issues: &Issues) -> JsValue {
    issues.listed().iter().map(issue).collect::<Array>().into()
}

fn issue(issue: &Issue) -> JsValue {
    // A path holds names and numbers, which all have a JavaScript value.
    let path = serde_wasm_bindgen::to_value(&issue.path).unwrap_or_default();
    object([("code", issue.code.as_str().into()), ("path", path), ("message", (&*issue.message).into())])
}
