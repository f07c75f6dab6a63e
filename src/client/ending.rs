//! How a submission ends without a receipt.

use crate::contract::AggregateReportError;
use std::error::Error;
use std::fmt;

/// How a submission ended without a receipt. `C` is the type of what the platform throws.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending<C> {
    /// It failed. The second field is what was thrown, if that was the cause.
    Failed(Box<AggregateReportError>, Option<C>),
    /// The caller ended it, for this reason.
    Interrupted(C),
}

impl<C> Ending<C> {
    /// The error, unless the caller ended the submission.
    pub fn error(&self) -> Option<&AggregateReportError> {
        match self {
            Ending::Failed(error, _) => Some(error),
            Ending::Interrupted(_) => None,
        }
    }

    /// What the platform threw, or the caller's reason.
    pub fn cause(&self) -> Option<&C> {
        match self {
            Ending::Failed(_, cause) => cause.as_ref(),
            Ending::Interrupted(reason) => Some(reason),
        }
    }
}

impl<C> From<Box<AggregateReportError>> for Ending<C> {
    fn from(error: Box<AggregateReportError>) -> Self {
        Ending::Failed(error, None)
    }
}

impl<C> fmt::Display for Ending<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ending::Failed(error, _) => error.fmt(formatter),
            Ending::Interrupted(_) => formatter.write_str("The submission was ended by its caller."),
        }
    }
}

/// There is no `source`, because what was thrown need not be a Rust error: see [`Ending::cause`].
impl<C: fmt::Debug> Error for Ending<C> {}
