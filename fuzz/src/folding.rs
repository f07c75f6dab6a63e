//! Callbacks folded into a report: the totals are those of a model that keeps every message in a list, whatever the order
//! of the devices, however the messages are spread over callbacks, and however often they come.

use crate::inbox::{Inbox, TXID};
use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const IMEIS: [&str; 5] =
    ["490154203237518", "358240051111110", "012345678901237", "353879234252633", "a device of no kind"];

/// One callback says of a device at most once that it was used, and once that it failed.
#[derive(Clone, Debug)]
struct Callback {
    usage: Vec<(usize, u64)>,
    errors: Vec<(usize, u64)>,
}

/// One message about one device: its bytes if it was used, its code if it failed.
type Message = (Option<u64>, Option<u64>);

pub fn fuzz(data: &[u8]) {
    let _ = with(&mut Unstructured::new(data));
}

fn with(u: &mut Unstructured<'_>) -> Result<()> {
    let asked_for = if u.arbitrary()? { Some(&IMEIS[..u.int_in_range(1..=IMEIS.len())?]) } else { None };
    let callbacks = (0..u.int_in_range(0..=8)?).map(|_| callback(u)).collect::<Result<Vec<_>>>()?;
    let opened_before = u.int_in_range(0..=callbacks.len())?;
    let order: u64 = u.arbitrary()?;

    let expected = Model::of(&callbacks, asked_for);
    assert_eq!(totals(&folded(&callbacks, asked_for, opened_before)), expected);
    let apart = one_by_one(&callbacks, order);
    assert_eq!(totals(&folded(&apart, asked_for, opened_before.min(apart.len()))), expected);

    // Each once more: nothing but the number of repeats changes, as long as all of them are kept.
    let mut inbox = folded(&callbacks, asked_for, opened_before);
    let latest = Model::latest(&callbacks);
    for (device, (bytes, code)) in latest {
        let place = |value: Option<u64>| value.map(|value| (device, value)).into_iter().collect();
        inbox.record(&body(&Callback { usage: place(bytes), errors: place(code) }));
    }
    let mut again = totals(&inbox);
    again["repeated"] = expected["repeated"].clone();
    assert_eq!(again, expected);
    Ok(())
}

fn callback(u: &mut Unstructured<'_>) -> Result<Callback> {
    let mut callback = Callback { usage: Vec::new(), errors: Vec::new() };
    for device in 0..IMEIS.len() {
        match u.int_in_range(0..=5)? {
            1 | 2 => callback.usage.push((device, u.int_in_range(0..=7)?)),
            3 => callback.errors.push((device, u.int_in_range(0..=2)?)),
            4 => {
                callback.usage.push((device, u.int_in_range(0..=2)?));
                callback.errors.push((device, u.int_in_range(0..=1)?));
            }
            _ => {}
        }
    }
    Ok(callback)
}

fn body(callback: &Callback) -> Value {
    let usage = callback.usage.iter().map(
        |(device, bytes)| json!({ "imei": IMEIS[*device], "numberOfSessions": bytes % 3, "bytesTransferred": bytes }),
    );
    let errors = callback.errors.iter().map(|(device, code)| {
        json!({ "imei": IMEIS[*device], "errorMessage": "no", "errorResponse": { "errorCode": code.to_string() } })
    });
    json!({ "txid": TXID, "usage": usage.collect::<Value>(), "errors": errors.collect::<Value>() })
}

fn folded(callbacks: &[Callback], asked_for: Option<&[&str]>, opened_before: usize) -> Inbox {
    let mut inbox = Inbox::new();
    let (early, late) = callbacks.split_at(opened_before);
    early.iter().for_each(|callback| inbox.record(&body(callback)));
    assert!(inbox.open(asked_for));
    late.iter().for_each(|callback| inbox.record(&body(callback)));
    inbox
}

/// The same messages, each in a callback of its own, the devices in another order.
fn one_by_one(callbacks: &[Callback], order: u64) -> Vec<Callback> {
    let mut apart: Vec<(u64, Callback)> = Vec::new();
    for device in 0..IMEIS.len() {
        for callback in callbacks {
            let of_device = |items: &[(usize, u64)]| items.iter().filter(|item| item.0 == device).copied().collect();
            let single = Callback { usage: of_device(&callback.usage), errors: of_device(&callback.errors) };
            if !single.usage.is_empty() || !single.errors.is_empty() {
                apart.push((order.rotate_left(device as u32 * 13) % 97, single));
            }
        }
    }
    apart.sort_by_key(|(key, _)| *key);
    apart.into_iter().map(|(_, callback)| callback).collect()
}

fn totals(inbox: &Inbox) -> Value {
    let mut report = inbox.report();
    let names = [
        "expected",
        "answered",
        "silent",
        "failed",
        "unexpected",
        "repeated",
        "revised",
        "numberOfSessions",
        "bytesTransferred",
        "state",
    ];
    names.iter().map(|name| ((*name).to_owned(), report[*name].take())).collect()
}

struct Model;

impl Model {
    /// The messages about each device that were news, the latest last, and how many were not.
    fn heard(callbacks: &[Callback]) -> (BTreeMap<usize, Vec<Message>>, u64) {
        let mut heard: BTreeMap<usize, Vec<Message>> = BTreeMap::new();
        let mut repeated = 0;
        for callback in callbacks {
            let mut messages: BTreeMap<usize, Message> = BTreeMap::new();
            callback.usage.iter().for_each(|(device, bytes)| messages.entry(*device).or_default().0 = Some(*bytes));
            callback.errors.iter().for_each(|(device, code)| messages.entry(*device).or_default().1 = Some(*code));
            for (device, message) in messages {
                let known = heard.entry(device).or_default();
                // The latest and the four before it are kept, so that an older one is news again.
                if known.iter().rev().take(5).any(|earlier| *earlier == message) {
                    repeated += 1;
                } else {
                    known.push(message);
                }
            }
        }
        (heard, repeated)
    }

    fn latest(callbacks: &[Callback]) -> BTreeMap<usize, Message> {
        let (heard, _) = Self::heard(callbacks);
        heard.into_iter().filter_map(|(device, messages)| Some((device, *messages.last()?))).collect()
    }

    fn of(callbacks: &[Callback], asked_for: Option<&[&str]>) -> Value {
        let (heard, repeated) = Self::heard(callbacks);
        let latest = Self::latest(callbacks);
        let expected = asked_for.map(<[_]>::len);
        let asked = latest.keys().filter(|device| expected.is_none_or(|count| **device < count)).count();
        let used = || latest.values().filter_map(|(bytes, _)| *bytes);
        json!({
            "expected": expected,
            "answered": asked,
            "silent": expected.map(|count| count - asked),
            "failed": latest.values().filter(|(_, code)| code.is_some()).count(),
            "unexpected": latest.len() - asked,
            "repeated": repeated,
            "revised": heard.values().filter(|messages| messages.len() > 1).count(),
            "numberOfSessions": used().map(|bytes| bytes % 3).sum::<u64>(),
            "bytesTransferred": used().sum::<u64>(),
            "state": if expected == Some(asked) { "complete" } else { "waiting" },
        })
    }
}
