//! Suggests the name that was probably meant.

#![expect(clippy::arithmetic_side_effects, reason = "no name that is compared has more than 24 bytes")]

use super::text::{concat, split_at_words};

/// The message about a name that is not in `known`, a list separated by `", "`: it suggests the nearest name, or lists
/// all.
pub(crate) fn unknown_name(name: &str, known: &str) -> String {
    match nearest(name, known) {
        Some(meant) => concat(&[" is unknown: did you mean ", meant, "?"]),
        None => concat(&[" is unknown: remove it. The known names are ", known]),
    }
}

/// The known name that is the fewest edits away from this one, if that is few enough to be a typing mistake.
fn nearest<'a>(name: &str, known: &'a str) -> Option<&'a str> {
    let mut nearest = None;
    let mut fewest = usize::MAX;
    let mut rest = known;
    while !rest.is_empty() {
        let (candidate, others) = split_at_words(rest, ", ").unwrap_or((rest, ""));
        let edits = edits(name.as_bytes(), candidate.as_bytes());
        if edits < fewest && edits <= 1 + candidate.len() / 4 {
            fewest = edits;
            nearest = Some(candidate);
        }
        rest = others;
    }
    nearest
}

/// Longer than any known name, with room for mistakes.
const LONGEST_NAME: usize = 24;

/// Levenshtein's distance, ignoring ASCII case. Names longer than [`LONGEST_NAME`] are far from any.
fn edits(from: &[u8], to: &[u8]) -> usize {
    if from.len() > LONGEST_NAME || to.len() > LONGEST_NAME {
        return usize::MAX;
    }
    let mut row = [0; LONGEST_NAME + 1];
    for (column, edits) in row.iter_mut().enumerate() {
        *edits = column;
    }
    for (line, typed) in from.iter().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        row[0] = left;
        for (above, meant) in row.iter_mut().skip(1).zip(to) {
            let kept = diagonal + usize::from(!typed.eq_ignore_ascii_case(meant));
            diagonal = *above;
            left = kept.min(left + 1).min(diagonal + 1);
            *above = left;
        }
    }
    row.get(to.len()).copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::validate::FIELDS;
    use proptest::prelude::*;

    #[test]
    fn names_the_field_that_was_meant() {
        for (typed, meant) in [
            ("accountnumber", "accountNumber"),
            ("acountNumber", "accountNumber"),
            ("imeis", "imei"),
            ("IMEI", "imei"),
            ("start_date", "startDate"),
            ("devicegroup", "deviceGroup"),
            ("noSessionsFlag", "noSessionFlag"),
        ] {
            assert_eq!(nearest(typed, FIELDS), Some(meant), "{typed}");
        }
        for typed in ["", "colour", "from", "x", "customerName", "__proto__"] {
            assert_eq!(nearest(typed, FIELDS), None, "{typed}");
        }
    }

    #[test]
    fn one_slip_is_forgiven_and_another_for_every_four_letters() {
        for (known, forgiven, too_far) in
            [("to", "two", "twwo"), ("imei", "xximei", "xxximei"), ("accountNumber", "acntNumbe", "acntNumb")]
        {
            assert_eq!(nearest(forgiven, known), Some(known));
            assert_eq!(nearest(too_far, known), None);
        }
    }

    #[test]
    fn of_two_that_are_as_near_the_first_is_meant() {
        assert_eq!(nearest("date", "dare, data, gate"), Some("dare"));
    }

    #[test]
    fn a_name_may_be_so_long() {
        let [longest, longer] = [LONGEST_NAME, LONGEST_NAME + 1].map(|length| vec![b'x'; length]);
        assert_eq!(edits(&longest, &longest), 0);
        assert_eq!(edits(&longest, &longer), usize::MAX);
        assert_eq!(edits(&longer, &longest), usize::MAX);
    }

    proptest! {
        #[test]
        fn edits_are_a_distance(a in "[a-c]{0,6}", b in "[a-c]{0,6}", c in "[a-c]{0,6}") {
            let distance = |from: &str, to: &str| edits(from.as_bytes(), to.as_bytes());
            prop_assert_eq!(distance(&a, &b) == 0, a == b);
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        }
    }
}
