//! Where requests may be sent: to the service, or to a gateway with the same interface.

use crate::contract::split_at_words;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/fetch/fetch.js")]
extern "C" {
    /// The host's name, the user name and password, and the URL without slashes at its end, separated by spaces.
    #[wasm_bindgen(js_name = partsOfUrl)]
    fn parts_of_url(url: &str) -> Option<String>;
}

/// The address of the service.
const SERVICE: &str = "https://thingspace.verizon.com/api/hyper-precise/v1";

const SERVICE_HOST: &str = "thingspace.verizon.com";

/// A base URL that requests may be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    /// Without a slash at its end.
    pub href: String,
    /// Whether it is ThingSpace itself, which needs a token.
    pub is_service: bool,
    /// Whether it was given as a path, so that it is on the page's own origin.
    pub is_path: bool,
}

impl BaseUrl {
    /// ThingSpace itself.
    pub fn service() -> Self {
        BaseUrl { href: SERVICE.into(), is_service: true, is_path: false }
    }

    /// A stand-in for one that was refused.
    pub fn unknown() -> Self {
        BaseUrl { href: String::new(), is_service: false, is_path: false }
    }

    /// Resolves and checks a base URL.
    ///
    /// # Errors
    /// What is wrong with it, in words to put after its name.
    pub fn resolve(base_url: &str) -> Result<Self, &'static str> {
        if base_url.bytes().any(|byte| matches!(byte, b'?' | b'#')) {
            return Err("must not have a query or a fragment: remove the ? or # and what follows it");
        }
        let is_path = base_url.starts_with("/");
        let url = parts_of_url(base_url).ok_or(if is_path { NO_ORIGIN } else { NO_URL })?;
        let (host, rest) = split_at_words(&url, " ").unwrap_or_default();
        let (credentials, href) = split_at_words(rest, " ").unwrap_or_default();
        if base_url.starts_with("//") {
            return Err("is a path that leads to another host: begin it with a single slash");
        }
        let is_secure = href.starts_with("https://") || (href.starts_with("http://") && is_loopback(host));
        if !is_path && !is_secure {
            return Err("must be https: (http: is only for loopback, because tokens would be sent in the clear)");
        }
        if !credentials.is_empty() {
            return Err("must not contain a user name or password: use the options for tokens");
        }
        Ok(BaseUrl { href: href.into(), is_service: is_service(host), is_path })
    }
}

const NO_ORIGIN: &str = "is a path, but there is no page whose origin it could belong to: use an https: URL";
const NO_URL: &str = "is not a URL: use one such as https://example.com/api, or a path such as /api";

/// A final dot only marks the name as complete.
fn is_service(host: &str) -> bool {
    host.strip_suffix(".").unwrap_or(host) == SERVICE_HOST
}

fn is_loopback(host: &str) -> bool {
    let is_ipv4 = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || (is_ipv4 && host.starts_with("127."))
}
