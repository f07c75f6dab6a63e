//! What a JavaScript value is, in words. Never the value itself.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = kindOf)]
    fn kind_of(value: &JsValue) -> String;
}

/// Every type that a value can have. A type that is not listed is shown as the last one.
const KINDS: [&str; 12] = [
    "undefined",
    "null",
    "a string",
    "a number",
    "a boolean",
    "a function",
    "a symbol",
    "a bigint",
    "a Date",
    "an invalid Date",
    "an array",
    "an object",
];

/// The type of a value, for a message.
pub fn found(value: &JsValue) -> &'static str {
    known(&kind_of(value))
}

/// The same words, as they are kept here.
pub fn known(kind: &str) -> &'static str {
    KINDS.iter().find(|known| **known == kind).unwrap_or(&"an object")
}
