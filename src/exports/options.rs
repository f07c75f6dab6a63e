//! The options, read from a JavaScript object, each once. Whether they are right is for the core to check.

use crate::contract::{Field, Secret, Wire};
use crate::fetch::{IdempotencyKey, NAMES, OptionsDraft, RETRY_NAMES, RetryDraft, TokenSource};
use crate::value::{Type, found, get, properties, text};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

/// Reads the options of one submission.
///
/// # Errors
/// Whatever a getter or a proxy threw.
pub fn read(value: &JsValue) -> Result<Field<OptionsDraft>, JsValue> {
    let kind = Type::of(value);
    if kind.is_absent() {
        return Ok(Field::Absent);
    }
    if !kind.is_object() {
        return Ok(Field::Wrong(found(value)));
    }
    let values = properties(value, NAMES)?;
    // In the order of `NAMES`.
    Ok(Field::Given(OptionsDraft {
        token: token(&values.shift()),
        bearer: token(&values.shift()),
        portal_initiated: boolean(&values.shift()),
        base_url: base_url(&values.shift())?,
        wire: wire(&values.shift()),
        check_digit: boolean(&values.shift()),
        fetch: function(values.shift()),
        signal: signal(values.shift())?,
        timeout: number(&values.shift()),
        retry: retry(&values.shift())?,
        on_attempt: function(values.shift()),
        idempotency_key: idempotency_key(&values.shift()),
        max_issues: number(&values.shift()),
        fleet: None,
        unknown: names(&values.shift().unchecked_into()),
    }))
}

/// The value that a reader made of another, if it made one.
fn field<T>(value: &JsValue, read: Option<T>) -> Field<T> {
    match read {
        Some(read) => Field::Given(read),
        None if Type::of(value).is_absent() => Field::Absent,
        None => Field::Wrong(found(value)),
    }
}

fn boolean(value: &JsValue) -> Field<bool> {
    field(value, value.as_bool())
}

fn number(value: &JsValue) -> Field<f64> {
    field(value, value.as_f64())
}

fn function(value: JsValue) -> Field<Function> {
    let function = (Type::of(&value) == Type::Function).then(|| value.clone().unchecked_into());
    field(&value, function)
}

fn token(value: &JsValue) -> Field<TokenSource> {
    match text(value) {
        Field::Given(token) => Field::Given(TokenSource::Fixed(Secret::new(token))),
        Field::Absent => Field::Absent,
        Field::IllFormed => Field::IllFormed,
        Field::Wrong(_) => match function(value.clone()) {
            Field::Given(provider) => Field::Given(TokenSource::Provider(provider)),
            _ => Field::Wrong(found(value)),
        },
    }
}

fn base_url(value: &JsValue) -> Result<Field<String>, JsValue> {
    if !Type::of(value).is_object() {
        return Ok(text(value));
    }
    Ok(match text(&get(value, "href")?) {
        Field::Absent => Field::Wrong(found(value)),
        href => href,
    })
}

fn wire(value: &JsValue) -> Field<Wire> {
    match text(value) {
        Field::Given(wire) if wire == "sdk" => Field::Given(Wire::Sdk),
        Field::Given(wire) if wire == "documented" => Field::Given(Wire::Documented),
        Field::Absent => Field::Absent,
        _ => Field::Wrong(found(value)),
    }
}

fn signal(value: JsValue) -> Result<Field<JsValue>, JsValue> {
    let is_signal = Type::of(&value).is_object()
        && get(&value, "aborted")?.as_bool().is_some()
        && Type::of(&get(&value, "addEventListener")?) == Type::Function;
    Ok(field(&value, is_signal.then(|| value.clone())))
}

fn retry(value: &JsValue) -> Result<Field<RetryDraft>, JsValue> {
    if !Type::of(value).is_object() {
        return Ok(field(value, value.as_f64().map(RetryDraft::Limit)));
    }
    let values = properties(value, RETRY_NAMES)?;
    // In the order of `RETRY_NAMES`.
    Ok(Field::Given(RetryDraft::Rules {
        limit: number(&values.shift()),
        max_retry_after: number(&values.shift()),
        resend: boolean(&values.shift()),
        unknown: names(&values.shift().unchecked_into()),
    }))
}

fn idempotency_key(value: &JsValue) -> Field<IdempotencyKey> {
    match (value.as_bool(), text(value)) {
        (Some(true), _) => Field::Given(IdempotencyKey::Random),
        (Some(false), _) => Field::Given(IdempotencyKey::None),
        (None, Field::Given(key)) => Field::Given(IdempotencyKey::Text(key)),
        (None, Field::Absent) => Field::Absent,
        (None, Field::IllFormed) => Field::IllFormed,
        (None, Field::Wrong(found)) => Field::Wrong(found),
    }
}

fn names(names: &Array) -> Vec<String> {
    names.iter().filter_map(|name| name.as_string()).collect()
}
