//! The bytes on the wire, in both published forms.

use super::super::{AggregateRequest, Devices, Message, Wire, check, encode};
use super::strategies::{RULES, valid_request};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn message(request: AggregateRequest, wire: Wire) -> Message {
    encode(&check(request, &RULES).unwrap(), wire, true)
}

fn body(request: AggregateRequest, wire: Wire) -> String {
    String::from_utf8(message(request, wire).body).unwrap()
}

fn full(devices: Devices) -> AggregateRequest {
    AggregateRequest {
        account_number: "0000123456-00001".into(),
        devices,
        start_date: Some("2026-03-01".into()),
        end_date: Some("2026-06-01T12:00Z".into()),
        device_group: Some("say \"hi\" \\ Süd".into()),
        data_plan: Some("plan".into()),
        no_session_flag: Some(true),
    }
}

#[test]
fn the_documented_form_has_its_headers_in_order() {
    let headers = message(full(Devices::list(["358240051111110", "490154203237518"])), Wire::Documented).headers;
    let lines: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_eq!(
        lines,
        [
            "accept: application/json",
            "Content-Type: application/json",
            "X-Portal-Initiated: true",
            "accountNumber: 0000123456-00001",
            "imei: 2",
        ]
    );
}

#[test]
fn the_sdk_form_has_none_of_its_own() {
    let names: Vec<_> = message(full(Devices::All), Wire::Sdk).headers.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["accept", "Content-Type"]);
}

#[test]
fn the_body_keeps_the_order_of_the_page() {
    assert_eq!(
        body(full(Devices::One("358240051111110".into())), Wire::Documented),
        concat!(
            r#"{"accountNumber":"0000123456-00001","startDate":"2026-03-01","endDate":"2026-06-01T12:00Z","#,
            r#""imei":"358240051111110","deviceGroup":"say \"hi\" \\ Süd","dataPlan":"plan","noSessionFlag":"true"}"#
        )
    );
}

#[test]
fn devices_are_a_text_a_list_or_all() {
    let imei_of = |devices, wire| {
        let body: Value = serde_json::from_str(&body(AggregateRequest::new("a", devices), wire)).unwrap();
        body["imei"].clone()
    };
    let one = || Devices::One("358240051111110".into());
    let listed_one = || Devices::list(["358240051111110"]);
    let two = || Devices::list(["358240051111110", "490154203237518"]);
    assert_eq!(imei_of(Devices::All, Wire::Documented), json!("0"));
    assert_eq!(imei_of(one(), Wire::Documented), json!("358240051111110"));
    assert_eq!(imei_of(listed_one(), Wire::Documented), json!("358240051111110"));
    assert_eq!(imei_of(two(), Wire::Documented), json!(["358240051111110", "490154203237518"]));
    assert_eq!(imei_of(Devices::All, Wire::Sdk), json!([]));
    assert_eq!(imei_of(one(), Wire::Sdk), json!(["358240051111110"]));
    assert_eq!(imei_of(listed_one(), Wire::Sdk), json!(["358240051111110"]));
    assert_eq!(imei_of(two(), Wire::Sdk), json!(["358240051111110", "490154203237518"]));
}

/// A body of the documented form, read back by a parser that is not ours.
fn parsed(body: &[u8]) -> AggregateRequest {
    let mut body: Map<String, Value> = serde_json::from_slice(body).unwrap();
    let mut text = |name: &str| body.remove(name).map(|value| value.as_str().unwrap().to_owned());
    let (account, start_date, end_date) = (text("accountNumber").unwrap(), text("startDate"), text("endDate"));
    let (device_group, data_plan, flag) = (text("deviceGroup"), text("dataPlan"), text("noSessionFlag"));
    let devices = match body.remove("imei").unwrap() {
        Value::String(zero) if zero == "0" => Devices::All,
        Value::String(imei) => Devices::list([imei]),
        list => Devices::list(list.as_array().unwrap().iter().map(|imei| imei.as_str().unwrap())),
    };
    assert!(body.is_empty(), "nothing else is in the body");
    let no_session_flag = flag.map(|flag| flag.parse().unwrap());
    AggregateRequest {
        account_number: account,
        devices,
        start_date,
        end_date,
        device_group,
        data_plan,
        no_session_flag,
    }
}

#[test]
fn an_idempotency_key_is_a_quoted_string_in_a_header_of_its_own() {
    let mut message = message(full(Devices::All), Wire::Documented);
    assert!(!message.has_idempotency_key());
    message.set_idempotency_key(r#"say-"hi"-\"#);
    assert!(message.has_idempotency_key());
    assert_eq!(message.headers.last().unwrap(), &("Idempotency-Key", r#""say-\"hi\"-\\""#.to_owned()));
}

proptest! {
    #[test]
    fn what_is_encoded_reads_back_as_the_request(request in valid_request()) {
        let mut expected = request.clone();
        if let Devices::One(imei) = &expected.devices {
            expected.devices = Devices::list([imei]);
        }
        prop_assert_eq!(parsed(&message(request, Wire::Documented).body), expected);
    }
}
