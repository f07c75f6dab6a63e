//! A report: the callbacks of one transaction id, folded. The record that [`Report`] is holds the totals, and there is a
//! [`DeviceRow`] for each device; whoever stores them understands neither.
//!
//! Moments are in milliseconds since 1970-01-01T00:00Z.

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

/// How many faults, and how many entries without a device, are kept of one report.
pub const MAX_KEPT: usize = 10;

/// The fields that are kept of all callbacks of one report together.
const MAX_REPORT_FIELDS: usize = super::callback::MAX_FIELDS;

/// How long nothing may come until a report is settled, unless its opener says otherwise.
const SETTLE_AFTER: u64 = 600_000;

/// How long an opened report is kept.
const KEPT_OPEN: u64 = 30 * 24 * 3_600_000;

/// How long callbacks are kept that belong to no opened report.
const KEPT_UNOPENED: u64 = 24 * 3_600_000;

/// What is known about a report once there is a receipt for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// The transaction id.
    pub txid: String,
    /// The account that asked.
    pub account_number: String,
    /// Who submitted the request.
    pub caller: String,
    /// How many devices were asked for; `None` for all of the account.
    pub expected: Option<u64>,
    /// How long nothing may come until it is settled, in milliseconds.
    #[serde(default = "settle_after")]
    pub settle_after: u64,
    /// Fields of the request, for readers.
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

/// Values of which the first are kept, and all are counted.
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

/// How far a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// More is to come.
    Waiting,
    /// Every device that was asked for has answered.
    Complete,
    /// Nothing has come for a while, nor is anything expected to.
    Settled,
}

/// What is looked for among reports.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportState<'a> {
    /// The transaction id.
    pub txid: &'a str,
    /// The account that asked, once that is known.
    pub account_number: Option<&'a str>,
    /// Who submitted the request, once that is known.
    pub caller: Option<&'a str>,
    /// When it was opened, if it was.
    pub opened_at: Option<u64>,
    /// How far it is.
    pub state: Stage,
    /// From when on it counts as complete or settled, unless another message comes before; `None` if nobody opened it.
    pub due_at: Option<u64>,
    /// When it may be forgotten.
    pub expires_at: u64,
    /// The last sequence number that was given to a row.
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

    /// Opens a report, of which callbacks may have come already: from so many of the devices that were asked for.
    /// Answers with the report and the sequence number of the first row that is missing; the others follow it. Nothing
    /// if it is open already.
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

    /// Folds a callback into its report. `rows` are those of the callback's devices, as far as there are any, in any
    /// order; the answer has those that changed.
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

    /// Folds what a callback says of one device; answers with the row if that changed it.
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

    /// A report that was settled before a message came stays settled.
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

    /// How many devices were asked for, if that is known.
    fn expected(&self) -> Option<u64> {
        self.opening.as_ref()?.facts.expected
    }

    /// How many of those that were asked for have answered: all that have, where every device was.
    fn answered(&self) -> u64 {
        if self.expected().is_some() { self.totals.answered_expected } else { self.totals.answered }
    }

    /// How many of those that were asked for have not answered.
    fn silent(&self) -> Option<u64> {
        Some(self.expected()?.saturating_sub(self.totals.answered_expected))
    }

    /// How many have answered that were not asked for.
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

    /// How far it is, and what else is looked for among reports.
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
