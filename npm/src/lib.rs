//! The core of the npm package: the crate, linked into a WebAssembly module of its own. A crate apart, because Cargo
//! optimises across crates only what is not a library for other Rust crates as well.

pub use thingspace_aggregate::js::{submit_aggregate, validate_aggregate};
