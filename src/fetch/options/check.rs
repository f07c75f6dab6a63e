//! Every rule of the options, in one list. A submission takes nothing but what was checked here.

use super::draft::{FLEET_NAMES, FleetDraft, NAMES, OptionsDraft, RETRY_NAMES, RetryDraft};
use super::{IdempotencyKey, TokenSource};
use crate::client::RetryRules;
use crate::contract::{
    self, CheckedRequest, Code, Draft, Field, Issues, LISTED_ISSUES, MAX_DEVICES, MAX_LISTED_ISSUES, Rules, Step, Wire,
    concat, decimal, header_text, unknown_name,
};
use crate::fetch::base_url::BaseUrl;
use crate::fetch::milliseconds;
use js_sys::Function;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// The longest delay that timers take, in milliseconds.
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// More attempts than anybody should make.
const MOST_RETRIES: u32 = 100;

/// More parts of a fleet at once than the service should see.
const MOST_AT_ONCE: u32 = 64;

const LONGEST_KEY: usize = 255;

/// What a check is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To send, for which ThingSpace itself wants a token.
    Submit,
    /// To check only.
    Validate,
}

/// Options without an issue. Only [`check`] makes them.
#[derive(Clone, Debug)]
pub(crate) struct CheckedOptions(Settings);

impl CheckedOptions {
    /// The options' values.
    pub fn get(&self) -> &Settings {
        &self.0
    }

    /// The rules of a request that goes with these options.
    #[allow(dead_code, reason = "each part of a fleet is checked by these")]
    pub fn rules(&self, now: Duration) -> Rules {
        self.0.rules(now)
    }
}

/// The value of each option, with the default where none was given.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub token: Option<TokenSource>,
    pub bearer: Option<TokenSource>,
    pub portal_initiated: bool,
    pub base_url: BaseUrl,
    pub wire: Wire,
    pub check_digit: bool,
    pub fetch: Option<Function>,
    pub signal: Option<JsValue>,
    /// In milliseconds; 0 is no limit.
    pub timeout: f64,
    pub retry: RetryRules,
    pub on_attempt: Option<Function>,
    pub idempotency_key: IdempotencyKey,
    pub max_issues: usize,
    #[allow(dead_code, reason = "fleets are for JavaScript alone")]
    pub fleet: FleetSettings,
}

/// What only a fleet goes by.
#[allow(dead_code, reason = "fleets are for JavaScript alone")]
#[derive(Clone, Debug)]
pub(crate) struct FleetSettings {
    pub concurrency: u32,
    pub devices_per_request: usize,
    pub on_progress: Option<Function>,
}

impl Settings {
    fn rules(&self, now: Duration) -> Rules {
        Rules { check_digit: self.check_digit, now, max_issues: self.max_issues }
    }
}

/// Checks a request and its options: all problems of both at once. `now` is the time since 1970-01-01T00:00Z;
/// `request` is what was read of it, or that it is no object.
///
/// # Errors
/// All issues, when there is any.
pub(crate) fn check(
    request: Result<Draft, Issues>,
    options: Field<OptionsDraft>,
    purpose: Purpose,
    now: Duration,
) -> Result<(CheckedRequest, CheckedOptions), Issues> {
    let (settings, issues) = check_options(options, purpose);
    let request = match request {
        Ok(draft) => contract::check_draft(draft, &settings.rules(now), issues)?,
        Err(not_an_object) => return Err(not_an_object.followed_by(issues)),
    };
    Ok((request, CheckedOptions(settings)))
}

/// The settings, with the default in place of what has an issue.
fn check_options(options: Field<OptionsDraft>, purpose: Purpose) -> (Settings, Issues) {
    let (draft, wrong) = match options {
        Field::Given(draft) => (draft, None),
        Field::Wrong(found) => (OptionsDraft::default(), Some(found)),
        Field::Absent | Field::IllFormed => (OptionsDraft::default(), None),
    };
    let max_issues = draft.max_issues.given().map_or(LISTED_ISSUES, |most| *most as usize);
    let mut check = Check { parent: None, issues: Issues::with_room(max_issues.clamp(1, MAX_LISTED_ISSUES)) };
    let settings = check.settings(draft, purpose);
    if let Some(found) = wrong {
        check.issues.add(Code::Type, &[Step::Name("options")], &["options must be an object, not ", found]);
    }
    (settings, check.issues)
}

