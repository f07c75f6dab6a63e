//! The request: the seven fields of the service's page.

/// A request for a usage report, in Rust's types. Start from [`AggregateRequest::new`] and set the optional fields;
/// [`check`](super::check) returns the issues.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AggregateRequest {
    /// The account number: visible ASCII, because it is sent in a header; at most 16,384 bytes.
    pub account_number: String,
    /// The devices to report on.
    pub devices: Devices,
    /// The start of the period in ISO 8601; by default the earliest that is available, 180 days ago.
    pub start_date: Option<String>,
    /// The end of the period in ISO 8601; by default the latest that is available.
    pub end_date: Option<String>,
    /// The name of a device group, defined by the account's users, to report only on its devices.
    pub device_group: Option<String>,
    /// The name of a data plan, to report only on devices on that plan.
    pub data_plan: Option<String>,
    /// `true` reports only the devices that had no session.
    pub no_session_flag: Option<bool>,
}

impl AggregateRequest {
    /// A request for everything that is available about some devices.
    pub fn new(account_number: impl Into<String>, devices: Devices) -> Self {
        AggregateRequest {
            account_number: account_number.into(),
            devices,
            start_date: None,
            end_date: None,
            device_group: None,
            data_plan: None,
            no_session_flag: None,
        }
    }
}

/// The devices of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Devices {
    /// Every device of the account, which the service spells `0`.
    All,
    /// One IMEI.
    One(String),
    /// A list of IMEIs, at most 10,000.
    List(ImeiList),
}

impl Devices {
    /// A list of IMEIs.
    pub fn list<T: AsRef<str>>(imeis: impl IntoIterator<Item = T>) -> Self {
        Devices::List(imeis.into_iter().collect())
    }

    /// The number of devices; 0 for [`Devices::All`], as in the service's header `imei`.
    pub fn count(&self) -> usize {
        match self {
            Devices::All => 0,
            Devices::One(_) => 1,
            Devices::List(list) => list.len(),
        }
    }
}

/// A list of IMEIs, stored as it is sent: the bytes between the first and the last quotation mark of the JSON list. So
/// it crosses from JavaScript in one piece, and gets into the body with one copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImeiList {
    joined: Vec<u8>,
    len: usize,
}

impl ImeiList {
    /// What is between two entries.
    pub(crate) const SEPARATOR: &'static str = "\",\"";

    /// Takes entries that were joined by the separator. Returns `None` if there are not `len` of them, because then one
    /// of them contains the separator itself.
    pub(crate) fn from_joined(joined: Vec<u8>, len: usize) -> Option<Self> {
        let list = ImeiList { joined, len };
        (list.entries().count() == len).then_some(list)
    }

    /// A list of which only the length is known, because it is too long to be examined.
    pub(crate) fn too_long(len: usize) -> Self {
        ImeiList { joined: Vec::new(), len }
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The bytes of all entries, joined by the separator.
    pub(crate) fn joined(&self) -> &[u8] {
        &self.joined
    }

    /// The bytes of each entry.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &[u8]> {
        Entries { rest: (self.len > 0).then_some(&*self.joined) }
    }
}

impl<T: AsRef<str>> FromIterator<T> for ImeiList {
    /// An entry that contains a quotation mark is not an IMEI. The mark is replaced, so that it remains one entry and
    /// is refused as one.
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut list = ImeiList::default();
        for entry in entries {
            if list.len > 0 {
                list.joined.extend_from_slice(ImeiList::SEPARATOR.as_bytes());
            }
            let unquoted = entry.as_ref().bytes().map(|byte| if byte == b'"' { b'\'' } else { byte });
            list.joined.extend(unquoted);
            list.len = list.len.saturating_add(1);
        }
        list
    }
}

struct Entries<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let separator = ImeiList::SEPARATOR.as_bytes();
        // Nearly every entry ends right after its fifteenth digit; the others are searched.
        let end = if is_separated(rest, super::imei::DIGITS) {
            super::imei::DIGITS
        } else {
            rest.windows(separator.len()).position(|window| window == separator).unwrap_or(rest.len())
        };
        let (entry, after) = rest.split_at_checked(end)?;
        self.rest = after.get(separator.len()..);
        Some(entry)
    }
}

