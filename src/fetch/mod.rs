//! The submission over the platform's `fetch`: for Rust apps compiled to WebAssembly, and for the npm core.

mod base_url;
mod options;
mod reply;
mod transport;

use crate::client::{self, Ending};
use crate::contract::{self, AggregateReportError, AggregateRequest, Draft, Issues, Message, Receipt, Rules};
use transport::FetchTransport;
use wasm_bindgen::JsValue;

pub use options::{Options, TokenSource};

/// Submits a request from Rust. What JavaScript throws is kept as `JsValue`.
///
/// # Errors
/// See [`AggregateReportError`]; or the reason of the signal, when that ended the submission.
pub async fn submit(request: AggregateRequest, options: Options) -> Result<Receipt, Ending<JsValue>> {
    let beside = options.missing_token();
    let submission = Submission::prepare(Ok(request.into()), options, beside).map_err(AggregateReportError::invalid)?;
    submission.send().await
}

/// A checked request, ready to send.
pub(crate) struct Submission {
    message: Message,
    base_url: String,
    options: Options,
}

impl Submission {
    /// Checks and encodes. `beside`: the issues found beside the request, in its options.
    pub(crate) fn prepare(draft: Result<Draft, Issues>, options: Options, mut beside: Issues) -> Result<Self, Issues> {
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

    pub(crate) async fn send(self) -> Result<Receipt, Ending<JsValue>> {
        let retry = self.options.retry;
        let clock = transport::clock(&self.options);
        client::submit(&self.message, &retry, &mut FetchTransport::new(self.base_url, self.options), &clock).await
    }
}
