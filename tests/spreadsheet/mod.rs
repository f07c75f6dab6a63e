//! The CSV of a report as a spreadsheet reads it, and as docs/contract.md tells readers to undo it.

const NAMES: [&str; 10] = [
    "imei",
    "state",
    "expected",
    "revised",
    "numberOfSessions",
    "bytesTransferred",
    "errorCode",
    "errorMessage",
    "httpStatusCode",
    "detailErrorMessage",
];

/// The lines of a CSV, each of ten cells, the names first.
pub fn lines(csv: &str) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let lines: Vec<Vec<String>> =
        reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
    assert_eq!(lines[0], NAMES);
    lines
}

/// What docs/contract.md tells readers to do with a cell.
pub fn read_back(cell: &str) -> String {
    if let Some(digits) = cell.strip_prefix('\t') {
        return digits.to_owned();
    }
    let mut text = String::new();
    let mut characters = cell.chars().peekable();
    let mut is_start = true;
    if cell.starts_with("'\t") || cell.starts_with("'\r") || cell.starts_with("'\n") {
        characters.next();
    }
    while let Some(mut character) = characters.next() {
        if is_start && character == '\'' {
            character = characters.next().expect("something behind an apostrophe");
            is_start = false;
        }
        let may_precede = character.is_whitespace()
            || character.is_control()
            || matches!(character, '"' | '\u{200b}'..='\u{200f}' | '\u{feff}');
        is_start = ";,\t\r\n".contains(character) || is_start && may_precede;
        text.push(character);
    }
    text
}
