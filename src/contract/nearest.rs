//! A name that was probably meant.

/// The words for a name that is not one of `known`: the nearest of them, or all of them.
pub fn unknown_name(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(meant) => [" is not known: did you mean ", meant, "?"].concat(),
        None => [" is not known: remove it. There are ", &listed(known)].concat(),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().flat_map(|name| [", ", name]).skip(1).collect()
}

/// The known name with the fewest edits from this one, if they are few enough for a slip of the pen.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    const LONGEST_NAME: usize = 40;
    if name.len() > LONGEST_NAME {
        return None;
    }
    let few = |candidate: &str| 1 + candidate.len() / 4;
    known
        .iter()
        .map(|candidate| (edits(name.as_bytes(), candidate.as_bytes()), *candidate))
        .filter(|(edits, candidate)| *edits <= few(candidate))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance, blind to ASCII case.
fn edits(from: &[u8], to: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, typed) in from.iter().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (above, meant) in row.iter_mut().skip(1).zip(to) {
            let kept = diagonal + usize::from(!typed.eq_ignore_ascii_case(meant));
            diagonal = *above;
            left = kept.min(left + 1).min(diagonal + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::FIELDS;
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
            assert_eq!(nearest(typed, &FIELDS), Some(meant), "{typed}");
        }
        for typed in ["", "colour", "from", "x", "customerName", "__proto__"] {
            assert_eq!(nearest(typed, &FIELDS), None, "{typed}");
        }
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
