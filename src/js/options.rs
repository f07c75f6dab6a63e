//! The options of a submission, from JavaScript or from Rust.

use super::value::{found, get, is_absent, keys, text};
use crate::client::RetryRules;
use crate::contract::{Code, Field, Issue, Issues, Secret, Wire, concat, unknown_name};
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::Url;

#[wasm_bindgen]
extern "C" {
    /// The page, or the worker.
    #[wasm_bindgen(thread_local_v2, js_name = location)]
    static LOCATION: Option<JsValue>;
}

/// Where the service is.
const SERVICE: &str = "https://thingspace.verizon.com/api/hyper-precise/v1";

/// The longest delay that timers take, in milliseconds.
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// More attempts than anybody should make.
const MOST_RETRIES: f64 = 100.0;

const NAMES: [&str; 11] = [
    "token",
    "bearer",
    "portalInitiated",
    "baseUrl",
    "wire",
    "checkDigit",
    "fetch",
    "signal",
    "timeout",
    "retry",
    "onAttempt",
];

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
    href(base_url, "").is_some_and(|href| host(&href) == "thingspace.verizon.com")
}

fn resolve(base_url: &str) -> Result<String, &'static str> {
    if base_url.contains(['?', '#']) {
        return Err("must not hold a query or a fragment: remove what follows the ? or #");
    }
    let url = if base_url.starts_with('/') { resolve_path(base_url)? } else { absolute(base_url)? };
    if authority(&url).contains('@') {
        return Err("must not hold a user name or password: tokens have options of their own");
    }
    Ok(url.trim_end_matches('/').into())
}

fn resolve_path(path: &str) -> Result<String, &'static str> {
    const NO_ORIGIN: &str = "is a path, and there is no page here whose origin it could belong to: give an https: URL";
    let page = LOCATION.with(|location| get(location.as_ref()?, "href").ok()?.as_string()).ok_or(NO_ORIGIN)?;
    let url = href(path, &page).ok_or(NO_ORIGIN)?;
    let root = href("/", &page).ok_or(NO_ORIGIN)?;
    if url.starts_with(&root) { Ok(url) } else { Err("is a path that leads to another host: begin it with one slash") }
}

fn absolute(base_url: &str) -> Result<String, &'static str> {
    let url =
        href(base_url, "").ok_or("is not a URL: give one such as https://example.com/api, or a path such as /api")?;
    if url.starts_with("https://") || (url.starts_with("http://") && is_loopback(host(&url))) {
        Ok(url)
    } else {
        Err("must be https: (http: is for loopback only, since tokens would travel in the clear)")
    }
}

/// A URL as the platform writes it, resolved against a page if there is one.
fn href(url: &str, page: &str) -> Option<String> {
    let parsed = if page.is_empty() { Url::new(url) } else { Url::new_with_base(url, page) };
    parsed.ok().map(|url| url.href())
}

/// What stands between the two slashes and the next, in a URL as the platform writes it.
fn authority(href: &str) -> &str {
    href.split('/').nth(2).unwrap_or_default()
}

/// The authority without the user before it and the port after it.
fn host(href: &str) -> &str {
    let host = authority(href).rsplit('@').next().unwrap_or_default();
    host.trim_end_matches(|character: char| character.is_ascii_digit()).strip_suffix(':').unwrap_or(host)
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
    let mut reader = Reader { object: value, parent: None, issues: Issues::default() };
    if is_absent(value) {
        let issues = if purpose == Purpose::Submit { options.missing_token() } else { Issues::default() };
        return Ok((options, issues));
    }
    if !value.is_object() {
        let message = concat(&["options must be an object, not ", found(value)]);
        let issue = Issue { code: Code::Type, path: vec!["options".into()], message };
        return Ok((options, issue.into()));
    }
    let token = reader.token("token")?;
    let is_missing = token == Field::Absent;
    options.token = token.into_given();
    options.bearer = reader.token("bearer")?.into_given();
    reader.boolean("portalInitiated", &mut options.portal_initiated)?;
    options.base_url = reader.base_url()?;
    options.wire = reader.wire()?;
    reader.boolean("checkDigit", &mut options.check_digit)?;
    options.fetch = reader.function("fetch")?;
    options.signal = reader.signal()?;
    reader.number("timeout", LONGEST_DELAY, &mut options.timeout)?;
    reader.retry(&mut options.retry)?;
    options.on_attempt = reader.function("onAttempt")?;
    reader.names(&NAMES)?;
    if is_missing && purpose == Purpose::Submit {
        reader.issues.append(options.missing_token());
    }
    Ok((options, reader.issues))
}

/// Reads the properties of one object, and notes what is wrong with them.
struct Reader<'a> {
    object: &'a JsValue,
    /// The option that the object is, if it is not the options themselves.
    parent: Option<&'static str>,
    issues: Issues,
}

