//! The border, where it really is: in Node, and in each browser's window and worker.
#![cfg(target_arch = "wasm32")]

use js_sys::{Array, Function, Object, Promise, Reflect};
use std::time::Duration;
use thingspace_aggregate::client::Ending;
use thingspace_aggregate::contract::{AggregateRequest, Devices, Issue, Key, Kind, Secret};
use thingspace_aggregate::exports::{submit_aggregate, validate_aggregate};
use thingspace_aggregate::{IdempotencyKey, Options, TokenSource, submit};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const IMEIS: [&str; 2] = ["490154203237518", "358240051111110"];

/// JavaScript as a caller would write it.
fn js(code: &str) -> JsValue {
    js_sys::eval(&format!("({code})")).unwrap()
}

fn fetch(code: &str) -> Function {
    js(code).unchecked_into()
}

fn answering(status: u16, body: &str) -> Function {
    fetch(&format!("async () => new Response({body:?}, {{ status: {status} }})"))
}

fn options(fetch: Function) -> Options {
    let mut options = Options::with_token(TokenSource::fixed("the-token").unwrap());
    options.fetch = Some(fetch);
    options
}

fn request() -> AggregateRequest {
    AggregateRequest::new("0000123456-00001", Devices::list(IMEIS))
}

/// What a call from JavaScript comes to.
async fn call(request: &str, options: &str) -> Result<JsValue, JsValue> {
    let outcome = submit_aggregate(&js(request), &js(options), None)?;
    JsFuture::from(Promise::resolve(&outcome)).await
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).unwrap().as_string()
}

#[wasm_bindgen_test]
async fn a_rust_app_gets_a_receipt() {
    let receipt = submit(request(), options(answering(200, r#"{"txid":"7b","status":"queued"}"#))).await.unwrap();
    assert_eq!((&*receipt.txid, &*receipt.status), ("7b", "QUEUED"));
}

#[wasm_bindgen_test]
async fn a_rust_app_gets_an_error() {
    let body = r#"{"errorCode":"INVALID_PARAMETER","errorMessage":"Device Not Certified"}"#;
    let Err(Ending::Failed(error, _)) = submit(request(), options(answering(403, body))).await else {
        panic!("a 403 is a failure");
    };
    assert_eq!((error.kind, error.status, error.attempts), (Kind::Forbidden, Some(403), 1));
    assert_eq!(error.error_message.as_deref(), Some("Device Not Certified"));
}

#[wasm_bindgen_test]
async fn a_rust_app_hears_of_a_missing_token() {
    let Err(Ending::Failed(error, _)) = submit(request(), Options::default()).await else {
        panic!("the service itself needs a token");
    };
    assert_eq!(error.issues.listed()[0].code.as_str(), "missing");
}

/// The issues that a Rust app is told, as `code path`.
async fn refused(change: impl FnOnce(&mut Options)) -> Vec<String> {
    let mut options = options(fetch("() => { throw 'must not be called' }"));
    change(&mut options);
    let Err(Ending::Failed(error, _)) = submit(request(), options).await else {
        panic!("these options are refused");
    };
    assert_eq!((error.kind, error.attempts), (Kind::Invalid, 0));
    let summary = |issue: &Issue| {
        let path = issue.path.iter().map(|key| match key {
            Key::Name(name) => name.clone(),
            Key::Index(index) => index.to_string(),
        });
        format!("{} {}", issue.code.as_str(), path.collect::<Vec<_>>().join("."))
    };
    error.issues.listed().iter().map(summary).collect()
}

#[wasm_bindgen_test]
async fn a_rust_apps_options_are_checked_like_any() {
    let too_long = Duration::from_millis(2_147_483_648);
    assert_eq!(refused(|options| options.timeout = Some(too_long)).await, ["option options.timeout"]);
    assert_eq!(refused(|options| options.retry.limit = 101).await, ["option options.retry.limit"]);
    assert_eq!(
        refused(|options| options.retry.max_retry_after = Duration::MAX).await,
        ["option options.retry.maxRetryAfter"]
    );
    assert_eq!(refused(|options| options.max_issues = 0).await, ["option options.maxIssues"]);
    assert_eq!(refused(|options| options.base_url = Some("ftp://x".into())).await, ["option options.baseUrl"]);
    let bad = TokenSource::Fixed(Secret::new("a b"));
    assert_eq!(refused(|options| options.token = Some(bad)).await, ["characters options.token"]);
    assert_eq!(
        refused(|options| options.idempotency_key = Some(IdempotencyKey::Random)).await,
        ["option options.idempotencyKey"],
        "ThingSpace knows no keys"
    );
    let keyed = |key: &str| {
        let key = key.to_owned();
        refused(|options| {
            options.base_url = Some("https://gateway.example".into());
            options.idempotency_key = Some(IdempotencyKey::Text(key));
        })
    };
    assert_eq!(keyed("").await, ["empty options.idempotencyKey"]);
    assert_eq!(keyed("a b").await, ["characters options.idempotencyKey"]);
    assert_eq!(keyed(&"k".repeat(256)).await, ["option options.idempotencyKey"]);
}

#[wasm_bindgen_test]
async fn the_service_needs_a_token_however_it_is_spelled() {
    for base_url in [
        "https://thingspace.verizon.com.",
        "HTTPS://ThingSpace.Verizon.Com./api",
        "https://thingspace.verizon.com:443/",
    ] {
        let found = refused(|options| {
            options.token = None;
            options.base_url = Some(base_url.into());
        });
        assert_eq!(found.await, ["missing options.token"], "{base_url}");
    }
}

#[wasm_bindgen_test]
async fn a_key_is_the_same_on_each_attempt_and_makes_it_safe_to_try_again() {
    let seen = js("[]").unchecked_into::<Array>();
    let keep = Function::new_with_args(
        "seen",
        "return async (url, init) => {
            if (seen.push(init.headers.get('Idempotency-Key')) === 1) throw new Error('reset');
            return new Response('{\"txid\":\"1\"}');
        }",
    );
    let mut options = options(keep.call1(&JsValue::UNDEFINED, &seen).unwrap().unchecked_into());
    options.base_url = Some("https://gateway.example".into());
    options.idempotency_key = Some(IdempotencyKey::Random);
    submit(request(), options).await.unwrap();
    let seen: Vec<String> = seen.iter().map(|key| key.as_string().unwrap()).collect();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].len() == 34 && seen[0].starts_with('"') && seen[0].ends_with('"'), "{}", seen[0]);
}

