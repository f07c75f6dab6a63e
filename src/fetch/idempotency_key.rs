//! The key by which a gateway knows a submission again.

use super::options::{IdempotencyKey, Settings};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// The key's text, if there is to be one; a new one for [`IdempotencyKey::Random`]. A path is a gateway of the page's
/// own, which can be told a key without asking.
pub fn text(settings: &Settings) -> Option<String> {
    match &settings.idempotency_key {
        Some(IdempotencyKey::Text(text)) => Some(text.clone()),
        Some(IdempotencyKey::Random) => Some(random()),
        None if settings.base_url.is_path => Some(random()),
        Some(IdempotencyKey::None) | None => None,
    }
}

/// 128 random bits in hexadecimal. Not a `randomUUID`, which pages over plain `http:` do not have.
fn random() -> String {
    let mut bytes = [0; 16];
    get_random_values(&mut bytes);
    let mut key = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 0xf] {
            key.push(char::from(if digit < 10 { b'0' + digit } else { b'a' - 10 + digit }));
        }
    }
    key
}
