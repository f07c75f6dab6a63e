//! A report: the callbacks of one transaction ID, folded. [`Report`] has the totals, and there is a [`DeviceRow`] for
//! each device. To the inbox that stores them, both are opaque.
//!
//! All times are in milliseconds since 1970-01-01T00:00Z.

mod count;
mod csv;
mod device;
mod totals;
mod view;

use super::callback::Callback;
use device::Heard;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use totals::Totals;

pub use csv::{csv_header, csv_rows};
pub use device::{DeviceRow, MAX_EARLIER};
pub use view::{merge, present, present_devices};

/// How many faults, and how many entries without a device, are kept for one report.
pub const MAX_KEPT: usize = 10;

/// How many fields are kept of all callbacks of one report together.
const MAX_REPORT_FIELDS: usize = super::callback::MAX_FIELDS;

/// How long no message has to arrive for a report to settle, unless its opener says otherwise.
const SETTLE_AFTER: u64 = 600_000;

/// How long an opened report is kept.
const KEPT_OPEN: u64 = 30 * 24 * 3_600_000;

/// How long callbacks are kept that belong to no opened report.
const KEPT_UNOPENED: u64 = 24 * 3_600_000;

/// What is known about a report once there is a receipt for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The transaction ID.
    pub txid: String,
    /// The account that the report was requested for.
    pub account_number: String,
    /// Who submitted the request.
    pub caller: String,
    /// How many devices were requested; `None` for every device of the account.
    pub expected: Option<u64>,
    /// How long no message has to arrive for the report to settle, in milliseconds.
    #[serde(default = "settle_after")]
    pub settle_after: u64,
    /// Fields of the request, for readers of the report.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub request: Map<String, Value>,
}

fn settle_after() -> u64 {
    SETTLE_AFTER
}

/// The totals of one report and what is kept with it, without its devices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    txid: String,
    first_heard_at: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opening: Option<Opening>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_message_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    completed_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    settled_at: Option<u64>,
    seq: u64,
    totals: Totals,
    repeated: u64,
    faults: Kept,
    unnamed: Kept,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    fields: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Opening {
    at: u64,
    facts: Facts,
}

/// Values, all of which are counted, and the first of which are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Kept {
    count: u64,
    values: Vec<Value>,
}

impl Kept {
    /// Takes a value, unless it is one of those that are kept.
    fn take(&mut self, value: Value) -> Heard {
        if self.values.contains(&value) {
            return Heard::Again;
        }
        self.count = self.count.saturating_add(1);
        if self.values.len() < MAX_KEPT {
            self.values.push(value);
        }
        Heard::News
    }
}

/// The state of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Devices have yet to answer.
    Waiting,
    /// Every requested device has answered.
    Complete,
    /// No message has arrived for a while, so no more are expected.
    Settled,
}

/// The fields by which an inbox searches its reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportState<'a> {
    /// The transaction ID.
    pub txid: &'a str,
    /// The account that the report was requested for, once that is known.
    pub account_number: Option<&'a str>,
    /// Who submitted the request, once that is known.
    pub caller: Option<&'a str>,
    /// When it was opened, if it was.
    pub opened_at: Option<u64>,
    /// Its state.
    pub state: Stage,
    /// When it becomes, or became, complete or settled if no other message arrives; `None` if it has not been opened.
    pub due_at: Option<u64>,
    /// When it may be forgotten.
    pub expires_at: u64,
    /// The last sequence number that was assigned to a row.
    pub seq: u64,
}

impl Report {
    fn new(txid: String, now: u64) -> Self {
        Report {
            txid,
            first_heard_at: now,
            opening: None,
            last_message_at: None,
            completed_at: None,
            settled_at: None,
            seq: 0,
            totals: Totals::default(),
            repeated: 0,
            faults: Kept::default(),
            unnamed: Kept::default(),
            fields: Map::new(),
        }
    }

    /// Opens a report. Callbacks may already have arrived from `already_answered` of the requested devices. Returns the
    /// report and the sequence number of the first row to insert, which the others follow; or `None` if it is already
    /// open.
    pub fn open(report: Option<Report>, facts: Facts, already_answered: u64, now: u64) -> Option<(Report, u64)> {
        let mut report = report.unwrap_or_else(|| Report::new(facts.txid.clone(), now));
        if report.opening.is_some() {
            return None;
        }
        let first = report.seq.saturating_add(1);
        if let Some(expected) = facts.expected {
            let already_answered = report.totals.expect(already_answered.min(expected));
            report.seq = report.seq.saturating_add(expected.saturating_sub(already_answered));
        }
        report.opening = Some(Opening { at: now, facts });
        report.note_completion(now);
        Some((report, first))
    }

