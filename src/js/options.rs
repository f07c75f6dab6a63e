//! The options of a submission, from JavaScript or from Rust.

use super::value::{Type, found, get, properties, text};
use crate::client::RetryRules;
use crate::contract::{Code, Field, Issue, Issues, Secret, Step, Wire, concat, split_at_words, unknown_name};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/value.js")]
extern "C" {
    /// The origin of the page, or of the worker, if there is one.
    #[wasm_bindgen(js_name = pageOrigin)]
    fn page_origin() -> Option<String>;

    /// The host's name of a URL, a space, and the URL as the platform writes it.
    #[wasm_bindgen(js_name = hostAndUrl)]
    fn host_and_url(url: &str) -> Option<String>;
}

/// Where the service is.
const SERVICE: &str = "https://thingspace.verizon.com/api/hyper-precise/v1";

/// The longest delay that timers take, in milliseconds.
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// More attempts than anybody should make.
const MOST_RETRIES: f64 = 100.0;

const NAMES: &str =
    "token, bearer, portalInitiated, baseUrl, wire, checkDigit, fetch, signal, timeout, retry, onAttempt";

/// How to submit.
#[derive(Clone, Debug)]
pub struct Options {
    /// The `VZ-M2M-Token`. Required when `base_url` is the service's own.
    pub token: Option<TokenSource>,
    /// The OAuth access token for `Authorization`.
    pub bearer: Option<TokenSource>,
    /// `X-Portal-Initiated`, the service's "flag for using a listener". Default `true`.
    pub portal_initiated: bool,
    /// Where the service is, or a gateway that speaks like it: `https:`, or `http:` on loopback only, or a path where
    /// there is an origin; no credentials, query or fragment. Absent: the service's own.
    pub base_url: Option<String>,
    /// Which of the two published forms of the call to speak.
    pub wire: Wire,
    /// Whether an IMEI's last digit must be its Luhn check digit. Default `true`.
    pub check_digit: bool,
    /// Any function shaped like `fetch`. Absent: the global one.
    pub fetch: Option<Function>,
    /// An `AbortSignal` that ends the submission.
    pub signal: Option<JsValue>,
    /// The longest that one attempt may take, its body included, in milliseconds, up to 2,147,483,647; 0 is no limit.
    /// Default 30,000.
    pub timeout: f64,
    /// When to send again.
    pub retry: RetryRules,
    /// Called before each attempt with `{ attempt, delay, reason }`.
    pub on_attempt: Option<Function>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            token: None,
            bearer: None,
            portal_initiated: true,
            base_url: None,
            wire: Wire::Documented,
            check_digit: true,
            fetch: None,
            signal: None,
            timeout: 30_000.0,
            retry: RetryRules::default(),
            on_attempt: None,
        }
    }
}

/// Where a token comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenSource {
    /// Always the same.
    Fixed(Secret),
    /// A JavaScript function `({ attempt, rejected }) => string | Promise<string>`, asked before each attempt.
    Provider(Function),
}

impl TokenSource {
    /// A token that is always the same.
    ///
    /// # Errors
    /// When the token is empty or holds a character that a header cannot carry.
    pub fn fixed(token: impl Into<String>) -> Result<Self, &'static str> {
        Secret::new(token.into()).map(TokenSource::Fixed).map_err(|(_, words)| words)
    }
}

impl Options {
    /// The issue of a token that the service itself needs and nobody gave.
    pub(super) fn missing_token(&self) -> Issues {
        let needed = self.base_url.as_deref().is_none_or(is_service);
        if needed && self.token.is_none() {
            let message = &["token is missing: ThingSpace takes no request without a VZ-M2M-Token"];
            Issue::option(Code::Missing, "token", message).into()
        } else {
            Issues::default()
        }
    }

    /// The base URL, resolved and checked, without a slash at its end.
    pub(super) fn url(&self) -> Result<String, Issues> {
        self.base_url
            .as_deref()
            .map_or(Ok(SERVICE.into()), resolve)
            .map_err(|words| Issue::option(Code::Option, "baseUrl", &["baseUrl ", words]).into())
    }
}

fn is_service(base_url: &str) -> bool {
    host_and_url(base_url).is_some_and(|url| url.starts_with("thingspace.verizon.com "))
}

