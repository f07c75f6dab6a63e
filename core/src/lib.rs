//! The core of the npm package: the crate, linked into a WebAssembly module of its own. A crate apart, because Cargo
//! optimises across crates only what is not a library for other Rust crates as well, and because the allocator is for
//! the module to choose.

#[cfg(feature = "reports")]
pub use thingspace_aggregate::exports::reports;
pub use thingspace_aggregate::exports::{read_fleet, submit_aggregate, validate_aggregate};

/// Half the size of the standard library's, and as quick for the few pieces that a call takes.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