impl Reader<'_> {
    /// An option's value, if it is there.
    fn option(&self, name: &str) -> Result<Option<JsValue>, JsValue> {
        Ok(Some(get(self.object, name)?).filter(|value| !is_absent(value)))
    }

    fn issue(&mut self, code: Code, name: &str, words: &[&str]) {
        let mut path = vec!["options".into()];
        path.extend(self.parent.map(Into::into));
        path.push(String::from(name).into());
        self.issues.add(|| Issue { code, path, message: concat(&[name, &concat(words)]) });
    }

    fn wrong_type(&mut self, name: &str, expected: &str, value: &JsValue) {
        self.issue(Code::Type, name, &[" must be ", expected, ", not ", found(value)]);
    }

    fn function(&mut self, name: &str) -> Result<Option<Function>, JsValue> {
        let Some(value) = self.option(name)? else { return Ok(None) };
        if value.is_function() {
            return Ok(Some(value.unchecked_into()));
        }
        self.wrong_type(name, "a function", &value);
        Ok(None)
    }

    fn boolean(&mut self, name: &str, target: &mut bool) -> Result<(), JsValue> {
        if let Some(value) = self.option(name)? {
            match value.as_bool() {
                Some(flag) => *target = flag,
                None => self.wrong_type(name, "true or false", &value),
            }
        }
        Ok(())
    }

    fn number(&mut self, name: &str, most: f64, target: &mut f64) -> Result<(), JsValue> {
        if let Some(value) = self.option(name)? {
            match value.as_f64() {
                Some(number) if (0.0..=most).contains(&number) => *target = number,
                Some(_) if most == MOST_RETRIES => {
                    self.issue(Code::Option, name, &[" must be a whole number from 0 to 100"])
                }
                Some(_) => self.issue(Code::Option, name, &[" must be from 0 to 2147483647 milliseconds"]),
                None => self.wrong_type(name, "a number", &value),
            }
        }
        Ok(())
    }

    fn token(&mut self, name: &'static str) -> Result<Field<TokenSource>, JsValue> {
        let Some(value) = self.option(name)? else { return Ok(Field::Absent) };
        if value.is_function() {
            return Ok(Field::Given(TokenSource::Provider(value.unchecked_into())));
        }
        match text(&value) {
            Field::Given(token) => match Secret::new(token) {
                Ok(secret) => return Ok(Field::Given(TokenSource::Fixed(secret))),
                Err((code, words)) => self.issue(code, name, &[words]),
            },
            Field::IllFormed => self.issue(Code::Characters, name, &[" holds a character that a header cannot carry"]),
            _ => self.wrong_type(name, "a string or a function", &value),
        }
        Ok(Field::Wrong(found(&value)))
    }

    fn base_url(&mut self) -> Result<Option<String>, JsValue> {
        let Some(value) = self.option("baseUrl")? else { return Ok(None) };
        let href = if value.is_object() { get(&value, "href")? } else { value.clone() };
        match text(&href) {
            Field::Given(url) => return Ok(Some(url)),
            _ => self.wrong_type("baseUrl", "a string or a URL", &value),
        }
        Ok(None)
    }

    fn wire(&mut self) -> Result<Wire, JsValue> {
        let value = self.option("wire")?;
        match value.as_ref().map(|value| value.as_string().unwrap_or_default()).as_deref() {
            None | Some("documented") => return Ok(Wire::Documented),
            Some("sdk") => return Ok(Wire::Sdk),
            Some(_) => self.issue(Code::Option, "wire", &[" must be \"documented\" or \"sdk\""]),
        }
        Ok(Wire::Documented)
    }

    fn signal(&mut self) -> Result<Option<JsValue>, JsValue> {
        let Some(value) = self.option("signal")? else { return Ok(None) };
        let is_signal = value.is_object()
            && get(&value, "aborted")?.as_bool().is_some()
            && get(&value, "addEventListener")?.is_function();
        if is_signal {
            return Ok(Some(value));
        }
        self.wrong_type("signal", "an AbortSignal", &value);
        Ok(None)
    }

    fn retry(&mut self, rules: &mut RetryRules) -> Result<(), JsValue> {
        let Some(value) = self.option("retry")? else { return Ok(()) };
        if !value.is_object() {
            return self.limit("retry", rules);
        }
        let mut inner = Reader { object: &value, parent: Some("retry"), issues: Issues::default() };
        inner.limit("limit", rules)?;
        inner.number("maxRetryAfter", LONGEST_DELAY, &mut rules.max_retry_after)?;
        inner.boolean("resend", &mut rules.resend)?;
        inner.names(&["limit", "maxRetryAfter", "resend"])?;
        self.issues.append(inner.issues);
        Ok(())
    }

    fn limit(&mut self, name: &str, rules: &mut RetryRules) -> Result<(), JsValue> {
        let mut limit = f64::from(rules.limit);
        self.number(name, MOST_RETRIES, &mut limit)?;
        if limit.fract() == 0.0 {
            rules.limit = limit as u32;
        } else {
            self.issue(Code::Option, name, &[" must be a whole number from 0 to 100"]);
        }
        Ok(())
    }

    fn names(&mut self, known: &[&str]) -> Result<(), JsValue> {
        for name in keys(self.object)? {
            let Field::Given(name) = text(&name) else { continue };
            if !known.contains(&&*name) {
                self.issue(Code::UnknownField, &name, &[&unknown_name(&name, known)]);
            }
        }
        Ok(())
    }
}
