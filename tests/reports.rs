//! Callbacks folded into reports, as an inbox does it: everything is stored as text in between.

mod inbox;

use inbox::{Inbox, NOW, SETTLE_AFTER, TXID};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};
use thingspace_aggregate::contract::{
    MAX_CALLBACK_BYTES, MAX_EARLIER, MAX_FIELDS, MAX_IMEI_BYTES, MAX_KEPT, MAX_TXID_BYTES, MAX_VALUE_BYTES, Report,
    present, read_callback,
};

const ONE: &str = "490154203237518";
const TWO: &str = "358240051111110";
const OTHER: &str = "012345678901237";

fn usage(imei: &str, sessions: u64, bytes: u64) -> Value {
    json!({ "txid": TXID, "usage": [{ "imei": imei, "numberOfSessions": sessions, "bytesTransferred": bytes }] })
}

fn error(imei: &str, code: &str) -> Value {
    json!({ "txid": TXID, "usage": [], "errors": [{
        "imei": imei,
        "errorMessage": "No report.",
        "errorResponse": { "errorCode": code, "errorMessage": "Not found.", "httpStatusCode": "404",
                           "detailErrorMessage": "The device is not active." }
    }] })
}

/// A callback for one device whose figure is spelled like this in JSON.
fn spelled(imei: &str, bytes: &str) -> String {
    format!(r#"{{"txid":"{TXID}","usage":[{{"imei":"{imei}","numberOfSessions":1,"bytesTransferred":{bytes}}}]}}"#)
}

fn totals(report: &Value) -> Value {
    let names = ["expected", "answered", "failed", "silent", "unexpected", "revised", "numberOfSessions"];
    let mut totals: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), report[*name].clone())).collect();
    totals.insert("bytesTransferred".into(), report["bytesTransferred"].clone());
    Value::Object(totals)
}

