//! A fleet: more devices than fit in one request. JavaScript divides it into parts, and gathers their outcomes.

use super::reading::Reading;
use super::{draft_and_options, refusal};
use crate::contract::{Code, Devices, Field, Issues, Step};
use crate::fetch::{self, Purpose};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/exports/exports.js")]
extern "C" {
    #[wasm_bindgen(js_name = fleet)]
    fn new_fleet(reading: &Reading, concurrency: u32, devices_per_request: u32) -> JsValue;
}

/// Reads a fleet's request and options, and checks everything except the devices. Returns what the parts have in
/// common, or the fields of an `AggregateReportError`.
///
/// # Errors
/// Anything that a getter throws.
#[wasm_bindgen(js_name = readFleet)]
pub fn read_fleet(request: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let (reading, words) = Reading::of(request, options, true)?;
    let (mut request, options) = draft_and_options(&reading, &words);
    let mut issues = Issues::default();
    if request.imei == Field::Absent && request.not_an_object.is_none() {
        issues.add(Code::Type, &[Step::Name("imei")], &[NOT_ITERABLE]);
        request.imei = Field::Given(Devices::All);
    }
    match fetch::check(request, options, Purpose::Validate, fetch::now()) {
        Ok((_, options)) if issues.is_empty() => {
            let settings = options.get();
            return Ok(new_fleet(&reading, settings.concurrency, settings.devices_per_request));
        }
        Ok(_) => {}
        Err(others) => issues.append(others),
    }
    Ok(refusal(issues))
}

const NOT_ITERABLE: &str =
    "imei must be an array, or another iterable or async iterable of IMEIs (submitAggregate takes a single IMEI, or 0)";
