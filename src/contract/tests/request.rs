//! Every rule of a request, on both sides of its edge.

use super::super::characters::MAX_TEXT_BYTES;
use super::super::request::NotText;
use super::super::{
    AggregateRequest, Code, Devices, Draft, Field, Issue, Issues, Key, LISTED_ISSUES, Rules, Wire, check, check_draft,
    encode,
};
use super::strategies::{NOW, RULES, any_draft, imeis, valid_request};
use proptest::prelude::*;
use std::time::Duration;

const ACCOUNT: &str = "0000123456-00001";

fn request(devices: Devices) -> AggregateRequest {
    AggregateRequest::new(ACCOUNT, devices)
}

fn issues(draft: impl Into<Draft>) -> Issues {
    check_draft(draft.into(), &RULES, Issues::default()).err().unwrap_or_default()
}

/// Each issue as `code path`.
fn found(draft: impl Into<Draft>) -> Vec<String> {
    issues(draft).listed().iter().map(summary).collect()
}

fn summary(issue: &Issue) -> String {
    let path = issue.path.iter().map(|key| match key {
        Key::Name(name) => name.to_string(),
        Key::Index(index) => index.to_string(),
    });
    format!("{} {}", issue.code.as_str(), path.collect::<Vec<_>>().join("."))
}

fn with(change: impl FnOnce(&mut AggregateRequest)) -> AggregateRequest {
    let mut request = request(Devices::All);
    change(&mut request);
    request
}

fn between(start: &str, end: &str) -> AggregateRequest {
    with(|request| {
        request.start_date = Some(start.into());
        request.end_date = Some(end.into());
    })
}

proptest! {
    #[test]
    fn a_valid_request_never_has_an_issue(request in valid_request()) {
        prop_assert_eq!(found(request), Vec::<String>::new());
    }

    #[test]
    fn any_draft_has_issues_or_encodes_to_json(draft in any_draft()) {
        match check_draft(draft, &RULES, Issues::default()) {
            Err(issues) => {
                prop_assert!(issues.count() > 0);
                prop_assert_eq!(issues.listed().len(), LISTED_ISSUES.min(issues.count() as usize));
            }
            Ok(checked) => for wire in [Wire::Documented, Wire::Sdk] {
                let message = encode(&checked, wire, true);
                prop_assert!(serde_json::from_slice::<serde_json::Value>(&message.body).is_ok());
                for (_, value) in message.headers {
                    prop_assert!(value.bytes().all(|byte| byte.is_ascii_graphic()));
                }
            },
        }
    }
}

#[test]
fn the_number_of_devices_is_limited_at_ten_thousand() {
    let listed = imeis(10_001);
    for (count, expected) in [(9_999, &[][..]), (10_000, &[]), (10_001, &["too_many_devices imei"])] {
        assert_eq!(found(request(Devices::list(&listed[..count]))), expected, "{count}");
    }
}

#[test]
fn what_is_no_object_has_no_other_issue_but_those_of_its_options() {
    let draft = Draft { not_an_object: Some("a string"), ..Draft::default() };
    let of_options = Issues::from(Issue::option(Code::Missing, "token", &["token is missing"]));
    let issues = check_draft(draft, &RULES, of_options).unwrap_err();
    assert_eq!(issues.count(), 2);
    assert_eq!(issues.listed().iter().map(summary).collect::<Vec<_>>(), ["type ", "missing options.token"]);
}

#[test]
fn a_list_that_is_too_long_is_not_read() {
    assert_eq!(found(request(Devices::list(vec!["banana"; 10_001]))), ["too_many_devices imei"]);
}

#[test]
fn required_fields_are_missing_or_empty() {
    assert_eq!(found(Draft::default()), ["missing accountNumber", "missing imei"]);
    assert_eq!(found(AggregateRequest::new("", Devices::One(String::new()))), ["empty accountNumber", "empty imei"]);
    assert_eq!(found(AggregateRequest::new(" \t", Devices::list([""; 0]))), ["empty accountNumber", "empty imei"]);
}