/// Any JSON, of the names that mean something as well.
fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        ".{0,8}",
        prop::sample::select(vec![
            "imei",
            "numberOfSessions",
            "bytesTransferred",
            "errorResponse",
            "errorMessage",
            "state"
        ])
        .prop_map(String::from),
    ];
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(24, 200, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

mod bodies {
    use super::*;

    #[test]
    fn a_callback_names_its_report_and_each_device_once() {
        let body = json!({ "txid": "t", "usage": [{ "imei": "2" }, { "imei": "1" }, { "imei": "2" }],
                           "errors": [{ "imei": "3" }, { "imei": "1" }] });
        let callback = read_callback(&body.to_string()).unwrap();
        assert_eq!(callback.txid, "t");
        assert_eq!(callback.imeis().collect::<Vec<_>>(), ["2", "1", "3"]);
    }

    #[test]
    fn anything_else_is_no_callback() {
        for body in [
            "",
            " ",
            "null",
            "1",
            "\"txid\"",
            "[]",
            "{}",
            "{",
            "<html></html>",
            r#"[{"txid":"t","usage":[]}]"#,
            r#"{"txid":"t"}"#,
            r#"{"txid":"t","usage":null}"#,
            r#"{"txid":"t","usage":1}"#,
            r#"{"txid":"t","fault":null}"#,
            r#"{"usage":[]}"#,
            r#"{"txid":"","usage":[]}"#,
            r#"{"txid":" ","usage":[]}"#,
            r#"{"txid":null,"usage":[]}"#,
            r#"{"txid":true,"usage":[]}"#,
            r#"{"txid":1.5,"usage":[]}"#,
            r#"{"txid":-1,"usage":[]}"#,
            r#"{"txid":["t"],"usage":[]}"#,
            r#"{"txid":"t","usage":[]} x"#,
            "{\"txid\":\"t\",\"usage\":[]\0}",
        ] {
            assert_eq!(read_callback(body), None, "{body}");
        }
    }

    #[test]
    fn a_txid_that_is_a_number_is_its_digits() {
        for digits in ["0", "9007199254740993", "123456789012345678901234567890"] {
            assert_eq!(read_callback(&format!(r#"{{"txid":{digits},"usage":[]}}"#)).unwrap().txid, digits);
        }
    }

    #[test]
    fn sizes_are_bounded() {
        let body = |txid: &str| format!(r#"{{"txid":"{txid}","usage":[]}}"#);
        assert!(read_callback(&body(&"t".repeat(MAX_TXID_BYTES))).is_some());
        assert!(read_callback(&body(&"t".repeat(MAX_TXID_BYTES + 1))).is_none());
        let padding = " ".repeat(MAX_CALLBACK_BYTES - body("t").len());
        assert!(read_callback(&(body("t") + &padding)).is_some());
        assert!(read_callback(&(body("t") + &padding + " ")).is_none());
        let deep = format!(r#"{{"txid":"t","usage":[],"x":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(read_callback(&deep).is_none());
    }

    #[test]
    fn the_names_of_our_json_reader_are_no_trap() {
        for number in ["\"x\"", "\"5\"", "5", "{}"] {
            let trap = format!(r#"{{"a":1,"$serde_json::private::Number":{number}}}"#);
            let mut inbox = Inbox::opened(Some(&[ONE]));
            inbox.record_text(&format!(
                r#"{{"a":1,"txid":"{TXID}","x":{trap},"$serde_json::private::Number":{number},"fault":{trap},
                   "usage":[{trap},{{"imei":"{ONE}","bytesTransferred":1,"x":{trap},"$serde_json::private::Number":{number}}}]}}"#
            ));
            inbox.record(&usage(TWO, 1, 1));
            assert_eq!(inbox.report()["bytesTransferred"], 2);
        }
    }

    #[test]
    fn a_device_may_have_a_name_of_the_longest_length() {
        let longest = "x".repeat(MAX_IMEI_BYTES);
        let body = json!({ "txid": "t", "usage": [{ "imei": longest }, { "imei": format!("{longest}x") }] });
        assert_eq!(read_callback(&body.to_string()).unwrap().imeis().collect::<Vec<_>>(), [longest]);
    }

    #[test]
    fn what_ends_for_sqlite_before_its_end_is_no_name() {
        let body = json!({ "txid": "t", "usage": [{ "imei": "1\u{0}2" }, { "imei": "1\u{1}2" }] });
        assert_eq!(read_callback(&body.to_string()).unwrap().imeis().collect::<Vec<_>>(), ["1\u{1}2"]);
        assert!(read_callback(&json!({ "txid": "t\u{0}", "usage": [] }).to_string()).is_none());
    }

    #[test]
    fn the_imei_of_a_number_gets_its_zeros_back() {
        for (imei, read) in [
            ("490154203237518", "490154203237518"),
            ("12345678901237", "012345678901237"),
            ("1234567890128", "001234567890128"),
            ("5", "5"),
            ("\"12345678901237\"", "12345678901237"),
        ] {
            let body = format!(r#"{{"txid":"t","usage":[{{"imei":{imei}}}]}}"#);
            assert_eq!(read_callback(&body).unwrap().imeis().collect::<Vec<_>>(), [read]);
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(body in ".*") {
            read_callback(&body);
        }

        #[test]
        fn no_json_is_too_much(value in any_json(), usage in any_json(), errors in any_json()) {
            let mut inbox = Inbox::new();
            let body = json!({ "txid": TXID, "usage": usage, "errors": [errors], "fault": value, "more": value });
            inbox.record(&body);
            inbox.open(Some(&[ONE]));
            inbox.record(&body);
            inbox.report();
            inbox.csv();
        }
    }
}

mod totals_of {
    use super::*;

    #[test]
    fn a_report_that_every_device_answers() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        assert_eq!(inbox.report()["state"], "waiting");
        inbox.record(&usage(ONE, 2, 2057));
        assert_eq!(inbox.report()["state"], "waiting");
        inbox.record(&error(TWO, "404.1"));
        let report = inbox.report();
        assert_eq!(report["state"], "complete");
        assert_eq!(report["completedAt"], NOW);
        assert_eq!(
            totals(&report),
            json!({ "expected": 2, "answered": 2, "failed": 1, "silent": 0, "unexpected": 0, "revised": 0,
                    "numberOfSessions": 2, "bytesTransferred": 2057 })
        );
        assert_eq!(
            report["devices"],
            json!([
                { "imei": ONE, "state": "reported", "expected": true, "numberOfSessions": 2, "bytesTransferred": 2057 },
                { "imei": TWO, "state": "failed", "expected": true, "error": {
                    "errorMessage": "No report.", "errorCode": "404.1", "httpStatusCode": "404",
                    "detailErrorMessage": "The device is not active.", "fields": { "errorMessage": "Not found." } } }
            ])
        );
    }

    #[test]
    fn a_device_that_nobody_asked_for_counts_but_completes_nothing() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        inbox.record(&usage(OTHER, 1, 10));
        let report = inbox.report();
        assert_eq!(report["state"], "waiting");
        assert_eq!(
            totals(&report),
            json!({ "expected": 1, "answered": 0, "failed": 0, "silent": 1, "unexpected": 1, "revised": 0,
                    "numberOfSessions": 1, "bytesTransferred": 10 })
        );
        assert_eq!(report["devices"][1]["expected"], false);
    }

    #[test]
    fn every_device_of_the_account_has_no_unexpected_ones() {
        let mut inbox = Inbox::opened(None);
        inbox.record(&usage(ONE, 1, 1));
        inbox.record(&error(TWO, "404.1"));
        assert_eq!(
            totals(&inbox.report()),
            json!({ "expected": null, "answered": 2, "failed": 1, "silent": null, "unexpected": 0, "revised": 0,
                    "numberOfSessions": 1, "bytesTransferred": 1 })
        );
        assert_eq!(inbox.report()["state"], "waiting");
        inbox.now += SETTLE_AFTER;
        assert_eq!(inbox.report()["state"], "settled");
    }

    #[test]
    fn an_error_with_usage_in_the_same_callback_is_one_answer() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        let mut body = usage(ONE, 3, 30);
        body["errors"] = error(ONE, "206.1")["errors"].clone();
        inbox.record(&body);
        inbox.record(&body);
        let report = inbox.report();
        assert_eq!(report["devices"][0]["state"], "failed");
        assert_eq!(report["devices"][0]["bytesTransferred"], 30);
        assert_eq!(report["devices"][0]["revised"], Value::Null);
        assert_eq!(
            (&report["bytesTransferred"], &report["failed"], &report["repeated"]),
            (&30.into(), &1.into(), &1.into())
        );
    }

    #[test]
    fn numbers_of_any_size_are_exact() {
        for (spelling, number) in [
            ("0", json!(0)),
            ("2147483648", json!(2147483648_u64)),
            ("9007199254740992", json!(9007199254740992_u64)),
            ("9007199254740993", json!("9007199254740993")),
            ("18446744073709551616", json!("18446744073709551616")),
            ("1000000000000000000000000000000", json!("1000000000000000000000000000000")),
            ("1e+21", json!("1000000000000000000000")),
            ("2057.0", json!(2057)),
            ("20570e-1", json!(2057)),
            ("\"2057\"", json!(2057)),
            ("\"9007199254740993\"", json!("9007199254740993")),
            ("0e999999999", json!(0)),
        ] {
            let mut inbox = Inbox::opened(None);
            inbox.record_text(&spelled(ONE, spelling));
            let report = inbox.report();
            assert_eq!(report["devices"][0]["bytesTransferred"], number, "{spelling}");
            assert_eq!(report["bytesTransferred"], number, "{spelling}");
        }
    }

    #[test]
    fn what_is_no_count_is_shown_and_adds_nothing() {
        for (spelling, shown) in [
            ("-5", json!(-5)),
            ("1.5", json!(1.5)),
            ("1.5e-280", json!(1.5e-280)),
            ("1e-400", json!("1e-400")),
            ("1.5e-32768", json!("1.5e-32768")),
            ("1e-99999999999", json!("1e-99999999999")),
            ("0.1234567890123456", json!(0.1234567890123456)),
            ("0.123456789012345678", json!("0.123456789012345678")),
            ("1e+999", json!("1e+999")),
            ("2.5e70", json!("2.5e+70")),
            ("10000000000000000000000000000000", json!("10000000000000000000000000000000")),
            ("\"many\"", json!("many")),
            ("\"\"", json!("")),
            ("true", json!(true)),
            ("null", json!(null)),
            ("[1]", json!([1])),
        ] {
            let mut inbox = Inbox::opened(Some(&[ONE]));
            inbox.record_text(&spelled(ONE, spelling));
            let report = inbox.report();
            assert_eq!(report["devices"][0]["bytesTransferred"].to_string(), shown.to_string(), "{spelling}");
            assert_eq!(report["bytesTransferred"], 0, "{spelling}");
            assert_eq!(report["state"], "complete");
        }
    }

    #[test]
    fn sums_go_beyond_what_one_number_holds() {
        let mut inbox = Inbox::opened(None);
        inbox.record_text(&spelled(ONE, "18446744073709551615"));
        inbox.record_text(&spelled(TWO, "18446744073709551615"));
        assert_eq!(inbox.report()["bytesTransferred"], "36893488147419103230");
    }
}

mod messages {
    use super::*;

    #[test]
    fn a_repeat_is_counted_and_changes_nothing_else() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        inbox.record(&usage(ONE, 2, 2057));
        let (mut before, seq) = (inbox.report(), inbox.seq_of(ONE));
        inbox.now += 1000;
        inbox.record_text(&format!(
            r#"{{ "usage": [{{"bytesTransferred": 2057, "imei": "{ONE}", "numberOfSessions": 2}}], "txid": "{TXID}" }}"#
        ));
        before["repeated"] = 1.into();
        assert_eq!(inbox.report(), before);
        assert_eq!(inbox.seq_of(ONE), seq);
    }

    #[test]
    fn the_latest_of_differing_messages_counts_and_the_others_are_kept() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        inbox.record(&usage(ONE, 1, 100));
        let seq = inbox.seq_of(ONE);
        inbox.record(&error(ONE, "404.1"));
        inbox.record(&usage(ONE, 2, 200));
        assert!(inbox.seq_of(ONE) > seq);
        let report = inbox.report();
        assert_eq!(
            (&report["revised"], &report["failed"], &report["bytesTransferred"]),
            (&1.into(), &0.into(), &200.into())
        );
        let device = &report["devices"][0];
        assert_eq!((&device["revised"], &device["bytesTransferred"]), (&true.into(), &200.into()));
        assert_eq!(device["earlier"][0]["bytesTransferred"], 100);
        assert_eq!(device["earlier"][1]["error"]["errorCode"], "404.1");
    }

    #[test]
    fn a_repeat_of_an_earlier_message_is_a_repeat() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        inbox.record(&usage(ONE, 1, 100));
        inbox.record(&usage(ONE, 2, 200));
        let mut before = inbox.report();
        inbox.record(&usage(ONE, 1, 100));
        before["repeated"] = 1.into();
        assert_eq!(inbox.report(), before);
    }

    #[test]
    fn so_many_differing_messages_are_kept() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        for bytes in 0..20 {
            inbox.record(&usage(ONE, 1, bytes));
        }
        let report = inbox.report();
        assert_eq!(report["bytesTransferred"], 19);
        assert_eq!(report["revised"], 1);
        let earlier = report["devices"][0]["earlier"].as_array().unwrap();
        assert_eq!(earlier.len(), MAX_EARLIER);
        assert_eq!(earlier[MAX_EARLIER - 1]["bytesTransferred"], 18);
    }

    #[test]
    fn unknown_fields_are_kept() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        inbox.record_text(&format!(
            r#"{{"txid":"{TXID}","batch":7,"usage":[{{"imei":"{ONE}","bytesTransferred":1,"plan":{{"id":12345678901234567890}},"state":"x"}}]}}"#
        ));
        let report = inbox.report();
        assert_eq!(report["fields"], json!({ "batch": 7 }));
        assert_eq!(report["devices"][0]["fields"], json!({ "plan": { "id": "12345678901234567890" }, "state": "x" }));
        assert_eq!(report["devices"][0]["state"], "reported");
    }

    #[test]
    fn the_latest_value_of_a_field_counts_but_a_repeat_has_none() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        let with = |mut body: Value, batch: u32| {
            body["batch"] = batch.into();
            body
        };
        inbox.record(&with(usage(ONE, 1, 1), 1));
        inbox.record(&with(usage(TWO, 1, 1), 2));
        inbox.record(&with(usage(ONE, 1, 1), 1));
        assert_eq!(inbox.report()["fields"], json!({ "batch": 2 }));
        inbox.record(&json!({ "txid": TXID, "usage": [], "batch": 3 }));
        assert_eq!(inbox.report()["fields"], json!({ "batch": 3 }));
    }

    #[test]
    fn so_many_fields_are_kept_of_all_callbacks_together() {
        let mut inbox = Inbox::opened(None);
        for number in 0..=MAX_FIELDS {
            inbox.record_text(&format!(r#"{{"txid":"{TXID}","usage":[],"f{number}":0}}"#));
        }
        inbox.record(&json!({ "txid": TXID, "usage": [], "f0": 1 }));
        let report = inbox.report();
        assert_eq!(report["fields"].as_object().unwrap().len(), MAX_FIELDS);
        assert_eq!((&report["fields"]["f0"], &report["fields"][format!("f{MAX_FIELDS}")]), (&1.into(), &Value::Null));
    }

    #[test]
    fn what_names_no_device_is_a_message_too() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        for (place, body) in [
            json!({ "txid": TXID, "fault": { "code": 1 } }),
            json!({ "txid": TXID, "usage": [{ "bytesTransferred": 5 }] }),
            json!({ "txid": TXID, "usage": [{ "bytesTransferred": 5 }], "fault": { "code": 2 } }),
        ]
        .into_iter()
        .enumerate()
        {
            inbox.now += 1000;
            let mut body = body;
            body["batch"] = place.into();
            inbox.record(&body);
            let news = inbox.report();
            assert_eq!((&news["lastMessageAt"], &news["fields"]["batch"]), (&inbox.now.into(), &place.into()),);
        }
    }

    #[test]
    fn an_error_response_of_another_form_is_kept_unless_it_is_null() {
        for (response, fields) in [(json!("gone"), json!({ "errorResponse": "gone" })), (json!(null), json!(null))] {
            let mut inbox = Inbox::opened(None);
            inbox.record(&json!({ "txid": TXID, "errors": [{ "imei": ONE, "errorResponse": response }] }));
            assert_eq!(inbox.report()["devices"][0]["error"]["fields"], fields);
        }
    }

    #[test]
    fn an_entry_without_a_device_is_kept() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        let long = "9".repeat(MAX_IMEI_BYTES + 1);
        let body = json!({ "txid": TXID, "usage": [{ "bytesTransferred": 5 }, 7, { "imei": null }, { "imei": long }],
                           "errors": [{ "errorMessage": "?" }] });
        inbox.record(&body);
        inbox.record(&body);
        let report = inbox.report();
        assert_eq!(
            report["unnamed"],
            json!({ "count": 5, "first": [
            { "bytesTransferred": 5 }, 7, { "imei": null }, { "imei": long }, { "errorMessage": "?" }] })
        );
        assert_eq!(report["repeated"], 5);
        assert_eq!((&report["answered"], &report["bytesTransferred"]), (&0.into(), &0.into()));
    }

    #[test]
    fn faults_are_kept_up_to_a_number_and_counted_beyond() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        for code in 0..20 {
            inbox.record(&json!({ "txid": TXID, "fault": { "code": code } }));
        }
        inbox.record(&json!({ "txid": TXID, "fault": { "code": 0 } }));
        let report = inbox.report();
        assert_eq!(report["faults"]["count"], 20);
        assert_eq!(report["faults"]["first"].as_array().unwrap().len(), MAX_KEPT);
        assert_eq!(report["repeated"], 1);
        assert_eq!(report["state"], "waiting");
    }

    /// What is kept of a field with this value.
    fn kept(value: &str) -> Value {
        let mut inbox = Inbox::opened(None);
        inbox.record_text(&format!(r#"{{"txid":"{TXID}","usage":[],"x":{value}}}"#));
        inbox.report()["fields"]["x"].clone()
    }

    #[test]
    fn a_value_of_the_longest_length_is_kept_as_it_came() {
        for (start, end) in [("0.", ""), ("[\"", "\"]"), ("{\"a\":\"", "\"}")] {
            let long = |length: usize| format!("{start}{}{end}", "0".repeat(length - start.len() - end.len()));
            assert_eq!(kept(&long(MAX_VALUE_BYTES)).to_string(), long(MAX_VALUE_BYTES));
            let longer = long(MAX_VALUE_BYTES + 1);
            assert_eq!(kept(&longer), longer[..MAX_VALUE_BYTES].to_owned() + "…");
        }
    }

    #[test]
    fn a_value_may_be_nested_sixteen_levels_deep() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = |levels: usize| format!("{}0{}", open.repeat(levels), close.repeat(levels));
            assert_eq!(kept(&nested(16)).to_string(), nested(16));
            assert_eq!(kept(&nested(17)), nested(17));
        }
    }

    #[test]
    fn what_is_long_or_deep_is_kept_as_the_start_of_its_text() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        let fields: Vec<_> = (0..2 * MAX_FIELDS).map(|number| format!(r#""f{number:03}":1"#)).collect();
        inbox.record_text(&format!(
            r#"{{"txid":"{TXID}","usage":[{{"imei":"{ONE}","numberOfSessions":1,"a":"{}","b":{deep},{}}}]}}"#,
            "é".repeat(MAX_VALUE_BYTES),
            fields.join(",")
        ));
        let device = &inbox.report()["devices"][0];
        let fields = device["fields"].as_object().unwrap();
        assert_eq!(fields.len(), MAX_FIELDS);
        assert_eq!(fields["a"], "é".repeat(MAX_VALUE_BYTES / 2) + "…");
        assert_eq!(fields["b"], deep);
        assert_eq!(device["numberOfSessions"], 1);
    }
}

