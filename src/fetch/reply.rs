//! A reply, as fetch.js has read it.

use crate::contract::{Body, Reply, ReplyFields};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/fetch/fetch.js")]
extern "C" {
    /// The string at a path in JSON, such as `fault.code`, or the digits of the whole number there.
    #[wasm_bindgen(js_name = textAt)]
    fn text_at(json: &JsValue, path: &str) -> Option<String>;

    /// The issues that a gateway lists, as one string.
    #[wasm_bindgen(js_name = issuesIn)]
    fn issues_in(json: &JsValue) -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// A reply, as fetch.js has read it.
    pub type ReadReply;

    /// `None` if it is not a reply at all.
    #[wasm_bindgen(method, getter)]
    fn status(this: &ReadReply) -> Option<f64>;

    #[wasm_bindgen(method, getter, js_name = retryAfter)]
    fn retry_after(this: &ReadReply) -> Option<String>;

    /// `None` if the body was too large.
    #[wasm_bindgen(method, getter)]
    fn text(this: &ReadReply) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn json(this: &ReadReply) -> JsValue;
}

/// The reply that was read, or `None` if it is not a reply at all.
pub fn reply(read: &ReadReply, is_gateway: bool) -> Option<Reply> {
    let status = read.status()? as u16;
    // The platform's JSON parser costs no bytes.
    let json = read.json();
    let fields = (!json.is_undefined()).then(|| {
        let fields = ReplyFields::read(status, |path| text_at(&json, path));
        if is_gateway && status == 400 { fields.with_issues(|| issues_in(&json)) } else { fields }
    });
    let body = match fields {
        Some(receipt) if receipt.is_receipt() => Body::Text(String::new(), Some(receipt)),
        fields => read.text().map_or(Body::TooLarge, |text| Body::Text(text, fields)),
    };
    Some(Reply::new(status, read.retry_after(), body))
}
