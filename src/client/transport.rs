//! What a submission needs from its platform.

use crate::contract::{Kind, Message, Reply, Secret, concat};
use std::time::Duration;

/// The two tokens of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// `VZ-M2M-Token`: a user's session, which expires after 20 idle minutes.
    Token,
    /// `Authorization: Bearer`: the application's OAuth access token, which expires after one hour.
    Bearer,
}

impl Credential {
    /// The option that provides it.
    pub fn option(self) -> &'static str {
        match self {
            Credential::Token => "token",
            Credential::Bearer => "bearer",
        }
    }

    /// The name and the value of the header that carries it. The value contains the token: create it only when the
    /// request is sent, and never log it.
    pub fn header(self, secret: &Secret) -> (&'static str, String) {
        match self {
            Credential::Token => ("VZ-M2M-Token", secret.reveal().into()),
            Credential::Bearer => ("Authorization", concat(&["Bearer ", secret.reveal()])),
        }
    }
}

/// An attempt that is about to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Announcement {
    /// Its number, from 1.
    pub attempt: u32,
    /// The wait before it.
    pub delay: Duration,
    /// The failure that made it necessary; `None` for the first attempt.
    pub reason: Option<Kind>,
}

impl Announcement {
    /// Whether the service rejected the tokens of the previous attempt, so that new ones are needed.
    pub fn is_after_rejection(&self) -> bool {
        self.reason == Some(Kind::Unauthorized)
    }
}

/// What can go wrong on the platform's side. `C` is the type of what the platform throws.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault<C> {
    /// The caller ended the submission; `C` is passed on unchanged.
    Interrupted(C),
    /// The attempt took longer than its time limit.
    TimedOut,
    /// Something was thrown.
    Thrown(C),
    /// A token provider returned something other than a string, named in words such as `"a number"`.
    NotAToken(&'static str),
    /// What came back was not a reply at all.
    NotAReply,
}

/// Sends requests to the service, and knows the tokens.
pub trait Transport {
    /// The type of what the platform throws.
    type Cause;

    /// Announces an attempt before its delay. Returns how long to wait: that delay, or longer.
    ///
    /// # Errors
    /// A reason to end the submission.
    fn announce(&self, next: &Announcement) -> Result<Duration, Self::Cause>;

    /// Whether a rejected token can be replaced.
    fn can_renew(&self) -> bool;

    /// Starts the announced attempt and its time limit.
    fn begin(&self, announced: &Announcement) -> impl Attempt<Cause = Self::Cause>;
}

/// One attempt. It ends when this is dropped.
pub trait Attempt {
    /// What the platform throws.
    type Cause;

    /// The token for this attempt, if one is to be sent.
    fn credential(&self, which: Credential) -> impl Future<Output = Result<Option<Secret>, Fault<Self::Cause>>>;

    /// Sends the message, with the headers of the tokens (see [`Credential::header`]), and reads the reply to its end.
    fn send(
        self,
        message: &Message,
        tokens: &[(Credential, Secret)],
    ) -> impl Future<Output = Result<Reply, Fault<Self::Cause>>>;
}

/// Time and randomness.
pub trait Clock {
    /// The type of what ends a wait early.
    type Cause;

    /// The current time since 1970-01-01T00:00Z.
    fn now(&self) -> Duration;

    /// A random number of at least 0 and less than 1.
    fn random(&self) -> f64;

    /// Waits, unless the caller ends the submission earlier.
    fn sleep(&self, delay: Duration) -> impl Future<Output = Result<(), Self::Cause>>;
}
