//! Looking at values of which nothing is known.

use crate::contract::{Field, MAX_TEXT_BYTES};
use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/value.js")]
extern "C" {
    #[wasm_bindgen(js_name = typeOf)]
    fn type_of(value: &JsValue) -> u32;

    #[wasm_bindgen(js_name = propertiesOf)]
    fn properties_of(object: &JsValue, names: &str) -> Array;

    /// The first part of a string, so many UTF-16 units, unless that holds half of a surrogate pair.
    #[wasm_bindgen(js_name = startOf)]
    pub fn start_of(text: &JsValue, units: usize) -> Option<String>;

    /// The text of a `Date`: empty for an invalid one, and none for what is no `Date`.
    #[wasm_bindgen(js_name = dateText)]
    pub fn date_text(value: &JsValue) -> Option<String>;
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

/// The values of an object's properties, in this order, and then a list of the names of all others.
pub fn properties(object: &JsValue, names: &str) -> Result<Array, JsValue> {
    let values = properties_of(object, names);
    if values.length() == 1 { Err(values.shift()) } else { Ok(values) }
}

/// Reads a property.
pub fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(value, &name.into())
}

/// Brings a text over, as much of it as is needed to see that it is too long.
pub fn text(value: &JsValue) -> Field<String> {
    match Type::of(value) {
        Type::String => start_of(value, MAX_TEXT_BYTES + 1).map_or(Field::IllFormed, Field::Given),
        Type::Undefined | Type::Null => Field::Absent,
        _ => Field::Wrong(found(value)),
    }
}
