//! The two dates of a request, one a line: which are dates, and how far they lie apart.

use crate::moments::{NOW, iso};
use thingspace_aggregate::contract::{AggregateRequest, Devices, Rules, check};

const DAY: i64 = 86_400_000;

pub fn fuzz(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let (start, end) = match text.split_once('\n') {
        Some((start, end)) => (start, Some(end)),
        None => (text, None),
    };
    let mut request = AggregateRequest::new("0000123456-00001", Devices::All);
    request.start_date = Some(start.to_owned());
    request.end_date = end.map(str::to_owned);
    let found = check(request, &Rules::new(NOW)).err().map_or_else(Vec::new, |issues| {
        issues.listed().iter().map(|issue| (issue.code.as_str(), format!("{:?}", issue.path))).collect()
    });
    assert_eq!(found, expected(start, end));
}

fn expected(start: &str, end: Option<&str>) -> Vec<(&'static str, String)> {
    let issue = |code, name| (code, format!("[Name({name:?})]"));
    let mut issues = Vec::new();
    for (name, text) in [("startDate", Some(start)), ("endDate", end)] {
        match text {
            Some(text) if text.trim().is_empty() => issues.push(issue("empty", name)),
            Some(text) if iso(text).is_none() => issues.push(issue("date_format", name)),
            _ => {}
        }
    }
    let now = i64::try_from(NOW.as_millis()).expect("a present that can be counted");
    match (iso(start), end.map(iso)) {
        (Some(start), Some(Some(end))) if end < start => issues.push(issue("date_order", "endDate")),
        (Some(start), Some(Some(end))) if end - start > 180 * DAY => issues.push(issue("date_range", "endDate")),
        (Some(start), None) if now - start > 180 * DAY => issues.push(issue("date_range", "startDate")),
        _ => {}
    }
    issues
}
