//! The options, read from a JavaScript object.

use crate::client::RetryRules;
use crate::contract::{Code, Field, Issue, Issues, Secret, Step, Wire, concat, unknown_name};
use crate::fetch::{Options, TokenSource};
use crate::value::{Type, found, get, properties, text};
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;

/// The longest delay that timers take, in milliseconds.
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// More attempts than anybody should make.
const MOST_RETRIES: f64 = 100.0;

const NAMES: &str =
    "token, bearer, portalInitiated, baseUrl, wire, checkDigit, fetch, signal, timeout, retry, onAttempt";

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
