//! A request from JavaScript.

use super::value::{as_js_string, cut, found, get, is_absent, is_array, keys, text};
use crate::contract::{
    Code, Devices, Draft, FIELDS, Field, ImeiList, Issue, Issues, LISTED_ISSUES, MAX_DEVICES, NotText, concat,
};
use js_sys::{JsString, Object, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/strings.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = joinStrings)]
    fn join_strings(list: &JsValue, separator: &str) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// Throws for anything that is not a `Date`, of whatever realm.
    #[wasm_bindgen(catch, js_namespace = ["Date", "prototype", "getTime"], js_name = call)]
    fn get_time(date: &JsValue) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["Date", "prototype", "toISOString"], js_name = call)]
    fn to_iso_string(date: &JsValue) -> Result<String, JsValue>;

    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// Reads the seven fields, each once, and the names of all others; or tells that this is no object.
///
/// # Errors
/// Whatever a getter or a proxy threw.
pub fn read(request: &JsValue) -> Result<Result<Draft, Issues>, JsValue> {
    if !request.is_object() || is_array(request)? {
        let message = concat(&["the request must be an object with accountNumber and imei, not ", found(request)]);
        return Ok(Err(Issue { code: Code::Type, path: Vec::new(), message }.into()));
    }
    let mut draft = Draft {
        account_number: text(&get(request, "accountNumber")?),
        start_date: date(&get(request, "startDate")?),
        end_date: date(&get(request, "endDate")?),
        device_group: text(&get(request, "deviceGroup")?),
        data_plan: text(&get(request, "dataPlan")?),
        no_session_flag: flag(&get(request, "noSessionFlag")?),
        ..Draft::default()
    };
    read_devices(&get(request, "imei")?, &mut draft)?;
    read_names(request, &mut draft)?;
    Ok(Ok(draft))
}

fn date(value: &JsValue) -> Field<String> {
    match get_time(value) {
        Err(_) => text(value),
        Ok(time) if time.is_nan() => Field::Wrong("an invalid Date"),
        Ok(_) => to_iso_string(value).map_or(Field::Wrong("an invalid Date"), Field::Given),
    }
}

fn flag(value: &JsValue) -> Field<bool> {
    match (value.as_bool(), value.as_string().as_deref()) {
        (Some(flag), _) => Field::Given(flag),
        (_, Some("true")) => Field::Given(true),
        (_, Some("false")) => Field::Given(false),
        (_, Some(_)) => Field::Wrong("another string"),
        _ if is_absent(value) => Field::Absent,
        _ => Field::Wrong(found(value)),
    }
}

fn read_devices(value: &JsValue, draft: &mut Draft) -> Result<(), JsValue> {
    draft.imei = match value.as_f64() {
        Some(0.0) => Field::Given(Devices::All),
        Some(_) => Field::Wrong("a number: leading zeros would be lost"),
        None if is_array(value)? => Field::Given(Devices::List(list(value, &mut draft.not_text)?)),
        None => match text(value) {
            Field::Given(zero) if zero == "0" => Field::Given(Devices::All),
            Field::Given(imei) => Field::Given(Devices::One(imei)),
            Field::Absent => Field::Absent,
            Field::Wrong(found) => Field::Wrong(found),
            Field::IllFormed => Field::IllFormed,
        },
    };
    Ok(())
}

/// The list in one piece, or, when that does not show what is wrong with it, entry by entry.
fn list(value: &JsValue, not_text: &mut Vec<NotText>) -> Result<ImeiList, JsValue> {
    let len = get(value, "length")?.as_f64().unwrap_or_default() as usize;
    if len == 0 || len > MAX_DEVICES {
        return Ok(ImeiList::too_long(len));
    }
    if let Ok(joined) = join_strings(value, ImeiList::SEPARATOR)
        && let Some(joined) = as_js_string(&joined).filter(|joined| joined.length() as usize <= len * LONGEST_ENTRY)
        && let Some(list) = ImeiList::from_joined(TextEncoder::new().encode(joined).to_vec(), len)
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
        let entry = js_sys::Reflect::get_u32(value.unchecked_ref::<Object>(), index as u32)?;
        if let Some(text) = as_js_string(&entry) {
            texts.push(cut(text, LONGEST_ENTRY as u32));
        } else {
            not_text.push(NotText { index, found: found(&entry) });
            texts.push(String::new());
        }
    }
    Ok(texts.iter().collect())
}

fn read_names(request: &JsValue, draft: &mut Draft) -> Result<(), JsValue> {
    /// In UTF-16 units.
    const LONGEST_NAME: u32 = 100;
    for name in keys(request)? {
        let Some(name) = as_js_string(&name).map(|name| cut(name, LONGEST_NAME)) else {
            continue;
        };
        if FIELDS.contains(&&*name) {
            continue;
        }
        if draft.unknown.len() < LISTED_ISSUES {
            draft.unknown.push(name);
        } else {
            draft.more_unknown += 1;
        }
    }
    Ok(())
}
