//! A whole submission, from a script of what each attempt meets: how many requests are sent, after what waits, how it ends,
//! and whether the report may be queued. The model is the table of docs/contract.md.

use crate::script::{Platform, Scene, Thrown};
use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};
use std::time::Duration;
use thingspace_aggregate::client::{Credential, Ending, Fault, RetryRules};
use thingspace_aggregate::contract::{Body, Reply, ReplyFields};

/// What one attempt meets, in words of the model.
#[derive(Clone, Copy)]
enum Meets {
    Aborted { sent: bool },
    ProviderThrew,
    ProviderTimedOut,
    NoToken,
    Network,
    Timeout,
    NoResponse,
    Status { status: u16, retry_after: Option<u16>, body: Answer },
}

/// What a body says.
#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Receipt,
    WillBeQueued,
    Nothing,
    TooMuch,
}

pub fn fuzz(data: &[u8]) {
    let _ = with(&mut Unstructured::new(data));
}

fn with(u: &mut Unstructured<'_>) -> Result<()> {
    let mut rules = RetryRules::default();
    rules.limit = u.int_in_range(0..=5)?;
    rules.max_retry_after = Duration::from_secs(u.int_in_range(0..=90)?);
    rules.resend = u.arbitrary()?;
    let (has_key, can_renew): (bool, bool) = u.arbitrary()?;
    let meets = (0..=rules.limit).map(|_| meets(u)).collect::<Result<Vec<_>>>()?;

    let platform = Platform::new(meets.iter().map(|meets| scene(*meets)).collect::<Vec<_>>(), can_renew);
    let ending = platform.submit(&rules, has_key);
    let model = expected(&meets, &rules, has_key, can_renew);
    assert_eq!(*platform.sent.borrow(), model.sent);
    let waits: Vec<_> = platform.announced.borrow().iter().map(Duration::as_millis).collect();
    assert_eq!(waits, model.waits);
    match ending {
        Ok(receipt) => assert_eq!((receipt.txid.as_str(), model.kind), ("t-1", "receipt")),
        Err(Ending::Interrupted(reason)) => assert_eq!((reason, model.kind), ("aborted", "aborted")),
        Err(Ending::Failed(error, cause)) => {
            assert_eq!(error.kind.as_str(), model.kind);
            assert_eq!(error.attempts, model.sent);
            assert_eq!(error.may_be_queued, model.may_be_queued);
            assert_eq!(cause.is_some(), matches!(model.kind, "network" | "token"));
        }
        Err(_) => panic!("an ending that nobody knows"),
    }
    Ok(())
}

fn meets(u: &mut Unstructured<'_>) -> Result<Meets> {
    Ok(match u.int_in_range(0..=15)? {
        0 => Meets::Aborted { sent: u.arbitrary()? },
        1 => Meets::ProviderThrew,
        2 => Meets::ProviderTimedOut,
        3 => Meets::NoToken,
        4 => Meets::Network,
        5 => Meets::Timeout,
        6 => Meets::NoResponse,
        _ => Meets::Status {
            status: *u.choose(&[0, 200, 200, 204, 302, 400, 401, 401, 403, 409, 418, 429, 500, 502, 503, 504, 505])?,
            retry_after: if u.arbitrary()? { Some(u.int_in_range(0..=100)?) } else { None },
            body: *u.choose(&[Answer::Receipt, Answer::WillBeQueued, Answer::Nothing, Answer::TooMuch])?,
        },
    })
}

