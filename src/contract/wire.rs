//! The request on the wire: headers and body, to the byte.

use super::request::{Devices, ImeiList};
use super::text::decimal;
use super::validate::CheckedRequest;

/// Which of the two published formats of the request to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// The format on the service's reference page.
    #[default]
    Documented,
    /// The format of the SDKs that are generated from the service's API description.
    Sdk,
}

/// One request, ready to send except for its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// The path to append to the base URL.
    pub path: &'static str,
    /// Names and values, each of visible ASCII.
    pub headers: Vec<(&'static str, String)>,
    /// JSON, its keys in the order of the service's page.
    pub body: Vec<u8>,
}

const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

impl Message {
    /// Adds a key of visible ASCII, by which a gateway recognises repetitions of this message. The header is that of
    /// the IETF's draft, with a quoted string as its value (RFC 9651, 3.3.3). ThingSpace itself does not support keys.
    pub fn set_idempotency_key(&mut self, key: &str) {
        let mut quoted = String::from("\"");
        for character in key.chars() {
            if matches!(character, '"' | '\\') {
                quoted.push('\\');
            }
            quoted.push(character);
        }
        quoted.push('"');
        self.headers.push((IDEMPOTENCY_KEY, quoted));
    }

    /// Whether the message has a key, so that a gateway recognises it if it is sent again.
    pub fn has_idempotency_key(&self) -> bool {
        self.headers.iter().any(|(name, _)| *name == IDEMPOTENCY_KEY)
    }
}

/// Encodes a checked request. `portal_initiated` is the service's "flag for using a listener"; [`Wire::Sdk`] has none.
pub fn encode(request: &CheckedRequest, wire: Wire, portal_initiated: bool) -> Message {
    Message {
        path: "/report/async/aggregate",
        headers: headers(request, wire, portal_initiated),
        body: body(request, wire),
    }
}

fn headers(request: &CheckedRequest, wire: Wire, portal_initiated: bool) -> Vec<(&'static str, String)> {
    let request = request.get();
    let mut headers = vec![("accept", String::from("application/json")), ("Content-Type", "application/json".into())];
    if wire == Wire::Documented {
        headers.push(("X-Portal-Initiated", flag(portal_initiated).into()));
        headers.push(("accountNumber", request.account_number.clone()));
        headers.push(("imei", decimal(request.devices.count() as u32)));
    }
    headers
}

#[expect(clippy::arithmetic_side_effects, reason = "a checked list is far smaller than the address space")]
fn body(request: &CheckedRequest, wire: Wire) -> Vec<u8> {
    let request = request.get();
    let mut body = Body(Vec::with_capacity(ROOM + joined(&request.devices).len()));
    body.text("accountNumber", Some(&request.account_number));
    body.text("startDate", request.start_date.as_ref());
    body.text("endDate", request.end_date.as_ref());
    body.key("imei");
    body.devices(&request.devices, wire);
    body.text("deviceGroup", request.device_group.as_ref());
    body.text("dataPlan", request.data_plan.as_ref());
    if let Some(only_without_sessions) = request.no_session_flag {
        body.key("noSessionFlag");
        let quote = if wire == Wire::Documented { "\"" } else { "" };
        body.raw(&[quote, flag(only_without_sessions), quote]);
    }
    body.raw(&["}"]);
    body.0
}

/// Enough for everything but the devices of a usual request.
const ROOM: usize = 512;

fn joined(devices: &Devices) -> &[u8] {
    match devices {
        Devices::All => b"0",
        Devices::One(imei) => imei.as_bytes(),
        Devices::List(list) => list.joined(),
    }
}

fn flag(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

struct Body(Vec<u8>);

impl Body {
    fn raw(&mut self, parts: &[&str]) {
        for part in parts {
            self.0.extend_from_slice(part.as_bytes());
        }
    }

    fn key(&mut self, name: &str) {
        let before = if self.0.is_empty() { "{\"" } else { ",\"" };
        self.raw(&[before, name, "\":"]);
    }

    fn text(&mut self, name: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.key(name);
            self.quoted(text);
        }
    }

    fn quoted(&mut self, text: &str) {
        self.0.push(b'"');
        for byte in text.bytes() {
            // A checked string contains no control characters, so nothing else needs escaping.
            if matches!(byte, b'"' | b'\\') {
                self.0.push(b'\\');
            }
            self.0.push(byte);
        }
        self.0.push(b'"');
    }

    /// One device is a string, and several are a list. The SDKs always send a list, which is empty for every device.
    fn devices(&mut self, devices: &Devices, wire: Wire) {
        if wire == Wire::Sdk && *devices == Devices::All {
            return self.raw(&["[]"]);
        }
        let is_list = wire == Wire::Sdk || devices.count() > 1;
        self.raw(&[if is_list { "[\"" } else { "\"" }]);
        self.0.extend_from_slice(joined(devices));
        self.raw(&[if is_list { "\"]" } else { "\"" }]);
    }
}

const _: () = assert!(ImeiList::SEPARATOR.len() == 3, "the separator is the wire's own, between two quoted texts");
