//! The border: JavaScript's values in, JavaScript's values out. The only module that knows JavaScript.
//!
//! Whatever a caller hands over may throw when it is touched (a getter, a proxy, a function that is no promise's), so
//! everything here goes through bindings that catch: a value thrown inside WebAssembly that nobody catches would leave
//! a promise that never settles.

mod options;
mod outcome;
mod platform;
mod reply;
mod request;
mod value;

use crate::client::{self, Ending};
use crate::contract::{self, AggregateReportError, AggregateRequest, Draft, Issues, Message, Receipt, Rules};
use options::Purpose;
use platform::Platform;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

pub use options::{Options, TokenSource};

/// Submits a request from Rust. What JavaScript throws is kept as `JsValue`.
///
/// # Errors
/// See [`AggregateReportError`]; or the reason of the signal, when that ended the submission.
pub async fn submit(request: AggregateRequest, options: Options) -> Result<Receipt, Ending<JsValue>> {
    let beside = options.missing_token();
    let submission = prepare(Ok(request.into()), options, beside).map_err(AggregateReportError::invalid)?;
    submission.send().await
}

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

/// A checked request, ready to send.
struct Submission {
    message: Message,
    base_url: String,
    options: Options,
}

impl Submission {
    async fn send(self) -> Result<Receipt, Ending<JsValue>> {
        let retry = self.options.retry;
        let clock = platform::clock(&self.options);
        client::submit(&self.message, &retry, &mut Platform::new(self.base_url, self.options), &clock).await
    }
}

fn read(request: &JsValue, options: &JsValue, purpose: Purpose) -> Result<Result<Submission, Issues>, JsValue> {
    let (options, beside) = options::read(options, purpose)?;
    Ok(prepare(request::read(request)?, options, beside))
}

fn prepare(draft: Result<Draft, Issues>, options: Options, mut beside: Issues) -> Result<Submission, Issues> {
    let base_url = options.url().unwrap_or_else(|issue| {
        beside.append(issue);
        String::new()
    });
    let rules = Rules { check_digit: options.check_digit, now: js_sys::Date::now() };
    let request = match draft {
        Ok(draft) => contract::check(draft, &rules, beside)?,
        Err(not_an_object) => return Err(not_an_object.followed_by(beside)),
    };
    let message = contract::encode(&request, options.wire, options.portal_initiated);
    Ok(Submission { message, base_url, options })
}
