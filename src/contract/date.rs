//! Dates: the ISO 8601 formats that a request accepts, and the HTTP dates of a `Retry-After` (RFC 9110, 5.6.7).

#![expect(
    clippy::arithmetic_side_effects,
    reason = "no number here has more than 18 digits, and all except those in milliseconds have at most four"
)]

use std::time::Duration;

/// A duration in whole milliseconds, capped where it cannot be counted. The standard library's `as_millis` uses 128
/// bits, which WebAssembly has to compute from smaller numbers.
pub fn milliseconds(duration: Duration) -> i64 {
    const MOST: u64 = i64::MAX as u64 / 1000 - 1;
    duration.as_secs().min(MOST) as i64 * 1000 + i64::from(duration.subsec_millis())
}

/// Milliseconds in a day.
pub const DAY: i64 = 86_400_000;

/// Reads `YYYY-MM-DD`, or `YYYY-MM-DDThh:mm[:ss[.f]]` with one to nine digits of a fraction and `Z`, an offset
/// `±hh:mm`, or neither (which means UTC), as milliseconds since 1970-01-01T00:00Z. Returns `None` for any other
/// format, and for a day or time that does not exist.
pub fn read_iso(text: &str) -> Option<i64> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.digits(4)?;
    let month = reader.after(b'-', 2)?;
    let day = reader.after(b'-', 2)?;
    let date = days(year, month, day)? * DAY;
    if reader.is_done() {
        return Some(date);
    }
    let hour = reader.after(b'T', 2)?;
    let minute = reader.after(b':', 2)?;
    let mut second = 0;
    let mut millisecond = 0;
    if reader.takes(b':') {
        second = reader.digits(2)?;
        if reader.takes(b'.') {
            millisecond = reader.fraction()?;
        }
    }
    let offset = reader.offset()?;
    reader.is_done().then_some(())?;
    Some(date + clock(hour, minute, second)? + millisecond - offset)
}

/// Reads an HTTP date in any of its three formats, as milliseconds since 1970-01-01T00:00Z:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, and the older `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`. A
/// year of two digits means the latest year that is at most 50 years after `now`.
pub fn read_http(text: &str, now: i64) -> Option<i64> {
    // The name of the day is skipped: it is redundant.
    let end = text.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
    let mut reader = Reader(text.as_bytes().get(end..)?);
    if !reader.takes(b',') {
        return reader.asctime();
    }
    let day = reader.after(b' ', 2)?;
    let is_short = reader.takes(b'-');
    (is_short || reader.takes(b' ')).then_some(())?;
    let month = reader.month()?;
    let year = if is_short { full_year(reader.after(b'-', 2)?, now) } else { reader.after(b' ', 4)? };
    let time = reader.time()?;
    (reader.0 == b" GMT").then_some(())?;
    Some(days(year, month, day)? * DAY + time)
}

/// The number that at most 18 ASCII digits spell.
pub fn read_digits(digits: &[u8]) -> Option<i64> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    digits.iter().take(18).try_fold(0, |number, byte| Some(number * 10 + digit(byte)?))
}

/// The rest of a string that is being read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    fn takes(&mut self, byte: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        read_digits(digits)
    }

    fn after(&mut self, byte: u8, count: usize) -> Option<i64> {
        self.takes(byte).then_some(())?;
        self.digits(count)
    }

    /// One to nine digits after a point, truncated to milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        (1..=9).contains(&count).then_some(())?;
        let number = self.digits(count)?;
        Some((count..3).fold((3..count).fold(number, |number, _| number / 10), |number, _| number * 10))
    }

    fn month(&mut self) -> Option<i64> {
        const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
        let (name, rest) = self.0.split_at_checked(3)?;
        self.0 = rest;
        Some(MONTHS.chunks(3).position(|month| month == name)? as i64 + 1)
    }

    /// ` hh:mm:ss`
    fn time(&mut self) -> Option<i64> {
        let hour = self.after(b' ', 2)?;
        let minute = self.after(b':', 2)?;
        let second = self.after(b':', 2)?;
        clock(hour, minute, second)
    }

    /// The rest of a date in the format of C's `asctime`, after the day's name. A day of one digit has a space before
    /// it.
    fn asctime(&mut self) -> Option<i64> {
        self.takes(b' ').then_some(())?;
        let month = self.month()?;
        self.takes(b' ').then_some(())?;
        let day = if self.takes(b' ') { self.digits(1)? } else { self.digits(2)? };
        let time = self.time()?;
        let year = self.after(b' ', 4)?;
        self.is_done().then_some(())?;
        Some(days(year, month, day)? * DAY + time)
    }

    fn offset(&mut self) -> Option<i64> {
        let sign = if self.takes(b'+') {
            1
        } else if self.takes(b'-') {
            -1
        } else {
            self.takes(b'Z');
            return Some(0);
        };
        let hour = self.digits(2)?;
        let minute = self.after(b':', 2)?;
        Some(sign * clock(hour, minute, 0)?)
    }
}

/// The latest year with these last two digits that is at most 50 years after `now`.
fn full_year(two_digits: i64, now: i64) -> i64 {
    const YEAR: i64 = 31_556_952_000;
    let latest = 1970 + now.div_euclid(YEAR) + 50;
    latest - (latest - two_digits).rem_euclid(100)
}

