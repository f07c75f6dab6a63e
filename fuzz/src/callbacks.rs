//! The body of a callback, as anybody may send it who knows a listener's path.

use crate::inbox::Inbox;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use thingspace_aggregate::contract::read_callback;

pub fn fuzz(data: &[u8]) {
    let Ok(body) = str::from_utf8(data) else { return };
    let callback = read_callback(body);
    // What serde_json does not read may still be a callback, with half of a surrogate pair.
    if let Ok(value) = serde_json::from_str(body) {
        let read =
            callback.as_ref().map(|callback| (callback.txid.clone(), callback.imeis().map(str::to_owned).collect()));
        assert_eq!(read, expected(&value));
    }
    if callback.is_some() {
        let mut inbox = Inbox::opened(Some(&["490154203237518", "358240051111110"]));
        inbox.record_text(body);
        let once = inbox.report();
        assert_exact(&once);
        assert_eq!(crate::spreadsheet::lines(&inbox.csv()).len(), inbox.rows().len() + 1);
        if keeps_all(&once) {
            inbox.record_text(body);
            assert_eq!(without_repeats(once), without_repeats(inbox.report()));
        }
    }
}

/// The transaction id and the devices, as docs/contract.md words it.
fn expected(body: &Value) -> Option<(String, BTreeSet<String>)> {
    let body = body.as_object()?;
    let txid = word(body.get("txid")?).filter(|txid| is_name(txid, 256))?;
    let has = |name| items(body, name).is_some();
    let has_fault = body.get("fault").is_some_and(|fault| !fault.is_null());
    (has("usage") || has("errors") || has_fault).then_some(())?;
    let entries = ["usage", "errors"].into_iter().filter_map(|name| items(body, name)).flatten();
    Some((txid, entries.filter_map(imei).collect()))
}

fn items<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a [Value]> {
    match body.get(name)? {
        Value::Array(items) => Some(items),
        item @ Value::Object(_) => Some(std::slice::from_ref(item)),
        _ => None,
    }
}

fn imei(entry: &Value) -> Option<String> {
    let imei = entry.as_object()?.get("imei")?;
    let word = word(imei).filter(|word| is_name(word, 64))?;
    Some(if imei.is_number() && (13..=14).contains(&word.len()) { format!("{word:0>15}") } else { word })
}

fn is_name(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.len() <= longest && !text.contains('\0')
}

fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let digits = number.to_string();
            digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
        }
        _ => None,
    }
}

/// 2^53.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

/// The digits of a number that matter, and whether it is whole.
fn digits(text: &str) -> (String, bool) {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [before.trim_start_matches('-'), after].concat();
    let kept = all.trim_end_matches('0');
    let removed = (all.len() - kept.len()) as i64;
    let places = exponent.parse::<i64>().expect("an exponent") - after.len() as i64 + removed;
    (kept.trim_start_matches('0').to_owned(), kept.is_empty() || places >= 0)
}

/// No number may change when JavaScript reads it.
fn assert_exact(value: &Value) {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let double: f64 = text.parse().expect("a number");
            let (digits, is_whole) = digits(&text);
            assert!(double.is_finite() && (double == 0.0) == digits.is_empty(), "{text} becomes {double}");
            assert!(if is_whole { double.abs() <= LARGEST_WHOLE } else { digits.len() <= 17 }, "{text} loses digits");
        }
        Value::Array(items) => items.iter().for_each(assert_exact),
        Value::Object(fields) => fields.values().for_each(assert_exact),
        _ => {}
    }
}

/// Whether all that was said is kept, so that a repeat can be told: at most 10 entries without a device, and at most five
/// messages about each.
fn keeps_all(report: &Value) -> bool {
    let has_room = |device: &Value| device["earlier"].as_array().is_none_or(|earlier| earlier.len() < 4);
    let unnamed = report["unnamed"]["count"].as_u64().unwrap_or(0);
    unnamed <= 10 && report["devices"].as_array().expect("devices").iter().all(has_room)
}

fn without_repeats(mut report: Value) -> Value {
    report.as_object_mut().expect("a report").remove("repeated");
    report
}
