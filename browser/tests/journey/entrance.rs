//! Step 2 and what follows from it: set-up in the browser, the letters that let people in.

use browser::{Context, Result, ensure};

use crate::Journey;
use crate::cast::{ANA, BEN, CLEO, Person};

/// Sets the organisation up, after a slip that loses nothing that was typed.
pub async fn set_up(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.open("/").await?;
    at.says_id("people-not-set-up-title").await?;
    at.check("not-set-up").await?;
    at.open(&j.site.set_up).await?;
    at.fill("organisation", j.pick("Harbour House", "Maison du Havre")).await?;
    at.choose("province", "Ontario").await?;
    at.choose("zone", &at.words.say("people-zone-america-toronto")?).await?;
    at.tick(j.pick("English", "Français")).await?;
    at.check("setup").await?;
    at.press_id("people-setup-next").await?;
    at.says_id("people-holidays-hint").await?;
    at.check("setup-days").await?;
    at.press_id("people-setup-next").await?;
    at.fill("name", ANA.name).await?;
    at.fill("email", ANA.email).await?;
    at.fill("passphrase", ANA.passphrase).await?;
    at.fill("again", "something else entirely").await?;
    at.press_id("people-setup-do").await?;
    at.says_id("people-passphrase-differs").await?;
    at.check("setup-again").await?;
    ensure!(at.value("name").await? == ANA.name, "a form that is shown again keeps what was typed");
    at.fill("passphrase", ANA.passphrase).await?;
    at.fill("again", ANA.passphrase).await?;
    at.press_id("people-setup-do").await?;
    at.says_id("people-setup-done").await?;
    at.settles_at("/").await?;
    at.check("first-page").await?;
    at.open(&j.site.set_up).await?;
    at.says_id("hall-error-404-title").await?;
    at.forget_console().await?;
    at.check("nothing-here").await?;
    light_and_dark(j).await
}

/// The switches at the top: dark and back, another language and back.
async fn light_and_dark(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.open("/").await?;
    for (words, theme) in [("base-theme-dark", "dark"), ("base-theme-auto", "auto")] {
        at.touch("header .menu > summary").await?;
        at.press_in("header", &at.words.say(words)?).await?;
        at.says(ANA.name.split(' ').next().unwrap_or_default()).await?;
        ensure!(at.attribute("html", "data-bs-theme").await? == theme, "the page follows the switch");
    }
    at.press_in("header", j.pick("Français", "English")).await?;
    at.says(j.pick("Bonjour", "Hello")).await?;
    at.press_in("header", j.pick("English", "Français")).await?;
    at.says(j.pick("Hello", "Bonjour")).await
}

/// Two people open the links in their letters and choose their passphrases.
pub async fn ben_and_cleo_come_in(j: &Journey) -> Result<()> {
    come_in(j, &CLEO).await?;
    come_in(j, &BEN).await
}

async fn come_in(j: &Journey, person: &Person) -> Result<()> {
    let at = &j.at;
    j.leave().await?;
    let letter = j.letter_to(person, 1).await?;
    ensure!(letter.text.contains(j.pick("Harbour House", "Maison du Havre")), "the letter says who writes: {}", letter.text);
    let link = letter.link().context("the letter has no link")?;
    at.open(&link).await?;
    at.says(person.name.split(' ').next().unwrap_or_default()).await?;
    at.check("welcome").await?;
    at.fill("passphrase", person.passphrase).await?;
    at.fill("again", person.passphrase).await?;
    at.press_id("people-welcome-do").await?;
    at.settles_at("/").await?;
    j.speak_our_language().await?;
    at.check("me").await?;
    at.open(&link).await?;
    at.says_id("people-link-gone-title").await?;
    at.check("link-gone").await
}
