//! Building and searching strings with less code than the standard library's functions need.

/// Whether a string is empty or only white space.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// The text before and after the first occurrence of some words. The standard library's search supports many more kinds
/// of pattern, which take two kilobytes.
#[expect(clippy::arithmetic_side_effects, reason = "a place in a text that is in memory")]
pub fn split_at_words<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    let place = text.as_bytes().windows(words.len().max(1)).position(|window| window == words.as_bytes())?;
    Some((text.get(..place)?, text.get(place + words.len()..)?))
}

/// C0, DEL and C1.
pub fn is_control(character: char) -> bool {
    matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Joins several strings. The standard library's `concat` is five times as large in WebAssembly.
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A whole number in decimal, without the code that `format!` needs.
pub fn decimal(number: u32) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    let digit = (number % 10) as usize;
    text.push_str("0123456789".get(digit..=digit).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_has_its_decimal_digits(number in prop_oneof![0..102_u32, any::<u32>()]) {
            prop_assert_eq!(decimal(number), number.to_string());
        }

        #[test]
        fn a_text_is_split_as_the_standard_library_does(text in "[a-c]{0,8}", words in "[a-c]{1,3}") {
            prop_assert_eq!(split_at_words(&text, &words), text.split_once(&words));
        }
    }

    #[test]
    fn a_number_gets_its_second_digit_at_ten() {
        assert_eq!([9, 10, 11].map(decimal), ["9", "10", "11"]);
    }
}
