//! What the service says: the request, its rules, its bytes on the wire, and the reply. Pure Rust.

mod date;
mod error;
mod imei;
mod issue;
mod nearest;
mod reply;
mod request;
mod text;
mod validate;
mod wire;

pub use error::{AggregateReportError, Kind};
pub use issue::{Code, Issue, Issues, Key, LISTED_ISSUES, MAX_LISTED_ISSUES, Step};
pub use nearest::unknown_name;
pub use reply::{Body, MAX_REPLY_BYTES, Receipt, Reply, ReplyFields, read_reply};
pub use request::{AggregateRequest, Devices, Draft, Field, ImeiList, NotText};
pub use text::{MAX_TEXT_BYTES, Secret, header_text};
pub(crate) use text::{concat, decimal, split_at_words};
pub(crate) use validate::check_draft;
pub use validate::{CheckedRequest, FIELDS, MAX_DEVICES, MAX_RANGE_DAYS, Rules, check};
pub use wire::{Message, Wire, encode};