fn resolve(base_url: &str) -> Result<String, &'static str> {
    if base_url.bytes().any(|byte| matches!(byte, b'?' | b'#')) {
        return Err("must not hold a query or a fragment: remove what follows the ? or #");
    }
    let href = if base_url.starts_with("/") { resolve_path(base_url)? } else { absolute(base_url)? };
    let (_, rest) = split_at_words(&href, "//").unwrap_or_default();
    let (authority, _) = split_at_words(rest, "/").unwrap_or_default();
    if authority.bytes().any(|byte| byte == b'@') {
        return Err("must not hold a user name or password: tokens have options of their own");
    }
    let mut url = &*href;
    while let Some(shorter) = url.strip_suffix("/") {
        url = shorter;
    }
    Ok(url.into())
}

fn resolve_path(path: &str) -> Result<String, &'static str> {
    const NO_ORIGIN: &str = "is a path, and there is no page here whose origin it could belong to: give an https: URL";
    let origin = page_origin().ok_or(NO_ORIGIN)?;
    if path.starts_with("//") {
        return Err("is a path that leads to another host: begin it with one slash");
    }
    let url = host_and_url(&concat(&[&origin, path])).ok_or(NO_ORIGIN)?;
    let (_, href) = split_at_words(&url, " ").unwrap_or_default();
    Ok(href.into())
}

fn absolute(base_url: &str) -> Result<String, &'static str> {
    let url = host_and_url(base_url)
        .ok_or("is not a URL: give one such as https://example.com/api, or a path such as /api")?;
    let (host, href) = split_at_words(&url, " ").unwrap_or_default();
    if href.starts_with("https://") || (href.starts_with("http://") && is_loopback(host)) {
        Ok(href.into())
    } else {
        Err("must be https: (http: is for loopback only, since tokens would travel in the clear)")
    }
}

fn is_loopback(host: &str) -> bool {
    let is_ipv4 = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || (is_ipv4 && host.starts_with("127."))
}

/// What the options are read for: only a submission needs a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To send.
    Submit,
    /// To check only.
    Validate,
}

/// Reads the options, each once; what is wrong with one leaves its default in place.
///
/// # Errors
/// Whatever a getter or a proxy threw.
pub fn read(value: &JsValue, purpose: Purpose) -> Result<(Options, Issues), JsValue> {
    let mut options = Options::default();
    let kind = Type::of(value);
    if kind.is_absent() {
        let issues = if purpose == Purpose::Submit { options.missing_token() } else { Issues::default() };
        return Ok((options, issues));
    }
    if !kind.is_object() {
        let words = &["options must be an object, not ", found(value)];
        return Ok((options, Issue::new(Code::Type, &[Step::Name("options")], words).into()));
    }
    let values = properties(value, NAMES)?;
    let mut reader = Reader { parent: None, issues: Issues::default() };
    // In the order of `NAMES`.
    let token = reader.token("token", &values.shift());
    let is_missing = token == Field::Absent;
    options.token = token.into_given();
    options.bearer = reader.token("bearer", &values.shift()).into_given();
    reader.boolean("portalInitiated", &values.shift(), &mut options.portal_initiated);
    options.base_url = reader.base_url(&values.shift())?;
    options.wire = reader.wire(&values.shift());
    reader.boolean("checkDigit", &values.shift(), &mut options.check_digit);
    options.fetch = reader.function("fetch", values.shift());
    options.signal = reader.signal(values.shift())?;
    reader.number("timeout", &values.shift(), LONGEST_DELAY, &mut options.timeout);
    reader.retry(&values.shift(), &mut options.retry)?;
    options.on_attempt = reader.function("onAttempt", values.shift());
    reader.unknown(&values.shift().unchecked_into(), NAMES);
    if is_missing && purpose == Purpose::Submit {
        reader.issues.append(options.missing_token());
    }
    Ok((options, reader.issues))
}

/// Reads the values of one object, and notes what is wrong with them.
struct Reader {
    /// The option that the object is, if it is not the options themselves.
    parent: Option<&'static str>,
    issues: Issues,
}

impl Reader {
    fn issue(&mut self, code: Code, name: &str, words: &[&str]) {
        let message = &[name, &concat(words)];
        match self.parent {
            None => self.issues.add(code, &[Step::Name("options"), Step::Name(name)], message),
            Some(parent) => {
                self.issues.add(code, &[Step::Name("options"), Step::Name(parent), Step::Name(name)], message);
            }
        }
    }

