//! What transport.js read of a reply.

use crate::contract::{Body, Reply, ReplyFields};
use crate::value::found;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/fetch/reply.js")]
extern "C" {
    /// The text at a place in JSON, such as `fault.code`, or the digits of the whole number there.
    #[wasm_bindgen(js_name = textAt)]
    pub fn text_at(json: &JsValue, path: &str) -> Option<String>;
}

/// A reply, of its status, `Retry-After`, text and JSON; the text is absent when there was too much of it.
pub fn reply(read: &Array) -> Option<Reply> {
    let status = read.shift().as_f64()?;
    let retry_after = read.shift().as_string();
    let body = match read.shift().as_string() {
        Some(text) => Body::Text(text, fields(&read.shift())),
        None => Body::TooLarge,
    };
    Some(Reply::new(status as u16, retry_after, body))
}

/// The platform's own JSON parser is there already, and costs no bytes.
fn fields(json: &JsValue) -> Option<ReplyFields> {
    matches!(found(json), "an object" | "an array").then(|| ReplyFields::read(|path| text_at(json, path)))
}