/// Checks the values of one object, and notes what is wrong with them.
struct Check {
    /// The option that the object is, if it is not the options themselves.
    parent: Option<&'static str>,
    issues: Issues,
}

impl Check {
    fn settings(&mut self, draft: OptionsDraft, purpose: Purpose) -> Settings {
        let token_is_missing = matches!(draft.token, Field::Absent) && purpose == Purpose::Submit;
        let (names, fleet) = match draft.fleet {
            Some(fleet) => (FLEET_NAMES, fleet),
            None => (NAMES, FleetDraft::default()),
        };
        let token = self.token("token", draft.token);
        let bearer = self.token("bearer", draft.bearer);
        let portal_initiated = self.boolean("portalInitiated", draft.portal_initiated, true);
        let base_url = self.base_url(draft.base_url);
        let settings = Settings {
            token,
            bearer,
            portal_initiated,
            wire: self.wire(draft.wire),
            check_digit: self.boolean("checkDigit", draft.check_digit, true),
            fetch: self.value("fetch", "a function", draft.fetch),
            signal: self.value("signal", "an AbortSignal", draft.signal),
            timeout: milliseconds(self.wait("timeout", draft.timeout, Duration::from_secs(30))),
            retry: self.retry(draft.retry),
            on_attempt: self.value("onAttempt", "a function", draft.on_attempt),
            idempotency_key: self.idempotency_key(draft.idempotency_key, &base_url),
            max_issues: self.count("maxIssues", draft.max_issues, 1, MAX_LISTED_ISSUES as u32, 100) as usize,
            fleet: self.fleet(fleet),
            base_url,
        };
        self.unknown(&draft.unknown, names);
        if token_is_missing && settings.base_url.is_service {
            let words = &[" is missing: ThingSpace takes no request without a VZ-M2M-Token"];
            self.issue(Code::Missing, "token", words);
        }
        settings
    }

    fn fleet(&mut self, draft: FleetDraft) -> FleetSettings {
        let most_devices = MAX_DEVICES as u32;
        FleetSettings {
            concurrency: self.count("concurrency", draft.concurrency, 1, MOST_AT_ONCE, 4),
            devices_per_request: self.count(
                "devicesPerRequest",
                draft.devices_per_request,
                1,
                most_devices,
                most_devices,
            ) as usize,
            on_progress: self.value("onProgress", "a function", draft.on_progress),
        }
    }

    fn retry(&mut self, draft: Field<RetryDraft>) -> RetryRules {
        let mut rules = RetryRules::default();
        match self.value("retry", "a number or an object", draft) {
            Some(RetryDraft::Limit(limit)) => {
                rules.limit = self.count("retry", Field::Given(limit), 0, MOST_RETRIES, rules.limit);
            }
            Some(RetryDraft::Rules { limit, max_retry_after, resend, unknown }) => {
                self.parent = Some("retry");
                rules.limit = self.count("limit", limit, 0, MOST_RETRIES, rules.limit);
                rules.max_retry_after = self.wait("maxRetryAfter", max_retry_after, rules.max_retry_after);
                rules.resend = self.boolean("resend", resend, rules.resend);
                self.unknown(&unknown, RETRY_NAMES);
                self.parent = None;
            }
            None => {}
        }
        rules
    }

    fn token(&mut self, name: &'static str, field: Field<TokenSource>) -> Option<TokenSource> {
        if matches!(field, Field::IllFormed) {
            self.issue(Code::Characters, name, &[" holds a character that a header cannot carry"]);
            return None;
        }
        let source = self.value(name, "a string or a function", field)?;
        if let TokenSource::Fixed(secret) = &source
            && let Err((code, words)) = secret.check()
        {
            self.issue(code, name, &[words]);
        }
        Some(source)
    }

