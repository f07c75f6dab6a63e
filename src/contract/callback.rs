//! A callback: what the service sends to a listener about the devices of one report.
//!
//! No public document gives its schema. So the documented fields are read, and all other fields are kept. What is kept
//! is bounded, because a listener accepts callbacks from anyone who knows its path.

use super::surrogate::replace_halves;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The largest body that is read, in bytes.
pub const MAX_CALLBACK_BYTES: usize = 1 << 20;

/// The longest transaction ID, in bytes of UTF-8.
pub const MAX_TXID_BYTES: usize = 256;

/// The longest string that is accepted as a device's IMEI, in bytes of UTF-8.
pub const MAX_IMEI_BYTES: usize = 64;

/// How many unknown fields of one object are kept.
pub const MAX_FIELDS: usize = 32;

/// The longest value that is kept unchanged, in bytes of its JSON. Of a longer one, the beginning of its JSON is kept.
pub const MAX_VALUE_BYTES: usize = 4096;

/// The longest name of a field that is kept, in bytes of UTF-8.
const MAX_NAME_BYTES: usize = 128;

/// A value that is nested deeper is kept as a string: it is stored inside other values, and JSON parsers limit the
/// depth.
const MAX_DEPTH: usize = 16;

/// What the names begin with that serde_json reads in its own way.
const RESERVED: &str = "$serde_json::";

/// The known fields of an entry, which are kept before all others.
const KNOWN: [&str; 4] = ["numberOfSessions", "bytesTransferred", "errorMessage", "errorResponse"];

/// A callback, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// The transaction ID of the report that it belongs to.
    pub txid: String,
    /// What it says about each device, in the order in which it first names them.
    pub(super) devices: Vec<(String, Vec<Message>)>,
    /// Entries that name no device.
    pub(super) unnamed: Vec<Value>,
    /// Faults that came instead of a report.
    pub(super) faults: Vec<Value>,
    /// All other fields.
    pub(super) fields: Map<String, Value>,
}

/// What one callback says about one device: an item of `usage`, an item of `errors`, or one of each, without the IMEI.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Message {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Map<String, Value>>,
}

impl Callback {
    /// The devices that it is about, each once, in the order in which it first names them.
    pub fn imeis(&self) -> impl Iterator<Item = &str> {
        self.devices.iter().map(|(imei, _)| imei.as_str())
    }

    /// Whether it consists of nothing but further fields.
    pub(super) fn is_empty(&self) -> bool {
        self.devices.is_empty() && self.unnamed.is_empty() && self.faults.is_empty()
    }
}

/// Reads a callback: a JSON object of at most [`MAX_CALLBACK_BYTES`] with a `txid` and at least one of `usage`,
/// `errors` and `fault`. Returns `None` for anything else.
pub fn read_callback(body: &str) -> Option<Callback> {
    if body.len() > MAX_CALLBACK_BYTES {
        return None;
    }
    let mut fields = object(body)?;
    let txid = txid(fields.remove("txid")?)?;
    let usage = items(&mut fields, "usage");
    let errors = items(&mut fields, "errors");
    let faults: Vec<Value> = fields.remove("fault").into_iter().filter(|fault| !fault.is_null()).map(bounded).collect();
    if usage.is_none() && errors.is_none() && faults.is_empty() {
        return None;
    }
    let mut entries = Entries::default();
    usage.into_iter().flatten().for_each(|item| entries.add_usage(item));
    errors.into_iter().flatten().for_each(|item| entries.add_error(item));
    Some(Callback { txid, devices: entries.devices, unnamed: entries.unnamed, faults, fields: bounded_fields(fields) })
}

fn object(body: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(body).ok().or_else(|| serde_json::from_str(&replace_halves(body)?).ok())
}

/// A string, or the exact digits of a whole number.
fn txid(value: Value) -> Option<String> {
    text_or_digits(value).filter(|txid| is_name(txid, MAX_TXID_BYTES))
}

/// Inboxes find what they store by its name. If the name contains a U+0000, SQLite returns only the part before it.
fn is_name(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.len() <= longest && !text.contains('\0')
}

fn text_or_digits(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => {
            let digits = number.as_str();
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.to_owned())
        }
        _ => None,
    }
}

