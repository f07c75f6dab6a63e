//! Texts of others in a CSV, read back by the crate `csv`: no cell is a formula, and each text is there.

use crate::inbox::{Inbox, TXID};
use crate::spreadsheet::{lines, read_back};
use serde_json::json;

/// What spreadsheets run.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Six texts, a NUL between them.
pub fn fuzz(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let mut texts = text.splitn(6, '\0').map(|text| start_of(text, 4000));
    let [imei, code, message, status, detail, bytes] = std::array::from_fn(|_| texts.next().unwrap_or_default());
    let mut inbox = Inbox::opened(None);
    inbox.record(&json!({
        "txid": TXID,
        "usage": [{ "imei": imei, "bytesTransferred": bytes }],
        "errors": [{ "imei": imei, "errorMessage": message,
            "errorResponse": { "errorCode": code, "httpStatusCode": status, "detailErrorMessage": detail } }],
    }));
    let lines = lines(&inbox.csv());
    if imei.trim().is_empty() || imei.len() > 64 {
        assert_eq!(lines.len(), 1, "it names no device");
        return;
    }
    let cells = &lines[1];
    for cell in cells {
        let shown = cell.trim_matches(|character: char| character.is_whitespace() || character.is_control());
        assert!(!shown.starts_with(FORMULA), "{cell:?} is run");
        for separator in [';', ',', '\t', '\n', '\r'] {
            // Each quote is written twice, which at the start of a cell is an empty text in quotes.
            let runs = cell.split(separator).skip(1).any(|part| part.trim_start_matches('"').starts_with(FORMULA));
            assert!(!runs, "{cell:?} is run where {separator:?} separates cells");
        }
    }
    let read: Vec<String> = cells.iter().map(|cell| read_back(cell)).collect();
    assert_eq!((&*read[0], &*read[1]), (imei, "failed"));
    assert_eq!(read[6..], [code, message, status, detail]);
    // A count comes as a plain number, however it was spelled.
    if !bytes.chars().next().is_some_and(|first| first.is_ascii_digit()) {
        assert_eq!(read[5], bytes);
    }
}

fn start_of(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}
