//! Turns a future into a promise. `future_to_promise` of wasm-bindgen-futures has its own task queue, for programs with
//! many tasks. Here, a task only waits for promises, so it is already woken in a microtask and can continue at once.

use js_sys::Function;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exports/exports.js")]
extern "C" {
    type Deferred;

    #[wasm_bindgen(constructor)]
    fn new() -> Deferred;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Deferred) -> JsValue;

    #[wasm_bindgen(method)]
    fn resolve(this: &Deferred, value: &JsValue);

    #[wasm_bindgen(method)]
    fn reject(this: &Deferred, reason: &JsValue);
}

/// Wakes a task by calling the function that continues it.
struct Continue(Function);

impl Wake for Continue {
    fn wake(self: Arc<Self>) {
        // It never throws.
        let _ = self.0.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }
}

/// Starts the future at once, and returns a promise for its outcome.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> JsValue {
    let deferred = Deferred::new();
    let promise = deferred.promise();
    let mut task = Box::pin(async move {
        match future.await {
            Ok(value) => deferred.resolve(&value),
            Err(reason) => deferred.reject(&reason),
        }
    });
    // The function that continues the task is kept alive until the task is done.
    let kept = Rc::new(RefCell::new(None));
    let own = kept.clone();
    let resume = Closure::<dyn FnMut(JsValue) -> Result<(), JsError>>::new(move |_| {
        let waker = own.borrow().as_ref().map(|(_, waker): &(_, Waker)| waker.clone());
        if let Some(waker) = waker
            && task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready()
        {
            own.take();
        }
        Ok(())
    });
    let waker = Waker::from(Arc::new(Continue(resume.as_ref().clone().unchecked_into())));
    kept.replace(Some((resume, waker.clone())));
    waker.wake();
    promise
}
