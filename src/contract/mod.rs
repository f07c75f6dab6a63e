//! What the service says: the request, its rules, its bytes on the wire, the reply, and the callbacks that follow. Pure
//! Rust.

#[cfg(feature = "reports")]
mod callback;
mod date;
mod error;
mod imei;
mod issue;
mod nearest;
mod reply;
#[cfg(feature = "reports")]
mod report;
mod request;
#[cfg(feature = "reports")]
mod surrogate;
mod text;
mod validate;
mod wire;

#[cfg(feature = "reports")]
pub use callback::{
    Callback, MAX_CALLBACK_BYTES, MAX_FIELDS, MAX_IMEI_BYTES, MAX_TXID_BYTES, MAX_VALUE_BYTES, read_callback,
};
pub use error::{AggregateReportError, Kind};
pub use issue::{Code, Issue, Issues, Key, LISTED_ISSUES, Step};
pub use nearest::unknown_name;
pub use reply::{Body, MAX_REPLY_BYTES, Receipt, Reply, ReplyFields, read_reply};
#[cfg(feature = "reports")]
pub use report::{
    DeviceRow, Facts, MAX_EARLIER, MAX_KEPT, Report, ReportState, Stage, csv_header, csv_rows, merge, present,
    present_devices,
};
pub use request::{AggregateRequest, Devices, Draft, Field, ImeiList, NotText};
pub use text::{MAX_TEXT_BYTES, Secret, header_text};
pub(crate) use text::{concat, split_at_words};
pub use validate::{CheckedRequest, FIELDS, MAX_DEVICES, MAX_RANGE_DAYS, Rules, check};
pub use wire::{Message, Wire, encode};