/// Whether the first separator starts at this place: digits contain no quotation marks.
#[expect(clippy::arithmetic_side_effects, reason = "a place in a text that is in memory")]
fn is_separated(rest: &[u8], place: usize) -> bool {
    rest.get(place..place + 3) == Some(ImeiList::SEPARATOR.as_bytes())
        && rest.get(..place).is_some_and(super::imei::is_digits)
}

/// A field as the caller gave it, before it was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// Not there, or `null`.
    #[default]
    Absent,
    /// A value of the right type.
    Given(T),
    /// A value of another type, named in words such as `"a number"`.
    Wrong(&'static str),
    /// A string that is not well-formed Unicode, and so cannot be sent.
    IllFormed,
}

impl<T> Field<T> {
    /// The value, if it has the right type.
    pub fn given(&self) -> Option<&T> {
        match self {
            Field::Given(value) => Some(value),
            _ => None,
        }
    }

    /// The value itself, if it has the right type.
    pub fn into_given(self) -> Option<T> {
        match self {
            Field::Given(value) => Some(value),
            _ => None,
        }
    }
}

impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Field::Absent, Field::Given)
    }
}

/// An entry of the list that was not a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// Its index in the list.
    pub index: usize,
    /// What it was: `"a number"`.
    pub found: &'static str,
}

/// A request as its author wrote it, of whatever types: what JavaScript hands over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// See [`AggregateRequest::account_number`].
    pub account_number: Field<String>,
    /// See [`AggregateRequest::start_date`].
    pub start_date: Field<String>,
    /// See [`AggregateRequest::end_date`].
    pub end_date: Field<String>,
    /// See [`AggregateRequest::devices`].
    pub imei: Field<Devices>,
    /// The entries of the list that were no strings, in the list's order; in their places, the list holds any string.
    pub not_text: Vec<NotText>,
    /// See [`AggregateRequest::device_group`].
    pub device_group: Field<String>,
    /// See [`AggregateRequest::data_plan`].
    pub data_plan: Field<String>,
    /// See [`AggregateRequest::no_session_flag`].
    pub no_session_flag: Field<bool>,
    /// The names of the fields that do not exist, as far as anybody will read them.
    pub unknown: Vec<String>,
    /// How many more of those there are.
    pub more_unknown: u32,
    /// What the request is, in words, if it is no object and so has no fields.
    pub not_an_object: Option<&'static str>,
}

impl Draft {
    /// The request in Rust's types. Only for a draft without an issue: what is of a wrong type is lost.
    pub(super) fn into_request(self) -> Option<AggregateRequest> {
        Some(AggregateRequest {
            account_number: self.account_number.into_given()?,
            devices: self.imei.into_given()?,
            start_date: self.start_date.into_given(),
            end_date: self.end_date.into_given(),
            device_group: self.device_group.into_given(),
            data_plan: self.data_plan.into_given(),
            no_session_flag: self.no_session_flag.into_given(),
        })
    }
}

impl From<AggregateRequest> for Draft {
    fn from(request: AggregateRequest) -> Self {
        Draft {
            account_number: Field::Given(request.account_number),
            start_date: request.start_date.into(),
            end_date: request.end_date.into(),
            imei: Field::Given(request.devices),
            not_text: Vec::new(),
            device_group: request.device_group.into(),
            data_plan: request.data_plan.into(),
            no_session_flag: request.no_session_flag.into(),
            unknown: Vec::new(),
            more_unknown: 0,
            not_an_object: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_that_comes_in_one_piece_is_the_same_list(entries in prop::collection::vec("[0-9]{14,16}|[0-9\",]{0,20}", 0..6)) {
            let list: ImeiList = entries.iter().collect();
            let unquoted: Vec<_> = entries.iter().map(|entry| entry.replace('"', "'").into_bytes()).collect();
            prop_assert_eq!(list.entries().collect::<Vec<_>>(), unquoted);
            prop_assert_eq!(ImeiList::from_joined(list.joined().to_vec(), entries.len()), Some(list));
        }

        #[test]
        fn an_entry_that_holds_the_separator_is_found_out(before in "[0-9]{0,16}", after in "[0-9]{0,16}") {
            let entry = [before, after].join(ImeiList::SEPARATOR);
            prop_assert_eq!(ImeiList::from_joined(entry.into_bytes(), 1), None);
        }
    }

    #[test]
    fn a_list_that_is_too_long_is_known_by_its_length() {
        let list = ImeiList::too_long(10_001);
        assert_eq!((list.len(), list.joined()), (10_001, &b""[..]));
    }
}