    /// Notes a value of the wrong type, unless it is absent.
    fn wrong_type(&mut self, name: &str, expected: &str, value: &JsValue) {
        if !Type::of(value).is_absent() {
            self.issue(Code::Type, name, &[" must be ", expected, ", not ", found(value)]);
        }
    }

    fn function(&mut self, name: &str, value: JsValue) -> Option<Function> {
        if Type::of(&value) == Type::Function {
            return Some(value.unchecked_into());
        }
        self.wrong_type(name, "a function", &value);
        None
    }

    fn boolean(&mut self, name: &str, value: &JsValue, target: &mut bool) {
        match value.as_bool() {
            Some(flag) => *target = flag,
            None => self.wrong_type(name, "true or false", value),
        }
    }

    fn number(&mut self, name: &str, value: &JsValue, most: f64, target: &mut f64) {
        match value.as_f64() {
            Some(number) if (0.0..=most).contains(&number) => *target = number,
            Some(_) if most == MOST_RETRIES => self.issue(Code::Option, name, &[WHOLE_NUMBER]),
            Some(_) => self.issue(Code::Option, name, &[" must be from 0 to 2147483647 milliseconds"]),
            None => self.wrong_type(name, "a number", value),
        }
    }

    fn token(&mut self, name: &'static str, value: &JsValue) -> Field<TokenSource> {
        if Type::of(value) == Type::Function {
            return Field::Given(TokenSource::Provider(value.clone().unchecked_into()));
        }
        match text(value) {
            Field::Given(token) => match Secret::new(token) {
                Ok(secret) => return Field::Given(TokenSource::Fixed(secret)),
                Err((code, words)) => self.issue(code, name, &[words]),
            },
            Field::IllFormed => self.issue(Code::Characters, name, &[" holds a character that a header cannot carry"]),
            Field::Absent => return Field::Absent,
            Field::Wrong(_) => self.wrong_type(name, "a string or a function", value),
        }
        Field::IllFormed
    }

    fn base_url(&mut self, value: &JsValue) -> Result<Option<String>, JsValue> {
        let href = if Type::of(value).is_object() { get(value, "href")? } else { value.clone() };
        let url = text(&href).into_given();
        if url.is_none() {
            self.wrong_type("baseUrl", "a string or a URL", value);
        }
        Ok(url)
    }

    fn wire(&mut self, value: &JsValue) -> Wire {
        match text(value) {
            Field::Given(wire) if wire == "sdk" => return Wire::Sdk,
            Field::Given(wire) if wire == "documented" => {}
            Field::Absent => {}
            _ => self.issue(Code::Option, "wire", &[" must be \"documented\" or \"sdk\""]),
        }
        Wire::Documented
    }

    fn signal(&mut self, value: JsValue) -> Result<Option<JsValue>, JsValue> {
        let is_signal = Type::of(&value).is_object()
            && get(&value, "aborted")?.as_bool().is_some()
            && Type::of(&get(&value, "addEventListener")?) == Type::Function;
        if is_signal {
            return Ok(Some(value));
        }
        self.wrong_type("signal", "an AbortSignal", &value);
        Ok(None)
    }

    fn retry(&mut self, value: &JsValue, rules: &mut RetryRules) -> Result<(), JsValue> {
        const NAMES: &str = "limit, maxRetryAfter, resend";
        if !Type::of(value).is_object() {
            self.limit("retry", value, rules);
            return Ok(());
        }
        let values = properties(value, NAMES)?;
        self.parent = Some("retry");
        self.limit("limit", &values.shift(), rules);
        self.number("maxRetryAfter", &values.shift(), LONGEST_DELAY, &mut rules.max_retry_after);
        self.boolean("resend", &values.shift(), &mut rules.resend);
        self.unknown(&values.shift().unchecked_into(), NAMES);
        self.parent = None;
        Ok(())
    }

    fn limit(&mut self, name: &str, value: &JsValue, rules: &mut RetryRules) {
        let mut limit = f64::from(rules.limit);
        self.number(name, value, MOST_RETRIES, &mut limit);
        if limit.fract() == 0.0 {
            rules.limit = limit as u32;
        } else {
            self.issue(Code::Option, name, &[WHOLE_NUMBER]);
        }
    }

    fn unknown(&mut self, names: &Array, known: &str) {
        for _ in 0..names.length() {
            let name = names.shift().as_string().unwrap_or_default();
            self.issue(Code::UnknownField, &name, &[&unknown_name(&name, known)]);
        }
    }
}

const WHOLE_NUMBER: &str = " must be a whole number from 0 to 100";