/// Takes a list out of the fields; an object in place of one is a list of one. Anything else stays a field.
fn items(fields: &mut Map<String, Value>, name: &str) -> Option<Vec<Value>> {
    match fields.remove(name)? {
        Value::Array(items) => Some(items),
        item @ Value::Object(_) => Some(vec![item]),
        Value::Null => None,
        other => {
            fields.insert(name.to_owned(), other);
            None
        }
    }
}

/// The entries of one callback, by device.
#[derive(Default)]
struct Entries {
    devices: Vec<(String, Vec<Message>)>,
    places: BTreeMap<String, usize>,
    unnamed: Vec<Value>,
}

impl Entries {
    fn add_usage(&mut self, item: Value) {
        if let Some((messages, entry)) = self.messages_for(item) {
            messages.push(Message { usage: Some(entry), error: None });
        }
    }

    /// An error goes with the usage that the same callback gives for the device: both are its answer.
    fn add_error(&mut self, item: Value) {
        if let Some((messages, entry)) = self.messages_for(item) {
            match messages.last_mut().filter(|message| message.error.is_none()) {
                Some(message) => message.error = Some(entry),
                None => messages.push(Message { usage: None, error: Some(entry) }),
            }
        }
    }

    /// What the callback says of the item's device so far, and the rest of the item. Without a device it is kept apart.
    fn messages_for(&mut self, item: Value) -> Option<(&mut Vec<Message>, Map<String, Value>)> {
        let named = match item {
            Value::Object(mut entry) => match entry.get("imei").cloned().and_then(imei) {
                Some(imei) => {
                    entry.remove("imei");
                    Ok((imei, entry))
                }
                None => Err(Value::Object(entry)),
            },
            other => Err(other),
        };
        match named {
            Ok((imei, entry)) => {
                let place = *self.places.entry(imei.clone()).or_insert(self.devices.len());
                if place == self.devices.len() {
                    self.devices.push((imei, Vec::new()));
                }
                let (_, messages) = self.devices.get_mut(place)?;
                Some((messages, bounded_fields(entry)))
            }
            Err(unnamed) => {
                self.unnamed.push(bounded(unnamed));
                None
            }
        }
    }
}

/// A string that can be a name, or the digits of a number. A number has lost the zeros that an IMEI may begin with (two
/// at most: the type allocation codes of test devices), so they are put back.
fn imei(value: Value) -> Option<String> {
    let is_number = value.is_number();
    let imei = text_or_digits(value).filter(|imei| is_name(imei, MAX_IMEI_BYTES))?;
    Some(match imei.len() {
        13 | 14 if is_number => format!("{imei:0>15}"),
        _ => imei,
    })
}

/// At most [`MAX_FIELDS`] fields, each bounded; those with a meaning come first.
fn bounded_fields(fields: Map<String, Value>) -> Map<String, Value> {
    let (known, other): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| KNOWN.contains(&name.as_str()));
    let is_kept = |name: &str| name.len() <= MAX_NAME_BYTES && !name.starts_with(RESERVED);
    let other = other.into_iter().filter(|(name, _)| is_kept(name)).take(MAX_FIELDS);
    known.into_iter().chain(other).map(|(name, value)| (name, bounded(value))).collect()
}

/// The value, or the start of its text if it is too long or cannot be stored.
fn bounded(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(start_of(&text)),
        Value::Number(number) if number.as_str().len() > MAX_VALUE_BYTES => Value::String(start_of(number.as_str())),
        Value::Array(_) | Value::Object(_) => {
            let text = value.to_string();
            if text.len() > MAX_VALUE_BYTES || !is_storable(&value, MAX_DEPTH) {
                Value::String(start_of(&text))
            } else {
                value
            }
        }
        value => value,
    }
}

fn start_of(text: &str) -> String {
    let end = text.floor_char_boundary(MAX_VALUE_BYTES);
    match text.get(..end) {
        Some(start) if end < text.len() => format!("{start}…"),
        _ => text.to_owned(),
    }
}

/// Whether a value can be stored and read again: not nested too deep, and without the names by which serde_json passes
/// exact numbers to itself.
fn is_storable(value: &Value, depth: usize) -> bool {
    let within = depth.checked_sub(1);
    match value {
        Value::Array(items) => within.is_some_and(|depth| items.iter().all(|item| is_storable(item, depth))),
        Value::Object(fields) => within.is_some_and(|depth| {
            fields.iter().all(|(name, field)| !name.starts_with(RESERVED) && is_storable(field, depth))
        }),
        _ => true,
    }
}
