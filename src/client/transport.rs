//! What a submission needs of its platform.

use crate::contract::{Kind, Message, Reply, Secret, concat};
use std::time::Duration;

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

    /// The name and value of the header that carries it. The value is the token itself: make it when the request is
    /// sent, and log it nowhere.
    pub fn header(self, secret: &Secret) -> (&'static str, String) {
        match self {
            Credential::Token => ("VZ-M2M-Token", secret.reveal().into()),
            Credential::Bearer => ("Authorization", concat(&["Bearer ", secret.reveal()])),
        }
    }
}

/// An attempt, as it is announced before it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Announcement {
    /// From 1.
    pub attempt: u32,
    /// How long is waited before it.
    pub delay: Duration,
    /// What made it necessary: nothing for the first.
    pub reason: Option<Kind>,
}

impl Announcement {
    /// Whether the service rejected the tokens of the attempt before, so that new ones are needed.
    pub fn is_after_rejection(&self) -> bool {
        self.reason == Some(Kind::Unauthorized)
    }
}

/// What can go wrong on the platform's side. `C` is whatever the platform threw.
#[derive(Debug)]
#[non_exhaustive]
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

/// What carries requests to the service, and knows the tokens.
pub trait Transport {
    /// What the platform throws.
    type Cause;

    /// Tells the caller of an attempt before its delay, and answers how long to wait: that delay, or longer.
    ///
    /// # Errors
    /// What is to end the submission.
    fn announce(&self, next: &Announcement) -> Result<Duration, Self::Cause>;

    /// Whether a rejected token can be asked for anew.
    fn can_renew(&self) -> bool;

    /// Begins the attempt that was announced, and with it its time limit.
    fn begin(&self, announced: &Announcement) -> impl Attempt<Cause = Self::Cause>;
}

/// One attempt. It is over when this is dropped.
pub trait Attempt {
    /// What the platform throws.
    type Cause;

    /// A token for this attempt, if there is to be one.
    fn credential(&self, which: Credential) -> impl Future<Output = Result<Option<Secret>, Fault<Self::Cause>>>;

    /// Sends the message, with the headers of the tokens (see [`Credential::header`]), and reads the reply to its end.
    fn send(
        self,
        message: &Message,
        tokens: &[(Credential, Secret)],
    ) -> impl Future<Output = Result<Reply, Fault<Self::Cause>>>;
}

/// Time and chance.
pub trait Clock {
    /// What ends a wait early.
    type Cause;

    /// The present, since 1970-01-01T00:00Z.
    fn now(&self) -> Duration;

    /// A number from 0 up to 1.
    fn random(&self) -> f64;

    /// Waits, or until the caller ends the submission.
    fn sleep(&self, delay: Duration) -> impl Future<Output = Result<(), Self::Cause>>;
}
