//! What ends a wait before its time: the caller's signal, or a time limit.

use super::value::get;
use crate::client::Fault;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, milliseconds: f64) -> JsValue;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);

    type Target;
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    fn add_event_listener(this: &Target, name: &str, listener: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    fn remove_event_listener(this: &Target, name: &str, listener: &JsValue) -> Result<(), JsValue>;
}

/// How a wait ended early.
#[derive(Clone, Debug)]
pub enum End {
    /// The caller's signal was aborted, for this reason.
    Aborted(JsValue),
    /// The time was up.
    TimedOut,
}

impl From<End> for Fault<JsValue> {
    fn from(end: End) -> Self {
        match end {
            End::Aborted(reason) => Fault::Interrupted(reason),
            End::TimedOut => Fault::TimedOut,
        }
    }
}

/// A time limit, an abort signal, or both. Both are let go of when it is dropped.
pub struct Deadline {
    state: Rc<State>,
    timer: Option<JsValue>,
    signal: Option<JsValue>,
    listener: JsValue,
    _closure: Closure<dyn Fn(JsValue)>,
}

struct State {
    end: RefCell<Option<End>>,
    waker: Cell<Option<Waker>>,
    controller: AbortController,
}

impl State {
    fn finish(&self, end: End) {
        let reason = match &end {
            End::Aborted(reason) => reason.clone(),
            End::TimedOut => JsValue::UNDEFINED,
        };
        self.end.borrow_mut().get_or_insert(end);
        self.controller.abort_with_reason(&reason);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Deadline {
    /// Starts to count. `milliseconds`: 0 is no limit.
    pub fn new(signal: Option<&JsValue>, milliseconds: f64) -> Result<Self, JsValue> {
        let state =
            Rc::new(State { end: RefCell::new(None), waker: Cell::new(None), controller: AbortController::new()? });
        let closure = {
            let state = Rc::clone(&state);
            let signal = signal.cloned();
            // The timer calls without an argument, the signal with an event.
            Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
                let aborted = signal.as_ref().filter(|_| !event.is_undefined());
                state.finish(aborted.map_or(End::TimedOut, |signal| End::Aborted(reason(signal))));
            })
        };
        let listener: JsValue = closure.as_ref().clone();
        if let Some(signal) = signal {
            if let Some(reason) = abort_reason(signal) {
                state.finish(End::Aborted(reason));
            }
            signal.unchecked_ref::<Target>().add_event_listener("abort", &listener)?;
        }
        let timer = (milliseconds > 0.0).then(|| set_timeout(&listener, milliseconds));
        Ok(Deadline { state, timer, signal: signal.cloned(), listener, _closure: closure })
    }

    /// The signal for `fetch`.
    pub fn signal(&self) -> web_sys::AbortSignal {
        self.state.controller.signal()
    }

    /// Whether it has ended, and how.
    pub fn end(&self) -> Option<End> {
        self.state.end.borrow().clone()
    }

    /// Gives up what is under way.
    pub fn cancel(&self) {
        self.state.controller.abort();
    }

    /// Waits for some work, but no longer than until the end.
    pub async fn limit<F: Future>(&self, work: F) -> Result<F::Output, End> {
        let mut work = pin!(work);
        poll_fn(|context| {
            if let Some(end) = self.end() {
                return Poll::Ready(Err(end));
            }
            let polled = work.as_mut().poll(context);
            if polled.is_pending() {
                self.state.waker.set(Some(context.waker().clone()));
            }
            polled.map(Ok)
        })
        .await
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            clear_timeout(timer);
        }
        if let Some(signal) = &self.signal {
            // A signal that throws here has nothing left to end.
            let _ = signal.unchecked_ref::<Target>().remove_event_listener("abort", &self.listener);
        }
    }
}

/// The reason of a signal that was aborted.
pub fn abort_reason(signal: &JsValue) -> Option<JsValue> {
    get(signal, "aborted").map_or(true, |aborted| aborted.is_truthy()).then(|| reason(signal))
}

fn reason(signal: &JsValue) -> JsValue {
    get(signal, "reason").unwrap_or_else(|thrown| thrown)
}
