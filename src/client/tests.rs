//! One submission over a far side and a clock that are made up: what is sent again, after how long, and what is told.

use super::*;
use crate::contract::{
    AggregateRequest, Body, Devices, MAX_REPLY_BYTES, Reply, ReplyFields, Rules, Secret, Wire, check, encode,
};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

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
    announced: RefCell<Vec<Announcement>>,
    /// For which token, and how, the providers were asked: attempt, and whether the token before was rejected.
    asked: RefCell<Vec<(Credential, u32, bool)>>,
    provider: Option<Provider>,
    bearer: Option<&'static str>,
    refuse_announcement: bool,
    hold: Duration,
    /// What a reply takes, on the clock that this moves.
    takes: Duration,
    moves: Rc<Cell<Duration>>,
}

impl Transport for FarSide {
    type Cause = &'static str;

    fn announce(&self, next: &Announcement) -> Result<Duration, &'static str> {
        self.announced.borrow_mut().push(*next);
        if self.refuse_announcement { Err("onAttempt threw") } else { Ok(next.delay.max(self.hold)) }
    }

    fn can_renew(&self) -> bool {
        self.provider.is_some()
    }

    fn begin(&self, announced: &Announcement) -> impl Attempt<Cause = &'static str> {
        FarAttempt { far_side: self, announced: *announced }
    }
}

struct FarAttempt<'a> {
    far_side: &'a FarSide,
    announced: Announcement,
}

impl Attempt for FarAttempt<'_> {
    type Cause = &'static str;

    async fn credential(&self, which: Credential) -> Result<Option<Secret>, Fault<&'static str>> {
        let Announcement { attempt, .. } = self.announced;
        self.far_side.asked.borrow_mut().push((which, attempt, self.announced.is_after_rejection()));
        match (which, self.far_side.provider) {
            (Credential::Bearer, _) => Ok(self.far_side.bearer.map(Secret::new)),
            (Credential::Token, None) => Ok(Some(Secret::new(TOKEN))),
            (Credential::Token, Some(provider)) => provider(attempt).map(|token| Some(Secret::new(token))),
        }
    }

    async fn send(self, _: &Message, tokens: &[(Credential, Secret)]) -> Result<Reply, Fault<&'static str>> {
        let headers = tokens.iter().map(|(which, secret)| which.header(secret));
        self.far_side.sent.borrow_mut().push(headers.map(|(name, value)| format!("{name}: {value}")).collect());
        self.far_side.moves.set(self.far_side.moves.get() + self.far_side.takes);
        match self.far_side.answers.borrow_mut().pop_front().expect("no more requests were expected") {
            Answer::Reply(reply) => Ok(reply),
            Answer::Fault(fault) => Err(fault),
        }
    }
}

#[derive(Default)]
struct FakeClock {
    slept: RefCell<Vec<Duration>>,
    aborted: bool,
    /// How far it has gone.
    moved: Rc<Cell<Duration>>,
}

/// 2026-07-01T00:00Z.
const NOW: Duration = Duration::from_secs(1_782_864_000);

const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

impl Clock for FakeClock {
    type Cause = &'static str;

    fn now(&self) -> Duration {
        NOW + self.moved.get()
    }

    fn random(&self) -> f64 {
        0.5
    }

    async fn sleep(&self, delay: Duration) -> Result<(), &'static str> {
        self.slept.borrow_mut().push(delay);
        if self.aborted { Err("aborted") } else { Ok(()) }
    }
}

fn json(status: u16, retry_after: Option<&str>, text: &str) -> Answer {
    let value: Option<serde_json::Value> = serde_json::from_str(text).ok().filter(serde_json::Value::is_object);
    let fields = value.map(|value| {
        ReplyFields::read(status, |path| {
            let found = path.split('.').try_fold(&value, |value, name| value.get(name))?;
            found.as_str().map(Into::into).or_else(|| found.as_i64().map(|number| number.to_string()))
        })
    });
    Answer::Reply(Reply::new(status, retry_after.map(Into::into), Body::Text(text.into(), fields)))
}

fn queued() -> Answer {
    json(200, None, r#"{"txid":"7b","status":"QUEUED"}"#)
}

fn far_side(answers: impl IntoIterator<Item = Answer>) -> FarSide {
    FarSide { answers: RefCell::new(answers.into_iter().collect()), ..FarSide::default() }
}

fn message() -> Message {
    let request = AggregateRequest::new("0000123456-00001", Devices::All);
    encode(&check(request, &Rules::new(NOW)).unwrap(), Wire::Documented, true)
}

fn run(far_side: &mut FarSide, clock: &FakeClock, retry: RetryRules) -> Result<Receipt, Ending<&'static str>> {
    submitted(&message(), far_side, clock, retry)
}

