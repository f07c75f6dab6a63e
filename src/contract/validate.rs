//! All the rules for a request. Every problem is found at once, before anything is sent.

use super::characters::{body_text, header_text};
use super::date::{self, DAY};
use super::imei::{self, Seen};
use super::issue::{Code, Issues, LISTED_ISSUES, Step};
use super::nearest::unknown_name;
use super::request::{AggregateRequest, Devices, Draft, Field, ImeiList, NotText};
use super::text::{concat, decimal, is_blank};
use std::time::Duration;

/// The most devices that one request can name (the service's page).
pub const MAX_DEVICES: usize = 10_000;

/// The most days of 24 hours that one request can span (the service's page).
const MAX_RANGE_DAYS: i64 = 180;

/// The seven fields, in the order of the service's page.
pub const FIELDS: &str = "accountNumber, startDate, endDate, imei, deviceGroup, dataPlan, noSessionFlag";

/// What a check depends on, other than the request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rules {
    /// Whether an IMEI's last digit must be its Luhn check digit. Some modules have IMEIs where it is not.
    pub check_digit: bool,
    /// The current time since 1970-01-01T00:00Z.
    pub now: Duration,
    /// The largest number of issues to list.
    pub max_issues: usize,
}

impl Rules {
    /// All the rules, at this time since 1970-01-01T00:00Z.
    pub fn new(now: Duration) -> Self {
        Rules { check_digit: true, now, max_issues: LISTED_ISSUES }
    }
}

/// A request without issues. Only [`check`] creates one, so that nothing unchecked is ever encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRequest(AggregateRequest);

impl CheckedRequest {
    /// The request.
    pub fn get(&self) -> &AggregateRequest {
        &self.0
    }
}

/// Checks a request against every rule.
///
/// # Errors
/// All issues, if there are any.
pub fn check(request: AggregateRequest, rules: &Rules) -> Result<CheckedRequest, Issues> {
    check_draft(request.into(), rules, Issues::default())
}

/// Checks a request whose fields may have any type. The issues of its options are listed after its own, but before
/// those of single devices, of which there may be thousands.
pub(crate) fn check_draft(draft: Draft, rules: &Rules, of_options: Issues) -> Result<CheckedRequest, Issues> {
    let mut issues = Issues::with_room(rules.max_issues);
    if let Some(found) = draft.not_an_object {
        issues.add(Code::Type, &[], &["the request must be an object with accountNumber and imei, not ", found]);
        return Err(issues.followed_by(of_options));
    }
    check_text(&mut issues, "accountNumber", &draft.account_number, Presence::Required, header_text);
    check_dates(&mut issues, &draft, rules);
    check_devices(&mut issues, &draft.imei);
    check_text(&mut issues, "deviceGroup", &draft.device_group, Presence::Optional, body_text);
    check_text(&mut issues, "dataPlan", &draft.data_plan, Presence::Optional, body_text);
    check_flag(&mut issues, &draft.no_session_flag);
    check_names(&mut issues, &draft.unknown);
    issues.add_unlisted(draft.more_unknown);
    issues.append(of_options);
    check_entries(&mut issues, &draft, rules);
    if issues.is_empty() { draft.into_request().map(CheckedRequest).ok_or(issues) } else { Err(issues) }
}

#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Required,
    Optional,
}

fn check_text(
    issues: &mut Issues,
    name: &'static str,
    field: &Field<String>,
    presence: Presence,
    rule: fn(&str) -> Result<(), (Code, &'static str)>,
) {
    let problem = match field {
        Field::Absent if presence == Presence::Required => Err((Code::Missing, " is missing: it must be given")),
        Field::Absent => Ok(()),
        Field::Given(text) => rule(text),
        Field::IllFormed => Err((
            Code::Characters,
            " contains half of a surrogate pair, which cannot be sent: look for a string that was cut in two",
        )),
        Field::Wrong(found) => {
            return issues.add(Code::Type, &[Step::Name(name)], &[name, " must be a string, not ", found]);
        }
    };
    if let Err((code, words)) = problem {
        issues.add(code, &[Step::Name(name)], &[name, words]);
    }
}

#[expect(
    clippy::arithmetic_side_effects,
    reason = "the years of both dates have four digits, and the current time is capped where it cannot be counted"
)]
fn check_dates(issues: &mut Issues, draft: &Draft, rules: &Rules) {
    let start = check_date(issues, "startDate", &draft.start_date);
    let end = check_date(issues, "endDate", &draft.end_date);
    let (Some(start), true) = (start, end.is_some() || draft.end_date == Field::Absent) else {
        return;
    };
    let (name, until) = match end {
        Some(end) => ("endDate", end),
        None => ("startDate", date::milliseconds(rules.now)),
    };
    if end.is_some() && until < start {
        let words = &["endDate is before startDate: swap them, or correct one"];
        issues.add(Code::DateOrder, &[Step::Name(name)], words);
    } else if until - start > MAX_RANGE_DAYS * DAY {
        let between = if end.is_some() { "startDate and endDate" } else { "startDate and now" };
        let words = &["there are more than 180 days between ", between, ": ask for at most 180"];
        issues.add(Code::DateRange, &[Step::Name(name)], words);
    }
}

