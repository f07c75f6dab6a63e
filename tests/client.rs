//! One submission over a far side and a clock that are made up: what is sent again, after how long, and what is told.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use thingspace_aggregate::client::{Attempt, Clock, Credential, Ending, Fault, RetryRules, Transport, submit};
use thingspace_aggregate::contract::{
    AggregateReportError, AggregateRequest, Body, Devices, Issues, Kind, Message, Receipt, Reply, ReplyFields, Rules,
    Wire, check, encode,
};

const TOKEN: &str = "secret-token";

/// What the far side does with one request.
enum Answer {
    Reply(Reply),
    Fault(Fault<&'static str>),
}

type Provider = fn(u32) -> Result<String, Fault<&'static str>>;

#[derive(Default)]
struct FarSide {
    answers: RefCell<VecDeque<Answer>>,
    /// The header lines of the tokens of each request.
    sent: RefCell<Vec<Vec<String>>>,
    announced: RefCell<Vec<Attempt>>,
    /// How a provider was asked: attempt, and whether the token before was rejected.
    asked: RefCell<Vec<(u32, bool)>>,
    provider: Option<Provider>,
    begun: Cell<u32>,
    refuse_announcement: bool,
    hold: f64,
}

impl Transport for FarSide {
    type Cause = &'static str;

    fn announce(&self, attempt: &Attempt) -> Result<f64, &'static str> {
        self.announced.borrow_mut().push(*attempt);
        if self.refuse_announcement { Err("onAttempt threw") } else { Ok(attempt.delay.max(self.hold)) }
    }

    fn begin(&mut self) {
        self.begun.set(self.begun.get() + 1);
    }

    fn can_renew(&self) -> bool {
        self.provider.is_some()
    }

    async fn credential(
        &self,
        which: Credential,
        attempt: u32,
        rejected: bool,
    ) -> Result<Option<String>, Fault<&'static str>> {
        match (which, self.provider) {
            (Credential::Bearer, _) => Ok(None),
            (Credential::Token, None) => Ok(Some(TOKEN.into())),
            (Credential::Token, Some(provider)) => {
                self.asked.borrow_mut().push((attempt, rejected));
                provider(attempt).map(Some)
            }
        }
    }

    async fn send(&self, _: &Message, tokens: &[(&'static str, String)]) -> Result<Reply, Fault<&'static str>> {
        self.sent.borrow_mut().push(tokens.iter().map(|(name, value)| format!("{name}: {value}")).collect());
        match self.answers.borrow_mut().pop_front().expect("no more requests were expected") {
            Answer::Reply(reply) => Ok(reply),
            Answer::Fault(fault) => Err(fault),
        }
    }
}

#[derive(Default)]
struct FakeClock {
    slept: RefCell<Vec<f64>>,
    aborted: bool,
}

/// 2026-07-01T00:00Z.
const NOW: f64 = 1_782_864_000_000.0;

impl Clock for FakeClock {
    type Cause = &'static str;

    fn now(&self) -> f64 {
        NOW
    }

    fn random(&self) -> f64 {
        0.5
    }

    async fn sleep(&self, milliseconds: f64) -> Result<(), &'static str> {
        self.slept.borrow_mut().push(milliseconds);
        if self.aborted { Err("aborted") } else { Ok(()) }
    }
}

fn json(status: u16, retry_after: Option<&str>, text: &str) -> Answer {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok().filter(serde_json::Value::is_object);
    let fields = value.map(|value| {
        ReplyFields::read(|path| {
            let found = path.split('.').try_fold(&value, |value, name| value.get(name))?;
            found.as_str().map(Into::into).or_else(|| found.as_i64().map(|number| number.to_string()))
        })
    });
    Answer::Reply(Reply { status, retry_after: retry_after.map(Into::into), body: Body::Text(text.into(), fields) })
}

fn queued() -> Answer {
    json(200, None, r#"{"txid":"7b","status":"QUEUED"}"#)
}

fn far_side(answers: impl IntoIterator<Item = Answer>) -> FarSide {
    FarSide { answers: RefCell::new(answers.into_iter().collect()), ..FarSide::default() }
}

fn run(far_side: &mut FarSide, clock: &FakeClock, retry: RetryRules) -> Result<Receipt, Ending<&'static str>> {
    let request = AggregateRequest::new("0000123456-00001", Devices::All);
    let checked = check(request.into(), &Rules { check_digit: true, now: NOW }, Issues::default()).unwrap();
    let message = encode(&checked, Wire::Documented, true);
    let future = pin!(submit(&message, &retry, far_side, clock));
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("neither the far side nor the clock ever waits"),
    }
}

