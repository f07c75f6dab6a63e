//! Tokens, and how they are removed from a reply that repeats them.

use super::characters::header_text;
use super::issue::Code;
use std::fmt;

/// A token. `Debug` shows that there is one, never which.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes any string as a token. One that cannot be sent in a header is refused when a request is sent.
    pub fn new(token: impl Into<String>) -> Self {
        Secret(token.into())
    }

    /// Checks that the token can be sent in a header.
    ///
    /// # Errors
    /// The broken rule and its message, see [`header_text`]. The message does not contain the token.
    pub(crate) fn check(&self) -> Result<(), (Code, &'static str)> {
        header_text(&self.0)
    }

    /// The token, for the one header that carries it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret([token])")
    }
}

/// The text with each of these tokens, which are visible ASCII, replaced. If the text was cut off, the beginning of a
/// token at its end is replaced too.
#[expect(clippy::arithmetic_side_effects, reason = "a place in a text that is in memory")]
pub fn scrub<T>(text: &str, secrets: &[(T, Secret)], is_cut: bool) -> String {
    let mut scrubbed = String::new();
    let mut shown = 0;
    let mut hidden_until = 0;
    for (place, _) in text.char_indices() {
        let found = secrets.iter().filter_map(|(_, secret)| length_at(text, place, secret, is_cut)).max();
        let Some(length) = found else { continue };
        // Overlapping tokens are replaced as one.
        if place >= hidden_until {
            scrubbed.extend([text.get(shown..place).unwrap_or_default(), "[token]"]);
        }
        hidden_until = hidden_until.max(place + length);
        shown = hidden_until;
    }
    scrubbed.extend(text.get(shown..));
    scrubbed
}

/// How many bytes of a token are at this place, if any.
fn length_at(text: &str, place: usize, secret: &Secret, is_cut: bool) -> Option<usize> {
    let (rest, token) = (text.as_bytes().get(place..)?, secret.0.as_bytes());
    let found = rest.starts_with(token) || (is_cut && token.starts_with(rest));
    (found && !token.is_empty()).then_some(token.len().min(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn secrets(tokens: &[&str]) -> Vec<((), Secret)> {
        tokens.iter().map(|token| ((), Secret::new(*token))).collect()
    }

    #[test]
    fn whole_tokens_are_hidden_wherever_they_stand() {
        for (text, scrubbed) in [
            ("", ""),
            ("abcabd", "[token]abd"),
            ("xabcabcy", "x[token][token]y"),
            ("ab", "ab"),
            ("süß abc süß", "süß [token] süß"),
        ] {
            assert_eq!(scrub(text, &secrets(&["abc"]), false), scrubbed);
        }
    }

    #[test]
    fn tokens_that_overlap_leave_nothing() {
        assert_eq!(scrub("-aXaXa-", &secrets(&["aXa"]), false), "-[token]-");
        assert_eq!(scrub("-abcdef-", &secrets(&["abcd", "cdef"]), false), "-[token]-");
        assert_eq!(scrub("-abcd-", &secrets(&["ab", "abcd"]), false), "-[token]-");
    }

    #[test]
    fn the_beginning_of_a_token_is_hidden_at_a_cut_only() {
        assert_eq!(scrub("bad token ab", &secrets(&["abc"]), true), "bad token [token]");
        assert_eq!(scrub("bad token ab", &secrets(&["abc"]), false), "bad token ab");
        assert_eq!(scrub("ab bad token", &secrets(&["abc"]), true), "ab bad token");
    }

    #[test]
    fn debug_does_not_show_it() {
        assert_eq!(format!("{:?}", Secret::new("abc")), "Secret([token])");
    }

    proptest! {
        #[test]
        fn no_cut_leaves_a_part_of_a_token(before in "[x ü]{0,9}", token in "[a-c]{4,9}", end in 0..40_usize) {
            let text = format!("{before}{token}{before}{token}");
            let cut: String = text.chars().take(end).collect();
            let scrubbed = scrub(&cut, &secrets(&[&token]), true);
            prop_assert!(!scrubbed.replace("[token]", "").contains(['a', 'b', 'c']), "{}", scrubbed);
        }
    }
}
