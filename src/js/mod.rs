//! The border: JavaScript's values in, JavaScript's values out. The only module that knows JavaScript.
//!
//! Whatever a caller hands over may throw when it is touched (a getter, a proxy, a function that is no promise's), so
//! everything here goes through bindings that catch: a value thrown inside WebAssembly that nobody catches would leave
//! a promise that never settles.

mod deadline;
mod options;
mod outcome;
mod platform;
mod reply;
mod request;
mod value;

use crate::client::{self, Ending};
use crate::contract::{self, AggregateReportError, AggregateRequest, Draft, Issues, Receipt, Rules};
use platform::Platform;
use wasm_bindgen::prelude::*;

pub use options::{Options, TokenSource};

/// Submits a request from Rust. What JavaScript throws is kept as `JsValue`.
///
/// # Errors
/// See [`AggregateReportError`]; or the reason of the signal, when that ended the submission.
pub async fn submit(request: AggregateRequest, options: Options) -> Result<Receipt, Ending<JsValue>> {
    let issues = options.missing_token();
    send(request.into(), options, issues).await
}

/// Submits a request from JavaScript. Resolves to a receipt, or to the fields of an `AggregateReportError`; the
/// package's JavaScript makes an error object of them.
///
/// # Errors
/// What must reach the caller as it is: the reason of an abort, and whatever a getter or `onAttempt` threw.
#[wasm_bindgen(js_name = submitAggregate)]
pub async fn submit_aggregate(request: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let (options, mut issues) = options::read(&options)?;
    issues.append(options.missing_token());
    let outcome = match request::read(&request)? {
        Ok(draft) => {
            drop(request);
            send(draft, options, issues).await
        }
        Err(not_an_object) => Err(AggregateReportError::invalid(not_an_object.followed_by(issues)).into()),
    };
    match outcome {
        Ok(receipt) => Ok(outcome::receipt(&receipt)),
        Err(Ending::Failed(error)) => Ok(outcome::failure(&error)),
        Err(Ending::Interrupted(reason)) => Err(reason),
    }
}

/// Tells what is wrong with a request, as `{ issues, issueCount }`, and sends nothing. Needs no token.
///
/// # Errors
/// Whatever a getter threw.
#[wasm_bindgen(js_name = validateAggregate)]
pub fn validate_aggregate(request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (options, beside) = options::read(options)?;
    let issues = match request::read(request)? {
        Ok(draft) => contract::check(draft, &rules(&options), beside).err().unwrap_or_default(),
        Err(not_an_object) => not_an_object.followed_by(beside),
    };
    Ok(outcome::issues(&issues))
}

async fn send(draft: Draft, options: Options, beside: Issues) -> Result<Receipt, Ending<JsValue>> {
    let url = options.url().map_err(|issue| beside.clone().followed_by(issue));
    let (url, beside) = match url {
        Ok(url) => (url, beside),
        Err(issues) => (String::new(), issues),
    };
    let request = contract::check(draft, &rules(&options), beside).map_err(AggregateReportError::invalid)?;
    let message = contract::encode(&request, options.wire, options.portal_initiated);
    drop(request);
    let retry = options.retry;
    let clock = platform::clock(&options);
    client::submit(&message, &retry, &mut Platform::new(url, options), &clock).await
}

fn rules(options: &Options) -> Rules {
    Rules { check_digit: options.check_digit, now: js_sys::Date::now() }
}
