//! The sums over all devices of a report.

use super::count::count;
use super::device::DeviceRow;
use crate::contract::callback::Message;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The sums over all devices that have answered, of the latest message of each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// How many devices have answered, requested or not.
    pub answered: u64,
    /// How many of the requested devices have answered.
    pub answered_expected: u64,
    /// How many devices have answered with an error.
    pub failed: u64,
    /// How many devices sent messages that differ.
    pub revised: u64,
    /// Sessions.
    pub sessions: u128,
    /// Bytes.
    pub bytes: u128,
}

impl Totals {
    /// Counts this many of the devices that have answered as requested, and returns the number.
    pub fn expect(&mut self, answered: u64) -> u64 {
        self.answered_expected = answered.min(self.answered);
        self.answered_expected
    }

    /// Adds a device.
    pub fn add(&mut self, row: &DeviceRow) {
        *self = self.combine(&Totals::of(row), u64::saturating_add, u128::saturating_add);
    }

    /// Removes a device that was added.
    pub fn remove(&mut self, row: &DeviceRow) {
        *self = self.combine(&Totals::of(row), u64::saturating_sub, u128::saturating_sub);
    }

    fn of(row: &DeviceRow) -> Self {
        let Some(device) = &row.device else { return Totals::default() };
        Totals {
            answered: 1,
            answered_expected: row.expected.into(),
            failed: device.latest.error.is_some().into(),
            revised: device.revised.into(),
            sessions: figure(&device.latest, "numberOfSessions"),
            bytes: figure(&device.latest, "bytesTransferred"),
        }
    }

    fn combine(&self, other: &Totals, number: fn(u64, u64) -> u64, sum: fn(u128, u128) -> u128) -> Self {
        Totals {
            answered: number(self.answered, other.answered),
            answered_expected: number(self.answered_expected, other.answered_expected),
            failed: number(self.failed, other.failed),
            revised: number(self.revised, other.revised),
            sessions: sum(self.sessions, other.sessions),
            bytes: sum(self.bytes, other.bytes),
        }
    }
}

/// What a message adds to a sum. A value that is not a count adds nothing.
fn figure(message: &Message, name: &str) -> u128 {
    let parts = [&message.usage, &message.error];
    let found = parts.into_iter().flatten().find_map(|part: &Map<String, Value>| part.get(name));
    found.and_then(count).unwrap_or_default()
}
