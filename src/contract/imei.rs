//! An IMEI: 15 ASCII digits, the last a Luhn check digit (3GPP TS 23.003).
//!
//! Eight digits are processed at a time, as the lanes of one 64-bit number: a call may check ten thousand devices, and
//! this is its inner loop.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "the lanes of digits cannot carry into each other, and no list is longer than 10,000"
)]

/// The length of an IMEI, in digits.
pub const DIGITS: usize = 15;

/// An IMEI, read.
pub struct Imei {
    /// The 15 digits as a number, below 10^15.
    pub number: u64,
    /// Whether the last digit is the Luhn check digit of the others.
    pub check_digit_fits: bool,
}

/// Reads 15 ASCII digits. Returns `None` for anything else.
pub fn read(text: &[u8]) -> Option<Imei> {
    let (high, low) = digits(text)?;
    // Counted from the right, every second digit is doubled: the odd positions of the fifteen.
    let sum = luhn_sum(high, 0xff00_ff00_ff00_ff00) + luhn_sum(low, 0x00ff_00ff_00ff_00ff);
    Some(Imei { number: number(high) * 10_000_000 + number(low), check_digit_fits: sum.is_multiple_of(10) })
}

/// Whether these are 15 ASCII digits.
pub fn is_digits(text: &[u8]) -> bool {
    digits(text).is_some()
}

/// The first eight of 15 ASCII digits, and the other seven after a zero.
#[inline(always)]
fn digits(text: &[u8]) -> Option<(u64, u64)> {
    let text: &[u8; DIGITS] = text.try_into().ok()?;
    let (first, _) = text.split_first_chunk::<8>()?;
    let (_, last) = text.split_last_chunk::<8>()?;
    let high = u64::from_le_bytes(*first);
    // The middle digit is in both halves: here it is a zero.
    let low = u64::from_le_bytes(*last) & !0xff | b'0' as u64;
    (all_digits(high) && all_digits(low)).then(|| (high - ZEROS, low - ZEROS))
}

const ZEROS: u64 = 0x3030_3030_3030_3030;
const HIGH_NIBBLES: u64 = 0xf0f0_f0f0_f0f0_f0f0;
const ONES: u64 = 0x0101_0101_0101_0101;

fn all_digits(lanes: u64) -> bool {
    lanes & HIGH_NIBBLES == ZEROS && lanes.wrapping_add(6 * ONES) & HIGH_NIBBLES == ZEROS
}

/// The sum of eight digits, those under the mask doubled and less nine when over nine.
fn luhn_sum(digits: u64, doubled: u64) -> u64 {
    let weighted = digits + (digits & doubled);
    let over_nine = ((weighted + 0x76 * ONES) >> 7) & ONES;
    (weighted - 9 * over_nine).wrapping_mul(ONES) >> 56
}

/// The number of eight digits, the first in the lowest lane.
fn number(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let even = (pairs & 0x0000_00ff_0000_00ff).wrapping_mul(0x000f_4240_0000_0064);
    let odd = ((pairs >> 16) & 0x0000_00ff_0000_00ff).wrapping_mul(0x0000_2710_0000_0001);
    even.wrapping_add(odd) >> 32
}

/// The likely reason why a string is not 15 ASCII digits, and what to do about it.
pub fn explain(text: &[u8]) -> &'static str {
    let digits = text.iter().filter(|byte| byte.is_ascii_digit()).count();
    if text.iter().all(u8::is_ascii_whitespace) {
        return "it is empty: remove the entry";
    }
    if digits == text.len() {
        return match digits {
            16 => {
                "16 digits look like an IMEISV: give the IMEI, whose last digit is a check digit, not a software version"
            }
            14 => "14 digits look like an IMEI without its check digit: add the fifteenth digit",
            _ => "the number of digits is wrong: look for a missing or extra digit",
        };
    }
    if !text.iter().all(u8::is_ascii) {
        "it contains characters that are not ASCII (full-width digits, for example): write it with 0 to 9"
    } else if digits == DIGITS {
        "it contains more than digits: remove spaces, dashes and quotes"
    } else {
        "give 15 digits and nothing else"
    }
}

/// The IMEIs seen so far, each with the index it was seen at: an open-addressed table in one block.
pub struct Seen {
    slots: Vec<u64>,
    shift: u32,
}

/// Bits for the index in a slot; the IMEI's number, below 2^50, takes the others.
const INDEX_BITS: u32 = 14;