fn check_date(issues: &mut Issues, name: &'static str, field: &Field<String>) -> Option<i64> {
    let (code, words, found) = match field {
        Field::Absent => return None,
        Field::Wrong(found) => (Code::Type, " must be an ISO 8601 string or a valid Date, not ", *found),
        Field::Given(text) if is_blank(text) => (Code::Empty, " is empty: leave it out, or give it a date", ""),
        Field::Given(_) | Field::IllFormed => {
            if let Some(date) = field.given().and_then(|text| date::read_iso(text)) {
                return Some(date);
            }
            (Code::DateFormat, NO_DATE, "")
        }
    };
    issues.add(code, &[Step::Name(name)], &[name, words, found]);
    None
}

const NO_DATE: &str = " is not a valid date in ISO 8601: write 2026-06-01, or 2026-06-01T09:30:00.000Z (Z, an offset such as +02:00, or nothing for UTC)";

fn check_devices(issues: &mut Issues, field: &Field<Devices>) {
    const ALL: &str = "for every device of the account, use imei: 0";
    let (code, words): (Code, &[&str]) = match field {
        Field::Absent => (Code::Missing, &["imei is missing: give an IMEI or a list of them; ", ALL]),
        Field::Wrong(found) => {
            (Code::Type, &["imei must be a string of 15 digits, a list of such strings, or 0, not ", found])
        }
        Field::IllFormed => (Code::ImeiFormat, &["imei is not 15 digits: give 15 digits and nothing else"]),
        Field::Given(Devices::One(imei)) if is_blank(imei) => (Code::Empty, &["imei is empty: give 15 digits; ", ALL]),
        Field::Given(Devices::List(list)) if list.is_empty() => {
            (Code::Empty, &["imei is an empty list: list some devices; ", ALL])
        }
        Field::Given(Devices::List(list)) if list.len() > MAX_DEVICES => {
            let count = decimal(list.len() as u32);
            let words = &["imei lists ", &count, " devices, but a request can have at most 10,000: split the list"];
            return issues.add(Code::TooManyDevices, IMEI, words);
        }
        Field::Given(_) => return,
    };
    issues.add(code, IMEI, words);
}

const IMEI: &[Step<'_>] = &[Step::Name("imei")];

fn check_flag(issues: &mut Issues, field: &Field<bool>) {
    let found = match field {
        Field::Wrong(found) => found,
        Field::IllFormed => "another string",
        Field::Absent | Field::Given(_) => return,
    };
    let words = &["noSessionFlag must be true, false, \"true\" or \"false\", not ", found];
    issues.add(Code::Type, &[Step::Name("noSessionFlag")], words);
}

fn check_names(issues: &mut Issues, unknown: &[String]) {
    for name in unknown {
        // Looking for the name that was meant takes longer than everything else.
        if issues.has_room() {
            issues.add(Code::UnknownField, &[Step::Name(name)], &[name, &unknown_name(name, FIELDS)]);
        } else {
            issues.add_unlisted(1);
        }
    }
}

fn check_entries(issues: &mut Issues, draft: &Draft, rules: &Rules) {
    match draft.imei.given() {
        Some(Devices::One(imei)) if !is_blank(imei) => check_one(issues, imei, rules),
        Some(Devices::List(list)) if list.len() <= MAX_DEVICES => check_list(issues, list, &draft.not_text, rules),
        _ => {}
    }
}

fn check_one(issues: &mut Issues, imei: &str, rules: &Rules) {
    match imei::read(imei.as_bytes()) {
        None => issues.add(Code::ImeiFormat, IMEI, &["imei is not 15 digits: ", imei::explain(imei.as_bytes())]),
        Some(imei) if rules.check_digit && !imei.check_digit_fits => {
            issues.add(Code::ImeiCheckDigit, IMEI, &["imei", CHECK_DIGIT]);
        }
        Some(_) => {}
    }
}

const CHECK_DIGIT: &str = " has a wrong check digit (Luhn): look for a mistyped digit, or pass checkDigit: false if your modules have such IMEIs";

fn check_list(issues: &mut Issues, list: &ImeiList, not_text: &[NotText], rules: &Rules) {
    let mut not_text = not_text.iter().peekable();
    let mut seen = Seen::with_capacity(list.len());
    for (index, entry) in list.entries().enumerate() {
        if let Some(odd) = not_text.next_if(|odd| odd.index == index) {
            add_entry(issues, Code::Type, index, &[" must be a string of 15 digits, not ", odd.found]);
            continue;
        }
        let Some(imei) = imei::read(entry) else {
            add_entry(issues, Code::ImeiFormat, index, &[" is not 15 digits: ", imei::explain(entry)]);
            continue;
        };
        if rules.check_digit && !imei.check_digit_fits {
            add_entry(issues, Code::ImeiCheckDigit, index, &[CHECK_DIGIT]);
        }
        if let Some(earlier) = seen.earlier(imei.number, index) {
            let earlier = decimal(earlier as u32);
            add_entry(issues, Code::Duplicate, index, &[" is the same device as imei[", &earlier, "]: list it once"]);
        }
    }
}

/// Builds the message only if it is going to be listed: there may be ten thousand issues.
fn add_entry(issues: &mut Issues, code: Code, index: usize, words: &[&str]) {
    if !issues.has_room() {
        return issues.add_unlisted(1);
    }
    let index = index as u32;
    let path = &[Step::Name("imei"), Step::Index(index)];
    issues.add(code, path, &["imei[", &decimal(index), "]", &concat(words)]);
}
