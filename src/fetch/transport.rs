//! The platform's side of a submission: `fetch`, timers, randomness, and the caller's functions.

use super::milliseconds;
use super::options::{CheckedOptions, Settings, TokenSource};
use super::reply::reply;
use crate::client::{Announcement, Attempt, Clock, Credential, Fault, Transport};
use crate::contract::{Kind, MAX_REPLY_BYTES, Message, Reply, Secret, concat};
use crate::value::found;
use gloo_net::http::Headers;
use js_sys::{Function, Promise};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen(module = "/src/fetch/fetch.js")]
extern "C" {
    /// The time limit of one attempt, or a pause. Its promises resolve to what was waited for, or reject with an
    /// [`Ending`].
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
        hold: Option<&Function>,
        on_attempt: Option<&Function>,
        attempt: u32,
        delay: f64,
        reason: Option<&str>,
    ) -> Result<f64, JsValue>;

    type Ending;

    #[wasm_bindgen(method, getter)]
    fn how(this: &Ending) -> String;

    #[wasm_bindgen(method, getter)]
    fn what(this: &Ending) -> JsValue;
}

/// A deadline that is released when this is dropped.
struct Limit(Deadline);

impl Drop for Limit {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// A promise of a [`Deadline`].
struct Wait(JsFuture);

impl From<Promise> for Wait {
    fn from(promise: Promise) -> Self {
        Wait(promise.into())
    }
}

impl Future for Wait {
    type Output = Result<JsValue, Fault<JsValue>>;

    // One function for all waits; an async function would be compiled for each.
    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_err(|ending| {
            let ending: Ending = ending.unchecked_into();
            match &*ending.how() {
                "aborted" => Fault::Interrupted(ending.what()),
                "timed out" => Fault::TimedOut,
                _ => Fault::Thrown(ending.what()),
            }
        })
    }
}

/// Sends requests with `fetch`.
pub struct FetchTransport(CheckedOptions);

impl FetchTransport {
    /// A transport with these options.
    pub fn new(options: CheckedOptions) -> Self {
        FetchTransport(options)
    }
}

impl Transport for FetchTransport {
    type Cause = JsValue;

    fn announce(&self, next: &Announcement) -> Result<Duration, JsValue> {
        let Settings { signal, hold, on_attempt, .. } = self.0.get();
        if signal.is_none() && hold.is_none() && on_attempt.is_none() {
            return Ok(next.delay);
        }
        let reason = next.reason.map(Kind::as_str);
        let delay = milliseconds(next.delay);
        let wait = announce_attempt(signal.as_ref(), hold.as_ref(), on_attempt.as_ref(), next.attempt, delay, reason)?;
        Ok(Duration::from_millis(wait as u64))
    }

    fn can_renew(&self) -> bool {
        let Settings { token, bearer, .. } = self.0.get();
        [token, bearer].into_iter().any(|source| matches!(source, Some(TokenSource::Provider(_))))
    }

    fn begin(&self, announced: &Announcement) -> impl Attempt<Cause = JsValue> {
        let settings = self.0.get();
        let limit = Limit(new_deadline(settings.signal.as_ref(), settings.timeout));
        FetchAttempt { settings, announced: *announced, limit }
    }
}

struct FetchAttempt<'a> {
    settings: &'a Settings,
    announced: Announcement,
    limit: Limit,
}

impl Attempt for FetchAttempt<'_> {
    type Cause = JsValue;

    async fn credential(&self, which: Credential) -> Result<Option<Secret>, Fault<JsValue>> {
        let source = match which {
            Credential::Token => &self.settings.token,
            Credential::Bearer => &self.settings.bearer,
        };
        let provider = match source {
            None => return Ok(None),
            Some(TokenSource::Fixed(secret)) => return Ok(Some(secret.clone())),
            Some(TokenSource::Provider(provider)) => provider,
        };
        let Announcement { attempt, .. } = self.announced;
        let token = Wait::from(self.limit.0.ask(provider, attempt, self.announced.is_after_rejection())).await?;
        match token.as_string() {
            Some(token) => Ok(Some(Secret::new(token))),
            None => Err(Fault::NotAToken(found(&token))),
        }
    }

    async fn send(self, message: &Message, tokens: &[(Credential, Secret)]) -> Result<Reply, Fault<JsValue>> {
        let fetch = self.settings.fetch.as_ref();
        let url = concat(&[&*self.settings.base_url.href, message.path]);
        // Every value has been checked to be visible ASCII, so none is refused here.
        let headers = Headers::new();
        for (name, value) in &message.headers {
            headers.set(name, value);
        }
        for (which, secret) in tokens {
            let (name, value) = which.header(secret);
            headers.set(name, &value);
        }
        let sent = self.limit.0.send(fetch, &url, &headers.into_raw(), &message.body, MAX_REPLY_BYTES);
        let read = Wait::from(sent).await?;
        reply(read.unchecked_ref(), !self.settings.base_url.is_service).ok_or(Fault::NotAReply)
    }
}

/// The platform's clock. The caller's signal ends its waits.
pub struct PlatformClock {
    signal: Option<JsValue>,
}

/// The clock for a submission with these options.
pub fn clock(options: &Settings) -> PlatformClock {
    PlatformClock { signal: options.signal.clone() }
}

impl Clock for PlatformClock {
    type Cause = JsValue;

    fn now(&self) -> Duration {
        now()
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    async fn sleep(&self, delay: Duration) -> Result<(), JsValue> {
        let pause = Limit(new_deadline(self.signal.as_ref(), milliseconds(delay)));
        match Wait::from(pause.0.pass()).await {
            Err(Fault::Interrupted(reason)) => Err(reason),
            _ => Ok(()),
        }
    }
}

/// The current time since 1970-01-01T00:00Z.
pub fn now() -> Duration {
    Duration::from_millis(js_sys::Date::now() as u64)
}