/// Milliseconds since midnight. The service's dates have no leap seconds.
fn clock(hour: i64, minute: i64, second: i64) -> Option<i64> {
    (hour < 24 && minute < 60 && second < 60).then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Days since 1970-01-01 in the Gregorian calendar, extended to the time before its introduction as in ISO 8601.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    (1..=12).contains(&month).then_some(())?;
    (1..=month_length(year, month)).contains(&day).then_some(())?;
    // Counted from 1 March, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    // The year before the first is the earliest; a cycle of 400 years more, with its 97 leap days, makes all positive.
    let cycle = year + 400;
    let leap_days = cycle / 4 - cycle / 100 + cycle / 400 - 97;
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::format_description::well_known::{Iso8601, Rfc3339};
    use time::{Date, OffsetDateTime};

    fn known(text: &str) -> Option<i64> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(moment.unix_timestamp_nanos().div_euclid(1_000_000) as i64)
    }

    proptest! {
        #[test]
        fn dates_agree_with_the_time_crate(year in 0..10_000, month in 0..14, day in 0..33) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            let expected = Date::parse(&text, &Iso8601::DATE).ok();
            prop_assert_eq!(read_iso(&text), expected.map(|date| i64::from(date.to_julian_day() - 2_440_588) * DAY));
        }

        #[test]
        fn moments_agree_with_the_time_crate(
            (year, month, day) in (1..9999, 1..13, 1..32),
            (hour, minute, second, fraction) in (0..26, 0..62, 0..60, "[0-9]{1,9}"),
            (sign, offset_hour, offset_minute) in ("[+-]", 0..24, 0..60),
        ) {
            let date = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction}");
            let zoned = format!("{date}{sign}{offset_hour:02}:{offset_minute:02}");
            prop_assert_eq!(read_iso(&zoned), known(&zoned));
            prop_assert_eq!(read_iso(&date), known(&format!("{date}Z")));
        }

        #[test]
        fn http_dates_agree_with_the_time_crate(seconds in 0..253_402_300_799_i64) {
            let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let fixed = time::macros::format_description!(
                "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
            );
            let asctime = time::macros::format_description!(
                "[weekday repr:short] [month repr:short] [day padding:space] [hour]:[minute]:[second] [year]"
            );
            prop_assert_eq!(read_http(&moment.format(&fixed).unwrap(), 0), Some(seconds * 1000));
            prop_assert_eq!(read_http(&moment.format(&asctime).unwrap(), 0), Some(seconds * 1000));
        }

        #[test]
        fn short_years_are_of_the_century_around_now(
            seconds in 1_000_000_000..9_000_000_000_i64,
            years in -48..49_i64,
        ) {
            let now = seconds * 1000;
            let moment = OffsetDateTime::from_unix_timestamp(seconds + years * 31_556_952).unwrap();
            let format = time::macros::format_description!(
                "[weekday], [day]-[month repr:short]-[year repr:last_two] [hour]:[minute]:[second] GMT"
            );
            let text = moment.format(&format).unwrap();
            prop_assert_eq!(read_http(&text, now), Some(moment.unix_timestamp() * 1000), "{}", text);
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = (read_iso(&text), read_http(&text, 0));
        }
    }

    #[test]
    fn refuses_what_only_resembles_a_date() {
        for text in [
            "",
            "banana",
            "2026",
            "2026-06",
            "2026-6-1",
            "20260601",
            "2026-06-01T",
            "2026-06-01T10",
            "2026-06-01 10:00",
            "2026-06-01T10:00z",
            "2026-06-01T10:00:00.Z",
            "2026-06-01T10:00:00.1234567890Z",
            "2026-06-01T24:00",
            "2026-06-01T10:60",
            "2026-06-01T10:00+0100",
            "2026-06-01T10:00:60",
            "+02026-06-01",
            "2025-02-29",
            "1900-02-29",
            "2026-06-31",
            "2026-06-01Z",
            "2026-06-01T10:00ZZ",
            "２０２６-06-01",
        ] {
            assert_eq!(read_iso(text), None, "{text}");
        }
        assert!(read_iso("2024-02-29").is_some());
        assert!(read_iso("2000-02-29").is_some());
        assert_eq!(read_iso("2026-06-01T10:00"), read_iso("2026-06-01T10:00:00.000Z"));
    }

    #[test]
    fn a_duration_is_counted_in_milliseconds() {
        for (duration, counted) in
            [(Duration::ZERO, 0), (Duration::from_micros(1_999), 1), (Duration::from_millis(123_456_789), 123_456_789)]
        {
            assert_eq!(milliseconds(duration), counted);
        }
        assert!(milliseconds(Duration::MAX) > i64::MAX - 2000);
    }

    #[test]
    fn a_fraction_has_one_to_nine_digits() {
        let whole = read_iso("2026-06-01T10:00:00Z").unwrap();
        for (fraction, milliseconds) in
            [("5", 500), ("25", 250), ("250", 250), ("250731", 250), ("000999999", 0), ("999999999", 999)]
        {
            assert_eq!(read_iso(&format!("2026-06-01T10:00:00.{fraction}Z")), Some(whole + milliseconds), "{fraction}");
        }
    }

    #[test]
    fn the_three_forms_of_the_standard_are_one_moment() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read_http(text, 0), Some(784_111_777_000), "{text}");
        }
    }

    #[test]
    fn refuses_what_only_resembles_an_http_date() {
        for text in [
            "",
            "Sun",
            "Sun, 06-Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov-1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun Nov 6 08:49:37 1994",
            "Sun Nov  6 08:49:37 1994 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Sun, 06 Now 1994 08:49:37 GMT",
        ] {
            assert_eq!(read_http(text, 0), None, "{text}");
        }
    }
}
