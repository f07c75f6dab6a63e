//! Lone surrogates in JSON. JavaScript writes one as an escape (`\ud83d`) if a string was cut in the middle of a
//! character, and parsers in other languages then refuse the whole JSON.

/// The JSON with each lone surrogate replaced by the replacement character (U+FFFD), or `None` if there are none.
#[expect(clippy::arithmetic_side_effects, reason = "a character has at most four bytes")]
pub fn replace_halves(json: &str) -> Option<String> {
    let mut replaced = String::new();
    let mut rest = json;
    while let Some(escape) = rest.find('\\') {
        let (before, from) = rest.split_at_checked(escape)?;
        replaced.push_str(before);
        let length = match (unit(from), from.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                replaced.push_str("\\ufffd");
                rest = from.get(6..)?;
                continue;
            }
            (Some(_), _) => 6,
            // A backslash and the one character that it escapes.
            (None, _) => 1 + from.chars().nth(1)?.len_utf8(),
        };
        let (same, after) = from.split_at_checked(length)?;
        replaced.push_str(same);
        rest = after;
    }
    replaced.push_str(rest);
    (replaced != json).then_some(replaced)
}

/// The UTF-16 unit of an escape that the text begins with.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::replace_halves;
    use proptest::prelude::*;

    #[test]
    fn only_halves_that_stand_alone_are_replaced() {
        for (json, replaced) in [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""a\uDE00b""#, r#""a\ufffdb""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ud83d\n""#, r#""\ufffd\n""#),
            (r#""\\\ud83d""#, r#""\\\ufffd""#),
        ] {
            assert_eq!(replace_halves(json).as_deref(), Some(replaced));
        }
        for json in ["", r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""é\u00e9\n\"""#, r#""\ud8"#, r#""\é\"#, "\\"] {
            assert_eq!(replace_halves(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn what_javascript_writes_can_be_read(units in prop::collection::vec(prop_oneof![0xd7f0..0xe010_u16, any::<u16>()], 0..12)) {
            let json: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let json = format!("\"{json}\"");
            let read: String = serde_json::from_str(&replace_halves(&json).unwrap_or(json)).unwrap();
            prop_assert_eq!(read, String::from_utf16_lossy(&units));
        }

        #[test]
        fn nothing_is_too_much(text in r#"[\\ud8cé"0]{0,20}"#) {
            replace_halves(&text);
        }
    }
}
