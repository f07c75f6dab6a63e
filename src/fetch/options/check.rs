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

    /// The same, and held back by a function.
    #[cfg(feature = "exports")]
    pub fn held_by(mut self, hold: Option<Function>) -> Self {
        self.0.hold = hold;
        self
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
    /// What makes the parts of a fleet wait for each other: milliseconds in, as many or more out.
    pub hold: Option<Function>,
    pub idempotency_key: IdempotencyKey,
    pub max_issues: usize,
    pub fleet: FleetSettings,
}

/// What only a fleet goes by.
#[derive(Clone, Debug)]
pub(crate) struct FleetSettings {
    pub concurrency: u32,
    pub devices_per_request: usize,
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
            hold: None,
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
        let most = MAX_DEVICES as u32;
        let settings = FleetSettings {
            concurrency: self.count("concurrency", draft.concurrency, 1, MOST_AT_ONCE, 4),
            devices_per_request: self.count("devicesPerRequest", draft.devices_per_request, 1, most, most) as usize,
        };
        // JavaScript keeps it, and calls it.
        self.value("onProgress", "a function", draft.on_progress);
        settings
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
        let (value, wrong) = match field {
            Field::Given(value) => (Some(value), None),
            Field::Absent => (None, None),
            Field::Wrong(found) => (None, Some(found)),
            Field::IllFormed => (None, Some("a string with half of a surrogate pair")),
        };
        if let Some(found) = wrong {
            self.issue(Code::Type, name, &[" must be ", expected, ", not ", found]);
        }
        value
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{AggregateRequest, Devices, Key, Secret};
    use crate::fetch::Options;

    /// The issues of options for ThingSpace itself, as `code name: message`.
    fn found(draft: OptionsDraft) -> Vec<String> {
        let request = AggregateRequest::new("0000123456-00001", Devices::All);
        let now = Duration::from_secs(1_782_864_000);
        let issues = check(Ok(request.into()), Field::Given(draft), Purpose::Submit, now).err().unwrap_or_default();
        let name = |path: &[Key]| match path.last() {
            Some(Key::Name(name)) => name.clone(),
            _ => panic!("options have names"),
        };
        issues
            .listed()
            .iter()
            .map(|issue| format!("{} {}: {}", issue.code.as_str(), name(&issue.path), issue.message))
            .collect()
    }

    fn draft() -> OptionsDraft {
        Options::with_token(TokenSource::Fixed(Secret::new("the-token"))).into()
    }

    /// The code and the name alone.
    fn summary(draft: OptionsDraft) -> Vec<String> {
        found(draft).into_iter().filter_map(|issue| issue.split(':').next().map(Into::into)).collect()
    }

    #[test]
    fn the_default_options_and_a_token_are_right() {
        assert_eq!(found(draft()), [""; 0]);
        assert_eq!(summary(OptionsDraft::default()), ["missing token"]);
    }

    #[test]
    fn numbers_have_their_ranges() {
        for (timeout, is_right) in
            [(0.0, true), (0.5, true), (2_147_483_647.0, true), (2_147_483_648.0, false), (-1.0, false)]
        {
            let found = found(OptionsDraft { timeout: Field::Given(timeout), ..draft() });
            assert_eq!(found.is_empty(), is_right, "{timeout}");
        }
        for (most, is_right) in
            [(1.0, true), (10_000.0, true), (0.0, false), (10_001.0, false), (1.5, false), (f64::NAN, false)]
        {
            let found = found(OptionsDraft { max_issues: Field::Given(most), ..draft() });
            assert_eq!(found.is_empty(), is_right, "{most}");
        }
        for (limit, is_right) in [(0.0, true), (100.0, true), (101.0, false), (0.5, false), (f64::INFINITY, false)] {
            let found = found(OptionsDraft { retry: Field::Given(RetryDraft::Limit(limit)), ..draft() });
            assert_eq!(found.is_empty(), is_right, "{limit}");
        }
    }

    #[test]
    fn a_limit_of_less_than_a_millisecond_is_not_none() {
        let mut options = Options::with_token(TokenSource::Fixed(Secret::new("the-token")));
        for (timeout, milliseconds) in
            [(None, 0.0), (Some(Duration::ZERO), 1.0), (Some(Duration::from_secs(1)), 1000.0)]
        {
            options.timeout = timeout;
            let OptionsDraft { timeout, .. } = options.clone().into();
            assert_eq!(timeout, Field::Given(milliseconds));
        }
    }

    #[test]
    fn a_fleet_has_options_of_its_own() {
        let fleet = || OptionsDraft { fleet: Some(FleetDraft::default()), ..draft() };
        assert_eq!(found(fleet()), [""; 0]);
        let misspelled = OptionsDraft { unknown: vec!["concurency".into()], ..fleet() };
        assert_eq!(found(misspelled), ["unknown_field concurency: concurency is not known: did you mean concurrency?"]);
        let alone = OptionsDraft { unknown: vec!["concurrency".into()], ..draft() };
        assert!(!found(alone)[0].contains("did you mean"));
        let out_of_range = FleetDraft {
            concurrency: Field::Given(65.0),
            devices_per_request: Field::Given(10_001.0),
            on_progress: Field::Wrong("a number"),
        };
        assert_eq!(
            summary(OptionsDraft { fleet: Some(out_of_range), ..draft() }),
            ["option concurrency", "option devicesPerRequest", "type onProgress"]
        );
    }

    #[test]
    fn the_names_of_a_fleets_options_begin_with_those_of_a_submission() {
        assert!(FLEET_NAMES.strip_prefix(NAMES).is_some_and(|own| own.starts_with(", ")));
    }
}