mod states {
    use super::*;

    #[test]
    fn quiet_settles_a_report_and_devices_are_silent() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        inbox.now += 1000;
        inbox.record(&usage(ONE, 1, 1));
        let due = inbox.now + SETTLE_AFTER;
        assert_eq!(inbox.state()["dueAt"], due);
        inbox.now = due - 1;
        assert_eq!(inbox.report()["state"], "waiting");
        assert_eq!(inbox.report()["devices"][0]["state"], "waiting");
        inbox.now = due;
        let report = inbox.report();
        assert_eq!(
            (&report["state"], &report["settledAt"], &report["silent"]),
            (&"settled".into(), &due.into(), &1.into())
        );
        assert_eq!(report["devices"][0]["state"], "silent");
    }

    #[test]
    fn a_repeat_does_not_keep_a_report_waiting() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        inbox.record(&usage(ONE, 1, 1));
        inbox.now += SETTLE_AFTER - 1;
        inbox.record(&usage(ONE, 1, 1));
        inbox.now += 1;
        assert_eq!(inbox.report()["state"], "settled");
    }

    #[test]
    fn a_late_message_counts_and_reopens_nothing() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        let due = inbox.now + SETTLE_AFTER;
        inbox.now = due + 5;
        inbox.record(&usage(ONE, 1, 7));
        let report = inbox.report();
        assert_eq!((&report["state"], &report["settledAt"]), (&"settled".into(), &due.into()));
        assert_eq!(report["bytesTransferred"], 7);
        assert_eq!(inbox.state()["dueAt"], due);
        inbox.record(&usage(TWO, 1, 7));
        let report = inbox.report();
        assert_eq!((&report["state"], &report["completedAt"]), (&"complete".into(), &(due + 5).into()));
        assert_eq!(inbox.state()["dueAt"], due);
        inbox.record(&usage(TWO, 1, 8));
        assert_eq!(inbox.report()["state"], "complete");
        assert_eq!(inbox.report()["bytesTransferred"], 15);
    }

    #[test]
    fn a_report_that_nobody_opened_never_settles_and_is_kept_a_day() {
        let mut inbox = Inbox::new();
        inbox.record(&usage(ONE, 1, 1));
        inbox.now += 10 * SETTLE_AFTER;
        inbox.record(&usage(TWO, 1, 1));
        assert_eq!(
            inbox.state(),
            json!({ "txid": TXID, "accountNumber": null, "caller": null, "openedAt": null, "state": "waiting",
                    "dueAt": null, "expiresAt": NOW + 86_400_000, "seq": 2 })
        );
        inbox.open(Some(&[ONE, TWO]));
        assert_eq!(inbox.state()["state"], "complete");
        assert_eq!(inbox.state()["expiresAt"], inbox.now + 30 * 86_400_000);
    }

    #[test]
    fn a_report_settles_after_ten_minutes_unless_its_opener_says_otherwise() {
        for (said, quiet) in [("", 600_000), (r#","settleAfter":5"#, 5)] {
            let facts = format!(r#"{{"txid":"t","accountNumber":"a","caller":"ann","expected":null{said}}}"#);
            let (report, _) = Report::open(None, serde_json::from_str(&facts).unwrap(), 0, NOW).unwrap();
            assert_eq!(report.state(NOW).due_at, Some(NOW + quiet));
        }
    }

    #[test]
    fn a_report_says_nothing_of_what_it_does_not_have() {
        let report = Inbox::opened(None).report();
        for name in ["request", "faults", "unnamed", "fields", "completedAt", "settledAt", "next"] {
            assert_eq!(report.get(name), None, "{name}");
        }
    }

    #[test]
    fn a_report_shows_the_request_that_opened_it() {
        let facts = r#"{"txid":"t","accountNumber":"a","caller":"ann","expected":null,"request":{"dataPlan":"x"}}"#;
        let (report, _) = Report::open(None, serde_json::from_str(facts).unwrap(), 0, NOW).unwrap();
        let shown: Value = serde_json::from_str(&present(&report, None, NOW, None)).unwrap();
        assert_eq!(shown["request"], json!({ "dataPlan": "x" }));
    }

    #[test]
    fn devices_alone_are_those_of_the_report() {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        inbox.record(&usage(ONE, 1, 1));
        assert_eq!(inbox.devices(), inbox.report()["devices"]);
    }

    #[test]
    fn a_report_is_opened_once() {
        let mut inbox = Inbox::opened(Some(&[ONE]));
        inbox.record(&usage(ONE, 1, 1));
        let before = inbox.report();
        assert!(!inbox.open(Some(&[TWO])));
        assert_eq!(inbox.report(), before);
    }

    #[test]
    fn several_reports_are_one() {
        let [mut one, mut two, mut all] =
            [Inbox::opened(Some(&[ONE])), Inbox::opened(Some(&[TWO])), Inbox::opened(None)];
        one.record(&usage(ONE, 1, 1));
        two.record_text(&spelled(TWO, "9007199254740993"));
        let both = inbox::merged(&[&one, &two], NOW);
        assert_eq!(both["state"], "complete");
        assert_eq!((&both["expected"], &both["bytesTransferred"]), (&2.into(), &"9007199254740994".into()));
        assert_eq!(both["reports"][0]["bytesTransferred"], 1);
        assert_eq!(both["accountNumber"], "0000123456-00001");
        all.record(&usage(OTHER, 1, 1));
        let three = inbox::merged(&[&one, &two, &all], NOW);
        assert_eq!(
            (&three["state"], &three["expected"], &three["silent"]),
            (&"waiting".into(), &Value::Null, &Value::Null)
        );
        assert_eq!(inbox::merged(&[&one, &all], NOW + SETTLE_AFTER)["state"], "settled");
    }
}

fn any_message() -> impl Strategy<Value = Value> {
    let imei = prop::sample::select(vec![ONE, TWO, OTHER]);
    let number = prop_oneof![0..3_u64, Just(1 << 31), Just((1 << 53) + 1), Just(u64::MAX)];
    (imei, number.clone(), number, any::<bool>()).prop_map(|(imei, sessions, bytes, failed)| {
        if failed { error(imei, &bytes.to_string()) } else { usage(imei, sessions, bytes) }
    })
}

/// Callbacks of which no two differ about a device.
fn agreeing() -> impl Strategy<Value = Vec<Value>> {
    let devices =
        vec![usage(ONE, 1, u64::MAX), usage(TWO, 2, 1 << 53), error(OTHER, "404.1"), usage("356938035643809", 0, 0)];
    let len = devices.len();
    subsequence(devices, 0..=len)
}

proptest! {
    #[test]
    fn order_and_repeats_do_not_matter(
        (callbacks, shuffled) in agreeing().prop_flat_map(|callbacks| {
            let twice: Vec<_> = callbacks.iter().chain(&callbacks).cloned().collect();
            (Just(callbacks), Just(twice).prop_shuffle())
        }),
        opened_after in 0..8_usize,
    ) {
        let expected = Some(&[ONE, OTHER][..]);
        let mut plain = Inbox::opened(expected);
        callbacks.iter().for_each(|callback| plain.record(callback));
        let mut other = Inbox::new();
        for (place, callback) in shuffled.iter().enumerate() {
            if place == opened_after {
                other.open(expected);
            }
            other.record(callback);
        }
        other.open(expected);
        prop_assert_eq!(totals(&plain.report()), totals(&other.report()));
        prop_assert_eq!(plain.report()["state"].clone(), other.report()["state"].clone());
        prop_assert_eq!(plain.devices_by_imei(), other.devices_by_imei());
        prop_assert_eq!(other.report()["repeated"].clone(), json!(callbacks.len()));
    }

    #[test]
    fn opening_before_or_after_makes_no_difference(callbacks in prop::collection::vec(any_message(), 0..12), at in 0..12_usize) {
        let expected = Some(&[ONE, TWO][..]);
        let (mut before, mut between) = (Inbox::opened(expected), Inbox::new());
        for (place, callback) in callbacks.iter().enumerate() {
            if place == at {
                between.open(expected);
            }
            before.record(callback);
            between.record(callback);
        }
        between.open(expected);
        let plain = |inbox: Inbox| {
            let mut report = inbox.report();
            report["devices"] = inbox.devices_by_imei();
            report
        };
        prop_assert_eq!(plain(before), plain(between));
    }

    #[test]
    fn totals_are_the_sums_of_the_rows(callbacks in prop::collection::vec(any_message(), 0..20)) {
        let mut inbox = Inbox::opened(Some(&[ONE, TWO]));
        callbacks.iter().for_each(|callback| inbox.record(callback));
        let report = inbox.report();
        let devices = report["devices"].as_array().unwrap();
        let digits = |value: &Value| value.to_string().trim_matches('"').parse::<u128>().unwrap_or_default();
        let sum = |name: &str| devices.iter().map(|device| digits(&device[name])).sum::<u128>();
        let number = |predicate: &dyn Fn(&Value) -> bool| devices.iter().filter(|device| predicate(device)).count() as u128;
        prop_assert_eq!(digits(&report["bytesTransferred"]), sum("bytesTransferred"));
        prop_assert_eq!(digits(&report["numberOfSessions"]), sum("numberOfSessions"));
        prop_assert_eq!(digits(&report["failed"]), number(&|device| device["state"] == "failed"));
        prop_assert_eq!(digits(&report["silent"]), number(&|device| device["state"] == "waiting"));
        prop_assert_eq!(digits(&report["unexpected"]), number(&|device| device["expected"] == false));
        prop_assert_eq!(digits(&report["revised"]), number(&|device| device["revised"] == true));
        prop_assert_eq!(report["state"] == "complete", report["silent"] == 0);
    }

    #[test]
    fn several_devices_in_one_callback_are_as_several_callbacks(callbacks in agreeing()) {
        let mut single = Inbox::opened(None);
        callbacks.iter().for_each(|callback| single.record(callback));
        let mut together = Inbox::opened(None);
        let all = |name: &str| -> Vec<Value> {
            callbacks.iter().filter_map(|callback| callback[name].as_array()).flatten().cloned().collect()
        };
        together.record(&json!({ "txid": TXID, "usage": all("usage"), "errors": all("errors") }));
        prop_assert_eq!(totals(&single.report()), totals(&together.report()));
        prop_assert_eq!(single.devices_by_imei(), together.devices_by_imei());
    }
}
