//! Ask ThingSpace for an aggregated Hyper Precise Location usage report.
//!
//! The way of one submission: [`contract`] checks and encodes the request, [`client`] sends it and reads the reply.
//!
//! - [`contract`] is what the service says, in pure Rust: no JavaScript, no clock, no network.
//! - [`client`] is one submission over a [`client::Transport`] and a [`client::Clock`]: tokens, attempts, retries.
//! - [`submit`] is the same submission over the platform's `fetch`.
//!
//! A Rust app that is compiled to WebAssembly calls the same submission with Rust types:
//!
//! ```no_run
//! use thingspace_aggregate::contract::{AggregateRequest, Devices};
//! use thingspace_aggregate::{Options, TokenSource, submit};
//!
//! # async fn ask() -> Option<String> {
//! let mut request = AggregateRequest::new("0000123456-00001", Devices::list(["358240051111110", "490154203237518"]));
//! request.start_date = Some("2026-06-01".into());
//! let options = Options { token: Some(TokenSource::fixed("the-token").ok()?), ..Options::default() };
//! let receipt = submit(request, options).await.ok()?;
//! # Some(receipt.txid)
//! # }
//! ```

pub mod client;
pub mod contract;
#[cfg(feature = "exports")]
pub mod exports;
mod fetch;
mod value;

pub use fetch::{Options, TokenSource, submit};