fn scene(meets: Meets) -> Scene {
    match meets {
        Meets::Aborted { sent: true } => Scene::Sending(Fault::Interrupted("aborted")),
        Meets::Aborted { sent: false } => Scene::Asking(Credential::Bearer, Fault::Interrupted("aborted")),
        Meets::ProviderThrew => Scene::Asking(Credential::Token, Fault::Thrown("thrown")),
        Meets::ProviderTimedOut => Scene::Asking(Credential::Token, Fault::TimedOut),
        Meets::NoToken => Scene::Token(Credential::Bearer, "two words"),
        Meets::Network => Scene::Sending(Fault::Thrown("thrown")),
        Meets::Timeout => Scene::Sending(Fault::TimedOut),
        Meets::NoResponse => Scene::Sending(Fault::<Thrown>::NotAReply),
        Meets::Status { status, retry_after, body } => {
            let retry_after = retry_after.map(|seconds| seconds.to_string());
            Scene::Reply(Reply::new(status, retry_after, written(status, body)))
        }
    }
}

fn written(status: u16, body: Answer) -> Body {
    let json: Value = match body {
        Answer::Receipt => json!({ "txid": "t-1" }),
        Answer::WillBeQueued => json!({ "errorMessage": "It Will Be Queued." }),
        Answer::Nothing => return Body::Text(String::new(), None),
        Answer::TooMuch => return Body::TooLarge,
    };
    let text = |path| json.get(path).and_then(Value::as_str).map(str::to_owned);
    Body::Text(json.to_string(), Some(ReplyFields::read(status, text)))
}

/// What docs/contract.md says of a submission.
struct Model {
    kind: &'static str,
    sent: u32,
    waits: Vec<u128>,
    may_be_queued: bool,
}

fn expected(meets: &[Meets], rules: &RetryRules, has_key: bool, can_renew: bool) -> Model {
    let mut model = Model { kind: "", sent: 0, waits: vec![0], may_be_queued: false };
    let mut was_renewed = false;
    for (retries, meets) in meets.iter().enumerate() {
        let (kind, was_sent, may_be_queued) = outcome(*meets);
        model.kind = kind;
        model.sent += u32::from(was_sent);
        model.may_be_queued |= may_be_queued;
        let (status, retry_after) = match meets {
            Meets::Status { status, retry_after, .. } => (*status, retry_after.map(u64::from)),
            _ => (0, None),
        };
        let resends = rules.resend || has_key;
        let again = match (kind, status) {
            ("unauthorized", _) => can_renew && !was_renewed,
            ("rate_limited", _) => true,
            ("server_error", 503) => retry_after.is_some() || resends,
            ("server_error", 500 | 502 | 504) | ("network", _) => resends,
            ("timeout", _) => resends && may_be_queued,
            ("invalid_response", _) => has_key,
            _ => false,
        };
        if !again || retries as u32 >= rules.limit {
            return model;
        }
        was_renewed |= kind == "unauthorized";
        // The longest wait that chance can give, since the script always draws 1.
        let backoff = 300 << retries;
        match retry_after {
            _ if kind == "unauthorized" => model.waits.push(0),
            Some(asked) if Duration::from_secs(asked) > rules.max_retry_after => return model,
            Some(asked) => model.waits.push(u128::from(asked) * 1000),
            None => model.waits.push(backoff),
        }
    }
    model
}

/// The kind, whether a request was sent, and whether that one may have been queued.
fn outcome(meets: Meets) -> (&'static str, bool, bool) {
    match meets {
        Meets::Aborted { sent } => ("aborted", sent, false),
        Meets::ProviderThrew => ("token", false, false),
        Meets::ProviderTimedOut => ("timeout", false, false),
        Meets::NoToken => ("invalid", false, false),
        Meets::Network => ("network", true, true),
        Meets::Timeout => ("timeout", true, true),
        Meets::NoResponse => ("invalid_response", true, true),
        Meets::Status { status, body, .. } => match status {
            200 if body == Answer::Receipt => ("receipt", true, false),
            200 => ("invalid_response", true, true),
            400 => ("bad_request", true, body == Answer::WillBeQueued),
            401 => ("unauthorized", true, false),
            403 => ("forbidden", true, false),
            409 => ("conflict", true, false),
            429 => ("rate_limited", true, false),
            500.. => ("server_error", true, true),
            _ => ("unexpected_status", true, status < 400),
        },
    }
}
