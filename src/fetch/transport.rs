//! The platform's side of a submission: `fetch`, timers, chance, and the caller's functions.

use super::options::{CheckedOptions, Settings, TokenSource};
use super::reply::reply;
use crate::client::{Attempt, Clock, Credential, Fault, Transport};
use crate::contract::{Kind, MAX_REPLY_BYTES, Message, Reply, concat};
use crate::value::found;
use gloo_net::http::Headers;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/fetch/transport.js")]
extern "C" {
    /// The time of one attempt, or of a pause. Its waits resolve to an outcome and never reject.
    type Deadline;

    #[wasm_bindgen(js_name = deadline)]
    fn new_deadline(signal: Option<&JsValue>, milliseconds: f64) -> Deadline;

    #[wasm_bindgen(method)]
    fn ask(this: &Deadline, provider: &Function, attempt: u32, rejected: bool) -> Promise;

    #[wasm_bindgen(method)]
    fn send(
        this: &Deadline,
        fetch: Option<&Function>,
        url: &str,
        headers: &web_sys::Headers,
        body: &[u8],
        most: usize,
    ) -> Promise;

    #[wasm_bindgen(method)]
    fn pass(this: &Deadline) -> Promise;

    #[wasm_bindgen(method)]
    fn release(this: &Deadline);

    #[wasm_bindgen(catch, js_name = announce)]
    fn announce_attempt(
        signal: Option<&JsValue>,
        on_attempt: Option<&Function>,
        attempt: u32,
        delay: f64,
        reason: Option<&str>,
    ) -> Result<f64, JsValue>;
}

/// A deadline that is let go of with this.
struct Limit(Deadline);

impl Drop for Limit {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// Waits for an outcome of transport.js.
async fn outcome(wait: Promise) -> Result<JsValue, Fault<JsValue>> {
    let outcome: Array = JsFuture::from(wait).await.map_err(Fault::Thrown)?.unchecked_into();
    let how = outcome.shift().as_f64().unwrap_or_default() as u32;
    let what = outcome.shift();
    match how {
        0 => Ok(what),
        1 => Err(Fault::Interrupted(what)),
        2 => Err(Fault::TimedOut),
        _ => Err(Fault::Thrown(what)),
    }
}

/// Sends with `fetch`.
pub struct FetchTransport {
    options: CheckedOptions,
    limit: Limit,
}

impl FetchTransport {
    /// Sends as the options say.
    pub fn new(options: CheckedOptions) -> Self {
        FetchTransport { limit: Limit(new_deadline(None, 0.0)), options }
    }

    fn source(&self, which: Credential) -> Option<&TokenSource> {
        match which {
            Credential::Token => self.options.get().token.as_ref(),
            Credential::Bearer => self.options.get().bearer.as_ref(),
        }
    }
}

impl Transport for FetchTransport {
    type Cause = JsValue;

    fn announce(&self, attempt: &Attempt) -> Result<f64, JsValue> {
        let Settings { signal, on_attempt, .. } = self.options.get();
        let reason = attempt.reason.map(Kind::as_str);
        announce_attempt(signal.as_ref(), on_attempt.as_ref(), attempt.number, attempt.delay, reason)
    }

    fn begin(&mut self) {
        self.limit = Limit(new_deadline(self.options.get().signal.as_ref(), self.options.get().timeout));
    }

    fn can_renew(&self) -> bool {
        [Credential::Token, Credential::Bearer]
            .into_iter()
            .any(|which| matches!(self.source(which), Some(TokenSource::Provider(_))))
    }

    async fn credential(
        &self,
        which: Credential,
        attempt: u32,
        rejected: bool,
    ) -> Result<Option<String>, Fault<JsValue>> {
        let provider = match self.source(which) {
            None => return Ok(None),
            Some(TokenSource::Fixed(secret)) => return Ok(Some(secret.reveal().into())),
            Some(TokenSource::Provider(provider)) => provider,
        };
        let token = outcome(self.limit.0.ask(provider, attempt, rejected)).await?;
        token.as_string().map(Some).ok_or_else(|| Fault::NotAToken(found(&token)))
    }

    async fn send(&self, message: &Message, tokens: &[(&'static str, String)]) -> Result<Reply, Fault<JsValue>> {
        let fetch = self.options.get().fetch.as_ref();
        let url = concat(&[&*self.options.get().base_url.href, message.path]);
        // Every value was checked to be visible ASCII, so none is refused here.
        let headers = Headers::new();
        for (name, value) in message.headers.iter().chain(tokens) {
            headers.set(name, value);
        }
        let sent = self.limit.0.send(fetch, &url, &headers.into_raw(), &message.body, MAX_REPLY_BYTES);
        let read = outcome(sent).await?;
        reply(read.unchecked_ref()).ok_or(Fault::NotAReply)
    }
}

/// The platform's clock, whose waits the caller's signal ends.
pub struct PlatformClock {
    signal: Option<JsValue>,
}

/// The clock for a submission with these options.
pub fn clock(options: &Settings) -> PlatformClock {
    PlatformClock { signal: options.signal.clone() }
}

impl Clock for PlatformClock {
    type Cause = JsValue;

    fn now(&self) -> f64 {
        js_sys::Date::now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    async fn sleep(&self, milliseconds: f64) -> Result<(), JsValue> {
        let pause = Limit(new_deadline(self.signal.as_ref(), milliseconds));
        match outcome(pause.0.pass()).await {
            Err(Fault::Interrupted(reason)) => Err(reason),
            _ => Ok(()),
        }
    }
}
