//! Gives the browsers' core, which recurses nowhere, a stack of 64 KiB: so its data lie at addresses that take a byte
//! less each, and a page keeps a megabyte. The servers' core reads nested JSON, and keeps the megabyte.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_REPORTS").is_none() {
        println!("cargo:rustc-link-arg-cdylib=-zstack-size=65536");
    }
}
