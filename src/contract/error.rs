//! What a submission that failed tells its caller.

use super::issue::{Issue, Issues};
use super::reply::Rejection;
use serde::{Serialize, Serializer};
use std::fmt;

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request or its options broke a rule; nothing was sent.
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
    /// Any other status than 200; a redirect is never followed.
    UnexpectedStatus,
    /// A 200 without a receipt in it.
    InvalidResponse,
    /// The request did not reach the service, or its reply did not come back.
    Network,
    /// An attempt took longer than it may.
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

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Why there is no receipt, and what to do. `C` is what the platform threw, if it was the platform.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AggregateReportError<C> {
    /// What kind of failure it was.
    pub kind: Kind,
    /// What was wrong, where, and what to do. Holds no token.
    pub message: String,
    /// How many requests were sent.
    pub attempts: u32,
    /// Whether the service may have queued the report all the same.
    pub may_be_queued: bool,
    /// The broken rules, for [`Kind::Invalid`]: at most 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues: Option<Vec<Issue>>,
    /// How many rules were broken in truth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue_count: Option<u32>,
    /// The HTTP status of the last reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The service's code for the error, as in its reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_code: Option<String>,
    /// The service's words for the error, or a short excerpt of a reply in another form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
    /// How long the service asks to wait, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<f64>,
    /// What was thrown.
    #[serde(skip)]
    pub cause: Option<C>,
}

impl<C> AggregateReportError<C> {
    /// A failure without a reply.
    pub fn new(kind: Kind, message: String) -> Self {
        AggregateReportError {
            kind,
            message,
            attempts: 0,
            may_be_queued: false,
            issues: None,
            issue_count: None,
            status: None,
            error_code: None,
            error_message: None,
            retry_after: None,
            cause: None,
        }
    }

    /// A request that broke rules.
    pub fn invalid(issues: Issues) -> Self {
        let first = issues.listed().first().map_or("", |issue| &issue.message);
        let others = issues.count().saturating_sub(1);
        let message = match others {
            0 => ["The request was not sent: ", first].concat(),
            1 => ["The request was not sent: ", first, " (and 1 more issue)"].concat(),
            _ => {
                let others = super::text::decimal(others);
                ["The request was not sent: ", first, " (and ", &others, " more issues)"].concat()
            }
        };
        AggregateReportError {
            issue_count: Some(issues.count()),
            issues: Some(issues.into_listed()),
            ..Self::new(Kind::Invalid, message)
        }
    }

    /// A reply without a receipt.
    pub fn rejected(rejection: Rejection) -> Self {
        AggregateReportError {
            may_be_queued: rejection.may_be_queued,
            status: rejection.status,
            error_code: rejection.error_code,
            error_message: rejection.error_message,
            retry_after: rejection.retry_after,
            ..Self::new(rejection.kind, rejection.message)
        }
    }
}

impl<C> fmt::Display for AggregateReportError<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl<C: fmt::Debug> std::error::Error for AggregateReportError<C> {}
