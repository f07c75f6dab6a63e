//! When to send again.

use crate::contract::{AggregateReportError, Kind};
use std::time::Duration;

/// When to send a request again. Start from [`RetryRules::default`] and set what differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryRules {
    /// How many attempts may follow the first. The default is 2.
    pub limit: u32,
    /// The longest `Retry-After` to wait for; a longer one ends the submission. The default is one minute.
    pub max_retry_after: Duration,
    /// Whether to send a request again that may already be queued (after network failures, timeouts, 500, 502, 503 and
    /// 504). A report may then be queued twice. The default is `false`.
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
    /// How long to wait before the next attempt, or `None` if there is to be none after this one, which failed.
    /// `keyed`: the message has an idempotency key. `renewable`: a rejected token can be replaced. `random`: at least
    /// 0, less than 1.
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
            // Chromium and Firefox take a reply that breaks off in its headers for a complete one with an empty body.
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
