//! What a JavaScript caller passed, read once and transferred in one piece.

use crate::contract::Field;
use crate::value::known;
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exports/exports.js")]
extern "C" {
    /// A request and its options, as they were read.
    pub type Reading;

    fn read(request: &JsValue, options: &JsValue, of_fleet: bool) -> Reading;

    #[wasm_bindgen(method, getter)]
    fn words(this: &Reading) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn values(this: &Reading) -> Array;

    /// The devices of a list, joined as they are sent.
    #[wasm_bindgen(method)]
    pub fn joined(this: &Reading, unquoted: bool) -> Vec<u8>;
}

impl Reading {
    /// Reads a request and its options, or those of a fleet.
    ///
    /// # Errors
    /// Anything that a getter or a proxy throws.
    pub fn of(request: &JsValue, options: &JsValue, of_fleet: bool) -> Result<(Reading, String), JsValue> {
        let reading = read(request, options, of_fleet);
        match reading.words() {
            Some(words) => Ok((reading, words)),
            None => Err(reading.values().get(0)),
        }
    }

    /// Every value that is present.
    pub fn values_in<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Value<'a>> {
        Values { reading: self, rest: words }
    }
}

/// The kind of a string that is not well-formed Unicode.
pub const ILL_FORMED: &str = "a string with half of a surrogate pair";

/// One value: what it is part of, its name, and its kind.
pub struct Value<'a> {
    /// `request`, `options`, `retry`, or `imei` for an entry of a list; empty for the request and the options
    /// themselves.
    pub group: &'a str,
    /// The name of the property.
    pub name: &'a str,
    /// The type of the value, in words such as `a number`.
    pub kind: &'a str,
    /// The text of a string; for a value without text, its index among [`Reading::values`].
    pub text: &'a str,
    reading: &'a Reading,
}

impl Value<'_> {
    /// Sets a field to a string.
    pub fn set_text(&self, field: &mut Field<String>) {
        *field = match self.kind {
            "a string" => Field::Given(self.text.into()),
            ILL_FORMED => Field::IllFormed,
            _ => self.wrong(),
        };
    }

    /// Sets a field to a string or a date.
    pub fn set_date(&self, field: &mut Field<String>) {
        match self.kind {
            "a Date" => *field = Field::Given(self.text.into()),
            _ => self.set_text(field),
        }
    }

    /// A boolean, or a string that spells one.
    pub fn flag(&self) -> Field<bool> {
        match self.text {
            "true" => Field::Given(true),
            "false" => Field::Given(false),
            _ if self.kind.starts_with("a string") => Field::Wrong("another string"),
            _ => self.wrong(),
        }
    }

    /// The field for a value of the wrong type.
    pub fn wrong<T>(&self) -> Field<T> {
        Field::Wrong(known(self.kind))
    }

    /// The value itself, if it has no text.
    pub fn given(&self) -> JsValue {
        self.reading.values().get(self.count() as u32)
    }

    /// The whole number in the text.
    #[expect(clippy::arithmetic_side_effects, reason = "exports.js writes numbers below 2^32")]
    pub fn count(&self) -> usize {
        self.text.bytes().fold(0, |number, digit| number * 10 + usize::from(digit & 0xf))
    }
}

struct Values<'a> {
    reading: &'a Reading,
    rest: &'a str,
}

impl<'a> Values<'a> {
    #[expect(clippy::arithmetic_side_effects, reason = "a place in a text that is in memory")]
    fn word(&mut self) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| byte == 0)?;
        let word = self.rest.get(..end);
        self.rest = self.rest.get(end + 1..)?;
        word
    }
}

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (group, name, kind, text) = (self.word()?, self.word()?, self.word()?, self.word()?);
        Some(Value { group, name, kind, text, reading: self.reading })
    }
}
