//! The platform's side of a submission: `fetch`, timers, chance, and the caller's functions.

use super::deadline::{self, Deadline, End};
use super::options::{Options, TokenSource};
use super::reply;
use super::value::{found, get, object};
use crate::client::{Attempt, Clock, Credential, Fault, Transport};
use crate::contract::{Message, Reply, concat};
use gloo_net::http::Headers;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{RequestInit, RequestRedirect};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(url: &str, init: &JsValue) -> Result<JsValue, JsValue>;
}

/// Sends with `fetch`.
pub struct Platform {
    base_url: String,
    options: Options,
    deadline: Result<Deadline, JsValue>,
}

impl Platform {
    /// `base_url`: checked, without a slash at its end.
    pub fn new(base_url: String, options: Options) -> Self {
        Platform { base_url, options, deadline: Err(JsValue::UNDEFINED) }
    }

    /// The deadline of this attempt, so long as it has not passed: after that, nothing more is begun.
    fn deadline(&self) -> Result<&Deadline, Fault<JsValue>> {
        let deadline = self.deadline.as_ref().map_err(|thrown| Fault::Interrupted(thrown.clone()))?;
        match deadline.end() {
            None => Ok(deadline),
            Some(end) => Err(end.into()),
        }
    }

    fn source(&self, which: Credential) -> Option<&TokenSource> {
        match which {
            Credential::Token => self.options.token.as_ref(),
            Credential::Bearer => self.options.bearer.as_ref(),
        }
    }

    fn fetch(&self, url: &str, init: &RequestInit) -> Result<JsValue, JsValue> {
        match &self.options.fetch {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), init),
            None => global_fetch(url, init),
        }
    }
}

impl Transport for Platform {
    type Cause = JsValue;

    fn announce(&self, attempt: &Attempt) -> Result<f64, JsValue> {
        if let Some(reason) = self.options.signal.as_ref().and_then(deadline::abort_reason) {
            return Err(reason);
        }
        let Some(on_attempt) = &self.options.on_attempt else { return Ok(attempt.delay) };
        let reason = attempt.reason.map_or(JsValue::UNDEFINED, |kind| kind.as_str().into());
        let argument =
            object([("attempt", attempt.number.into()), ("delay", attempt.delay.into()), ("reason", reason)]);
        on_attempt.call1(&JsValue::UNDEFINED, &argument)?;
        // Submissions that go together hold each other back by raising it.
        Ok(get(&argument, "delay")?.as_f64().unwrap_or_default().max(attempt.delay))
    }

    fn begin(&mut self) {
        self.deadline = Deadline::new(self.options.signal.as_ref(), self.options.timeout);
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
        let deadline = self.deadline()?;
        let ask = object([("attempt", attempt.into()), ("rejected", rejected.into())]);
        let given = provider.call1(&JsValue::UNDEFINED, &ask).map_err(Fault::Thrown)?;
        let token = reply::wait(&given, deadline).await?;
        token.as_string().map(Some).ok_or_else(|| Fault::NotAToken(found(&token)))
    }

    async fn send(&self, message: &Message, tokens: &[(&'static str, String)]) -> Result<Reply, Fault<JsValue>> {
        let deadline = self.deadline()?;
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_headers(&headers(message, tokens));
        init.set_body(&Uint8Array::from(&*message.body));
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(&deadline.signal()));
        let url = concat(&[&*self.base_url, message.path]);
        let pending = self.fetch(&url, &init).map_err(Fault::Thrown)?;
        let response = reply::wait(&pending, deadline).await?;
        reply::read(&response, deadline).await
    }
}

/// Every value was checked to be visible ASCII, so none is refused here.
fn headers(message: &Message, tokens: &[(&'static str, String)]) -> JsValue {
    let headers = Headers::new();
    for (name, value) in message.headers.iter().chain(tokens) {
        headers.set(name, value);
    }
    headers.into_raw().into()
}

/// The platform's clock, whose waits the caller's signal ends.
pub struct PlatformClock {
    signal: Option<JsValue>,
}

/// The clock for a submission with these options.
pub fn clock(options: &Options) -> PlatformClock {
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
        let deadline = Deadline::new(self.signal.as_ref(), milliseconds)?;
        match deadline.limit(std::future::pending::<()>()).await {
            Err(End::Aborted(reason)) => Err(reason),
            Ok(()) | Err(End::TimedOut) => Ok(()),
        }
    }
}
