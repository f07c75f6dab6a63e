//! The error of a submission that failed.

use super::issue::Issues;
use super::text::{concat, decimal};
use std::fmt;
use std::time::Duration;

/// The kind of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The request or its options broke a rule: nothing was sent, or a gateway refused the request.
    Invalid,
    /// A token provider failed.
    Token,
    /// 400.
    BadRequest,
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 409.
    Conflict,
    /// 429.
    RateLimited,
    /// 500 to 599.
    ServerError,
    /// Any other status except 200; redirects are never followed.
    UnexpectedStatus,
    /// A 200 without a receipt in it.
    InvalidResponse,
    /// The request did not reach the service, or its reply did not come back.
    Network,
    /// An attempt took longer than its time limit.
    Timeout,
}

impl Kind {
    /// The kind as JavaScript sees it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Invalid => "invalid",
            Kind::Token => "token",
            Kind::BadRequest => "bad_request",
            Kind::Unauthorized => "unauthorized",
            Kind::Forbidden => "forbidden",
            Kind::NotFound => "not_found",
            Kind::Conflict => "conflict",
            Kind::RateLimited => "rate_limited",
            Kind::ServerError => "server_error",
            Kind::UnexpectedStatus => "unexpected_status",
            Kind::InvalidResponse => "invalid_response",
            Kind::Network => "network",
            Kind::Timeout => "timeout",
        }
    }
}

/// Why there is no receipt, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AggregateReportError {
    /// The kind of the failure.
    pub kind: Kind,
    /// What was wrong, where, and what to do about it. Never contains a token.
    pub message: String,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether the service may have queued the report all the same.
    pub may_be_queued: bool,
    /// For [`Kind::Invalid`], the broken rules; empty for any other kind, and if a gateway found them.
    pub issues: Issues,
    /// The broken rules that a gateway found, in the string that JavaScript encodes and decodes.
    pub(crate) gateway_issues: Option<String>,
    /// The HTTP status of the last reply; absent if there was none or the platform hides it.
    pub status: Option<u16>,
    /// The service's own error code, if the reply had one.
    pub error_code: Option<String>,
    /// The service's own message, or a short excerpt of a reply in an unknown format.
    pub error_message: Option<String>,
    /// How long the service asked the caller to wait, from when its reply arrived.
    pub retry_after: Option<Duration>,
}

impl AggregateReportError {
    /// A failure about which nothing else is known.
    pub(crate) fn new(kind: Kind, message: String) -> Box<Self> {
        Box::new(AggregateReportError {
            kind,
            message,
            attempts: 0,
            may_be_queued: false,
            issues: Issues::default(),
            gateway_issues: None,
            status: None,
            error_code: None,
            error_message: None,
            retry_after: None,
        })
    }

    /// A request that broke rules.
    pub(crate) fn invalid(issues: Issues) -> Box<Self> {
        let first = issues.listed().first().map_or("", |issue| &issue.message);
        let end = if first.ends_with("?") { "" } else { "." };
        let others = issues.count().saturating_sub(1);
        let (there, count, more) = match others {
            0 => ("", String::new(), ""),
            1 => (" There is ", "one".into(), " more issue."),
            _ => (" There are ", decimal(others), " more issues."),
        };
        let message = concat(&["The request was not sent: ", first, end, there, &count, more]);
        let mut error = Self::new(Kind::Invalid, message);
        error.issues = issues;
        error
    }
}

impl fmt::Display for AggregateReportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for AggregateReportError {}

#[cfg(test)]
mod tests {
    use super::super::issue::{Code, Issue};
    use super::*;

    #[test]
    fn a_kind_is_named_in_javascript_as_in_rust_but_in_snake_case() {
        for kind in [
            Kind::Invalid,
            Kind::Token,
            Kind::BadRequest,
            Kind::Unauthorized,
            Kind::Forbidden,
            Kind::NotFound,
            Kind::Conflict,
            Kind::RateLimited,
            Kind::ServerError,
            Kind::UnexpectedStatus,
            Kind::InvalidResponse,
            Kind::Network,
            Kind::Timeout,
        ] {
            let mut name = String::new();
            for letter in format!("{kind:?}").chars() {
                if letter.is_ascii_uppercase() && !name.is_empty() {
                    name.push('_');
                }
                name.push(letter.to_ascii_lowercase());
            }
            assert_eq!(kind.as_str(), name);
        }
    }

    #[test]
    fn the_first_issue_is_told_and_the_others_are_counted() {
        for (others, told) in [(0, ""), (1, " There is one more issue."), (2, " There are 2 more issues.")] {
            let mut issues = Issues::from(Issue::new(Code::Missing, &[], &["imei is missing"]));
            issues.add_unlisted(others);
            let error = AggregateReportError::invalid(issues);
            assert_eq!(error.message, format!("The request was not sent: imei is missing.{told}"));
        }
    }

    #[test]
    fn an_issue_that_asks_ends_with_its_question_mark() {
        let asked = Issue::new(Code::UnknownField, &[], &["imeis is unknown: did you mean imei?"]);
        let error = AggregateReportError::invalid(asked.into());
        assert_eq!(error.message, "The request was not sent: imeis is unknown: did you mean imei?");
    }
}
