//! Outcomes for JavaScript: plain objects, with nothing of ours behind them.

use crate::contract::{AggregateReportError, Issue, Issues, Receipt};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// `{ txid, status }`.
pub fn receipt(receipt: &Receipt) -> JsValue {
    plain(receipt)
}

/// The fields of an `AggregateReportError`, `cause` included when there is one.
pub fn failure(error: &AggregateReportError<JsValue>) -> JsValue {
    let fields = plain(error);
    if let Some(cause) = &error.cause {
        // Cannot fail on a plain object of our own.
        let _ = js_sys::Reflect::set(&fields, &"cause".into(), cause);
    }
    fields
}

/// `{ issues, issueCount }`.
pub fn issues(issues: &Issues) -> JsValue {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Validation<'a> {
        issues: &'a [Issue],
        issue_count: u32,
    }
    plain(&Validation { issues: issues.listed(), issue_count: issues.count() })
}

/// Our types hold texts, numbers and lists, which all have a JavaScript value.
fn plain(value: &impl Serialize) -> JsValue {
    serde_wasm_bindgen::to_value(value).unwrap_or_default()
}
