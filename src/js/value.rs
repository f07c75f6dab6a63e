//! Looking at values of which nothing is known.

use crate::contract::{Field, MAX_TEXT_BYTES, split_at_words};
use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = typeOf)]
    fn type_of(value: &JsValue) -> u32;

    /// The values of an object's properties, in this order, and then a list of the names of all others.
    #[wasm_bindgen(catch, js_name = propertiesOf)]
    pub fn properties(object: &JsValue, names: &str) -> Result<Array, JsValue>;

    /// The text of a `Date`: empty for an invalid one, and none for what is no `Date`.
    #[wasm_bindgen(js_name = dateText)]
    pub fn date_text(value: &JsValue) -> Option<String>;
}

#[wasm_bindgen]
extern "C" {
    /// The text of a primitive.
    #[wasm_bindgen(js_name = String)]
    pub fn text_of(primitive: &JsValue) -> String;
}

/// What a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Undefined,
    Null,
    String,
    Number,
    Boolean,
    Function,
    Symbol,
    BigInt,
    Array,
    Object,
}

impl Type {
    /// The type of a value. Looking at it runs nothing of the caller's.
    pub fn of(value: &JsValue) -> Self {
        match type_of(value) {
            0 => Type::Undefined,
            1 => Type::Null,
            2 => Type::String,
            3 => Type::Number,
            4 => Type::Boolean,
            5 => Type::Function,
            6 => Type::Symbol,
            7 => Type::BigInt,
            8 => Type::Array,
            _ => Type::Object,
        }
    }

    /// Whether it counts as absent.
    pub fn is_absent(self) -> bool {
        matches!(self, Type::Undefined | Type::Null)
    }

    /// Whether it has properties to read.
    pub fn is_object(self) -> bool {
        matches!(self, Type::Array | Type::Object)
    }
}

/// What a value is, for a message. Never the value itself.
pub fn found(value: &JsValue) -> &'static str {
    match Type::of(value) {
        Type::Undefined => "undefined",
        Type::Null => "null",
        Type::String => "a string",
        Type::Number => "a number",
        Type::Boolean => "a boolean",
        Type::Function => "a function",
        Type::Symbol => "a symbol",
        Type::BigInt => "a bigint",
        Type::Array => "an array",
        Type::Object => "an object",
    }
}

/// Reads a property.
pub fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(value, &name.into())
}

/// Brings a text over, as much of it as is needed to see that it is too long.
pub fn text(value: &JsValue) -> Field<String> {
    let Some(text) = as_js_string(value) else {
        return if Type::of(value).is_absent() { Field::Absent } else { Field::Wrong(found(value)) };
    };
    let copy = cut(text, MAX_TEXT_BYTES as u32 + 1);
    // A lone surrogate has no UTF-8, and arrives as another character.
    if split_at_words(&copy, "\u{fffd}").is_some() {
        let sent_back = JsValue::from(&*copy);
        if sent_back != *value {
            return Field::IllFormed;
        }
    }
    Field::Given(copy)
}

/// At most so many UTF-16 units of a text.
pub fn cut(text: &JsString, units: u32) -> String {
    text.slice(0, units).into()
}

/// The value as a string, without asking its prototype.
pub fn as_js_string(value: &JsValue) -> Option<&JsString> {
    (Type::of(value) == Type::String).then(|| value.unchecked_ref())
}
