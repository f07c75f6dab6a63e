//! The CSV of a report, read back by the crate `csv`.

mod inbox;
mod spreadsheet;

use inbox::{Inbox, SETTLE_AFTER, TXID};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use spreadsheet::{lines, read_back};
use std::collections::BTreeMap;

const ONE: &str = "490154203237518";

fn failed(message: &str) -> Value {
    json!({ "txid": TXID, "errors": [{ "imei": ONE, "errorMessage": message }] })
}

/// The cell of an error message, as a spreadsheet reads it.
fn cell(message: &str) -> String {
    let mut inbox = Inbox::opened(None);
    inbox.record(&failed(message));
    lines(&inbox.csv())[1][7].clone()
}

#[test]
fn a_report_is_a_line_of_names_and_a_line_for_each_device() {
    let mut inbox = Inbox::opened(Some(&[ONE, "358240051111110", "012345678901237"]));
    inbox.record(&json!({ "txid": TXID, "usage": [{ "imei": ONE, "numberOfSessions": 2, "bytesTransferred": 2057 }] }));
    inbox.record(&json!({ "txid": TXID, "errors": [{ "imei": "012345678901237", "errorMessage": "No \"report\".",
        "errorResponse": { "errorCode": "404.1", "httpStatusCode": 404, "detailErrorMessage": "a,b\r\nc" } }] }));
    let csv = inbox.csv();
    assert_eq!(
        csv,
        "\u{feff}imei,state,expected,revised,numberOfSessions,bytesTransferred,errorCode,errorMessage,httpStatusCode,detailErrorMessage\r\n\
         \"\t358240051111110\",waiting,true,false,,,,,,\r\n\
         \"\t490154203237518\",reported,true,false,2,2057,,,,\r\n\
         \"\t012345678901237\",failed,true,false,,,404.1,\"No \"\"report\"\".\",404,\"a,b\r\nc\"\r\n"
    );
    inbox.now += SETTLE_AFTER;
    assert_eq!(lines(&inbox.csv())[1][1], "silent");
}

#[test]
fn a_number_that_a_spreadsheet_would_round_is_text() {
    for (number, cell) in [
        ("999999999999999", "999999999999999"),
        ("9007199254740993", "\t9007199254740993"),
        ("18446744073709551616", "\t18446744073709551616"),
        ("1e21", "\t1000000000000000000000"),
        ("-5", "'-5"),
        ("1.5", "1.5"),
        ("null", ""),
        ("\"=1+1\"", "'=1+1"),
        ("[-1]", "[-1]"),
    ] {
        let mut inbox = Inbox::opened(None);
        inbox.record_text(&format!(r#"{{"txid":"{TXID}","usage":[{{"imei":"{ONE}","bytesTransferred":{number}}}]}}"#));
        assert_eq!(lines(&inbox.csv())[1][5], cell);
    }
}

/// Texts, and the cells that they become, in the page's files as well.
#[derive(Deserialize)]
struct Cells {
    texts: BTreeMap<String, String>,
    imeis: BTreeMap<String, String>,
}

#[test]
fn no_cell_begins_like_a_formula_or_is_changed() {
    let Cells { texts, imeis } = serde_json::from_str(include_str!("spreadsheet/cells.json")).unwrap();
    for (text, expected) in &texts {
        assert_eq!(cell(text), *expected, "{text:?}");
    }
    for (imei, expected) in &imeis {
        let mut inbox = Inbox::opened(None);
        inbox.record(&json!({ "txid": TXID, "usage": [{ "imei": imei }] }));
        assert_eq!(lines(&inbox.csv())[1][0], *expected, "{imei:?}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![".{0,20}", "[=+@＝'\"\t\r\n;, 0-9a-]{0,12}", "[0-9]{1,20}"]
}

proptest! {
    #[test]
    fn every_text_can_be_read_back(
        code in any_text(), message in any_text(), status in any_text(), detail in any_text(),
    ) {
        let mut inbox = Inbox::opened(None);
        inbox.record(&json!({ "txid": TXID, "errors": [{ "imei": ONE, "errorMessage": message,
            "errorResponse": { "errorCode": code, "httpStatusCode": status, "detailErrorMessage": detail } }] }));
        let cells: Vec<String> = lines(&inbox.csv())[1].iter().map(|cell| read_back(cell)).collect();
        prop_assert_eq!(cells, [ONE, "failed", "false", "false", "", "", &code, &message, &status, &detail]);
    }

    #[test]
    fn every_device_is_a_line_with_its_figures(figures in prop::collection::vec((0..10_u128.pow(30), any::<u64>()), 1..20)) {
        let mut inbox = Inbox::opened(None);
        let imei = |place: usize| format!("{:015}", place * 7_919);
        for (place, (bytes, sessions)) in figures.iter().enumerate() {
            inbox.record_text(&format!(
                r#"{{"txid":"{TXID}","usage":[{{"imei":"{}","numberOfSessions":{sessions},"bytesTransferred":{bytes}}}]}}"#,
                imei(place)
            ));
        }
        let lines = lines(&inbox.csv());
        prop_assert_eq!(lines.len(), figures.len() + 1);
        for (place, (bytes, sessions)) in figures.iter().enumerate() {
            let cells: Vec<String> = lines[place + 1].iter().map(|cell| read_back(cell)).collect();
            prop_assert_eq!(&cells[0], &imei(place));
            prop_assert_eq!(&cells[4..6], &[sessions.to_string(), bytes.to_string()]);
        }
    }
}
