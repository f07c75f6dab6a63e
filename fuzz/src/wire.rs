//! The request on the wire, read back by serde_json, and its headers against the table in docs/contract.md.

use crate::moments::NOW;
use crate::validation::passes_luhn;
use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use thingspace_aggregate::contract::{AggregateRequest, Devices, Message, Rules, Wire, check, encode};

pub fn fuzz(data: &[u8]) {
    let _ = with(&mut Unstructured::new(data));
}

fn with(u: &mut Unstructured<'_>) -> Result<()> {
    let imeis = imeis(u)?;
    let (portal_initiated, is_sdk): (bool, bool) = u.arbitrary()?;
    let mut request = AggregateRequest::new(
        header_text(u)?,
        match (&*imeis, u.arbitrary()?) {
            ([], _) => Devices::All,
            ([imei], true) => Devices::One(imei.clone()),
            (imeis, _) => Devices::list(imeis),
        },
    );
    request.start_date = u.arbitrary::<bool>()?.then(|| "2026-06-01".to_owned());
    request.end_date = u.arbitrary::<bool>()?.then(|| "2026-06-30T12:00+02:00".to_owned());
    request.no_session_flag = u.arbitrary()?;
    request.device_group = u.arbitrary()?;
    request.data_plan = u.arbitrary()?;
    let key = header_text(u)?;

    let Ok(checked) = check(request.clone(), &Rules::new(NOW)) else { return Ok(()) };
    let wire = if is_sdk { Wire::Sdk } else { Wire::Documented };
    let mut message = encode(&checked, wire, portal_initiated);
    message.set_idempotency_key(&key);
    assert_eq!(message.path, "/report/async/aggregate");
    assert_body(&message, &request, &imeis, is_sdk);
    assert_headers(&message, &request, &imeis, is_sdk, portal_initiated);
    let (name, value) = message.headers.last().expect("the key");
    assert_eq!((*name, unquoted(value)), ("Idempotency-Key", key));
    Ok(())
}

/// Devices that pass, each once.
fn imeis(u: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let count = u.int_in_range(0..=5)?;
    let numbers = (0..count).map(|_| u.int_in_range(0..=99_999_999_999_999_u64)).collect::<Result<BTreeSet<_>>>()?;
    let with_check_digit = |number| (0..10).map(|digit| format!("{number:014}{digit}")).find(|imei| passes_luhn(imei));
    Ok(numbers.into_iter().filter_map(with_check_digit).collect())
}

fn header_text(u: &mut Unstructured<'_>) -> Result<String> {
    let text: String =
        u.arbitrary_iter::<u8>()?.take(60).map(|byte| Ok(char::from(b'!' + byte? % 94))).collect::<Result<_>>()?;
    Ok(text + "~")
}

fn assert_body(message: &Message, request: &AggregateRequest, imeis: &[String], is_sdk: bool) {
    let body: Map<String, Value> = serde_json::from_slice(&message.body).expect("JSON");
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let expected = [
        ("accountNumber", Some(json!(request.account_number))),
        ("startDate", text(&request.start_date)),
        ("endDate", text(&request.end_date)),
        (
            "imei",
            Some(match imeis {
                _ if is_sdk => json!(imeis),
                [] => json!("0"),
                [imei] => json!(imei),
                imeis => json!(imeis),
            }),
        ),
        ("deviceGroup", text(&request.device_group)),
        ("dataPlan", text(&request.data_plan)),
        (
            "noSessionFlag",
            request.no_session_flag.map(|flag| if is_sdk { json!(flag) } else { json!(flag.to_string()) }),
        ),
    ];
    let present = expected.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?)));
    assert_eq!(body, present.clone().collect());
    // In the order of the page, and each once: the texts of the names are found one after the other.
    let body = str::from_utf8(&message.body).expect("UTF-8");
    let again: String = present.map(|(name, value)| format!("{}:{value}", json!(name))).collect::<Vec<_>>().join(",");
    assert_eq!(body, format!("{{{again}}}"));
}

fn assert_headers(
    message: &Message,
    request: &AggregateRequest,
    imeis: &[String],
    is_sdk: bool,
    portal_initiated: bool,
) {
    let mut expected = vec![("accept", "application/json".to_owned()), ("Content-Type", "application/json".to_owned())];
    if !is_sdk {
        expected.push(("X-Portal-Initiated", portal_initiated.to_string()));
        expected.push(("accountNumber", request.account_number.clone()));
        expected.push(("imei", imeis.len().to_string()));
    }
    assert_eq!(message.headers[..message.headers.len() - 1], expected);
    let is_visible = |(_, value): &(&str, String)| value.bytes().all(|byte| byte.is_ascii_graphic());
    assert!(message.headers.iter().all(is_visible));
}

/// A quoted string of RFC 9651.
fn unquoted(value: &str) -> String {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).expect("quotes");
    let mut characters = inner.chars();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        assert_ne!(character, '"', "a quote within ends the text");
        text.push(if character == '\\' { characters.next().expect("what it escapes") } else { character });
    }
    text
}
