//! One target under libFuzzer: `TARGET=dates`. `npm run fuzz` builds and runs it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use thingspace_aggregate_fuzz::{Target, target};

static TARGET: LazyLock<Target> = LazyLock::new(|| target(&std::env::var("TARGET").expect("TARGET names a target")));

fuzz_target!(|data: &[u8]| TARGET(data));
