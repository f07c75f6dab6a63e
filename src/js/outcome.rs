//! Outcomes for JavaScript: plain objects, with nothing of ours behind them.

use crate::contract::{AggregateReportError, Issue, Issues, Key, Receipt};
use serde::{Serialize, Serializer};
use wasm_bindgen::JsValue;

/// `{ txid, status }`.
pub fn receipt(receipt: &Receipt) -> JsValue {
    plain(&Fields(vec![("txid", Value::Text(&receipt.txid)), ("status", Value::Text(&receipt.status))]))
}

/// The fields of an `AggregateReportError`, `cause` included when there is one.
pub fn failure(error: &AggregateReportError<JsValue>) -> JsValue {
    let mut fields = vec![
        ("kind", Value::Text(error.kind.as_str())),
        ("message", Value::Text(&error.message)),
        ("attempts", Value::Number(error.attempts.into())),
        ("mayBeQueued", Value::Flag(error.may_be_queued)),
    ];
    fields.extend(error.issues.as_deref().map(|issues| ("issues", listed(issues))));
    fields.extend(error.issue_count.map(|count| ("issueCount", Value::Number(count.into()))));
    fields.extend(error.status.map(|status| ("status", Value::Number(status.into()))));
    fields.extend(error.error_code.as_deref().map(|code| ("errorCode", Value::Text(code))));
    fields.extend(error.error_message.as_deref().map(|words| ("errorMessage", Value::Text(words))));
    fields.extend(error.retry_after.map(|wait| ("retryAfter", Value::Number(wait))));
    let object = plain(&Fields(fields));
    if let Some(cause) = &error.cause {
        // Cannot fail on a plain object of our own.
        let _ = js_sys::Reflect::set(&object, &"cause".into(), cause);
    }
    object
}

/// `{ issues, issueCount }`.
pub fn issues(issues: &Issues) -> JsValue {
    let count = Value::Number(issues.count().into());
    plain(&Fields(vec![("issues", listed(issues.listed())), ("issueCount", count)]))
}

fn listed<'a>(issues: &'a [Issue]) -> Value<'a> {
    let fields = |issue: &'a Issue| {
        let Issue { code, path, message } = issue;
        Fields(vec![
            ("code", Value::Text(code.as_str())),
            ("path", Value::Path(path)),
            ("message", Value::Text(message)),
        ])
    };
    Value::Issues(issues.iter().map(fields).collect())
}

/// An object, written as a map: serde-wasm-bindgen keeps a table of the field names it saw in structs, which weighs
/// more than it saves here.
struct Fields<'a>(Vec<(&'static str, Value<'a>)>);

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Number(f64),
    Flag(bool),
    Path(&'a [Key]),
    Issues(Vec<Fields<'a>>),
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Texts, numbers, flags and lists all have a JavaScript value, so this cannot fail.
fn plain(fields: &Fields<'_>) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    fields.serialize(&serializer).unwrap_or_default()
}