    /// Folds a callback into its report. `rows` are the stored rows of the callback's devices, in any order. Returns
    /// the report and the rows that changed.
    pub fn fold(
        report: Option<Report>,
        rows: Vec<DeviceRow>,
        callback: Callback,
        now: u64,
    ) -> (Report, Vec<DeviceRow>) {
        let mut report = report.unwrap_or_else(|| Report::new(callback.txid.clone(), now));
        report.note_settlement(now);
        let mut is_news = callback.is_empty();
        let mut rows: BTreeMap<String, DeviceRow> = rows.into_iter().map(|row| (row.imei.clone(), row)).collect();
        let mut changed = Vec::new();
        for (imei, messages) in callback.devices {
            let row = rows.remove(&imei).unwrap_or_else(|| DeviceRow::unexpected(imei));
            changed.extend(report.fold_device(row, messages));
        }
        is_news |= !changed.is_empty();
        for fault in callback.faults {
            is_news |= report.faults.take(fault).is_news(&mut report.repeated);
        }
        for entry in callback.unnamed {
            is_news |= report.unnamed.take(entry).is_news(&mut report.repeated);
        }
        if is_news {
            report.take_fields(callback.fields);
            report.last_message_at = report.last_message_at.max(Some(now));
            report.note_completion(now);
        }
        (report, changed)
    }

    /// Folds what a callback says about one device. Returns the row if it changed.
    fn fold_device(&mut self, mut row: DeviceRow, messages: Vec<super::callback::Message>) -> Option<DeviceRow> {
        let before = row.clone();
        let mut is_news = false;
        for message in messages {
            is_news |= row.hear(message).is_news(&mut self.repeated);
        }
        if !is_news {
            return None;
        }
        self.totals.remove(&before);
        self.totals.add(&row);
        self.seq = self.seq.saturating_add(1);
        row.seq = self.seq;
        Some(row)
    }

    /// Keeps the latest value of each field.
    fn take_fields(&mut self, fields: Map<String, Value>) {
        for (name, value) in fields {
            if self.fields.len() < MAX_REPORT_FIELDS || self.fields.contains_key(&name) {
                self.fields.insert(name, value);
            }
        }
    }

    /// A report that had settled before a message arrived stays settled.
    fn note_settlement(&mut self, now: u64) {
        if self.stage(now) == Stage::Settled {
            self.settled_at = self.due_at();
        }
    }

    fn note_completion(&mut self, now: u64) {
        if self.completed_at.is_none() && self.silent() == Some(0) {
            self.completed_at = Some(now);
        }
    }

    fn account_number(&self) -> Option<&str> {
        Some(&self.opening.as_ref()?.facts.account_number)
    }

    /// How many devices were requested, if that is known.
    fn expected(&self) -> Option<u64> {
        self.opening.as_ref()?.facts.expected
    }

    /// How many of the requested devices have answered; if every device was requested, all that have answered.
    fn answered(&self) -> u64 {
        if self.expected().is_some() { self.totals.answered_expected } else { self.totals.answered }
    }

    /// How many of the requested devices have not answered.
    fn silent(&self) -> Option<u64> {
        Some(self.expected()?.saturating_sub(self.totals.answered_expected))
    }

    /// How many devices have answered that were not requested.
    fn unexpected(&self) -> u64 {
        self.totals.answered.saturating_sub(self.answered())
    }

    fn due_at(&self) -> Option<u64> {
        let opening = self.opening.as_ref()?;
        let quiet_since = self.last_message_at.unwrap_or_default().max(opening.at);
        let settles_at = quiet_since.saturating_add(opening.facts.settle_after);
        Some(self.settled_at.or(self.completed_at).unwrap_or(settles_at))
    }

    fn stage(&self, now: u64) -> Stage {
        match self.due_at() {
            _ if self.completed_at.is_some() => Stage::Complete,
            Some(due_at) if due_at <= now || self.settled_at.is_some() => Stage::Settled,
            _ => Stage::Waiting,
        }
    }

    /// Its state, and the other fields by which an inbox searches.
    pub fn state(&self, now: u64) -> ReportState<'_> {
        let opening = self.opening.as_ref();
        ReportState {
            txid: &self.txid,
            account_number: self.account_number(),
            caller: opening.map(|opening| opening.facts.caller.as_str()),
            opened_at: opening.map(|opening| opening.at),
            state: self.stage(now),
            due_at: self.due_at(),
            expires_at: match opening {
                Some(opening) => opening.at.saturating_add(KEPT_OPEN),
                None => self.first_heard_at.saturating_add(KEPT_UNOPENED),
            },
            seq: self.seq,
        }
    }
}