#[test]
fn every_wrong_type_is_named() {
    let draft = Draft {
        account_number: Field::Wrong("a number"),
        start_date: Field::Wrong("an invalid Date"),
        end_date: Field::Wrong("a number"),
        imei: Field::Wrong("a number"),
        device_group: Field::Wrong("an array"),
        data_plan: Field::Wrong("an object"),
        no_session_flag: Field::Wrong("another string"),
        ..Draft::default()
    };
    let names = ["accountNumber", "startDate", "endDate", "imei", "deviceGroup", "dataPlan", "noSessionFlag"];
    assert_eq!(found(draft), names.map(|name| format!("type {name}")));
}

#[test]
fn an_entry_that_is_no_text_is_named_and_the_others_are_read() {
    let draft = Draft {
        imei: Field::Given(Devices::list(["490154203237518", "", "banana", ""])),
        not_text: [1, 3].map(|index| NotText { index, found: "a number" }).into(),
        ..with(|_| {}).into()
    };
    assert_eq!(found(draft), ["type imei.1", "imei_format imei.2", "type imei.3"]);
}

#[test]
fn an_account_number_is_visible_ascii() {
    assert_eq!(found(with(|request| request.account_number = "!~".into())), [""; 0]);
    for bad in ["a b", "a\nb", "é", "a\u{7f}", "\u{ff10}"] {
        assert_eq!(found(with(|request| request.account_number = bad.into())), ["characters accountNumber"], "{bad:?}");
    }
}

#[test]
fn a_group_or_plan_holds_no_control_character() {
    for good in ["Süd 3", "\"quoted\\\"", "日本", " x "] {
        assert_eq!(found(with(|request| request.device_group = Some(good.into()))), [""; 0], "{good:?}");
    }
    for bad in ["a\tb", "a\u{0}", "\u{7f}", "\u{85}x", "x\u{9f}", "line\r\nbreak"] {
        let both = with(|request| {
            request.device_group = Some(bad.into());
            request.data_plan = Some(bad.into());
        });
        assert_eq!(found(both), ["characters deviceGroup", "characters dataPlan"], "{bad:?}");
    }
    assert_eq!(found(with(|request| request.data_plan = Some("  ".into()))), ["empty dataPlan"]);
    let halves = Draft { device_group: Field::IllFormed, ..with(|_| {}).into() };
    assert_eq!(found(halves), ["characters deviceGroup"]);
}

#[test]
fn a_text_has_a_longest_length() {
    assert_eq!(found(with(|request| request.account_number = "x".repeat(MAX_TEXT_BYTES))), [""; 0]);
    assert_eq!(
        found(with(|request| request.account_number = "x".repeat(MAX_TEXT_BYTES + 1))),
        ["characters accountNumber"]
    );
    assert_eq!(
        found(with(|request| request.data_plan = Some("x".repeat(MAX_TEXT_BYTES + 1)))),
        ["characters dataPlan"]
    );
}

#[test]
fn an_imei_is_fifteen_ascii_digits() {
    assert_eq!(found(request(Devices::One("490154203237518".into()))), [""; 0]);
    for bad in
        ["49015420323751", "4901542032375180", "49015420323751a", "４９０１５４２０３２３７５１８", "490154203237518 "]
    {
        assert_eq!(found(request(Devices::One(bad.into()))), ["imei_format imei"], "{bad}");
        assert_eq!(found(request(Devices::list(["490154203237518", bad]))), ["imei_format imei.1"], "{bad}");
    }
}

#[test]
fn a_check_digit_may_be_left_unchecked() {
    let wrong = Devices::list(["490154203237518", "490154203237519"]);
    assert_eq!(found(request(wrong.clone())), ["imei_check_digit imei.1"]);
    assert_eq!(found(request(Devices::One("490154203237519".into()))), ["imei_check_digit imei"]);
    let rules = Rules { check_digit: false, ..RULES };
    assert!(check(request(wrong), &rules).is_ok());
}

#[test]
fn a_duplicate_is_found_however_far_away() {
    let mut listed = imeis(10_000);
    listed[9_999] = listed[0].clone();
    listed[5_000] = listed[17].clone();
    let issues = issues(request(Devices::list(&listed)));
    assert_eq!(issues.listed().iter().map(summary).collect::<Vec<_>>(), ["duplicate imei.5000", "duplicate imei.9999"]);
    assert!(issues.listed()[0].message.contains("imei[17]"), "{:?}", issues.listed()[0]);
    assert!(issues.listed()[1].message.contains("imei[0]"));
}

