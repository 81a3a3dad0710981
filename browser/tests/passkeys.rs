//! Passkeys in a real browser, with the authenticator Chromium has for tests: made,
//! used in place of a passphrase, used as second proof, and asked for once more.

use browser::site::Site;
use browser::visitor::Visitor;
use browser::{Context, Lang, Result, Screen};
use serde_json::json;

const EMAIL: &str = "ana@example.org";
const PASSPHRASE: &str = "lantern orchard velvet drum";

async fn set_up(site: &Site, at: &Visitor) -> Result<()> {
    at.open(&site.set_up).await?;
    at.fill("organisation", "Harbour House").await?;
    at.choose("province", "Ontario").await?;
    at.tick(at.lang.pick("English", "Français")).await?;
    at.press_id("people-setup-next").await?;
    at.says_id("people-holidays-hint").await?;
    at.press_id("people-setup-next").await?;
    at.fill("name", "Ana Roy").await?;
    at.fill("email", EMAIL).await?;
    at.fill("passphrase", PASSPHRASE).await?;
    at.fill("again", PASSPHRASE).await?;
    at.press_id("people-setup-do").await?;
    at.settles_at("/").await
}

/// A phone's own authenticator: it keeps passkeys, and somebody always shows their finger.
async fn plug_in(at: &Visitor) -> Result<()> {
    let cdp = at.chrome.driver.cdp();
    cdp.send_raw("WebAuthn.enable", json!({})).await.context("enabling the authenticator")?;
    let options = json!({ "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true });
    cdp.send_raw("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await.context("plugging the authenticator in")?;
    Ok(())
}

async fn leave(at: &Visitor) -> Result<()> {
    at.open("/").await?;
    at.touch("header .menu > summary").await?;
    at.press_in("header", &at.words.say("base-sign-out")?).await?;
    at.says_id("people-signed-out").await
}

async fn walk(at: &Visitor) -> Result<()> {
    plug_in(at).await?;
    at.open("/me/security").await?;
    at.check("security").await?;
    at.press_id("people-passkey-add").await?;
    at.check("passkey-new").await?;
    at.press_id("people-passkey-do").await?;
    at.says_id("people-codes-lede").await?;
    at.check("codes").await?;
    at.press_id("people-codes-done").await?;
    at.says_id("people-passkey-name-usual").await?;
    at.check("security-passkey").await?;

    leave(at).await?;
    at.open("/sign-in").await?;
    at.press_id("people-passkey-sign-in").await?;
    at.settles_at("/").await?;
    at.says("Ana").await?;

    leave(at).await?;
    at.open("/sign-in").await?;
    at.fill("email", EMAIL).await?;
    at.fill("passphrase", PASSPHRASE).await?;
    at.press_in("main", &at.words.say("people-sign-in")?).await?;
    at.settles_at("/sign-in/second").await?;
    at.check("second").await?;
    at.press_id("people-passkey-use").await?;
    at.settles_at("/").await?;

    at.open("/prove?back=%2Fpeople").await?;
    at.check("prove").await?;
    at.press_id("people-passkey-use").await?;
    at.settles_at("/people").await?;
    at.open("/me/security/app").await?;
    at.check("app-new").await?;
    at.open("/organisation/sign-in").await?;
    at.check("sign-in-rules").await?;
    at.open("/people/invitations").await?;
    at.check("invitations").await
}

async fn passkeys(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::start()?;
    // A passkey belongs to a name: numbers have none.
    let at = Visitor::sit_down(&site.address.replace("127.0.0.1", "localhost"), lang, screen).await?;
    set_up(&site, &at).await?;
    let went = walk(&at).await;
    let findings = at.findings.lock().map(|f| f.clone()).unwrap_or_default();
    assert!(went.is_ok() && findings.is_empty(), "{went:?}\n{}\n{}", findings.join("\n"), site.log());
    at.chrome.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_opens_the_door_in_english_on_a_phone() -> Result<()> {
    passkeys(Lang::En, Screen::Phone).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_opens_the_door_in_french_on_a_desktop() -> Result<()> {
    passkeys(Lang::Fr, Screen::Desktop).await
}
