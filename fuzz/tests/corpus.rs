//! The short run, without a fuzzer: every target on what was kept of longer runs, and on many inputs that differ from
//! those a little. The seed is the same each time; `SEED=7 cargo test` tries others.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thingspace_aggregate_fuzz::{TARGETS, Target};

/// How many inputs are made for a target at most, and how long that may take: a machine that is busy makes fewer.
const INPUTS: u32 = 50_000;
const TIME: Duration = Duration::from_secs(5);

fn run(name: &str, target: Target) {
    let corpus = corpus(name);
    for input in &corpus {
        check(name, target, input);
    }
    let mut random = fastrand::Rng::with_seed(std::env::var("SEED").map_or(1, |seed| seed.parse().expect("a number")));
    let end = Instant::now() + TIME;
    for _ in 0..INPUTS {
        if Instant::now() > end {
            break;
        }
        check(name, target, &changed(&corpus, &mut random));
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
    let files = folder.read_dir().unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{} is empty", folder.display());
    paths.iter().map(|path| std::fs::read(path).expect("a file that can be read")).collect()
}

fn check(name: &str, target: Target, input: &[u8]) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| target(input))) {
        eprintln!("The target {name} fails on \"{}\".", input.escape_ascii());
        resume_unwind(panic);
    }
}

/// An input of the corpus with some bytes replaced, removed, doubled, or taken from another one.
fn changed(corpus: &[Vec<u8>], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut input = corpus[random.usize(..corpus.len())].clone();
    for _ in 0..random.usize(1..6) {
        let start = random.usize(..=input.len());
        let end = random.usize(start..=input.len().min(start + 8));
        let other = &corpus[random.usize(..corpus.len())];
        let place = random.usize(..=other.len());
        match random.u8(..5) {
            0 => input.drain(start..end).for_each(drop),
            1 => input.insert(start, random.u8(..)),
            2 => input[start..end].iter_mut().for_each(|byte| *byte ^= 1 << random.u8(..8)),
            3 => input = [&input[..end], &input[start..]].concat(),
            _ => input = [&input[..start], &other[place..other.len().min(place + 16)], &input[end..]].concat(),
        }
    }
    input
}

macro_rules! short_runs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            run(stringify!($name), thingspace_aggregate_fuzz::target(stringify!($name)));
        })*

        #[test]
        fn every_target_is_run() {
            assert_eq!(TARGETS.map(|(name, _)| name), [$(stringify!($name)),*]);
        }
    };
}

short_runs! { callbacks csv dates folding replies submissions validation wire }
