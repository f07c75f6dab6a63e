//! Requests aggregated usage reports from ThingSpace's Hyper Precise Location service.
//!
//! In one submission, [`contract`] checks and encodes the request, and [`client`] sends it and reads the reply.
//!
//! - [`contract`] is the service's rules and formats, in pure Rust: no JavaScript, no clock, no network.
//! - [`client`] is one submission over a [`client::Transport`] and a [`client::Clock`]: tokens, attempts, retries.
//! - [`submit`] is that submission over the platform's `fetch`.
//!
//! A Rust app that is compiled to WebAssembly submits with Rust types:
//!
//! ```no_run
//! use thingspace_aggregate::contract::{AggregateRequest, Devices};
//! use thingspace_aggregate::{Options, TokenSource, submit};
//!
//! async fn ask(token: &str) -> Result<String, Box<dyn std::error::Error>> {
//!     let devices = Devices::list(["358240051111110", "490154203237518"]);
//!     let mut request = AggregateRequest::new("0000123456-00001", devices);
//!     request.start_date = Some("2026-06-01".into());
//!     request.end_date = Some("2026-06-30".into());
//!     let options = Options::with_token(TokenSource::fixed(token)?);
//!     let receipt = submit(request, options).await?;
//!     Ok(receipt.txid)
//! }
//! ```

// Everything that can panic or silently overflow. Where it cannot, an `expect` says why.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]
#![cfg_attr(
    not(feature = "exports"),
    allow(dead_code, unused_imports, reason = "a Rust app's drafts hold no values of a wrong type, and no fleets")
)]

pub mod client;
pub mod contract;
#[cfg(feature = "exports")]
pub mod exports;
mod fetch;
mod value;

pub use fetch::{IdempotencyKey, InvalidToken, Options, TokenSource, submit};
