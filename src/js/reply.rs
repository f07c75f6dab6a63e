//! What `fetch` resolved to, read to its end.

use super::deadline::Deadline;
use super::value::{call, get, is_absent, settle, text_of};
use crate::client::Fault;
use crate::contract::{Body, MAX_REPLY_BYTES, Reply, ReplyFields};
use gloo_net::http::Headers;
use js_sys::{JSON, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

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
    let mut bytes = Vec::new();
    let mut weight = 0;
    while let Some(chunk) = next_chunk(&reader, deadline).await? {
        weight += LIGHTEST_CHUNK.max(chunk.length() as usize);
        if weight > MAX_REPLY_BYTES {
            deadline.cancel();
            return Ok(Body::TooLarge);
        }
        bytes.extend(chunk.to_vec());
    }
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    Ok(Body::Text(text.into(), fields(text)))
}

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
fn fields(text: &str) -> Option<ReplyFields> {
    let json = JSON::parse(text).ok().filter(JsValue::is_object)?;
    Some(ReplyFields::read(|path| {
        let value = path.iter().try_fold(json.clone(), |value, name| get(&value, name)).ok()?;
        value.as_string().or_else(|| value.as_f64().filter(|number| number.fract() == 0.0).map(|_| text_of(&value)))
    }))
}
