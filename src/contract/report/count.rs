//! Whole numbers in JSON, exact at any size, and how to show them to readers whose numbers are not.

use serde::{Serialize, Serializer};
use serde_json::Value;

/// The largest number that is accepted as a count. No sum over a report exceeds the range of `u128`.
const MAX_COUNT: u128 = 10u128.pow(30);

/// The largest whole number up to which JavaScript's numbers are exact: 2^53.
const MAX_EXACT: u128 = 1 << 53;

/// A double has at most 17 significant digits.
const MAX_DIGITS: usize = 17;

/// Within these powers of ten, a double keeps all of that many digits.
const MAX_EXPONENT: u16 = 280;

/// The whole number that a value represents, as a number or as a string, from 0 to 10^30.
pub fn count(value: &Value) -> Option<u128> {
    match value {
        Value::Number(number) => whole(number.as_str()),
        Value::String(text) => whole(text),
        _ => None,
    }
}

/// Reads a JSON number that is whole: `2057`, `2057.0`, `2.057e3`.
#[expect(clippy::arithmetic_side_effects, reason = "the scale goes to zero")]
fn whole(text: &str) -> Option<u128> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if before.is_empty() {
        return None;
    }
    let mut number = before.bytes().chain(after.bytes()).try_fold(0, |number: u128, byte| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(digit.into())
    })?;
    let mut scale = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(after.len()).ok()?)?;
    while scale != 0 && number != 0 {
        if scale > 0 {
            number = number.checked_mul(10)?;
            scale -= 1;
        } else if number.is_multiple_of(10) {
            number /= 10;
            scale += 1;
        } else {
            return None;
        }
    }
    (number <= MAX_COUNT).then_some(number)
}

/// A count. In JSON it is a number if JavaScript reads it exactly, otherwise a string of its digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub u128);

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match u64::try_from(self.0) {
            Ok(number) if self.0 <= MAX_EXACT => serializer.serialize_u64(number),
            _ => serializer.serialize_str(&self.0.to_string()),
        }
    }
}

/// The value with each number that a reader in JavaScript would change turned into a string.
pub fn exact(value: &Value) -> Value {
    match value {
        Value::Number(number) if !is_exact(number.as_str()) => Value::String(number.as_str().to_owned()),
        Value::Array(items) => items.iter().map(exact).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), exact(value))).collect(),
        value => value.clone(),
    }
}

fn is_exact(text: &str) -> bool {
    let text = text.trim_start_matches('-');
    if let Some(number) = whole(text) {
        return number <= MAX_EXACT;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let Ok(exponent) = exponent.parse::<i16>() else { return false };
    let digits = mantissa.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
    let decimals = mantissa.split_once('.').map_or(0, |(_, after)| after.trim_end_matches('0').len());
    // 2.5e40 is whole, however it is spelled, and too large to be counted.
    let is_fraction = usize::try_from(exponent).map_or(true, |places| places < decimals);
    is_fraction && digits <= MAX_DIGITS && exponent.unsigned_abs() <= MAX_EXPONENT
}
