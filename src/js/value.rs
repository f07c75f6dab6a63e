//! Looking at values of which nothing is known.

use crate::contract::{Field, MAX_TEXT_BYTES};
use js_sys::{Array, JsString, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    pub fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    pub fn keys(value: &JsValue) -> Result<Array, JsValue>;

    /// The text of a primitive.
    #[wasm_bindgen(js_name = String)]
    pub fn text_of(primitive: &JsValue) -> String;
}

/// Reads a property.
pub fn get(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    Reflect::get(value, &name.into())
}

/// Reads a property that is a function, and calls it on its owner.
pub fn call(value: &JsValue, name: &str) -> Result<JsValue, JsValue> {
    let method: js_sys::Function = get(value, name)?.dyn_into()?;
    method.call0(value)
}

/// Whether a value counts as absent.
pub fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// A promise of our own for a value that may be one: awaiting it runs nothing of the caller's in our stack.
pub fn settle(value: &JsValue) -> Promise {
    Promise::race(&Array::of1(value))
}

/// A plain object. Setting a property of one cannot fail.
pub fn object<'a>(properties: impl IntoIterator<Item = (&'a str, JsValue)>) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}

/// What a value is, for a message. Never the value itself.
pub fn found(value: &JsValue) -> &'static str {
    if value.is_undefined() {
        "undefined"
    } else if value.is_null() {
        "null"
    } else if value.is_string() {
        "a string"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "a boolean"
    } else if value.is_function() {
        "a function"
    } else if value.is_symbol() {
        "a symbol"
    } else if value.is_bigint() {
        "a bigint"
    } else if is_array(value).unwrap_or(false) {
        "an array"
    } else {
        "an object"
    }
}

/// Brings a text over, as much of it as is needed to see that it is too long.
pub fn text(value: &JsValue) -> Field<String> {
    if is_absent(value) {
        return Field::Absent;
    }
    let Some(text) = as_js_string(value) else {
        return Field::Wrong(found(value));
    };
    let copy = cut(text, MAX_TEXT_BYTES as u32 + 1);
    // A lone surrogate has no UTF-8, and arrives as another character.
    if copy.contains(char::REPLACEMENT_CHARACTER) {
        let sent_back = JsValue::from(&*copy);
        if sent_back != *value {
            return Field::IllFormed;
        }
    }
    Field::Given(copy)
}

/// At most so many UTF-16 units of a text.
pub fn cut(text: &JsString, units: u32) -> String {
    if text.length() > units { text.slice(0, units).into() } else { text.into() }
}

/// The value as a string, without asking its prototype.
pub fn as_js_string(value: &JsValue) -> Option<&JsString> {
    value.is_string().then(|| value.unchecked_ref())
}