#[wasm_bindgen_test]
async fn a_number_that_has_lost_digits_is_no_id() {
    for (body, txid) in [
        (r#"{"txid":9007199254740991}"#, Some("9007199254740991")),
        (r#"{"txid":9007199254740992}"#, None),
        (r#"{"txid":12345678901234567890}"#, None),
        (r#"{"txid":1.5}"#, None),
    ] {
        match (submit(request(), options(answering(200, body))).await, txid) {
            (Ok(receipt), Some(txid)) => assert_eq!(receipt.txid, txid),
            (Err(Ending::Failed(error, _)), None) => assert_eq!(error.kind, Kind::InvalidResponse, "{body}"),
            (other, _) => panic!("{body}: {other:?}"),
        }
    }
}

#[wasm_bindgen_test]
async fn what_fetch_is_given_is_the_request() {
    let seen = js("[]").unchecked_into::<Array>();
    let keep = Function::new_with_args(
        "seen",
        "return async (url, init) => {
            const headers = [...init.headers].map(([name, value]) => name + ': ' + value).sort().join('|');
            seen.push(url, init.method, init.redirect, headers, new TextDecoder().decode(init.body));
            return new Response('{\"txid\":\"1\"}');
        }",
    );
    let fetch = keep.call1(&JsValue::UNDEFINED, &seen).unwrap().unchecked_into();
    submit(request(), options(fetch)).await.unwrap();
    let seen: Vec<String> = seen.iter().map(|part| part.as_string().unwrap()).collect();
    assert_eq!(
        seen,
        [
            "https://thingspace.verizon.com/api/hyper-precise/v1/report/async/aggregate",
            "POST",
            "manual",
            "accept: application/json|accountnumber: 0000123456-00001|content-type: application/json|imei: 2|\
             vz-m2m-token: the-token|x-portal-initiated: true",
            r#"{"accountNumber":"0000123456-00001","imei":["490154203237518","358240051111110"]}"#,
        ]
    );
}

#[wasm_bindgen_test]
async fn a_fetch_that_misbehaves_is_an_error_and_nothing_breaks() {
    for (code, kind) in [
        ("() => { throw new TypeError('no') }", "network"),
        ("() => Promise.reject('text')", "network"),
        ("() => Promise.reject(undefined)", "network"),
        ("() => 3", "invalid_response"),
        ("async () => ({})", "invalid_response"),
        ("async () => ({ status: 200, get body() { throw 1 } })", "invalid_response"),
        ("async () => new Proxy({}, { get() { throw 1 } })", "network"),
        (
            "async () => ({ status: 200, headers: 7, body: { getReader: () => ({ read: () => 7 }) } })",
            "invalid_response",
        ),
        ("() => ({ then() { throw 1 } })", "network"),
        ("async () => new Response('{\"txid\":\"\"}')", "invalid_response"),
        ("async () => new Response('<p>no</p>')", "invalid_response"),
        ("async () => new Response(new Uint8Array(2 ** 20 + 1))", "invalid_response"),
        ("async () => new Response(null, { status: 500 })", "server_error"),
    ] {
        let failure =
            call("{ accountNumber: 'a', imei: 0 }", &format!("{{ token: 'the-token', fetch: {code}, retry: 0 }}"))
                .await
                .unwrap();
        assert_eq!(text(&failure, "kind").as_deref(), Some(kind), "{code}");
        a_rust_app_gets_a_receipt_again().await;
    }
}

async fn a_rust_app_gets_a_receipt_again() {
    let receipt = submit(request(), options(answering(200, r#"{"txid":"7b","status":"QUEUED"}"#))).await;
    assert!(receipt.is_ok());
}

#[wasm_bindgen_test]
async fn a_timeout_ends_an_attempt() {
    let never = fetch("() => new Promise(() => {})");
    let mut slow = options(never);
    slow.timeout = Some(Duration::from_millis(20));
    let Err(Ending::Failed(error, _)) = submit(request(), slow).await else {
        panic!("nothing answers");
    };
    assert_eq!((error.kind, error.may_be_queued, error.attempts), (Kind::Timeout, true, 1));
}

#[wasm_bindgen_test]
async fn a_retry_waits_on_the_platforms_clock() {
    let twice = fetch("(count => async () => new Response('{\"txid\":\"1\"}', { status: count++ ? 200 : 429 }))(0)");
    let mut options = options(twice);
    options.retry.limit = 1;
    assert!(submit(request(), options).await.is_ok());
}

#[wasm_bindgen_test]
async fn an_abort_passes_its_reason_through() {
    let reason = call(
        "{ accountNumber: 'a', imei: 0 }",
        "{ token: 't', signal: AbortSignal.abort('enough'), fetch: () => { throw 'must not be called' } }",
    )
    .await
    .unwrap_err();
    assert_eq!(reason.as_string().as_deref(), Some("enough"));
    let reason = call(
        "{ accountNumber: 'a', imei: 0 }",
        "(() => { const controller = new AbortController();
            return { token: 't', signal: controller.signal,
                fetch: () => { controller.abort('changed my mind'); return new Promise(() => {}) } } })()",
    )
    .await
    .unwrap_err();
    assert_eq!(reason.as_string().as_deref(), Some("changed my mind"));
}

#[wasm_bindgen_test]
async fn a_rust_app_ends_a_submission_by_its_signal() {
    let mut options = options(fetch("() => { throw 'must not be called' }"));
    options.signal = Some(js("AbortSignal.abort('enough')").unchecked_into());
    let ending = submit(request(), options).await.unwrap_err();
    assert!(matches!(&ending, Ending::Interrupted(reason) if reason.as_string().as_deref() == Some("enough")));
    assert_eq!(ending.to_string(), "The submission was ended by its caller.");
}

#[wasm_bindgen_test]
fn what_is_no_request_has_an_issue() {
    for odd in [
        "undefined",
        "null",
        "7",
        "'text'",
        "[]",
        "Symbol()",
        "10n",
        "() => 1",
        "true",
        "new Map()",
        "{}",
        "new Date()",
    ] {
        let validation = validate_aggregate(&js(odd), &JsValue::UNDEFINED).unwrap();
        let count = Reflect::get(&validation, &"issueCount".into()).unwrap().as_f64().unwrap();
        assert!(count > 0.0, "{odd}");
    }
}

#[wasm_bindgen_test]
fn the_devices_may_be_of_any_type() {
    for (imei, codes) in [
        ("0", ""),
        ("'0'", ""),
        ("-0", ""),
        ("'490154203237518'", ""),
        ("['490154203237518', '358240051111110']", ""),
        ("['490154203237518', 358240051111110]", "type imei.1"),
        ("['490154203237518',, '358240051111110']", "type imei.1"),
        ("[['490154203237518']]", "type imei.0"),
        ("[new String('490154203237518')]", "type imei.0"),
        ("['490154203237518\",\"358240051111110']", "imei_format imei.0"),
        ("490154203237518", "type imei"),
        ("0n", "type imei"),
        ("new Set(['490154203237518'])", "type imei"),
        ("[]", "empty imei"),
        ("''", "empty imei"),
        ("null", "missing imei"),
        ("new Array(2 ** 32 - 1)", "too_many_devices imei"),
        ("['\\ud800']", "imei_format imei.0"),
        ("'x'.repeat(2 ** 27)", "imei_format imei"),
    ] {
        let request = js(&format!("{{ accountNumber: 'a', imei: {imei} }}"));
        let validation = validate_aggregate(&request, &JsValue::UNDEFINED).unwrap();
        let issues: Array = Reflect::get(&validation, &"issues".into()).unwrap().unchecked_into();
        let found: Vec<String> = issues
            .iter()
            .map(|issue| {
                let path: Array = Reflect::get(&issue, &"path".into()).unwrap().unchecked_into();
                format!("{} {}", text(&issue, "code").unwrap(), path.join(".").as_string().unwrap())
            })
            .collect();
        assert_eq!(found.join(", "), codes, "{imei}");
    }
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_heard() {
    let thrown = validate_aggregate(&js("{ get imei() { throw 'mine' } }"), &JsValue::UNDEFINED).unwrap_err();
    assert_eq!(thrown.as_string().as_deref(), Some("mine"));
    let revoked = js("(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()");
    assert!(validate_aggregate(&revoked, &JsValue::UNDEFINED).is_err());
    assert!(validate_aggregate(&Object::new(), &revoked).is_err());
}
