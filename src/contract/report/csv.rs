//! A report as CSV (RFC 4180): a header line, then a line for each device.
//!
//! Spreadsheets run a cell that begins like a formula, so such a beginning is preceded by an apostrophe. They read
//! digits as a number and round after the 15th, so IMEIs and long numbers are preceded by a tab. Both can be undone
//! exactly; docs/contract.md says how.

use super::Report;
use super::device::DeviceRow;
use super::view::{DeviceView, ErrorView, Figure};
use serde_json::Value;

/// Excel takes a file without it for one of the system's 8-bit character set.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const NAMES: &str = "imei,state,expected,revised,numberOfSessions,bytesTransferred,errorCode,errorMessage,httpStatusCode,detailErrorMessage";

const LINE_END: &str = "\r\n";

/// The longest number that spreadsheets keep exact, in digits.
const MAX_SHEET_DIGITS: usize = 15;

/// What a spreadsheet takes for the beginning of a formula; and the apostrophe, so that one that was there before can
/// be told from one that was put there.
const RUNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];

/// A byte order mark and the header line.
pub fn csv_header() -> String {
    [BYTE_ORDER_MARK, NAMES, LINE_END].concat()
}

/// A line for each of these rows.
pub fn csv_rows(report: &Report, rows: &[DeviceRow], now: u64) -> String {
    let stage = report.stage(now);
    rows.iter().map(|row| line(&DeviceView::of(row, stage))).collect()
}

fn line(device: &DeviceView<'_>) -> String {
    let none = ErrorView::default();
    let error = device.latest.error.as_ref().unwrap_or(&none);
    let cells = [
        imei(device.imei),
        device.state.as_str().to_owned(),
        device.expected.to_string(),
        device.revised.to_string(),
        figure(device.latest.number_of_sessions.as_ref()),
        figure(device.latest.bytes_transferred.as_ref()),
        text(error.error_code.as_deref()),
        text(error.error_message.as_deref()),
        text(error.http_status_code.as_deref()),
        text(error.detail_error_message.as_deref()),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + LINE_END
}

/// The tab keeps it text: a spreadsheet would show 15 digits as 4.9E+14, and drop leading zeros.
fn imei(imei: &str) -> String {
    if is_digits(imei) { format!("\t{imei}") } else { defused(imei) }
}

fn figure(figure: Option<&Figure>) -> String {
    match figure {
        None | Some(Figure::Other(Value::Null)) => String::new(),
        Some(Figure::Count(count)) => number(count.0.to_string()),
        Some(Figure::Other(Value::String(text))) => self::text(Some(text)),
        Some(Figure::Other(other)) => defused(&other.to_string()),
    }
}

fn text(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    if is_digits(text) { number(text.to_owned()) } else { defused(text) }
}

/// Digits that a spreadsheet would change are kept as text.
fn number(digits: String) -> String {
    if digits.len() > MAX_SHEET_DIGITS || digits.len() > 1 && digits.starts_with('0') {
        format!("\t{digits}")
    } else {
        digits
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts an apostrophe wherever a spreadsheet may see the beginning of a formula: at the start of the cell, and after
/// what separates cells or lines for a spreadsheet of another language. `pkg-template/elements/cells.js` does the same
/// for the files of the page.
fn defused(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    if text.starts_with(['\t', '\r', '\n']) {
        cell.push('\'');
    }
    let mut is_start = true;
    for character in text.chars() {
        if is_start && RUNS.contains(&character) {
            cell.push('\'');
        }
        cell.push(character);
        is_start = matches!(character, ';' | ',' | '\t' | '\r' | '\n') || is_start && may_precede(character);
    }
    cell
}

/// Whether a formula may follow this. Invisible characters may be trimmed. A quotation mark is doubled, which at the
/// start of a cell is an empty text in quotation marks, to which a spreadsheet that sees a cell start there appends
/// what follows.
fn may_precede(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Other spreadsheets' separators are quoted as well, and so is what readers may trim.
fn quoted(cell: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:/()[]{}".contains(&byte);
    if cell.bytes().all(is_plain) { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}
