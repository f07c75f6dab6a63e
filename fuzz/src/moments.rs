//! Dates as the crate `time` understands them: the model for all dates that are read.

use crate::shape::{number, shape};
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

/// The present, since 1970-01-01T00:00Z, of every target: 2026-07-01T00:00Z.
pub const NOW: std::time::Duration = std::time::Duration::from_secs(1_782_864_000);

/// A moment of the forms in docs/contract.md, in milliseconds since 1970-01-01T00:00Z.
pub fn iso(text: &str) -> Option<i64> {
    let shape = shape(text);
    let date = || date(number(text, 0..4), number(text, 5..7), number(text, 8..10));
    if shape == "9999-99-99" {
        return Some(milliseconds(PrimitiveDateTime::new(date()?, Time::MIDNIGHT), UtcOffset::UTC));
    }
    (shape.starts_with("9999-99-99a99:99") && text.as_bytes()[10] == b'T').then_some(())?;
    let after_minute = &text[16..];
    let zone = after_minute.find(['+', '-', 'Z']).unwrap_or(after_minute.len());
    let (seconds, zone) = after_minute.split_at(zone);
    let (second, nanosecond) = seconds_of(seconds)?;
    let time = Time::from_hms_nano(number(text, 11..13), number(text, 14..16), second, nanosecond).ok()?;
    Some(milliseconds(PrimitiveDateTime::new(date()?, time), offset(zone)?))
}

/// `:ss` and a fraction, or nothing.
fn seconds_of(text: &str) -> Option<(u8, u32)> {
    if text.is_empty() {
        return Some((0, 0));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_fraction = (1..=9).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    (shape(whole) == ":99" && is_fraction).then_some(())?;
    Some((number(whole, 1..3), format!("{fraction:0<9}").parse().ok()?))
}

fn offset(text: &str) -> Option<UtcOffset> {
    if matches!(text, "" | "Z") {
        return Some(UtcOffset::UTC);
    }
    matches!(&*shape(text), "+99:99" | "-99:99").then_some(())?;
    let (hours, minutes): (i8, i8) = (number(text, 1..3), number(text, 4..6));
    (hours < 24).then_some(())?;
    let sign = if text.starts_with('-') { -1 } else { 1 };
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

/// An HTTP date in any of its three forms, in milliseconds since 1970-01-01T00:00Z. The day's name is not looked at.
pub fn http(text: &str) -> Option<i64> {
    let text = text.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let (day, month, year, time) = match &*shape(text) {
        ", 99 aaa 9999 99:99:99 aaa" if text.ends_with("GMT") => (2..4, 5..8, number(text, 9..13), 14),
        ", 99-aaa-99 99:99:99 aaa" if text.ends_with("GMT") => (2..4, 5..8, of_this_century(number(text, 9..11)), 12),
        " aaa 99 99:99:99 9999" => (5..7, 1..4, number(text, 17..21), 8),
        " aaa  9 99:99:99 9999" => (6..7, 1..4, number(text, 17..21), 8),
        _ => return None,
    };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == &text[month.clone()])? as u8 + 1;
    let part = |place: usize| number(text, time + place..time + place + 2);
    let time = Time::from_hms(part(0), part(3), part(6)).ok()?;
    Some(milliseconds(PrimitiveDateTime::new(date(year, month, number(text, day))?, time), UtcOffset::UTC))
}

/// The latest year with these last two digits that is not over 50 years after [`NOW`], which is in 2026.
fn of_this_century(two_digits: i32) -> i32 {
    if two_digits <= 76 { 2000 + two_digits } else { 1900 + two_digits }
}

fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// What is finer is cut off, as on a clock.
fn milliseconds(local: PrimitiveDateTime, offset: UtcOffset) -> i64 {
    let nanoseconds = local.assume_utc().unix_timestamp_nanos();
    let milliseconds = i64::try_from(nanoseconds.div_euclid(1_000_000)).expect("a year of four digits");
    milliseconds - i64::from(offset.whole_seconds()) * 1000
}
