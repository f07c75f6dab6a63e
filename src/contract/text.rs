//! What a text may hold on its way to the service.

use super::issue::Code;
use std::fmt;

/// The longest text that is taken, in bytes of UTF-8: what the header lines of common servers can hold together.
pub const MAX_TEXT_BYTES: usize = 16_384;

/// A token. `Debug` shows that there is one, never which.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a token, whatever it holds.
    pub fn new(token: String) -> Self {
        Secret(token)
    }

    /// Whether it can travel in a header.
    ///
    /// # Errors
    /// The broken rule and its wording, see [`header_text`]. The token itself is not in it.
    pub fn check(&self) -> Result<(), (Code, &'static str)> {
        header_text(&self.0)
    }

    /// The token, for the one header that carries it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The text without this token, should a reply repeat it.
    pub fn scrub(&self, mut text: &str) -> String {
        let mut scrubbed = String::new();
        while let Some((before, after)) = split_at_words(text, &self.0) {
            scrubbed.extend([before, "[token]"]);
            text = after;
        }
        scrubbed.extend([text]);
        scrubbed
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([token])")
    }
}

/// Checks a text that travels in a header: not blank, not over [`MAX_TEXT_BYTES`], nothing but visible ASCII.
///
/// # Errors
/// The broken rule, and a message that follows the name of what was checked.
pub fn header_text(text: &str) -> Result<(), (Code, &'static str)> {
    if is_blank(text) {
        Err((Code::Empty, " is empty"))
    } else if text.len() > MAX_TEXT_BYTES {
        Err((Code::Characters, TOO_LONG))
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err((
            Code::Characters,
            " holds a character that a header cannot carry (only visible ASCII can travel): look for a line break, a space or a quote that was copied along",
        ))
    } else {
        Ok(())
    }
}

/// Checks a text that travels in the body only: any language, but no control character.
pub fn body_text(text: &str) -> Result<(), (Code, &'static str)> {
    if is_blank(text) {
        Err((Code::Empty, " is empty: leave it out, or give it a value"))
    } else if text.len() > MAX_TEXT_BYTES {
        Err((Code::Characters, TOO_LONG))
    } else if text.chars().any(is_control) {
        Err((Code::Characters, " holds a control character (a line break or a tab, for example): remove it"))
    } else {
        Ok(())
    }
}

const TOO_LONG: &str = " is longer than 16,384 bytes, which is more than servers take: shorten it";

/// Whether a text holds nothing to read.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// The text before and after the first place where some words stand. The standard library's search knows many more
/// kinds of pattern, and brings two kilobytes along for them.
pub fn split_at_words<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    let place = text.as_bytes().windows(words.len().max(1)).position(|window| window == words.as_bytes())?;
    Some((text.get(..place)?, text.get(place + words.len()..)?))
}

/// C0, DEL and C1.
pub fn is_control(character: char) -> bool {
    matches!(character, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// Some texts as one. The standard library's `concat` weighs five times as much in WebAssembly.
pub fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A whole number as text, without the weight of `format!`.
pub fn decimal(number: u32) -> String {
    let mut text = if number < 10 { String::new() } else { decimal(number / 10) };
    let digit = (number % 10) as usize;
    text.push_str("0123456789".get(digit..=digit).unwrap_or_default());
    text
}
