//! The key by which a gateway knows a submission again.

use super::IdempotencyKey;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]);
}

/// The key's text, if there is to be one; a new one for [`IdempotencyKey::Random`].
pub fn text(key: &IdempotencyKey) -> Option<String> {
    match key {
        IdempotencyKey::None => None,
        IdempotencyKey::Random => Some(random()),
        IdempotencyKey::Text(text) => Some(text.clone()),
    }
}

/// 128 random bits in hexadecimal. Not a `randomUUID`, which pages over plain `http:` do not have.
fn random() -> String {
    let mut bytes = [0; 16];
    get_random_values(&mut bytes);
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}
