//! A future as a promise. The one of wasm-bindgen-futures has a queue of its own, for programs with many tasks; here, what
//! a task waits for are promises, so it is woken in a microtask already and can go on at once.

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

/// Calls what goes on with the task.
struct GoOn(Function);

impl Wake for GoOn {
    fn wake(self: Arc<Self>) {
        // It throws nothing.
        let _ = self.0.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
    }
}

/// Begins with the future at once, and gives a promise of what it comes to.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> JsValue {
    let deferred = Deferred::new();
    let promise = deferred.promise();
    let mut task = Box::pin(async move {
        match future.await {
            Ok(value) => deferred.resolve(&value),
            Err(reason) => deferred.reject(&reason),
        }
    });
    // What goes on with the task is kept until the task is done.
    let kept = Rc::new(RefCell::new(None));
    let own = kept.clone();
    let go_on = Closure::<dyn FnMut(JsValue) -> Result<(), JsError>>::new(move |_| {
        let waker = own.borrow().as_ref().map(|(_, waker): &(_, Waker)| waker.clone());
        if let Some(waker) = waker
            && task.as_mut().poll(&mut Context::from_waker(&waker)).is_ready()
        {
            own.take();
        }
        Ok(())
    });
    let waker = Waker::from(Arc::new(GoOn(go_on.as_ref().clone().unchecked_into())));
    kept.replace(Some((go_on, waker.clone())));
    waker.wake();
    promise
}
