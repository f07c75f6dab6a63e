//! A request from the values that were read.

use super::reading::{ILL_FORMED, Reading, Value};
use crate::contract::{Devices, Draft, Field, ImeiList, MAX_DEVICES, NotText};
use crate::value::known;

/// Takes a field, or an unknown name.
pub fn take(draft: &mut Draft, value: &Value<'_>, reading: &Reading) {
    match value.name {
        "accountNumber" => value.set_text(&mut draft.account_number),
        "startDate" => value.set_date(&mut draft.start_date),
        "endDate" => value.set_date(&mut draft.end_date),
        "imei" => draft.imei = devices(value, reading),
        "deviceGroup" => value.set_text(&mut draft.device_group),
        "dataPlan" => value.set_text(&mut draft.data_plan),
        "noSessionFlag" => draft.no_session_flag = value.flag(),
        name => draft.unknown.push(name.into()),
    }
}

/// Takes an entry of the list of devices that is not a string.
pub fn take_not_text(draft: &mut Draft, value: &Value<'_>) {
    draft.not_text.push(NotText { index: value.count(), found: known(value.kind) });
}

fn devices(value: &Value<'_>, reading: &Reading) -> Field<Devices> {
    match value.kind {
        "an array" => Field::Given(Devices::List(list(value.count(), reading))),
        // What a fleet is made of. Its devices are checked part by part.
        "an iterable" => Field::Given(Devices::All),
        "a number" => Field::Wrong("a number: leading zeros would be lost"),
        "a string" if value.text == "0" => Field::Given(Devices::All),
        "a string" => Field::Given(Devices::One(value.text.into())),
        ILL_FORMED => Field::IllFormed,
        _ => value.wrong(),
    }
}

/// The list in one piece. If it then has another number of entries, some of them contain the separator.
fn list(len: usize, reading: &Reading) -> ImeiList {
    if len == 0 || len > MAX_DEVICES {
        return ImeiList::too_long(len);
    }
    ImeiList::from_joined(reading.joined(false), len)
        .or_else(|| ImeiList::from_joined(reading.joined(true), len))
        .unwrap_or_default()
}