    fn base_url(&mut self, field: Field<String>) -> BaseUrl {
        match self.value("baseUrl", "a string or a URL", field) {
            None => BaseUrl::service(),
            Some(url) => BaseUrl::resolve(&url).unwrap_or_else(|words| {
                self.issue(Code::Option, "baseUrl", &[" ", words]);
                BaseUrl::unknown()
            }),
        }
    }

    fn wire(&mut self, field: Field<Wire>) -> Wire {
        match field {
            Field::Given(wire) => return wire,
            Field::Absent => {}
            Field::Wrong(_) | Field::IllFormed => {
                self.issue(Code::Option, "wire", &[" must be \"documented\" or \"sdk\""]);
            }
        }
        Wire::default()
    }

    /// The key to send. A path is a gateway of the page's own, which can be told a key without asking.
    fn idempotency_key(&mut self, field: Field<IdempotencyKey>, base_url: &BaseUrl) -> IdempotencyKey {
        const NAME: &str = "idempotencyKey";
        let key = match self.value(NAME, "a string, true or false", field) {
            None if base_url.is_path => IdempotencyKey::Random,
            None => IdempotencyKey::None,
            Some(key) => key,
        };
        if base_url.is_service && key != IdempotencyKey::None {
            let words = &[" is for a gateway, and baseUrl is ThingSpace, which knows no such keys: leave it out"];
            self.issue(Code::Option, NAME, words);
        }
        if let IdempotencyKey::Text(text) = &key {
            if let Err((code, words)) = header_text(text) {
                self.issue(code, NAME, &[words]);
            } else if text.len() > LONGEST_KEY {
                self.issue(Code::Option, NAME, &[" must have at most 255 characters"]);
            }
        }
        key
    }

    fn boolean(&mut self, name: &str, field: Field<bool>, default: bool) -> bool {
        self.value(name, "true or false", field).unwrap_or(default)
    }

    /// Milliseconds that a timer can take.
    fn wait(&mut self, name: &str, field: Field<f64>, default: Duration) -> Duration {
        match self.value(name, "a number", field) {
            Some(wait) if (0.0..=LONGEST_DELAY).contains(&wait) => Duration::from_millis(wait.ceil() as u64),
            Some(_) => {
                self.issue(Code::Option, name, &[" must be from 0 to 2147483647 milliseconds"]);
                default
            }
            None => default,
        }
    }

    fn count(&mut self, name: &str, field: Field<f64>, least: u32, most: u32, default: u32) -> u32 {
        match self.value(name, "a number", field) {
            Some(count) if (f64::from(least)..=f64::from(most)).contains(&count) && count.fract() == 0.0 => {
                count as u32
            }
            Some(_) => {
                self.issue(
                    Code::Option,
                    name,
                    &[" must be a whole number from ", &decimal(least), " to ", &decimal(most)],
                );
                default
            }
            None => default,
        }
    }

    /// The value, unless it is absent or, which is noted, of the wrong type.
    fn value<T>(&mut self, name: &str, expected: &str, field: Field<T>) -> Option<T> {
        match field {
            Field::Given(value) => return Some(value),
            Field::Absent => {}
            Field::Wrong(found) => self.issue(Code::Type, name, &[" must be ", expected, ", not ", found]),
            Field::IllFormed => {
                self.issue(Code::Option, name, &[" holds half of a surrogate pair: look for a text cut in two"]);
            }
        }
        None
    }

    fn unknown(&mut self, names: &[String], known: &str) {
        for name in names {
            self.issue(Code::UnknownField, name, &[&unknown_name(name, known)]);
        }
    }

    fn issue(&mut self, code: Code, name: &str, words: &[&str]) {
        let message = &[name, &concat(words)];
        match self.parent {
            None => self.issues.add(code, &[Step::Name("options"), Step::Name(name)], message),
            Some(parent) => {
                self.issues.add(code, &[Step::Name("options"), Step::Name(parent), Step::Name(name)], message);
            }
        }
    }
}
