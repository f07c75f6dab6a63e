//! When to send again.

use crate::contract::{AggregateReportError, Kind};
use std::time::Duration;

/// When to send again. Start from [`RetryRules::default`] and set what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryRules {
    /// How many attempts may follow the first. Default 2.
    pub limit: u32,
    /// The longest `Retry-After` that is waited for. Default one minute.
    pub max_retry_after: Duration,
    /// Whether to send again what may already be queued (network failures, timeouts, 500, 502, 503, 504). A report may
    /// then be queued twice. Default `false`.
    pub resend: bool,
}

impl Default for RetryRules {
    fn default() -> Self {
        RetryRules { limit: 2, max_retry_after: Duration::from_secs(60), resend: false }
    }
}

/// In milliseconds.
const FIRST_BACKOFF: f64 = 300.0;

impl RetryRules {
    /// How long to wait before the next attempt, if there is to be one after this one, which failed. `keyed`: who
    /// receives it takes it only once. `renewable`: a rejected token can be asked for anew. `random`: from 0 up to 1.
    pub(super) fn next_delay(
        &self,
        error: &AggregateReportError,
        attempt: u32,
        keyed: bool,
        renewable: bool,
        random: f64,
    ) -> Option<Duration> {
        if attempt > self.limit {
            return None;
        }
        let resend = self.resend || keyed;
        let again = match (error.kind, error.status) {
            (Kind::RateLimited, _) => true,
            (Kind::Unauthorized, _) => return renewable.then_some(Duration::ZERO),
            (Kind::ServerError, Some(503)) => error.retry_after.is_some() || resend,
            (Kind::ServerError, Some(500 | 502 | 504)) | (Kind::Network, _) => resend,
            (Kind::Timeout, _) => resend && error.may_be_queued,
            // Chromium and Firefox take a reply that breaks off within its headers for a whole one, with an empty body.
            (Kind::InvalidResponse, _) => keyed,
            _ => false,
        };
        match error.retry_after {
            _ if !again => None,
            Some(asked) => (asked <= self.max_retry_after).then_some(asked),
            None => {
                let longest = FIRST_BACKOFF * f64::from(1 << attempt.saturating_sub(1).min(16));
                Some(Duration::from_millis((longest * random) as u64))
            }
        }
    }
}
