//! Passkeys (WebAuthn level 3): what the browser is asked, and whether its answer is good.
//!
//! Text in, text out. [`Passkeys::ask_new`] and its sisters give **options** for
//! the page's script and a **state** for the caller to keep until the answer
//! comes: sealed or signed, used once, for a few minutes. What is kept for good
//! is a **credential**: a public key and a counter, nothing secret.
//!
//! The surprising rule: user verification (a finger, a face, a PIN) is always
//! required, so that a passkey alone may stand in for passphrase and second factor.
//!
//! Not here: who has which passkey, what an answer opens (`people`). Randomness
//! for challenges comes from the library underneath.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use url::Url;
use webauthn_rs::Webauthn;
use webauthn_rs::prelude::{
    AuthenticationResult, CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    PublicKeyCredential, RegisterPublicKeyCredential, Uuid, WebauthnBuilder, WebauthnError,
};

/// Why there is no passkey, or not this one.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Passkeys belong to a name: an address made of numbers cannot have any.
    #[error("passkeys need an address with a name")]
    NoName,
    /// The browser's answer is not one, or does not fit what was asked.
    #[error("the answer does not fit: {0}")]
    Refused(String),
    /// What we kept ourselves cannot be read.
    #[error("what was kept is broken: {0}")]
    Broken(String),
}

impl From<WebauthnError> for Problem {
    fn from(error: WebauthnError) -> Self {
        Self::Refused(format!("{error:?}"))
    }
}

/// What to ask the browser, and what to keep until it answers.
#[derive(Debug)]
pub struct Asked {
    /// JSON of `PublicKeyCredentialCreationOptions` or `…RequestOptions`, bytes as base64url.
    pub options: String,
    pub state: String,
}

/// A passkey to keep.
#[derive(Debug)]
pub struct New {
    /// The credential's id, base64url.
    pub id: String,
    pub credential: String,
}

/// A passkey that answered well.
#[derive(Debug)]
pub struct Used {
    pub id: String,
    /// The credential with its new counter, when that changed.
    pub changed: Option<String>,
}

/// Passkeys for one address.
#[derive(Debug)]
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// For `address` (`https://keepwell.example.org`), shown to people as `name`.
    /// The machine's own numbers (`127.0.0.1`) stand for `localhost`.
    ///
    /// # Errors
    /// [`Problem::NoName`].
    pub fn at(address: &str, name: &str) -> Result<Self, Problem> {
        let mut origin = Url::parse(address).map_err(|_| Problem::NoName)?;
        let host = origin.host_str().unwrap_or_default();
        if ["127.0.0.1", "[::1]"].contains(&host) {
            origin.set_host(Some("localhost")).map_err(|_| Problem::NoName)?;
        }
        let domain = origin.domain().ok_or(Problem::NoName)?.to_owned();
        let webauthn = WebauthnBuilder::new(&domain, &origin)?.rp_name(name).build()?;
        Ok(Self(webauthn))
    }

    /// Asks for a new passkey. `user` is an id that says nothing about the person;
    /// `have` are the credentials they have already.
    ///
    /// # Errors
    /// [`Problem::Broken`] when a credential of ours is not one.
    pub fn ask_new(&self, user: [u8; 16], email: &str, name: &str, have: &[String]) -> Result<Asked, Problem> {
        let have = read_all::<Passkey>(have)?.iter().map(|p| p.cred_id().clone()).collect();
        let (options, state) = self.0.start_passkey_registration(Uuid::from_bytes(user), email, name, Some(have))?;
        Ok(Asked { options: options_for_new(&options)?, state: write(&state)? })
    }

    /// Takes a new passkey in.
    ///
    /// # Errors
    /// [`Problem::Refused`] when the answer does not fit.
    pub fn take_new(&self, answer: &str, state: &str) -> Result<New, Problem> {
        let answer: RegisterPublicKeyCredential = typed(answer)?;
        let passkey = self.0.finish_passkey_registration(&answer, &read::<PasskeyRegistration>(state)?)?;
        Ok(New { id: id_of(&passkey), credential: write(&passkey)? })
    }

    /// Asks somebody we know for one of their passkeys.
    ///
    /// # Errors
    /// [`Problem::Refused`] when they have none.
    pub fn ask(&self, have: &[String]) -> Result<Asked, Problem> {
        let (options, state) = self.0.start_passkey_authentication(&read_all::<Passkey>(have)?)?;
        Ok(Asked { options: inner(&write(&options)?)?, state: write(&state)? })
    }

    /// Whether the answer is one of their passkeys.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is not, or when its counter went back (a copy).
    pub fn check(&self, answer: &str, state: &str, have: &[String]) -> Result<Used, Problem> {
        let answer: PublicKeyCredential = typed(answer)?;
        let done = self.0.finish_passkey_authentication(&answer, &read::<PasskeyAuthentication>(state)?)?;
        let passkeys = read_all::<Passkey>(have)?;
        let used = passkeys.into_iter().find(|p| p.cred_id() == done.cred_id()).ok_or_else(|| Problem::Refused("another passkey".to_owned()))?;
        updated(used, &done)
    }

    /// Asks whoever is there for a passkey, without knowing who it is.
    ///
    /// # Errors
    /// Never in practice.
    pub fn ask_anybody(&self) -> Result<Asked, Problem> {
        let (options, state) = self.0.start_discoverable_authentication()?;
        Ok(Asked { options: inner(&write(&options)?)?, state: write(&state)? })
    }

    /// Which credential an answer says it is, base64url; not checked yet.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is no answer.
    pub fn claims(&self, answer: &str) -> Result<String, Problem> {
        let answer: PublicKeyCredential = typed(answer)?;
        Ok(text_of(answer.raw_id.as_ref()))
    }

    /// Whether the answer is this passkey, of this user.
    ///
    /// # Errors
    /// [`Problem::Refused`] when it is not.
    pub fn check_anybody(&self, answer: &str, state: &str, user: [u8; 16], credential: &str) -> Result<Used, Problem> {
        let answer: PublicKeyCredential = typed(answer)?;
        let (claimed, _) = self.0.identify_discoverable_authentication(&answer)?;
        if claimed.as_bytes() != &user {
            return Err(Problem::Refused("another user".to_owned()));
        }
        let passkey: Passkey = read(credential)?;
        let state: DiscoverableAuthentication = read(state)?;
        let done = self.0.finish_discoverable_authentication_v2(&answer, state, &passkey)?;
        updated(passkey, &done)
    }
}