impl Seen {
    /// A table for at most `devices` IMEIs, which must be below 2^14.
    pub fn with_capacity(devices: usize) -> Self {
        let slots = (devices + devices / 2 + 2).next_power_of_two();
        Seen { slots: vec![0; slots], shift: 64 - slots.trailing_zeros() }
    }

    /// The slot for an IMEI, unless it is taken. Multiplying by this constant spreads even consecutive numbers.
    fn first_place(&self, imei: u64) -> usize {
        (imei.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// Returns the index at which an IMEI was seen before; if it was not, remembers this one.
    pub fn earlier(&mut self, imei: u64, index: usize) -> Option<usize> {
        let mask = self.slots.len() - 1;
        let mut place = self.first_place(imei);
        loop {
            let slot = self.slots.get_mut(place & mask)?;
            if *slot == 0 {
                *slot = imei << INDEX_BITS | (index as u64 + 1);
                return None;
            }
            if *slot >> INDEX_BITS == imei {
                return Some((*slot & ((1 << INDEX_BITS) - 1)) as usize - 1);
            }
            place += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// The check, as the standard words it: one digit at a time.
    fn luhn(digits: &str) -> bool {
        let sum: u32 = digits
            .bytes()
            .rev()
            .enumerate()
            .map(|(place, byte)| {
                let digit = u32::from(byte - b'0') << (place % 2);
                digit / 10 + digit % 10
            })
            .sum();
        sum.is_multiple_of(10)
    }

    proptest! {
        #[test]
        fn agrees_with_the_check_one_digit_at_a_time(digits in "[0-9]{15}") {
            let imei = read(digits.as_bytes()).unwrap();
            prop_assert_eq!(imei.number, digits.parse::<u64>().unwrap());
            prop_assert_eq!(imei.check_digit_fits, luhn(&digits));
        }

        #[test]
        fn takes_nothing_but_fifteen_ascii_digits(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let digits = bytes.len() == DIGITS && bytes.iter().all(u8::is_ascii_digit);
            prop_assert_eq!(read(&bytes).is_some(), digits);
        }

        #[test]
        fn one_strange_byte_anywhere_is_seen(digits in "[0-9]{15}", at in 0..DIGITS, byte in any::<u8>()) {
            prop_assume!(!byte.is_ascii_digit());
            let mut bytes = digits.into_bytes();
            bytes[at] = byte;
            prop_assert!(read(&bytes).is_none());
        }

        #[test]
        fn finds_the_first_of_two(numbers in prop::collection::vec(0..40_u64, 1..200)) {
            let mut seen = Seen::with_capacity(numbers.len());
            for (index, number) in numbers.iter().enumerate() {
                let first = numbers[..index].iter().position(|earlier| earlier == number);
                prop_assert_eq!(seen.earlier(*number, index), first);
            }
        }
    }

    #[test]
    fn a_table_is_at_most_two_thirds_full_and_at_least_a_third() {
        for devices in [1, 2, 10, 8_190, 10_000] {
            let slots = Seen::with_capacity(devices).slots.len();
            assert!(2 * slots >= 3 * devices && slots <= 3 * devices + 3, "{devices} devices in {slots}");
        }
    }

    #[test]
    fn consecutive_imeis_are_spread_over_the_table() {
        let devices = 10_000;
        let seen = Seen::with_capacity(devices);
        let places: HashSet<_> =
            (0..devices as u64).map(|number| seen.first_place(35_000_000_000_000 + number)).collect();
        assert!(places.len() > devices / 2);
        assert!(places.iter().all(|place| *place < seen.slots.len()));
    }

    #[test]
    fn a_table_goes_on_at_its_beginning() {
        let mut seen = Seen::with_capacity(10);
        let last = seen.slots.len() - 1;
        let numbers: Vec<u64> = (0..1_000).filter(|number| seen.first_place(*number) == last).take(3).collect();
        assert_eq!(numbers.len(), 3);
        for again in [false, true] {
            for (index, number) in numbers.iter().enumerate() {
                assert_eq!(seen.earlier(*number, index), again.then_some(index));
            }
        }
    }

    #[test]
    fn says_what_a_wrong_length_looks_like() {
        assert!(explain(b"3582400511111101").contains("IMEISV"));
        assert!(explain(b"35824005111111").contains("check digit"));
        assert!(explain("３５８２４００５１１１１１１０".as_bytes()).contains("full-width"));
        assert!(explain(b"358240-05-111111-0").contains("dashes"));
    }
}
