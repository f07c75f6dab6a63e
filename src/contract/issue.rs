//! Issues: what is wrong with a request, one issue for each broken rule.

use super::text::concat;
use serde::Serialize;

/// How many issues are listed by default; [`Issues::count`] is the total number.
pub const LISTED_ISSUES: usize = 100;

/// The largest number of issues that can be listed: one for each device of the longest list.
pub const MAX_LISTED_ISSUES: usize = 10_000;

/// The rule that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// A value of the wrong JavaScript type.
    Type,
    /// A required field is absent.
    Missing,
    /// A string is empty or blank, or a list is empty.
    Empty,
    /// A string contains a character that cannot be sent, or is too long.
    Characters,
    /// Not 15 ASCII digits.
    ImeiFormat,
    /// 15 digits whose Luhn check fails (3GPP TS 23.003).
    ImeiCheckDigit,
    /// An IMEI that was already listed.
    Duplicate,
    /// More devices than a request can have.
    TooManyDevices,
    /// Not an ISO 8601 calendar date or date-time.
    DateFormat,
    /// The end is before the start.
    DateOrder,
    /// More days than a request can span.
    DateRange,
    /// A field or option that does not exist.
    UnknownField,
    /// The value of an option is out of range.
    Option,
}

impl Code {
    /// The code as JavaScript sees it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Type => "type",
            Code::Missing => "missing",
            Code::Empty => "empty",
            Code::Characters => "characters",
            Code::ImeiFormat => "imei_format",
            Code::ImeiCheckDigit => "imei_check_digit",
            Code::Duplicate => "duplicate",
            Code::TooManyDevices => "too_many_devices",
            Code::DateFormat => "date_format",
            Code::DateOrder => "date_order",
            Code::DateRange => "date_range",
            Code::UnknownField => "unknown_field",
            Code::Option => "option",
        }
    }
}

/// One step of the path to a problem, as in Standard Schema: a field's name, or an index in a list, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Key {
    /// A field or an option.
    Name(String),
    /// An entry of a list.
    Index(u32),
}

/// A borrowed [`Key`].
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// A field or an option.
    Name(&'a str),
    /// An entry of a list.
    Index(u32),
}

impl From<&Step<'_>> for Key {
    fn from(step: &Step<'_>) -> Self {
        match step {
            Step::Name(name) => Key::Name((*name).into()),
            Step::Index(index) => Key::Index(*index),
        }
    }
}

/// One broken rule: which, where, and what to do about it. Never contains the refused value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The rule.
    pub code: Code,
    /// Where the problem is: empty for the request itself, otherwise for example `["imei", 3]` or
    /// `["options", "token"]`.
    pub path: Vec<Key>,
    /// The field, the rule and what to do about it, in English.
    pub message: String,
}

impl Issue {
    /// An issue at a path, whose message is these words joined together.
    pub(crate) fn new(code: Code, path: &[Step<'_>], words: &[&str]) -> Self {
        Issue { code, path: path.iter().map(Key::from).collect(), message: concat(words) }
    }

    /// An issue with one option.
    pub(crate) fn option(code: Code, name: &str, words: &[&str]) -> Self {
        Issue::new(code, &[Step::Name("options"), Step::Name(name)], words)
    }
}

/// Every broken rule of one request: the first ones in full, up to the number that was asked for, the others counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issues {
    listed: Vec<Issue>,
    count: u32,
    most: usize,
}

impl Default for Issues {
    fn default() -> Self {
        Issues::with_room(LISTED_ISSUES)
    }
}

impl Issues {
    /// No issues yet, and room to list this many.
    pub(crate) fn with_room(most: usize) -> Self {
        Issues { listed: Vec::new(), count: 0, most }
    }

    /// Counts an issue, and lists it if there is room.
    pub(crate) fn add(&mut self, code: Code, path: &[Step<'_>], words: &[&str]) {
        if self.has_room() {
            self.listed.push(Issue::new(code, path, words));
        }
        self.count = self.count.saturating_add(1);
    }

    /// Whether another issue would be listed.
    pub(crate) fn has_room(&self) -> bool {
        self.listed.len() < self.most
    }

    /// Counts issues without listing them.
    pub(crate) fn add_unlisted(&mut self, count: u32) {
        self.count = self.count.saturating_add(count);
    }

    /// Adds all issues of another collection.
    pub(crate) fn append(&mut self, others: Issues) {
        let Issues { listed, count, .. } = others;
        self.count = self.count.saturating_add(count);
        self.listed.extend(listed);
        self.listed.truncate(self.most);
    }

    /// These issues, followed by the others.
    pub(crate) fn followed_by(mut self, others: Issues) -> Issues {
        self.append(others);
        self
    }

    /// The listed issues, at most as many as there was room for.
    pub fn listed(&self) -> &[Issue] {
        &self.listed
    }

    /// How many issues there are in total.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Whether there are no issues.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl From<Issue> for Issues {
    fn from(issue: Issue) -> Self {
        Issues { listed: vec![issue], count: 1, ..Issues::default() }
    }
}