/// The options of a new passkey; we ask for one that is found without an e-mail, where there is room for it.
fn options_for_new(options: &CreationChallengeResponse) -> Result<String, Problem> {
    let mut value: Value = serde_json::to_value(options).map_err(|e| broken(&e))?;
    if let Some(wanted) = value.pointer_mut("/publicKey/authenticatorSelection").and_then(Value::as_object_mut) {
        wanted.insert("residentKey".to_owned(), Value::from("preferred"));
    }
    inner(&value.to_string())
}

/// What stands under `publicKey`.
fn inner(options: &str) -> Result<String, Problem> {
    let value: Value = serde_json::from_str(options).map_err(|e| broken(&e))?;
    value.get("publicKey").map(Value::to_string).ok_or_else(|| Problem::Broken("no publicKey".to_owned()))
}

fn updated(mut passkey: Passkey, done: &AuthenticationResult) -> Result<Used, Problem> {
    if !done.user_verified() {
        return Err(Problem::Refused("nobody was verified".to_owned()));
    }
    let changed = passkey.update_credential(done) == Some(true);
    Ok(Used { id: id_of(&passkey), changed: if changed { Some(write(&passkey)?) } else { None } })
}

fn id_of(passkey: &Passkey) -> String {
    text_of(passkey.cred_id().as_ref())
}

fn text_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn write(value: &impl serde::Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|e| broken(&e))
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|e| broken(&e))
}

fn read_all<T: serde::de::DeserializeOwned>(texts: &[String]) -> Result<Vec<T>, Problem> {
    texts.iter().map(|t| read(t)).collect()
}

/// Reads what the browser sent.
fn typed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|e| Problem::Refused(e.to_string()))
}

fn broken(error: &serde_json::Error) -> Problem {
    Problem::Broken(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Passkeys, Problem};

    #[test]
    fn an_address_with_a_name_has_passkeys_and_numbers_have_none() {
        assert!(Passkeys::at("https://keepwell.example.org", "Keepwell").is_ok());
        assert!(Passkeys::at("http://127.0.0.1:8750", "Keepwell").is_ok(), "the machine itself is localhost");
        for bad in ["https://203.0.113.7", "https://[2001:db8::1]", "keepwell"] {
            assert!(matches!(Passkeys::at(bad, "Keepwell"), Err(Problem::NoName)), "{bad}");
        }
    }

    #[test]
    fn what_is_asked_wants_somebody_verified_and_a_passkey_that_is_found_by_itself() {
        let passkeys = Passkeys::at("https://keepwell.example.org", "Harbour House").unwrap();

        let new = passkeys.ask_new([7; 16], "ben@example.org", "Ben Ito", &[]).unwrap();
        let anybody = passkeys.ask_anybody().unwrap();

        for part in ["\"residentKey\":\"preferred\"", "\"userVerification\":\"required\"", "\"attestation\":\"none\"", "Harbour House"] {
            assert!(new.options.contains(part), "{part}: {}", new.options);
        }
        assert!(anybody.options.contains("\"userVerification\":\"required\"") && anybody.options.contains("\"rpId\":\"keepwell.example.org\""));
        assert!(matches!(passkeys.claims("not json"), Err(Problem::Refused(_))));
    }

    #[test]
    fn two_challenges_are_never_the_same() {
        let passkeys = Passkeys::at("https://keepwell.example.org", "Keepwell").unwrap();
        let challenge = || passkeys.ask_anybody().unwrap().options;
        let all: std::collections::BTreeSet<String> = (0..500).map(|_| challenge()).collect();
        assert_eq!(all.len(), 500);
    }
}
