//! A request from JavaScript.

use crate::contract::{
    Code, Devices, Draft, FIELDS, Field, ImeiList, Issue, Issues, LISTED_ISSUES, MAX_DEVICES, NotText,
};
use crate::value::{Type, date_text, found, get, properties, start_of, text};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exports/request.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = joinStrings)]
    fn join_strings(list: &JsValue, separator: &str, most: usize) -> Result<Option<Vec<u8>>, JsValue>;
}

/// Reads the seven fields, each once, and the names of all others; or tells that this is no object.
///
/// # Errors
/// Whatever a getter or a proxy threw.
pub fn read(request: &JsValue) -> Result<Result<Draft, Issues>, JsValue> {
    if Type::of(request) != Type::Object {
        let message = &["the request must be an object with accountNumber and imei, not ", found(request)];
        return Ok(Err(Issue::new(Code::Type, &[], message).into()));
    }
    let values = properties(request, FIELDS)?;
    // In the order of `FIELDS`.
    let mut draft = Draft {
        account_number: text(&values.shift()),
        start_date: date(&values.shift()),
        end_date: date(&values.shift()),
        ..Draft::default()
    };
    draft.imei = devices(&values.shift(), &mut draft.not_text)?;
    draft.device_group = text(&values.shift());
    draft.data_plan = text(&values.shift());
    draft.no_session_flag = flag(&values.shift());
    read_names(&values.shift().unchecked_into(), &mut draft);
    Ok(Ok(draft))
}

fn date(value: &JsValue) -> Field<String> {
    match date_text(value) {
        None => text(value),
        Some(invalid) if invalid.is_empty() => Field::Wrong("an invalid Date"),
        Some(text) => Field::Given(text),
    }
}

fn flag(value: &JsValue) -> Field<bool> {
    if let Some(flag) = value.as_bool() {
        return Field::Given(flag);
    }
    match text(value) {
        Field::Given(text) if text == "true" => Field::Given(true),
        Field::Given(text) if text == "false" => Field::Given(false),
        Field::Given(_) | Field::IllFormed => Field::Wrong("another string"),
        Field::Wrong(found) => Field::Wrong(found),
        Field::Absent => Field::Absent,
    }
}

fn devices(value: &JsValue, not_text: &mut Vec<NotText>) -> Result<Field<Devices>, JsValue> {
    Ok(match (value.as_f64(), text(value)) {
        (Some(0.0), _) => Field::Given(Devices::All),
        (Some(_), _) => Field::Wrong("a number: leading zeros would be lost"),
        (_, Field::Given(zero)) if zero == "0" => Field::Given(Devices::All),
        (_, Field::Given(imei)) => Field::Given(Devices::One(imei)),
        (_, Field::Wrong(_)) if Type::of(value) == Type::Array => Field::Given(Devices::List(list(value, not_text)?)),
        (_, Field::Wrong(found)) => Field::Wrong(found),
        (_, Field::Absent) => Field::Absent,
        (_, Field::IllFormed) => Field::IllFormed,
    })
}

/// The list in one piece, or, when that does not show what is wrong with it, entry by entry.
fn list(value: &JsValue, not_text: &mut Vec<NotText>) -> Result<ImeiList, JsValue> {
    let len = get(value, "length")?.as_f64().unwrap_or_default() as usize;
    if len == 0 || len > MAX_DEVICES {
        return Ok(ImeiList::too_long(len));
    }
    if let Ok(Some(joined)) = join_strings(value, ImeiList::SEPARATOR, len * LONGEST_ENTRY)
        && let Some(list) = ImeiList::from_joined(joined, len)
    {
        return Ok(list);
    }
    entries(value, len, not_text)
}

/// In UTF-16 units: more than enough to see that an entry is no IMEI, and what it might be.
const LONGEST_ENTRY: usize = 64;

fn entries(value: &JsValue, len: usize, not_text: &mut Vec<NotText>) -> Result<ImeiList, JsValue> {
    let mut texts = Vec::with_capacity(len);
    for index in 0..len {
        let entry = Reflect::get_u32(value.unchecked_ref::<Object>(), index as u32)?;
        if Type::of(&entry) == Type::String {
            texts.push(start_of(&entry, LONGEST_ENTRY).unwrap_or("\u{fffd}".into()));
        } else {
            not_text.push(NotText { index, found: found(&entry) });
            texts.push(String::new());
        }
    }
    Ok(texts.iter().collect())
}

fn read_names(unknown: &Array, draft: &mut Draft) {
    draft.more_unknown = unknown.length().saturating_sub(LISTED_ISSUES as u32);
    for _ in draft.more_unknown..unknown.length() {
        draft.unknown.extend(unknown.shift().as_string());
    }
}
