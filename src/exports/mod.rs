//! The functions that the npm core exports to JavaScript. They take JavaScript values and return plain objects.
//!
//! A caller's value may throw when it is read (a getter, a proxy, a thenable that is not a promise), so every access
//! goes through bindings that catch: an uncaught exception inside WebAssembly would leave a promise that never settles.

mod fleet;
mod options;
mod outcome;
mod promise;
mod reading;
#[cfg(feature = "reports")]
pub mod reports;
mod request;

use crate::client::Ending;
use crate::contract::{AggregateReportError, CheckedRequest, Draft, Issues};
use crate::fetch::{self, CheckedOptions, OptionsCheck, Purpose};
use crate::value::known;
pub use fleet::read_fleet;
use js_sys::Function;
use reading::Reading;
use wasm_bindgen::prelude::*;

/// Submits a request from JavaScript. The request is read before this returns. Returns, or resolves to, a receipt or
/// the fields of an `AggregateReportError`, which the package's JavaScript turns into an error object.
///
/// `hold` is called before each attempt with the delay that is due, and returns the delay to make, both in
/// milliseconds. So the parts of a fleet can wait for each other.
///
/// # Errors
/// What must reach the caller unchanged: the reason of an abort, and anything that a getter or `onAttempt` throws.
#[wasm_bindgen(js_name = submitAggregate)]
pub fn submit_aggregate(request: &JsValue, options: &JsValue, hold: Option<Function>) -> Result<JsValue, JsValue> {
    let (request, options) = match check(request, options, Purpose::Submit)? {
        Ok(checked) => checked,
        Err(issues) => return Ok(refusal(issues)),
    };
    let outcome = async move {
        match fetch::send(&request, options.held_by(hold)).await {
            Ok(receipt) => Ok(outcome::receipt(&receipt)),
            Err(Ending::Failed(error, cause)) => Ok(outcome::failure(&error, &cause.unwrap_or_default())),
            Err(Ending::Interrupted(reason)) => Err(reason),
        }
    };
    Ok(promise::promise(outcome))
}

/// Checks a request without sending it, and returns `{ issues, issueCount }`. Needs no token.
///
/// # Errors
/// Anything that a getter throws.
#[wasm_bindgen(js_name = validateAggregate)]
pub fn validate_aggregate(request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let issues = check(request, options, Purpose::Validate)?.err().unwrap_or_default();
    Ok(outcome::issues(&issues))
}

/// Reads a request and its options, and checks them.
fn check(
    request: &JsValue,
    options: &JsValue,
    purpose: Purpose,
) -> Result<Result<(CheckedRequest, CheckedOptions), Issues>, JsValue> {
    let (reading, words) = Reading::of(request, options, false)?;
    let (request, options) = draft_and_options(&reading, &words);
    Ok(fetch::check(request, options, purpose, fetch::now()))
}

/// The request and the options from the values that were read.
fn draft_and_options(reading: &Reading, words: &str) -> (Draft, OptionsCheck) {
    let mut request = Draft::default();
    let mut options = OptionsCheck::default();
    for value in reading.values_in(words) {
        match value.group {
            _ if value.kind == "unlisted" => {
                request.more_unknown = request.more_unknown.saturating_add(value.count() as u32)
            }
            "request" => request::take(&mut request, &value, reading),
            "imei" => request::take_not_text(&mut request, &value),
            "options" | "fleet" | "retry" => options.take(options::given(&value)),
            _ if value.name == "request" => request.not_an_object = Some(known(value.kind)),
            _ => options.not_an_object(value.kind),
        }
    }
    (request, options)
}

/// The failure for a request with issues.
fn refusal(issues: Issues) -> JsValue {
    outcome::failure(&AggregateReportError::invalid(issues), &JsValue::UNDEFINED)
}
