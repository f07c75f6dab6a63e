//! The options from the values that were read, not checked yet.

use super::reading::{ILL_FORMED, Value};
use crate::fetch::{Given, OptionValue};
use wasm_bindgen::JsCast;

/// An option, an option of a fleet, a field of `retry`, or an unknown name.
pub fn given<'a>(value: &Value<'a>) -> Given<'a> {
    let Value { group, name, kind, .. } = *value;
    let value = match kind {
        "a string" => OptionValue::Text(value.text),
        ILL_FORMED => OptionValue::IllFormed,
        "a boolean" => OptionValue::Boolean(value.text == "true"),
        "a number" => OptionValue::Number(value.given().unchecked_into_f64()),
        "a function" => OptionValue::Function(value.given().unchecked_into()),
        "an AbortSignal" => OptionValue::Signal(value.given()),
        "an object" => OptionValue::Object,
        "unknown" => OptionValue::Unknown(value.text),
        _ => OptionValue::Other,
    };
    Given { in_retry: group == "retry", name, kind, value }
}
