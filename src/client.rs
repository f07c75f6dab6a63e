//! One submission: tokens, request, reply, and whether to try again. A POST that queues work must not queue it twice,
//! so only what the service turned away is sent again, unless the caller asks for more.

use crate::contract::{AggregateReportError, Code, Issue, Kind, Message, Receipt, Reply, Secret, concat, read_reply};

/// The two tokens of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `VZ-M2M-Token`: the session of a user; it dies after 20 idle minutes.
    Token,
    /// `Authorization: Bearer`: the application's OAuth access token; it lives one hour.
    Bearer,
}

impl Credential {
    /// The option that brings it.
    pub fn option(self) -> &'static str {
        match self {
            Credential::Token => "token",
            Credential::Bearer => "bearer",
        }
    }

    fn header(self, secret: &Secret) -> (&'static str, String) {
        match self {
            Credential::Token => ("VZ-M2M-Token", secret.reveal().into()),
            Credential::Bearer => ("Authorization", concat(&["Bearer ", secret.reveal()])),
        }
    }
}

/// One attempt, as it is announced before it is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attempt {
    /// From 1.
    pub number: u32,
    /// How long is waited before it, in milliseconds.
    pub delay: f64,
    /// What made it necessary: nothing for the first.
    pub reason: Option<Kind>,
}

/// What can go wrong on the platform's side. `C` is whatever the platform threw.
#[derive(Debug)]
pub enum Fault<C> {
    /// The caller ended the submission; `C` goes to them as it is.
    Interrupted(C),
    /// The attempt took longer than it may.
    TimedOut,
    /// Something was thrown.
    Thrown(C),
    /// A token provider gave something that is not a string: what it gave, in words.
    NotAToken(&'static str),
    /// What came back was not a reply at all.
    NotAReply,
}

/// What carries a request to the service, and knows the tokens.
pub trait Transport {
    /// What the platform throws.
    type Cause;

    /// Tells the caller of an attempt before its delay, and answers how long to wait: that delay, or longer.
    fn announce(&self, attempt: &Attempt) -> Result<f64, Self::Cause>;

    /// Starts the time limit of one attempt.
    fn begin(&mut self);

    /// Whether a rejected token can be asked for anew.
    fn can_renew(&self) -> bool;

    /// A token for this attempt, if there is to be one. `rejected`: the service refused the one before.
    fn credential(
        &self,
        which: Credential,
        attempt: u32,
        rejected: bool,
    ) -> impl Future<Output = Result<Option<String>, Fault<Self::Cause>>>;

