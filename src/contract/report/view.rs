//! A report as JSON for its readers.

use super::count::{Count, count, exact};
use super::device::DeviceRow;
use super::{Kept, Report, Stage};
use crate::contract::callback::Message;
use serde::Serialize;
use serde_json::{Map, Value};

/// The report, with the devices of these rows or without devices; `next` is where the next page begins.
pub fn present(report: &Report, rows: Option<&[DeviceRow]>, now: u64, next: Option<&str>) -> String {
    let stage = report.stage(now);
    let mut view = ReportView::of(report, stage, now);
    view.devices = rows.map(|rows| devices(rows, stage));
    view.next = next;
    text(&view)
}

/// The devices of these rows, as a JSON array.
pub fn present_devices(report: &Report, rows: &[DeviceRow], now: u64) -> String {
    text(&devices(rows, report.stage(now)))
}

/// Several reports as one: the totals of all, and each report without its devices. It is complete once all of them are,
/// and waiting as long as one of them is.
pub fn merge(reports: &[Report], now: u64) -> String {
    let stages: Vec<Stage> = reports.iter().map(|report| report.stage(now)).collect();
    let state = if stages.contains(&Stage::Waiting) {
        Stage::Waiting
    } else if stages.contains(&Stage::Settled) {
        Stage::Settled
    } else {
        Stage::Complete
    };
    let parts = reports.iter().zip(stages);
    text(&MergedView {
        txids: reports.iter().map(|report| report.txid.as_str()).collect(),
        account_number: common_account(reports),
        state,
        figures: reports.iter().map(Figures::of).reduce(Figures::plus).unwrap_or_default(),
        reports: parts.map(|(report, stage)| ReportView::of(report, stage, now)).collect(),
    })
}

fn common_account(reports: &[Report]) -> Option<&str> {
    let account = reports.first()?.account_number()?;
    reports.iter().all(|report| report.account_number() == Some(account)).then_some(account)
}

/// Nothing here fails to be written: all names are texts.
fn text(view: &impl Serialize) -> String {
    serde_json::to_string(view).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportView<'a> {
    txid: &'a str,
    account_number: Option<&'a str>,
    state: Stage,
    #[serde(flatten)]
    figures: Figures,
    opened_at: Option<u64>,
    last_message_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<&'a Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    faults: Option<KeptView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unnamed: Option<KeptView>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    fields: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    devices: Option<Vec<DeviceView<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<&'a str>,
}

impl<'a> ReportView<'a> {
    fn of(report: &'a Report, stage: Stage, now: u64) -> Self {
        let state = report.state(now);
        let request = report.opening.as_ref().map(|opening| &opening.facts.request);
        ReportView {
            txid: state.txid,
            account_number: state.account_number,
            state: stage,
            figures: Figures::of(report),
            opened_at: state.opened_at,
            last_message_at: report.last_message_at,
            completed_at: report.completed_at,
            settled_at: report.settled_at.or(if stage == Stage::Settled { state.due_at } else { None }),
            request: request.filter(|request| !request.is_empty()),
            faults: KeptView::of(&report.faults),
            unnamed: KeptView::of(&report.unnamed),
            fields: exact_fields(&report.fields),
            devices: None,
            next: None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MergedView<'a> {
    txids: Vec<&'a str>,
    account_number: Option<&'a str>,
    state: Stage,
    #[serde(flatten)]
    figures: Figures,
    reports: Vec<ReportView<'a>>,
}

/// What can be added up over several reports.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Figures {
    expected: Option<u64>,
    answered: u64,
    failed: u64,
    silent: Option<u64>,
    unexpected: u64,
    repeated: u64,
    revised: u64,
    number_of_sessions: Count,
    bytes_transferred: Count,
}

impl Figures {
    fn of(report: &Report) -> Self {
        Figures {
            expected: report.expected(),
            answered: report.answered(),
            failed: report.totals.failed,
            silent: report.silent(),
            unexpected: report.unexpected(),
            repeated: report.repeated,
            revised: report.totals.revised,
            number_of_sessions: Count(report.totals.sessions),
            bytes_transferred: Count(report.totals.bytes),
        }
    }

