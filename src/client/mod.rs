//! One submission: tokens, request, reply, and whether to try again. A POST that queues work must not queue it twice,
//! so a request is sent again only if the service turned it away, unless the caller asks for more.

mod ending;
mod retry;
#[cfg(test)]
mod tests;
mod transport;

pub use ending::Ending;
pub use retry::RetryRules;
pub use transport::{Announcement, Attempt, Clock, Credential, Fault, Transport};

use crate::contract::{AggregateReportError, Code, Issue, Kind, Message, Receipt, concat, read_reply};
use std::time::Duration;

/// Submits one request. A message with an idempotency key is retried as with [`RetryRules::resend`], and also after a
/// 200 without a receipt, because a gateway that honours the key queues nothing twice.
///
/// # Errors
/// The last failure, once there is nothing left to try; or the caller's reason, if the caller ended the submission.
pub async fn submit<C, T, K>(
    message: &Message,
    retry: &RetryRules,
    transport: &T,
    clock: &K,
) -> Result<Receipt, Ending<C>>
where
    T: Transport<Cause = C>,
    K: Clock<Cause = C>,
{
    let mut next = Announcement { attempt: 1, delay: Duration::ZERO, reason: None };
    let mut sent = 0;
    let mut may_be_queued = false;
    let mut renewed = false;
    loop {
        let delay = transport.announce(&next).map_err(Ending::Interrupted)?;
        if !delay.is_zero() {
            clock.sleep(delay).await.map_err(Ending::Interrupted)?;
        }
        let (mut error, cause) = match exchange(message, transport.begin(&next), &mut sent, clock).await {
            Err(Ending::Failed(error, cause)) => (error, cause),
            ended => return ended,
        };
        may_be_queued |= error.may_be_queued;
        renewed |= next.is_after_rejection();
        let renewable = transport.can_renew() && !renewed;
        match retry.next_delay(&error, next.attempt, message.has_idempotency_key(), renewable, clock.random()) {
            Some(delay) => {
                next = Announcement { attempt: next.attempt.saturating_add(1), delay, reason: Some(error.kind) }
            }
            None => {
                error.attempts = sent;
                error.may_be_queued = may_be_queued;
                return Err(Ending::Failed(error, cause));
            }
        }
    }
}

/// One attempt: the tokens, the request, the reply.
async fn exchange<C>(
    message: &Message,
    attempt: impl Attempt<Cause = C>,
    sent: &mut u32,
    clock: &impl Clock<Cause = C>,
) -> Result<Receipt, Ending<C>> {
    let mut tokens = Vec::with_capacity(2);
    for &which in &[Credential::Token, Credential::Bearer] {
        if let Some(secret) = attempt.credential(which).await.map_err(|fault| provider_fault(which, fault))? {
            secret.check().map_err(|(code, words)| refused_token(which, code, words))?;
            tokens.push((which, secret));
        }
    }
    *sent = sent.saturating_add(1);
    let reply = attempt.send(message, &tokens).await.map_err(send_fault)?;
    Ok(read_reply(reply, &tokens, clock.now())?)
}

fn provider_fault<C>(which: Credential, fault: Fault<C>) -> Ending<C> {
    let (kind, words, cause) = match fault {
        Fault::Interrupted(reason) => return Ending::Interrupted(reason),
        Fault::NotAToken(found) => {
            return refused_token(which, Code::Type, &concat(&[" must return a string, not ", found]));
        }
        Fault::TimedOut => (
            Kind::Timeout,
            " provider did not answer in time: raise timeout, or find out what it is waiting for.",
            None,
        ),
        Fault::Thrown(cause) => (Kind::Token, FAILED_PROVIDER, Some(cause)),
        Fault::NotAReply => (Kind::Token, FAILED_PROVIDER, None),
    };
    Ending::Failed(AggregateReportError::new(kind, concat(&["The ", which.option(), words])), cause)
}

const FAILED_PROVIDER: &str = " provider failed, so this attempt was not sent: see the cause.";

fn refused_token<C>(which: Credential, code: Code, words: &str) -> Ending<C> {
    AggregateReportError::invalid(Issue::option(code, which.option(), &[which.option(), words]).into()).into()
}

fn send_fault<C>(fault: Fault<C>) -> Ending<C> {
    let (kind, words, cause) = match fault {
        Fault::Interrupted(reason) => return Ending::Interrupted(reason),
        Fault::TimedOut => {
            (Kind::Timeout, "ThingSpace did not answer in time (raise timeout if this happens often)", None)
        }
        Fault::Thrown(cause) => (
            Kind::Network,
            "The request failed on its way to ThingSpace or back (check the network and baseUrl)",
            Some(cause),
        ),
        Fault::NotAReply | Fault::NotAToken(_) => {
            (Kind::InvalidResponse, "What fetch resolved to is not a Response (check options.fetch)", None)
        }
    };
    let advice = ": the report may be queued all the same, so look for its callbacks before sending again.";
    let mut error = AggregateReportError::new(kind, concat(&[words, advice]));
    error.may_be_queued = true;
    Ending::Failed(error, cause)
}
