//! All the rules for the options. A submission accepts only options that were checked here.

use super::given::{Given, OptionValue};
use super::{IdempotencyKey, TokenSource};
use crate::client::RetryRules;
use crate::contract::{
    self, CheckedRequest, Code, Draft, Issues, LISTED_ISSUES, MAX_DEVICES, MAX_LISTED_ISSUES, Rules, Secret, Step,
    Wire, concat, decimal, header_text, unknown_name,
};
use crate::fetch::base_url::BaseUrl;
use js_sys::Function;
use std::ops::RangeInclusive;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// The longest delay that timers support, in milliseconds.
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// The upper limit for the number of retries.
const MOST_RETRIES: u32 = 100;

/// The upper limit for the number of parts of a fleet that are sent at once.
const MOST_AT_ONCE: u32 = 64;

const LONGEST_KEY: usize = 255;

/// The values of `wire`.
pub(super) const DOCUMENTED: &str = "documented";
pub(super) const SDK: &str = "sdk";

/// What a check is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Sending, for which ThingSpace itself requires a token.
    Submit,
    /// Only checking.
    Validate,
}

/// Options without issues. Only [`check`] creates them.
#[derive(Clone, Debug)]
pub(crate) struct CheckedOptions(Settings);

impl CheckedOptions {
    /// The options' values.
    pub fn get(&self) -> &Settings {
        &self.0
    }

    /// The same with a function that can delay attempts.
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
    /// In milliseconds; 0 means no limit.
    pub timeout: f64,
    pub retry: RetryRules,
    pub on_attempt: Option<Function>,
    /// Makes the parts of a fleet wait for each other: takes a delay in milliseconds, and returns that delay or a
    /// longer one.
    pub hold: Option<Function>,
    pub idempotency_key: Option<IdempotencyKey>,
    pub max_issues: u32,
    /// How many parts of a fleet are sent at once.
    pub concurrency: u32,
    /// How many devices a part of a fleet has at most.
    pub devices_per_request: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            token: None,
            bearer: None,
            portal_initiated: true,
            base_url: BaseUrl::service(),
            wire: Wire::default(),
            check_digit: true,
            fetch: None,
            signal: None,
            timeout: 30_000.0,
            retry: RetryRules::default(),
            on_attempt: None,
            hold: None,
            idempotency_key: None,
            max_issues: LISTED_ISSUES as u32,
            concurrency: 4,
            devices_per_request: MAX_DEVICES as u32,
        }
    }
}

/// Checks a request and its options together. `now` is the time since 1970-01-01T00:00Z.
///
/// # Errors
/// All issues of both, if there are any.
pub(crate) fn check(
    request: Draft,
    options: OptionsCheck,
    purpose: Purpose,
    now: Duration,
) -> Result<(CheckedRequest, CheckedOptions), Issues> {
    let OptionsCheck { settings, mut issues, has_token } = options;
    if purpose == Purpose::Submit && !has_token && settings.base_url.is_service {
        let words = &["token is missing: ThingSpace accepts no request without a VZ-M2M-Token"];
        issues.add(Code::Missing, &[OPTIONS, Step::Name("token")], words);
    }
    let rules = Rules { check_digit: settings.check_digit, now, max_issues: settings.max_issues as usize };
    let request = contract::check_draft(request, &rules, issues)?;
    Ok((request, CheckedOptions(settings)))
}

/// Takes the options one by one, in the order in which their issues are listed, `baseUrl` before `idempotencyKey`.
#[derive(Debug)]
pub(crate) struct OptionsCheck {
    settings: Settings,
    issues: Issues,
    /// Whether a token was given, even a wrong one.
    has_token: bool,
}

impl Default for OptionsCheck {
    fn default() -> Self {
        // How many issues to list is an option itself.
        let issues = Issues::with_room(MAX_LISTED_ISSUES);
        OptionsCheck { settings: Settings::default(), issues, has_token: false }
    }
}

const OPTIONS: Step<'_> = Step::Name("options");

