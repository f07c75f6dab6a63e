//! What is fuzzed: each target takes any bytes, does with them what users do, and compares the outcome with a model
//! that shares no code with the crate. A target fails by a panic.

mod callbacks;
mod csv;
mod dates;
mod folding;
#[path = "../../tests/inbox/mod.rs"]
#[allow(missing_docs, unreachable_pub, reason = "shared with the tests of the crate")]
mod inbox;
mod moments;
mod replies;
mod script;
mod shape;
#[path = "../../tests/spreadsheet/mod.rs"]
#[allow(missing_docs, unreachable_pub, reason = "shared with the tests of the crate")]
mod spreadsheet;
mod submissions;
mod validation;
mod wire;

/// What is run on each input.
pub type Target = fn(&[u8]);

/// All targets, by the names of their folders in `corpus/`.
pub const TARGETS: [(&str, Target); 8] = [
    ("callbacks", callbacks::fuzz),
    ("csv", csv::fuzz),
    ("dates", dates::fuzz),
    ("folding", folding::fuzz),
    ("replies", replies::fuzz),
    ("submissions", submissions::fuzz),
    ("validation", validation::fuzz),
    ("wire", wire::fuzz),
];

/// The target of this name.
///
/// # Panics
/// When there is none.
pub fn target(name: &str) -> Target {
    let found = TARGETS.iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no target {name}; there are {:?}", TARGETS.map(|(known, _)| known))).1
}
