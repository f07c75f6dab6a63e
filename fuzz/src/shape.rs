//! The shape of a text: how the models tell the forms of dates apart, which the crate reads byte by byte.

/// The text with a 9 for each digit and an `a` for each ASCII letter.
pub fn shape(text: &str) -> String {
    let class = |character: char| match character {
        '0'..='9' => '9',
        'a'..='z' | 'A'..='Z' => 'a',
        other => other,
    };
    text.chars().map(class).collect()
}

/// The number in some bytes of a text that has digits there.
pub fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str, place: std::ops::Range<usize>) -> T {
    text[place].parse().expect("digits")
}
