//! What the npm core exports to JavaScript: values of JavaScript in, plain objects out.
//!
//! Whatever a caller hands over may throw when it is touched (a getter, a proxy, a function that is no promise's), so
//! everything here goes through bindings that catch: a value thrown inside WebAssembly that nobody catches would leave
//! a promise that never settles.

mod options;
mod outcome;
#[cfg(feature = "reports")]
pub mod reports;
mod request;

use crate::client::Ending;
use crate::contract::{AggregateReportError, Issues};
use crate::fetch::Submission;
use options::Purpose;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

/// Submits a request from JavaScript. The request is read before this returns; what it returns is, or resolves to, a
/// receipt or the fields of an `AggregateReportError`. The package's JavaScript makes an error object of them.
///
/// # Errors
/// What must reach the caller as it is: the reason of an abort, and whatever a getter or `onAttempt` threw.
#[wasm_bindgen(js_name = submitAggregate)]
pub fn submit_aggregate(request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let submission = match read(request, options, Purpose::Submit)? {
        Ok(submission) => submission,
        Err(issues) => return Ok(outcome::failure(&AggregateReportError::invalid(issues), &JsValue::UNDEFINED)),
    };
    let outcome = async move {
        match submission.send().await {
            Ok(receipt) => Ok(outcome::receipt(&receipt)),
            Err(Ending::Failed(error, cause)) => Ok(outcome::failure(&error, &cause.unwrap_or_default())),
            Err(Ending::Interrupted(reason)) => Err(reason),
        }
    };
    Ok(future_to_promise(outcome).into())
}

/// Tells what is wrong with a request, as `{ issues, issueCount }`, and sends nothing. Needs no token.
///
/// # Errors
/// Whatever a getter threw.
#[wasm_bindgen(js_name = validateAggregate)]
pub fn validate_aggregate(request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let issues = read(request, options, Purpose::Validate)?.err().unwrap_or_default();
    Ok(outcome::issues(&issues))
}

fn read(request: &JsValue, options: &JsValue, purpose: Purpose) -> Result<Result<Submission, Issues>, JsValue> {
    let (options, beside) = options::read(options, purpose)?;
    Ok(Submission::prepare(request::read(request)?, options, beside))
}