fn submitted(
    message: &Message,
    far_side: &mut FarSide,
    clock: &FakeClock,
    retry: RetryRules,
) -> Result<Receipt, Ending<&'static str>> {
    let future = pin!(submit(message, &retry, far_side, clock));
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

/// How both tokens are asked for in one attempt.
fn of_both((attempt, rejected): (u32, bool)) -> [(Credential, u32, bool); 2] {
    [Credential::Token, Credential::Bearer].map(|which| (which, attempt, rejected))
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
    assert_eq!(*far_side.announced.borrow(), [Announcement { attempt: 1, delay: ms(0), reason: None }]);
}

#[test]
fn a_receipt_is_told_from_all_else() {
    let read = |status, txid: &str| ReplyFields::read(status, |path| (path == "txid").then(|| txid.into()));
    assert!(read(200, "7b").is_receipt());
    assert!(!read(200, " ").is_receipt());
    assert!(!read(202, "7b").is_receipt());
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
        (99, Kind::UnexpectedStatus, true),
        (418, Kind::UnexpectedStatus, false),
        (499, Kind::UnexpectedStatus, false),
        (429, Kind::RateLimited, false),
        (500, Kind::ServerError, true),
        (503, Kind::ServerError, true),
        (599, Kind::ServerError, true),
        (600, Kind::UnexpectedStatus, true),
    ] {
        let error = failed(&mut far_side([json(status, None, "{}")]), never());
        assert_eq!((error.kind, error.may_be_queued), (kind, may_be_queued), "{status}");
        assert_eq!((error.status, error.attempts), (Some(status), 1));
    }
}

