//! Requests made at random: valid ones, and anything at all.

use super::super::request::NotText;
use super::super::{AggregateRequest, Devices, Draft, Field, LISTED_ISSUES, Rules};
use proptest::option;
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// 2026-07-01T00:00Z.
pub const NOW: std::time::Duration = std::time::Duration::from_secs(1_782_864_000);

pub const RULES: Rules = Rules { check_digit: true, now: NOW, max_issues: LISTED_ISSUES };

/// An IMEI with the check digit of its first fourteen.
pub fn imei(number: u64) -> String {
    let body = format!("{:014}", number % 100_000_000_000_000);
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') << ((place + 1) % 2);
            digit / 10 + digit % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

pub fn imeis(count: usize) -> Vec<String> {
    (0..count as u64).map(|number| imei(35_000_000_000_000 + number)).collect()
}

fn moment() -> impl Strategy<Value = OffsetDateTime> {
    (0..180_i64 * 86_400).prop_map(|seconds| {
        OffsetDateTime::from_unix_timestamp(NOW.as_secs() as i64).unwrap() - Duration::seconds(seconds)
    })
}

fn written(moment: OffsetDateTime, form: u8) -> String {
    let text = moment.format(&Rfc3339).unwrap();
    match form {
        0 => text,
        1 => text.replace('Z', ".250+00:00"),
        2 => text.replace('Z', ""),
        _ => text[..16].to_owned(),
    }
}

fn dates() -> impl Strategy<Value = (Option<String>, Option<String>)> {
    (moment(), moment(), option::of(0..3_u8), option::of(3..4_u8)).prop_map(|(one, other, start, end)| {
        let (first, last) = (one.min(other), one.max(other) + Duration::minutes(2));
        let within = last - first <= Duration::days(180);
        (start.filter(|_| within).map(|form| written(first, form)), end.map(|form| written(last, form)))
    })
}

fn devices() -> impl Strategy<Value = Devices> {
    prop_oneof![
        Just(Devices::All),
        any::<u64>().prop_map(|number| Devices::One(imei(number))),
        prop::collection::btree_set(0..100_000_000_000_000_u64, 1..40)
            .prop_map(|numbers| Devices::list(numbers.into_iter().map(imei))),
    ]
}

prop_compose! {
    /// A request that breaks no rule.
    pub fn valid_request()(
        account_number in "[!-~]{1,30}",
        devices in devices(),
        (start_date, end_date) in dates(),
        device_group in option::of("[^\\p{Cc}\\p{Z}]{1,20}"),
        data_plan in option::of("[ -~]{0,10}[a-z\"\\\\]"),
        no_session_flag in any::<Option<bool>>(),
    ) -> AggregateRequest {
        AggregateRequest { account_number, devices, start_date, end_date, device_group, data_plan, no_session_flag }
    }
}

/// A field of any kind.
fn field<T: Clone + std::fmt::Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Field<T>> {
    prop_oneof![
        6 => value.prop_map(Field::Given),
        2 => Just(Field::Absent),
        1 => Just(Field::Wrong("a number")),
        1 => Just(Field::IllFormed),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[0-9]{13,17}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", Just(imei(1)), Just(String::new())]
}

fn any_devices() -> impl Strategy<Value = Devices> {
    prop_oneof![
        devices(),
        any_text().prop_map(Devices::One),
        prop::collection::vec(any_text(), 0..20).prop_map(Devices::list),
    ]
}

prop_compose! {
    /// Anything that a caller might hand over.
    pub fn any_draft()(
        account_number in field(any_text()),
        start_date in field(any_text()),
        end_date in field(any_text()),
        imei in field(any_devices()),
        not_text in option::weighted(0.1, 0..20_usize),
        device_group in field(any_text()),
        data_plan in field(any_text()),
        no_session_flag in field(any::<bool>()),
        unknown in prop::collection::vec(any_text(), 0..2),
    ) -> Draft {
        let listed = matches!(&imei, Field::Given(Devices::List(list)) if not_text.is_some_and(|index| index < list.len()));
        let not_text = not_text.filter(|_| listed).map(|index| NotText { index, found: "a number" });
        Draft {
            account_number,
            start_date,
            end_date,
            imei,
            not_text: not_text.into_iter().collect(),
            device_group,
            data_plan,
            no_session_flag,
            unknown,
            more_unknown: 0,
            not_an_object: None,
        }
    }
}
