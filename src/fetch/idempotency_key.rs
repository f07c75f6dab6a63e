//! The key by which a gateway recognises a submission.

use super::options::{IdempotencyKey, Settings};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/fetch/fetch.js")]
extern "C" {
    /// 128 random bits in hexadecimal.
    #[wasm_bindgen(js_name = randomKey)]
    fn random_key() -> String;
}

/// The key to send, if any; a new one for [`IdempotencyKey::Random`]. A path leads to a gateway on the page's own
/// origin, so a key is sent to it by default.
pub fn text(settings: &Settings) -> Option<String> {
    match &settings.idempotency_key {
        Some(IdempotencyKey::Text(text)) => Some(text.clone()),
        Some(IdempotencyKey::Random) => Some(random_key()),
        None if settings.base_url.is_path => Some(random_key()),
        Some(IdempotencyKey::None) | None => None,
    }
}
