//! A platform that plays a script: what each attempt meets is known beforehand, and each is noted.

use crate::moments::NOW;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use thingspace_aggregate::client::{
    self, Announcement, Attempt, Clock, Credential, Ending, Fault, RetryRules, Transport,
};
use thingspace_aggregate::contract::{
    AggregateRequest, Devices, Message, Receipt, Reply, Rules, Secret, Wire, check, encode,
};

/// What the platform throws: any word.
pub type Thrown = &'static str;

/// What one attempt meets.
pub enum Scene {
    /// The provider of this token fails, or gives what is no token.
    Asking(Credential, Fault<Thrown>),
    /// A provider gives this as a token.
    Token(Credential, &'static str),
    /// The request fails on its way.
    Sending(Fault<Thrown>),
    /// It is answered.
    Reply(Reply),
}

/// The tokens that are sent, if nothing else is in the script.
pub const TOKENS: [(Credential, &str); 2] =
    [(Credential::Token, "m2m-t0ken-5ecret"), (Credential::Bearer, "bearer-t0ken-5ecret")];

/// A platform, and what it has seen.
pub struct Platform {
    /// What is to come.
    scenes: RefCell<VecDeque<Scene>>,
    /// The delay before each attempt, as it was announced.
    pub announced: RefCell<Vec<Duration>>,
    /// How many requests were sent.
    pub sent: RefCell<u32>,
    can_renew: bool,
}

impl Platform {
    pub fn new(scenes: impl IntoIterator<Item = Scene>, can_renew: bool) -> Self {
        let scenes = RefCell::new(scenes.into_iter().collect());
        Platform { scenes, announced: RefCell::default(), sent: RefCell::default(), can_renew }
    }

    /// Submits a good request.
    pub fn submit(&self, retry: &RetryRules, has_key: bool) -> Result<Receipt, Ending<Thrown>> {
        let request = AggregateRequest::new("0000123456-00001", Devices::All);
        let mut message = encode(&check(request, &Rules::new(NOW)).expect("a good request"), Wire::Documented, true);
        if has_key {
            message.set_idempotency_key("key");
        }
        let submission = pin!(client::submit(&message, retry, self, self));
        match submission.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(ending) => ending,
            Poll::Pending => panic!("nothing here waits"),
        }
    }
}

impl Transport for Platform {
    type Cause = Thrown;

    fn announce(&self, next: &Announcement) -> Result<Duration, Thrown> {
        self.announced.borrow_mut().push(next.delay);
        assert_eq!(next.attempt as usize, self.announced.borrow().len());
        Ok(next.delay)
    }

    fn can_renew(&self) -> bool {
        self.can_renew
    }

    fn begin(&self, _: &Announcement) -> impl Attempt<Cause = Thrown> {
        Scripted { scene: RefCell::new(self.scenes.borrow_mut().pop_front()), platform: self }
    }
}

struct Scripted<'a> {
    scene: RefCell<Option<Scene>>,
    platform: &'a Platform,
}

impl Attempt for Scripted<'_> {
    type Cause = Thrown;

    async fn credential(&self, which: Credential) -> Result<Option<Secret>, Fault<Thrown>> {
        let mut scene = self.scene.borrow_mut();
        match scene.take() {
            Some(Scene::Asking(asked, fault)) if asked == which => return Err(fault),
            Some(Scene::Token(asked, token)) if asked == which => return Ok(Some(Secret::new(token))),
            other => *scene = other,
        }
        Ok(TOKENS.into_iter().find(|(known, _)| *known == which).map(|(_, token)| Secret::new(token)))
    }

    async fn send(self, _: &Message, tokens: &[(Credential, Secret)]) -> Result<Reply, Fault<Thrown>> {
        assert_eq!(tokens.len(), TOKENS.len());
        *self.platform.sent.borrow_mut() += 1;
        match self.scene.into_inner() {
            Some(Scene::Sending(fault)) => Err(fault),
            Some(Scene::Reply(reply)) => Ok(reply),
            _ => panic!("an attempt too many, or one that should have failed before"),
        }
    }
}

impl Clock for Platform {
    type Cause = Thrown;

    fn now(&self) -> Duration {
        NOW
    }

    /// Any draw is as good as another: the longest wait of all.
    fn random(&self) -> f64 {
        1.0
    }

    async fn sleep(&self, _: Duration) -> Result<(), Thrown> {
        Ok(())
    }
}
