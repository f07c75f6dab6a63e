//! The contract as its users meet it: a request goes in, issues or bytes come out.

mod request;
pub mod strategies;
mod wire;