#[test]
fn a_separator_inside_an_entry_keeps_the_indices() {
    let smuggled = "490154203237518\",\"358240051111110";
    assert_eq!(found(request(Devices::list([smuggled, "1"]))), ["imei_format imei.0", "imei_format imei.1"]);
}

#[test]
fn dates_are_iso_8601_and_exist() {
    for bad in ["banana", "2026-02-29", "2026-13-01", "2026-06-31", "20260601", "2026-06-01T24:00", "06/01/2026"] {
        assert_eq!(found(with(|request| request.end_date = Some(bad.into()))), ["date_format endDate"], "{bad}");
    }
    for good in ["2024-02-29", "2026-06-01T10:00", "2026-06-01T10:00:00.123456789Z", "2026-06-01T10:00:00-05:00"] {
        assert_eq!(found(with(|request| request.end_date = Some(good.into()))), [""; 0], "{good}");
    }
    assert_eq!(found(with(|request| request.start_date = Some(" ".into()))), ["empty startDate"]);
}

#[test]
fn an_end_does_not_lie_before_its_start() {
    assert_eq!(found(between("2026-06-01", "2026-06-01")), [""; 0]);
    assert_eq!(found(between("2026-06-01T00:00:00.001Z", "2026-06-01")), ["date_order endDate"]);
    assert_eq!(found(between("2026-06-01T00:00+02:00", "2026-05-31T22:00Z")), [""; 0]);
}

#[test]
fn a_range_spans_at_most_180_days() {
    assert_eq!(found(between("2024-01-01", "2024-06-29")), [""; 0]);
    assert_eq!(found(between("2024-01-01", "2024-06-29T00:00:00.001Z")), ["date_range endDate"]);
    assert_eq!(found(between("2023-01-01", "2023-06-30")), [""; 0]);
}

#[test]
fn a_start_alone_lies_at_most_180_days_back() {
    let start = with(|request| request.start_date = Some("2026-01-02T00:00:00.000Z".into()));
    let at = |now: Duration| {
        let rules = Rules { now, ..RULES };
        check(start.clone(), &rules).map_err(|issues| summary(&issues.listed()[0])).err()
    };
    assert_eq!(at(NOW), None);
    assert_eq!(at(NOW + Duration::from_millis(1)), Some("date_range startDate".into()));
    assert_eq!(found(with(|request| request.end_date = Some("2019-01-01".into()))), [""; 0]);
}

#[test]
fn unknown_fields_are_named_with_the_nearest() {
    let draft = Draft { unknown: vec!["imeis".into(), "colour".into()], more_unknown: 3, ..with(|_| {}).into() };
    let issues = issues(draft);
    assert_eq!(issues.count(), 5);
    assert!(issues.listed()[0].message.contains("did you mean imei?"));
    assert!(issues.listed()[1].message.contains("accountNumber, startDate"));
}

#[test]
fn ten_thousand_bad_devices_crowd_out_nothing_else() {
    let mut bad = request(Devices::list(vec!["banana"; 10_000]));
    bad.data_plan = Some(" ".into());
    let of_options = Issues::from(Issue::option(Code::Missing, "token", &["token is missing"]));
    let issues = check_draft(bad.into(), &RULES, of_options).unwrap_err();
    assert_eq!(issues.count(), 10_002);
    let listed: Vec<_> = issues.listed().iter().map(summary).collect();
    assert_eq!(listed.len(), LISTED_ISSUES);
    assert_eq!(listed[..3], ["empty dataPlan", "missing options.token", "imei_format imei.0"]);
}

#[test]
fn as_many_issues_are_listed_as_were_asked_for() {
    let bad = request(Devices::list(vec!["banana"; 10_000]));
    for most in [1, 250, 10_000] {
        let issues = check(bad.clone(), &Rules { max_issues: most, ..RULES }).unwrap_err();
        assert_eq!((issues.listed().len(), issues.count()), (most, 10_000));
    }
}
