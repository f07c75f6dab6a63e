//! The service's contract, in pure Rust: the request, its rules, its bytes on the wire, the reply, and the callbacks
//! that follow.

#[cfg(feature = "reports")]
mod callback;
mod characters;
mod date;
mod error;
mod imei;
mod issue;
mod nearest;
mod reply;
#[cfg(feature = "reports")]
mod report;
mod request;
mod secret;
#[cfg(feature = "reports")]
mod surrogate;
#[cfg(test)]
mod tests;
mod text;
mod validate;
mod wire;

#[cfg(feature = "reports")]
pub use callback::{
    Callback, MAX_CALLBACK_BYTES, MAX_FIELDS, MAX_IMEI_BYTES, MAX_TXID_BYTES, MAX_VALUE_BYTES, read_callback,
};
pub use error::{AggregateReportError, Kind};
pub use issue::{Code, Issue, Issues, Key};
pub use reply::{Body, MAX_REPLY_BYTES, Receipt, Reply, ReplyFields};
#[cfg(feature = "reports")]
pub use report::{
    DeviceRow, Facts, MAX_EARLIER, MAX_KEPT, Report, ReportState, Stage, csv_header, csv_rows, merge, present,
    present_devices,
};
pub use request::{AggregateRequest, Devices, ImeiList};
pub use secret::Secret;
pub use validate::{CheckedRequest, MAX_DEVICES, Rules, check};
pub use wire::{Message, Wire, encode};

pub(crate) use characters::header_text;
pub(crate) use date::milliseconds;
pub(crate) use issue::{LISTED_ISSUES, MAX_LISTED_ISSUES, Step};
pub(crate) use nearest::unknown_name;
pub(crate) use reply::read_reply;
pub(crate) use request::NotText;
pub(crate) use request::{Draft, Field};
pub(crate) use text::{concat, decimal, split_at_words};
pub(crate) use validate::check_draft;