fn failed(far_side: &mut FarSide, retry: RetryRules) -> AggregateReportError {
    failed_because(far_side, retry).0
}

/// The error, and what was thrown.
fn failed_because(far_side: &mut FarSide, retry: RetryRules) -> (AggregateReportError, Option<&'static str>) {
    match run(far_side, &FakeClock::default(), retry) {
        Err(Ending::Failed(error, cause)) => (*error, cause),
        other => panic!("{other:?}"),
    }
}

fn never() -> RetryRules {
    RetryRules { limit: 0, ..RetryRules::default() }
}

fn resend() -> RetryRules {
    RetryRules { resend: true, ..RetryRules::default() }
}

#[test]
fn a_receipt_ends_it() {
    let mut far_side = far_side([queued()]);
    let receipt = run(&mut far_side, &FakeClock::default(), RetryRules::default()).unwrap();
    assert_eq!(receipt, Receipt { txid: "7b".into(), status: "QUEUED".into() });
    assert_eq!(*far_side.sent.borrow(), [["VZ-M2M-Token: secret-token"]]);
    assert_eq!(*far_side.announced.borrow(), [Attempt { number: 1, delay: 0.0, reason: None }]);
    assert_eq!(far_side.begun.get(), 1);
}

#[test]
fn a_status_is_read_in_any_case_and_kept_when_unknown() {
    for (sent, read) in [("queued", "QUEUED"), ("Completed", "COMPLETED"), ("Held", "Held")] {
        let mut far_side = far_side([json(200, None, &format!(r#"{{"txid":"7b","status":"{sent}"}}"#))]);
        assert_eq!(run(&mut far_side, &FakeClock::default(), never()).unwrap().status, read);
    }
}

#[test]
fn every_status_has_its_kind_and_says_whether_it_may_be_queued() {
    for (status, kind, may_be_queued) in [
        (200, Kind::InvalidResponse, true),
        (201, Kind::UnexpectedStatus, true),
        (302, Kind::UnexpectedStatus, true),
        (400, Kind::BadRequest, false),
        (401, Kind::Unauthorized, false),
        (403, Kind::Forbidden, false),
        (404, Kind::NotFound, false),
        (409, Kind::Conflict, false),
        (418, Kind::UnexpectedStatus, false),
        (429, Kind::RateLimited, false),
        (500, Kind::ServerError, true),
        (503, Kind::ServerError, true),
    ] {
        let error = failed(&mut far_side([json(status, None, "{}")]), never());
        assert_eq!((error.kind, error.may_be_queued), (kind, may_be_queued), "{status}");
        assert_eq!((error.status, error.attempts), (Some(status), 1));
    }
}

#[test]
fn a_bad_request_that_will_be_queued_says_so() {
    let body = r#"{"errorCode":"INVALID_PARAMETER","errorMessage":"Device Not Found, Request Will Be Queued"}"#;
    let error = failed(&mut far_side([json(400, None, body)]), RetryRules::default());
    assert!(error.may_be_queued);
    assert_eq!(error.error_code.as_deref(), Some("INVALID_PARAMETER"));
    assert_eq!(error.attempts, 1, "a 400 is never sent again");
}

#[test]
fn all_four_error_bodies_are_read() {
    for (body, code, words) in [
        (r#"{"errorCode":"A","errorMessage":"b"}"#, Some("A"), Some("b")),
        (r#"{"responseCode":"A","message":"b","fault":{"faultstring":"x"}}"#, Some("A"), Some("b")),
        (r#"{"fault":{"code":900901,"message":"b","description":"c"}}"#, Some("900901"), Some("c")),
        (r#"{"fault":{"code":"1","message":"b"}}"#, Some("1"), Some("b")),
        (r#"{"error":"A","error_description":"b"}"#, Some("A"), Some("b")),
        (r#"{"errorCode":"","errorMessage":"b"}"#, None, Some("b")),
        ("<html><head><title>Bad\n Gateway</title></head></html>", None, Some("Bad Gateway")),
        ("", None, None),
        ("{\"errorCode\":\"A\",", None, Some("{\"errorCode\":\"A\",")),
        ("[1]", None, Some("[1]")),
    ] {
        let error = failed(&mut far_side([json(403, None, body)]), never());
        assert_eq!((error.error_code.as_deref(), error.error_message.as_deref()), (code, words), "{body}");
    }
}

#[test]
fn a_reply_that_repeats_the_token_is_scrubbed() {
    let body = format!(r#"{{"errorCode":"{TOKEN}","errorMessage":"bad token {TOKEN}, {TOKEN}"}}"#);
    let error = failed(&mut far_side([json(403, None, &body)]), never());
    assert!(!format!("{error:?}").contains(TOKEN), "{error:?}");
    assert_eq!(error.error_message.as_deref(), Some("bad token [token], [token]"));
}

#[test]
fn a_rate_limit_is_waited_out_with_growing_delays() {
    let clock = FakeClock::default();
    let mut far_side = far_side([json(429, None, ""), json(429, Some("2"), ""), json(429, None, ""), queued()]);
    let rules = RetryRules { limit: 3, ..RetryRules::default() };
    assert!(run(&mut far_side, &clock, rules).is_ok());
    assert_eq!(*clock.slept.borrow(), [150.0, 2000.0, 600.0]);
    let announced: Vec<_> =
        far_side.announced.borrow().iter().map(|attempt| (attempt.number, attempt.delay, attempt.reason)).collect();
    let limited = Some(Kind::RateLimited);
    assert_eq!(announced, [(1, 0.0, None), (2, 150.0, limited), (3, 2000.0, limited), (4, 600.0, limited)]);
}

#[test]
fn the_limit_is_kept() {
    let error =
        failed(&mut far_side([json(429, None, ""), json(429, None, ""), json(429, None, "")]), RetryRules::default());
    assert_eq!((error.kind, error.attempts), (Kind::RateLimited, 3));
}

#[test]
fn a_long_retry_after_is_told_and_not_waited_for() {
    let error = failed(&mut far_side([json(429, Some("61"), "")]), RetryRules::default());
    assert_eq!((error.attempts, error.retry_after), (1, Some(61_000.0)));
    let error = failed(&mut far_side([json(503, Some("Wed, 01 Jul 2026 00:02:00 GMT"), "")]), RetryRules::default());
    assert_eq!((error.attempts, error.retry_after), (1, Some(120_000.0)));
}

#[test]
fn a_retry_after_in_the_past_or_in_no_form_is_no_wait() {
    let past = failed(&mut far_side([json(400, Some("Tue, 30 Jun 2026 00:02:00 GMT"), "")]), never());
    assert_eq!(past.retry_after, Some(0.0));
    for odd in ["", "soon", "-1", "1.5", "99999999999999999999"] {
        assert_eq!(failed(&mut far_side([json(400, Some(odd), "")]), never()).retry_after, None, "{odd}");
    }
}

#[test]
fn a_503_is_sent_again_only_when_it_says_when() {
    let clock = FakeClock::default();
    assert!(run(&mut far_side([json(503, Some("1"), ""), queued()]), &clock, RetryRules::default()).is_ok());
    assert_eq!(*clock.slept.borrow(), [1000.0]);
    assert_eq!(failed(&mut far_side([json(503, None, "")]), RetryRules::default()).attempts, 1);
}

#[test]
fn what_may_be_queued_is_sent_again_only_on_demand() {
    let answers: [fn() -> Answer; 6] = [
        || json(500, None, ""),
        || json(502, None, ""),
        || json(503, None, ""),
        || json(504, None, ""),
        || Answer::Fault(Fault::Thrown("reset")),
        || Answer::Fault(Fault::TimedOut),
    ];
    for answer in answers {
        let error = failed(&mut far_side([answer()]), RetryRules::default());
        assert_eq!((error.attempts, error.may_be_queued), (1, true));
        assert!(run(&mut far_side([answer(), queued()]), &FakeClock::default(), resend()).is_ok());
    }
    assert_eq!(failed(&mut far_side([json(501, None, "")]), resend()).attempts, 1);
    assert_eq!(failed(&mut far_side([json(200, None, "{}")]), resend()).attempts, 1);
}

#[test]
fn an_earlier_attempt_that_may_be_queued_is_not_forgotten() {
    let error = failed(&mut far_side([Answer::Fault(Fault::Thrown("reset")), json(403, None, "")]), resend());
    assert_eq!((error.kind, error.attempts, error.may_be_queued), (Kind::Forbidden, 2, true));
}

#[test]
fn a_fixed_token_that_was_refused_is_not_sent_again() {
    assert_eq!(failed(&mut far_side([json(401, None, "")]), RetryRules::default()).attempts, 1);
}

#[test]
fn a_provider_is_asked_once_more_after_a_401() {
    let mut renewed = far_side([json(401, None, ""), queued()]);
    renewed.provider = Some(|attempt| Ok(format!("token-{attempt}")));
    assert!(run(&mut renewed, &FakeClock::default(), RetryRules::default()).is_ok());
    assert_eq!(*renewed.asked.borrow(), [(1, false), (2, true)]);
    assert_eq!(*renewed.sent.borrow(), [["VZ-M2M-Token: token-1"], ["VZ-M2M-Token: token-2"]]);

    let mut twice = far_side([json(401, None, ""), json(429, None, ""), json(401, None, "")]);
    twice.provider = Some(|_| Ok("again".into()));
    let error = failed(&mut twice, RetryRules { limit: 5, ..RetryRules::default() });
    assert_eq!((error.kind, error.attempts), (Kind::Unauthorized, 3), "a 401 is retried once in a submission");
    assert_eq!(*twice.asked.borrow(), [(1, false), (2, true), (3, false)]);

    let mut none_left = far_side([json(401, None, "")]);
    none_left.provider = Some(|_| Ok("again".into()));
    assert_eq!(failed(&mut none_left, never()).attempts, 1);
}

#[test]
fn a_provider_that_fails_sends_nothing() {
    let mut far_side = far_side([]);
    far_side.provider = Some(|_| Err(Fault::Thrown("no login")));
    let (error, cause) = failed_because(&mut far_side, resend());
    assert_eq!((error.kind, error.attempts, error.may_be_queued), (Kind::Token, 0, false));
    assert_eq!(cause, Some("no login"));
    assert!(far_side.sent.borrow().is_empty());
}

#[test]
fn a_provider_that_is_late_sends_nothing() {
    let mut far_side = far_side([]);
    far_side.provider = Some(|_| Err(Fault::TimedOut));
    let error = failed(&mut far_side, resend());
    assert_eq!((error.kind, error.attempts, error.may_be_queued), (Kind::Timeout, 0, false));
}

#[test]
fn a_token_that_cannot_travel_is_refused_without_a_word_of_it() {
    for (given, code) in [("evil\r\nX: y", "characters"), ("", "empty"), ("téken", "characters")] {
        let mut far_side = far_side([]);
        far_side.provider = Some(match code {
            "empty" => |_| Ok(String::new()),
            _ if given.contains('\r') => |_| Ok("evil\r\nX: y".into()),
            _ => |_| Ok("téken".into()),
        });
        let error = failed(&mut far_side, RetryRules::default());
        assert_eq!((error.kind, error.issues.listed()[0].code.as_str()), (Kind::Invalid, code));
        assert!(given.is_empty() || !format!("{error:?}").contains(given));
    }
    let mut far_side = far_side([]);
    far_side.provider = Some(|_| Err(Fault::NotAToken("a number")));
    assert_eq!(failed(&mut far_side, RetryRules::default()).issues.listed()[0].code.as_str(), "type");
}

#[test]
fn what_is_no_reply_is_an_invalid_response() {
    let error = failed(&mut far_side([Answer::Fault(Fault::NotAReply)]), resend());
    assert_eq!((error.kind, error.attempts, error.may_be_queued), (Kind::InvalidResponse, 1, true));
}

#[test]
fn a_reply_too_large_is_an_invalid_response() {
    let large = Answer::Reply(Reply { status: 200, retry_after: None, body: Body::TooLarge });
    let error = failed(&mut far_side([large]), RetryRules::default());
    assert_eq!(error.kind, Kind::InvalidResponse);
    assert!(error.message.contains("1 MiB"), "{}", error.message);
}

#[test]
fn the_callers_reason_passes_through() {
    let sending = run(&mut far_side([Answer::Fault(Fault::Interrupted("enough"))]), &FakeClock::default(), resend());
    assert_eq!(sending, Err(Ending::Interrupted("enough")));

    let mut waiting = far_side([json(429, None, "")]);
    let clock = FakeClock { aborted: true, ..FakeClock::default() };
    assert_eq!(run(&mut waiting, &clock, RetryRules::default()), Err(Ending::Interrupted("aborted")));
    assert_eq!(waiting.sent.borrow().len(), 1);

    let mut refusing = FarSide { refuse_announcement: true, ..far_side([]) };
    let outcome = run(&mut refusing, &FakeClock::default(), RetryRules::default());
    assert_eq!(outcome, Err(Ending::Interrupted("onAttempt threw")));
}

#[test]
fn an_attempt_can_be_held_back_for_longer_than_its_own_delay() {
    let mut far_side = FarSide { hold: 700.0, ..far_side([json(429, Some("2"), "{}"), queued()]) };
    let clock = FakeClock::default();
    run(&mut far_side, &clock, RetryRules::default()).unwrap();
    assert_eq!(*clock.slept.borrow(), [700.0, 2000.0]);
}
