//! The submission over the platform's `fetch`: for Rust apps compiled to WebAssembly, and for the npm core.

mod base_url;
mod idempotency_key;
mod options;
mod reply;
mod transport;

use crate::client::{self, Ending};
use crate::contract::{self, AggregateReportError, AggregateRequest, CheckedRequest, Receipt};
use std::time::Duration;
use transport::FetchTransport;
use wasm_bindgen::JsValue;

pub(crate) use options::{CheckedOptions, Purpose, check};
#[cfg(feature = "exports")]
pub(crate) use options::{Given, OptionValue, OptionsCheck};
pub use options::{IdempotencyKey, InvalidToken, Options, TokenSource};
pub(crate) use transport::now;

/// Submits a request from Rust with the platform's `fetch`. What JavaScript throws is returned as a `JsValue`.
///
/// # Errors
/// See [`AggregateReportError`]; or the reason of the signal, if that ended the submission.
pub async fn submit(request: AggregateRequest, options: Options) -> Result<Receipt, Ending<JsValue>> {
    let (request, options) =
        check(request.into(), options.into(), Purpose::Submit, now()).map_err(AggregateReportError::invalid)?;
    send(&request, options).await
}

/// Encodes and sends a checked request.
pub(crate) async fn send(request: &CheckedRequest, options: CheckedOptions) -> Result<Receipt, Ending<JsValue>> {
    let settings = options.get();
    let mut message = contract::encode(request, settings.wire, settings.portal_initiated);
    if let Some(key) = idempotency_key::text(settings) {
        message.set_idempotency_key(&key);
    }
    let retry = settings.retry;
    let clock = transport::clock(settings);
    client::submit(&message, &retry, &FetchTransport::new(options), &clock).await
}

/// Milliseconds, as timers and callers in JavaScript count.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    contract::milliseconds(duration) as f64
}