impl OptionsCheck {
    /// Adds the issue that the options are not an object but `kind`.
    #[cfg(feature = "exports")]
    pub fn not_an_object(&mut self, kind: &str) {
        self.issues.add(Code::Type, &[OPTIONS], &["options must be an object, not ", kind]);
    }

    /// Takes an option: sets its value, or adds what is wrong with it.
    pub fn take(&mut self, given: Given<'_>) {
        let OptionsCheck { settings, issues, has_token } = self;
        let mut option = Checking { given: &given, issues };
        match given.name {
            _ if matches!(given.value, OptionValue::Unknown(_)) => option.unknown(),
            "token" => {
                *has_token = true;
                option.token(&mut settings.token);
            }
            "bearer" => option.token(&mut settings.bearer),
            "portalInitiated" => option.boolean(&mut settings.portal_initiated),
            "baseUrl" => option.base_url(&mut settings.base_url),
            "wire" => option.wire(&mut settings.wire),
            "checkDigit" => option.boolean(&mut settings.check_digit),
            "fetch" => option.function(&mut settings.fetch),
            "signal" => option.signal(&mut settings.signal),
            "timeout" => settings.timeout = option.wait().unwrap_or(settings.timeout),
            "retry" => option.retry(&mut settings.retry.limit),
            "limit" => option.count(0..=MOST_RETRIES, &mut settings.retry.limit),
            "maxRetryAfter" => {
                if let Some(wait) = option.wait() {
                    settings.retry.max_retry_after = Duration::from_millis(wait as u64);
                }
            }
            "resend" => option.boolean(&mut settings.retry.resend),
            "onAttempt" => option.function(&mut settings.on_attempt),
            "idempotencyKey" => option.idempotency_key(&settings.base_url, &mut settings.idempotency_key),
            "maxIssues" => option.count(1..=MAX_LISTED_ISSUES as u32, &mut settings.max_issues),
            "concurrency" => option.count(1..=MOST_AT_ONCE, &mut settings.concurrency),
            "devicesPerRequest" => option.count(1..=MAX_DEVICES as u32, &mut settings.devices_per_request),
            // JavaScript keeps and calls it.
            "onProgress" => option.function(&mut None),
            _ => option.unknown(),
        }
    }
}

/// One option, and the list for its issues. There is a method for each kind of option, which sets its value unless it
/// is refused.
struct Checking<'a> {
    given: &'a Given<'a>,
    issues: &'a mut Issues,
}