    fn plus(self, other: Self) -> Self {
        let both = |one: Option<u64>, other: Option<u64>| Some(one?.saturating_add(other?));
        Figures {
            expected: both(self.expected, other.expected),
            answered: self.answered.saturating_add(other.answered),
            failed: self.failed.saturating_add(other.failed),
            silent: both(self.silent, other.silent),
            unexpected: self.unexpected.saturating_add(other.unexpected),
            repeated: self.repeated.saturating_add(other.repeated),
            revised: self.revised.saturating_add(other.revised),
            number_of_sessions: Count(self.number_of_sessions.0.saturating_add(other.number_of_sessions.0)),
            bytes_transferred: Count(self.bytes_transferred.0.saturating_add(other.bytes_transferred.0)),
        }
    }
}

/// How many there were, and the first of them.
#[derive(Serialize)]
struct KeptView {
    count: u64,
    first: Vec<Value>,
}

impl KeptView {
    fn of(kept: &Kept) -> Option<Self> {
        (kept.count > 0).then(|| KeptView { count: kept.count, first: kept.values.iter().map(exact).collect() })
    }
}

/// What is known about one device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum DeviceState {
    Reported,
    Failed,
    /// It has not answered yet.
    Waiting,
    /// It has not answered, and nothing is expected to come.
    Silent,
}

impl DeviceState {
    pub fn as_str(self) -> &'static str {
        match self {
            DeviceState::Reported => "reported",
            DeviceState::Failed => "failed",
            DeviceState::Waiting => "waiting",
            DeviceState::Silent => "silent",
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeviceView<'a> {
    pub imei: &'a str,
    pub state: DeviceState,
    pub expected: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub revised: bool,
    #[serde(flatten)]
    pub latest: MessageView,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<MessageView>,
}

fn devices(rows: &[DeviceRow], stage: Stage) -> Vec<DeviceView<'_>> {
    rows.iter().map(|row| DeviceView::of(row, stage)).collect()
}

impl<'a> DeviceView<'a> {
    pub fn of(row: &'a DeviceRow, stage: Stage) -> Self {
        let device = row.device.as_ref();
        let state = match device {
            Some(device) if device.latest.error.is_some() => DeviceState::Failed,
            Some(_) => DeviceState::Reported,
            None if stage == Stage::Waiting => DeviceState::Waiting,
            None => DeviceState::Silent,
        };
        DeviceView {
            imei: &row.imei,
            state,
            expected: row.expected,
            revised: device.is_some_and(|device| device.revised),
            latest: device.map(|device| MessageView::of(&device.latest)).unwrap_or_default(),
            earlier: device.iter().flat_map(|device| &device.earlier).map(MessageView::of).collect(),
        }
    }
}

/// What one message says.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MessageView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_sessions: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes_transferred: Option<Figure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorView>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
}

/// A figure of a device: a count, or what came in place of one.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Figure {
    Count(Count),
    Other(Value),
}

/// An error of a device, its two levels as one.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ErrorView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_error_message: Option<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub fields: Map<String, Value>,
}

impl MessageView {
    fn of(message: &Message) -> Self {
        let mut fields = message.usage.clone().unwrap_or_default();
        let mut error_fields = message.error.clone().unwrap_or_default();
        let error = message.error.is_some().then(|| ErrorView::take(&mut error_fields));
        fields.append(&mut error_fields);
        MessageView {
            number_of_sessions: fields.remove("numberOfSessions").map(Figure::of),
            bytes_transferred: fields.remove("bytesTransferred").map(Figure::of),
            error,
            fields: exact_fields(&fields),
        }
    }
}

impl Figure {
    fn of(value: Value) -> Self {
        count(&value).map_or_else(|| Figure::Other(exact(&value)), |number| Figure::Count(Count(number)))
    }
}

impl ErrorView {
    /// Takes what it shows out of an entry's fields.
    fn take(entry: &mut Map<String, Value>) -> Self {
        let mut response = match entry.remove("errorResponse") {
            Some(Value::Object(response)) => response,
            Some(other) if !other.is_null() => Map::from_iter([("errorResponse".to_owned(), other)]),
            _ => Map::new(),
        };
        ErrorView {
            error_message: take_text(entry, "errorMessage").or_else(|| take_text(&mut response, "errorMessage")),
            error_code: take_text(&mut response, "errorCode"),
            http_status_code: take_text(&mut response, "httpStatusCode"),
            detail_error_message: take_text(&mut response, "detailErrorMessage"),
            fields: exact_fields(&response),
        }
    }
}

/// Takes a text, or a number as text, out of some fields. Anything else stays there.
fn take_text(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    let text = match fields.get(name)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.as_str().to_owned(),
        _ => return None,
    };
    fields.remove(name);
    Some(text)
}

fn exact_fields(fields: &Map<String, Value>) -> Map<String, Value> {
    fields.iter().map(|(name, value)| (name.clone(), exact(value))).collect()
}
