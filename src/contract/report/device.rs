//! What callbacks said about one device.

use crate::contract::callback::Message;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many differing messages about one device are kept in addition to the latest.
pub const MAX_EARLIER: usize = 4;

/// What is stored about one device of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceRow {
    /// The device, as callbacks or the request name it.
    pub imei: String,
    /// Rises with every change in the report.
    pub seq: u64,
    /// Whether the device was requested.
    pub expected: bool,
    /// Its answer, stored as a string; `None` if it has not answered.
    #[serde(serialize_with = "write_text", deserialize_with = "read_text")]
    pub(super) device: Option<Device>,
}

/// The messages about one device.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Device {
    /// The message that counts.
    pub latest: Message,
    /// The messages that it differs from, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Message>,
    /// Whether there was more than one message, kept or not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
}

/// Whether a message repeats an earlier one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    News,
    Again,
}

impl Heard {
    /// Returns whether it is news, and counts it as a repeat if not.
    pub fn is_news(self, repeated: &mut u64) -> bool {
        if self == Heard::Again {
            *repeated = repeated.saturating_add(1);
        }
        self == Heard::News
    }
}

impl DeviceRow {
    /// The row of a device that is expected, before it answers.
    pub fn waiting(imei: String, seq: u64) -> Self {
        DeviceRow { imei, seq, expected: true, device: None }
    }

    /// The row of a device that was not requested, before its message is added.
    pub(super) fn unexpected(imei: String) -> Self {
        DeviceRow { imei, seq: 0, expected: false, device: None }
    }

    /// Adds a message, unless it is already kept.
    pub(super) fn hear(&mut self, message: Message) -> Heard {
        match &mut self.device {
            None => self.device = Some(Device { latest: message, earlier: Vec::new(), revised: false }),
            Some(device) if device.latest == message || device.earlier.contains(&message) => return Heard::Again,
            Some(device) => device.revise(message),
        }
        Heard::News
    }
}

impl Device {
    fn revise(&mut self, message: Message) {
        self.revised = true;
        if self.earlier.len() == MAX_EARLIER {
            self.earlier.remove(0);
        }
        self.earlier.push(std::mem::replace(&mut self.latest, message));
    }
}

fn write_text<S: Serializer>(device: &Option<Device>, serializer: S) -> Result<S::Ok, S::Error> {
    match device {
        None => serializer.serialize_none(),
        Some(device) => serializer.serialize_str(&serde_json::to_string(device).map_err(S::Error::custom)?),
    }
}

fn read_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Device>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| serde_json::from_str(&text)).transpose().map_err(D::Error::custom)
}
