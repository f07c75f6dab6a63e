//! Which characters a string may contain to be sent to the service.

use super::issue::Code;
use super::text::{is_blank, is_control};

/// The longest string that is accepted, in bytes of UTF-8: what common servers accept as the size of all headers
/// together.
pub const MAX_TEXT_BYTES: usize = 16_384;

/// Checks a string that is sent in a header: not blank, at most [`MAX_TEXT_BYTES`], only visible ASCII.
///
/// # Errors
/// The broken rule, and a message to put after the name of what was checked.
pub fn header_text(text: &str) -> Result<(), (Code, &'static str)> {
    if is_blank(text) {
        Err((Code::Empty, " is empty"))
    } else if text.len() > MAX_TEXT_BYTES {
        Err((Code::Characters, TOO_LONG))
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err((
            Code::Characters,
            " contains a character that a header cannot carry (only visible ASCII is allowed): look for a line break, a space or a quote that was copied by mistake",
        ))
    } else {
        Ok(())
    }
}

/// Checks a string that is only sent in the body: any language, but no control characters.
///
/// # Errors
/// Like [`header_text`].
pub fn body_text(text: &str) -> Result<(), (Code, &'static str)> {
    if is_blank(text) {
        Err((Code::Empty, " is empty: leave it out, or give it a value"))
    } else if text.len() > MAX_TEXT_BYTES {
        Err((Code::Characters, TOO_LONG))
    } else if text.chars().any(is_control) {
        Err((Code::Characters, " contains a control character (a line break or a tab, for example): remove it"))
    } else {
        Ok(())
    }
}

const TOO_LONG: &str = " is longer than 16,384 bytes, which is more than servers accept: shorten it";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_character_is_refused_in_a_body() {
        for control in ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}') {
            let (code, _) = body_text(&format!("a{control}b")).unwrap_err();
            assert_eq!(code, Code::Characters, "{:x}", u32::from(control));
        }
        for other in [' ', '~', '\u{a0}', '\u{a1}', 'ü', '\u{2028}'] {
            assert_eq!(body_text(&format!("a{other}b")), Ok(()), "{:x}", u32::from(other));
        }
    }

    #[test]
    fn a_header_takes_visible_ascii_alone() {
        for byte in 0..=u8::MAX {
            let text = format!("a{}b", char::from(byte));
            assert_eq!(header_text(&text).is_ok(), byte.is_ascii_graphic(), "{byte:x}");
        }
    }

    #[test]
    fn a_text_may_be_so_long() {
        assert_eq!(header_text(&"a".repeat(MAX_TEXT_BYTES)), Ok(()));
        assert_eq!(header_text(&"a".repeat(MAX_TEXT_BYTES + 1)).unwrap_err().0, Code::Characters);
        assert_eq!(body_text(&"a".repeat(MAX_TEXT_BYTES)), Ok(()));
        assert_eq!(body_text(&"a".repeat(MAX_TEXT_BYTES + 1)).unwrap_err().0, Code::Characters);
    }
}