    /// Sends a request and reads its reply to the end.
    fn send(
        &self,
        message: &Message,
        tokens: &[(&'static str, String)],
    ) -> impl Future<Output = Result<Reply, Fault<Self::Cause>>>;
}

/// Time and chance.
pub trait Clock {
    /// What ends a wait early.
    type Cause;

    /// The present, in milliseconds since 1970-01-01T00:00Z.
    fn now(&self) -> f64;

    /// A number from 0 up to 1.
    fn random(&self) -> f64;

    /// Waits some milliseconds, or until the caller ends the submission.
    fn sleep(&self, milliseconds: f64) -> impl Future<Output = Result<(), Self::Cause>>;
}

/// When to send again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RetryRules {
    /// How many attempts may follow the first. Default 2.
    pub limit: u32,
    /// The longest `Retry-After` that is waited for, in milliseconds. Default 60,000.
    pub max_retry_after: f64,
    /// Whether to send again what may already be queued (network failures, timeouts, 500, 502, 503, 504). A report may
    /// then be queued twice. Default `false`.
    pub resend: bool,
}

impl Default for RetryRules {
    fn default() -> Self {
        RetryRules { limit: 2, max_retry_after: 60_000.0, resend: false }
    }
}

/// How a submission ended without a receipt. `C` is what the platform threw.
#[derive(Debug, PartialEq)]
pub enum Ending<C> {
    /// It failed, and this is what was thrown, if that was the cause.
    Failed(Box<AggregateReportError>, Option<C>),
    /// The caller ended it; this is what they gave as the reason.
    Interrupted(C),
}

impl<C> From<Box<AggregateReportError>> for Ending<C> {
    fn from(error: Box<AggregateReportError>) -> Self {
        Ending::Failed(error, None)
    }
}

/// Submits one request.
///
/// # Errors
/// What failed, once nothing is left to try; or the caller's reason, when they ended the submission.
pub async fn submit<C, T, K>(
    message: &Message,
    retry: &RetryRules,
    transport: &mut T,
    clock: &K,
) -> Result<Receipt, Ending<C>>
where
    T: Transport<Cause = C>,
    K: Clock<Cause = C>,
{
    let retry = RetryRules { resend: retry.resend || message.has_idempotency_key(), ..*retry };
    let mut attempt = Attempt { number: 1, delay: 0.0, reason: None };
    let mut sent = 0;
    let mut may_be_queued = false;
    let mut renewed = false;
    loop {
        let delay = transport.announce(&attempt).map_err(Ending::Interrupted)?;
        if delay > 0.0 {
            clock.sleep(delay).await.map_err(Ending::Interrupted)?;
        }
        transport.begin();
        let rejected = attempt.reason == Some(Kind::Unauthorized);
        let (mut error, cause) =
            match exchange(message, attempt.number, rejected, &mut sent, transport, clock.now()).await {
                Err(Ending::Failed(error, cause)) => (error, cause),
                ended => return ended,
            };
        may_be_queued |= error.may_be_queued;
        renewed |= rejected;
        let renewable = transport.can_renew() && !renewed;
        match next_delay(&error, attempt.number, &retry, renewable, clock.random()) {
            Some(delay) => {
                attempt = Attempt { number: attempt.number + 1, delay, reason: Some(error.kind) };
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
async fn exchange<C, T: Transport<Cause = C>>(
    message: &Message,
    attempt: u32,
    rejected: bool,
    sent: &mut u32,
    transport: &T,
    now: f64,
) -> Result<Receipt, Ending<C>> {
    let mut tokens = Vec::with_capacity(2);
    let mut secrets = Vec::with_capacity(2);
    for which in [Credential::Token, Credential::Bearer] {
        let given =
            transport.credential(which, attempt, rejected).await.map_err(|fault| provider_fault(which, fault))?;
        if let Some(given) = given {
            let secret = Secret::new(given);
            secret.check().map_err(|(code, words)| refused_token(which, code, words))?;
            tokens.push(which.header(&secret));
            secrets.push(secret);
        }
    }
    *sent += 1;
    let mut reply = transport.send(message, &tokens).await.map_err(send_fault)?;
    secrets.iter().for_each(|secret| reply.body.scrub(secret));
    Ok(read_reply(reply, now)?)
}

/// How long to wait before the next attempt, if there is to be one.
fn next_delay(
    error: &AggregateReportError,
    attempt: u32,
    retry: &RetryRules,
    renewable: bool,
    random: f64,
) -> Option<f64> {
    const FIRST_BACKOFF: f64 = 300.0;
    if attempt > retry.limit {
        return None;
    }
    let again = match (error.kind, error.status) {
        (Kind::RateLimited, _) => true,
        (Kind::Unauthorized, _) => return renewable.then_some(0.0),
        (Kind::ServerError, Some(503)) => error.retry_after.is_some() || retry.resend,
        (Kind::ServerError, Some(500 | 502 | 504)) | (Kind::Network, _) => retry.resend,
        (Kind::Timeout, _) => retry.resend && error.may_be_queued,
        _ => false,
    };
    match error.retry_after {
        _ if !again => None,
        Some(asked) => (asked <= retry.max_retry_after).then_some(asked),
        None => Some(FIRST_BACKOFF * f64::from(1 << (attempt - 1).min(16)) * random),
    }
}

fn provider_fault<C>(which: Credential, fault: Fault<C>) -> Ending<C> {
    let (kind, words, cause) = match fault {
        Fault::Interrupted(reason) => return Ending::Interrupted(reason),
        Fault::NotAToken(found) => {
            return refused_token(which, Code::Type, &concat(&[" must give a string, not ", found]));
        }
        Fault::TimedOut => {
            (Kind::Timeout, " provider did not answer in time: raise timeout, or look at what it waits for.", None)
        }
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