#[test]
fn every_status_says_what_to_do() {
    for (status, what, advice) in [
        (0, "answered with a redirect", "correct baseUrl"),
        (200, "sent no receipt (200)", "look for callbacks before sending again"),
        (302, "answered with a redirect", "correct baseUrl"),
        (400, "refused the request (400)", "correct what it names"),
        (401, "did not accept the tokens (401)", "get a new VZ-M2M-Token"),
        (403, "does not allow this (403)", "the devices are certified"),
        (404, "did not find it (404)", "the devices are active"),
        (409, "reports a conflict (409)", "has bought the service"),
        (418, "gave an unexpected answer (418)", "check that baseUrl is the service"),
        (429, "accepts no more requests for now (429)", "wait as long as retryAfter says"),
        (500, "failed (500)", "look for its callbacks before sending again"),
    ] {
        let message = failed(&mut far_side([json(status, None, "")]), never()).message;
        assert!(message.starts_with(&format!("ThingSpace {what}")), "{message}");
        assert!(message.contains(advice) && message.ends_with('.'), "{message}");
        assert!(!message.contains("(0"), "{message}");
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
        (r#"{"fault":{"code":900901,"message":"b","description":"c"}}"#, Some("900901"), Some("b: c")),
        (r#"{"fault":{"code":"1","message":"b","description":" "}}"#, Some("1"), Some("b")),
        (r#"{"fault":{"description":"c"}}"#, None, Some("c")),
        (r#"{"error":"4","fault":{"code":"3"},"responseCode":"2","errorCode":"1"}"#, Some("1"), None),
        (r#"{"error":"4","fault":{"code":"3"},"responseCode":"2"}"#, Some("2"), None),
        (r#"{"error":"4","fault":{"code":"3"}}"#, Some("3"), None),
        (r#"{"error_description":"4","fault":{"message":"3"},"message":"2","errorMessage":"1"}"#, None, Some("1")),
        (r#"{"error_description":"4","fault":{"message":"3"},"message":"2"}"#, None, Some("2")),
        (r#"{"error_description":"4","fault":{"message":"3"}}"#, None, Some("3")),
        (r#"{"error":"A","error_description":"b"}"#, Some("A"), Some("b")),
        (r#"{"errorCode":"","errorMessage":"b"}"#, None, Some("b")),
        ("<html><head><title>Bad\n Gateway</title></head></html>", None, Some("Bad Gateway")),
        ("", None, None),
        ("{\"errorCode\":\"A\",", None, Some("{\"errorCode\":\"A\",")),
        ("[1]", None, Some("[1]")),
        ("5 > 3 <br> 2", None, Some("5 > 3 2")),
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
fn a_body_that_is_cut_within_the_token_keeps_no_part_of_it() {
    let blanks = " ".repeat(3_990);
    let cut = &format!("{blanks}{TOKEN}")[..4_000];
    let error = failed(&mut far_side([json(403, None, cut)]), never());
    assert_eq!(error.error_message.as_deref(), Some("[token]"));

    let long = format!("{}{TOKEN} and more", "x".repeat(195));
    let error = failed(&mut far_side([json(403, None, &long)]), never());
    assert_eq!(error.error_message, Some(format!("{}[toke…", "x".repeat(195))));

    let whole = failed(&mut far_side([json(403, None, r#"{"errorMessage":"no secrets"}"#)]), never());
    assert_eq!(whole.error_message.as_deref(), Some("no secrets"), "what was not cut ends as it does");

    let body = format!(r#"{{"errorMessage":"{}secret-t"}}"#, "x".repeat(3_992));
    let error = failed(&mut far_side([json(403, None, &body)]), never());
    assert_eq!(error.error_message, Some(format!("{}[token]", "x".repeat(3_992))));
}

#[test]
fn both_tokens_are_scrubbed() {
    let mut both = far_side([json(403, None, &format!("{TOKEN} of-the-app"))]);
    both.bearer = Some("of-the-app");
    assert_eq!(failed(&mut both, never()).error_message.as_deref(), Some("[token] [token]"));
    assert_eq!(*both.sent.borrow(), [["VZ-M2M-Token: secret-token", "Authorization: Bearer of-the-app"]]);
    assert_eq!(*both.asked.borrow(), of_both((1, false)), "the session's token first");
}

#[test]
fn nothing_shows_a_token() {
    let secret = Secret::new(TOKEN);
    assert!(!format!("{:?}", (Credential::Token, secret)).contains(TOKEN));
}

#[test]
fn a_rate_limit_is_waited_out_with_growing_delays() {
    let clock = FakeClock::default();
    let mut far_side = far_side([json(429, None, ""), json(429, Some("2"), ""), json(429, None, ""), queued()]);
    let rules = RetryRules { limit: 3, ..RetryRules::default() };
    assert!(run(&mut far_side, &clock, rules).is_ok());
    assert_eq!(*clock.slept.borrow(), [150, 2000, 600].map(ms));
    let announced: Vec<_> =
        far_side.announced.borrow().iter().map(|attempt| (attempt.attempt, attempt.delay, attempt.reason)).collect();
    let limited = Some(Kind::RateLimited);
    assert_eq!(announced, [(1, ms(0), None), (2, ms(150), limited), (3, ms(2000), limited), (4, ms(600), limited)]);
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
    assert_eq!((error.attempts, error.retry_after), (1, Some(ms(61_000))));
    let error = failed(&mut far_side([json(503, Some("Wed, 01 Jul 2026 00:02:00 GMT"), "")]), RetryRules::default());
    assert_eq!((error.attempts, error.retry_after), (1, Some(ms(120_000))));
}

#[test]
fn a_retry_after_as_long_as_allowed_is_waited_for() {
    for (asked, attempts) in [("60", 2), ("61", 1)] {
        let answers = [json(429, Some(asked), ""), json(403, None, "")];
        assert_eq!(failed(&mut far_side(answers), RetryRules::default()).attempts, attempts, "{asked}");
    }
}

#[test]
fn a_retry_after_of_any_number_of_digits_is_a_wait() {
    for (digits, seconds) in [
        ("0000000000000000000000005", 5),
        ("99999999999", 99_999_999_999),
        ("99999999999999999999999999999999", 9_000_000_000_000),
    ] {
        let error = failed(&mut far_side([json(429, Some(digits), "")]), never());
        assert_eq!(error.retry_after, Some(Duration::from_secs(seconds)), "{digits}");
    }
    let error = failed(&mut far_side([json(429, Some("99999999999"), "")]), RetryRules::default());
    assert_eq!(error.attempts, 1, "nobody waits so long");
}

#[test]
fn a_retry_after_may_be_a_date_in_any_form() {
    for date in ["Wed, 01 Jul 2026 00:02:00 GMT", "Wednesday, 01-Jul-26 00:02:00 GMT", "Wed Jul  1 00:02:00 2026"] {
        let error = failed(&mut far_side([json(429, Some(date), "")]), never());
        assert_eq!(error.retry_after, Some(ms(120_000)), "{date}");
    }
}

#[test]
fn a_date_is_measured_from_when_the_reply_came() {
    let clock = FakeClock::default();
    let mut slow = far_side([json(429, Some("Wed, 01 Jul 2026 00:00:05 GMT"), ""), queued()]);
    slow.takes = ms(3_000);
    slow.moves = clock.moved.clone();
    let rules = RetryRules { max_retry_after: ms(2_500), ..RetryRules::default() };
    assert!(run(&mut slow, &clock, rules).is_ok());
    assert_eq!(*clock.slept.borrow(), [ms(2_000)]);
}

#[test]
fn a_retry_after_in_the_past_or_in_no_form_is_no_wait() {
    let past = failed(&mut far_side([json(400, Some("Tue, 30 Jun 2026 00:02:00 GMT"), "")]), never());
    assert_eq!(past.retry_after, Some(ms(0)));
    for odd in ["", "soon", "-1", "1.5", "1e3", "+1"] {
        assert_eq!(failed(&mut far_side([json(400, Some(odd), "")]), never()).retry_after, None, "{odd}");
    }
}

#[test]
fn a_503_is_sent_again_only_when_it_says_when() {
    let clock = FakeClock::default();
    assert!(run(&mut far_side([json(503, Some("1"), ""), queued()]), &clock, RetryRules::default()).is_ok());
    assert_eq!(*clock.slept.borrow(), [ms(1000)]);
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
fn what_carries_a_key_may_be_sent_again() {
    let faults = [Answer::Fault(Fault::Thrown("reset")), Answer::Fault(Fault::TimedOut)];
    for answer in [json(502, None, ""), json(200, None, "")].into_iter().chain(faults) {
        let mut far_side = far_side([answer, queued()]);
        let mut message = message();
        message.set_idempotency_key("a-key");
        let outcome = submitted(&message, &mut far_side, &FakeClock::default(), RetryRules::default());
        assert_eq!(outcome.unwrap().txid, "7b");
        assert_eq!(far_side.announced.borrow().len(), 2);
    }
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
    assert_eq!(*renewed.asked.borrow(), [(1, false), (2, true)].map(of_both).concat());
    assert_eq!(*renewed.sent.borrow(), [["VZ-M2M-Token: token-1"], ["VZ-M2M-Token: token-2"]]);

    let mut twice = far_side([json(401, None, ""), json(429, None, ""), json(401, None, "")]);
    twice.provider = Some(|_| Ok("again".into()));
    let error = failed(&mut twice, RetryRules { limit: 5, ..RetryRules::default() });
    assert_eq!((error.kind, error.attempts), (Kind::Unauthorized, 3), "a 401 is retried once in a submission");
    assert_eq!(*twice.asked.borrow(), [(1, false), (2, true), (3, false)].map(of_both).concat());

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
    assert_eq!(far_side.announced.borrow().len(), 1, "nor is it asked again");
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
    let mut no_text = far_side([]);
    no_text.provider = Some(|_| Err(Fault::NotAToken("a number")));
    let error = failed(&mut no_text, RetryRules::default());
    assert_eq!(error.issues.listed()[0].code.as_str(), "type");
    assert_eq!(error.message, "The request was not sent: token must return a string, not a number.");

    let mut bearer = far_side([]);
    bearer.bearer = Some("a b");
    let error = failed(&mut bearer, RetryRules::default());
    assert!(error.message.contains("bearer contains a character"), "{}", error.message);
}

#[test]
fn what_is_no_reply_is_an_invalid_response() {
    let error = failed(&mut far_side([Answer::Fault(Fault::NotAReply)]), resend());
    assert_eq!((error.kind, error.attempts, error.may_be_queued), (Kind::InvalidResponse, 1, true));
}

#[test]
fn a_reply_too_large_is_an_invalid_response() {
    let large = Answer::Reply(Reply::new(200, None, Body::TooLarge));
    let error = failed(&mut far_side([large]), RetryRules::default());
    assert_eq!(error.kind, Kind::InvalidResponse);
    let limit = format!("over {} MiB", MAX_REPLY_BYTES >> 20);
    assert!(error.message.contains(&limit), "{}", error.message);
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
    let mut far_side = FarSide { hold: ms(700), ..far_side([json(429, Some("2"), "{}"), queued()]) };
    let clock = FakeClock::default();
    run(&mut far_side, &clock, RetryRules::default()).unwrap();
    assert_eq!(*clock.slept.borrow(), [ms(700), ms(2000)]);
}

#[test]
fn an_ending_is_an_error_that_rust_can_pass_on() {
    fn passed_on(mut far_side: FarSide) -> Result<Receipt, Box<dyn std::error::Error>> {
        Ok(run(&mut far_side, &FakeClock::default(), RetryRules::default())?)
    }
    let ended = passed_on(far_side([Answer::Fault(Fault::Interrupted("enough"))])).unwrap_err();
    assert_eq!(ended.to_string(), "The submission was ended by its caller.");
    let failed = passed_on(far_side([Answer::Fault(Fault::Thrown("reset"))])).unwrap_err();
    assert!(failed.to_string().starts_with("The request failed on its way"), "{failed}");
    let ending = failed.downcast_ref::<Ending<&'static str>>().unwrap();
    assert_eq!(ending.cause(), Some(&"reset"));
    assert_eq!(ending.error().unwrap().kind, Kind::Network);
}
