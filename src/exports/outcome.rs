//! Outcomes for JavaScript: plain objects that own no WebAssembly memory.

use crate::contract::{AggregateReportError, Issues, Receipt};
use crate::fetch::milliseconds;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exports/exports.js")]
extern "C" {
    #[wasm_bindgen(js_name = receipt)]
    fn new_receipt(txid: &str, status: &str) -> JsValue;

    #[wasm_bindgen(js_name = issue)]
    fn new_issue(code: &str, path: &JsValue, message: &str) -> JsValue;

    #[wasm_bindgen(js_name = validation)]
    fn new_validation(issues: &Array, issue_count: u32) -> JsValue;

    #[allow(clippy::too_many_arguments, reason = "a JavaScript object has as many fields")]
    #[wasm_bindgen(js_name = failure)]
    fn new_failure(
        kind: &str,
        message: &str,
        attempts: u32,
        may_be_queued: bool,
        issues: &JsValue,
        issue_count: u32,
        status: Option<u16>,
        error_code: Option<&str>,
        error_message: Option<&str>,
        retry_after: Option<f64>,
        cause: &JsValue,
    ) -> JsValue;
}

/// `{ txid, status }`.
pub fn receipt(receipt: &Receipt) -> JsValue {
    new_receipt(&receipt.txid, &receipt.status)
}

/// The fields of an `AggregateReportError` that are present.
pub fn failure(error: &AggregateReportError, cause: &JsValue) -> JsValue {
    let issues = match &error.gateway_issues {
        Some(text) => text.into(),
        None if error.issues.is_empty() => JsValue::UNDEFINED,
        None => listed(&error.issues).into(),
    };
    new_failure(
        error.kind.as_str(),
        &error.message,
        error.attempts,
        error.may_be_queued,
        &issues,
        error.issues.count(),
        error.status,
        error.error_code.as_deref(),
        error.error_message.as_deref(),
        error.retry_after.map(milliseconds),
        cause,
    )
}

/// `{ issues, issueCount }`.
pub fn issues(issues: &Issues) -> JsValue {
    new_validation(&listed(issues), issues.count())
}

fn listed(issues: &Issues) -> Array {
    let list = Array::new();
    for issue in issues.listed() {
        // A path holds names and numbers, which all have a JavaScript value.
        let path = serde_wasm_bindgen::to_value(&issue.path).unwrap_or_default();
        list.push(&new_issue(issue.code.as_str(), &path, &issue.message));
    }
    list
}
