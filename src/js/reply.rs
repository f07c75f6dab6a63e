//! What `fetch` resolved to, read to its end.

use super::deadline::Deadline;
use super::value::{call, cut, get, is_absent, object, settle, text_of};
use crate::client::Fault;
use crate::contract::{Body, MAX_REPLY_BYTES, Reply, ReplyFields};
use gloo_net::http::Headers;
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextDecoder;
    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, chunk: &Uint8Array, options: &JsValue) -> JsString;

    #[wasm_bindgen(catch, js_namespace = JSON, js_name = parse)]
    fn parse_json(text: &JsString) -> Result<JsValue, JsValue>;
}

/// Reads a reply. Whatever is not shaped like one is [`Fault::NotAReply`].
pub async fn read(response: &JsValue, deadline: &Deadline) -> Result<Reply, Fault<JsValue>> {
    let status = get(response, "status").ok().and_then(|status| status.as_f64()).ok_or(Fault::NotAReply)?;
    let headers = get(response, "headers").map_err(|_| Fault::NotAReply)?;
    let retry_after = if status == 200.0 { None } else { header(&headers, "retry-after") };
    Ok(Reply { status: status as u16, retry_after, body: body(response, deadline).await? })
}

/// Copies the headers into some of this realm, which cannot throw, and reads one.
fn header(headers: &JsValue, name: &str) -> Option<String> {
    let headers = web_sys::Headers::new_with_headers(headers.unchecked_ref()).ok()?;
    Headers::from_raw(headers).get(name)
}

/// What a chunk counts at least, in bytes, so that a stream of empty ones has an end too.
const LIGHTEST_CHUNK: usize = 64;

async fn body(response: &JsValue, deadline: &Deadline) -> Result<Body, Fault<JsValue>> {
    let stream = get(response, "body").map_err(|_| Fault::NotAReply)?;
    if is_absent(&stream) {
        return Ok(Body::Text(String::new(), None));
    }
    let reader = call(&stream, "getReader").map_err(|_| Fault::NotAReply)?;
    let decoder = TextDecoder::new();
    let more_follows = object([("stream", true.into())]);
    let mut text = JsString::from("");
    let mut weight = 0;
    while let Some(chunk) = next_chunk(&reader, deadline).await? {
        weight += LIGHTEST_CHUNK.max(chunk.length() as usize);
        if weight > MAX_REPLY_BYTES {
            deadline.cancel();
            return Ok(Body::TooLarge);
        }
        text = text.concat(&decoder.decode(&chunk, &more_follows));
    }
    Ok(Body::Text(cut(&text, LONGEST_EXCERPT), fields(&text)))
}

/// In UTF-16 units: what is read of a body in a form that we do not know.
const LONGEST_EXCERPT: u32 = 4000;

async fn next_chunk(reader: &JsValue, deadline: &Deadline) -> Result<Option<Uint8Array>, Fault<JsValue>> {
    let pending = call(reader, "read").map_err(|_| Fault::NotAReply)?;
    let result = wait(&pending, deadline).await?;
    if get(&result, "done").is_ok_and(|done| done.is_truthy()) {
        return Ok(None);
    }
    let value = get(&result, "value").map_err(|_| Fault::NotAReply)?;
    // The chunk may be of another realm; copying it needs no prototype.
    if js_sys::ArrayBuffer::is_view(&value) { Ok(Some(Uint8Array::new(&value))) } else { Err(Fault::NotAReply) }
}

/// Waits for a value that may be a promise.
pub async fn wait(value: &JsValue, deadline: &Deadline) -> Result<JsValue, Fault<JsValue>> {
    deadline.limit(JsFuture::from(settle(value))).await?.map_err(Fault::Thrown)
}

/// The platform's own JSON parser is there already, and costs no bytes.
fn fields(text: &JsString) -> Option<ReplyFields> {
    let json = parse_json(text).ok().filter(JsValue::is_object)?;
    Some(ReplyFields::read(|path| {
        let value = path.iter().try_fold(json.clone(), |value, name| get(&value, name)).ok()?;
        value.as_string().or_else(|| value.as_f64().filter(|number| number.fract() == 0.0).map(|_| text_of(&value)))
    }))
}
