//! What is wrong with a request: one issue for each broken rule.

use super::text::concat;
use serde::Serialize;

/// So many issues are listed unless more are asked for; [`Issues::count`] is the true number.
pub const LISTED_ISSUES: usize = 100;

/// The most issues that are listed when they are asked for: one for each device of the longest list.
pub const MAX_LISTED_ISSUES: usize = 10_000;

/// The rule that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The wrong JavaScript type.
    Type,
    /// A required field is absent.
    Missing,
    /// A string is empty or blank, or a list holds nothing.
    Empty,
    /// A character, or a number of characters, that cannot travel.
    Characters,
    /// Not 15 ASCII digits.
    ImeiFormat,
    /// 15 digits whose Luhn check fails (3GPP TS 23.003).
    ImeiCheckDigit,
    /// An IMEI that was listed before.
    Duplicate,
    /// More devices than one request can hold.
    TooManyDevices,
    /// Not an ISO 8601 calendar date or date-time.
    DateFormat,
    /// The end lies before the start.
    DateOrder,
    /// More days than one request can span.
    DateRange,
    /// A name that is not one of those there are.
    UnknownField,
    /// An option has a value outside its range.
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

/// One step of the way to what is wrong, as in Standard Schema: a field's name or a list's index from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Key {
    /// A field or an option.
    Name(String),
    /// An entry of a list.
    Index(u32),
}

/// A [`Key`] that is only looked at.
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

/// One broken rule: which, where, and what to do. Never holds the refused value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The rule.
    pub code: Code,
    /// Where: empty for the request itself, else for example `["imei", 3]` or `["options", "token"]`.
    pub path: Vec<Key>,
    /// The field, the rule and what to do, in English.
    pub message: String,
}

impl Issue {
    /// An issue at a place, in words that are put together.
    pub(crate) fn new(code: Code, path: &[Step<'_>], words: &[&str]) -> Self {
        Issue { code, path: path.iter().map(Key::from).collect(), message: concat(words) }
    }

    /// An issue of one option.
    pub(crate) fn option(code: Code, name: &str, words: &[&str]) -> Self {
        Issue::new(code, &[Step::Name("options"), Step::Name(name)], words)
    }
}

/// Every broken rule of one request: the first in full, as many as were asked for, the others counted.
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
    /// No issue yet, and room to list so many.
    pub(crate) fn with_room(most: usize) -> Self {
        Issues { listed: Vec::new(), count: 0, most }
    }

    /// Counts an issue, and lists it when there is room.
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

    /// Counts issues that nobody will read in full.
    pub(crate) fn add_unlisted(&mut self, count: u32) {
        self.count = self.count.saturating_add(count);
    }

    /// Adds all of another collection.
    pub(crate) fn append(&mut self, others: Issues) {
        let Issues { listed, count, .. } = others;
        self.count = self.count.saturating_add(count);
        self.listed.extend(listed);
        self.listed.truncate(self.most);
    }

    /// These, and then the others.
    pub(crate) fn followed_by(mut self, others: Issues) -> Issues {
        self.append(others);
        self
    }

    /// The issues, at most as many as there was room for.
    pub fn listed(&self) -> &[Issue] {
        &self.listed
    }

    /// How many there are in truth.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl From<Issue> for Issues {
    fn from(issue: Issue) -> Self {
        Issues { listed: vec![issue], count: 1, ..Issues::default() }
    }
}
