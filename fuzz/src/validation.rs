//! A request against every rule of it: the issues are those of a list of rules that looks at one character, one digit and
//! one pair of devices at a time.

use crate::moments::NOW;
use arbitrary::{Result, Unstructured};
use std::collections::HashMap;
use thingspace_aggregate::contract::{AggregateRequest, Devices, Issue, Key, Rules, check};

/// Stands in every text that is refused, and in no issue.
const CANARY: &str = "k4n4ry";

pub fn fuzz(data: &[u8]) {
    let _ = with(&mut Unstructured::new(data));
}

fn with(u: &mut Unstructured<'_>) -> Result<()> {
    let devices = devices(u)?;
    let mut request = AggregateRequest::new(text(u)?, Devices::All);
    request.devices = match &devices {
        Given::One(imei) => Devices::One(imei.clone()),
        Given::List(list) => Devices::list(list),
    };
    request.device_group = option(u)?;
    request.data_plan = option(u)?;
    let mut rules = Rules::new(NOW);
    rules.check_digit = u.arbitrary()?;
    rules.max_issues = u.int_in_range(0..=20)?;

    let expected = expected(&request, &devices, rules.check_digit);
    match check(request, &rules) {
        Ok(_) => assert_eq!(expected, [""; 0]),
        Err(issues) => {
            assert_eq!(issues.count() as usize, expected.len());
            let found: Vec<String> = issues.listed().iter().map(summary).collect();
            assert_eq!(found, expected[..expected.len().min(rules.max_issues)]);
            assert!(issues.listed().iter().all(|issue| !issue.message.contains(CANARY)));
        }
    }
    Ok(())
}

fn summary(issue: &Issue) -> String {
    let path: Vec<String> = issue
        .path
        .iter()
        .map(|key| match key {
            Key::Name(name) => name.clone(),
            Key::Index(index) => index.to_string(),
        })
        .collect();
    format!("{} {}", issue.code.as_str(), path.join("."))
}

enum Given {
    One(String),
    List(Vec<String>),
}

fn devices(u: &mut Unstructured<'_>) -> Result<Given> {
    if u.ratio(1, 4)? {
        return device(u).map(Given::One);
    }
    // Now and then a list of about the longest kind; seldom, since it takes as long as thousands of others.
    if u.arbitrary::<u16>()? == 10_000 {
        let one = device(u)?;
        return Ok(Given::List(vec![one; u.int_in_range(9_999..=10_001)?]));
    }
    let count = u.int_in_range(0..=12)?;
    (0..count).map(|_| device(u)).collect::<Result<_>>().map(Given::List)
}

/// Mostly digits, of few kinds, so that some come twice and some pass.
fn device(u: &mut Unstructured<'_>) -> Result<String> {
    Ok(match u.int_in_range(0..=4)? {
        0 => text(u)?,
        1 => format!("{}", u.int_in_range(0..=99_999_999_999_999_999_u64)?),
        2 => format!("49015420323751{}", u.int_in_range(0..=9)?),
        _ => format!("{:015}", u.int_in_range(0..=999_u64)?),
    })
}

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let text: &str = u.arbitrary()?;
    Ok(match u.int_in_range(0..=7)? {
        0 => text.to_owned(),
        1 if u.arbitrary::<u8>()? == 16 => CANARY.repeat(u.int_in_range(2340..=2341)?),
        _ => format!("{CANARY}{text}"),
    })
}

fn option(u: &mut Unstructured<'_>) -> Result<Option<String>> {
    Ok(if u.arbitrary()? { Some(text(u)?) } else { None })
}

fn expected(request: &AggregateRequest, devices: &Given, check_digit: bool) -> Vec<String> {
    let is_header = |character: char| ('!'..='~').contains(&character);
    let is_body = |character: char| !character.is_control();
    let mut issues = Vec::new();
    issues.extend(text_issue("accountNumber", &request.account_number, is_header));
    match devices {
        Given::One(imei) if imei.trim().is_empty() => issues.push("empty imei".into()),
        Given::List(list) if list.is_empty() => issues.push("empty imei".into()),
        Given::List(list) if list.len() > 10_000 => issues.push("too_many_devices imei".into()),
        _ => {}
    }
    for (name, field) in [("deviceGroup", &request.device_group), ("dataPlan", &request.data_plan)] {
        issues.extend(field.as_ref().and_then(|text| text_issue(name, text, is_body)));
    }
    match devices {
        Given::One(imei) if !imei.trim().is_empty() => {
            issues.extend(imei_issue(imei, check_digit).map(|code| format!("{code} imei")));
        }
        Given::List(list) if list.len() <= 10_000 => {
            let mut first = HashMap::new();
            for (index, imei) in list.iter().enumerate() {
                let issue = imei_issue(imei, check_digit);
                issues.extend(issue.map(|code| format!("{code} imei.{index}")));
                if issue != Some("imei_format") && *first.entry(imei).or_insert(index) != index {
                    issues.push(format!("duplicate imei.{index}"));
                }
            }
        }
        _ => {}
    }
    issues
}

fn text_issue(name: &str, text: &str, is_allowed: impl Fn(char) -> bool) -> Option<String> {
    let code = if text.trim().is_empty() {
        "empty"
    } else if text.len() > 16_384 || !text.chars().all(is_allowed) {
        "characters"
    } else {
        return None;
    };
    Some(format!("{code} {name}"))
}

fn imei_issue(imei: &str, check_digit: bool) -> Option<&'static str> {
    if imei.chars().count() != 15 || !imei.chars().all(|character| character.is_ascii_digit()) {
        return Some("imei_format");
    }
    (check_digit && !passes_luhn(imei)).then_some("imei_check_digit")
}

/// Every second digit from the right is doubled, and the digits of all that are added up.
pub fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = digit.to_digit(10).expect("a digit") * if place % 2 == 1 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}
