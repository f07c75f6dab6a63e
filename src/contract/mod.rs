//! What the service says: the request, its rules, its bytes on the wire, and the reply. Pure Rust.

mod characters;
mod date;
mod error;
mod imei;
mod issue;
mod nearest;
mod reply;
mod request;
mod secret;
#[cfg(test)]
mod tests;
mod text;
mod validate;
mod wire;

pub use error::{AggregateReportError, Kind};
pub use issue::{Code, Issue, Issues, Key};
pub use reply::{Body, MAX_REPLY_BYTES, Receipt, Reply, ReplyFields};
pub use request::{AggregateRequest, Devices, ImeiList};
pub use secret::Secret;
pub use validate::{CheckedRequest, MAX_DEVICES, Rules, check};
pub use wire::{Message, Wire, encode};

pub(crate) use characters::header_text;
pub(crate) use issue::{LISTED_ISSUES, MAX_LISTED_ISSUES, Step};
pub(crate) use nearest::unknown_name;
pub(crate) use reply::read_reply;
pub(crate) use request::NotText;
pub(crate) use request::{Draft, Field};
pub(crate) use text::{concat, decimal, split_at_words};
pub(crate) use validate::check_draft;