impl Checking<'_> {
    fn token(&mut self, slot: &mut Option<TokenSource>) {
        match &self.given.value {
            OptionValue::Text(text) => {
                if let Err((code, words)) = header_text(text) {
                    self.issue(code, &[words]);
                }
                *slot = Some(TokenSource::Fixed(Secret::new(*text)));
            }
            OptionValue::Function(provider) => *slot = Some(TokenSource::Provider(provider.clone())),
            OptionValue::IllFormed => {
                self.issue(Code::Characters, &[" contains a character that a header cannot carry"])
            }
            _ => self.wrong("a string or a function"),
        }
    }

    fn boolean(&mut self, slot: &mut bool) {
        match &self.given.value {
            OptionValue::Boolean(value) => *slot = *value,
            _ => self.wrong("true or false"),
        }
    }

    fn base_url(&mut self, slot: &mut BaseUrl) {
        match &self.given.value {
            OptionValue::Text(url) => {
                *slot = BaseUrl::resolve(url).unwrap_or_else(|words| {
                    self.issue(Code::Option, &[" ", words]);
                    BaseUrl::unknown()
                });
            }
            _ => self.wrong("a string or a URL"),
        }
    }

    fn wire(&mut self, slot: &mut Wire) {
        match &self.given.value {
            OptionValue::Text(DOCUMENTED) => *slot = Wire::Documented,
            OptionValue::Text(SDK) => *slot = Wire::Sdk,
            _ => self.issue(Code::Option, &[" must be \"documented\" or \"sdk\""]),
        }
    }

    fn function(&mut self, slot: &mut Option<Function>) {
        match &self.given.value {
            OptionValue::Function(function) => *slot = Some(function.clone()),
            _ => self.wrong("a function"),
        }
    }

    fn signal(&mut self, slot: &mut Option<JsValue>) {
        match &self.given.value {
            OptionValue::Signal(signal) => *slot = Some(signal.clone()),
            _ => self.wrong("an AbortSignal"),
        }
    }

    /// The option as milliseconds, if it is a delay that timers support.
    fn wait(&mut self) -> Option<f64> {
        match &self.given.value {
            OptionValue::Number(wait) if (0.0..=LONGEST_DELAY).contains(wait) => return Some(wait.ceil()),
            OptionValue::Number(_) => self.issue(Code::Option, &[" must be from 0 to 2147483647 milliseconds"]),
            _ => self.wrong("a number"),
        }
        None
    }

    /// A number is short for the limit.
    fn retry(&mut self, limit: &mut u32) {
        match &self.given.value {
            OptionValue::Number(_) => self.count(0..=MOST_RETRIES, limit),
            OptionValue::Object => {}
            _ => self.wrong("a number or an object"),
        }
    }

    fn count(&mut self, range: RangeInclusive<u32>, slot: &mut u32) {
        let (least, most) = range.into_inner();
        match &self.given.value {
            OptionValue::Number(count)
                if (f64::from(least)..=f64::from(most)).contains(count) && count.fract() == 0.0 =>
            {
                *slot = *count as u32;
            }
            OptionValue::Number(_) => {
                self.issue(Code::Option, &[" must be a whole number from ", &decimal(least), " to ", &decimal(most)]);
            }
            _ => self.wrong("a number"),
        }
    }

    fn idempotency_key(&mut self, base_url: &BaseUrl, slot: &mut Option<IdempotencyKey>) {
        let key = match &self.given.value {
            OptionValue::Boolean(false) => IdempotencyKey::None,
            OptionValue::Boolean(true) => IdempotencyKey::Random,
            OptionValue::Text(text) => IdempotencyKey::Text((*text).into()),
            _ => return self.wrong("a string, true or false"),
        };
        if base_url.is_service && key != IdempotencyKey::None {
            let words =
                &[" is only for gateways, but baseUrl is ThingSpace, which does not support keys: leave it out"];
            self.issue(Code::Option, words);
        }
        if let IdempotencyKey::Text(text) = &key {
            if let Err((code, words)) = header_text(text) {
                self.issue(code, &[words]);
            } else if text.len() > LONGEST_KEY {
                self.issue(Code::Option, &[" must have at most 255 characters"]);
            }
        }
        *slot = Some(key);
    }

    fn unknown(&mut self) {
        let known = match &self.given.value {
            OptionValue::Unknown(known) => known,
            _ => "",
        };
        self.issue(Code::UnknownField, &[&unknown_name(self.given.name, known)]);
    }

    fn wrong(&mut self, expected: &str) {
        self.issue(Code::Type, &[" must be ", expected, ", not ", self.given.kind]);
    }

    fn issue(&mut self, code: Code, words: &[&str]) {
        let Given { in_retry, name, .. } = *self.given;
        let message = &[name, &concat(words)];
        if in_retry {
            self.issues.add(code, &[OPTIONS, Step::Name("retry"), Step::Name(name)], message);
        } else {
            self.issues.add(code, &[OPTIONS, Step::Name(name)], message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{AggregateRequest, Devices, Key};
    use crate::fetch::Options;

    /// The default options and a token, for ThingSpace itself.
    fn options() -> Options {
        Options::with_token(TokenSource::Fixed(Secret::new("the-token")))
    }

    fn with(name: &'static str, value: OptionValue<'static>) -> OptionsCheck {
        let mut options = OptionsCheck::from(options());
        options.take(Given { in_retry: false, name, kind: "a number", value });
        options
    }

    /// The issues of options, as `code name: message`.
    fn found(options: impl Into<OptionsCheck>) -> Vec<String> {
        let request = AggregateRequest::new("0000123456-00001", Devices::All);
        let now = Duration::from_secs(1_782_864_000);
        let issues = check(request.into(), options.into(), Purpose::Submit, now).err().unwrap_or_default();
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

    #[test]
    fn the_default_options_and_a_token_are_right() {
        assert_eq!(found(options()), [""; 0]);
        let missing = "missing token: token is missing: ThingSpace accepts no request without a VZ-M2M-Token";
        assert_eq!(found(Options::default()), [missing]);
        assert_eq!(found(OptionsCheck::default()), [missing]);
    }

    #[test]
    fn numbers_have_their_ranges() {
        for (name, least, most) in [
            ("timeout", 0.0, 2_147_483_647.0),
            ("maxRetryAfter", 0.0, 2_147_483_647.0),
            ("maxIssues", 1.0, 10_000.0),
            ("retry", 0.0, 100.0),
            ("limit", 0.0, 100.0),
            ("concurrency", 1.0, 64.0),
            ("devicesPerRequest", 1.0, 10_000.0),
        ] {
            let issues = |number| found(with(name, OptionValue::Number(number)));
            for right in [least, least + 1.0, most] {
                assert_eq!(issues(right), [""; 0], "{name}: {right}");
            }
            for wrong in [least - 1.0, most + 1.0, f64::NAN, f64::INFINITY] {
                assert!(issues(wrong)[0].starts_with(&format!("option {name}: {name} must be ")), "{name}: {wrong}");
            }
            let is_counted = !issues(1.5).is_empty();
            assert_eq!(is_counted, !matches!(name, "timeout" | "maxRetryAfter"), "{name}");
        }
    }

    #[test]
    fn a_limit_of_less_than_a_millisecond_is_not_none() {
        for (timeout, milliseconds) in
            [(None, 0.0), (Some(Duration::ZERO), 1.0), (Some(Duration::from_secs(1)), 1000.0)]
        {
            let check = OptionsCheck::from(Options { timeout, ..options() });
            assert_eq!(check.settings.timeout, milliseconds);
        }
    }

    #[test]
    fn each_rust_option_is_taken() {
        let retry = RetryRules { limit: 3, max_retry_after: Duration::from_millis(4), resend: true };
        let given = Options {
            bearer: Some(TokenSource::Fixed(Secret::new("the-bearer"))),
            portal_initiated: false,
            base_url: Some("https://example.com/?".into()),
            wire: Wire::Sdk,
            check_digit: false,
            retry,
            idempotency_key: Some(IdempotencyKey::Random),
            max_issues: 5,
            ..options()
        };
        let OptionsCheck { settings, issues, has_token } = given.into();
        assert!(has_token);
        assert!(matches!(settings.token, Some(TokenSource::Fixed(token)) if token.reveal() == "the-token"));
        assert!(matches!(settings.bearer, Some(TokenSource::Fixed(token)) if token.reveal() == "the-bearer"));
        assert_eq!((settings.portal_initiated, settings.check_digit), (false, false));
        assert_eq!((settings.wire, settings.retry, settings.max_issues), (Wire::Sdk, retry, 5));
        assert_eq!(settings.idempotency_key, Some(IdempotencyKey::Random));
        assert_eq!(issues.count(), 1, "of baseUrl");
    }

    #[test]
    fn a_misspelled_option_is_told_from_those_that_there_are() {
        let unknown = |known| found(with("concurency", OptionValue::Unknown(known)));
        let meant = "unknown_field concurency: concurency is unknown: did you mean concurrency?";
        assert_eq!(unknown("retry, concurrency"), [meant]);
        let listed = "unknown_field concurency: concurency is unknown: remove it. The known names are retry, token";
        assert_eq!(unknown("retry, token"), [listed]);
    }

    #[test]
    fn a_name_that_javascript_alone_knows_is_refused() {
        assert_eq!(found(with("colour", OptionValue::Number(1.0))).len(), 1);
    }

    #[test]
    fn what_is_of_another_type_is_told_by_its_kind() {
        let wrong = |name| found(with(name, OptionValue::Other));
        assert_eq!(wrong("onProgress"), ["type onProgress: onProgress must be a function, not a number"]);
        assert_eq!(wrong("checkDigit"), ["type checkDigit: checkDigit must be true or false, not a number"]);
    }
}
