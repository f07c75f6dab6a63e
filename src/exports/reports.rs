//! The additional exports of the server core: callbacks and reports. Rows and results are passed as JSON, each in one
//! piece.

use crate::contract::{
    DeviceRow, Facts, Report, ReportState, csv_header, csv_rows, merge, present, present_devices, read_callback,
};
use js_sys::{Error, JSON};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What a callback is about, as `{ txid, imeis }`, or undefined for any other body.
///
/// # Errors
/// None that can occur.
#[wasm_bindgen(js_name = readCallback)]
pub fn read(body: &str) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct About<'a> {
        txid: &'a str,
        imeis: Vec<&'a str>,
    }
    match read_callback(body) {
        None => Ok(JsValue::UNDEFINED),
        Some(callback) => to_js(&About { txid: &callback.txid, imeis: callback.imeis().collect() }),
    }
}

/// Folds a callback into its report and returns `{ report, rows, state }`, or undefined for any other body.
///
/// # Errors
/// If the report or a row is not what an earlier call returned.
#[wasm_bindgen(js_name = foldCallback)]
pub fn fold(report: Option<String>, rows: &JsValue, body: &str, now: f64) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Folded<'a> {
        report: String,
        rows: Vec<DeviceRow>,
        state: ReportState<'a>,
    }
    let Some(callback) = read_callback(body) else { return Ok(JsValue::UNDEFINED) };
    let (report, rows) = Report::fold(stored(report)?, rows_of(rows)?, callback, moment(now));
    to_js(&Folded { report: text(&report)?, rows, state: report.state(moment(now)) })
}

/// Opens a report and returns `{ report, seq, state }`, or undefined if it is already open.
///
/// # Errors
/// If the report is not what an earlier call returned, or a fact has the wrong type.
#[wasm_bindgen(js_name = openReport)]
pub fn open(report: Option<String>, facts: &JsValue, already_answered: f64, now: f64) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Opened<'a> {
        report: String,
        seq: u64,
        state: ReportState<'a>,
    }
    let facts: Facts = from_js(facts, "the facts of a report")?;
    let Some((report, seq)) = Report::open(stored(report)?, facts, already_answered as u64, moment(now)) else {
        return Ok(JsValue::UNDEFINED);
    };
    to_js(&Opened { report: text(&report)?, seq, state: report.state(moment(now)) })
}

/// The state of a report, and the other fields by which an inbox searches.
///
/// # Errors
/// If the report is not what an earlier call returned.
#[wasm_bindgen(js_name = reportState)]
pub fn state(report: &str, now: f64) -> Result<JsValue, JsValue> {
    to_js(&report_of(report)?.state(moment(now)))
}

/// The report as JSON.
///
/// # Errors
/// If the report or a row is not what an earlier call returned.
#[wasm_bindgen(js_name = presentReport)]
pub fn present_report(report: &str, rows: &JsValue, now: f64, next: Option<String>) -> Result<String, JsValue> {
    let rows = if rows.is_undefined() { None } else { Some(rows_of(rows)?) };
    Ok(present(&report_of(report)?, rows.as_deref(), moment(now), next.as_deref()))
}

/// The devices of some rows as a JSON array.
///
/// # Errors
/// If the report or a row is not what an earlier call returned.
#[wasm_bindgen(js_name = presentDevices)]
pub fn present_rows(report: &str, rows: &JsValue, now: f64) -> Result<String, JsValue> {
    Ok(present_devices(&report_of(report)?, &rows_of(rows)?, moment(now)))
}

/// The header line of a report's CSV.
#[wasm_bindgen(js_name = csvHeader)]
pub fn header() -> String {
    csv_header()
}

/// A line of CSV for each row.
///
/// # Errors
/// If the report or a row is not what an earlier call returned.
#[wasm_bindgen(js_name = csvRows)]
pub fn lines(report: &str, rows: &JsValue, now: f64) -> Result<String, JsValue> {
    Ok(csv_rows(&report_of(report)?, &rows_of(rows)?, moment(now)))
}

/// Several reports as one, in JSON.
///
/// # Errors
/// If a report is not what an earlier call returned.
#[wasm_bindgen(js_name = mergeReports)]
pub fn merge_reports(reports: &JsValue, now: f64) -> Result<String, JsValue> {
    let texts: Vec<String> = from_js(reports, "a list of reports")?;
    let reports = texts.iter().map(|text| report_of(text)).collect::<Result<Vec<_>, _>>()?;
    Ok(merge(&reports, moment(now)))
}

/// Milliseconds since 1970. Anything else counts as 1970.
fn moment(now: f64) -> u64 {
    now as u64
}

fn stored(report: Option<String>) -> Result<Option<Report>, JsValue> {
    report.as_deref().map(report_of).transpose()
}

fn report_of(text: &str) -> Result<Report, JsValue> {
    parse(text, "a stored report")
}

fn rows_of(rows: &JsValue) -> Result<Vec<DeviceRow>, JsValue> {
    from_js(rows, "the rows of a report")
}

fn from_js<T: DeserializeOwned>(value: &JsValue, what: &str) -> Result<T, JsValue> {
    // What JSON has no word for is stringified to undefined.
    parse(&JSON::stringify(value)?.as_string().unwrap_or_default(), what)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    JSON::parse(&text(value)?)
}

fn text(value: &impl Serialize) -> Result<String, JsValue> {
    serde_json::to_string(value).map_err(|error| Error::new(&error.to_string()).into())
}

/// The error does not contain the text, which may have contents that a caller must not see.
fn parse<'a, T: Deserialize<'a>>(text: &'a str, what: &str) -> Result<T, JsValue> {
    serde_json::from_str(text).map_err(|error| {
        let place = format!("{what} cannot be read (line {}, column {})", error.line(), error.column());
        Error::new(&place).into()
    })
}
